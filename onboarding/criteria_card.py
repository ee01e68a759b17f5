"""Success criteria as people see them: in the channel, in our people's list, in the status (A3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from onboarding.success import (
    Reported,
    State,
    SuccessCriterion,
    fingerprint,
    progress,
    standing,
)
from onboarding.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class WishLine:
    """What somebody of the customer would have otherwise."""

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ValueLine:
    """How far it had come on a day, as somebody saw it; nobody: a signal of the product's."""

    value: float
    by: str | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """Dates are the account's local dates, people Slack user ids, `percent` of the way.

    `values` are all that were reported, the oldest first, where somebody is to see the way so far.

    It is a part of packages too: what has a default is missing in those that were offered before it
    was thought of.
    """

    id: str = ""
    statement: str
    metric: str
    unit: str
    baseline: float | None
    target: float
    due_on: date
    first_value: bool
    state: State
    said_by: str | None  # who confirmed it, or said that it is reached
    said_on: date | None
    value: float | None
    value_by: str | None = None
    value_on: date | None
    remark: str | None = None
    percent: int | None = None
    wishes: tuple[WishLine, ...] = ()
    values: tuple[ValueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaCard:
    """All that stand; `seen` is what a button carries of those to be confirmed."""

    account: str
    customer: str
    host: str
    lines: tuple[CriterionLine, ...]
    seen: str
    today: date

    @property
    def to_confirm(self) -> tuple[CriterionLine, ...]:
        return tuple(line for line in self.lines if line.state is State.PROPOSED)

    @property
    def unreached(self) -> tuple[CriterionLine, ...]:
        return tuple(line for line in self.lines if line.state is not State.REACHED)


@dataclass(frozen=True, slots=True)
class About:
    """Whose they are, the wishes that are open, and the values reported so far, by criterion."""

    account: str
    customer: str
    host: str
    wishes: Sequence[tuple[str, WishLine]]
    values: Mapping[str, Sequence[Reported]] = field(default_factory=dict)


def card(
    criteria: Sequence[SuccessCriterion], about: About, days: WorkCalendar, now: datetime
) -> CriteriaCard:
    """As they stand at an instant (UTC)."""
    return CriteriaCard(
        account=about.account,
        customer=about.customer,
        host=about.host,
        lines=tuple(_line(one, about, days) for one in standing(criteria)),
        seen=fingerprint(criteria),
        today=days.local_date(now),
    )


def _line(one: SuccessCriterion, about: About, days: WorkCalendar) -> CriterionLine:
    by, at = (
        (one.reached_by, one.reached_at)
        if one.state is State.REACHED
        else (one.confirmed_by, one.confirmed_at)
    )
    last = one.last
    return CriterionLine(
        id=one.id,
        statement=one.statement,
        metric=one.metric,
        unit=one.unit,
        baseline=one.baseline,
        target=one.target,
        due_on=one.due_on,
        first_value=one.first_value,
        state=one.state,
        said_by=by,
        said_on=days.local_date(at) if at is not None else None,
        value=last.value if last else None,
        value_by=last.by if last else None,
        value_on=days.local_date(last.at) if last else None,
        remark=last.remark if last else None,
        percent=progress(one, last.value) if last else None,
        wishes=tuple(wish for criterion, wish in about.wishes if criterion == one.id),
        values=tuple(
            ValueLine(reported.value, reported.by, days.local_date(reported.at))
            for reported in about.values.get(one.id, ())
        ),
    )
