"""Messages as Block Kit, and the wall between what customers read and what is said about them."""

import re
from datetime import date
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from blocks import customer_messages, team_messages, values
from blocks.checklist import checklist
from blocks.customer_messages import render as render_for_customer
from blocks.team_messages import render as render_for_team
from onboarding.messages.alerts import Escalated
from onboarding.messages.customer import AnyCustomerMessage, BlockerRaised, Celebration, Welcome
from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.team import (
    AnyTeamMessage,
    ChannelTrouble,
    InvitationNews,
    ProvisioningProblem,
)
from playbooks.samples import samples
from playbooks.words import Words, shipped_words
from tests.blocks.oracles import assert_slack_takes, clickables, labels
from tests.blocks.views import blocker, checklist_view, item


def types_of(union: Any) -> tuple[type[BaseModel], ...]:
    members: tuple[type[BaseModel], ...] = get_args(get_args(union)[0])
    return members


CUSTOMER_TYPES = types_of(AnyCustomerMessage)
TEAM_TYPES = types_of(AnyTeamMessage)

INTERNAL = {
    "ae", "cause", "coverage", "contract_value", "error", "health", "note", "outbox_id",
    "risk", "score", "stall", "track", "trouble",
}  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Words:
    return shipped_words()


@pytest.mark.parametrize("message_type", CUSTOMER_TYPES)
def test_slack_takes_every_customer_message(
    message_type: type[CustomerMessage], words: Words
) -> None:
    for message in samples(message_type):
        assert_slack_takes(render_for_customer(message, words))


@pytest.mark.parametrize("message_type", TEAM_TYPES)
def test_slack_takes_every_team_message(message_type: type[TeamMessage], words: Words) -> None:
    for message in samples(message_type):
        assert_slack_takes(render_for_team(message, words))


@pytest.mark.parametrize("message_type", CUSTOMER_TYPES)
def test_no_customer_message_passes_the_door_of_our_team(
    message_type: type[Any], words: Words
) -> None:
    for message in samples(message_type):
        with pytest.raises(TypeError, match="not for our team"):
            team_messages.render(message, words)


@pytest.mark.parametrize("message_type", TEAM_TYPES)
def test_no_team_message_passes_the_door_of_customers(
    message_type: type[Any], words: Words
) -> None:
    for message in samples(message_type):
        with pytest.raises(TypeError, match="not for customers"):
            customer_messages.render(message, words)


def test_no_message_is_for_both_and_every_one_is_known_to_its_union() -> None:
    assert set(CustomerMessage.__subclasses__()) == set(CUSTOMER_TYPES)
    assert set(TeamMessage.__subclasses__()) == {*TEAM_TYPES, Escalated}  # shown as a card
    assert not [t for t in CUSTOMER_TYPES if issubclass(t, TeamMessage)]


@pytest.mark.parametrize("message_type", CUSTOMER_TYPES)
def test_nothing_internal_has_a_place_in_a_customer_message(
    message_type: type[CustomerMessage], words: Words
) -> None:
    assert not INTERNAL & set(message_type.model_fields)
    for message in samples(message_type):
        said = str(render_for_customer(message, words)).lower()
        internal = r"contract|(?<!on )\btrack\b|low.touch|guided|high.touch|renewal|\$"
        assert not re.search(internal, said)


def test_long_words_of_people_are_cut_to_what_a_message_holds(words: Words) -> None:
    welcome = Welcome(
        customer="&" * 500,
        outcome="&" * 9_000,
        owner="U0OLIVIA",
        csm="U0CLARA",
        first_milestones=("&" * 120,) * 30,
        first_value_on=date(2026, 3, 23),
    )
    assert_slack_takes(render_for_customer(welcome, words))


def test_the_fallback_says_what_the_blocks_say(words: Words) -> None:
    message = render_for_customer(
        Celebration(milestone="First login", line="You are in.", done_by="U0MAYA"), words
    )
    assert message["text"] == "\n\n".join(b["text"]["text"] for b in message["blocks"])


def test_the_buttons_that_our_words_name_are_in_the_checklist(words: Words) -> None:
    stuck = item(blockers=(blocker(),))
    there = set(labels(checklist(checklist_view(stuck))["blocks"]))
    named = {"Mark done", "We're stuck", "Agree to this plan"}
    for welcome in samples(Welcome):
        said = render_for_customer(welcome, words)["text"]
        assert all(f"*{name}*" in said for name in named)
    for raised in samples(BlockerRaised):
        assert "*Sorted*" in render_for_customer(raised, words)["text"]
    assert named | {"Sorted"} <= there


def problem(**changes: Any) -> ProvisioningProblem:
    facts: dict[str, Any] = {
        "account": "a1",
        "step": "invite_contact:s1",
        "customer": "Hazel & Finch",
        "step_kind": "invite_contact",
        "subject": "Maya Finch (maya@hazelfinch.example)",
        "error": "not_paid",
        "can_change_sharing": True,
    }
    return ProvisioningProblem(**facts | changes)


def test_a_problem_says_what_happened_and_offers_to_try_again_or_share_another_way(
    words: Words,
) -> None:
    message = render_for_team(problem(), words)
    assert message["text"].startswith(
        "⚠️ *Hazel &amp; Finch: I could not invite Maya Finch (maya@hazelfinch.example).*\n"
        "Slack Connect needs a paid plan"
    )
    again, another = clickables(message["blocks"])
    assert again["action_id"] == "retry_step:invite_contact:s1"
    assert values.parse(again["value"], values.RetryStep) == values.RetryStep(
        account="a1", step="invite_contact:s1"
    )
    assert values.parse(another["value"], values.ChangeSharing).account == "a1"


def test_where_sharing_is_not_the_matter_only_trying_again_is_offered(words: Words) -> None:
    message = render_for_team(problem(step_kind="pin", can_change_sharing=False), words)
    assert labels(message["blocks"]) == ["Try again"]


@pytest.mark.parametrize(
    ("news", "step", "offered"),
    [
        ("accepted", "s", []),
        ("approved", "s", []),
        ("needs_approval", "s", []),
        ("declined", "s", ["Invite again", "Share another way"]),
        ("expired", "s", ["Invite again", "Share another way"]),
        ("expired", None, []),
    ],
)
def test_an_invitation_that_came_to_nothing_can_be_sent_again(
    news: Any, step: str | None, offered: list[str], words: Words
) -> None:
    message = InvitationNews(
        account="a1", step=step, customer="H", person="Maya", news=news, channel="C0ONB"
    )
    assert labels(render_for_team(message, words)["blocks"]) == offered


@pytest.mark.parametrize(
    ("trouble", "offered"),
    [
        ("archived", []),
        ("bot_removed", []),
        ("unshared", []),
        ("deleted", ["Share another way"]),
    ],
)
def test_after_a_channel_was_deleted_another_way_is_offered(
    trouble: Any, offered: list[str], words: Words
) -> None:
    message = render_for_team(
        ChannelTrouble(account="a1", customer="H", trouble=trouble, channel="C0ONB"), words
    )
    assert labels(message["blocks"]) == offered
    assert all(f"*{label}*" in message["text"] for label in offered)


def test_a_button_that_was_pressed_gives_way_to_a_note(words: Words) -> None:
    shown = render_for_team(problem(), words)
    after = team_messages.pressed(shown, "🔁 On its way")
    assert_slack_takes(after)
    assert clickables(after["blocks"]) == []
    assert after["blocks"][:-1] == [b for b in shown["blocks"] if b["type"] != "actions"]
    assert after["text"] == f"{shown['text']}\n\n🔁 On its way"


ANSWERS = {"pulse_thanks", "survey_thanks"}
"""They answer a click of the person's own."""


@pytest.mark.parametrize(
    "message_type",
    [t for t in (*CUSTOMER_TYPES, *TEAM_TYPES) if "touch" in t.model_fields],
)
def test_whatever_comes_of_its_own_accord_can_be_put_off_C9(
    message_type: type[Any], words: Words
) -> None:
    render = render_for_customer if message_type in CUSTOMER_TYPES else render_for_team
    for message in samples(message_type):
        offered = labels(render(message, words)["blocks"])
        put_off = {"Remind me later", "Snooze 3 days"} & set(offered)
        assert put_off or message.kind in ANSWERS, offered
