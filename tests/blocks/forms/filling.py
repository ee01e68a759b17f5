"""Fills in a form as a person would: what Slack puts into `state.values` of its view."""

from typing import Any

Filled = dict[str, Any]
"""What is typed or chosen, by field; a field that is left alone keeps what it opened with."""


def filled(view: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The view as it comes back, its fields named with `__` for a dot."""
    answers = {field.replace("__", "."): value for field, value in typed.items()}
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    unknown = answers.keys() - inputs.keys()
    assert not unknown, f"the form has no {unknown}"
    values = {
        field: {
            block["element"]["action_id"]: _value(block["element"], answers.get(field, _ABSENT))
        }
        for field, block in inputs.items()
    }
    return view | {"id": "V0FORM", "hash": "1.abc", "state": {"values": values}}


_ABSENT = object()
_INITIAL = {
    "plain_text_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "static_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
}


def _value(element: dict[str, Any], answer: Any) -> dict[str, Any]:
    kind = element["type"]
    initial, selected = _INITIAL[kind]
    if answer is _ABSENT:
        left_empty: Any = [] if selected.endswith("s") else None
        return {"type": kind, selected: element.get(initial, left_empty)}
    if selected == "selected_option":
        return {"type": kind, selected: _option(element, answer)}
    if selected == "selected_options":
        return {"type": kind, selected: [_option(element, one) for one in answer]}
    return {"type": kind, selected: answer}


def _option(element: dict[str, Any], value: str) -> dict[str, Any]:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    options = [option for group in groups for option in group["options"]]
    found: dict[str, Any] = next(option for option in options if option["value"] == value)
    return found
