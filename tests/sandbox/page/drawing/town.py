"""Who and what there is, for drawings in tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.forms import Values
from sandbox.page.drawing import Conversation, SharedFile, draw_blocks, draw_mrkdwn
from sandbox.page.drawing.blocks import Surface
from tests.sandbox.page.tree import Node, parsed


@dataclass
class Town:
    """A `Lookup`: Olivia looks, in Berlin, on Monday 2 March 2026 at 10:00."""

    viewer: str = "UOLIVIA"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))

    def person(self, person_id: str, /) -> str | None:
        return dict(self.people()).get(person_id)

    def channel(self, channel_id: str, /) -> str | None:
        return {"CGENERAL": "general", "CSHARED": "hazel-finch"}.get(channel_id)

    def usergroup(self, group_id: str, /) -> str | None:
        return {"SCSM": "csm"}.get(group_id)

    def people(self) -> list[tuple[str, str]]:
        return [("UOLIVIA", "Olivia Hart"), ("UMAYA", "Maya Finch"), ("UTHEO", "Theo Lang")]

    def channels(self) -> list[Conversation]:
        return [
            Conversation("CGENERAL", "general"),
            Conversation("CSHARED", "hazel-finch", "private", external=True),
            Conversation("DMAYA", "Maya Finch", "im"),
        ]

    def file(self, file_id: str, /) -> SharedFile | None:
        return {"FPLAN": SharedFile("The plan", "/files/FPLAN/plan.pdf")}.get(file_id)


def drawn(
    *blocks: Any,
    surface: Surface = "message",
    values: Values | None = None,
    errors: dict[str, str] | None = None,
) -> Node:
    """Blocks as Olivia sees them."""
    html = draw_blocks(
        list(blocks), Town(), surface=surface, values=values, errors=errors, key="here"
    )
    return parsed(html)


def said(text: str) -> str:
    """mrkdwn as the HTML Olivia gets."""
    return str(draw_mrkdwn(text, Town()))
