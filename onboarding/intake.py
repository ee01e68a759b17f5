"""What somebody typed into the form of a new customer, and whether a customer can come of it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from onboarding.countries import COUNTRIES
from onboarding.people import Role, StakeholderRole
from onboarding.provisioning import Sharing
from onboarding.tracks import Cutoffs, Track, choose_track
from onboarding.zones import default_zone, known_zones

AUTOMATIC = "auto"
"""The choice of a track by contract value (R3)."""

MOST_CONTACTS = 10

Problems = dict[str, str]
"""What is wrong, by the field where it can be mended: `name`, `contacts.0.email` …"""


@dataclass(frozen=True, slots=True)
class RawContact:
    """One row of contacts, as typed."""

    name: str = ""
    email: str = ""
    role: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        return not (self.name.strip() or self.email.strip())


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """The form as typed: text, Slack ids and ISO dates; an empty string where nothing was."""

    name: str = ""
    contract_value: str = ""
    signed_on: str = ""
    track: str = AUTOMATIC
    owner: str = ""
    ae: str = ""
    csm: str = ""
    contacts: tuple[RawContact, ...] = ()
    outcome: str = ""
    country: str = ""
    time_zone: str = ""
    sharing: str = Sharing.CONNECT.value
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the customer's."""

    name: str
    email: str
    role: StakeholderRole


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer that can be started. `contract_value` is in whole units of currency a year."""

    name: str
    contract_value: int
    signed_on: date
    track: Track
    roles: dict[Role, str]
    contacts: tuple[Contact, ...]
    outcome: str
    country: str
    time_zone: str
    sharing: Sharing
    channel: str | None


def check(form: IntakeForm, today: date, cutoffs: Cutoffs) -> NewCustomer | Problems:
    """The customer, or every problem at its field. `today` is where the person sits (local)."""
    value = _contract_value(form.contract_value)
    signed_on = _signed_on(form.signed_on, today)
    zone = form.time_zone.strip() or _usual_zone(form.country)
    problems = {
        field: problem
        for field, problem in {
            "name": _text_problem(form.name, 80, "the customer's name"),
            "contract_value": value if isinstance(value, str) else None,
            "signed_on": signed_on if isinstance(signed_on, str) else None,
            "track": _track_problem(form.track),
            "owner": None if form.owner else "Please choose who owns this onboarding.",
            "outcome": _text_problem(form.outcome, 500, "the outcome the customer wants"),
            "country": None if form.country in COUNTRIES else "Please choose a country.",
            "time_zone": None if zone in known_zones() else "Please choose a time zone.",
            "sharing": None if form.sharing in set(Sharing) else "Please choose one of these.",
            "channel": _channel_problem(form),
        }.items()
        if problem
    } | _contact_problems(form)
    if problems or isinstance(value, str) or isinstance(signed_on, str):
        return problems
    return NewCustomer(
        name=_one_line(form.name),
        contract_value=value,
        signed_on=signed_on,
        track=choose_track(value, cutoffs) if form.track == AUTOMATIC else Track(form.track),
        roles=_roles(form),
        contacts=tuple(
            Contact(_one_line(raw.name), raw.email.strip().lower(), StakeholderRole(raw.role))
            for raw in form.contacts
            if not raw.is_blank
        ),
        outcome=form.outcome.strip(),
        country=form.country,
        time_zone=zone,
        sharing=Sharing(form.sharing),
        channel=form.channel or None if form.sharing == Sharing.ADOPT else None,
    )


def _contract_value(typed: str) -> int | str:
    """Whole units of currency: "120000", "120,000", "120.000", "120 000", "$120k" all say so."""
    plain = re.sub(r"[\s'’_€$£]", "", typed).lower()
    thousands = plain.endswith("k")
    plain = plain.removesuffix("k")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    if not re.fullmatch(r"\d{1,12}", plain):
        return "Please give the yearly value as a whole number, such as 120000."
    return int(plain) * (1000 if thousands else 1)


def _signed_on(typed: str, today: date) -> date | str:
    if not typed:
        return "Please choose the day the contract was signed."
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return "Please choose a date."
    if day > today:
        return "This day is still to come: an onboarding starts when the contract is signed."
    if day < today - timedelta(days=365):
        return "This is more than a year ago. Please check the year."
    return day


def _text_problem(typed: str, longest: int, what: str) -> str | None:
    if not typed.strip():
        return f"Please enter {what}."
    if len(typed.strip()) > longest:
        return f"Please keep it under {longest} characters; it has {len(typed.strip())}."
    return None


def _track_problem(typed: str) -> str | None:
    return None if typed == AUTOMATIC or typed in set(Track) else "Please choose a track."


def _channel_problem(form: IntakeForm) -> str | None:
    if form.sharing == Sharing.ADOPT and not form.channel:
        return "Please choose the channel to take over."
    return None


def _contact_problems(form: IntakeForm) -> Problems:
    """At least one person, unless a channel is taken over in which they already are."""
    problems: Problems = {}
    seen: set[str] = set()
    for number, raw in enumerate(form.contacts):
        if raw.is_blank:
            continue
        email = raw.email.strip().lower()
        if not raw.name.strip():
            problems[f"contacts.{number}.name"] = "Please add the person's name."
        elif len(raw.name.strip()) > 80:
            problems[f"contacts.{number}.name"] = "Please keep the name under 80 characters."
        if not looks_like_an_address(email):
            problems[f"contacts.{number}.email"] = "This does not look like an email address."
        elif email in seen:
            problems[f"contacts.{number}.email"] = "This address is there already."
        if raw.role not in set(StakeholderRole):
            problems[f"contacts.{number}.role"] = "Please choose a role."
        seen.add(email)
    nobody = all(raw.is_blank for raw in form.contacts)
    if nobody and form.sharing != Sharing.ADOPT:
        problems["contacts.0.name"] = "Please name at least one person to invite."
    return problems


def _usual_zone(country: str) -> str:
    return default_zone(country) if country in COUNTRIES else ""


def _roles(form: IntakeForm) -> dict[Role, str]:
    chosen = {Role.OWNER: form.owner, Role.AE: form.ae, Role.CSM: form.csm}
    return {role: user for role, user in chosen.items() if user}


def _one_line(typed: str) -> str:
    return " ".join(typed.split())


def looks_like_an_address(email: str) -> bool:
    """Whether an invitation could go there."""
    return re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]{2,}", email) is not None
