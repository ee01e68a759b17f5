"""What success means for one customer: criteria with a number and a date, in its own words (A3).

Values and rules; people are Slack user ids, instants UTC, days local dates of the account.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from onboarding.amounts import LONGEST_UNIT, Amount, read_amount, same_unit
from onboarding.criteria import RecordKey
from onboarding.people import Side

LONGEST_STATEMENT, LONGEST_METRIC, LONGEST_REMARK, LONGEST_WISH = 300, 120, 300, 500
MOST_CRITERIA = 6
"""More of them than this nobody keeps an eye on."""
FARTHEST = timedelta(days=3 * 365)

Problems = dict[str, str]
"""What is wrong, by the field of the form where it can be mended."""


class State(StrEnum):
    """Where a criterion stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REACHED = "reached"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reported:
    """How far it has come, as somebody saw it; nobody: a signal of the product's."""

    value: float
    at: datetime
    by: str | None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class SuccessCriterion:
    """One of them. `baseline` is None where nobody measured before; `last` is the newest value.

    `proposed_at` is when it was last proposed: a change proposes it anew.
    """

    id: str
    statement: str
    metric: str
    unit: str
    baseline: float | None
    target: float
    due_on: date
    first_value: bool
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    reached_by: str | None = None
    reached_at: datetime | None = None
    withdrawn_at: datetime | None = None
    last: Reported | None = None

    @property
    def state(self) -> State:
        """What was said of it last."""
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if self.reached_at is not None:
            return State.REACHED
        return State.PROPOSED if self.confirmed_at is None else State.CONFIRMED

    @property
    def progress(self) -> int | None:
        """Whole percent of the way to the target; None before a value is known."""
        return None if self.last is None else progress(self, self.last.value)


@dataclass(frozen=True, slots=True)
class Typed:
    """A criterion as somebody typed it: text, and an ISO date; "" where nothing was."""

    statement: str = ""
    metric: str = ""
    baseline: str = ""
    target: str = ""
    due_on: str = ""
    first_value: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed with a criterion, and nothing else of it."""

    statement: str
    metric: str
    unit: str
    baseline: float | None
    target: float
    due_on: date
    first_value: bool


def check(
    typed: Typed, today: date, others: Sequence[SuccessCriterion], before: Terms | None = None
) -> Terms | Problems:
    """The terms, or every problem at its field.

    `others` are the account's other standing criteria, `before` the terms that are changed. Where
    no other is there, it marks first value whether the box is ticked or not: one always does.
    """
    baseline = read_amount(typed.baseline) if typed.baseline.strip() else None
    target = read_amount(typed.target)
    due_on = _day(typed.due_on)
    found = {
        "statement": _text_problem(
            typed.statement, LONGEST_STATEMENT, "what success means, in the customer's words"
        ),
        "metric": _text_problem(typed.metric, LONGEST_METRIC, "what is counted or measured"),
        "baseline": _baseline_problem(typed.baseline, baseline),
        "target": _target_problem(target, baseline),
        "due_on": _day_problem(due_on, today, before),
        "first_value": _mark_problem(typed, others, before),
    }
    problems = {field: problem for field, problem in found.items() if problem}
    if problems or target is None or due_on is None:
        return problems
    return Terms(
        statement=" ".join(typed.statement.split()),
        metric=" ".join(typed.metric.split()),
        unit=target.unit or (baseline.unit if baseline else ""),
        baseline=baseline.number if baseline else None,
        target=target.number,
        due_on=due_on,
        first_value=typed.first_value or not others,
    )


def read_value(criterion: SuccessCriterion, typed: str) -> float | str:
    """A reported value, or what is wrong with it."""
    amount = read_amount(typed)
    if amount is None:
        return "Please give a number, like 12.5 or 1,500."
    if not same_unit(amount.unit, criterion.unit):
        counted = f"in {criterion.unit}" if criterion.unit else "as a plain number"
        return f"This one is measured {counted}. Please give the value the same way."
    return amount.number


def terms_of(criterion: SuccessCriterion) -> Terms:
    """What is agreed with it."""
    return Terms(
        criterion.statement,
        criterion.metric,
        criterion.unit,
        criterion.baseline,
        criterion.target,
        criterion.due_on,
        criterion.first_value,
    )


def propose(criterion: str, terms: Terms, by: str, now: datetime) -> SuccessCriterion:
    """A new one, with the id it is to have, for the customer to confirm."""
    return SuccessCriterion(
        id=criterion,
        statement=terms.statement,
        metric=terms.metric,
        unit=terms.unit,
        baseline=terms.baseline,
        target=terms.target,
        due_on=terms.due_on,
        first_value=terms.first_value,
        proposed_by=by,
        proposed_at=now,
    )


def proposed_anew(
    criterion: SuccessCriterion, terms: Terms, by: str, now: datetime
) -> SuccessCriterion:
    """With other terms: whoever confirmed the old ones has not confirmed these."""
    return replace(propose(criterion.id, terms, by, now), last=criterion.last)


def without_mark(criterion: SuccessCriterion, by: str, now: datetime) -> SuccessCriterion:
    """Another one marks first value now: that is another meaning, to be confirmed anew."""
    return proposed_anew(criterion, replace(terms_of(criterion), first_value=False), by, now)


def withdrawn(criterion: SuccessCriterion, now: datetime) -> SuccessCriterion:
    """It no longer counts."""
    return replace(criterion, withdrawn_at=now)


def confirmed(criterion: SuccessCriterion, by: str, now: datetime) -> SuccessCriterion:
    """Confirmed, by the first who said so: a later word changes nothing."""
    if criterion.state is not State.PROPOSED:
        return criterion
    return replace(criterion, confirmed_by=by, confirmed_at=now)


def reached(criterion: SuccessCriterion, by: str, now: datetime) -> SuccessCriterion:
    """Reached, because the customer says so; that says too that this was the right measure."""
    sure = confirmed(criterion, by, now)
    return replace(sure, reached_by=by, reached_at=now) if sure.state is State.CONFIRMED else sure


def not_reached(criterion: SuccessCriterion) -> SuccessCriterion:
    """Open again."""
    return replace(criterion, reached_by=None, reached_at=None)


def unconfirmed(criterion: SuccessCriterion) -> SuccessCriterion:
    """The word was taken back; what is reached stays so."""
    if criterion.state is not State.CONFIRMED:
        return criterion
    return replace(criterion, confirmed_by=None, confirmed_at=None)


def with_value(
    criterion: SuccessCriterion, reported: Reported, by_side: Side | None
) -> SuccessCriterion:
    """What a value says of a criterion. By the customer's own word one that is met is reached, and
    open again by a later one that is not; first value is what the customer ticks in the plan."""
    after = replace(criterion, last=reported)
    if by_side is not Side.CUSTOMER or criterion.first_value or reported.by is None:
        return after
    if not meets(criterion, reported.value):
        return not_reached(after)
    if criterion.state is State.CONFIRMED:
        return replace(after, reached_by=reported.by, reached_at=reported.at)
    return after


def standing(criteria: Sequence[SuccessCriterion]) -> tuple[SuccessCriterion, ...]:
    """Those that were not withdrawn."""
    return tuple(c for c in criteria if c.state is not State.WITHDRAWN)


def to_confirm(criteria: Sequence[SuccessCriterion]) -> tuple[SuccessCriterion, ...]:
    """Those that the customer has not confirmed."""
    return tuple(c for c in criteria if c.state is State.PROPOSED)


def holds(criteria: Sequence[SuccessCriterion]) -> dict[RecordKey, bool]:
    """What the gates may know of them (A3)."""
    found = standing(criteria)
    proposed = sum(c.first_value for c in found) == 1
    return {
        RecordKey.CRITERIA_PROPOSED: proposed,
        RecordKey.CRITERIA_CONFIRMED: proposed and not to_confirm(found),
    }


def marked(criteria: Sequence[SuccessCriterion]) -> SuccessCriterion | None:
    """The one that marks first value."""
    return next((c for c in standing(criteria) if c.first_value), None)


def measured(criteria: Sequence[SuccessCriterion]) -> SuccessCriterion | None:
    """The one whose value says most about progress: first value's, else the latest reported."""
    known = [(c.last.at, c) for c in standing(criteria) if c.last is not None]
    mark = next((c for _, c in known if c.first_value), None)
    return mark or max(known, key=lambda one: one[0], default=(None, None))[1]


def progress(criterion: SuccessCriterion, value: float) -> int:
    """Whole percent of the way from the baseline to the target, up or down; of the target itself
    where there is no baseline. From 0 to 100, and 100 only when the target is met."""
    if meets(criterion, value):
        return 100
    start = criterion.baseline or 0.0
    way = criterion.target - start
    done = (value - start) / way if way else 0.0
    return int(100 * max(0.0, min(0.99, done)))


def meets(criterion: SuccessCriterion, value: float) -> bool:
    """Whether a value is at the target or past it."""
    falls = criterion.target < (criterion.baseline or 0.0)
    return value <= criterion.target if falls else value >= criterion.target


def fingerprint(criteria: Sequence[SuccessCriterion]) -> str:
    """Of what is to be confirmed: a button carries it, so that nobody confirms what they did not
    see."""
    seen = [
        [
            c.id, c.statement, c.metric, c.unit, c.baseline, c.target, c.due_on.isoformat(),
            c.first_value,
        ]
        for c in to_confirm(criteria)
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _text_problem(typed: str, longest: int, what: str) -> str | None:
    length = len(" ".join(typed.split()))
    if not length:
        return f"Please say {what}."
    if length > longest:
        return f"Please keep it under {longest} characters; it has {length}."
    return None


def _baseline_problem(typed: str, amount: Amount | None) -> str | None:
    if not typed.strip():
        return None
    if amount is None:
        return "Please give a number, like 12.5 or 1,500; or leave it empty if nobody knows it."
    return _unit_problem(amount)


def _unit_problem(amount: Amount) -> str | None:
    if len(amount.unit) > LONGEST_UNIT:
        return f"Please keep what stands beside the number under {LONGEST_UNIT} characters."
    return None


def _target_problem(target: Amount | None, baseline: Amount | None) -> str | None:
    if target is None:
        return "Please give a number with its unit, like 40 % or 1,500 orders."
    if baseline is None:
        if target.number <= 0:
            return "To come down to this, please say above where it stands today."
        return _unit_problem(target)
    if not same_unit(target.unit, baseline.unit):
        return "Please give today's value and the target in the same unit."
    if target.number == baseline.number:
        return "That is where it stands today. Please give the number it should come to."
    return _unit_problem(target)


def _day_problem(day: date | None, today: date, before: Terms | None) -> str | None:
    if day is None:
        return "Please choose the day by which it should be reached."
    if before is not None and day == before.due_on:
        return None
    if day < today:
        return "This day has passed. Please choose one that is still to come."
    if day - today > FARTHEST:
        return "That is more than three years away. Please choose a nearer day."
    return None


def _mark_problem(
    typed: Typed, others: Sequence[SuccessCriterion], before: Terms | None
) -> str | None:
    was_marked = before is not None and before.first_value
    if was_marked and not typed.first_value and others:
        return "One of them has to mark first value. Please tick it at another one instead."
    return None
