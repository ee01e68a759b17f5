"""The package as it is made from the record at one moment (A7): what of it goes where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, zip_longest
from typing import Literal

from onboarding.asked_for import BriefField
from onboarding.criteria import RecordKey
from onboarding.criteria_card import CriterionLine
from onboarding.discovery import Asked
from onboarding.kickoff import KickoffView
from onboarding.notes import NoteKind, NoteLine
from onboarding.package import (
    Answered,
    Charter,
    Ended,
    Health,
    Hindrance,
    Learned,
    Lesson,
    Measured,
    Moment,
    Obstacle,
    Package,
    Person,
    Promised,
    Rated,
    Said,
    Seen,
    Told,
    WentOn,
)
from onboarding.people import StakeholderRole
from onboarding.plan import Milestone, Plan
from onboarding.promises import PromiseView
from onboarding.readiness import ReadinessTold
from onboarding.review.account import AccountState, Contact, last_sign
from onboarding.success import Reported
from onboarding.triage import assess
from onboarding.usage import UsageReport

LAST_STAGE, TRAINING = "validation", "training"


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody wrote down about a person of the customer's."""

    title: str | None = None
    attitude: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """What is on record beside what the review knows of an account.

    `people` are by stakeholder, `values` by criterion, the oldest first, `readiness` is all that
    was ever told of it, in that order too; `completed` is when (UTC) each stage that is done was.
    """

    renewal_on: date | None
    told: Mapping[BriefField, str]
    people: Mapping[str, Facts]
    promises: Sequence[PromiseView]
    notes: Sequence[NoteLine]
    usage: UsageReport | None
    completed: Mapping[str, datetime]
    criteria: Sequence[CriterionLine]
    values: Mapping[str, Sequence[Reported]]
    kickoff: KickoffView
    readiness: Sequence[ReadinessTold]
    rated: Sequence[Rated]
    went_on: Sequence[WentOn]
    ended: Ended | None
    lessons: Sequence[Lesson]


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
        results=tuple(papers.criteria),
        people=tuple(_person(one, account, papers) for one in account.contacts),
        promises=tuple(_promised(one) for one in papers.promises),
        hindrances=tuple(_hindrances(account)),
        training=tuple(_training(account)),
        usage=_seen(papers.usage, account) if papers.usage is not None else None,
        health=_health(account, now),
        said=tuple(_said(papers.notes)),
        story=tuple(sorted(_story(account, papers), key=lambda one: one.on)),
        kickoff=tuple(_kickoff(papers.kickoff.asked)),
        charter=_charter(papers.kickoff),
        obstacles=tuple(_obstacles(papers.readiness, account)),
        measured=tuple(_measured(papers, account)),
        rated=tuple(papers.rated),
        went_on=tuple(papers.went_on),
        ended=papers.ended,
        lessons=tuple(papers.lessons),
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


def _person(one: Contact, account: AccountState, papers: Papers) -> Person:
    seen, facts = last_sign(one), papers.people.get(one.id, Facts())
    return Person(
        name=one.name,
        user=one.user,
        roles=tuple(StakeholderRole(role).label for role in one.roles),
        attitude=facts.attitude,
        seen_on=account.today(seen) if seen else None,
        left_on=account.today(one.left_at) if one.left_at else None,
        job=facts.title,
        email=one.email,
        remark=facts.remark,
    )


def _promised(one: PromiseView) -> Promised:
    return Promised(
        text=one.text,
        owner=one.owner,
        due_on=one.due_on,
        kept=one.kept,
        ended_on=one.ended_on,
        remark=one.remark,
        ended_by=one.ended_by,
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
            raised_by=one.raised_by,
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


def _kickoff(asked: Sequence[Asked]) -> Iterator[Answered]:
    """What was answered then or later; what sales told stands among the goals."""
    for one in asked:
        if one.said is not None:
            said = one.said
            yield Answered(asked=one.question.ask, text=said.text, by=said.by, on=said.on)


def _charter(kickoff: KickoffView) -> Charter | None:
    found = kickoff.charter
    if found is None:
        return None
    names = {one.id: one.name for one in kickoff.people}
    return Charter(
        structure=found.structure,
        escalation_path=found.escalation_path,
        authority=names.get(found.authority, "Somebody who has left"),
        executives_every=found.executives_every,
        by=found.by,
        on=found.on,
    )


def _obstacles(told: Sequence[ReadinessTold], account: AccountState) -> Iterator[Obstacle]:
    """Each text once, from the day it was written down to the day somebody wrote otherwise."""
    names = {one.id: one.name for one in account.contacts}
    spells = [list(spell) for _, spell in groupby(told, key=lambda one: one.obstacles)]
    for spell, after in zip_longest(spells, spells[1:]):
        first = spell[0]
        if first.obstacles:
            yield Obstacle(
                what=first.obstacles,
                lead=names.get(spell[-1].lead or ""),
                by=first.by,
                on=account.today(first.at),
                ended_on=account.today(after[0].at) if after else None,
            )


def _measured(papers: Papers, account: AccountState) -> Iterator[Measured]:
    for criterion in papers.criteria:
        for one in papers.values.get(criterion.id, ()):
            yield Measured(
                metric=criterion.metric,
                unit=criterion.unit,
                value=one.value,
                on=account.today(one.at),
                by=one.by,
                remark=one.remark,
            )


_KINDS: tuple[tuple[NoteKind, Literal["risk", "question", "decision", "note"]], ...] = (
    (NoteKind.RISK, "risk"),
    (NoteKind.QUESTION, "question"),
    (NoteKind.DECISION, "decision"),
    (NoteKind.NOTE, "note"),
)
"""In the order in which they are read; promises stand among the promises."""


def _said(notes: Sequence[NoteLine]) -> Iterator[Said]:
    """What is open or was decided comes first, then what was settled, each in its order."""
    for settled in (False, True):
        for kind, name in _KINDS:
            for one in notes:
                if one.kind is kind and (one.settled_on is not None) is settled:
                    yield Said(
                        kind=name,
                        text=one.text,
                        said_by=one.said_by,
                        on=one.on,
                        settled_on=one.settled_on,
                        settled_by=one.settled_by,
                        answer=one.answer,
                    )


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
