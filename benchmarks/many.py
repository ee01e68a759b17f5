"""Many accounts, each the copy of one that the services have made: in seconds, not in hours."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, Table, text

from benchmarks.customers import MONDAY, SATURDAY, SORTS, Original, Temper, live
from onboarding.tracks import Track
from playbooks.load import shipped_playbooks
from services import Services
from storage.database import Database
from storage.review_schema import signs, stalls, touches
from storage.schema import (
    account_roles,
    account_teams,
    accounts,
    blockers,
    milestones,
    plans,
    stages,
    stakeholders,
    surfaces,
)
from tests.clock import SettableClock
from tests.services.story import HOST, Story, open_story

PAST_DAYS = 23
"""How long the customers have been with us: long enough that the silent ones are stalled."""

WHOLE = (
    accounts,
    account_roles,
    account_teams,
    plans,
    stages,
    milestones,
    stakeholders,
    signs,
    surfaces,
    blockers,
    touches,
    stalls,
)
"""What makes up an account; of the record and the outbox the review reads next to nothing."""

OWN = {"account_id", "lane", "channel_id", "channel_name", "id"}
"""What differs from copy to copy."""


@dataclass(frozen=True, slots=True)
class Many:
    """Services on a database with many accounts, and a clock to turn."""

    services: Services
    database: Database
    clock: SettableClock
    originals: Sequence[Original]

    def next_day(self) -> None:
        """Late in the morning of the next working day, when whoever is told something is due."""
        following = self.clock.now().replace(hour=11, minute=0) + timedelta(days=1)
        while following.weekday() >= SATURDAY:
            following += timedelta(days=1)
        self.clock.set(following)


@contextmanager
def opened(url: str, count: int, past: int = PAST_DAYS) -> Iterator[Many]:
    """A workspace with so many accounts, as many of each sort: three playbooks, and customers who
    are steady, slow, quiet or blocked, who have been with us for so many days."""
    with _services(url) as story:
        originals = live(story, SORTS[:count], past)
        with _loading(story.database.engine) as connection:
            for number, original in enumerate(originals):
                share = len(range(number, count, len(originals)))
                copy(connection, original.account, share - 1, number)
        analyse(story.database.engine)
        yield Many(story.services, story.database, story.clock, originals)


@contextmanager
def with_milestones(url: str, count: int, each: int) -> Iterator[Many]:
    """A workspace with so many accounts and so many milestones each, and nothing else."""
    with _services(url) as story:
        originals = live(story, [(Track.GUIDED, Temper.STEADY)], days=0)
        with _loading(story.database.engine) as connection:
            copy(connection, originals[0].account, count - 1, 0, (accounts, milestones), each)
        analyse(story.database.engine)
        yield Many(story.services, story.database, story.clock, originals)


@contextmanager
def _services(url: str) -> Iterator[Story]:
    clock = SettableClock(MONDAY)
    database = Database(url, clock)
    try:
        open_story(database, clock)
        yield Story(Services.open(database, shipped_playbooks(None)), database, clock)
    finally:
        database.close()


@contextmanager
def _loading(engine: Engine) -> Iterator[Connection]:
    """Copies refer to what their original refers to: PostgreSQL need not look at each of them."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield connection


def copy(
    connection: Connection,
    account: str,
    count: int,
    number: int,
    tables: Sequence[Table] = WHOLE,
    milestones_each: int = 1_000,
) -> None:
    """So many copies of an account, made within the database; `number` tells them from those of
    another."""
    given = {"count": count, "account": account, "workspace": HOST, "most": milestones_each}
    connection.execute(
        text(
            f"{_NUMBERS} INSERT INTO lanes (workspace_id, lane) "  # noqa: S608 - ours
            f"SELECT :workspace, {_lane(number)} FROM n"
        ),
        given,
    )
    for table in tables:
        connection.execute(text(_copying(table, number)), given)


def analyse(engine: Engine) -> None:
    """Let PostgreSQL see how much there is now, as it does by itself after a while; SQLite is
    nowhere told to."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _name(number: int) -> str:
    return f"'a{number}-' || n.i"


def _lane(number: int) -> str:
    return f"'channel:' || {_name(number)}"


def _copying(table: Table, number: int) -> str:
    names = [column.name for column in table.c]
    which = "id" if table is accounts else "account_id"
    values = [_own(table, name, number) if name in OWN else f"t.{name}" for name in names]
    quoted = [f'"{name}"' for name in names]
    few = " AND t.position < :most" if table is milestones else ""
    return (
        f"{_NUMBERS} INSERT INTO {table.name} ({', '.join(quoted)}) "  # noqa: S608 - ours
        f"SELECT {', '.join(values)} FROM {table.name} t, n "
        f"WHERE t.workspace_id = :workspace AND t.{which} = :account{few}"
    )


def _own(table: Table, name: str, number: int) -> str:
    if name == "account_id" or (table is accounts and name == "id"):
        return _name(number)
    if name == "lane":  # its own channel's; a stall's card stands in the team's
        return f"CASE WHEN t.lane LIKE 'channel:%' THEN {_lane(number)} ELSE t.lane END"
    if name == "channel_id" and table is accounts:
        return f"'GC' || {_name(number)}"
    if name == "channel_name":
        return f"'onb-' || {_name(number)}"
    if name == "id" and table is not stalls:  # which is known by its day
        return "substr(t.id, 1, 20) || n.i"
    return f"t.{name}"


_NUMBERS = (
    "WITH RECURSIVE n(i) AS "
    "(SELECT 1 WHERE :count > 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
)
