"""Taking personal data out of rows: texts, JSON, ids; the activity too, by this one way (X1).

The activity is append-only by triggers. They are set aside and put back in the transaction that
redacts, so that a crash leaves both as they were; nothing is deleted from it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Connection, String, Table, Text, and_, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from storage.transaction import Transaction

ERASED = "[erased]"
WORDS = frozenset(
    {"answer", "comment", "helper", "job", "last_words", "quote", "reason", "remark", "subject"}
    | {"text", "what", "words"}
)
"""The facts that hold somebody's words, in lines of the record and in messages."""


@dataclass(frozen=True)
class Traces:
    """What tells of somebody: ids of Slack's (each with what takes its place), names and addresses,
    and whole texts that they wrote."""

    ids: Mapping[str, str]
    names: Sequence[str]
    texts: Sequence[str] = ()

    def redacted(self, value: Any) -> Any:
        """A value of a column without the traces; an equal one where there are none."""
        if isinstance(value, str):
            return self._of_text(value)
        if isinstance(value, list):
            return [self.redacted(one) for one in value]
        if isinstance(value, dict):
            return self._of_facts(value)
        return value

    def _of_text(self, value: str) -> str:
        if any(written in value for written in self._beginnings):
            return ERASED
        if self._ids is not None:
            value = self._ids.sub(lambda found: self.ids[found[0]], value)
        return self._names.sub(ERASED, value) if self._names is not None else value

    def _of_facts(self, value: dict[str, Any]) -> dict[str, Any]:
        """Where facts name the person, what is said beside the name goes as well."""
        cleaned = {self.redacted(key): self.redacted(one) for key, one in value.items()}
        if not any(isinstance(one, str) and self._is_theirs(one) for one in value.values()):
            return cleaned
        return {
            key: ERASED if key in WORDS and isinstance(one, str) else one
            for key, one in cleaned.items()
        }

    def _is_theirs(self, value: str) -> bool:
        """Whether it is who they are: an id, or for somebody who never came a name or address."""
        return value in self.ids or value.casefold() in self._whole_names

    @cached_property
    def _whole_names(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.names if name.strip())

    @cached_property
    def _ids(self) -> re.Pattern[str] | None:
        return _any_of(self.ids)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return _any_of(name for name in self.names if name.strip())

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """Texts are quoted shortened, on one line; a word or two of them tell of nobody."""
        ways = {way[:60] for one in self.texts for way in (one, " ".join(one.split()))}
        return tuple(sorted(way for way in ways if len(way) >= _TELLING))


_TELLING = 12


def redact(tx: Transaction, table: Table, traces: Traces) -> int:
    """Take the traces out of every row of a table in this workspace; how many rows had some."""
    columns = [column for column in table.columns if _holds_text(column.type)]
    keys = list(table.primary_key.columns)
    own = table.c.workspace_id == tx.workspace
    changed = 0
    for row in tx.connection.execute(select(*keys, *columns).where(own)).mappings().all():
        new = {
            column.name: clean
            for column in columns
            if column.name != "workspace_id"
            and (clean := traces.redacted(row[column.name])) != row[column.name]
        }
        if new:
            where = [key == row[key.name] for key in keys]
            tx.connection.execute(update(table).where(own, and_(*where)).values(**new))
            changed += 1
    return changed


@contextmanager
def rewriting_activity(connection: Connection) -> Iterator[None]:
    """Within, lines of the activity may be changed, not deleted; by this transaction alone."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE activity DISABLE TRIGGER activity_append_only"))
        yield
        connection.execute(text("ALTER TABLE activity ENABLE TRIGGER activity_append_only"))
        return
    guard = "activity_refuses_update"
    written = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name"),
        {"name": guard},
    ).scalar_one()
    connection.execute(text(f"DROP TRIGGER {guard}"))
    yield
    connection.exec_driver_sql(written)


def _holds_text(kind: Any) -> bool:
    return isinstance(kind, String | Text | JSON | JSONB)


def _any_of(needles: Any) -> re.Pattern[str] | None:
    """Any of these, in any case, not within another word."""
    found = sorted(needles, key=len, reverse=True)
    if not found:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)", re.IGNORECASE)
