"""The card of a customer in the team channel is drawn anew when its people change, and not for each
of their clicks; on both databases (A5)."""

from collections.abc import Callable

import pytest

from blocks.team_card import team_card
from onboarding.people import Role, StakeholderRole
from onboarding.stakeholders import TypedPerson
from playbooks.words import shipped_words
from services.talk import Said
from services.team_card import view
from storage import accounts, surfaces
from storage.surfaces import TEAM_CARD, Surface
from storage.transaction import begin
from tests.services.quiet import maya_is_here
from tests.services.story import ARTHUR, CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story
from tests.services.test_closings import everything_is_done


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    shown(story, account)
    return account


def card(story: Story, account: str) -> Surface:
    with begin(story.database, HOST) as tx:
        found = surfaces.of_account(tx, account, TEAM_CARD)
        assert found is not None
        return found


def shown(story: Story, account: str) -> None:
    """Delivery has posted it, or brought it up to date."""
    found = card(story, account)
    with begin(story.database, HOST, "delivery") as tx:
        surfaces.rendered(tx, found.id, found.version, ts="7.1", channel_id="GTEAM")


def is_stale(story: Story, account: str) -> bool:
    found = card(story, account)
    return found.version > found.rendered


def names_anna(story: Story, account: str) -> None:
    anna = TypedPerson(name="Anna Reed", roles=(StakeholderRole.CHAMPION,))
    story.services.stakeholders.save(OLIVIA, account, anna, story.key())


def maya_leaves(story: Story, account: str) -> None:
    story.services.channels.left(HOST, CHANNEL, MAYA.user, story.key())


def somebody_comes(story: Story, account: str) -> None:
    story.services.channels.joined(HOST, CHANNEL, "UNEW", FINCH, story.key())


def arthur_runs_it(story: Story, account: str) -> None:
    story.services.our_roles.save(OLIVIA, account, {Role.OWNER: (ARTHUR.user,)}, story.key())


@pytest.mark.parametrize("change", [names_anna, maya_leaves, somebody_comes, arthur_runs_it])
def test_it_is_drawn_anew_when_people_change_A5(
    story: Story, account: str, change: Callable[[Story, str], None]
) -> None:
    assert not is_stale(story, account)
    change(story, account)
    assert is_stale(story, account)


def test_many_changes_are_one_update_A5(story: Story, account: str) -> None:
    before = len(story.outbox(kind="surface", account=account))
    for number in range(5):
        one = TypedPerson(name=f"Person {number}")
        story.services.stakeholders.save(OLIVIA, account, one, story.key())
    asked = [r for r in story.outbox(kind="surface", account=account)[before:] if r.lane == "team"]
    assert len(asked) == 1


def test_what_people_write_draws_it_once_a_day_A5(story: Story, account: str) -> None:
    drawn = 0
    for day in range(3):
        for number in range(4):
            story.services.talk.said(MAYA, Said(CHANNEL, f"{day}.{number}", "Hm."), story.key())
            story.services.reviewing.tick()
            if is_stale(story, account):
                drawn += 1
                shown(story, account)
            story.clock.move(minutes=10)
        story.clock.move(days=1)
    assert drawn == 2  # not on the day on which it was posted: on the next it tells of that


def test_it_says_whether_first_value_is_reached_A5(story: Story, account: str) -> None:
    words, office = shipped_words(), story.services.accounts.office
    said = []
    for _ in range(2):
        with begin(story.database, HOST) as tx:
            found = accounts.by_id(tx, account)
            assert found is not None
            said.append(team_card(view(office, tx, found), words)["text"])
        everything_is_done(story)
    before, after = said
    assert "First value is planned for" in before
    assert "First value is reached." in after


def test_it_shows_what_is_true_now_and_how_it_ended_A5(story: Story, account: str) -> None:
    names_anna(story, account)
    arthur_runs_it(story, account)
    with begin(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        now = view(story.services.accounts.office, tx, found)
    assert now.started.owner == ARTHUR.user
    assert "Anna Reed" in [one.name for one in now.people.people]
    assert now.ended is None
