"""How an onboarding ends: completed only with nothing open, else early and with a cause (R5)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from onboarding import gates
from onboarding.criteria import MilestoneDone, NoOpenBlockers, OnRecord, RecordKey
from onboarding.gates import OpenCriterion
from onboarding.people import Role, Side
from onboarding.plan import Plan
from onboarding.stall_causes import Cause
from onboarding.usage import UsageReport, set_up
from onboarding.workdays import WorkCalendar

LONGEST_WORDS = 3_000
EARLY_DAYS = 90
"""Calendar days after the signature within which a bad end is told to leaders (K2)."""
REMEMBERED_DAYS = 30
"""Calendar days for which digests remind of a post-mortem that nobody writes."""
_AT_THE_END = frozenset({RecordKey.GO_LIVE_LIST_CLOSED, RecordKey.USED, RecordKey.PACKAGE_ACCEPTED})
"""The parts of the record that count at the end, where the playbook asks for them: also those that
somebody let be passed on the way."""


class Ending(StrEnum):
    """The outcome of an onboarding."""

    COMPLETED = "completed"
    INCOMPLETE = "incomplete"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        """The outcome as our people read it."""
        return self.value.capitalize()

    @property
    def explained(self) -> str:
        """What it means, in a line."""
        return _EXPLAINED[self]

    @property
    def is_bad(self) -> bool:
        """Whether it ended before it was complete."""
        return self is not Ending.COMPLETED

    @property
    def goes_on(self) -> bool:
        """Whether the customer goes on with it, so that somebody has to look after it (A7)."""
        return self is not Ending.ABANDONED


_EXPLAINED = {
    Ending.COMPLETED: "First value confirmed by the customer, live, in use, and stable",
    Ending.INCOMPLETE: "They work with it, but not everything we set out for was reached",
    Ending.ABANDONED: "It was broken off: they do not go on with it",
}


class ChannelAfter(StrEnum):
    """What becomes of the customer's channel."""

    KEPT = "kept"
    HANDED_OVER = "handed_over"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """The choice as our people read it."""
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    ChannelAfter.KEPT: "Keep it as it is",
    ChannelAfter.HANDED_OVER: "Hand it over: the customer success manager becomes the owner",
    ChannelAfter.ARCHIVED: "Archive it after the farewell",
}


class Because(StrEnum):
    """Why there is to be a post-mortem (F1)."""

    LATE = "late"
    INCOMPLETE = "incomplete"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Unused:
    """What was set up and nobody uses, by the newest report: titles (G5)."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldUsage:
    """They used it, by a report that is too old to say so of today: by how many working days it is
    old (G1)."""

    days: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """The customer has gone quiet."""


OpenPoint = OpenCriterion | Unused | OldUsage | Quiet
"""What keeps an onboarding from being completed; the owner sees to all but the first."""


@dataclass(frozen=True, slots=True)
class TypedClosing:
    """What was chosen and typed into the form."""

    ending: Ending | None = None
    cause: Cause | None = None
    words: str = ""
    channel: ChannelAfter = ChannelAfter.KEPT


@dataclass(frozen=True, slots=True)
class Closing:
    """How it ended: a cause and words where it ended badly, the words alone where there are any."""

    ending: Ending
    cause: Cause | None
    words: str
    channel: ChannelAfter


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What there is to choose from at an account."""

    open: tuple[OpenPoint, ...] = ()
    channels: tuple[ChannelAfter, ...] = field(default=(ChannelAfter.KEPT,))

    @property
    def endings(self) -> tuple[Ending, ...]:
        """The outcomes that are true: never completed with anything open."""
        return tuple(ending for ending in Ending if ending.is_bad or not self.open)


def still_open(
    plan: Plan,
    usage: UsageReport | None,
    *,
    is_quiet: bool,
    days_too_old: int | None = None,
) -> tuple[OpenPoint, ...]:
    """Everything that keeps it from being completed, each with who can see to it (R5).

    Complete is: every stage done, first value confirmed by the customer, nothing set up in vain by
    the newest report, nobody stuck, the customer not quiet, and of the record what the playbook
    asks for at the end. What a gate was let pass without is asked for here once more; so is the
    report of how it is used where the newest is old, by `days_too_old` (`usage.days_too_old`).
    """
    found: list[OpenPoint] = [
        one
        for one in gates.open_to_the_end(plan)
        if not isinstance(one.criterion, OnRecord | NoOpenBlockers)
    ]
    found += _first_value(plan, found)
    blocked = {blocker.milestone for blocker in plan.open_blockers}
    if blocked:
        stuck = tuple(m for m in plan.milestones if m.key in blocked)
        found.append(OpenCriterion(NoOpenBlockers(), Side.TEAM, Role.OWNER.value, stuck))
    unused = tuple(m.title for m in set_up(plan) if usage is not None and m.key in usage.unused)
    if unused:
        found.append(Unused(unused))
    found += [gates.by_record(one) for one in _of_the_record(plan, with_usage=not unused)]
    was_used = RecordKey.USED in plan.standing.holds and gates.asks_for(plan, RecordKey.USED)
    if was_used and days_too_old is not None and not unused:
        found.append(OldUsage(days_too_old))
    if is_quiet:
        found.append(Quiet())
    return tuple(found)


def _first_value(plan: Plan, found: list[OpenPoint]) -> list[OpenPoint]:
    """The customer's own word, unless it is named already."""
    named = {m.key for one in found if isinstance(one, OpenCriterion) for m in one.milestones}
    return [
        OpenCriterion(MilestoneDone(milestone=m.key), m.side, m.role, (m,))
        for m in plan.milestones
        if m.first_value and not m.is_done and m.key not in named
    ]


def _of_the_record(plan: Plan, *, with_usage: bool) -> list[OnRecord]:
    """What gates wait for, on record or not at all, and what counts at the end however it went."""
    waiting = [one.criterion for one in gates.open_to_the_end(plan)]
    wanted = [one for one in waiting if isinstance(one, OnRecord)]
    wanted += [
        OnRecord(what=key)
        for key in RecordKey
        if key in _AT_THE_END and key not in plan.standing.holds and gates.asks_for(plan, key)
    ]
    return [one for one in dict.fromkeys(wanted) if with_usage or one.what is not RecordKey.USED]


def check(typed: TypedClosing, about: Circumstances) -> Closing | dict[str, str]:
    """The end as it is put on record; or what is wrong, by field."""
    words, problems = typed.words.strip(), {}
    ending = typed.ending
    if ending is None:
        problems["ending"] = "Please say how it ended."
    elif ending not in about.endings:
        problems["ending"] = (
            "It is not complete: something is still open. Close it as incomplete or abandoned, or "
            "come back when everything is done."
        )
    elif ending.is_bad and typed.cause is None:
        problems["cause"] = "Please choose what comes closest: it is what we learn from."
    if len(words) > LONGEST_WORDS:
        problems["words"] = f"Please keep it under {LONGEST_WORDS:,} characters."
    elif ending is not None and ending.is_bad and not words:
        problems["words"] = "Please say in a few words how it came to this."
    if typed.channel not in about.channels:
        problems["channel"] = "This cannot be done with the channel as it is now."
    if problems or ending is None:
        return problems
    return Closing(ending, typed.cause if ending.is_bad else None, words, typed.channel)


def because(ending: Ending, ended_on: date, planned_end: date) -> Because | None:
    """Why we look back among ourselves: it ended badly, or later than planned (F1); else None."""
    if ending.is_bad:
        return Because(ending.value)
    return Because.LATE if ended_on > planned_end else None


def ended_on(plan: Plan, calendar: WorkCalendar, today: date) -> date:
    """The local day on which the last of what was asked for was done, however long it took somebody
    to close it then; today while something is open."""
    done = [m.done_at for m in plan.milestones if m.is_asked_for]
    known = [calendar.local_date(at) for at in done if at is not None]
    return max(known) if known and len(known) == len(done) else today


def planned_end(plan: Plan, signed_on: date, planned_days: int) -> date:
    """When it should have ended: by the first dates of the plan or the window of its track (R4),
    whichever is later."""
    baseline = [m.baseline_on for m in plan.milestones if m.is_asked_for]
    return max([signed_on + timedelta(days=planned_days), *baseline])


def is_early_loss(ending: Ending, signed_on: date, closed_on: date) -> bool:
    """Whether it ended badly within 90 calendar days of the signature (K2)."""
    return ending.is_bad and (closed_on - signed_on).days <= EARLY_DAYS
