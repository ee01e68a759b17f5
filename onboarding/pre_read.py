"""What to read before an internal sync about a customer: one page, as things stand now (X1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onboarding.messages.digest import Reason
from onboarding.notes import NoteKind, NoteLine
from onboarding.plan import Milestone
from onboarding.review.account import AccountState, Contact, last_sign
from onboarding.timeline import Entry, Names
from onboarding.triage import Assessment, whom_to_call
from onboarding.usage import UsageLine, line

WEEK = timedelta(days=7)
QUIET = 5
"""Working days without a sign after which a person is named as quiet."""
NEXT = 3
MOVES = (
    "milestone.done",
    "milestone.reopened",
    "milestone.reassigned",
    "stage.completed",
    "plan.agreed",
    "plan.redated",
    "blocker.raised",
    "blocker.resolved",
    "hold.began",
    "hold.ended",
    "stall.began",
    "stall.ended",
    "sponsor_note.sent",
    "note.taken",
    "note.settled",
    "promise.made",
    "member.left",
    "answer.given",
)
"""The kinds of lines that are worth telling in a week's changes."""


@dataclass(frozen=True, slots=True)
class QuietPerson:
    """Somebody of the customer's who gave no sign lately: since a local day, or never yet."""

    who: str  # user id or name
    since: date | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """A blocker that is open."""

    milestone: str  # title
    what: str
    raised_on: date


@dataclass(frozen=True, slots=True)
class PreRead:
    """A customer on one page. Days are the customer's own."""

    account: str
    customer: str
    channel: str | None
    outcome: str
    stage: str | None
    done: int
    total: int
    is_paused: bool
    today: date
    reasons: tuple[Reason, ...]
    whom: str | None  # user id or name of whom to call
    late: tuple[Milestone, ...]
    next: tuple[Milestone, ...]
    blocked: tuple[Blocked, ...]
    open: tuple[NoteLine, ...]  # promises, risks and questions
    quiet: tuple[QuietPerson, ...]
    usage: UsageLine | None
    changes: tuple[tuple[date, Entry], ...]  # of the last week, the newest first
    names: Names


def compose(
    assessment: Assessment,
    notes: Sequence[NoteLine],
    happened: Sequence[Entry],
    names: Names,
    now: datetime,
) -> PreRead:
    """The page about an account at one moment (UTC)."""
    state, plan = assessment.account, assessment.account.plan
    today = state.today(now)
    titles = {milestone.key: milestone.title for milestone in plan.milestones}
    whom = whom_to_call(state) if assessment.needs_somebody else None
    stage = plan.current_stage
    progress = plan.progress
    late = [milestone for milestone in plan.milestones if plan.is_late(milestone, today)]
    return PreRead(
        account=state.id,
        customer=state.name,
        channel=state.channel,
        outcome=state.outcome,
        stage=stage.title if stage else None,
        done=progress.done,
        total=progress.total,
        is_paused=assessment.is_paused,
        today=today,
        reasons=assessment.reasons,
        whom=_named(whom) if whom is not None else None,
        late=tuple(late),
        next=tuple(
            sorted((m for m in plan.possible() if m not in late), key=lambda m: (m.due_on, m.key))[
                :NEXT
            ]
        ),
        blocked=tuple(
            Blocked(titles[one.milestone], one.what, state.today(one.raised_at))
            for one in sorted(plan.open_blockers, key=lambda one: (one.raised_at, one.id))
        ),
        open=tuple(note for note in notes if note.is_open or note.kind is NoteKind.PROMISE),
        quiet=tuple(_quiet(state, now)),
        usage=line(plan, state.usage, state.calendar),
        changes=tuple((state.today(one.at), one) for one in happened if one.at > now - WEEK),
        names=names,
    )


def _quiet(state: AccountState, now: datetime) -> list[QuietPerson]:
    """Whoever never came first, then the longest quiet."""
    found = []
    for contact in state.contacts:
        if contact.left_at is not None:
            continue
        seen = last_sign(contact)
        if seen is None:
            found.append(QuietPerson(_named(contact), None))
        elif state.calendar.between(state.today(seen), state.today(now)) >= QUIET:
            found.append(QuietPerson(_named(contact), state.today(seen)))
    return sorted(found, key=lambda one: (one.since is not None, one.since or date.min, one.who))


def _named(contact: Contact) -> str:
    """A mention works for whoever is in the channel; anybody else is known by name."""
    return contact.user if contact.user is not None and contact.is_here else contact.name
