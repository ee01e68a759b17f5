"""Looking at one account at one moment: the only place where it is decided what is sent when.

`review` is pure and total. It first notices what has changed (a customer gone quiet, or back), then
asks every rule what it would say, and lets the budget decide. Called again at any moment between,
it says nothing twice: touches have keys, and a rule sees what was sent.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from onboarding.review import noticing
from onboarding.review.account import AccountState, StepTaken
from onboarding.review.budget import Diary, Drop, slot
from onboarding.review.changes import Change, RungClimbed
from onboarding.review.repeating import LONGEST
from onboarding.review.rules import RULES
from onboarding.review.touch import AskAgain, Fate, PastTouch, Touch


@dataclass(frozen=True, slots=True)
class Planned:
    """A touch and when it would go out (UTC), if nothing changes until then."""

    touch: Touch
    at: datetime


@dataclass(frozen=True)
class Review:
    """What is to be said now, what will not be said, what has changed, and when to look again.

    `planned` is what the rules already know of the future. `next_at` is UTC, None for an account
    that is closed.
    """

    touches: tuple[Touch, ...]
    dropped: tuple[Drop, ...]
    changes: tuple[Change, ...]
    planned: tuple[Planned, ...]
    next_at: datetime | None
    noticed: AccountState
    """The account with what was noticed before anything was said."""
    now: datetime

    @cached_property
    def account(self) -> AccountState:
        """The account once all of this has happened: what the simulator goes on with."""
        past = [PastTouch(t.key, t.kind, t.to, self.now, items=t.items) for t in self.touches]
        past += [
            PastTouch(d.touch.key, d.touch.kind, d.touch.to, self.now, Fate.DROPPED)
            for d in self.dropped
        ]
        return replace(self.changed, history=(*self.changed.history, *past))

    @cached_property
    def changed(self) -> AccountState:
        """The account with all that has changed; what was said is not yet in its history."""
        account = self.noticed
        for change in self.changes:
            account = noticing.apply(account, change, self.now)
        return account


def review(account: AccountState, now: datetime) -> Review:
    """Look at one account at one moment (UTC)."""
    if account.closed_at is not None:
        return Review((), (), (), (), None, account, now)
    account, changes = noticing.notice(account, now)
    touches: list[Touch] = []
    dropped: list[Drop] = []
    planned: list[Planned] = []
    diary = Diary(account, now)
    wishes, again = _wishes(account, now)
    for touch in wishes:
        if touch.moot is not None:
            dropped.append(Drop(touch, touch.moot))
            continue
        try:
            at = slot(touch, diary)
        except LookupError:
            dropped.append(Drop(touch, "no room for it"))
            continue
        if touch.until is not None and at > touch.until:
            dropped.append(Drop(touch, "too late" if now > touch.until else "no room in time"))
        elif at <= now:
            touches.append(touch)
            diary.note(touch, at)
        else:
            planned.append(Planned(touch, at))
            diary.note(touch, at)
    climbed = _climbed(account, touches, now)
    after = account
    for change in climbed:
        after = noticing.apply(after, change, now)
    changes += climbed
    moments = [moment for moment in (*again, *noticing.look_again(after, now)) if moment > now]
    moments += [planned_.at for planned_ in planned]
    return Review(
        tuple(touches),
        tuple(dropped),
        changes,
        tuple(planned),
        min([*moments, now + LONGEST]),
        account,
        now,
    )


def _wishes(account: AccountState, now: datetime) -> tuple[list[Touch], list[datetime]]:
    """What the rules would say that has not been dealt with, the most important first; and when
    they want to be asked again (UTC).

    Two rules, or one rule twice, may want the same touch (two pauses that end on one day): it is
    one.
    """
    wishes: list[Touch] = []
    again: list[datetime] = []
    settled = account.settled
    for rule in RULES:
        for wish in rule(account, now):
            if isinstance(wish, AskAgain):
                again.append(wish.at)
            elif wish.key not in settled and account.is_open(wish.to.door):
                wishes.append(wish)
    put_off = [_put_off(touch, account.put_off.get(touch.key)) for touch in wishes]
    put_off.sort(key=lambda touch: (touch.priority, touch.due_at, touch.key))
    once: dict[str, Touch] = {}
    for touch in put_off:
        once.setdefault(touch.key, touch)
    return list(once.values()), again


def _put_off(touch: Touch, past: PastTouch | None) -> Touch:
    """Somebody wanted to be reminded later: then, and even if it is late by then."""
    if past is None or past.again_at is None:
        return touch
    return replace(touch, due_at=max(touch.due_at, past.again_at), until=None)


def _climbed(account: AccountState, touches: list[Touch], now: datetime) -> tuple[Change, ...]:
    if account.stall is None:
        return ()
    stall = account.stall.id
    return tuple(
        RungClimbed(stall, StepTaken(lever, now))
        for lever in {touch.lever: None for touch in touches if touch.lever is not None}
    )
