"""Fields in blocks: what they hold at first, what people put in, what Slack says is wrong."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.nesting import elements_in, every_block
from sandbox.errors import Refusal

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]

# What a field's state is called, and the key of its initial value.
SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}
MULTIPLE = {
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
WITH_OPTIONS = frozenset(
    {
        "static_select",
        "external_select",
        "radio_buttons",
        "multi_static_select",
        "multi_external_select",
        "checkboxes",
        "overflow",
    }
)
EXTERNAL = frozenset({"external_select", "multi_external_select"})
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
REQUIRED = "Please complete this required field."


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for _, block in every_block(blocks):
        for _, element in elements_in(block):
            if "action_id" in element:
                yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """Raises Refusal when there is none, or several and no block named."""
    found = [
        (block, element)
        for block, element in elements(blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if not found:
        there = ", ".join(sorted({element["action_id"] for _, element in elements(blocks)}))
        raise Refusal(f"there is no element {action_id!r} here; there are: {there or 'none'}")
    if len(found) > 1:
        raise Refusal(f"{action_id!r} is here {len(found)} times: name the block_id")
    return found[0]


def initial_values(blocks: list[Json]) -> Values:
    """The state of a view before anybody touches it."""
    values: Values = {}
    for block, element in elements(blocks):
        kind = element["type"]
        if kind in SINGLE:
            key, initial = SINGLE[kind]
            state = {"type": kind, key: element.get(initial)}
        elif kind in MULTIPLE:
            key, initial = MULTIPLE[kind]
            state = {"type": kind, key: list(element.get(initial) or ())}
        else:
            continue
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def filled(element: Json, value: Any, offered: list[Json]) -> Json:
    """The state of a field somebody fills with `value`.

    Fields with options take the value of an option (or several), or an option itself;
    `offered` are the options to choose from.
    """
    kind = element["type"]
    if kind in SINGLE:
        key, _ = SINGLE[kind]
        if kind in WITH_OPTIONS and value is not None:
            value = option(offered, value)
        elif kind in ("plain_text_input", "number_input") and value is not None:
            value = str(value)
        return {"type": kind, key: value}
    if kind in MULTIPLE:
        key, _ = MULTIPLE[kind]
        chosen = list(value or ())
        if kind in WITH_OPTIONS:
            chosen = [option(offered, one) for one in chosen]
        return {"type": kind, key: chosen}
    raise Refusal(f"a {kind} cannot be filled in")


def option(offered: list[Json], value: Any) -> Json:
    """Raises Refusal when no such option is offered."""
    if isinstance(value, dict):
        return value
    for candidate in offered:
        if candidate.get("value") == value:
            return candidate
    values = ", ".join(repr(candidate.get("value")) for candidate in offered)
    raise Refusal(f"there is no option {value!r}; there are: {values or 'none'}")


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups") or ()
    grouped = [choice for group in groups for choice in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def client_errors(blocks: list[Json], values: Values) -> dict[str, str]:
    """What Slack's client itself refuses to submit, by block id."""
    errors = {}
    for _, block in every_block(blocks):
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        problem = _problem(block, element, state)
        if problem:
            errors[block["block_id"]] = problem
    return errors


def _problem(block: Json, element: Json, state: Json) -> str | None:
    value = next(value for key, value in state.items() if key != "type")
    if value is None or value in ("", []):
        return None if block.get("optional") else REQUIRED
    match element["type"]:
        case "plain_text_input":
            return _length_problem(element, value)
        case "email_text_input":
            return None if EMAIL.fullmatch(value) else "Please enter a valid email address."
        case "url_text_input":
            good = value.startswith(("http://", "https://"))
            return None if good else "Please enter a valid URL."
        case "number_input":
            return _number_problem(element, value)
    most = element.get("max_selected_items")
    if most is not None and isinstance(value, list) and len(value) > most:
        return f"You can choose at most {most}."
    return None


def _length_problem(element: Json, value: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < shortest:
        return f"Please enter at least {shortest} characters."
    if len(value) > longest:
        return f"Please enter at most {longest} characters."
    return None


def _number_problem(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    lowest, highest = element.get("min_value"), element.get("max_value")
    if lowest is not None and number < float(lowest):
        return f"Please enter a number of at least {lowest}."
    if highest is not None and number > float(highest):
        return f"Please enter a number of at most {highest}."
    return None
