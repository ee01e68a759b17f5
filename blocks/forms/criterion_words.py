"""The forms in which both sides say something of a criterion: a wish, an answer, a value (A3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from blocks import kit
from blocks.criterion import criterion, measure, way, wishes
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.values import ButtonValue, Id, OneCriterion
from onboarding.amounts import LONGEST_UNIT
from onboarding.criteria_card import CriteriaCard, CriterionLine
from onboarding.success import LONGEST_REMARK, LONGEST_WISH

WISH_CALLBACK = "criterion_wish"
ANSWER_CALLBACK = "criterion_answer"
VALUE_CALLBACK = "criterion_value"
_READ_BY_ALL = "Everybody in this channel can read it."


class SaidIn(ButtonValue):
    """Where the form was opened: a submission does not say. `channel` is a customer's own."""

    account: Id
    channel: Id


@dataclass(frozen=True, slots=True)
class Wished:
    """What was typed."""

    criterion: str
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """What was typed."""

    criterion: str
    value: str
    remark: str


def wish(place: SaidIn, lines: Sequence[CriterionLine]) -> kit.View:
    """The view; `lines` are those that can be changed, at least one."""
    return kit.modal(
        WISH_CALLBACK,
        "Propose a change",
        [
            _which(lines),
            fields.text(
                "text",
                "What should be different?",
                "",
                at_most=LONGEST_WISH,
                multiline=True,
                hint=_READ_BY_ALL,
            ),
        ],
        submit="Propose it",
        close="Cancel",
        private_metadata=place.dump(),
    )


def read_wish(view: Mapping[str, Any]) -> Wished:
    state = FormState(view)
    return Wished(state.choice("criterion"), state.text("text"))


def answer(card: CriteriaCard, chosen: str) -> kit.View:
    """The view, for the wishes of one of the criteria."""
    line = next(one for one in card.lines if one.id == chosen)
    asked = [kit.section(wishes(line, card.today))] if line.wishes else []
    return kit.modal(
        ANSWER_CALLBACK,
        "Answer the customer",
        [
            kit.section(criterion(line, card.today)),
            *asked,
            fields.text(
                "text",
                "Your answer",
                "",
                at_most=LONGEST_WISH,
                multiline=True,
                hint="It goes into the customer's channel as you write it, with your name.",
            ),
        ],
        submit="Send",
        close="Cancel",
        private_metadata=OneCriterion(account=card.account, criterion=chosen).dump(),
    )


def read_answer(view: Mapping[str, Any]) -> str:
    return FormState(view).text("text")


def value(place: SaidIn, card: CriteriaCard) -> kit.View:
    """The view, with how each of those that stand, at least one, came to where it is."""
    return kit.modal(
        VALUE_CALLBACK,
        "Report a value",
        [
            *(kit.context(said) for line in card.lines if (said := _so_far(line, card.today))),
            _which(card.lines),
            fields.text(
                "value",
                "Where does it stand now?",
                "",
                at_most=30 + LONGEST_UNIT,
                hint="A number: 82 %, 12,5 h, 1.500. 1.500 and 1,500 are both fifteen hundred.",
            ),
            fields.text(
                "remark",
                "What is behind it?",
                "",
                at_most=LONGEST_REMARK,
                multiline=True,
                hint=_READ_BY_ALL,
                optional=True,
            ),
        ],
        submit="Report it",
        close="Cancel",
        private_metadata=place.dump(),
    )


def read_value(view: Mapping[str, Any]) -> Value:
    state = FormState(view)
    return Value(state.choice("criterion"), state.text("value"), state.text("remark"))


def _so_far(line: CriterionLine, today: date) -> str:
    come = way(line, today)
    return f"{measure(line)}\n{come}" if come else ""


def _which(lines: Sequence[CriterionLine]) -> kit.Block:
    offered = [Choice(line.id, f"{line.metric}: {line.statement}") for line in lines]
    return fields.choice("criterion", "Which one?", offered, lines[0].id)
