"""The tick: what is due is looked at, and what that comes to is written once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onboarding.intake import RawContact
from onboarding.review import review
from onboarding.review.account import AccountState
from services import Services
from services.reviewing import AFTER_A_FAULT
from services.talk import Said
from storage import account_states, reviews, surfaces
from storage.review_schema import stalls, touches
from storage.schema import accounts, outbox
from storage.schema import surfaces as surfaces_table
from storage.transaction import begin, look
from tests.services.quiet import maya_is_here
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, OLIVIA, TOM, Story, member

CONTACTS = (
    RawContact("Maya Finch", "maya@hazelfinch.example", "economic_buyer"),
    RawContact("Tom Hazel", "tom@hazelfinch.example", "technical_owner"),
)
THOUGHT = "services.reviewing.review"
JOINED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def account(story: Story) -> str:
    """Maya and Tom have come into the channel on Monday morning, and Maya agreed to the plan."""
    found = story.with_channel(contacts=CONTACTS)
    for person, contact in zip((MAYA, TOM), CONTACTS, strict=True):
        story.services.channels.joined(HOST, CHANNEL, person.user, FINCH, story.key())
        facts = member(person, contact.name, contact.email)
        story.services.workspaces.learn(HOST, [facts])
        story.services.channels.person_known(HOST, found, facts)
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    story.tick(OLIVIA, "call")
    return found


def pass_days(story: Story, days: float) -> None:
    """Tick whenever something is due, until so many days are over."""
    end = story.clock.now() + timedelta(days=days)
    while True:
        story.services.reviewing.tick()
        due = story.services.reviewing.next_due()
        if due is None or due > end:
            story.clock.set(end)
            return
        story.clock.set(max(due, story.clock.now()))


def sent(story: Story) -> list[tuple[str, str]]:
    """Kinds and local days (Berlin's date is UTC's at these hours) of what was sent, in order."""
    rows = sorted(story.rows(touches), key=lambda row: (row.at, row.key))
    return [(row.kind, f"{row.at:%m-%d}") for row in rows if row.fate == "sent"]


def test_a_new_account_is_due_once_its_channel_stands_ready_and_not_before(story: Story) -> None:
    waiting = story.start()
    assert story.services.reviewing.next_due() is None
    story.make_channel(waiting)
    assert story.services.reviewing.next_due() == story.clock.now()
    assert story.services.reviewing.tick() == 1
    following = story.services.reviewing.next_due()
    assert following is not None
    assert following > story.clock.now()


def test_a_quiet_customer_gets_one_lever_after_another_and_no_other_message_C3(
    story: Story, account: str
) -> None:
    pass_days(story, 45)
    [stall] = story.rows(stalls)
    assert stall.level == "stalled"
    levers = [step["lever"] for step in stall.steps]
    assert levers == ["nudge", "another_stakeholder", "owner", "team_channel", "sponsor", "leader"]
    kinds = [kind for kind, _ in sent(story)]
    after = kinds[kinds.index("re_engagement") :]
    ladder = ("re_engagement", "personal_note", "escalated", "sponsor_note_due")
    assert [kind for kind in after if kind in ladder] == ["re_engagement", *ladder]
    assert {"check_in", "reminder", "welcome_follow_up", "pulse_survey"}.isdisjoint(after)
    keys = [row.key for row in story.outbox()]
    assert len(keys) == len(set(keys))
    assert [row for row in story.outbox(kind="channel_message") if "re_eng" in str(row.body)]


def test_where_the_cause_leads_straight_to_the_sponsor_there_is_a_card_all_the_same_C4(
    story: Story,
) -> None:
    """Nobody with authority is in the channel: weak sponsorship, by the guess."""
    account = story.with_channel()
    maya_is_here(story, account)
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    story.tick(OLIVIA, "call")
    while "sponsor" not in levers_of(story):
        assert cards(story) == []
        pass_days(story, 1)
    assert levers_of(story) == ["nudge", "sponsor"]
    assert len(cards(story)) == 1
    assert [kind for kind, _ in sent(story) if kind == "escalated"] == []
    pass_days(story, 20)
    assert levers_of(story) == ["nudge", "sponsor", "leader"]
    assert len(cards(story)) == 1


def levers_of(story: Story) -> list[str]:
    return [step["lever"] for stall in story.rows(stalls) for step in stall.steps]


def cards(story: Story) -> list[Any]:
    return [row for row in story.rows(surfaces_table) if row.kind.startswith("stall:")]


def test_a_customer_that_comes_back_ends_its_stall_and_the_owner_hears_C3(
    story: Story, account: str
) -> None:
    pass_days(story, 20)
    assert [row.level for row in story.rows(stalls)] == ["stalled"]
    story.tick(MAYA, "goal")
    story.services.reviewing.tick()
    [stall] = story.rows(stalls)
    assert stall.ended_at == story.clock.now()
    assert stall.came_back is True
    assert [message["who"] for message in story.messages("came_back")] == [MAYA.user]


def test_a_plan_that_grows_late_is_shown_anew_once_for_each_milestone_R2(
    story: Story, account: str
) -> None:
    """Time alone changes what the checklist says: "was due" stands there from the next day on."""
    with look(story.database, HOST) as tx:
        shown = surfaces.of_account(tx, account, surfaces.CHECKLIST)
    assert shown is not None
    _show(story, shown.id)
    asked = []
    for day in range(6, 18):  # due on the 6th, a Friday, the 11th, the 13th, a Friday, and the 16th
        story.clock.set(datetime(2026, 3, day, 10, tzinfo=UTC))
        story.services.reviewing.tick()
        story.services.reviewing.tick()
        if _show(story, shown.id):
            asked.append(day)
    assert asked == [9, 12, 16, 17]


def _show(story: Story, surface: str) -> bool:
    """Bring the checklist up to date where that is asked for, as delivery does; whether it was."""
    with begin(story.database, HOST) as tx:
        found = surfaces.by_id(tx, surface)
        assert found is not None
        if found.version == found.rendered:
            return False
        surfaces.rendered(tx, surface, found.version)
        return True


def test_a_second_tick_at_the_same_moment_writes_nothing(story: Story, account: str) -> None:
    story.clock.set(JOINED + timedelta(days=2))
    assert story.services.reviewing.tick() == 1
    before = [len(story.rows(table)) for table in (touches, outbox)]
    assert story.services.reviewing.tick() == 0
    with begin(story.database, HOST) as tx:
        reviews.bring_forward(tx, account)
    assert story.services.reviewing.tick() == 1
    assert [len(story.rows(table)) for table in (touches, outbox)] == before


def test_what_was_missed_in_a_week_asleep_is_collapsed(story: Story, account: str) -> None:
    story.services.reviewing.tick()
    story.clock.move(days=14)
    story.services.reviewing.tick()
    to_customer = [
        row for row in story.rows(touches) if row.fate == "sent" and row.door != "teammate"
    ]
    assert len(to_customer) <= 1
    assert len({row.kind for row in story.rows(touches)}) == len(story.rows(touches))


def test_every_touch_and_change_is_on_record(story: Story, account: str) -> None:
    pass_days(story, 30)
    on_record = {row.data["touch"] for row in story.activity("touch.sent")}
    assert on_record == {row.key for row in story.rows(touches) if row.fate == "sent"}
    dropped = {row.data["touch"] for row in story.activity("touch.dropped")}
    assert dropped == {row.key for row in story.rows(touches) if row.fate == "dropped"}
    assert [row.data["level"] for row in story.activity("stall.began")] == ["watch"]
    assert [row.data["level"] for row in story.activity("stall.deepened")] == ["stalled"]
    rungs = [row.data["lever"] for row in story.activity("stall.rung_climbed")]
    assert rungs == [step["lever"] for step in story.rows(stalls)[0].steps]


def test_whatever_happens_while_a_review_is_thought_about_makes_it_void(
    story: Story, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.clock.set(JOINED + timedelta(days=4))

    def slow(state: AccountState, now: datetime) -> Any:
        monkeypatch.setattr(THOUGHT, review)
        with begin(story.database, HOST) as tx:
            reviews.bring_forward(tx, state.id)
        return review(state, now)

    monkeypatch.setattr(THOUGHT, slow)
    # the first look counts for nothing, the second one does
    assert story.services.reviewing.tick() == 1
    assert len(story.activity("touch.sent")) == len(set(sent(story)))


def test_a_sign_of_life_while_a_review_is_thought_about_makes_it_void(
    story: Story, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.clock.set(JOINED + timedelta(days=4))

    def slow(state: AccountState, now: datetime) -> Any:
        monkeypatch.setattr(THOUGHT, review)
        story.services.talk.said(MAYA, Said(CHANNEL, "200.1", "We are at it"), story.key())
        return review(state, now)

    monkeypatch.setattr(THOUGHT, slow)
    assert story.services.reviewing.tick() == 1


def test_one_account_that_cannot_be_reviewed_keeps_no_other_waiting(
    story: Story, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = story.with_channel("GOTHER", name="Other")

    def broken(state: AccountState, now: datetime) -> Any:
        if state.id == account:
            raise ZeroDivisionError
        return review(state, now)

    monkeypatch.setattr(THOUGHT, broken)
    assert story.services.reviewing.tick() == 2
    due = {row.id: row.next_review_at for row in story.rows(accounts)}
    assert due[account] == story.clock.now() + AFTER_A_FAULT
    assert due[other] > story.clock.now()


def test_two_replicas_at_once_send_no_touch_twice(
    story: Story, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one ticks while this one thinks, after this one's claim has run out."""
    story.clock.set(JOINED + timedelta(days=4))
    other = Services.open(story.database, {}).reviewing
    ticks: list[int] = []

    def slow(state: AccountState, now: datetime) -> Any:
        if not ticks:
            ticks.append(0)
            story.clock.move(seconds=31)
            ticks[0] = other.tick()
        return review(state, now)

    monkeypatch.setattr(THOUGHT, slow)
    assert story.services.reviewing.tick() == 0
    assert ticks == [1]
    keys = [row.key for row in story.outbox()]
    assert len(keys) == len(set(keys))


def test_an_account_that_is_closed_is_not_due_any_more(story: Story, account: str) -> None:
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            accounts.update()
            .where(accounts.c.workspace_id == HOST)
            .values(closed_at=story.clock.now(), next_review_at=story.clock.now())
        )
    story.services.reviewing.tick()
    assert story.services.reviewing.next_due() is None


def test_nothing_is_said_in_a_channel_that_is_away_and_it_is_said_when_it_is_back(
    story: Story, account: str
) -> None:
    story.services.reviewing.tick()
    story.services.channels.archived(HOST, CHANNEL, story.key())
    pass_days(story, 8)
    doors = {row.door for row in story.rows(touches)}
    assert "channel" not in doors
    story.services.channels.unarchived(HOST, CHANNEL, story.key())
    pass_days(story, 5)
    assert "channel" in {row.door for row in story.rows(touches)}


def test_batches_are_worked_until_nothing_is_due(story: Story) -> None:
    for number in range(5):
        story.with_channel(f"G{number}", name=f"Customer {number}")
    assert story.services.reviewing.tick(batch=2) == 5


def test_the_state_after_a_tick_is_what_the_pure_review_left(story: Story, account: str) -> None:
    for days in (1, 2, 3, 4, 7, 8, 9, 10, 11):
        story.clock.set(JOINED + timedelta(days=days))
        with look(story.database, HOST) as tx:
            before = account_states.one(tx, story.services.reviewing.office.frozen, account)
        assert before is not None
        expected = review(before, story.clock.now()).account
        with begin(story.database, HOST) as tx:
            reviews.bring_forward(tx, account)
        story.services.reviewing.tick()
        with look(story.database, HOST) as tx:
            after = account_states.one(tx, story.services.reviewing.office.frozen, account)
        assert after is not None
        by_key = {past.key: past for past in after.history}
        assert by_key == {past.key: past for past in expected.history}
        assert replace(after, history=()) == replace(expected, history=())
