"""Drafts: plain text that a person reads and edits before it is sent, or that goes as email.

Their templates are checked like those of messages: ours when the words are loaded, a playbook's own
when the playbook is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from onboarding.review.sponsor_note import NoteFacts
from playbooks import phrases
from playbooks.samples import samples
from playbooks.trying import first_problem

FOLDER = "drafts"

SPONSOR_NOTE, SPONSOR_NOTE_SUBJECT = "sponsor_note_draft", "sponsor_note_draft_subject"
DRAFTS: dict[str, type[NoteFacts]] = {
    SPONSOR_NOTE: NoteFacts,
    SPONSOR_NOTE_SUBJECT: NoteFacts,
}
"""What a playbook may draft in its own words, and what the template is given."""

_SHIPPED = Path(__file__).parent / "messages" / FOLDER
_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Draft:
    """A subject of one line, and a text of some paragraphs; neither is mrkdwn."""

    subject: str
    text: str


def sponsor_note(facts: NoteFacts, own: Mapping[str, str]) -> Draft:
    """The note to the executive sponsor, as a person would begin it (C4).

    `own` are a playbook's own templates, by kind; ours stand in where it has none.
    """
    subject = _fill(_template(SPONSOR_NOTE_SUBJECT, own), facts)
    text = _fill(_template(SPONSOR_NOTE, own), facts)
    return Draft(" ".join(subject.split())[:_SUBJECT], text)


def problem_of(kind: str, template: str) -> str | None:
    """Why a playbook's own template cannot be used for a kind of draft; None where it can."""
    return _problem(kind, lambda: _environment(_SHIPPED).from_string(template))


def problems(folder: Path) -> Iterator[str]:
    """What is wrong with the templates of a folder of drafts; each is named."""
    found = {path.stem for path in folder.glob("*.j2")}
    for kind in sorted(found - DRAFTS.keys()):
        yield f"{FOLDER}/{kind}.j2: there is no draft of this kind"
    for kind in DRAFTS:
        if kind not in found:
            yield f"{FOLDER}/{kind}.j2: missing"
        elif problem := _problem(kind, partial(_shipped, kind, folder)):
            yield f"{FOLDER}/{kind}.j2: {problem}"


def _problem(kind: str, get: Callable[[], Template]) -> str | None:
    return first_problem(samples(DRAFTS[kind]), lambda sample: _fill(get(), sample))


def _template(kind: str, own: Mapping[str, str]) -> Template:
    if kind in own:
        return _environment(_SHIPPED).from_string(own[kind])
    return _shipped(kind, _SHIPPED)


def _shipped(kind: str, folder: Path) -> Template:
    return _environment(folder).get_template(f"{kind}.j2")


def _fill(template: Template, facts: NoteFacts) -> str:
    told = {name: _one_line(getattr(facts, name)) for name in type(facts).model_fields}
    return re.sub(r"\n{3,}", "\n\n", template.render(told).strip())


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": phrases.day, "plural": phrases.plural}
    return environment


def _finalize(value: Any) -> Any:
    """None is a mistake: somebody would read it."""
    if value is None:
        raise TypeError("a value that may be missing is printed without asking whether it is there")
    return value


def _one_line(value: Any) -> Any:
    """What people wrote cannot break a paragraph."""
    return " ".join(value.split()) if isinstance(value, str) else value
