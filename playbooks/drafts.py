"""Drafts: plain text that a person reads and edits before it is sent, or that goes as email."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from onboarding.review.sponsor_note import NoteFacts
from playbooks import phrases

_SHIPPED = Path(__file__).parent / "messages" / "drafts"
_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Draft:
    """A subject of one line, and a text of some paragraphs; neither is mrkdwn."""

    subject: str
    text: str


def sponsor_note(facts: NoteFacts) -> Draft:
    """The note to the executive sponsor, as a person would begin it (C4)."""
    told = {name: _one_line(getattr(facts, name)) for name in type(facts).model_fields}
    subject = _fill("sponsor_note_subject.j2", told)
    return Draft(" ".join(subject.split())[:_SUBJECT], _fill("sponsor_note.j2", told))


def _fill(template: str, facts: dict[str, Any]) -> str:
    said = _environment().get_template(template).render(facts).strip()
    return re.sub(r"\n{3,}", "\n\n", said)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_SHIPPED),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = phrases.day
    return environment


def _one_line(value: Any) -> Any:
    """What people wrote cannot break a paragraph."""
    return " ".join(value.split()) if isinstance(value, str) else value
