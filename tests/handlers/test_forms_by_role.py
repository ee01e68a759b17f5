"""Each form: who may send it, of strangers, customers, and each role of ours (R10)."""

import pytest

from onboarding.people import Role, Side
from onboarding.permissions import Action, may
from playbooks.refusals import refusal_sentence
from services.actor import Actor
from services.outcomes import NotAllowed
from storage import accounts, people, workspaces
from storage.transaction import begin
from tests.handlers.forms_to_send import EVERY, is_refused, kept
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import (
    ARTHUR,
    BEN,
    CLARA,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    STRANGER,
    Story,
    member,
)

ASKS_FOR: dict[str, Action] = {
    "stuck": Action.RAISE_BLOCKER,
    "change": Action.REASSIGN,
    "preview": Action.REDATE,
    "sharing": Action.RETRY_PROVISIONING,
    "note": Action.TAKE_NOTE,
    "note_answer": Action.TAKE_NOTE,
    "criterion": Action.PROPOSE_CRITERIA,
    "value": Action.REPORT_VALUE,
    "answer": Action.PROPOSE_CRITERIA,
    "brief": Action.FILL_BRIEF,
    "gate": Action.OPEN_GATE,
    "kickoff": Action.DISCOVER,
    "package": Action.OFFER_PACKAGE,
    "package return": Action.ANSWER_PACKAGE,
    "package answer": Action.OFFER_PACKAGE,
    "closing": Action.CLOSE_ACCOUNT,
    "reopening": Action.CLOSE_ACCOUNT,
    "post-mortem": Action.LOOK_BACK,
    "later": Action.HAND_ON,
    "usage": Action.REPORT_USAGE,
    "promise": Action.TAKE_NOTE,
    "hold": Action.HOLD,
    "person": Action.MAP_PEOPLE,
    "our roles": Action.MAP_PEOPLE,
    "settings": Action.CHANGE_SETTINGS,
    "new customer": Action.START_ACCOUNT,
}
"""What each form asks to be allowed to do."""
LIAM = Actor("ULIAM", HOST, HOST)  # leads
NOAH = Actor("UNOAH", HOST, HOST)  # one of ours, with no part in this customer
KEPT_FOR_A_ROLE = [
    refusal_sentence(NotAllowed(why))
    for why in ("owner_only", "csm_only", "leaders_only", "not_a_starter", "not_your_side")
]


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("actor", [STRANGER, BEN, GWEN], ids=["stranger", "another's", "guest"])
def test_a_form_that_somebody_sends_who_may_not_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str, actor: Actor
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    before = kept(story)
    assert is_refused(slack.submit(actor, view))
    assert kept(story) == before


@pytest.mark.parametrize(
    "form",
    [
        "change",
        "preview",
        "sharing",
        "note",
        "note_answer",
        "criterion",
        "answer",
        "brief",
        "gate",
        "kickoff",
        "package",
        "package return",
        "package answer",
        "closing",
        "reopening",
        "post-mortem",
        "person",
        "our roles",
        "later",
        "usage",
        "promise",
        "hold",
        "settings",
        "new customer",
    ],
)
def test_a_form_of_our_side_that_a_customer_sends_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    before = kept(story)
    assert is_refused(slack.submit(MAYA, view))
    assert kept(story) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", EVERY)
def test_each_role_sends_the_forms_that_its_column_in_the_table_allows_R10(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    assert ASKS_FOR.keys() == EVERY.keys()
    story.services.workspaces.learn(HOST, [member(LIAM, "Liam"), member(NOAH, "Noah")])
    account = story.with_channel()
    view = EVERY[form](account, slack, api)
    with begin(story.database, HOST) as tx:
        accounts.set_roles(tx, account, {Role.CSM: CLARA.user})  # a form may have named another
        people.set_holders(tx, Role.LEADER, (LIAM.user,))
        workspaces.change(tx, starters_limited=True)
    roles: dict[Actor, dict[str, frozenset[Role]]] = {
        NOAH: {},
        ARTHUR: {"on_account": frozenset({Role.AE})},
        CLARA: {"on_account": frozenset({Role.CSM})},
        OLIVIA: {"on_account": frozenset({Role.OWNER})},
        LIAM: {"roles": frozenset({Role.LEADER})},
    }
    for actor, held in roles.items():
        known = {"roles": frozenset[Role](), "on_account": frozenset[Role]()} | held
        allowed = may(ASKS_FOR[form], Side.TEAM, starters_limited=True, leaders_named=True, **known)
        answered = slack.submit(actor, view | {"id": f"V0{actor.user}"})
        told = [sentence for sentence in KEPT_FOR_A_ROLE if sentence in str(answered.body)]
        assert bool(told) is not allowed, (form, actor.user, answered.body)
