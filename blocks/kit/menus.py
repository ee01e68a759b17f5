"""Menus, in which one searches and picks, the calendar and the clock."""

from collections.abc import Sequence
from datetime import date, time
from typing import Literal

from blocks.kit.elements import Element, interactive
from blocks.kit.limits import SELECT_OPTIONS, BlockError, outside
from blocks.kit.options import checked_initial, checked_options

Conversations = Literal["im", "mpim", "private", "public"]


def static_select(
    action_id: str,
    options: Sequence[Element] | None = None,
    *,
    option_groups: Sequence[Element] | None = None,
    placeholder: str | None = None,
    initial_option: Element | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A menu of given options, or of groups of options: one of the two."""
    choices = menu_choices(action_id, options, option_groups)
    if initial_option is not None:
        checked_initial(action_id, [initial_option], choices)
    return interactive(
        "static_select",
        action_id,
        placeholder=placeholder,
        options=options,
        option_groups=option_groups,
        initial_option=initial_option,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def multi_static_select(
    action_id: str,
    options: Sequence[Element] | None = None,
    *,
    option_groups: Sequence[Element] | None = None,
    placeholder: str | None = None,
    initial_options: Sequence[Element] | None = None,
    max_selected_items: int | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    choices = menu_choices(action_id, options, option_groups)
    if initial_options is not None:
        checked_initial(action_id, initial_options, choices)
    return interactive(
        "multi_static_select",
        action_id,
        placeholder=placeholder,
        options=options,
        option_groups=option_groups,
        initial_options=initial_options,
        max_selected_items=checked_at_least_one(action_id, max_selected_items),
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def external_select(
    action_id: str,
    *,
    placeholder: str | None = None,
    min_query_length: int | None = None,
    initial_option: Element | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A menu whose options are asked of us while the person types."""
    return interactive(
        "external_select",
        action_id,
        placeholder=placeholder,
        min_query_length=min_query_length,
        initial_option=initial_option,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def users_select(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_user: str | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    return interactive(
        "users_select",
        action_id,
        placeholder=placeholder,
        initial_user=initial_user,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def multi_users_select(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_users: Sequence[str] | None = None,
    max_selected_items: int | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    return interactive(
        "multi_users_select",
        action_id,
        placeholder=placeholder,
        initial_users=initial_users,
        max_selected_items=checked_at_least_one(action_id, max_selected_items),
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def conversations_select(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_conversation: str | None = None,
    default_to_current_conversation: bool | None = None,
    include: Sequence[Conversations] | None = None,
    exclude_bot_users: bool | None = None,
    exclude_external_shared_channels: bool | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A menu of channels and conversations; the last three of Slack's `filter` are given flat."""
    narrowed = {
        "include": None if include is None else list(include),
        "exclude_bot_users": exclude_bot_users,
        "exclude_external_shared_channels": exclude_external_shared_channels,
    }
    present = {name: value for name, value in narrowed.items() if value is not None}
    return interactive(
        "conversations_select",
        action_id,
        placeholder=placeholder,
        initial_conversation=initial_conversation,
        default_to_current_conversation=default_to_current_conversation,
        filter=present or None,
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def datepicker(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_date: date | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A calendar; `initial_date` is a calendar day."""
    return interactive(
        "datepicker",
        action_id,
        placeholder=placeholder,
        initial_date=None if initial_date is None else initial_date.isoformat(),
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def timepicker(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_time: time | None = None,
    confirm: Element | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A time of day; `initial_time` is a wall time."""
    return interactive(
        "timepicker",
        action_id,
        placeholder=placeholder,
        initial_time=None if initial_time is None else f"{initial_time:%H:%M}",
        confirm=confirm,
        focus_on_load=focus_on_load,
    )


def menu_choices(
    action_id: str, options: Sequence[Element] | None, option_groups: Sequence[Element] | None
) -> Sequence[Element]:
    """All options of a menu, whether grouped or not."""
    if (options is None) == (option_groups is None):
        raise BlockError(f"select {action_id}: give either options or option_groups")
    if options is not None:
        checked_options(f"select {action_id}", options, SELECT_OPTIONS)
        return options
    groups = option_groups or []
    if not 0 < len(groups) <= SELECT_OPTIONS:
        raise outside(f"select {action_id} option_groups", groups, SELECT_OPTIONS)
    return [choice for group in groups for choice in group["options"]]


def checked_at_least_one(where: str, count: int | None) -> int | None:
    if count is not None and count < 1:
        raise BlockError(f"{where}: max_selected_items is {count}, allowed are 1 and more")
    return count
