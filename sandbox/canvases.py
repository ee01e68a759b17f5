"""Canvases: documents of an app or a channel, kept as markdown."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.slack import Slack
from sandbox.world import Canvas, Channel, Person

Json = dict[str, Any]
MARKDOWN_LENGTH = 1_048_576
READERS = frozenset({"read", "write", "owner"})
WRITERS = frozenset({"write", "owner"})


def create(
    slack: Slack, owner: Person, title: str, markdown: str, channel: Channel | None = None
) -> Canvas:
    """A canvas; one that belongs to a channel is written by all who are in it."""
    now = int(slack.clock.now())
    canvas = Canvas(
        id=slack.ids.mint("F"),
        title=title,
        owner=owner.id,
        team_id=owner.team_id,
        created=now,
        updated=now,
        markdown=markdown,
        channel_id=channel.id if channel is not None else None,
    )
    if channel is not None:
        canvas.access[channel.id] = "write"
    canvas.url = f"{slack.base_url}/docs/{canvas.team_id}/{canvas.id}"
    slack.world.canvases[canvas.id] = canvas
    return canvas


def of_channel(slack: Slack, channel: Channel) -> list[Canvas]:
    return [canvas for canvas in slack.world.canvases.values() if canvas.channel_id == channel.id]


def is_reader(slack: Slack, canvas: Canvas, person: Person) -> bool:
    return _has(slack, canvas, person, READERS)


def is_writer(slack: Slack, canvas: Canvas, person: Person) -> bool:
    return _has(slack, canvas, person, WRITERS)


def _has(slack: Slack, canvas: Canvas, person: Person, levels: frozenset[str]) -> bool:
    if person.id == canvas.owner or canvas.access.get(person.id) in levels:
        return True
    return any(
        level in levels and person.id in slack.world.channels[place].members
        for place, level in canvas.access.items()
        if place in slack.world.channels
    )


def edit(slack: Slack, canvas: Canvas, change: Json) -> None:
    """Apply one change. Raises canvas_editing_failed, with a reason, and canvas_too_large."""
    operation = change.get("operation")
    if operation == "rename":
        canvas.title = _markdown(change, "title_content")
    else:
        canvas.markdown = _edited(canvas.markdown, str(operation), change)
    if len(canvas.markdown) > MARKDOWN_LENGTH:
        raise SlackError("canvas_too_large")
    canvas.updated = int(slack.clock.now())


def _edited(old: str, operation: str, change: Json) -> str:
    """Sections have no ids that an app could know: what names one fails."""
    if change.get("section_id") is not None:
        raise failed(f"section not found: {change['section_id']}")
    match operation:
        case "replace":
            return _markdown(change, "document_content")
        case "insert_at_start":
            return _joined(_markdown(change, "document_content"), old)
        case "insert_at_end":
            return _joined(old, _markdown(change, "document_content"))
    raise failed(f"not possible without a section: {operation}")


def _joined(one: str, other: str) -> str:
    return f"{one}\n\n{other}" if one and other else one or other


def _markdown(change: Json, field: str) -> str:
    return markdown_in(change.get(field), "canvas_editing_failed")


def markdown_in(document: Any, error: str) -> str:
    """The markdown of a document. Raises `error` for anything else, and for too much of it."""
    if not isinstance(document, dict) or document.get("type") != "markdown":
        raise failed("a document is of the type markdown", error)
    markdown = document.get("markdown")
    if not isinstance(markdown, str) or len(markdown) > MARKDOWN_LENGTH:
        raise failed(f"markdown is a text of at most {MARKDOWN_LENGTH} characters", error)
    return markdown


def failed(detail: str, error: str = "canvas_editing_failed") -> SlackError:
    return SlackError(error, detail=detail)
