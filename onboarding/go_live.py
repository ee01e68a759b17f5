"""The go-live checklist: what both sides want to be sure of before the first live day (A6).

Its lines come from the playbook that an account started with; who checked which, and when, is the
account's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onboarding.asked_for import GoLiveItem
from onboarding.checklist import role_label
from onboarding.criteria import RecordKey
from onboarding.people import Side
from onboarding.plan import Milestone, Plan, Stage, StageState
from onboarding.workdays import WorkCalendar

STAGE = "go-live"


@dataclass(frozen=True, slots=True)
class Checked:
    """Who checked a line, a Slack user id, and when (UTC)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GoLiveLine:
    """A line as people see it; `done_on` is the account's local date."""

    key: str
    title: str
    side: Side
    role: str  # label
    required: bool
    done_by: str | None
    done_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it keeps the list from being closed."""
        return self.required and self.done_on is None


@dataclass(frozen=True, slots=True)
class GoLiveCard:
    """The list as it stands; both companies read it."""

    account: str
    customer: str
    host: str  # our company, by the name of its workspace
    lines: tuple[GoLiveLine, ...]
    waiting: tuple[str, ...]  # titles of the open milestones that need the list to be closed
    today: date

    @property
    def is_closed(self) -> bool:
        return not any(line.is_open for line in self.lines)


@dataclass(frozen=True, slots=True)
class About:
    """The account a list belongs to, as far as both companies may see it."""

    account: str
    customer: str
    host: str


def card(
    items: Sequence[GoLiveItem],
    checked: Mapping[str, Checked],
    plan: Plan,
    about: About,
    days: WorkCalendar,
    now: datetime,
) -> GoLiveCard:
    """The list at an instant (UTC)."""
    return GoLiveCard(
        account=about.account,
        customer=about.customer,
        host=about.host,
        lines=tuple(_line(item, checked.get(item.key), days) for item in items),
        waiting=tuple(m.title for m in needing(plan) if not m.is_done and not m.is_handed_on),
        today=days.local_date(now),
    )


def _line(item: GoLiveItem, checked: Checked | None, days: WorkCalendar) -> GoLiveLine:
    return GoLiveLine(
        key=item.key,
        title=item.title,
        side=item.side,
        role=role_label(item.role.value),
        required=item.required,
        done_by=checked.by if checked else None,
        done_on=days.local_date(checked.at) if checked else None,
    )


def is_closed(items: Sequence[GoLiveItem], checked: Mapping[str, Checked]) -> bool:
    """Whether every required line is checked."""
    return all(item.key in checked for item in items if item.required)


def is_due(plan: Plan) -> bool:
    """Whether the list is to stand in the channel: the stage before go-live is done, or whatever
    needs the list could be ticked but for it."""
    return any(_has_come(plan, stage) for stage in plan.stages if _is_for(stage))


def needing(plan: Plan) -> tuple[Milestone, ...]:
    """The milestones that cannot be ticked while the list is open."""
    return tuple(m for m in plan.milestones if _needs_it(m))


def _is_for(stage: Stage) -> bool:
    return stage.key == STAGE or any(_needs_it(milestone) for milestone in stage.milestones)


def _has_come(plan: Plan, stage: Stage) -> bool:
    if plan.stage_state(stage.key) is not StageState.COMING:
        return True
    return bool(stage.entry) and plan.may_enter(stage)


def _needs_it(milestone: Milestone) -> bool:
    return any(need.what is RecordKey.GO_LIVE_LIST_CLOSED for need in milestone.needs)
