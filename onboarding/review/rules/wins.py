"""C5: wins are celebrated in the channel: a stage, an early finish, first value.

The click that brings one about is answered at once in the plan's thread; this is the warm post to
everybody. It comes in the customer's working hours, and never two within a day: not on one local
day, and not within 24 hours either, so that a post late in the afternoon is not followed by one in
the morning. Of what happened since the last one the greatest win is told, and the smaller ones with
it: first value before an early finish, that before a stage, a later stage before an earlier one.

Each win is told once in the life of an account, also when its stage is opened and done again. One
that is undone before it was told is not told (its reopening is on record), and one that is more
than three working days old is dropped as too late.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from onboarding.messages.touches import FinishedEarly, FirstValueReached, StageCompleted, Win
from onboarding.plan import Milestone, Stage
from onboarding.review.account import AccountState
from onboarding.review.engagement import completed_at
from onboarding.review.remembered import remembered_facts
from onboarding.review.touch import WINS, AskAgain, Draft, Fate, PastTouch, Priority, Touch, Wish

APART = timedelta(hours=24)
LASTS = 3
"""Working days after which a win is no news any more."""
FINISHED = "win:finished"
FIRST_VALUE = "win:first_value"

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Win:
    """Something achieved: when (UTC), and the post that says so, given the titles of the stages
    that are told with it."""

    key: str
    of: type[Win]
    at: Callable[[], datetime]
    write: Callable[[tuple[str, ...]], Win]
    stage: str | None = None  # title


def wins(account: AccountState, now: datetime) -> Iterator[Wish]:
    """The greatest win that was not told yet, and what has become of the smaller ones.

    Also while the ladder speaks: it asks for nothing, and shows what was gained.
    """
    if account.hold_at(now) is not None:
        return
    greater: PastTouch | None = None  # of the greater wins, the one that was told last
    untold: list[_Win] = []
    for win in _greatest_first(account):
        past = account.settled.get(win.key)
        if past is not None:
            if past.fate is not Fate.DROPPED and (greater is None or past.at > greater.at):
                greater = past
            continue
        touch = _touch(account, win)
        if greater is not None and win.at() <= greater.at:
            yield replace(touch, moot=f"told with {greater.key}")
        elif touch.until is not None and touch.until < now:
            yield touch  # which puts on record that it is too late
        else:
            untold.append(win)
    if len(untold) > 1:  # which are told with the first, or else have their turn
        yield AskAgain(account.hours.opening_after(now))
    if untold:
        yield _touch(account, untold[0], untold[1:])


def _greatest_first(account: AccountState) -> Iterator[_Win]:
    plan = account.plan
    for milestone in plan.milestones:
        if milestone.first_value and milestone.done_at is not None:
            yield _first_value(account, milestone, milestone.done_at)
    if plan.is_finished and (days_early := _days_early(account, plan.milestones, _end(account))):
        yield _finished_early(account, days_early)
    for stage in reversed(plan.done_stages):
        yield _stage_completed(account, stage)


def _end(account: AccountState) -> datetime:
    """When a finished plan was."""
    return completed_at(account.plan, account.plan.stages[-1].key)


def _first_value(account: AccountState, milestone: Milestone, done_at: datetime) -> _Win:
    def write(also: tuple[str, ...]) -> FirstValueReached:
        return FirstValueReached(
            milestone=milestone.title,
            done_by=milestone.done_by or account.team.owner,
            days_early=_days_early(account, (milestone,), done_at),
            also=also,
            finished=account.plan.is_finished,
            outcome=account.outcome,
            **remembered_facts(account),
        )

    return _Win(FIRST_VALUE, FirstValueReached, lambda: done_at, write)


def _finished_early(account: AccountState, days_early: int) -> _Win:
    def write(_: tuple[str, ...]) -> FinishedEarly:
        return FinishedEarly(days_early=days_early, outcome=account.outcome)

    return _Win(FINISHED, FinishedEarly, partial(_end, account), write)


def _stage_completed(account: AccountState, stage: Stage) -> _Win:
    at = partial(completed_at, account.plan, stage.key)

    def write(also: tuple[str, ...]) -> StageCompleted:
        following = account.plan.current_stage
        return StageCompleted(
            stage=stage.title,
            also=also,
            next_stage=following.title if following is not None else None,
            next_goal=following.goal if following is not None else None,
            days_early=_days_early(account, stage.milestones, at()),
            outcome=account.outcome,
        )

    return _Win(f"win:stage:{stage.key}", StageCompleted, at, write, stage.title)


def _days_early(account: AccountState, milestones: tuple[Milestone, ...], done_at: datetime) -> int:
    """Working days before what was first planned; 0 when on time or later.

    What may be left out does not make anything early.
    """
    required = [m for m in milestones if m.required] or milestones
    planned = max(milestone.baseline_on for milestone in required)
    return max(0, account.calendar.between(account.today(done_at), planned))


def _touch(account: AccountState, win: _Win, smaller: list[_Win] | None = None) -> Touch:
    also = tuple(w.stage for w in reversed(smaller or ()) if w.stage is not None)
    done_on = account.today(win.at())
    return Touch(
        key=win.key,
        rule="C5",
        to=account.channel_door(),
        draft=Draft(win.of, partial(win.write, also)),
        due_at=max(win.at(), _a_day_after_the_last(account)),
        until=account.hours.closing(account.calendar.add(done_on, LASTS)),
        priority=Priority.WIN,
    )


def _a_day_after_the_last(account: AccountState) -> datetime:
    told = [past.at for past in account.history if past.kind in WINS and past.was_read]
    if not told:
        return account.opened_at
    last = max(told)
    return max(last + APART, account.hours.opening(account.today(last) + _DAY))
