"""How it is used, as one of our people saw it: reported by hand (G1, G5)."""

from dataclasses import dataclass
from datetime import date, datetime

from onboarding.amounts import read_amount
from onboarding.cadence import UsageCheck
from onboarding.plan import Milestone, Plan
from onboarding.workdays import WorkCalendar

MOST_PEOPLE = 1_000_000
LONGEST_REMARK = 1_000
CONFIGURATION = "configuration"
GO_LIVE = "go-live"


@dataclass(frozen=True, slots=True)
class UsageReport:
    """`unused` are keys of milestones: set up, and nobody uses it. `by` is a Slack user id, `at`
    UTC, `active_people` those of the last seven days."""

    active_people: int
    expected_people: int
    unused: tuple[str, ...]
    remark: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UsageLine:
    """The last report as our people read it: `unused` are titles, `on` is a local date."""

    active: int
    expected: int
    unused: tuple[str, ...]
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class TypedUsage:
    """What was typed into the form."""

    active: str = ""
    expected: str = ""
    unused: tuple[str, ...] = ()
    remark: str = ""


def set_up(plan: Plan) -> tuple[Milestone, ...]:
    """What was configured, and so could go unused."""
    stage = plan.stage(CONFIGURATION)
    return tuple(m for m in stage.milestones if m.is_done) if stage else ()


def live_since(plan: Plan) -> datetime | None:
    """When the customer went live (UTC): the last that go-live asks for was done. None before."""
    if GO_LIVE not in [stage.key for stage in plan.done_stages]:
        return None
    stage = plan.stage(GO_LIVE)
    done = [(m.is_asked_for, m.done_at) for m in stage.milestones if m.done_at] if stage else []
    asked_for = [at for is_asked_for, at in done if is_asked_for]
    return max(asked_for or [at for _, at in done], default=None)


def since_live(plan: Plan, report: UsageReport | None) -> UsageReport | None:
    """The report, if it tells of the customer's live days: what was seen before says nothing."""
    live = live_since(plan)
    return report if report is not None and live is not None and report.at >= live else None


def is_low(report: UsageReport, wanted: UsageCheck) -> bool:
    """Whether fewer people are active than the playbook wants."""
    return report.active_people / report.expected_people < wanted.active_share


def is_used(plan: Plan, report: UsageReport, wanted: UsageCheck) -> bool:
    """Whether a report says of a live customer that enough people use it, and all that was set up
    (G5)."""
    return since_live(plan, report) is not None and not report.unused and not is_low(report, wanted)


def days_too_old(
    report: UsageReport | None, wanted: UsageCheck, days: WorkCalendar, now: datetime
) -> int | None:
    """How old a report is, in working days, where that is more than the playbook lets it be: what
    was in use then may lie idle now. None for one that still counts, or none at all."""
    if report is None:
        return None
    age = days.between(days.local_date(report.at), days.local_date(now))
    return age if age > wanted.report_every else None


def unused(plan: Plan, report: UsageReport) -> tuple[Milestone, ...]:
    """What is set up, and nobody uses it."""
    return tuple(m for m in set_up(plan) if m.key in report.unused)


def line(plan: Plan, report: UsageReport | None, calendar: WorkCalendar) -> UsageLine | None:
    """The last report, if there is one."""
    if report is None:
        return None
    return UsageLine(
        active=report.active_people,
        expected=report.expected_people,
        unused=tuple(milestone.title for milestone in unused(plan, report)),
        on=calendar.local_date(report.at),
        by=report.by,
    )


def check(typed: TypedUsage) -> tuple[int, int] | dict[str, str]:
    """People active and expected; or what is wrong, by field."""
    active, expected = _people(typed.active), _people(typed.expected)
    problems: dict[str, str] = {}
    if active is None:
        problems["active"] = _A_NUMBER
    if expected is None or expected == 0:
        problems["expected"] = _A_NUMBER if expected is None else "At least one is expected."
    elif active is not None and active > expected:
        problems["expected"] = _TOO_FEW.format(active=active)
    if len(typed.remark.strip()) > LONGEST_REMARK:
        problems["remark"] = f"Please keep it under {LONGEST_REMARK:,} characters."
    if problems or active is None or expected is None:
        return problems
    return active, expected


_A_NUMBER = "A whole number of people, please, such as 12."
_TOO_FEW = "{active:,} of them are active already, so it is at least as many."


def _people(text: str) -> int | None:
    amount = read_amount(text)
    if amount is None or amount.unit or amount.number != int(amount.number):
        return None
    return int(amount.number) if 0 <= amount.number <= MOST_PEOPLE else None
