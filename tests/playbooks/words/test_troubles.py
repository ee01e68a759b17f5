"""When Slack says no: our people learn what happened and what to do."""

import json
from pathlib import Path
from typing import get_args

import pytest

from onboarding.messages.customer import AnyCustomerMessage
from onboarding.messages.team import AnyTeamMessage
from onboarding.provisioning import StepKind
from playbooks.troubles import KNOWN_CODES, attempt, loss, trouble, undelivered


@pytest.mark.parametrize(
    "code",
    [
        "not_paid",
        "restricted_action",
        "invalid_email",
        "user_not_found",
        "users_not_found",
        "name_taken",
        "connection_limit_exceeded",
        "missing_scope",
        "not_in_channel",
        "is_archived",
        "cant_invite",
    ],
)
def test_the_faults_that_a_person_must_mend_have_a_sentence_of_their_own(code: str) -> None:
    assert code in KNOWN_CODES
    said = trouble(code)
    assert code not in said, "our people read words, not codes"
    assert said.count(". ") >= 1, "what happened, and what to do about it"


def test_an_unknown_code_is_named_honestly() -> None:
    assert "`some_new_code`" in trouble("some_new_code")
    assert "no advice" in trouble("some_new_code")


def test_a_reason_that_is_no_code_is_quoted_and_calls_nobody() -> None:
    said = trouble("chat.update: <!channel> is too long")
    assert said.startswith("The reason is “chat.update: &lt;!channel&gt; is too long”")


@pytest.mark.parametrize("code", [*sorted(KNOWN_CODES), "some_new_code", "a fault of ours"])
def test_what_was_given_up_is_not_to_be_tried_again(code: str) -> None:
    """There is no button for it."""
    said = loss(code).casefold()
    assert "try again" not in said
    assert "tries again" not in said
    assert said.endswith(".")


MESSAGES = [
    message.model_fields["kind"].default
    for union in (AnyCustomerMessage, AnyTeamMessage)
    for message in get_args(get_args(union)[0])
]


@pytest.mark.parametrize("kind", [*MESSAGES, "checklist"])
def test_whatever_is_not_delivered_has_a_name_that_people_understand(kind: str) -> None:
    assert undelivered(kind).startswith("the ")
    assert undelivered(kind) != kind.replace("_", " ")


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_says_what_it_tried(kind: StepKind) -> None:
    said = attempt(kind.value)
    assert said[0].islower()
    assert kind.value not in said or "_" not in kind.value


def test_an_invitation_says_for_whom() -> None:
    assert attempt("invite_contact", "Ada <a@x.example>") == "invite Ada &lt;a@x.example&gt;"


def test_an_unknown_step_is_named_as_it_is() -> None:
    assert attempt("some & step") == "some &amp; step"


def test_every_code_is_one_of_slacks_or_ours(shared: Path) -> None:
    ours = {"invite_expired", "invite_declined", "no_answer"}
    everywhere = {"invalid_auth", "token_revoked", "token_expired", "account_inactive"}
    general = {"missing_scope", "ratelimited", *everywhere}
    documented: set[str] = set()
    for method in (shared / "slack" / "methods").glob("*.json"):
        documented |= set(json.loads(method.read_text()).get("errors", {}))
    assert documented, "the reference names no errors: was it moved?"
    assert KNOWN_CODES - documented - general - ours == set()
