"""What people write into the forms that Milepost shows them, whichever form it is.

What our people type is marked, unless customers are meant to read the field: then it is declared
here. A new field of ours is internal until somebody says otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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

QUOTABLE = "💬"
"""On the label of a question whose answer is written for the customer to be quoted."""
PLAIN = "Plain words & <nothing> else"
NUMBER = "12"


@dataclass(frozen=True)
class Typist:
    """Somebody before a form. `ours`: of our people; `colleagues`: ids of those they may choose."""

    ours: bool
    colleagues: Sequence[str]
    choose: Choose

    def fills(self, modal: Modal, today: date) -> Json:
        """An answer for every field that asks for one; what is optional is left out at times."""
        fields: Json = {}
        for block in modal.blocks:
            if block["type"] == "input" and not (block.get("optional") and self.choose(4) == 0):
                answer = self._answer(modal, block, today)
                if answer is not None:
                    fields[_named(block)] = answer
        return fields

    def _answer(self, modal: Modal, block: Json, today: date) -> Any:
        element = block["element"]
        match element["type"]:
            case "plain_text_input":
                return self._text(modal, block)
            case "static_select" | "radio_buttons":
                options = _options(element)
                return options[self.choose(len(options))]
            case "multi_static_select" | "checkboxes":
                options = _options(element)
                return options[: self.choose(len(options) + 1)]
            case "datepicker":
                return (today + timedelta(days=5 + self.choose(30))).isoformat()
            case "email_text_input":
                return f"somebody{self.choose(50)}@hazelfinch.example"
            case "users_select":
                return self.colleagues[self.choose(len(self.colleagues))]
        return None  # channels, times, several people: as the form proposes

    def _text(self, modal: Modal, block: Json) -> str:
        form, name = modal.callback_id, block["block_id"].rpartition(".")[2]
        most = block["element"].get("max_length") or 300
        declared = READ_BY_CUSTOMERS if self.ours else TOLD_IN_CONFIDENCE
        is_declared = name in declared.get(form, ()) or QUOTABLE in block["label"]["text"]
        is_marked = is_declared != self.ours
        return mark(f"{form}.{name}", most) if is_marked else PLAIN[:most]


def in_numbers(modal: Modal, wrong: Json) -> Json:
    """What is tried next where words were not understood."""
    return {
        _named(block): NUMBER
        for block in modal.blocks
        if block.get("block_id") in wrong and block["element"]["type"] == "plain_text_input"
    }


def _named(block: Json) -> str:
    return f"{block['block_id']}/{block['element']['action_id']}"


def _options(element: Json) -> list[str]:
    groups = element.get("option_groups") or [element]
    return [str(option["value"]) for group in groups for option in group["options"]]
