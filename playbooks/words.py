"""Every word of our messages: a template per kind of message, checked when they are loaded.

Templates for customers and templates about customers stand in different folders, are rendered by
different methods, and see nothing but the fields of their own message.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from onboarding.messages.customer import AnyCustomerMessage
from onboarding.messages.sides import CustomerMessage, TeamMessage
from onboarding.messages.team import AnyTeamMessage
from onboarding.messages.touches import AnyTouch
from playbooks import drafts, phrases, reasons, troubles
from playbooks.mrkdwn import Mrkdwn, channel, escape, paragraphs, person, quoted
from playbooks.samples import samples
from playbooks.trying import FAULTS, first_problem

TOPIC_LIMIT = 250  # characters, of a channel's topic and of its purpose
SHIPPED = Path(__file__).parent / "messages"


class WordsError(ValueError):
    """Templates that are missing, left over, or cannot be rendered; `problems` names each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Words:
    """The templates of one folder. Raises `WordsError` when any of them is not sound."""

    def __init__(self, folder: Path) -> None:
        self._environment = _environment(folder)
        problems = (
            *self._problems("customer", AnyCustomerMessage),
            *self._problems("team", AnyTeamMessage),
            *self._problems_of_channel_texts(),
            *drafts.problems(folder / drafts.FOLDER),
        )
        if problems:
            raise WordsError(problems)

    def for_customer(self, message: CustomerMessage, template: str | None = None) -> Mrkdwn:
        """The words of a message that customers read; `template`: a playbook's own, in place of
        ours."""
        if not isinstance(message, CustomerMessage):
            raise TypeError(f"{type(message).__name__} is not for customers")
        if template is not None:
            return self._said(self._environment.from_string(template), _facts(message))
        return self._render("customer", message)

    def for_team(self, message: TeamMessage) -> Mrkdwn:
        """The words of a message that only our people read."""
        if not isinstance(message, TeamMessage):
            raise TypeError(f"{type(message).__name__} is not for our team")
        return self._render("team", message)

    def topic(self, customer: str, outcome: str) -> str:
        """The topic of a customer's channel: at most 250 characters."""
        return self._channel_text("topic", customer, outcome)

    def purpose(self, customer: str, outcome: str) -> str:
        """The purpose of a customer's channel: at most 250 characters."""
        return self._channel_text("purpose", customer, outcome)

    def problem_of(self, kind: str, template: str) -> str | None:
        """Why a playbook's own template cannot be used for a kind of touch, or of draft; None
        where it can."""
        if kind in drafts.DRAFTS:
            return drafts.problem_of(kind, template)
        touch = TOUCHES.get(kind)
        if touch is None:
            known = sorted((*TOUCHES, *drafts.DRAFTS))
            return f"there is no such touch; there are {', '.join(known)}"
        return first_problem(samples(touch), lambda sample: self.for_customer(sample, template))

    def _render(self, audience: str, message: BaseModel) -> Mrkdwn:
        facts = _facts(message)
        return self._fill(f"{audience}/{facts['kind']}.j2", facts)

    def _fill(self, template: str, facts: dict[str, Any]) -> Mrkdwn:
        return self._said(self._environment.get_template(template), facts)

    @staticmethod
    def _said(template: Template, facts: dict[str, Any]) -> Mrkdwn:
        return Mrkdwn(re.sub(r"\n{3,}", "\n\n", template.render(facts).strip()))

    def _channel_text(self, which: str, customer: str, outcome: str) -> str:
        """Shortens the customer's words until the whole fits: never our own, never an entity."""
        room = TOPIC_LIMIT
        while True:
            facts = {"customer": _shortened(customer, room), "outcome": _shortened(outcome, room)}
            text = self._fill(f"channel/{which}.j2", facts)
            if len(text) <= TOPIC_LIMIT:
                return text
            room -= 10

    def _problems(self, audience: str, union: Any) -> Iterator[str]:
        kinds = {_kind(message_type): message_type for message_type in _members(union)}
        found = {Path(name).stem for name in self._names(audience)}
        for kind in sorted(kinds.keys() - found):
            yield f"{audience}/{kind}.j2: missing"
        for kind in sorted(found - kinds.keys()):
            yield f"{audience}/{kind}.j2: there is no message of this kind"
        for kind in sorted(kinds.keys() & found):
            yield from self._problems_of(audience, kinds[kind])

    def _problems_of(self, audience: str, message_type: type[BaseModel]) -> Iterator[str]:
        """The first sample that cannot be said is enough to know what is wrong."""
        name = f"{audience}/{_kind(message_type)}.j2"
        for sample in samples(message_type):
            try:
                text = self._render(audience, sample)
            except TemplateSyntaxError as problem:
                yield f"{name}, line {problem.lineno}: {problem.message}"
                return
            except FAULTS as problem:
                yield f"{name}: {problem} (for {sample!r})"
                return
            if not text:
                yield f"{name}: says nothing (for {sample!r})"
                return

    def _problems_of_channel_texts(self) -> Iterator[str]:
        for which in ("topic", "purpose"):
            try:
                empty = self._fill(f"channel/{which}.j2", {"customer": "", "outcome": ""})
            except FAULTS as problem:
                yield f"channel/{which}.j2: {problem}"
                continue
            if len(empty) > TOPIC_LIMIT - 50:
                yield f"channel/{which}.j2: leaves no room for the customer's words"

    def _names(self, audience: str) -> list[str]:
        names = self._environment.list_templates(extensions=["j2"])
        return [name for name in names if name.startswith(f"{audience}/")]


@cache
def shipped_words() -> Words:
    """The templates we ship, read and tried once in a process. Raises `WordsError`."""
    return Words(SHIPPED)


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "attempt": troubles.attempt,
        "channel": channel,
        "day": phrases.day,
        "linked": phrases.linked,
        "listing": phrases.listing,
        "loss": troubles.loss,
        "paragraphs": paragraphs,
        "person": person,
        "plural": phrases.plural,
        "quoted": quoted,
        "reasons": reasons.reasons,
        "rotated": phrases.rotated,
        "title_of": phrases.title,
        "titles": phrases.titles,
        "trouble": troubles.trouble,
        "undelivered": troubles.undelivered,
        "as_written": Mrkdwn,
    }
    environment.globals["moves"] = reasons.moves
    return environment


def _finalize(value: Any) -> Any:
    """Every value that a template prints is escaped, unless it is `Mrkdwn`; None is a mistake."""
    if value is None:
        raise TypeError("a value that may be missing is printed without asking whether it is there")
    return escape(value if isinstance(value, str) else str(value))


def _shortened(text: str, room: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= room else f"{line[: max(room - 1, 0)].rstrip()}…"


def _facts(message: BaseModel) -> dict[str, Any]:
    return {field: getattr(message, field) for field in type(message).model_fields}


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The message types of an annotated union."""
    members: tuple[type[BaseModel], ...] = get_args(get_args(union)[0])
    return members


def _kind(message_type: type[BaseModel]) -> str:
    return str(message_type.model_fields["kind"].default)


TOUCHES: dict[str, type[CustomerMessage]] = {_kind(touch): touch for touch in get_args(AnyTouch)}
"""The touches, by kind: what a playbook may say in its own words."""
