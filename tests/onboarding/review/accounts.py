"""Accounts for stories about time: the small playbook's plan, three people, Berlin."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from onboarding.cadence import Cadence
from onboarding.people import StakeholderRole
from onboarding.playbook import Window
from onboarding.review import Review, review
from onboarding.review.account import AccountState, Contact, Team
from onboarding.review.touch import Touch
from onboarding.tracks import Track
from tests.onboarding.examples import GERMANY, OWNER, SIGNED, a_plan

MAYA, PRIYA, TOM = "UMAYA", "UPRIYA", "UTOM"
LEADER = "ULEADER"
CHANNEL = "C1"


def at(day: date, hour: int = 9, minute: int = 0, *, zone: str = GERMANY.zone) -> datetime:
    """A wall time, of Berlin unless told, as UTC."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def day(number: int) -> date:
    """So many working days after the signature, Monday 3 March 2025."""
    return GERMANY.add(SIGNED, number)


def maya(**given: Any) -> Contact:
    """The champion, who comes in on the day of the signature."""
    known: dict[str, Any] = {
        "id": "S1",
        "name": "Maya Finch",
        "user": MAYA,
        "email": "maya@hazelfinch.example",
        "roles": (StakeholderRole.CHAMPION.value,),
        "joined_at": at(SIGNED, 11),
    }
    return Contact(**known | given)


def priya(**given: Any) -> Contact:
    return maya(
        id="S2",
        name="Priya Nair",
        user=PRIYA,
        email="priya@hazelfinch.example",
        roles=(StakeholderRole.DAILY_USER.value,),
        **given,
    )


def tom(**given: Any) -> Contact:
    """The executive sponsor."""
    return maya(
        id="S3",
        name="Tom Hazel",
        user=TOM,
        email="tom@hazelfinch.example",
        roles=(StakeholderRole.EXECUTIVE_SPONSOR.value,),
        **given,
    )


def an_account(**given: Any) -> AccountState:
    """An account whose channel stands since nine on the day of the signature."""
    known: dict[str, Any] = {
        "id": "A1",
        "name": "Hazel & Finch",
        "outcome": "Our three shops reorder in minutes instead of a day",
        "contract_value": 60_000,
        "track": Track.GUIDED,
        "signed_on": SIGNED,
        "calendar": GERMANY,
        "window": Window(first_value_days=30, planned_days=60, drift_days=90),
        "cadence": Cadence(),
        "plan": a_plan(),
        "team": Team(owner=OWNER, leaders=(LEADER,)),
        "contacts": (maya(), priya(), tom()),
        "channel": CHANNEL,
        "opened_at": at(SIGNED),
    }
    return AccountState(**known | given)


def having(account: AccountState, user: str, /, **given: Any) -> AccountState:
    """The account with one of its contacts changed."""
    contacts = tuple(replace(c, **given) if c.user == user else c for c in account.contacts)
    return replace(account, contacts=contacts)


@dataclass(frozen=True)
class Walked:
    """What came of going through time: each touch with its instant, and the account at the end."""

    sent: tuple[tuple[datetime, Touch], ...]
    account: AccountState
    reviews: tuple[Review, ...]

    def of(self, kind: str) -> list[datetime]:
        return [moment for moment, touch in self.sent if touch.kind == kind]

    def kinds(self) -> list[str]:
        return [touch.kind for _, touch in self.sent]


Doing = Callable[[AccountState, datetime], AccountState]


def walk(
    account: AccountState,
    until: datetime,
    *,
    since: datetime | None = None,
    steps: Iterable[timedelta] | None = None,
    doings: Iterable[tuple[datetime, Doing]] = (),
) -> Walked:
    """Look whenever the review wants to be asked again; with `steps`, after each of these instead.

    What people do (`doings`) happens in between, and is looked at there and then.
    """
    now, sent, reviews = since or account.opened_at, [], []
    pending = sorted(doings, key=lambda one: one[0])
    paces = iter(steps) if steps is not None else None
    while now <= until:
        while pending and pending[0][0] <= now:
            moment, doing = pending.pop(0)
            account = doing(account, moment)
        seen = review(account, now)
        reviews.append(seen)
        sent += [(now, touch) for touch in seen.touches]
        account = seen.account
        step = next(paces, None) if paces is not None else None
        following = now + step if step is not None else seen.next_at
        if following is None:
            break
        assert following > now, "time goes on"
        now = min(following, pending[0][0]) if pending else following
    return Walked(tuple(sent), account, tuple(reviews))
