"""An account is left alone until there is something to say of it, and nothing is missed meanwhile.

Customers of the shipped playbooks are made up, with everything on record that a rule asks for, and
live for two months: once looked at only when the review wants to be asked again, and once several
times a day besides. What is said and noticed must be the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.asked_for import BriefField
from onboarding.cadence import Cadence
from onboarding.package_offer import Offer, OfferState, Question
from onboarding.people import Side
from onboarding.plan import Blocker, BlockerKind, Plan, Standing
from onboarding.refusals import Refused, Unchanged
from onboarding.review import review
from onboarding.review.account import AccountState, Contact, Hold, Promise, Team
from onboarding.review.drift import forecast
from onboarding.review.lateness import late_since, later_at
from onboarding.review.rules import Rule
from onboarding.review.rules.course import drifting
from onboarding.review.rules.handing_over import brief_owed
from onboarding.review.rules.packages import package_questions_wait, package_waits
from onboarding.review.rules.people import single_threaded
from onboarding.review.rules.usage import first_look, usage_wanted
from onboarding.review.signs_of_life import looks_different_at, looks_different_since
from onboarding.review.touch import AskAgain, Fate
from onboarding.simulation import CUSTOMERS, new_account
from onboarding.success import SuccessCriterion
from onboarding.surveys import LowScore
from onboarding.ticking import Tick, tick
from onboarding.tracks import Track
from onboarding.usage import UsageReport, live_since
from onboarding.workdays import WorkCalendar
from playbooks.load import shipped_playbooks
from tests.onboarding.examples import SIGNED
from tests.onboarding.review.accounts import Doing, Walked, an_account, at, day, walk

PLAYBOOKS = shipped_playbooks(None)
DAY, DAYS = timedelta(days=1), 60
NUMBERS = st.integers(0, 15)
BEGIN = at(SIGNED)
PLACES = [
    ("DE", "Europe/Berlin"),
    ("US", "America/Los_Angeles"),
    ("IN", "Asia/Kolkata"),
    ("AE", "Asia/Dubai"),
    ("NZ", "Pacific/Auckland"),
]
ZONES = [None, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]
OWNER, AE, CSM, LEADER = "UOLIVIA", "UARTHUR", "UCLARA", "ULIAM"


@st.composite
def accounts(draw: st.DrawFn) -> AccountState:
    """Any customer of a shipped playbook, with much on record."""
    playbook = PLAYBOOKS[draw(st.sampled_from(Track))]
    calendar = WorkCalendar(*draw(st.sampled_from(PLACES)))
    customer = CUSTOMERS[draw(st.sampled_from(["steady", "steady", "absent"]))]
    account = new_account(playbook, customer, SIGNED, calendar)
    began, zones = account.opened_at, st.sampled_from(ZONES)
    ours = {user: zone for user in (OWNER, AE, CSM, LEADER) if (zone := draw(zones)) is not None}
    plan = _redated(account, draw(st.dictionaries(NUMBERS, st.integers(-10, 10), max_size=5)))
    is_owed = draw(st.booleans())
    if is_owed:
        plan = replace(plan, standing=Standing())  # our own people have not done their part
    for _ in range(draw(st.sampled_from([0, 0, 8, 30]))):
        plan = _ticks(replace(account, plan=plan), began).plan
    promises = draw(st.lists(st.tuples(st.sampled_from([OWNER, AE]), NUMBERS), max_size=2))
    return replace(
        account,
        contacts=tuple(
            replace(_unnamed(contact) if draw(st.booleans()) else contact, zone=draw(zones))
            for contact in account.contacts
        ),
        team=Team(OWNER, AE, CSM, (LEADER,), ours),
        plan=plan,
        executives_every=draw(st.sampled_from([0, 0, 4])),
        brief_missing=(BriefField.GOALS,) if is_owed else (),
        promises=tuple(Promise("A sandbox", owner, day(number)) for owner, number in promises),
        low_scores=draw(_perhaps(LowScore("UMAYA", "CSAT", "2 of 5", began + 3 * DAY))),
        package=draw(st.sampled_from([None, *_offers(began + 2 * DAY)])),
        usage=draw(st.sampled_from([None, UsageReport(2, 20, (), None, OWNER, began + 5 * DAY)])),
        criteria=draw(_perhaps(_criterion(began + draw(st.integers(0, 9)) * DAY))),
    )


def _unnamed(contact: Contact) -> Contact:
    """Who came without anybody having named them; whoever has not come has a name."""
    return replace(contact, id=contact.user, roles=()) if contact.user is not None else contact


T = TypeVar("T")


def _perhaps(one: T) -> st.SearchStrategy[tuple[T, ...]]:
    return st.sampled_from([(), (one,)])


def _redated(account: AccountState, by: Mapping[int, int]) -> Plan:
    """The plan with some of its milestones so many working days later, or earlier."""
    number = count()
    return replace(
        account.plan,
        stages=tuple(
            replace(
                stage,
                milestones=tuple(
                    replace(one, due_on=account.calendar.add(one.due_on, by.get(next(number), 0)))
                    for one in stage.milestones
                ),
            )
            for stage in account.plan.stages
        ),
    )


def _criterion(proposed_at: datetime) -> SuccessCriterion:
    return SuccessCriterion(
        id="c1",
        statement="Faster",
        metric="Time",
        unit="h",
        baseline=None,
        target=2.0,
        due_on=day(40),
        first_value=True,
        proposed_by=OWNER,
        proposed_at=proposed_at,
    )


def _offers(at: datetime) -> list[Offer]:
    question = Question("q1", "Who pays?", AE, CSM, at)
    return [
        Offer(1, OfferState.OFFERED, CSM, OWNER, at),
        Offer(1, OfferState.RETURNED, CSM, OWNER, at, at, (question,)),
    ]


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[datetime, Doing]]:
    """What people do, mostly in the first weeks: then they may fall silent."""
    found: list[tuple[datetime, Doing]] = []
    deeds = [_ticks, _ticks, _ticks, _speaks, _rests, _is_stuck, _gets_unstuck, _leaves, _puts_off]
    last = draw(st.sampled_from([5, 20, DAYS]))
    for quarters in draw(st.lists(st.integers(0, last * 24 * 4), max_size=25)):
        moment = BEGIN + timedelta(minutes=15 * quarters)
        found.append((moment, draw(st.sampled_from(deeds))))
    return found


def _ticks(account: AccountState, now: datetime) -> AccountState:
    """Whoever's turn it is does the first thing that is possible; where nothing is, the customer
    agrees to the plan."""
    possible = account.plan.possible()
    if not possible:
        return replace(account, plan=replace(account.plan, agreed_at=account.plan.agreed_at or now))
    milestone = possible[0]
    by = account.contacts[0].user or OWNER
    outcome = tick(account.plan, Tick(milestone.key, done=True), milestone.side, by, now)
    if isinstance(outcome, Refused | Unchanged):
        return account
    account = replace(account, plan=outcome.plan)
    return _speaks(account, now) if milestone.side is Side.CUSTOMER else account


def _speaks(account: AccountState, now: datetime) -> AccountState:
    first, *others = account.contacts
    return replace(account, contacts=(replace(first, active_at=now), *others))


def _rests(account: AccountState, now: datetime) -> AccountState:
    if account.hold_at(now) is not None:
        return account
    until = account.calendar.add(account.today(now), 4)
    return replace(account, holds=(*account.holds, Hold(now, until, "They asked for it")))


def _is_stuck(account: AccountState, now: datetime) -> AccountState:
    possible = account.plan.possible()
    if not possible:
        return account
    kind = list(BlockerKind)[now.day % len(BlockerKind)]
    blocker = Blocker(f"b{now}", possible[-1].key, kind, "Stuck", None, "UMAYA", now)
    return replace(account, plan=replace(account.plan, blockers=(*account.plan.blockers, blocker)))


def _gets_unstuck(account: AccountState, now: datetime) -> AccountState:
    blockers = tuple(
        replace(one, resolved_at=one.resolved_at or now) for one in account.plan.blockers
    )
    return replace(account, plan=replace(account.plan, blockers=blockers))


def _leaves(account: AccountState, now: datetime) -> AccountState:
    *others, last = account.contacts
    return replace(account, contacts=(*others, replace(last, left_at=now)))


def _puts_off(account: AccountState, now: datetime) -> AccountState:
    """Somebody wants to hear of what was said last in three days."""
    if not account.history or not account.history[-1].was_sent:
        return account
    *before, last = account.history
    again = account.hours.opening_after(now + timedelta(days=3))
    put_off = replace(last, fate=Fate.SNOOZED, again_at=again)
    return replace(account, history=(*before, put_off))


def idly(account: AccountState, _: datetime) -> AccountState:
    return account


@dataclass(frozen=True)
class Told:
    """What came of a life: what was said when (UTC), and what was noticed. Not what was dropped:
    whoever looks at night sees that there will be no room for a reminder, and whoever looks in the
    morning that the customer is quiet and none is wanted."""

    said: list[tuple[datetime, str]]
    noticed: list[str]


def told(found: Walked) -> Told:
    return Told(
        said=[(moment, touch.key) for moment, touch in found.sent],
        noticed=[type(change).__name__ for seen in found.reviews for change in seen.changes],
    )


@given(accounts(), lives())
@settings(max_examples=10, deadline=None)
def test_nothing_is_missed_by_looking_only_when_there_may_be_something_to_say(
    account: AccountState, life: list[tuple[datetime, Doing]]
) -> None:
    end = account.opened_at + DAYS * DAY
    asleep = walk(account, end, doings=life)
    moments = [account.opened_at + timedelta(hours=n) for n in range(0, DAYS * 24, 3)]
    awake = walk(account, end, doings=[*life, *((moment, idly) for moment in moments)])
    assert told(asleep) == told(awake)


@given(accounts(), lives(), st.integers(0, DAYS), st.integers(1, 10))
@settings(max_examples=100, deadline=None)
def test_where_the_plan_will_end_comes_no_closer_by_doing_nothing_G4(
    account: AccountState, life: list[tuple[datetime, Doing]], number: int, later: int
) -> None:
    """So whether it slips further within a week is seen by looking at the week's end."""
    for moment, deed in sorted(life, key=lambda one: one[0]):
        account = deed(account, moment)
    now = max([BEGIN, *(moment for moment, _ in life)]) + number * DAY
    today, then = forecast(account, now), forecast(account, now + later * DAY)
    assert then.ends_on >= today.ends_on
    if not today.slips and not _falls_due(account, now, later):
        assert then.ends_on == today.ends_on


def _falls_due(account: AccountState, now: datetime, later: int) -> bool:
    """Whether something open will be late by then."""
    by = account.today(now) + later * DAY
    return any(one.done_at is None and one.due_on < by for one in account.plan.milestones)


def asked_again(rule: Rule, account: AccountState, now: datetime) -> list[datetime]:
    return [wish.at for wish in rule(account, now) if isinstance(wish, AskAgain)]


def test_a_rule_that_knows_its_own_turn_only_asks_for_the_next_one() -> None:
    """Of rules whose turns mostly fall on days on which something else wakes the account."""
    account = an_account(cadence=Cadence(single_thread=5), package=_offers(at(SIGNED, 10))[0])
    assert asked_again(single_threaded, account, at(day(1))) == [at(day(5))]
    assert asked_again(package_waits, account, at(day(1))) == [at(day(4))]
    returned = replace(account, package=_offers(at(SIGNED, 10))[1])
    assert asked_again(package_questions_wait, returned, at(day(1))) == [at(day(4))]


def test_what_is_judged_by_the_day_waits_for_the_next_working_day() -> None:
    account, saturday = an_account(), at(date(2025, 3, 8), 10)
    for rule in (single_threaded, drifting):
        assert asked_again(rule, account, saturday) == [at(date(2025, 3, 10))]


def test_sales_are_asked_for_the_brief_again_after_the_turn_that_is_due() -> None:
    account = _shipped(Track.GUIDED, brief_missing=(BriefField.GOALS,))
    account = replace(account, plan=replace(account.plan, standing=Standing()))
    assert asked_again(brief_owed, account, at(day(2), 12)) == [at(day(4))]


def test_the_owner_is_asked_again_how_it_is_used_once_the_look_that_is_due_was_wanted() -> None:
    account = _shipped(Track.GUIDED)
    while live_since(account.plan) is None:
        account = _ticks(account, BEGIN)
    check = account.cadence.usage
    assert check is not None
    following = first_look(check) + check.report_every
    assert asked_again(usage_wanted, account, at(day(1))) == [at(day(following))]


def _shipped(track: Track, **given: Any) -> AccountState:
    berlin = WorkCalendar("DE", "Europe/Berlin")
    account = new_account(PLAYBOOKS[track], CUSTOMERS["steady"], SIGNED, berlin)
    return replace(account, **given)


@given(accounts(), lives(), st.integers(0, DAYS))
@settings(max_examples=60, deadline=None)
def test_what_time_alone_changes_of_what_is_shown_is_seen_on_the_morning_of_that_day_R2_A5(
    account: AccountState, life: list[tuple[datetime, Doing]], number: int
) -> None:
    for moment, deed in sorted(life, key=lambda one: one[0]):
        account = deed(account, moment)
    now = max([BEGIN, *(moment for moment, _ in life)]) + number * DAY
    for shown_since, changes_at in (
        (late_since, later_at),
        (looks_different_since, looks_different_at),
    ):
        before, changes = shown_since(account, now), changes_at(account, now)
        opening = account.hours.opening_after(now)
        while opening < (changes or now + DAYS * DAY):
            assert shown_since(account, opening) == before
            opening = account.hours.opening_after(opening)
        if changes is not None:
            assert shown_since(account, changes) != before
            woken = review(account, now).next_at
            assert woken is not None
            assert woken <= changes
