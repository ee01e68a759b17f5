"""Digests are written when they are due: at the reader's local time, once, and only with news."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.closing import Ending, TypedClosing
from onboarding.looking_back import TypedPostMortem
from onboarding.messages.digest import Digest
from onboarding.people import Role
from onboarding.stall_causes import Cause
from onboarding.subscriptions import MORNING, Rhythm, Subscription
from services import Services
from services.accounts import Started
from services.closings import Closed
from services.outcomes import NotAllowed, Repeated
from storage import people
from storage.database import Database
from storage.people import MemberFacts
from storage.review_schema import digests, stalls
from storage.transaction import begin
from tests.clock import SettableClock
from tests.services.story import ARTHUR, CLARA, FORM, GWEN, HOST, MAYA, OLIVIA, Story

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # ten o'clock in Berlin
TUESDAY_MORNING = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)  # half past eight in Berlin


def sent(story: Story, to: str | None = None) -> list[Digest]:
    return [
        Digest.model_validate(row.body["message"])
        for row in story.outbox(kind="direct_message")
        if row.body["message"]["kind"] == "digest" and to in (None, row.body["user"])
    ]


def parts(digest: Digest) -> list[str]:
    return [line.part for line in digest.lines if line.kind == "digest_heading"]


def lead(story: Story, *leaders: str) -> None:
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, leaders)


def subscriptions(story: Story) -> dict[str, Any]:
    return {row.user_id: row for row in story.rows(digests)}


def stall(story: Story, account: str) -> None:
    """The customer went quiet, as the review would put it on record."""
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            stalls.insert().values(
                workspace_id=HOST,
                account_id=account,
                id="2026-03-02",
                level="stalled",
                since=MONDAY,
                began_at=MONDAY,
                ladder=["nudge"],
                steps=[],
                proposed="resource_blocker",
            )
        )


def test_owners_get_it_daily_and_leaders_on_mondays_in_their_own_zone(story: Story) -> None:
    story.with_channel()
    lead(story, CLARA.user)
    story.services.workspaces.learn(
        HOST, [MemberFacts(CLARA.user, HOST, "Clara", None, "America/New_York")]
    )
    story.services.digests.keep_up(HOST)
    rows = subscriptions(story)
    assert rows.keys() == {OLIVIA.user, CLARA.user}
    olivia, clara = rows[OLIVIA.user], rows[CLARA.user]
    assert (olivia.rhythm, olivia.at, olivia.time_zone) == ("daily", "08:30", "Europe/Berlin")
    assert olivia.next_at == TUESDAY_MORNING
    assert (clara.rhythm, clara.weekday, clara.time_zone) == ("weekly", 0, "America/New_York")
    assert clara.next_at == datetime(2026, 3, 2, 13, 30, tzinfo=UTC)


def test_it_comes_at_half_past_eight_and_not_before(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    assert story.services.digests.send_due(HOST) == 0
    clock.set(TUESDAY_MORNING.replace(minute=29))
    assert story.services.digests.send_due(HOST) == 0
    clock.set(TUESDAY_MORNING)
    assert story.services.digests.send_due(HOST) == 1
    assert story.services.digests.send_due(HOST) == 0
    [digest] = sent(story, OLIVIA.user)
    assert (digest.scope, digest.customers, digest.today.isoformat()) == ("mine", 1, "2026-03-03")
    assert parts(digest) == ["moved", "due"]


def test_what_it_tells_is_what_moved_since_the_last_one(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    clock.set(TUESDAY_MORNING)
    story.services.digests.send_due(HOST)
    story.tick(OLIVIA, "call")
    clock.move(days=1)
    story.services.digests.send_due(HOST)
    first, second = sent(story, OLIVIA.user)
    [begun] = [line for line in first.lines if line.kind == "digest_moved"]
    [moved] = [line for line in second.lines if line.kind == "digest_moved"]
    assert (begun.started, begun.done) == (True, ())
    assert (moved.started, moved.done, moved.channel) == (False, ("Milestone call",), "GFINCH")


def test_nothing_is_sent_where_nothing_happened(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    story.tick(OLIVIA, "call")
    clock.set(TUESDAY_MORNING)
    assert story.services.digests.send_due(HOST) == 1
    clock.move(days=1)  # Wednesday: the goal is due on Friday
    assert story.services.digests.send_due(HOST) == 0
    row = subscriptions(story)[OLIVIA.user]
    assert row.next_at == datetime(2026, 3, 5, 7, 30, tzinfo=UTC)


def test_after_a_week_asleep_one_digest_tells_of_the_whole_week(
    story: Story, clock: SettableClock
) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    clock.set(TUESDAY_MORNING)
    story.services.digests.send_due(HOST)
    story.tick(OLIVIA, "call")
    clock.move(days=3)
    story.services.agreement.agree(MAYA, "GFINCH", story.key())
    clock.move(days=4, hours=1)
    assert story.services.digests.send_due(HOST) == 1
    assert story.services.digests.send_due(HOST) == 0
    [moved] = [line for line in sent(story)[-1].lines if line.kind == "digest_moved"]
    assert (moved.done, moved.agreed) == (("Milestone call",), True)
    assert subscriptions(story)[OLIVIA.user].next_at == datetime(2026, 3, 11, 7, 30, tzinfo=UTC)


def test_half_past_eight_stays_half_past_eight_when_the_clocks_change(
    story: Story, clock: SettableClock
) -> None:
    """Germany moves its clocks on 29 March 2026."""
    story.with_channel()
    clock.set(datetime(2026, 3, 27, 7, 30, tzinfo=UTC))
    story.services.digests.keep_up(HOST)
    clock.set(datetime(2026, 3, 30, 6, 29, tzinfo=UTC))
    assert story.services.digests.send_due(HOST) == 0
    clock.set(datetime(2026, 3, 30, 6, 30, tzinfo=UTC))
    assert story.services.digests.send_due(HOST) == 1


def test_a_quiet_customer_comes_first_with_whom_to_call_G7(
    story: Story, clock: SettableClock
) -> None:
    calm = story.with_channel("GBRIGHT", name="Brightwater", contract_value="5000")
    still = story.with_channel(contract_value="500000")
    story.services.digests.keep_up(HOST)
    stall(story, still)
    clock.set(TUESDAY_MORNING)
    story.services.digests.send_due(HOST)
    [digest] = sent(story, OLIVIA.user)
    assert parts(digest)[0] == "call"
    call = digest.lines[1]
    assert call.kind == "digest_call"
    assert (call.account, call.customer, call.stall) == (still, "Hazel & Finch", "2026-03-02")
    assert call.reasons[0].what == "They lack people or time"
    assert calm not in {line.account for line in digest.lines if line.kind == "digest_call"}


def test_a_leader_reads_about_everybodys_customers_and_their_load_K1(
    story: Story, clock: SettableClock
) -> None:
    story.with_channel()
    story.with_channel("GBRIGHT", name="Brightwater", owner=ARTHUR.user)
    lead(story, CLARA.user)
    story.services.digests.keep_up(HOST)
    clock.set(datetime(2026, 3, 9, 7, 30, tzinfo=UTC))
    story.services.digests.send_due(HOST)
    [digest] = sent(story, CLARA.user)
    assert (digest.scope, digest.customers) == ("all", 2)
    names = {line.name: line.percent for line in digest.lines if line.kind == "digest_load"}
    assert names == {"Olivia Hart": 2, "Arthur Lane": 2}
    [arthurs] = sent(story, ARTHUR.user)
    assert (arthurs.scope, arthurs.customers) == ("mine", 1)


def test_somebody_who_no_longer_leads_or_owns_is_left_in_peace(
    story: Story, clock: SettableClock
) -> None:
    story.with_channel()
    lead(story, CLARA.user)
    story.services.digests.keep_up(HOST)
    lead(story)
    clock.set(datetime(2026, 3, 9, 7, 30, tzinfo=UTC))
    story.services.digests.send_due(HOST)
    assert sent(story, CLARA.user) == []
    assert len(sent(story, OLIVIA.user)) == 1


def test_a_choice_holds_and_no_tick_overwrites_it(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    choose = story.services.digests.choose
    assert choose(OLIVIA, Rhythm.WEEKLY, 4, MORNING.replace(hour=16), "form:1") is None
    assert choose(OLIVIA, Rhythm.NEVER, 0, MORNING, "form:1") == Repeated()
    story.services.digests.keep_up(HOST)
    row = subscriptions(story)[OLIVIA.user]
    assert (row.rhythm, row.weekday, row.at) == ("weekly", 4, "16:30")
    assert row.next_at == datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    assert story.activity("digest.chosen")[0].data["at"] == "16:30"
    clock.set(TUESDAY_MORNING)
    assert story.services.digests.send_due(HOST) == 0


def test_who_wants_none_gets_none_and_may_still_ask(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    story.services.digests.choose(OLIVIA, Rhythm.NEVER, 0, MORNING, "form:1")
    clock.move(days=30)
    assert story.services.digests.send_due(HOST) == 0
    shown = story.services.digests.now(OLIVIA)
    assert isinstance(shown, Digest)
    assert parts(shown)


def test_whoever_moves_to_another_zone_gets_it_there_in_the_morning(story: Story) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    there = MemberFacts(OLIVIA.user, HOST, "Olivia Hart", None, "Asia/Kolkata")
    story.services.workspaces.learn(HOST, [there])
    story.services.digests.keep_up(HOST)
    row = subscriptions(story)[OLIVIA.user]
    assert (row.time_zone, row.next_at) == (
        "Asia/Kolkata",
        datetime(2026, 3, 3, 3, 0, tzinfo=UTC),
    )


def test_a_zone_that_nobody_knows_changes_nothing(story: Story) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    there = MemberFacts(OLIVIA.user, HOST, "Olivia Hart", None, "Mars/Olympus")
    story.services.workspaces.learn(HOST, [there])
    story.services.digests.keep_up(HOST)
    assert subscriptions(story)[OLIVIA.user].time_zone == "Europe/Berlin"
    assert isinstance(story.services.digests.subscription(OLIVIA), Subscription)


def test_moving_away_loses_no_digest_that_is_due(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    clock.set(TUESDAY_MORNING)
    there = MemberFacts(OLIVIA.user, HOST, "Olivia Hart", None, "America/New_York")
    story.services.workspaces.learn(HOST, [there])
    assert story.services.digests.send_due(HOST) == 1


def test_asking_shows_it_now_and_takes_nothing_from_the_next(
    story: Story, clock: SettableClock
) -> None:
    story.with_channel()
    story.services.digests.keep_up(HOST)
    shown = story.services.digests.now(OLIVIA)
    assert isinstance(shown, Digest)
    assert parts(shown) == ["moved", "due"]
    clock.set(TUESDAY_MORNING)
    assert story.services.digests.send_due(HOST) == 1
    empty = story.services.digests.now(ARTHUR)
    assert isinstance(empty, Digest)
    assert (empty.customers, empty.lines) == (0, ())


@pytest.mark.parametrize("actor", [GWEN, MAYA])
def test_digests_are_for_our_own_people(story: Story, actor: Any) -> None:
    story.with_channel()
    assert story.services.digests.now(actor) == NotAllowed("external")
    assert story.services.digests.subscription(actor) == NotAllowed("external")
    chosen = story.services.digests.choose(actor, Rhythm.DAILY, 0, MORNING, "form:1")
    assert chosen == NotAllowed("external")


def test_replicas_that_look_at_once_send_one_each(story: Story, clock: SettableClock) -> None:
    story.with_channel()
    story.with_channel("GBRIGHT", name="Brightwater", owner=ARTHUR.user)
    story.services.digests.keep_up(HOST)
    clock.set(TUESDAY_MORNING)
    replicas = [
        Database(story.database.engine.url.render_as_string(hide_password=False), clock)
        for _ in range(3)
    ]
    begun = threading.Barrier(len(replicas))
    written: list[int] = []

    def look(database: Database) -> None:
        services = Services.open(database, {})
        begun.wait()
        written.append(services.digests.send_due(HOST))

    threads = [threading.Thread(target=look, args=(database,)) for database in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in replicas:
        database.close()
    assert sum(written) == 2
    assert [len(sent(story, user)) for user in (OLIVIA.user, ARTHUR.user)] == [1, 1]


def test_what_is_not_committed_is_not_lost(
    story: Story, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim and the message are one commit: a process that dies between sends it next time."""
    story.with_channel()
    story.services.digests.keep_up(HOST)
    clock.set(TUESDAY_MORNING)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("services.digests._write", killed)
        with pytest.raises(KeyboardInterrupt):
            story.services.digests.send_due(HOST)
    assert sent(story) == []
    assert story.services.digests.send_due(HOST) == 1


def test_starting_a_customer_over_capacity_tells_who_assigns_K1(story: Story) -> None:
    def start(number: int, owner: str = OLIVIA.user) -> Started:
        form = replace(FORM, name=f"Customer {number}", track="high-touch", owner=owner)
        started = story.services.accounts.start(CLARA, form, story.key())
        assert isinstance(started, Started)
        return started

    for number in range(15):
        assert start(number).overload is None
    over = start(15).overload
    assert over is not None
    assert (over.user, over.high_touch, over.percent) == (OLIVIA.user, 16, 107)
    assert start(16, ARTHUR.user).overload is None


def test_what_ended_is_told_once_and_a_post_mortem_until_it_is_written_F1_K2(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel(signed_on="2026-02-27")
    story.services.digests.keep_up(HOST)
    lead(story, ARTHUR.user)
    typed = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.")
    assert isinstance(story.services.closings.close(OLIVIA, account, typed, "end"), Closed)
    clock.set(TUESDAY_MORNING)
    story.services.digests.send_due(HOST)
    [mine] = sent(story, OLIVIA.user)
    [line] = [line for line in mine.lines if line.kind == "digest_ended"]
    assert (line.early_loss, line.owes_post_mortem, line.cause) == (
        True,
        True,
        Cause.SCOPE_CHANGE.label,
    )
    assert mine.customers == 0
    shown = story.services.digests.now(ARTHUR)
    assert isinstance(shown, Digest)
    assert "ended" in parts(shown)
    clock.move(days=1)
    story.services.digests.send_due(HOST)
    assert len(sent(story, OLIVIA.user)) == 2  # it is owed still
    post_mortem = TypedPostMortem("They were bought.")
    story.services.post_mortems.write(OLIVIA, account, post_mortem, "written")
    clock.move(days=1)
    story.services.digests.send_due(HOST)
    assert len(sent(story, OLIVIA.user)) == 2
