"""The forms in which a package is returned with questions, and in which they are answered (A7)."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.values import ButtonValue, Id, PackageChoice
from onboarding.package_offer import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    Question,
    Returning,
    Tasks,
    TypedQuestion,
    TypedReturn,
)
from playbooks.mrkdwn import escape, person

RETURN_CALLBACK = "package_return"
ANSWER_CALLBACK = "package_answers"
FIRST_ROWS = 2
_ROW = "question"
_NAME = 150
_ASKED = 1_000


class AnswersAbout(ButtonValue):
    """Whose package the questions are about."""

    account: Id


def returning(about: Returning, typed: TypedReturn = (), *, rows: int = FIRST_ROWS) -> View:
    """The form of a return; `typed` is what stood there before it was drawn anew."""
    empty = TypedQuestion("", about.owner)
    new = range(len(typed), min(rows, MOST_QUESTIONS))
    shown = [*typed, *((f"{_ROW}.{number}", empty) for number in new)]
    about_it = PackageChoice(account=about.account, number=about.number)
    blocks = [kit.section(_heading(about.customer)), *_rows(shown)]
    if len(shown) < MOST_QUESTIONS:
        more = kit.button("Another question", actions.PACKAGE_MORE, value=about_it.dump())
        blocks.append(kit.actions([more]))
    return kit.modal(
        RETURN_CALLBACK,
        "Return with questions",
        blocks,
        submit="Return it",
        close="Not now",
        private_metadata=about_it.dump(),
    )


def read_return(view: Mapping[str, Any]) -> TypedReturn:
    """What was typed, row by row; one without a question counts as left empty."""
    state = FormState(view)
    rows = dict.fromkeys(
        block["block_id"].rpartition(".")[0]
        for block in view["blocks"]
        if block["type"] == "input" and block["block_id"].startswith(f"{_ROW}.")
    )
    return [
        (row, TypedQuestion(state.text(f"{row}.text"), state.person(f"{row}.owner")))
        for row in rows
    ]


def answering(tasks: Tasks, reader: str) -> View:
    """The form of the answers: the reader's own questions first."""
    name = f"*{kit.clip(escape(tasks.customer), _NAME)}*"
    if not tasks.questions:
        done = f"{name}: every question about the handoff is answered. Nothing is left to be done."
        return kit.modal(ANSWER_CALLBACK, "Answer", [kit.section(done)], close="Close")
    blocks = [
        kit.section(
            f"{name}: the handoff waits for these answers. Leave empty what you do not know. Only "
            "our own people read it."
        )
    ]
    for one in tasks.questions:
        blocks += _question(one, reader)
    return kit.modal(
        ANSWER_CALLBACK,
        "Answer",
        blocks,
        submit="Save",
        close="Not now",
        private_metadata=AnswersAbout(account=tasks.account).dump(),
    )


def read_answers(view: Mapping[str, Any]) -> dict[str, str]:
    """What was answered, by the id of the question."""
    state = FormState(view)
    fields_of = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return {question: state.text(question) for question in fields_of}


def _heading(customer: str) -> str:
    name = kit.clip(escape(customer), _NAME)
    return (
        f"*{name}*: what do you need to know before you take over? Each question becomes a task "
        "of whoever should answer it. Only our own people read it."
    )


def _rows(shown: TypedReturn) -> Iterator[Block]:
    for number, (row, one) in enumerate(shown, start=1):
        yield fields.text(
            f"{row}.text",
            f"Question {number}",
            one.text,
            at_most=LONGEST_QUESTION,
            multiline=True,
            optional=True,
        )
        yield fields.person(f"{row}.owner", "Who should answer", one.owner, optional=True)


def _question(one: Question, reader: str) -> Iterator[Block]:
    whom = "you" if one.owner == reader else person(one.owner)
    asked = kit.clip(escape(one.text), _ASKED)
    yield kit.section(f"❓ *{asked}*\n{person(one.asked_by)} asks {whom}")
    yield fields.text(one.id, "Answer", "", at_most=LONGEST_ANSWER, multiline=True, optional=True)
