"""How it is used, as one of our people saw it: reported by hand (G1, G5)."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.plan import Milestone, Plan

MOST_PEOPLE = 1_000_000
LONGEST_REMARK = 1_000
CONFIGURATION = "configuration"


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


def check(typed: TypedUsage) -> tuple[int, int] | dict[str, str]:
    """People active and expected; or what is wrong, by field."""
    active, expected = _people(typed.active), _people(typed.expected)
    problems: dict[str, str] = {}
    if active is None:
        problems["active"] = _A_NUMBER
    if expected is None or expected == 0:
        problems["expected"] = _A_NUMBER if expected is None else "At least one is expected."
    if len(typed.remark.strip()) > LONGEST_REMARK:
        problems["remark"] = f"Please keep it under {LONGEST_REMARK:,} characters."
    if problems or active is None or expected is None:
        return problems
    return active, expected


_A_NUMBER = "A whole number of people, please, such as 12."


def _people(text: str) -> int | None:
    digits = text.strip().replace(",", "").replace("\u2009", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7):
        return None
    return int(digits) if int(digits) <= MOST_PEOPLE else None
