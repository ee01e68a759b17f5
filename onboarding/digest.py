"""What goes into whose digest: an owner reads about the own customers, a leader about all.

The most important first, a few lines of each part and the rest counted: nobody reads four hundred
lines in the morning. Where nothing happened and nobody is needed there are no lines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from onboarding.capacity import Load
from onboarding.closing import Ending, is_early_loss
from onboarding.messages.digest import (
    Digest,
    DigestCall,
    DigestDue,
    DigestEnded,
    DigestHeading,
    DigestItem,
    DigestLine,
    DigestLoad,
    DigestMore,
    DigestMoved,
)
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.review.account import AccountState, Contact
from onboarding.stall_causes import Cause
from onboarding.triage import Assessment, Risk, ranked, whom_to_call

Scope = Literal["mine", "all"]
Part = Literal["call", "moved", "due", "load", "ended"]

MOST: Mapping[Part, int] = {"call": 8, "moved": 6, "due": 6, "ended": 6, "load": 12}
"""Lines of each part; the rest is counted."""
_REASONS = 3
_ITEMS = 3

MOVES = ("account.started", "plan.agreed", "milestone.done", "stage.completed")
"""The kinds of activity that are told as something that moved."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An entry of an account's record, as far as a digest tells of it."""

    account: str
    kind: str  # one of MOVES
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """A customer whose onboarding has ended: who owned it last, who closed it, days of its own."""

    account: str
    name: str
    channel: str | None
    contract_value: int
    owner: str
    by: str
    ending: Ending
    cause: Cause | None
    signed_on: date
    ended_on: date
    at: datetime  # UTC
    owes_post_mortem: bool

    @property
    def is_early_loss(self) -> bool:
        """Whether it ended badly within 90 calendar days of the signature (K2)."""
        return is_early_loss(self.ending, self.signed_on, self.ended_on)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose digest it is, and the days it spans: local dates of the reader."""

    user: str
    scope: Scope
    today: date
    since: date  # what moved before was told
    until: date  # what is due later will be told next time


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything there is to tell about, of the whole workspace; `names` are people's, by id."""

    team: str
    assessments: tuple[Assessment, ...]
    loads: tuple[Load, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()  # lately, or with a post-mortem that is not written


def compose(
    portfolio: Portfolio,
    reader: Reader,
    moved: Iterable[Activity],
    now: datetime,
    ended_since: datetime | None = None,
) -> Digest:
    """The digest of one reader; `moved` is what happened since the last one, the oldest first,
    `ended_since` (UTC) when that was."""
    mine = [one for one in portfolio.assessments if _reads(reader, one.account)]
    needing = calls(mine, reader.user)
    news: list[DigestLine] = [
        *_part("call", needing, reader.since),
        *_part("moved", _moved(mine, moved), reader.since),
        *_part("due", _due(mine, reader, now), reader.until),
        *_ended(portfolio, reader, ended_since),
    ]
    return Digest(
        team=portfolio.team,
        today=reader.today,
        scope=reader.scope,
        customers=len(mine),
        needing=len(needing),
        paused=sum(one.is_paused for one in mine),
        lines=(*news, *_load(portfolio, reader, with_news=bool(news))),
    )


def calls(assessments: Iterable[Assessment], reader: str) -> tuple[DigestCall, ...]:
    """A line for everybody who needs somebody, as a person (Slack user id) reads it (G7)."""
    needing = ranked(one for one in assessments if one.needs_somebody)
    return tuple(_call(one, reader) for one in needing)


def _reads(reader: Reader, account: AccountState) -> bool:
    return reader.scope == "all" or account.team.owner == reader.user


def _part(part: Part, lines: Sequence[DigestLine], day: date) -> Iterator[DigestLine]:
    """A heading, the lines that fit, and how many do not."""
    if not lines:
        return
    yield DigestHeading(part=part, count=len(lines), day=day)
    yield from lines[: MOST[part]]
    if len(lines) > MOST[part]:
        yield DigestMore(part=part, count=len(lines) - MOST[part])


def _call(one: Assessment, reader: str) -> DigestCall:
    account, stall = one.account, one.account.stall
    whom = None if one.is_ours_alone else whom_to_call(account)
    return DigestCall(
        account=account.id,
        customer=account.name,
        channel=account.channel,
        contract_value=account.contract_value,
        risk="high" if one.risk is Risk.HIGH else "medium",
        reasons=one.reasons[:_REASONS],
        whom=_named(whom) if whom is not None else None,
        owner=account.team.owner if account.team.owner != reader else None,
        stall=stall.id if stall is not None and stall.taken_by is None else None,
        taken_by=stall.taken_by if stall is not None else None,
    )


def _named(contact: Contact) -> str:
    """A mention works for whoever is in the channel; anybody else is known by name."""
    return contact.user if contact.user is not None and contact.is_here else contact.name


def _moved(mine: Iterable[Assessment], moved: Iterable[Activity]) -> list[DigestMoved]:
    """A line for each customer at which something moved and still stands, the best news first."""
    by_account: dict[str, list[Activity]] = {}
    for activity in moved:
        by_account.setdefault(activity.account, []).append(activity)
    found = [
        (one.account, line)
        for one in mine
        if (line := _move(one.account, by_account.get(one.account.id, []))) is not None
    ]
    found.sort(key=lambda pair: _news(*pair))
    return [line for _, line in found]


def _news(account: AccountState, line: DigestMoved) -> tuple[Any, ...]:
    best = (not line.first_value, not line.stages, not line.started)
    return (*best, -account.contract_value, account.name.casefold(), account.id)


def _move(account: AccountState, happened: list[Activity]) -> DigestMoved | None:
    """What was done and undone again did not move."""
    kinds = {activity.kind for activity in happened}
    done = [m for m in map(account.plan.milestone, _keys(happened, "milestone.done")) if m]
    done = [milestone for milestone in done if milestone.is_done]
    finished = {stage.key for stage in account.plan.done_stages}
    stages = [
        stage
        for stage in map(account.plan.stage, _keys(happened, "stage.completed"))
        if stage is not None and stage.key in finished
    ]
    agreed = "plan.agreed" in kinds and account.plan.agreed_at is not None
    started = "account.started" in kinds
    if not (done or stages or agreed or started):
        return None
    return DigestMoved(
        account=account.id,
        customer=account.name,
        channel=account.channel,
        first_value=any(milestone.first_value for milestone in done),
        started=started,
        agreed=agreed,
        stages=tuple(stage.title for stage in stages),
        done=tuple(milestone.title for milestone in done),
    )


def _keys(happened: list[Activity], kind: str) -> list[str]:
    """The keys of milestones or stages of which an entry tells, each once, in order."""
    name = kind.partition(".")[0]
    keys = (str(one.data.get(name, "")) for one in happened if one.kind == kind)
    return list(dict.fromkeys(keys))


def _due(mine: Iterable[Assessment], reader: Reader, now: datetime) -> list[DigestDue]:
    """Per customer what can be done and should be by then; of the neediest customer first."""
    found: list[tuple[tuple[Any, ...], DigestDue]] = []
    for one in mine:
        account = one.account
        if one.is_paused or account.closed_at is not None:
            continue
        due = [m for m in account.plan.possible() if m.required and m.due_on <= reader.until]
        if due:
            due.sort(key=lambda milestone: (milestone.due_on, milestone.key))
            order = (-one.score, due[0].due_on, -account.contract_value, account.id)
            found.append((order, _due_line(account, due, account.today(now))))
    found.sort(key=lambda pair: pair[0])
    return [line for _, line in found]


def _due_line(account: AccountState, due: list[Milestone], today: date) -> DigestDue:
    def of(side: Side) -> tuple[DigestItem, ...]:
        items = [milestone for milestone in due if milestone.side is side]
        return tuple(_item(account, milestone, today) for milestone in items[:_ITEMS])

    return DigestDue(
        account=account.id,
        customer=account.name,
        channel=account.channel,
        ours=of(Side.TEAM),
        theirs=of(Side.CUSTOMER),
        gaps=account.gaps if account.plan.done_stages else (),
    )


def _ended(portfolio: Portfolio, reader: Reader, since: datetime | None) -> Iterator[DigestLine]:
    """What ended since the last digest, and the post-mortems that are owed: a leader reads of all,
    others of what they owned or closed; losses and what is worth more come first."""
    theirs = [
        one
        for one in portfolio.ended
        if reader.scope == "all" or reader.user in (one.owner, one.by)
    ]
    told = [one for one in theirs if one.owes_post_mortem or (since is not None and one.at > since)]
    told.sort(key=lambda one: (not one.is_early_loss, -one.contract_value, one.account))
    for line in _part("ended", [_ended_line(one, reader) for one in told], reader.since):
        if isinstance(line, DigestHeading):
            losses = sum(one.is_early_loss for one in theirs)
            yield line.model_copy(update={"early_losses": losses})
        else:
            yield line


def _ended_line(one: Ended, reader: Reader) -> DigestEnded:
    return DigestEnded(
        account=one.account,
        customer=one.name,
        channel=one.channel,
        ending=one.ending.value,
        cause=one.cause.label if one.cause else None,
        calendar_days=max(0, (one.ended_on - one.signed_on).days),
        early_loss=one.is_early_loss,
        owes_post_mortem=one.owes_post_mortem,
        owner=one.owner if one.owner != reader.user else None,
    )


def _item(account: AccountState, milestone: Milestone, today: date) -> DigestItem:
    late = account.calendar.between(milestone.due_on, today) if milestone.due_on < today else 0
    days_late = max(1, late) if milestone.due_on < today else 0
    return DigestItem(title=milestone.title, due_on=milestone.due_on, days_late=days_late)


def _load(portfolio: Portfolio, reader: Reader, *, with_news: bool) -> Iterator[DigestLine]:
    """A leader sees everybody's, an owner the own when it is too much (K1).

    By itself it is worth a message only when somebody carries too much.
    """
    shown = portfolio.loads
    if reader.scope == "mine":
        shown = tuple(one for one in shown if one.user == reader.user and one.is_over)
    if not with_news and not any(one.is_over for one in shown):
        return
    lines = [
        DigestLoad(
            user=one.user,
            name=portfolio.names.get(one.user, one.user),
            high_touch=one.high_touch,
            others=one.others,
            percent=one.percent,
        )
        for one in shown
    ]
    yield from _part("load", lines, reader.today)
