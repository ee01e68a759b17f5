"""The fields of our forms: input blocks whose block id is the field's name.

`value` is what the field shows when the form opens, "" (or none) for an empty field. The element's
action id is the field's name too, unless the field tells us of each change (`tells`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from blocks import kit
from blocks.kit import Block, Element
from blocks.kit.limits import OPTION_TEXT


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; labels longer than Slack shows are cut."""

    value: str
    label: str
    explained: str | None = None


Choices = Mapping[str, Sequence[Choice]]
"""Things to choose in groups, by the label of the group."""


def text(
    field: str,
    label: str,
    value: str,
    *,
    at_most: int,
    multiline: bool = False,
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """Text of at most so many characters."""
    element = kit.plain_text_input(
        field, initial_value=value or None, max_length=at_most, multiline=multiline or None
    )
    return _input(field, label, element, hint=hint, optional=optional)


def email(field: str, label: str, value: str, *, optional: bool = False) -> Block:
    """An email address."""
    element = kit.email_text_input(field, initial_value=value or None)
    return _input(field, label, element, optional=optional)


def day(
    field: str, label: str, value: str, *, hint: str | None = None, optional: bool = False
) -> Block:
    """A calendar day; `value` is an ISO date."""
    element = kit.datepicker(field, initial_date=date.fromisoformat(value) if value else None)
    return _input(field, label, element, hint=hint, optional=optional)


def time_of_day(field: str, label: str, value: str, *, hint: str | None = None) -> Block:
    """A wall time; `value` is like "08:30"."""
    element = kit.timepicker(field, initial_time=time.fromisoformat(value) if value else None)
    return _input(field, label, element, hint=hint)


def person(
    field: str, label: str, value: str, *, hint: str | None = None, optional: bool = False
) -> Block:
    """One person; `value` is a Slack user id."""
    element = kit.users_select(field, initial_user=value or None)
    return _input(field, label, element, hint=hint, optional=optional)


def people(field: str, label: str, value: Sequence[str], *, hint: str | None = None) -> Block:
    """Any number of people, also none; `value` are Slack user ids."""
    element = kit.multi_users_select(field, initial_users=value or None)
    return _input(field, label, element, hint=hint, optional=True)


def channel(
    field: str,
    label: str,
    value: str,
    *,
    hint: str | None = None,
    internal: bool = False,
    optional: bool = False,
) -> Block:
    """A channel, public or private; `internal` leaves out those shared with other companies."""
    element = kit.conversations_select(
        field,
        initial_conversation=value or None,
        include=["public", "private"],
        exclude_external_shared_channels=internal or None,
    )
    return _input(field, label, element, hint=hint, optional=optional)


def choice(
    field: str,
    label: str,
    offered: Sequence[Choice] | Choices,
    value: str,
    *,
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """One of at most 100 choices, or of as many groups of them."""
    if isinstance(offered, Mapping):
        groups = [kit.option_group(name, _options(group)) for name, group in offered.items()]
        options = [option for group in groups for option in group["options"]]
        chosen = _chosen(options, value)
        element = kit.static_select(field, option_groups=groups, initial_option=chosen)
    else:
        options = _options(offered)
        element = kit.static_select(field, options, initial_option=_chosen(options, value))
    return _input(field, label, element, hint=hint, optional=optional)


def radio(
    field: str, label: str, offered: Sequence[Choice], value: str, *, tells: str | None = None
) -> Block:
    """One of at most 10 choices, all in sight. `tells`: the action id by which we hear of it."""
    options = _options(offered)
    element = kit.radio_buttons(tells or field, options, initial_option=_chosen(options, value))
    return kit.input_block(label, element, block_id=field, dispatch_action=tells is not None)


def boxes(field: str, label: str, offered: Sequence[Choice], ticked: Collection[str]) -> Block:
    """Any of at most 10 choices, also none."""
    options = _options(offered)
    chosen = [option for option in options if option["value"] in ticked]
    element = kit.checkboxes(field, options, initial_options=chosen or None)
    return _input(field, label, element, optional=True)


def _input(
    field: str, label: str, element: Element, *, hint: str | None = None, optional: bool = False
) -> Block:
    return kit.input_block(label, element, hint=hint, optional=optional, block_id=field)


def _options(offered: Iterable[Choice]) -> list[Element]:
    return [
        kit.option(kit.clip(one.label, OPTION_TEXT), one.value, description=one.explained)
        for one in offered
    ]


def _chosen(options: Iterable[Element], value: str) -> Element | None:
    return next((option for option in options if option["value"] == value), None)
