"""Where a process may die: at each commit, each Slack call and each letter that is handed in. For
the child process alone.

A point is named by what happens there (`outbox step:…:pin: sending`, `pins.add`), not by a number:
lanes run side by side and their order varies. A process dies at the first point that it reaches
and that is not among those it is to pass; so a story told by one process after another, each
passing the points where those before it died, dies once at every point there is.
"""

import os
import re
import signal
import smtplib
import threading
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from slack_sdk.web.async_base_client import AsyncBaseClient
from slack_sdk.web.base_client import BaseClient
from sqlalchemy import Connection, Engine, event

Kind = Literal["commit", "call"]
When = Literal["before", "after"]
Tell = Callable[[dict[str, Any]], None]

EVERYWHERE: tuple[tuple[Kind, When], ...] = (
    ("commit", "before"),
    ("commit", "after"),
    ("call", "before"),
    ("call", "after"),
)


@dataclass(frozen=True, slots=True)
class Death:
    """At which points to die: on these sides of these kinds, and where `passed` does not say to
    pass; with `only`, at none but those. Places are named as by `place`.

    Of points that are alike (`alike`) one is enough, unless `each` is to be died at.
    """

    sides: frozenset[tuple[Kind, When]]
    passed: frozenset[str]
    only: frozenset[str] | None = None
    each: bool = True

    def strikes(self, kind: Kind, when: When, points: Iterable[str]) -> list[str]:
        """The places at which to die, of what is done at one moment."""
        if (kind, when) not in self.sides:
            return []
        named = points if self.each else map(alike, points)
        places = {place(kind, when, point) for point in named} - self.passed
        return sorted(places if self.only is None else places & self.only)


def place(kind: Kind, when: When, point: str) -> str:
    """The name of one side of a point, where a process may die."""
    return f"{when} {kind} {point}"


def alike(point: str) -> str:
    """What a point has in common with others of its sort: of rows and messages the kind and what
    they are for (`outbox direct_message touch: sending`), of lanes and calls the sort."""
    for sort in _SORTS:
        if found := sort.match(point):
            return "".join(found.groups())
    return point


_SORTS = (
    re.compile(r"(outbox \w+ \w+).*(: \w+)$"),
    re.compile(r"(lanes \w+).*(: \w+)$"),
    re.compile(r"(chat\.postMessage \w+).*( in \w)$"),
    re.compile(r"((?:chat\.update|conversations\.\w+|users\.info|email)\b).*"),
)


def death(told: dict[str, Any] | None) -> Death | None:
    """Out of JSON."""
    if told is None:
        return None
    only = told.get("only")
    return Death(
        frozenset((kind, when) for kind, when in told["sides"]),
        frozenset(told["passed"]),
        frozenset(only) if only is not None else None,
        told.get("each", True),
    )


@dataclass(slots=True)
class Fate:
    """Tells of every point that is passed and, just before it strikes, of the one that kills."""

    death: Death | None
    tell: Tell
    under_way: set[str] = field(default_factory=set)
    only_one: threading.Lock = field(default_factory=threading.Lock)
    """Nothing sets out between the word that a point kills and the death."""

    def before(self, kind: Kind, points: Iterable[str]) -> None:
        with self.only_one:
            self._strike(kind, "before", points)
            self.under_way |= {f"{kind} {point}" for point in points}

    def after(self, kind: Kind, points: Iterable[str]) -> None:
        with self.only_one:
            self.tell({"kind": kind, "passed": sorted(points)})
            self._strike(kind, "after", points)
            self.under_way -= {f"{kind} {point}" for point in points}

    def _strike(self, kind: Kind, when: When, points: Iterable[str]) -> None:
        if self.death is None:
            return
        if deadly := self.death.strikes(kind, when, points):
            cut_off = self.under_way - {f"{kind} {point}" for point in points}
            self.tell({"dies_at": deadly, "cut_off": sorted(cut_off)})
            os.kill(os.getpid(), signal.SIGKILL)


def watch_commits(engine: Engine, fate: Fate) -> None:
    """Name what each transaction changes, and let fate decide at its commit."""
    commits = _Commits(fate)
    event.listen(engine, "begin", commits.begun)
    event.listen(engine, "before_cursor_execute", commits.executing)
    event.listen(engine, "commit", commits.committing)
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        commit(connection)
        commits.committed()

    engine.dialect.do_commit = do_commit  # type: ignore[assignment, method-assign]


Row = tuple[str, str, str]


class _Open(threading.local):
    """The transaction that this thread has open."""

    def __init__(self) -> None:
        self.before: set[Row] | None = None
        self.points: set[str] = set()
        self.tables: set[str] = set()


@dataclass
class _Commits:
    fate: Fate
    open: _Open = field(default_factory=_Open)

    def begun(self, connection: Connection) -> None:
        self.open.tables, self.open.points, self.open.before = set(), set(), None

    def executing(
        self, connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> None:
        written = _WRITTEN.match(statement)
        if written is None:
            return
        self.open.tables.add(written[1])
        is_first = written[1] in _NAMED and self.open.before is None
        if is_first and connection.dialect.name == "sqlite":
            self.open.before = _rows(connection)  # nobody else writes until this one ends

    def committing(self, connection: Connection) -> None:
        if not self.open.tables:
            return
        rows: set[Row] = set()
        if not _NAMED.isdisjoint(self.open.tables):
            rows = _rows(connection) - (self.open.before or set())
        names = _names(connection) if rows else {}
        self.open.points = {_named(row, names) for row in rows} | {
            f"a write to {table}" for table in self.open.tables
        }
        self.fate.before("commit", self.open.points)

    def committed(self) -> None:
        points, self.open.points = self.open.points, set()
        if points:
            self.fate.after("commit", points)


_WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
_TOLD = (
    ("outbox", "kind || ' ' || key", "state"),
    ("lanes", "lane", "CASE WHEN holder IS NULL THEN 'free' ELSE 'held' END"),
    ("activity", "kind", "CAST(id AS VARCHAR)"),
)


_NAMED = frozenset(table for table, _, _ in _TOLD)


def _rows(connection: Connection) -> set[Row]:
    """What is there; on PostgreSQL, where others write too, only what this transaction wrote."""
    ours = ""
    if connection.dialect.name == "postgresql":
        ours = " WHERE xmin = pg_current_xact_id_if_assigned()::xid"
    selects = (f"SELECT '{t}', {name}, {state} FROM {t}{ours}" for t, name, state in _TOLD)  # noqa: S608
    return set(_ask(connection, *selects))


def _names(connection: Connection) -> dict[str, str]:
    """What our own ids stand for: a form that is sent again makes an account with another id."""
    return dict(
        _ask(
            connection,
            "SELECT id, name FROM accounts",
            "SELECT id, name FROM stakeholders",
            "SELECT id, kind FROM surfaces",
        )
    )


def _ask(connection: Connection, *selects: str) -> Iterable[Any]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(" UNION ALL ".join(selects))
        return cursor.fetchall()
    finally:
        cursor.close()


def _named(row: Row, names: dict[str, str]) -> str:
    table, what, state = row
    if table == "activity":
        return f"activity {what}"
    spoken = _OUR_ID.sub(lambda found: names.get(found[0], "?"), what)
    return f"{table} {_OF_SLACK.sub('', spoken)}: {state}"


_OUR_ID = re.compile("[0-9a-f]{32}")
_OF_SLACK = re.compile(r":Ev\w+|:\d{4}-\d\d-\d\dT[\d:.+]+")
"""Ids of events, and moments: the same thing bears another one in another run."""


def watch_calls(fate: Fate) -> None:
    """Name each call of Slack's Web API, whoever makes it, and let fate decide."""
    ask, ask_async = BaseClient.api_call, AsyncBaseClient.api_call

    def api_call(self: BaseClient, api_method: str, **given: Any) -> Any:
        point = [_call(api_method, given)]
        fate.before("call", point)
        answer = ask(self, api_method, **given)
        fate.after("call", point)
        return answer

    async def api_call_async(self: AsyncBaseClient, api_method: str, **given: Any) -> Any:
        point = [_call(api_method, given)]
        fate.before("call", point)
        answer = await ask_async(self, api_method, **given)
        fate.after("call", point)
        return answer

    BaseClient.api_call = api_call  # type: ignore[method-assign]
    AsyncBaseClient.api_call = api_call_async  # type: ignore[method-assign]


def watch_letters(fate: Fate) -> None:
    """The same for email that is handed to a mail server."""
    hand_in = smtplib.SMTP.send_message

    def send_message(self: smtplib.SMTP, msg: Any, *given: Any, **named: Any) -> Any:
        point = [f"email {msg['To']}"]
        fate.before("call", point)
        answer = hand_in(self, msg, *given, **named)
        fate.after("call", point)
        return answer

    smtplib.SMTP.send_message = send_message  # type: ignore[method-assign]


def _call(method: str, given: dict[str, Any]) -> str:
    arguments: dict[str, Any] = {}
    for part in ("params", "data", "json"):
        arguments |= given.get(part) or {}
    if method == "chat.update":  # each edit of a message is a call of its own
        return f"{method} {zlib.crc32(str(arguments['blocks']).encode())}"
    if metadata := arguments.get("metadata"):
        key = _OUR_ID.sub("", metadata["event_payload"]["key"])
        return f"{method} {_OF_SLACK.sub('', key)} in {arguments['channel'][0]}"
    whom = next((arguments[name] for name in _WHOM if arguments.get(name)), "")
    return f"{method} {whom}".strip()


_WHOM = ("emails", "users", "user", "name")
