"""The package for the customer success manager: all that is known of a customer, made from the
record when the onboarding is handed over (A7). For our own people only.

Days are local dates of the account, people Slack user ids. It is kept as it was when it was
offered, and so holds values alone: what it is called in words stands in `playbooks/package.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.messages.digest import Reason
from onboarding.notes import NoteKind, NoteLine
from onboarding.package_offer import Offer, OfferState
from onboarding.people import StakeholderRole
from onboarding.plan import Milestone, Plan
from onboarding.promises import PromiseView
from onboarding.review.account import AccountState, Contact, last_sign
from onboarding.success import State, SuccessCriterion, standing
from onboarding.triage import assess
from onboarding.usage import UsageReport

LAST_STAGE, TRAINING = "validation", "training"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(_Part):
    """What sales told, by the label of the field."""

    label: str
    text: str


class Result(_Part):
    """A success criterion, and how far it has come. `said_by` confirmed it, or that it is
    reached."""

    statement: str
    metric: str
    unit: str
    baseline: float | None
    target: float
    due_on: date
    first_value: bool
    state: State
    value: float | None
    value_on: date | None
    said_by: str | None
    said_on: date | None


class Person(_Part):
    """Somebody of the customer's, and how warm the contact is."""

    name: str
    user: str | None
    roles: tuple[str, ...]  # labels
    attitude: str | None
    seen_on: date | None  # the last sign of life
    left_on: date | None


class Promised(_Part):
    """Something we promised; `kept` is None while it is open."""

    text: str
    owner: str
    due_on: date | None
    kept: bool | None
    ended_on: date | None
    remark: str | None


class Hindrance(_Part):
    """What held a milestone up, and until when; `ended_on` is None while it does."""

    milestone: str  # title
    kind: str  # label
    what: str
    raised_on: date
    ended_on: date | None


class Learned(_Part):
    """Something that was to be trained, or that comes after the onboarding (`later`)."""

    title: str
    done_on: date | None
    later: bool


class Seen(_Part):
    """How it is used, as somebody of ours saw it."""

    active: int
    expected: int
    unused: tuple[str, ...]  # titles of what was set up in vain
    remark: str | None
    by: str
    on: date


class Health(_Part):
    """The baseline of the customer's health: risk in points (0 to 100), and why."""

    points: int
    risk: Literal["high", "medium", "low"]
    reasons: tuple[Reason, ...]
    rests: bool


class Said(_Part):
    """A risk or a question that is open, or a decision."""

    kind: Literal["risk", "decision", "question"]
    text: str
    said_by: str | None
    on: date


class Moment(_Part):
    """A turn of the story; `of` is the stage that was completed, or why it rested."""

    kind: Literal["signed", "opened", "agreed", "stage", "first_value", "rested"]
    on: date
    of: str | None = None


class Package(_Part):
    """Everything whoever goes on with the customer should not have to ask for."""

    customer: str
    outcome: str
    track: str  # label
    contract_value: int
    signed_on: date
    renewal_on: date | None
    made_on: date
    owner: str
    ae: str | None
    done: int
    total: int
    open: tuple[str, ...]  # titles of what is not done, the handover itself aside
    goals: tuple[Told, ...]
    results: tuple[Result, ...]
    people: tuple[Person, ...]
    promises: tuple[Promised, ...]  # the open ones first
    hindrances: tuple[Hindrance, ...]
    training: tuple[Learned, ...]
    usage: Seen | None
    health: Health
    said: tuple[Said, ...]
    story: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """What is on record beside what the review knows of an account. `attitudes` are those of
    stakeholders, by id; `completed` is when (UTC) each stage that is done was."""

    renewal_on: date | None
    told: Mapping[BriefField, str]
    attitudes: Mapping[str, str]
    promises: Sequence[PromiseView]
    notes: Sequence[NoteLine]
    usage: UsageReport | None
    completed: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package as it would be offered now, and how its last offer stands. `days` are working
    days since that. `may_answer`: the reader may accept it or return it."""

    account: str
    package: Package
    csm: str | None
    offer: Offer | None
    days: int
    may_answer: bool
    today: date

    @property
    def can_offer(self) -> bool:
        """Whether there is something to offer, and nothing to be answered before."""
        if self.offer is None:
            return True
        return self.offer.state is not OfferState.ACCEPTED and not self.offer.open_questions


def compose(account: AccountState, papers: Papers, now: datetime) -> Package:
    """The package as things stand at one moment (UTC)."""
    account = replace(account, package=None)  # that it is on offer is no trait of the customer
    plan, progress = account.plan, account.plan.progress
    return Package(
        customer=account.name,
        outcome=account.outcome,
        track=account.track.label,
        contract_value=account.contract_value,
        signed_on=account.signed_on,
        renewal_on=papers.renewal_on,
        made_on=account.today(now),
        owner=account.team.owner,
        ae=account.team.ae,
        done=progress.done,
        total=progress.total,
        open=tuple(one.title for one in _still_open(plan) if not _hands_over(one)),
        goals=tuple(
            Told(label=one.label, text=papers.told[one]) for one in BriefField if one in papers.told
        ),
        results=tuple(_result(one, account) for one in standing(account.criteria)),
        people=tuple(_person(one, account, papers) for one in account.contacts),
        promises=tuple(_promised(one) for one in papers.promises),
        hindrances=tuple(_hindrances(account)),
        training=tuple(_training(account)),
        usage=_seen(papers.usage, account) if papers.usage is not None else None,
        health=_health(account, now),
        said=tuple(_said(papers.notes)),
        story=tuple(sorted(_story(account, papers), key=lambda one: one.on)),
    )


def is_time(plan: Plan) -> bool:
    """Whether the handover is what comes next: in the last stage, or when all but it is done."""
    stage = plan.current_stage
    if stage is None or stage.key == LAST_STAGE:
        return True
    return all(_hands_over(one) for one in _still_open(plan))


def _still_open(plan: Plan) -> list[Milestone]:
    return [one for one in plan.milestones if one.is_asked_for and not one.is_done]


def _hands_over(milestone: Milestone) -> bool:
    """Whether it waits for this very package."""
    return any(need.what is RecordKey.PACKAGE_ACCEPTED for need in milestone.needs)


def _result(one: SuccessCriterion, account: AccountState) -> Result:
    is_reached = one.state is State.REACHED
    by, at = (
        (one.reached_by, one.reached_at) if is_reached else (one.confirmed_by, one.confirmed_at)
    )
    return Result(
        statement=one.statement,
        metric=one.metric,
        unit=one.unit,
        baseline=one.baseline,
        target=one.target,
        due_on=one.due_on,
        first_value=one.first_value,
        state=one.state,
        value=one.last.value if one.last else None,
        value_on=account.today(one.last.at) if one.last else None,
        said_by=by,
        said_on=account.today(at) if at else None,
    )


def _person(one: Contact, account: AccountState, papers: Papers) -> Person:
    seen = last_sign(one)
    return Person(
        name=one.name,
        user=one.user,
        roles=tuple(StakeholderRole(role).label for role in one.roles),
        attitude=papers.attitudes.get(one.id),
        seen_on=account.today(seen) if seen else None,
        left_on=account.today(one.left_at) if one.left_at else None,
    )


def _promised(one: PromiseView) -> Promised:
    return Promised(
        text=one.text,
        owner=one.owner,
        due_on=one.due_on,
        kept=one.kept,
        ended_on=one.ended_on,
        remark=one.remark,
    )


def _hindrances(account: AccountState) -> Iterator[Hindrance]:
    """A blocker of something that was done all the same ended with that."""
    plan = account.plan
    for one in plan.blockers:
        milestone = plan.milestone(one.milestone)
        ended = one.resolved_at or (milestone.done_at if milestone else None)
        yield Hindrance(
            milestone=milestone.title if milestone else one.milestone,
            kind=one.kind.label,
            what=one.what,
            raised_on=account.today(one.raised_at),
            ended_on=account.today(max(ended, one.raised_at)) if ended else None,
        )


def _training(account: AccountState) -> Iterator[Learned]:
    """What the stage of training holds, and whatever was moved to later (R8)."""
    for one in account.plan.milestones:
        if one.stage == TRAINING or one.is_handed_on:
            done_on = account.today(one.done_at) if one.done_at else None
            yield Learned(title=one.title, done_on=done_on, later=one.is_handed_on)


def _seen(report: UsageReport, account: AccountState) -> Seen:
    titles = {one.key: one.title for one in account.plan.milestones}
    return Seen(
        active=report.active_people,
        expected=report.expected_people,
        unused=tuple(titles.get(key, key) for key in report.unused),
        remark=report.remark,
        by=report.by,
        on=account.today(report.at),
    )


def _health(account: AccountState, now: datetime) -> Health:
    found = assess(account, now)
    return Health(
        points=found.points,
        risk=found.risk.value,
        reasons=found.reasons,
        rests=found.is_paused,
    )


def _said(notes: Sequence[NoteLine]) -> Iterator[Said]:
    """Risks and questions that are open, then what was decided, each in its order."""
    wanted: tuple[tuple[NoteKind, Literal["risk", "question", "decision"]], ...] = (
        (NoteKind.RISK, "risk"),
        (NoteKind.QUESTION, "question"),
        (NoteKind.DECISION, "decision"),
    )
    for kind, name in wanted:
        for one in notes:
            if one.kind is kind and (one.is_open or kind is NoteKind.DECISION):
                yield Said(kind=name, text=one.text, said_by=one.said_by, on=one.on)


def _story(account: AccountState, papers: Papers) -> Iterator[Moment]:
    plan = account.plan
    yield Moment(kind="signed", on=account.signed_on)
    yield Moment(kind="opened", on=account.today(account.opened_at))
    if plan.agreed_at is not None:
        yield Moment(kind="agreed", on=account.today(plan.agreed_at))
    for stage in plan.done_stages:
        if stage.key in papers.completed:
            on = account.today(papers.completed[stage.key])
            yield Moment(kind="stage", on=on, of=stage.title)
    first = next((one for one in plan.milestones if one.first_value), None)
    if first is not None and first.done_at is not None:
        yield Moment(kind="first_value", on=account.today(first.done_at))
    for hold in account.holds:
        yield Moment(kind="rested", on=account.today(hold.from_at), of=hold.reason)
