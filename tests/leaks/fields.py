"""What people write into the forms that Milepost shows them, whichever form it is.

What our people type is marked, unless customers are meant to read the field: then it is declared
here. A new field of ours is internal until somebody says otherwise.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sandbox.reports import Modal
from tests.leaks.marks import mark

Json = dict[str, Any]
Choose = Callable[[int], int]
"""One of so many, from 0."""

READ_BY_CUSTOMERS = {
    "criterion": {"statement", "metric", "baseline", "target"},
    "criterion_answer": {"text"},
    "criterion_value": {"value", "remark"},
    "departure": {"name"},
    "person": {"name"},
    "kickoff": {"structure", "escalation_path"},
    "sponsor_note": {"subject", "text"},
    "stuck": {"what", "helper"},
}
"""By form, the fields of text that our people fill in for customers to read."""

TOLD_IN_CONFIDENCE = {"pulse_words": {"words"}}
"""By form, what a person of the customer tells us and not the whole channel."""

PLAIN = "Plain words & <nothing> else"
NUMBER = "12"


def filled(modal: Modal, *, ours: bool, choose: Choose, today: date) -> Json:
    """An answer for every field that asks for one; what is optional is left out now and then."""
    fields: Json = {}
    for block in modal.blocks:
        if block["type"] == "input" and not (block.get("optional") and choose(4) == 0):
            answer = _answer(modal, block, ours=ours, choose=choose, today=today)
            if answer is not None:
                fields[f"{block['block_id']}/{block['element']['action_id']}"] = answer
    return fields


def in_numbers(modal: Modal, wrong: Json) -> Json:
    """What is tried next where words were not understood."""
    return {
        f"{block['block_id']}/{block['element']['action_id']}": NUMBER
        for block in modal.blocks
        if block.get("block_id") in wrong and block["element"]["type"] == "plain_text_input"
    }


def _answer(modal: Modal, block: Json, *, ours: bool, choose: Choose, today: date) -> Any:
    element = block["element"]
    match element["type"]:
        case "plain_text_input":
            return _text(modal, block, ours=ours)
        case "static_select" | "radio_buttons":
            options = _options(element)
            return options[choose(len(options))]
        case "multi_static_select" | "checkboxes":
            options = _options(element)
            return options[: choose(len(options) + 1)]
        case "datepicker":
            return today.fromordinal(today.toordinal() + 5 + choose(30)).isoformat()
        case "email_text_input":
            return f"somebody{choose(50)}@hazelfinch.example"
    return None  # people, channels, times: as the form proposes


def _text(modal: Modal, block: Json, *, ours: bool) -> str:
    form, field = modal.callback_id, block["block_id"]
    most = block["element"].get("max_length") or 300
    name = field.rpartition(".")[2]
    declared = READ_BY_CUSTOMERS if ours else TOLD_IN_CONFIDENCE
    is_marked = (name in declared.get(form, ())) != ours
    return mark(f"{form}.{name}", most) if is_marked else PLAIN[:most]


def _options(element: Json) -> list[str]:
    groups = element.get("option_groups") or [element]
    return [str(option["value"]) for group in groups for option in group["options"]]
