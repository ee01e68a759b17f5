"""The form that names who of ours looks after a customer (R10)."""

from collections.abc import Mapping
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.kit import View
from blocks.values import ButtonValue, Id
from onboarding.our_roles import FOR_ONE, MOST, ROLES, Holders
from onboarding.people import Role
from playbooks.mrkdwn import escape

CALLBACK = "our_roles"
_NAME = 150


class RolesAbout(ButtonValue):
    """Whose roles, and who held them when the form was drawn: only what was changed is kept."""

    account: Id
    shown: dict[str, tuple[str, ...]]


def render(account: str, customer: str, holders: Holders) -> View:
    """The view."""
    name = kit.clip(escape(customer), _NAME)
    shown = {role.value: holders.get(role, ())[:MOST] for role in ROLES}
    blocks = [
        kit.section(
            f"Who of ours looks after *{name}*. Whoever gets or gives away a part is told; a new "
            "onboarding manager is introduced in the channel. Their open steps go along."
        ),
        *(_field(role, shown[role.value]) for role in ROLES),
    ]
    return kit.modal(
        CALLBACK,
        "Our roles",
        blocks,
        submit="Save",
        close="Cancel",
        private_metadata=RolesAbout(account=account, shown=shown).dump(),
    )


def read(view: Mapping[str, Any], about: RolesAbout) -> dict[Role, tuple[str, ...]]:
    """The roles that were changed, with who is to hold them."""
    state = FormState(view)
    chosen = {role: _chosen(state, role) for role in ROLES}
    return {
        role: users
        for role, users in chosen.items()
        if set(users) != set(about.shown.get(role.value, ()))
    }


def _field(role: Role, users: tuple[str, ...]) -> kit.Block:
    if role in FOR_ONE:
        optional = role is not Role.OWNER
        return fields.person(role.value, role.label, next(iter(users), ""), optional=optional)
    return fields.people(role.value, role.label, users)


def _chosen(state: FormState, role: Role) -> tuple[str, ...]:
    if role in FOR_ONE:
        user = state.person(role.value)
        return (user,) if user else ()
    return state.people(role.value)
