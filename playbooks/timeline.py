"""The words of the timeline: what each line of a customer's record says, and from where (X1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from onboarding.amounts import with_unit
from onboarding.asked_for import Survey
from onboarding.cadence import Lever
from onboarding.stall_causes import Cause
from onboarding.timeline import Entry, Names
from playbooks import phrases
from playbooks.mrkdwn import Mrkdwn, channel, escape, person
from playbooks.troubles import attempt, undelivered

_WORDS = Path(__file__).parent / "messages" / "timeline.yaml"
_LONGEST = 300  # of what somebody wrote
_PLACES = {
    "command": "by command",
    "form": "in a form",
    "home": "in Home",
    "mail": "by email",
    "tick": "by itself",
    "delivery": "by itself",
    "slack": "seen in Slack",
    "command_line": "on the command line",
}
_NOBODYS = {"slack": "Somebody"}
_ASKED = {"check_in": "the check-in"}
_SCALES = {"pulse": ("how it is going", 5)} | {
    survey.value: (survey.label, survey.highest) for survey in Survey
}
_LABELS: Mapping[str, str] = {one.value: one.label for kind in (Cause, Lever) for one in kind}


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, in words. As far as the customer saw it, `said` is no more than it knows;
    `inside` is what of it stays with us, and may be empty."""

    said: Mrkdwn
    inside: Mrkdwn


def told(entry: Entry, names: Names) -> Mrkdwn:
    """What happened, in words, for our own people, with all that they know of it."""
    found = line(entry, names)
    return Mrkdwn("; ".join(filter(None, (found.said, found.inside))))


def line(entry: Entry, names: Names) -> Line:
    """What happened, what the customer knows of it apart. A kind without words is told by its
    name."""
    words = templates().get(entry.kind)
    if words is None:
        return Line(Mrkdwn(f"{_who(entry)}: {_spaced(entry.kind.replace('.', ' '))}"), Mrkdwn(""))
    facts = {
        "who": _who(entry),
        "it": entry.data,
        "milestone": _called(names.milestones),
        "stage": _called(names.stages),
        "contact": lambda key: escape(names.stakeholders.get(str(key), "somebody")),
        "step": lambda key: _step(str(key), names),
    }
    return Line(Mrkdwn(words.said.render(facts)), Mrkdwn(words.inside.render(facts)))


def place(origin: str | None) -> Mrkdwn:
    """From where it was done; empty for what is older than this being recorded."""
    if origin is None:
        return Mrkdwn("")
    if origin in _PLACES:
        return Mrkdwn(_PLACES[origin])
    if origin.startswith("D"):
        return Mrkdwn("in a direct message")
    return Mrkdwn(f"in {channel(origin)}")


@dataclass(frozen=True, slots=True)
class _Words:
    said: Template
    inside: Template


@cache
def templates() -> Mapping[str, _Words]:
    """The words by kind."""
    environment = ImmutableSandboxedEnvironment(finalize=_finalize)
    environment.filters |= {
        "amount": _amount,
        "plural": phrases.plural,
        "said": _said,
        "someone": lambda user: person(str(user)),
        "spaced": _spaced,
        "day": _day,
        "times": phrases.ordinal,
        "sending": lambda kind: undelivered(str(kind)),
        "answered": _answered,
        "label": lambda key: escape(_LABELS.get(str(key), _spaced(key))),
    }
    words: dict[str, str | dict[str, str]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    parts = {
        kind: {"said": said} if isinstance(said, str) else said for kind, said in words.items()
    }
    return {
        kind: _Words(
            environment.from_string(part["said"]), environment.from_string(part.get("inside", ""))
        )
        for kind, part in parts.items()
    }


def _who(entry: Entry) -> Mrkdwn:
    if entry.actor is None:
        return Mrkdwn(_NOBODYS.get(entry.origin or "", "Milepost"))
    return person(entry.actor)


def _called(titles: Mapping[str, str]) -> Callable[[Any], Mrkdwn]:
    return lambda key: phrases.title(titles.get(str(key), str(key)))


def _spaced(text: Any) -> Mrkdwn:
    """A key as people read it: "check in"."""
    return escape(str(text).replace("_", " ").replace("-", " ").replace(":", " "))


def _amount(value: Any, unit: Any) -> Mrkdwn:
    """A number with its unit, where the line has one."""
    if not isinstance(value, int | float):
        return Mrkdwn("a value")
    return escape(with_unit(value, str(unit or "")))


def _step(key: str, names: Names) -> Mrkdwn:
    """A step of making the channel: "invite Maya Finch"."""
    kind, _, subject = key.partition(":")
    return attempt(kind, names.stakeholders.get(subject, "somebody") if subject else None)


def _day(iso: Any) -> str:
    """A day of a fact: "Fri 4 Dec 2026"; what is none is said as it is."""
    try:
        found = date.fromisoformat(str(iso))
    except ValueError:
        return str(iso)
    return f"{phrases.day(found)} {found.year}"


def _answered(kind: Any, value: Any) -> Mrkdwn:
    """What was asked and what was answered: "CSAT: 2 of 5", "the check-in: on track"."""
    asked = str(kind)
    if asked in _SCALES:
        label, highest = _SCALES[asked]
        return Mrkdwn(f"{label}: {escape(str(value))} of {highest}")
    return Mrkdwn(f"{_ASKED.get(asked, _spaced(asked))}: {_spaced(value)}")


def _said(text: Any) -> Mrkdwn:
    """Somebody's words, on one line and not too long."""
    line = " ".join(str(text).split())
    return phrases.title(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…")


def _finalize(value: Any) -> Any:
    return (
        value
        if isinstance(value, Undefined)
        else escape(value if isinstance(value, str) else str(value))
    )
