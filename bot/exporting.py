"""A customer's record as one page of HTML: nothing is fetched from anywhere, no script runs."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from onboarding.timeline import Entry
from playbooks import timeline
from services.exports import Export

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}"
    "table{border-collapse:collapse;margin:.5rem 0 2rem;font-size:13px}"
    "td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#f3f3f3}time{color:#666}"
)
_TOO_LONG_TO_READ = frozenset({"activity", "outbox", "playbooks"})
"""The timeline says the first in words; all three are whole in the JSON."""


def as_html(export: Export) -> str:
    """The page: the timeline in words, then the tables row by row."""
    name = escape(export.name)
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{name}: record</title>',
            f"<style>{_STYLE}</style></head><body>",
            f"<h1>{name}</h1>",
            f"<p>Exported {_utc(export.data['exported_at'])}. For our own people.</p>",
            f"<p>Times of the timeline are those of {escape(export.zone)}.</p>",
            "<h2>Timeline</h2>",
            "<ol>",
            *(_line(entry, export) for entry in export.timeline),
            "</ol>",
            *_tables(export.data["tables"]),
            "</body></html>",
            "",
        ]
    )


def _line(entry: Entry, export: Export) -> str:
    at = entry.at.astimezone(ZoneInfo(export.zone))
    when = f"<time>{at:%Y-%m-%d %H:%M}</time>"
    channels = {one["channel_id"]: one["channel_name"] for one in export.data["tables"]["accounts"]}

    def html(mrkdwn: str) -> str:
        return _in_html(mrkdwn, export.people, channels)

    place = html(timeline.place(entry.origin))
    where = f" <small>{place}</small>" if place else ""
    if not entry.is_seen:
        said = html(timeline.told(entry, export.names))
        return f"<li>{when} {said}{where} <small>(internal)</small></li>"
    line = timeline.line(entry, export.names)
    said, inside = html(line.said), html(line.inside)
    ours = f"; {inside} <small>(internal)</small>" if inside else ""
    return f"<li>{when} {said}{where} <small>(the customer could see it)</small>{ours}</li>"


def _utc(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC"


def _in_html(mrkdwn: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Mrkdwn has `&`, `<` and `>` escaped as HTML has; mentions become names."""
    named = re.sub(r"<@(\w+)>", lambda at: escape(people.get(at[1], at[1])), mrkdwn)
    placed = re.sub(r"<#(\w+)>", lambda at: f"#{escape(channels.get(at[1]) or at[1])}", named)
    return placed.replace("*", "")


def _tables(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    for name, rows in tables.items():
        if not rows or name in _TOO_LONG_TO_READ:
            continue
        columns = list(rows[0])
        yield f"<h2>{escape(name)}</h2><table><tr>"
        yield "".join(f"<th>{escape(column)}</th>" for column in columns)
        for row in rows:
            cells = "".join(f"<td>{_cell(row[column])}</td>" for column in columns)
            yield f"</tr><tr>{cells}"
        yield "</tr></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return escape(said).replace("\n", "<br>")
