"""R10: what each role may do is asked for by a service, and answered as docs/roles.md says."""

import ast
from pathlib import Path

import pytest

from onboarding.people import Role
from onboarding.permissions import Action
from services.actor import Actor
from services.office import Met
from services.outcomes import NotAllowed
from storage import people, workspaces
from storage.transaction import begin
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

ROOT = Path(__file__).parents[2]
BY_THE_RULE = {Action.TICK_TEAM, Action.TICK_CUSTOMER}
"""What `onboarding/ticking.py` refuses by the side that owns the milestone, with its own words."""
AT_HOME = {Action.START_ACCOUNT, Action.ADOPT_CHANNEL, Action.CHANGE_SETTINGS}
"""What is asked of no account."""
LIAM = Actor("ULIAM", HOST, HOST)  # leads
NOAH = Actor("UNOAH", HOST, HOST)  # one of ours, with no part in this customer


def asked_for() -> set[Action]:
    """The actions that the services name; `office.py` only answers for them."""
    found = set()
    for path in sorted({*(ROOT / "services").glob("*.py")} - {ROOT / "services" / "office.py"}):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_action = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if is_action and node.value.id == "Action":  # type: ignore[attr-defined]
                found.add(Action[node.attr])  # type: ignore[attr-defined]
    return found


def test_no_action_is_dead_R10() -> None:
    dead = set(Action) - asked_for() - BY_THE_RULE
    assert not dead, f"no service asks whether one may do {sorted(dead)}"


def on_the_page() -> dict[Action, list[bool]]:
    """The rows of docs/roles.md: customer's, anybody of ours, owner, CSM, leader."""
    lines = (ROOT / "docs" / "roles.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "`" in line]
    known = {action.value for action in Action}
    return {
        Action(row[0].strip("`")): [cell == "yes" for cell in row[1:]]
        for row in rows
        if row[0].strip("`") in known
    }


@pytest.fixture
def account(story: Story) -> str:
    """Starting is limited, and Liam leads."""
    story.services.workspaces.learn(HOST, [member(LIAM, "Liam"), member(NOAH, "Noah")])
    account = story.with_channel()
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, (LIAM.user,))
        workspaces.change(tx, starters_limited=True)
    return account


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("action", Action)
def test_each_role_may_do_what_its_column_on_the_page_says_R10(
    story: Story, account: str, action: Action
) -> None:
    allowed = on_the_page()[action]
    office = story.services.stakeholders.office
    roles = (MAYA, NOAH, OLIVIA, CLARA, LIAM)
    with begin(story.database, HOST) as tx:
        for actor, may_do in zip(roles, allowed, strict=True):
            if action in AT_HOME:
                answer = office.allow_at_home(tx, action, actor)
            else:
                met = office.meet_at(tx, account, actor)
                assert isinstance(met, Met), (actor, met)
                answer = office.allow(tx, action, met, actor)
            assert (answer is None) is may_do, f"{actor.user} and {action}: {answer}"
        for nobody in (BEN, GWEN, STRANGER):
            if action in AT_HOME:
                assert isinstance(office.allow_at_home(tx, action, nobody), NotAllowed)
            else:
                assert isinstance(office.meet_at(tx, account, nobody), NotAllowed)


def test_an_account_executive_is_one_of_ours_and_no_more_R10(story: Story, account: str) -> None:
    office = story.services.stakeholders.office
    with begin(story.database, HOST) as tx:
        for action in (Action.OPEN_GATE, Action.ANSWER_PACKAGE):
            met = office.meet_at(tx, account, ARTHUR)
            assert isinstance(met, Met)
            assert isinstance(office.allow(tx, action, met, ARTHUR), NotAllowed)
