"""How a high-touch project is led: structure, escalation, authority, executives' rhythm (R7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

LONGEST = 1_000
"""Characters of each text: it is read by both companies, in one message."""
RHYTHMS: Mapping[int, str] = {
    5: "Every week",
    10: "Every two weeks",
    20: "Every four weeks",
    40: "Every eight weeks",
    60: "Every quarter",
}
"""Working days from one check-in of the executives to the next, and how people say it."""


@dataclass(frozen=True, slots=True)
class Charter:
    """What both sides go by; `authority` is the id of the stakeholder who may decide.

    `executives_every` is in working days. The texts may be read by the customer. `on` is a local
    date of the account, `by` a Slack user id.
    """

    structure: str
    escalation_path: str
    authority: str
    executives_every: int
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class TypedCharter:
    """As somebody sent it; `executives_every` is 0 where nothing was chosen."""

    structure: str
    escalation_path: str
    authority: str
    executives_every: int

    @property
    def is_blank(self) -> bool:
        """Nothing was said at all: that can be kept for later."""
        return not (
            self.structure or self.escalation_path or self.authority or self.executives_every
        )

    def differs_from(self, kept: Charter | None) -> bool:
        """Whether there is something new to tell."""
        if kept is None:
            return True
        before = (kept.structure, kept.escalation_path, kept.authority, kept.executives_every)
        return before != (
            self.structure,
            self.escalation_path,
            self.authority,
            self.executives_every,
        )


def problems(typed: TypedCharter, people: Collection[str]) -> dict[str, str]:
    """What cannot be kept, at its field; `people` are the customer's who are there."""
    if typed.is_blank:
        return {}
    found = {
        field: f"Please keep it under {LONGEST:,} characters."
        for field, text in (
            ("structure", typed.structure),
            ("escalation_path", typed.escalation_path),
        )
        if len(text) > LONGEST
    }
    if not typed.structure:
        found["structure"] = "Who works with whom, and who decides what?"
    if not typed.escalation_path:
        found["escalation_path"] = "To whom does it go when something is stuck, and how soon?"
    if not typed.authority:
        found["authority"] = "Who may decide for the customer? One name."
    elif typed.authority not in people:
        found["authority"] = "Please choose somebody who is still with the customer."
    if typed.executives_every not in RHYTHMS:
        found["executives_every"] = "How often do the executives meet? Please choose."
    return found
