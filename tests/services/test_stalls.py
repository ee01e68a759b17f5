"""What our people do about a quiet customer, and the card that shows it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from onboarding.cadence import Lever
from onboarding.refusals import Refused, StallOver, Unchanged
from onboarding.stall_card import StallCard
from onboarding.stall_causes import Cause
from services import stall_card
from services.actor import Actor
from services.outcomes import NotAllowed, Repeated
from services.stalls import Done
from services.surfaces import CardWork
from storage import accounts, surfaces, workspaces
from storage.schema import accounts as accounts_table
from storage.surfaces import card_of
from storage.transaction import begin, look
from tests.services.quiet import STALL, maya_is_here, the_stall, went_quiet
from tests.services.story import ARTHUR, BEN, CLARA, GWEN, HOST, MAYA, OLIVIA, Story

TEAM = "CTEAM"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    went_quiet(story, account, reached=(Lever.NUDGE, Lever.TEAM_CHANNEL))
    return account


def take(story: Story, account: str, actor: Actor = OLIVIA, *, key: str | None = None) -> object:
    return story.services.stalls.take(actor, account, STALL, key or story.key())


def card(story: Story, account: str) -> StallCard:
    with look(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        shown = stall_card.view(story.services.stalls.office, tx, found, STALL)
    assert shown is not None
    return shown


def the_surface(story: Story, account: str) -> surfaces.Surface | None:
    with look(story.database, HOST) as tx:
        return surfaces.of_account(tx, account, card_of(STALL))


def next_look(story: Story) -> Any:
    [row] = story.rows(accounts_table)
    return row.next_review_at


def test_the_ladder_stands_still_for_whoever_takes_it_C4(story: Story, account: str) -> None:
    story.clock.move(hours=1)
    assert take(story, account, CLARA) == Done()
    row = the_stall(story)
    assert (row.taken_by, row.taken_at) == (CLARA.user, story.clock.now())
    assert next_look(story) == story.clock.now()
    assert [r.actor for r in story.activity("stall.taken")] == [CLARA.user]
    assert card(story, account).taken_by == CLARA.user


def test_taking_it_twice_changes_nothing_and_another_may_take_it_over_C4(
    story: Story, account: str
) -> None:
    take(story, account, key="once")
    assert take(story, account, key="once") == Repeated()
    assert take(story, account) == Unchanged()
    assert take(story, account, ARTHUR) == Done()
    assert the_stall(story).taken_by == ARTHUR.user


def test_a_snooze_lasts_three_working_days_of_the_customer_C4(story: Story, account: str) -> None:
    story.clock.set(datetime(2026, 4, 1, 9, tzinfo=UTC))  # Good Friday and Easter Monday follow
    done = story.services.stalls.snooze(OLIVIA, account, STALL, story.key())
    until = datetime(2026, 4, 8, 7, tzinfo=UTC)  # Wednesday, 9:00 in Berlin
    assert done == Done(until)
    assert the_stall(story).snoozed_until == until
    assert story.services.stalls.snooze(ARTHUR, account, STALL, story.key()) == Unchanged()
    assert card(story, account).snoozed_until == date(2026, 4, 8)
    story.clock.set(until)
    assert card(story, account).snoozed_until is None


def test_the_cause_is_confirmed_or_changed_by_a_person_G6(story: Story, account: str) -> None:
    assert card(story, account).cause_by is None
    say = story.services.stalls.say_cause
    assert say(OLIVIA, account, STALL, Cause.UNCLEAR_NEXT_STEP, story.key()) == Done()
    assert card(story, account).cause_by == OLIVIA.user
    assert say(ARTHUR, account, STALL, Cause.REORGANISATION, story.key()) == Done()
    assert say(OLIVIA, account, STALL, Cause.REORGANISATION, story.key()) == Unchanged()
    row = the_stall(story)
    assert (row.cause, row.cause_by) == ("reorganisation", ARTHUR.user)
    assert [r.data["cause"] for r in story.activity("stall.cause")] == [
        "unclear_next_step",
        "reorganisation",
    ]


def test_what_is_settled_is_over_and_later_clicks_say_so_C4(story: Story, account: str) -> None:
    stalls = story.services.stalls
    assert stalls.resolve(OLIVIA, account, STALL, story.key()) == Done()
    row = the_stall(story)
    assert (row.ended_at, row.came_back, row.resolved_by) == (
        story.clock.now(),
        False,
        OLIVIA.user,
    )
    shown = card(story, account)
    assert (shown.ending, shown.resolved_by) == ("resolved", OLIVIA.user)
    over = Refused(StallOver())
    assert take(story, account) == over
    assert stalls.snooze(OLIVIA, account, STALL, story.key()) == over
    assert stalls.say_cause(OLIVIA, account, STALL, Cause.SLOW_VALUE, story.key()) == over
    assert stalls.resolve(ARTHUR, account, STALL, story.key()) == over


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (MAYA, "not_your_side"),
        (BEN, "stranger"),
        (GWEN, "stranger"),
        (Actor("UX", "TX", HOST), "stranger"),
        (Actor("UNEW", HOST, HOST), "unknown"),
    ],
    ids=["the customer", "another company", "a guest", "a stranger", "not met yet"],
)
def test_only_our_own_people_care_for_a_quiet_customer_R10(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    assert take(story, account, actor) == NotAllowed(why)  # type: ignore[arg-type]
    assert the_stall(story).taken_by is None


def test_a_stall_that_is_not_the_accounts_is_forged(story: Story, account: str) -> None:
    other = story.with_channel("GWATER", name="Brightwater")
    assert take(story, other) == NotAllowed("forged")
    assert story.services.stalls.take(OLIVIA, account, "2020-01-01", story.key()) == NotAllowed(
        "forged"
    )
    assert take(story, "a" * 32) == NotAllowed("forged")


def test_the_card_waits_until_the_ladder_reaches_the_team_C4(story: Story) -> None:
    account = story.with_channel()
    went_quiet(story, account, reached=(Lever.NUDGE,))
    assert the_surface(story, account) is None
    take(story, account)
    assert the_surface(story, account) is None


def test_every_change_asks_for_the_card_to_be_drawn_once_while_one_waits_C4(
    story: Story, account: str
) -> None:
    shown = the_surface(story, account)
    assert shown is not None
    take(story, account)
    story.services.stalls.snooze(OLIVIA, account, STALL, story.key())
    rows = [row for row in story.outbox(kind="surface") if row.body["surface"] == shown.id]
    assert [row.lane for row in rows] == ["team"]
    again = the_surface(story, account)
    assert again is not None
    assert again.version > shown.version


def test_the_card_shows_what_is_known_C4(story: Story, account: str) -> None:
    shown = card(story, account)
    assert shown.customer == "Hazel & Finch"
    assert shown.contract_value == 60_000
    assert shown.owner == OLIVIA.user
    assert shown.since == date(2026, 2, 21)
    assert [step.label for step in shown.steps] == [
        Lever.NUDGE.label,
        Lever.TEAM_CHANNEL.label,
    ]
    assert (shown.cause, shown.note, shown.ending) == (Cause.UNCLEAR_NEXT_STEP, None, None)


def test_the_card_stays_where_it_was_posted_until_the_team_moves_C4(
    story: Story, account: str
) -> None:
    def work() -> CardWork:
        shown = the_surface(story, account)
        assert shown is not None
        found = story.services.surfaces.work(HOST, shown.id)
        assert isinstance(found, CardWork)
        return found

    assert (work().place, work().ts) == (OLIVIA.user, None)  # no team channel: the owner
    row = next(r for r in story.outbox(kind="surface") if r.lane == "team")
    story.services.surfaces.rendered(
        HOST, work().surface.id, work().version, row_id=row.id, channel_id="DOLIVIA", ts="1.1"
    )
    assert (work().place, work().ts) == ("DOLIVIA", "1.1")
    with begin(story.database, HOST) as tx:
        workspaces.change(tx, team_channel_id=TEAM)
    assert (work().place, work().ts) == (TEAM, None)


def test_a_change_of_the_plan_leaves_the_card_alone(story: Story, account: str) -> None:
    before = the_surface(story, account)
    story.tick(OLIVIA, "call")
    assert the_surface(story, account) == before
