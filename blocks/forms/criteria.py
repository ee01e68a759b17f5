"""Our people's list of success criteria, and the form for one of them (A3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.criterion import criterion, way, wishes
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block
from blocks.values import ButtonValue, Id, OneAccount, OneCriterion
from onboarding.amounts import LONGEST_UNIT, typed
from onboarding.criteria_card import CriteriaCard, CriterionLine
from onboarding.success import (
    LONGEST_METRIC,
    LONGEST_STATEMENT,
    MOST_CRITERIA,
    State,
    Terms,
    Typed,
)

CALLBACK = "criterion"
LIST_CALLBACK = "criteria"
_NUMBER = 30 + LONGEST_UNIT
_MARK = "first_value"


class CriterionAbout(ButtonValue):
    """Whose it is, and which; None for a new one."""

    account: Id
    criterion: Id | None


def overview(card: CriteriaCard) -> kit.View:
    """All that stand, with what can be done with each."""
    blocks: list[Block] = []
    for line in card.lines:
        blocks += _one(card, line)
    if not card.lines:
        blocks.append(kit.section(_NONE_YET))
    if len(card.lines) < MOST_CRITERIA:
        about = OneAccount(account=card.account).dump()
        add = kit.button("Add a criterion", actions.CRITERION_ADD, value=about, style="primary")
        blocks.append(kit.actions([add]))
    blocks.append(
        kit.context("The customer reads all of this in its channel, and confirms it there.")
    )
    return kit.modal(LIST_CALLBACK, "Success criteria", blocks, close="Close")


_NONE_YET = (
    "*Nothing is written down yet.* Ask the customer: what do you want to be able to say in a "
    "month or two, and which number would show it? Write it down in their words; they confirm it "
    "in the channel."
)


def _one(card: CriteriaCard, line: CriterionLine) -> list[Block]:
    blocks: list[Block] = [kit.section(criterion(line, card.today))]
    if line.values:
        blocks.append(kit.context(f"So far: {way(line, card.today)}"))
    if line.wishes:
        blocks.append(kit.section(wishes(line, card.today)))
    if line.state is not State.REACHED:
        blocks.append(kit.actions(_buttons(card, line)))
    return blocks


def _buttons(card: CriteriaCard, line: CriterionLine) -> list[kit.Element]:
    value = OneCriterion(account=card.account, criterion=line.id).dump()
    sure = kit.confirm(
        "Withdraw it?",
        "It no longer counts, and the channel is told. What was said of it stays on record.",
        "Withdraw",
        "Keep it",
        style="danger",
    )
    buttons = [
        kit.button("Change", actions.suffixed(actions.CRITERION_CHANGE, line.id), value=value)
    ]
    if line.wishes:
        buttons.append(
            kit.button("Answer", actions.suffixed(actions.CRITERION_ANSWER, line.id), value=value)
        )
    withdraw = kit.button(
        "Withdraw",
        actions.suffixed(actions.CRITERION_WITHDRAW, line.id),
        value=value,
        style="danger",
        confirm=sure,
    )
    return [*buttons, withdraw]


def render(
    about: CriterionAbout,
    terms: Terms | None,
    *,
    is_only: bool,
    line: CriterionLine | None = None,
    today: date | None = None,
) -> kit.View:
    """The form of one; `is_only`: it marks first value in any case, and nothing is asked. `line` is
    how it stands now, with what the customer wishes."""
    known = Typed() if terms is None else _as_typed(terms)
    asked = [kit.section(wishes(line, today))] if line and line.wishes and today else []
    blocks = [
        *asked,
        fields.text(
            "statement",
            "In the customer's words: what do they want to be able to say?",
            known.statement,
            at_most=LONGEST_STATEMENT,
            multiline=True,
            hint="Everybody in the customer's channel reads this form's answers.",
        ),
        fields.text(
            "metric",
            "What is counted or measured?",
            known.metric,
            at_most=LONGEST_METRIC,
            hint="Such as: orders that leave the house on the same day",
        ),
        fields.text(
            "baseline",
            "Where does it stand today?",
            known.baseline,
            at_most=_NUMBER,
            hint="A number with its unit; empty if nobody has measured it.",
            optional=True,
        ),
        fields.text(
            "target",
            "What should it come to?",
            known.target,
            at_most=_NUMBER,
            hint="A number with its unit: 95 %, 12,5 h, 1.500 orders. 1.500 and 1,500 are both "
            "fifteen hundred.",
        ),
        fields.day("due_on", "By when?", known.due_on),
    ]
    if not is_only:
        box = [Choice(_MARK, "This one marks first value", "Exactly one does; another loses it.")]
        ticked = [_MARK] if known.first_value else []
        blocks.append(fields.boxes("first_value", "First value", box, ticked))
    if terms is not None:
        blocks.append(kit.context("A change has to be confirmed by the customer anew."))
    return kit.modal(
        CALLBACK,
        "Success criterion",
        blocks,
        submit="Propose it",
        close="Cancel",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> Typed:
    """What was typed; where the box was not shown, it marks first value."""
    state = FormState(view)
    return Typed(
        statement=state.text("statement"),
        metric=state.text("metric"),
        baseline=state.text("baseline"),
        target=state.text("target"),
        due_on=state.day("due_on"),
        first_value="first_value" not in state or _MARK in state.choices("first_value"),
    )


def _as_typed(terms: Terms) -> Typed:
    """As it would be typed: read again, it is the same."""
    return Typed(
        statement=terms.statement,
        metric=terms.metric,
        baseline="" if terms.baseline is None else _amount(terms.baseline, terms),
        target=_amount(terms.target, terms),
        due_on=terms.due_on.isoformat(),
        first_value=terms.first_value,
    )


def _amount(number: float, terms: Terms) -> str:
    return f"{typed(number)} {terms.unit}".rstrip()
