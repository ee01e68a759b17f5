"""What may come of any request, beside what it was meant to do."""

from dataclasses import dataclass
from typing import Literal

Why = Literal[
    "stranger",
    "unknown",
    "other_customer",
    "not_your_side",
    "not_a_starter",
    "leaders_only",
    "owner_only",
    "csm_only",
    "external",
    "unknown_channel",
    "forged",
    "closed",
    "closed_for_us",
]


@dataclass(frozen=True, slots=True)
class Repeated:
    """This very request was handled before: nothing was done again."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The person may not do this, and why."""

    why: Why


@dataclass(frozen=True, slots=True)
class Invalid:
    """What was typed cannot be used: a message for each field, that quotes nothing typed."""

    problems: dict[str, str]
