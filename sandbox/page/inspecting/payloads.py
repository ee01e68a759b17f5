"""The payloads that apps were sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.journal import DeliveryRecord
from sandbox.page.inspecting.json_shown import Shown, hidden, kits, says, shown
from sandbox.page.inspecting.listing import Asked, Found, find, numbered
from sandbox.page.inspecting.wording import app_name, duration, moment, place
from sandbox.slack import Slack

Json = dict[str, Any]

KINDS = {"events_api": "Events", "interactive": "Interactions", "slash_commands": "Commands"}
ONE = {"events_api": "event", "interactive": "interaction", "slash_commands": "command"}


@dataclass(frozen=True, slots=True)
class PayloadRow:
    index: int
    name: str
    """What it is: a type of event or interaction, or what was typed."""
    about: str
    """Which one: a subtype, an action or a callback id."""
    outcome: str
    tone: str
    """good or bad; "" while it is under way."""
    is_under_way: bool
    at: str
    kind: str
    who: str
    attempts: str
    took: str
    """How long the app took to acknowledge it."""


@dataclass(frozen=True, slots=True)
class PayloadDetail:
    index: int
    facts: Sequence[str]
    sections: Sequence[Shown]


def find_payloads(slack: Slack, asked: Asked) -> Found[DeliveryRecord]:
    text = asked.text.lower()

    def fits(record: DeliveryRecord) -> bool:
        return asked.sort in ("", record.kind) and (not text or _says(slack, record, text))

    return find(slack.journal.deliveries, asked, fits, lambda record: record.ack is None)


def rows_of(slack: Slack, records: Iterable[DeliveryRecord], zone: ZoneInfo) -> list[PayloadRow]:
    return [_row(slack, record, zone) for record in records]


def detail_of(slack: Slack, index: int, zone: ZoneInfo) -> PayloadDetail | None:
    """None when the log does not have it (any more)."""
    record = numbered(slack.journal.deliveries, index)
    if record is None:
        return None
    sections = [shown("Payload", record.payload)]
    if record.ack is not None and record.ack.body is not None:
        sections = [*kits(record.ack.body), shown("What the app answered", record.ack.body)]
        sections.append(shown("Payload", record.payload))
    return PayloadDetail(index, _facts(slack, record, zone), sections)


def _row(slack: Slack, record: DeliveryRecord, zone: ZoneInfo) -> PayloadRow:
    name, about = _named(record)
    ack = record.ack
    return PayloadRow(
        index=record.index,
        name=hidden(name),
        about=hidden(about),
        outcome=_outcome(record),
        tone="" if ack is None else "good" if ack.ok else "bad",
        is_under_way=ack is None,
        at=moment(record.at, zone),
        kind=ONE[record.kind],
        who=_who(slack, record),
        attempts=f"{ack.attempts} attempts" if ack is not None and ack.attempts > 1 else "",
        took=duration(ack.seconds) if ack is not None and ack.ok else "",
    )


def _says(slack: Slack, record: DeliveryRecord, text: str) -> bool:
    answered = record.ack.body if record.ack is not None else None
    names = [*_named(record), _outcome(record), _who(slack, record), ONE[record.kind]]
    return says([*names, record.payload, answered], text)


def _named(record: DeliveryRecord) -> tuple[str, str]:
    payload = record.payload
    if record.kind == "slash_commands":
        return str(payload.get("command", "")), str(payload.get("text", ""))
    if record.kind == "events_api":
        event = _object(payload.get("event"))
        return str(event.get("type", "event")), str(event.get("subtype") or "")
    actions = payload.get("actions") or []
    about = (
        ", ".join(str(_object(action).get("action_id", "")) for action in actions)
        or payload.get("action_id")
        or payload.get("callback_id")
        or _object(payload.get("view")).get("callback_id")
    )
    return str(payload.get("type", "interaction")), str(about or "")


def _outcome(record: DeliveryRecord) -> str:
    if record.ack is None:
        return "under way"
    return "acknowledged" if record.ack.ok else record.ack.error or "not acknowledged"


def _who(slack: Slack, record: DeliveryRecord) -> str:
    """Who did it, and where."""
    payload = record.payload
    source = _object(payload.get("event")) if record.kind == "events_api" else payload
    container, item = _object(source.get("container")), _object(source.get("item"))
    person = place(slack, record.app_id, source.get("user"), source.get("user_id"))
    where = place(
        slack,
        record.app_id,
        source.get("channel"),
        source.get("channel_id"),
        container.get("channel_id"),
        item.get("channel"),
    )
    return f"{person} in {where}" if person and where else person or where


def _facts(slack: Slack, record: DeliveryRecord, zone: ZoneInfo) -> list[str]:
    facts = [f"To {app_name(slack, record.app_id)} · {ONE[record.kind]}"]
    ack = record.ack
    if ack is None:
        facts.append("Under way")
    elif ack.ok:
        facts.append(f"Acknowledged in {duration(ack.seconds)}")
    else:
        facts.append(f"Not acknowledged: {ack.error}")
    if ack is not None and ack.attempts > 1:
        facts.append(f"{ack.attempts} attempts")
    facts.append(f"{moment(record.at, zone)}, {zone.key.replace('_', ' ')}")
    return facts


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}
