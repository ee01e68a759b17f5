"""The stakeholder map: who matters at the customer, how they stand, where nobody is (A5, G3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onboarding.intake import looks_like_an_address
from onboarding.people import TELLING, Role, StakeholderRole
from onboarding.review.account import Contact, last_sign
from onboarding.workdays import WorkCalendar

LONGEST_NAME = 150
LONGEST_TITLE = 150
LONGEST_EMAIL = 254
LONGEST_REMARK = 1_000
MOST_PEOPLE = 100
"""Of one customer: so many fit the map and its menus."""


class Attitude(StrEnum):
    """How somebody at the customer stands to us: for our own people only."""

    IN_FAVOUR = "in_favour"
    NEUTRAL = "neutral"
    DOUBTFUL = "doubtful"
    AGAINST = "against"

    @property
    def label(self) -> str:
        """As people read it."""
        return _ATTITUDES[self]


class Presence(StrEnum):
    """What we last saw of somebody."""

    ACTIVE = "active"  # gave a sign within the playbook's days
    QUIET = "quiet"  # is there, and gave none for longer
    SILENT = "silent"  # came, and has not done anything yet
    NEVER_CAME = "never_came"
    OUTSIDE = "outside"  # known in Slack, but not in the channel
    LEFT = "left"


_ATTITUDES = {
    Attitude.IN_FAVOUR: "In favour",
    Attitude.NEUTRAL: "Neutral",
    Attitude.DOUBTFUL: "Doubtful",
    Attitude.AGAINST: "Against",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody beside what the review knows; `invitation` in words, if any."""

    title: str | None = None
    attitude: Attitude | None = None
    remark: str | None = None
    invitation: str | None = None


@dataclass(frozen=True, slots=True)
class MapPerson:
    """Somebody of the customer's. `since` is the local day of what `presence` tells, if there is
    one, and `ago` how many working days that is; `id` is a Slack user id for somebody whom nobody
    named."""

    id: str
    name: str
    user: str | None
    email: str | None
    roles: tuple[StakeholderRole, ...]
    facts: Facts
    presence: Presence
    since: date | None
    ago: int | None = None

    @property
    def is_gone(self) -> bool:
        """Whether whatever part they had is nobody's now."""
        return self.presence is Presence.LEFT


@dataclass(frozen=True, slots=True)
class StakeholderMap:
    """The map of one customer, for our people only.

    `unnamed` take part though nobody named them. `active_days`: within how many working days a
    sign counts as active. `lead` and `authority` are ids of who leads there and who may decide
    (R6, R7). `team` are our people (Slack user ids) by role, roles without anybody included.
    """

    account: str
    customer: str
    channel: str | None
    people: tuple[MapPerson, ...]
    unnamed: tuple[MapPerson, ...]
    active_days: int
    lead: str | None
    authority: str | None
    team: Mapping[Role, tuple[str, ...]]
    today: date

    def holders(self, role: StakeholderRole) -> tuple[MapPerson, ...]:
        """Who has a role: those who left last."""
        held = [person for person in self.people if role in person.roles]
        return tuple(sorted(held, key=lambda person: person.is_gone))

    @property
    def without_role(self) -> tuple[MapPerson, ...]:
        """Whoever was named and has no role (any more)."""
        return tuple(person for person in self.people if not person.roles)

    @property
    def gaps(self) -> tuple[StakeholderRole, ...]:
        """The roles that nobody has who is still with the customer."""
        return tuple(
            role for role in StakeholderRole if all(person.is_gone for person in self.holders(role))
        )

    @property
    def single_thread(self) -> MapPerson | None:
        """The one person on whom it hangs: nobody else was active lately (G3)."""
        everybody = (*self.people, *self.unnamed)
        active = [person for person in everybody if person.presence is Presence.ACTIVE]
        return active[0] if len(active) == 1 else None

    @property
    def by_weight(self) -> tuple[MapPerson, ...]:
        """Everybody who was named, those with the most telling part first."""
        return tuple(sorted(self.people, key=_weight))

    @property
    def unmatched(self) -> tuple[MapPerson, ...]:
        """Those named of whom we do not know who they are in Slack."""
        return tuple(person for person in self.people if person.user is None)


def _weight(person: MapPerson) -> int:
    places = [place for place, role in enumerate(TELLING) if role in person.roles]
    return min(places, default=len(TELLING) if person.roles else len(TELLING) + 1)


def placed(
    contacts: Sequence[Contact],
    facts: Mapping[str, Facts],
    days: WorkCalendar,
    active_days: int,
    now: datetime,
) -> tuple[tuple[MapPerson, ...], tuple[MapPerson, ...]]:
    """The people named, and those whom nobody named. `facts` are by the id of who was named."""
    today = days.local_date(now)
    since = days.add(today, -active_days)
    people: list[MapPerson] = []
    unnamed: list[MapPerson] = []
    for contact in contacts:
        presence, at = _presence(contact, days, since)
        day = days.local_date(at) if at is not None else None
        person = MapPerson(
            id=contact.id,
            name=contact.name,
            user=contact.user,
            email=contact.email,
            roles=tuple(StakeholderRole(role) for role in contact.roles),
            facts=facts.get(contact.id, Facts()),
            presence=presence,
            since=day,
            ago=max(0, days.between(day, today)) if day is not None else None,
        )
        (people if contact.id in facts else unnamed).append(person)
    return tuple(people), tuple(unnamed)


def _presence(
    contact: Contact, days: WorkCalendar, since: date
) -> tuple[Presence, datetime | None]:
    if contact.left_at is not None:
        return Presence.LEFT, contact.left_at
    if contact.user is None or (contact.joined_at is None and contact.active_at is None):
        known = contact.user is not None or contact.joined_at is not None  # erased since
        return (Presence.OUTSIDE if known else Presence.NEVER_CAME), None
    if contact.active_at is None:
        return Presence.SILENT, contact.joined_at
    if days.local_date(contact.active_at) >= since:
        return Presence.ACTIVE, contact.active_at
    return Presence.QUIET, last_sign(contact)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the map already; the address in lower case."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The form about a person as it was sent; "" where nothing was said, the address lower case.

    `same_as` is somebody on the map whom this member of the channel turns out to be, `user` the
    member of the channel (a Slack user id) that this person turns out to be: matched by hand (A5).
    Whoever was matched stays so where neither is said.
    """

    name: str = ""
    title: str = ""
    email: str = ""
    roles: tuple[StakeholderRole, ...] = ()
    attitude: Attitude | None = None
    remark: str = ""
    user: str = ""
    same_as: str = ""
    invite: bool = False


def problems(
    typed: TypedPerson,
    others: Collection[Known],
    *,
    unmatched: Collection[str],
    comers: Collection[str],
    is_new: bool,
) -> dict[str, str]:
    """What cannot be kept, at its field.

    `others` are those on the map beside the person; `unmatched` the ids of those who may turn out
    to be a member of the channel, `comers` the Slack user ids of members whom nobody named.
    """
    if typed.same_as:
        return {} if typed.same_as in unmatched else {"same_as": "Please choose again."}
    found: dict[str, str] = {}
    if not typed.name:
        found["name"] = "Who is it? A name, please."
    for field, text, most in (
        ("name", typed.name, LONGEST_NAME),
        ("title", typed.title, LONGEST_TITLE),
        ("email", typed.email, LONGEST_EMAIL),
        ("remark", typed.remark, LONGEST_REMARK),
    ):
        if len(text) > most:
            found[field] = f"Please keep it under {most:,} characters."
    if typed.email and not looks_like_an_address(typed.email):
        found["email"] = "This does not look like an email address."
    same = next((one for one in others if one.email and one.email == typed.email), None)
    if same is not None:
        found["email"] = f"{same.name} has this address: change them instead."
    if typed.invite and not typed.email:
        found["email"] = "An invitation needs an email address."
    if typed.user and typed.user not in comers:
        found["user"] = "Please choose again: they are on the map by now, or have left."
    if is_new and len(others) >= MOST_PEOPLE:
        found.setdefault("name", f"There are {MOST_PEOPLE} people on the map: that is the most.")
    return found
