"""Whom to look after first (G7): by risk and by value, not by how much noise somebody makes.

Each thing that is wrong with a customer adds points, once, however often it is wrong; together they
are the risk, from 0 to 100. What a contract is worth weighs them: a hundred times the value counts
about four times. So a quiet customer worth 500,000 comes before a noisy one worth 5,000, and one
with which nothing is wrong calls nobody, whatever it is worth.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import log2

from onboarding.messages.digest import Reason
from onboarding.people import StakeholderRole
from onboarding.review import engagement
from onboarding.review.account import AccountState, Contact, Level
from onboarding.review.drift import forecast
from onboarding.review.engagement import is_ours
from onboarding.review.items import main_contact, responsible, sponsor
from onboarding.review.rules.departures import gaps_left_by
from onboarding.review.rules.people import active_contacts
from onboarding.review.rules.usage import first_look
from onboarding.stall_causes import Cause
from onboarding.usage import is_low, live_since, since_live, unused

_ITS_VALUE = 10_000
"""The contract value that counts twice what one of nothing counts."""
NOBODY_CAME = 3
"""Working days after which an empty channel is a risk."""
OFTEN_REDATED = 3
"""From the third time that dates move back it is a pattern (K2)."""
HANDOFF_WAITS = 2
"""Working days after which a package that nobody answered calls for somebody."""
LOW_SCORE_WAITS = 1
"""Working days after which a low score that nobody sees to calls for somebody."""
_HIGH, _MEDIUM = 60, 25
_BRIEF = 120

_Found = Iterator[tuple[int, Reason]]


class Risk(StrEnum):
    """How likely it is that a customer does not arrive."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A customer at one moment: its risk in points (0 to 100), and why, the weightiest first."""

    account: AccountState
    points: int
    reasons: tuple[Reason, ...]
    is_paused: bool = False

    @property
    def risk(self) -> Risk:
        if self.points >= _HIGH:
            return Risk.HIGH
        return Risk.MEDIUM if self.points >= _MEDIUM else Risk.LOW

    @property
    def needs_somebody(self) -> bool:
        return self.risk is not Risk.LOW

    @property
    def is_ours_alone(self) -> bool:
        """Whether nobody at the customer has to be called about it."""
        return all(one.kind == "package_waits" for one in self.reasons)

    @property
    def score(self) -> float:
        """What it is ranked by: 0 where nothing is wrong."""
        return self.points * weight(self.account.contract_value)


def weight(contract_value: int) -> float:
    """What a contract of so much a year (whole units of currency) counts."""
    return 1 + log2(1 + max(0, contract_value) / _ITS_VALUE)


def assess(account: AccountState, now: datetime) -> Assessment:
    """Look at one account (UTC). One that is on hold or closed is at no risk, and one that is
    finished only by how little it is used, and how little it was liked (G1, F1)."""
    if account.hold_at(now) is not None:
        return Assessment(account, 0, (), is_paused=True)
    if account.closed_at is not None:
        return Assessment(account, 0, ())
    looks = (_usage, _low_score) if account.plan.is_finished else (*_ITS_COURSE, *_ITS_PEOPLE)
    found = sorted((one for look in looks for one in look(account, now)), key=lambda one: -one[0])
    points = min(100, sum(points for points, _ in found))
    return Assessment(account, points, tuple(reason for _, reason in found))


def ranked(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Whoever needs us most comes first; of equals the one that is worth more, then by name."""
    return tuple(
        sorted(
            assessments,
            key=lambda one: (
                -one.score,
                -one.account.contract_value,
                one.account.name.casefold(),
                one.account.id,
            ),
        )
    )


def whom_to_call(account: AccountState) -> Contact | None:
    """Who at the customer is most likely to get it moving again.

    Where the cause is authority or people, the executive sponsor; else whoever has the next step,
    or speaks for the customer; of those who never came, the first who was named.
    """
    stall = account.stall
    if stall is not None and (stall.cause or stall.proposed) in _FOR_THE_SPONSOR:
        found = sponsor(account)
        if found is not None:
            return found
    critical = engagement.critical_milestone(account.plan)
    asked = responsible(account, critical) if critical is not None else None
    left = (contact for contact in account.contacts if contact.left_at is None)
    return asked or main_contact(account) or next(left, None)


_FOR_THE_SPONSOR = (Cause.WEAK_SPONSORSHIP, Cause.RESOURCE_BLOCKER, Cause.REORGANISATION)


def _quiet(account: AccountState, now: datetime) -> _Found:
    """The stall on record, else what the clock shows: the review may not have looked yet."""
    reading = engagement.read(account, now)
    level = account.stall.level if account.stall is not None else reading.level
    if engagement.stands_still(account, now):
        level = Level.CALM
    cause = (account.stall.cause or account.stall.proposed).label if account.stall else None
    days = reading.idle_days or _since_it_began(account, now)
    if level is Level.STALLED:
        yield (
            60 + min(20, 2 * days),
            Reason(kind="stalled", number=days, what=cause),
        )
    elif level is Level.WATCH:
        yield 30, Reason(kind="watch", number=days, what=cause)


def _since_it_began(account: AccountState, now: datetime) -> int:
    """Working days of a stall whose clock stands still by now."""
    since = account.stall.since if account.stall is not None else now
    return max(1, account.calendar.between(account.today(since), account.today(now)) - 1)


def _nobody_joined(account: AccountState, now: datetime) -> _Found:
    if account.channel is None or any(one.joined_at is not None for one in account.contacts):
        return
    days = account.calendar.between(account.today(account.opened_at), account.today(now))
    if days >= NOBODY_CAME:
        yield 50, Reason(kind="nobody_joined", number=days)


def _question(account: AccountState, now: datetime) -> _Found:
    """The oldest that waits longer than the playbook allows: ten of them weigh no more (C8)."""
    open_ones = [one for one in account.questions if one.answered_at is None]
    oldest = min(open_ones, key=lambda one: (one.asked_at, one.ts), default=None)
    if oldest is None:
        return
    hours = account.hours.working_hours_between(oldest.asked_at, now)
    if hours >= account.cadence.question_hours:
        yield 40, Reason(kind="question", number=int(hours), what=_brief(oldest.text))


def _brief(text: str) -> str:
    """Somebody's words on one line, so long that one still knows what it is about."""
    line = " ".join(text.split())
    return line if len(line) <= _BRIEF else f"{line[: _BRIEF - 1].rstrip()}…"


def _drift(account: AccountState, now: datetime) -> _Found:
    """Past the track's window (R4, G4); first value later than first planned."""
    expected = forecast(account, now)
    if expected.drifts:
        yield 25, Reason(kind="drift", number=(expected.ends_on - expected.drift_on).days)
    first = next((m for m in account.plan.milestones if m.first_value), None)
    if first is not None and not first.is_done:
        days = account.calendar.between(first.baseline_on, account.today(now))
        if days > 0:
            yield 20, Reason(kind="first_value_late", number=days)


def _late(account: AccountState, now: datetime) -> _Found:
    """The longest overdue of what is required."""
    today = account.today(now)
    late = [m for m in account.plan.asked_for if account.plan.is_late(m, today)]
    if late:
        worst = min(late, key=lambda m: (m.due_on, m.key))
        days = max(1, account.calendar.between(worst.due_on, today))
        yield 10 + min(10, days), Reason(kind="late", number=days, what=worst.title)


def _blocked(account: AccountState, now: datetime) -> _Found:
    """What holds the customer up is worse where it is ours to remove."""
    blockers = sorted(account.plan.open_blockers, key=lambda one: (one.raised_at, one.id))
    for ours in (True, False):
        oldest = next((b for b in blockers if is_ours(b, account.plan) is ours), None)
        if oldest is not None:
            raised = account.today(oldest.raised_at)
            days = max(0, account.calendar.between(raised, account.today(now)))
            kind = Reason(
                kind="our_blocker" if ours else "blocked", number=days, what=_brief(oldest.what)
            )
            yield (20 if ours else 15), kind


def _promises(account: AccountState, now: datetime) -> _Found:
    """Success is not agreed by its day (A3); dates move back again and again (K2)."""
    check = account.cadence.criteria
    milestone = account.plan.milestone(check.milestone) if check is not None else None
    if check is not None and milestone is not None and not milestone.is_done:
        days = (account.today(now) - account.signed_on).days
        if days > check.calendar_day:
            yield 10, Reason(kind="unconfirmed", number=days)
    if account.redated_by_customer >= OFTEN_REDATED:
        yield 10, Reason(kind="redated", number=account.redated_by_customer)


def _threads(account: AccountState, now: datetime) -> _Found:
    """Everything hangs on one person (G3), once it has run long enough to tell."""
    days = account.cadence.single_thread
    ran = account.calendar.between(account.today(account.opened_at), account.today(now))
    if ran >= days and len(active_contacts(account, now)) == 1:
        yield 10, Reason(kind="single_threaded", number=days)


def _departures(account: AccountState, now: datetime) -> _Found:
    """Whoever left and has a part in it that nobody took over (A5): daily users weigh less, and
    the last who was there weighs most."""
    found = []
    for contact in account.contacts:
        gaps = gaps_left_by(contact, account) if contact.left_at is not None else ()
        if contact.left_at is not None and gaps:
            points = 10 if set(gaps) == {StakeholderRole.DAILY_USER} else 25
            points = points if account.here else 50
            days = account.calendar.between(account.today(contact.left_at), account.today(now))
            reason = Reason(kind="left", number=max(0, days), what=_brief(contact.name))
            found.append((points, reason))
    if found:
        yield max(found, key=lambda one: (one[0], one[1].number))


def _package(account: AccountState, now: datetime) -> _Found:
    """The handoff waits for whoever goes on with the customer (A7): after a while somebody has to
    be asked."""
    offer = account.package
    if offer is None or not offer.waits:
        return
    offered_on = account.today(offer.offered_at)
    days = max(0, account.calendar.between(offered_on, account.today(now)))
    yield (_MEDIUM if days >= HANDOFF_WAITS else 5), Reason(kind="package_waits", number=days)


def _low_score(account: AccountState, now: datetime) -> _Found:
    """The oldest that nobody sees to: whoever said so waits for an answer, also once everything is
    done (F1)."""
    if not account.low_scores:
        return
    oldest = account.low_scores[0]
    days = account.calendar.between(account.today(oldest.at), account.today(now))
    who = account.contact(oldest.by)
    told = f"{oldest.survey} {oldest.given}{f' by {who.name}' if who else ''}"
    points = _MEDIUM if days >= LOW_SCORE_WAITS else 15
    yield points, Reason(kind="low_score", number=max(0, days), what=_brief(told))


def _usage(account: AccountState, now: datetime) -> _Found:
    """Once it is live: how many use it, and what nobody does. Not to know is a risk too, so that
    one with every milestone done is not taken for well when nobody works with it (G1, G5)."""
    wanted, live = account.cadence.usage, live_since(account.plan)
    if wanted is None or live is None:
        return
    report = since_live(account.plan, account.usage)
    if report is None:
        days = account.calendar.between(account.today(live), account.today(now))
        if days >= first_look(wanted):
            yield 25, Reason(kind="usage_unknown", number=days)
        return
    if not report.active_people:
        yield 40, Reason(kind="used_by_nobody", number=report.expected_people)
    elif is_low(report, wanted):
        told = f"{report.active_people:,} of {report.expected_people:,}"
        yield 25, Reason(kind="used_by_few", number=report.active_people, what=told)
    idle = unused(account.plan, report)
    if idle:
        titles = _brief(", ".join(milestone.title for milestone in idle))
        yield 15, Reason(kind="unused", number=len(idle), what=titles)


_ITS_COURSE = (_quiet, _question, _drift, _late, _blocked, _promises, _usage, _low_score, _package)
_ITS_PEOPLE = (_nobody_joined, _departures, _threads)
