"""The form about somebody at the customer: who it is, which parts they have, who they are in Slack
(A5). For our own people only."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.values import ForgedValue, OnePerson
from onboarding.people import StakeholderRole
from onboarding.stakeholders import (
    LONGEST_NAME,
    LONGEST_REMARK,
    LONGEST_TITLE,
    Attitude,
    MapPerson,
    TypedPerson,
)
from playbooks.mrkdwn import escape

CALLBACK = "person"
_MENU = 100
_NAME = 150
_INVITE = "invite"


def render(
    about: OnePerson,
    customer: str,
    typed: TypedPerson,
    *,
    comers: tuple[MapPerson, ...] = (),
    unmatched: tuple[MapPerson, ...] = (),
    can_invite: bool = False,
) -> View:
    """The view. `comers` could be this person in Slack; `unmatched` could be this member."""
    name = kit.clip(escape(customer), _NAME)
    blocks = [
        kit.section(f"Somebody at *{name}*. Only our own people read this."),
        *_fields(about, typed, comers, unmatched, can_invite),
    ]
    return kit.modal(
        CALLBACK,
        "A person" if about.stakeholder else "Who is it?",
        blocks,
        submit="Save",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> TypedPerson:
    """What was typed. Raises `ForgedValue` for what we did not offer."""
    state = FormState(view)
    try:
        attitude = state.choice("attitude")
        return TypedPerson(
            name=" ".join(state.text("name").split()),
            title=" ".join(state.text("title").split()),
            email=state.text("email").lower(),
            roles=tuple(StakeholderRole(role) for role in state.choices("roles")),
            attitude=Attitude(attitude) if attitude else None,
            remark=state.text("remark"),
            user=state.choice("user"),
            same_as=state.choice("same_as"),
            invite=_INVITE in state.choices(_INVITE),
        )
    except ValueError as unknown:
        raise ForgedValue("not a part or an attitude that we offered") from unknown


def _fields(
    about: OnePerson,
    typed: TypedPerson,
    comers: tuple[MapPerson, ...],
    unmatched: tuple[MapPerson, ...],
    can_invite: bool,
) -> Iterator[Block]:
    if unmatched:
        yield fields.choice(
            "same_as",
            "Somebody who is on the map already?",
            [Choice(one.id, _label(one)) for one in unmatched[:_MENU]],
            "",
            hint="Choose them here, and nothing below counts.",
            optional=True,
        )
    yield fields.text("name", "Name", typed.name[:LONGEST_NAME], at_most=LONGEST_NAME)
    yield fields.text(
        "title",
        "What they do there",
        typed.title[:LONGEST_TITLE],
        at_most=LONGEST_TITLE,
        hint="Head of operations, say.",
        optional=True,
    )
    yield fields.email("email", "Email address", typed.email, optional=True)
    held = {role.value for role in typed.roles}
    yield fields.boxes("roles", "Their part in this", _ROLES, held)
    attitude = typed.attitude.value if typed.attitude else ""
    yield fields.choice("attitude", "How they stand to us", _ATTITUDES, attitude, optional=True)
    yield fields.text(
        "remark",
        "What else to know",
        typed.remark[:LONGEST_REMARK],
        at_most=LONGEST_REMARK,
        multiline=True,
        optional=True,
    )
    if comers and not about.user:
        yield fields.choice(
            "user",
            "Who they are in the channel",
            [Choice(one.user, _label(one)) for one in comers[:_MENU] if one.user],
            "",
            hint="People in the channel who are not named yet.",
            optional=True,
        )
    if can_invite:
        invite = [Choice(_INVITE, "Invite them to the channel")]
        yield fields.boxes(_INVITE, "Invitation", invite, set())


def _label(one: MapPerson) -> str:
    return " ".join(one.name.split()) or one.id


_ROLES = tuple(Choice(role.value, role.label) for role in StakeholderRole)
_ATTITUDES = tuple(Choice(one.value, one.label) for one in Attitude)
