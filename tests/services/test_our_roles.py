"""Who of ours looks after a customer: named, handed over, told; on both databases (R10, K1)."""

import pytest

from onboarding.capacity import Load
from onboarding.people import Role
from onboarding.permissions import Action
from services.actor import Actor
from services.our_roles import RolesForm, RolesKept
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.schema import account_roles, milestones, provisioning_steps
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    CLARA,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    member,
)

IVY, NOAH = Actor("UIVY", HOST, HOST), Actor("UNOAH", HOST, HOST)


@pytest.fixture
def account(story: Story) -> str:
    story.services.workspaces.learn(HOST, [member(IVY, "Ivy"), member(NOAH, "Noah")])
    return story.with_channel()


def save(story: Story, account: str, actor: Actor = OLIVIA, **wanted: list[Actor]) -> object:
    held = {Role(role): tuple(one.user for one in users) for role, users in wanted.items()}
    return story.services.our_roles.save(actor, account, held, story.key())


def held(story: Story) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in story.rows(account_roles):
        found.setdefault(row.role, []).append(row.user_id)
    return {role: sorted(users) for role, users in found.items()}


def told(story: Story, kind: str) -> dict[str, dict[str, object]]:
    return {
        row.body["user"]: row.body["message"]
        for row in story.outbox(kind="direct_message")
        if row.body["message"]["kind"] == kind
    }


def test_a_role_for_several_has_several_holders_and_the_form_shows_them_R10(
    story: Story, account: str
) -> None:
    outcome = save(story, account, consultant=[IVY, NOAH], support=[IVY])
    assert isinstance(outcome, RolesKept)
    assert held(story)["consultant"] == [IVY.user, NOAH.user]
    form = story.services.our_roles.form(ARTHUR, account)
    assert isinstance(form, RolesForm)
    assert form.holders[Role.CONSULTANT] == (IVY.user, NOAH.user)
    assert form.holders[Role.OWNER] == (OLIVIA.user,)
    assert outcome.map.team[Role.SUPPORT] == (IVY.user,)
    lines = {record.data["role"]: record.data for record in story.activity("role.changed")}
    assert lines["consultant"]["now"] == [IVY.user, NOAH.user]
    assert set(told(story, "role_given")) == {IVY.user, NOAH.user}
    assert told(story, "role_given")[IVY.user]["roles"] == ["Implementation consultant", "Support"]


def test_a_new_owner_is_told_and_the_old_one_and_the_customer_warmly_R10(
    story: Story, account: str
) -> None:
    assert isinstance(save(story, account, ARTHUR, owner=[IVY]), RolesKept)
    [given] = told(story, "role_given").items()
    assert given[0] == IVY.user
    assert given[1]["previous"] == OLIVIA.user
    assert given[1]["stage"] == "Kickoff"
    [taken] = told(story, "role_taken").items()
    assert (taken[0], taken[1]["now"]) == (OLIVIA.user, IVY.user)
    [announced] = story.messages("handed_over")
    assert (announced["who"], announced["previous"]) == (IVY.user, OLIVIA.user)
    assert announced["runs"]
    ours = [one for one in story.rows(milestones) if one.role == "owner" and one.side == "team"]
    assert {one.assignee for one in ours} == {IVY.user}
    steps = {row.key: row.state for row in story.rows(provisioning_steps)}
    assert steps["invite_team"] == "pending"


def test_the_new_owner_may_do_what_is_kept_for_owners_and_the_old_one_no_more_R10(
    story: Story, account: str
) -> None:
    save(story, account, owner=[IVY])
    office = story.services.our_roles.office
    with office.begin(HOST) as tx:
        met = office.meet_in(tx, CHANNEL, IVY)
        assert not isinstance(met, NotAllowed)
        assert office.allow(tx, Action.OPEN_GATE, met, IVY) is None
        assert office.allow(tx, Action.OPEN_GATE, met, OLIVIA) == NotAllowed("owner_only")


def test_nobody_is_told_what_they_did_themselves_R10(story: Story, account: str) -> None:
    save(story, account, CLARA, owner=[CLARA])
    assert set(told(story, "role_given")) == set()
    assert set(told(story, "role_taken")) == {OLIVIA.user}


def test_more_than_one_person_can_carry_is_said_to_whoever_hands_over_and_who_gets_it_K1(
    story: Story, account: str
) -> None:
    for number in range(40):
        story.start(name=f"Shop {number}", owner=IVY.user)
    outcome = save(story, account, owner=[IVY])
    assert isinstance(outcome, RolesKept)
    assert outcome.overload == Load(IVY.user, 0, 41)
    assert told(story, "role_given")[IVY.user]["overload"] == 102


def test_a_role_that_nobody_sees_is_announced_to_nobody_R10(story: Story, account: str) -> None:
    save(story, account, product=[IVY], csm=[NOAH])
    assert story.messages("handed_over") == []
    assert set(told(story, "role_given")) == {IVY.user, NOAH.user}
    assert set(told(story, "role_taken")) == {CLARA.user}


def test_the_steps_of_a_consultant_go_along_and_the_channel_hears_whose_they_are_C1(
    story: Story, account: str
) -> None:
    save(story, account, consultant=[NOAH])
    [announced] = story.messages("handed_over")
    assert (announced["who"], announced["runs"]) == (NOAH.user, False)
    assert announced["steps"] == ["Milestone settings"]


def test_before_there_is_a_channel_the_welcome_tells_who_runs_it_R10(story: Story) -> None:
    account = story.start()
    assert isinstance(save(story, account, owner=[ARTHUR]), RolesKept)
    assert story.messages("handed_over") == []
    assert [row for row in story.rows(provisioning_steps) if row.state != "pending"] == []


@pytest.mark.parametrize(
    ("role", "who"), [("owner", []), ("owner", [GWEN]), ("support", [MAYA, IVY]), ("csm", [BEN])]
)
def test_only_full_members_of_ours_hold_roles_and_nothing_is_kept_by_halves_R10(
    story: Story, account: str, role: str, who: list[Actor]
) -> None:
    before = held(story)
    wanted = {Role.PRODUCT: (IVY.user,), Role(role): tuple(one.user for one in who)}
    outcome = story.services.our_roles.save(OLIVIA, account, wanted, story.key())
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {role}
    assert held(story) == before


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_names_our_roles_R10(story: Story, account: str, actor: Actor) -> None:
    assert isinstance(save(story, account, actor, owner=[IVY]), NotAllowed)
    assert isinstance(story.services.our_roles.form(actor, account), NotAllowed)
    assert held(story)["owner"] == [OLIVIA.user]


def test_what_is_sent_again_or_changes_nothing_does_nothing_R10(story: Story, account: str) -> None:
    roles = story.services.our_roles
    wanted = {Role.OWNER: (IVY.user,)}
    assert isinstance(roles.save(OLIVIA, account, wanted, "again"), RolesKept)
    assert roles.save(OLIVIA, account, wanted, "again") == Repeated()
    assert isinstance(roles.save(OLIVIA, account, wanted, story.key()), RolesKept)
    assert len(story.activity("role.changed")) == 1
