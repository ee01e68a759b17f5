"""Fields into which people write."""

from typing import Any, Literal

from blocks.kit.elements import Element, interactive
from blocks.kit.limits import INPUT_VALUE, BlockError, outside

Trigger = Literal["on_enter_pressed", "on_character_entered"]


def plain_text_input(
    action_id: str,
    *,
    multiline: bool | None = None,
    placeholder: str | None = None,
    initial_value: str | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    trigger_actions_on: list[Trigger] | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A line or, with `multiline`, a box of text, of at most 3000 characters."""
    shortest, longest = min_length or 0, INPUT_VALUE if max_length is None else max_length
    if not 0 <= shortest <= longest or not 1 <= longest <= INPUT_VALUE:
        raise BlockError(
            f"plain_text_input {action_id}: min_length {min_length} and max_length {max_length},"
            f" allowed are 0 to {INPUT_VALUE} and 1 to {INPUT_VALUE}"
        )
    if initial_value is not None and not shortest <= len(initial_value) <= longest:
        raise outside(
            f"plain_text_input {action_id} initial_value", initial_value, longest, shortest
        )
    return interactive(
        "plain_text_input",
        action_id,
        placeholder=placeholder,
        multiline=multiline,
        initial_value=initial_value,
        min_length=min_length,
        max_length=max_length,
        dispatch_action_config=dispatch_config(trigger_actions_on),
        focus_on_load=focus_on_load,
    )


def email_text_input(
    action_id: str,
    *,
    placeholder: str | None = None,
    initial_value: str | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A line that Slack itself refuses to submit when it is no email address."""
    return interactive(
        "email_text_input",
        action_id,
        placeholder=placeholder,
        initial_value=initial_value,
        focus_on_load=focus_on_load,
    )


def number_input(
    action_id: str,
    *,
    is_decimal_allowed: bool = False,
    placeholder: str | None = None,
    initial_value: str | None = None,
    min_value: str | None = None,
    max_value: str | None = None,
    focus_on_load: bool | None = None,
) -> Element:
    """A number. Slack takes its values as text; the smaller may not exceed the larger."""
    known = [value for value in (min_value, initial_value, max_value) if value is not None]
    try:
        numbers = [float(value) for value in known]
    except ValueError:
        raise BlockError(f"number_input {action_id}: not all numbers: {known}") from None
    if numbers != sorted(numbers):
        raise BlockError(f"number_input {action_id}: smallest, initial, largest are {known}")
    return interactive(
        "number_input",
        action_id,
        is_decimal_allowed=is_decimal_allowed,
        placeholder=placeholder,
        initial_value=initial_value,
        min_value=min_value,
        max_value=max_value,
        focus_on_load=focus_on_load,
    )


def dispatch_config(trigger_actions_on: list[Trigger] | None) -> dict[str, Any] | None:
    return None if trigger_actions_on is None else {"trigger_actions_on": trigger_actions_on}
