"""View models: what a surface or an answer shows, as plain values. No words of layout, no ids of
Slack's widgets; people are Slack user ids, dates are the account's local dates."""

from dataclasses import dataclass, field
from datetime import date

from onboarding.criteria_card import CriterionLine
from onboarding.package_offer import OfferLine
from onboarding.people import Side
from onboarding.stakeholders import Presence, StakeholderMap
from onboarding.surveys import Rating
from onboarding.usage import UsageLine


@dataclass(frozen=True, slots=True)
class BlockerLine:
    id: str
    what: str
    kind: str  # label
    helper: str | None
    raised_by: str
    raised_on: date


@dataclass(frozen=True, slots=True)
class ResourceLine:
    format: str  # label
    title: str
    url: str
    audience: str = ""  # label; "" for what everybody understands


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One milestone as both companies see it."""

    key: str
    title: str
    why: str
    side: Side
    role: str  # label of the role that owns it
    assignee: str | None
    due_on: date
    baseline_on: date
    late: bool
    required: bool
    first_value: bool
    done_on: date | None
    done_by: str | None
    can_tick: bool  # nothing before it is open; of ours, something may be missing on record
    can_undo: bool
    waits_for: tuple[str, ...] = ()  # titles
    blockers: tuple[BlockerLine, ...] = ()
    resources: tuple[ResourceLine, ...] = ()
    later: bool = False  # it comes after the onboarding


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage folded to a line."""

    key: str
    title: str
    state: str  # "done", "current", "coming"
    done: int
    total: int
    starts_on: date  # its earliest and latest due dates
    ends_on: date
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Which milestones are unfolded: at most `PAGE_SIZE` of one stage."""

    token: str  # "stage:number", what a page button carries
    stage: StageLine
    goal: str
    number: int  # from 1, within the stage
    of: int
    items: tuple[ChecklistItem, ...]
    before: str | None = None  # token of the neighbouring pages, over all stages
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """The checklist, one message per account."""

    account: str
    customer: str
    host: str  # our company, by the name of its workspace: "our team" would be theirs to a customer
    outcome: str
    done: int
    total: int
    stages: tuple[StageLine, ...]
    page: Page
    today: date
    first_value_on: date
    first_value_done: bool
    agreed_on: date | None
    agreed_by: str | None
    finished: bool
    closed: bool = False  # the onboarding has ended, one way or another
    measured: str | None = None  # how far first value's criterion has come, on one line
    has_material: bool = False  # some milestone has something to learn from


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`presence` is what was last seen of one of the customer's people, `ago` how many working days
    that is."""

    role: str  # label
    user: str | None
    name: str
    joined: bool
    invitation: str | None = None  # "sent", "accepted", "waiting for approval", …
    presence: Presence | None = None
    ago: int | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    key: str
    title: str
    state: str  # "pending", "done", "failed", "skipped"
    error: str | None


@dataclass(frozen=True, slots=True)
class StatusView:
    """The answer to `/onboard status`: for our people only."""

    account: str
    customer: str
    channel: str | None
    channel_state: str
    track: str
    playbook: str  # "guided 1"
    contract_value: int
    signed_on: date
    outcome: str
    done: int
    total: int
    stage: str | None  # title of the current stage; None when all is done
    next_milestones: tuple[ChecklistItem, ...]
    late: tuple[ChecklistItem, ...]
    blockers: tuple[tuple[str, BlockerLine], ...]  # milestone title, blocker
    team: tuple[PersonLine, ...]
    customers: tuple[PersonLine, ...]
    trouble: tuple[StepLine, ...]  # provisioning steps that failed
    agreed_on: date | None
    first_value_on: date
    first_value_done: bool
    today: date
    criteria: tuple[CriterionLine, ...] = ()
    ended: str | None = None  # "Abandoned"; None while it goes on
    ended_on: date | None = None
    usage: UsageLine | None = None  # the last report of how it is used (G1, G5)
    gaps: tuple[str, ...] = ()  # what the kickoff has yet to bring to light (A2, R6, R7)
    ratings: tuple[Rating, ...] = ()  # what the customer said at the end (F1)
    handoff: OfferLine | None = None  # to customer success, once it was offered (A7)
    people: StakeholderMap | None = None  # of whom nobody is named, whether it hangs on one (A5)


@dataclass(frozen=True, slots=True)
class AccountChoice:
    account: str
    name: str
    stage: str | None
    channel: str | None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class SettingsView:
    team_channel: str | None
    team_channel_is_default: bool  # it comes from MILEPOST_TEAM_CHANNEL
    starters_limited: bool
    starters: tuple[str, ...] = field(default=())
    leaders: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RedatePreview:
    """What a new date would move, before anybody says yes."""

    account: str
    milestone: str  # key
    title: str
    before: date
    after: date
    shifts: tuple[tuple[str, date, date, str], ...]  # title, before, after, title of the cause
