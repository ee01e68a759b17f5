"""The form of a new customer, and of adopting a channel somebody made by hand.

It can be drawn again from what was typed so far (another contact, another way of sharing), so that
nothing typed is lost: `read` and `render` are each other's inverse.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice, Choices
from blocks.forms.places import countries, time_zones
from blocks.forms.state import FormState
from blocks.forms.ways import WAYS
from blocks.kit import Block
from blocks.values import ButtonValue, Id, parse
from onboarding.capacity import HIGH_TOUCH, OTHERS, Load
from onboarding.intake import AUTOMATIC, MOST_CONTACTS, IntakeForm, RawContact
from onboarding.people import StakeholderRole
from onboarding.provisioning import Sharing
from onboarding.tracks import Cutoffs, Track
from playbooks.phrases import plural

CALLBACK = "new_customer"
CHOOSE_SHARING = "new_customer_sharing"
ADD_CONTACT = "new_customer_add_contact"
LONGEST_NAME = 80
USUAL_ZONE = "usual"


class Adopting(ButtonValue):
    """The form was opened in the channel that is to be adopted: there is nothing to choose."""

    channel: Id


def blank(*, owner: str, today: date, name: str = "") -> IntakeForm:
    """The form as it opens: signed today, owned by whoever opened it, one contact."""
    return IntakeForm(
        name=name[:LONGEST_NAME], signed_on=today.isoformat(), owner=owner, contacts=(_NOBODY,)
    )


def with_another_contact(form: IntakeForm) -> IntakeForm:
    """The form with room for one more person, up to `MOST_CONTACTS`."""
    if len(form.contacts) >= MOST_CONTACTS:
        return form
    return replace(form, contacts=(*form.contacts, _NOBODY))


def render(
    form: IntakeForm,
    cutoffs: Cutoffs,
    *,
    adopting: Adopting | None = None,
    team_channel_missing: bool = False,
) -> kit.View:
    """The view for a form filled in so far."""
    blocks = [
        *([kit.context(_NO_TEAM_CHANNEL)] if team_channel_missing else []),
        *_customer(form),
        *_deal(form, cutoffs),
        *_team(form),
        *_sharing(form, adopting),
        *_contacts(form, adopting),
    ]
    return kit.modal(
        CALLBACK,
        "Adopt this channel" if adopting else "New customer",
        blocks,
        submit="Start onboarding",
        close="Cancel",
        private_metadata=adopting.dump() if adopting else None,
    )


def read(view: Mapping[str, Any]) -> IntakeForm:
    """What was typed, as typed; fields that are not shown are empty."""
    state = FormState(view)
    channel = adopting_of(view)
    return IntakeForm(
        name=state.text("name"),
        contract_value=state.text("contract_value"),
        signed_on=state.day("signed_on"),
        track=state.choice("track"),
        owner=state.person("owner"),
        ae=state.person("ae"),
        csm=state.person("csm"),
        contacts=_read_contacts(state),
        outcome=state.text("outcome"),
        country=state.choice("country"),
        time_zone=state.choice("time_zone").removeprefix(USUAL_ZONE),
        sharing=Sharing.ADOPT.value if channel else state.choice("sharing"),
        channel=channel.channel if channel else state.channel("channel"),
    )


def adopting_of(view: Mapping[str, Any]) -> Adopting | None:
    """The channel the form was opened for, if it was. Raises `ForgedValue`."""
    metadata = view.get("private_metadata")
    return parse(metadata, Adopting) if metadata else None


def started(customer: str, *, adopted: bool, overload: Load | None = None) -> kit.View:
    """What takes the form's place once the customer is saved.

    `overload`: what the owner carries now, where that is too much (K1).
    """
    channel = "Milepost is moving into the channel" if adopted else "The channel is being made"
    return kit.modal(
        "new_customer_started",
        "On its way",
        [
            kit.section(
                f":seedling: *{kit.escape(customer)}* has a plan. {channel}: the checklist will be "
                "there in a moment, and you will hear from me if a step needs your hand."
            ),
            *([kit.context(too_much(overload))] if overload else []),
        ],
        close="Done",
    )


def too_much(load: Load) -> str:
    """That somebody owns more than one person can carry (K1)."""
    high, others = plural(load.high_touch, "high-touch customer"), plural(load.others, "other")
    return (
        f"⚠️ {kit.mention(load.user)} now owns {high} and {others}: {load.percent} % of what one "
        f"person can carry ({HIGH_TOUCH} high-touch, or {OTHERS} others). Can somebody else take "
        "one?"
    )


def _customer(form: IntakeForm) -> list[Block]:
    return [
        fields.text("name", "Customer", form.name, at_most=LONGEST_NAME),
        fields.text(
            "outcome",
            "What do they want to have reached?",
            form.outcome,
            at_most=500,
            multiline=True,
            hint="In the customer's own words: what they read from us comes back to it.",
        ),
        fields.choice(
            "country",
            "Country",
            countries(),
            form.country,
            hint="Its public holidays are days off in the plan.",
        ),
        fields.choice(
            "time_zone", "Time zone", {**_TIME_ZONES, **time_zones()}, form.time_zone or USUAL_ZONE
        ),
    ]


def _deal(form: IntakeForm, cutoffs: Cutoffs) -> list[Block]:
    return [
        fields.text(
            "contract_value",
            "Contract value a year",
            form.contract_value,
            at_most=20,
            hint="A whole number, like 120000 or 120k. Only our side ever sees it.",
        ),
        fields.day(
            "signed_on", "Signed on", form.signed_on, hint="The plan's dates count from here."
        ),
        fields.choice(
            "track",
            "Track",
            _TRACKS,
            form.track,
            hint=f"{Track.GUIDED.label} from {cutoffs.guided_from:,} a year, "
            f"{Track.HIGH_TOUCH.label.lower()} from {cutoffs.high_touch_from:,}.",
        ),
    ]


def _team(form: IntakeForm) -> list[Block]:
    return [
        fields.person("owner", "Onboarding manager", form.owner, hint="Owns the account."),
        fields.person("ae", "Account executive", form.ae, optional=True),
        fields.person("csm", "Customer success manager", form.csm, optional=True),
    ]


def _sharing(form: IntakeForm, adopting: Adopting | None) -> list[Block]:
    if adopting:
        return [kit.section(f"Milepost moves into {kit.channel_link(adopting.channel)}.")]
    how = fields.radio(
        "sharing", "How to share the channel", WAYS, form.sharing, tells=CHOOSE_SHARING
    )
    if form.sharing != Sharing.ADOPT:
        return [how]
    return [how, fields.channel("channel", "Which channel?", form.channel)]


def _contacts(form: IntakeForm, adopting: Adopting | None) -> list[Block]:
    """One person at least, unless they are in the channel already."""
    are_there = adopting is not None or form.sharing == Sharing.ADOPT
    blocks = [kit.header("People at the customer")]
    for place, contact in enumerate(form.contacts):
        needed = place == 0 and not are_there
        blocks += _contact(f"contacts.{place}", place + 1, contact, optional=not needed)
    if len(form.contacts) < MOST_CONTACTS:
        blocks.append(kit.actions([kit.button("Add another person", ADD_CONTACT)]))
    return blocks


def _contact(field: str, number: int, contact: RawContact, *, optional: bool) -> list[Block]:
    return [
        fields.text(
            f"{field}.name", f"Person {number}: name", contact.name, at_most=80, optional=optional
        ),
        fields.email(f"{field}.email", f"Person {number}: email", contact.email, optional=optional),
        fields.choice(f"{field}.role", f"Person {number}: role", _ROLES, contact.role),
    ]


def _read_contacts(state: FormState) -> tuple[RawContact, ...]:
    shown = (f"contacts.{place}" for place in range(MOST_CONTACTS))
    return tuple(
        RawContact(
            name=state.text(f"{field}.name"),
            email=state.text(f"{field}.email"),
            role=state.choice(f"{field}.role"),
        )
        for field in shown
        if f"{field}.name" in state
    )


_NOBODY = RawContact(name="", email="", role=StakeholderRole.CONTACT.value)
_TRACKS = (
    Choice(AUTOMATIC, "Choose by contract value (recommended)"),
    *(Choice(track.value, track.label) for track in Track),
)
_ROLES = tuple(Choice(role.value, role.label) for role in StakeholderRole)
_NO_TEAM_CHANNEL = (
    "Your workspace has no team channel yet, so news of this customer will go to its owner alone. "
    "`/onboard settings` names one."
)
_TIME_ZONES: Choices = {"Recommended": (Choice(USUAL_ZONE, "The country's usual zone"),)}
