"""Many accounts, each the copy of one that the services have made: in seconds, not in hours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, Table, text

from onboarding.tracks import Track
from playbooks.load import shipped_playbooks
from services import Services
from storage.database import Database
from storage.review_schema import signs
from storage.schema import (
    account_roles,
    accounts,
    lanes,
    milestones,
    plans,
    stages,
    stakeholders,
    surfaces,
)
from tests.clock import SettableClock
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story, member, open_story

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COPIED = (accounts, account_roles, plans, stages, milestones, stakeholders, signs, surfaces)
OWN = {"account_id", "lane", "channel_id", "channel_name", "id"}
"""What differs from copy to copy."""


@dataclass(frozen=True, slots=True)
class Many:
    """Services on a database with many accounts, and a clock to turn."""

    services: Services
    database: Database
    clock: SettableClock
    first: str
    """The account that the others are copies of: people click in it."""


@contextmanager
def opened(url: str, count: int) -> Iterator[Many]:
    """A workspace with that many accounts on the guided track, all due; Maya has come to each."""
    clock = SettableClock(MONDAY)
    database = Database(url, clock)
    try:
        story = open_story(database, clock)
        services = Services.open(database, shipped_playbooks(None))
        first = _first(Story(services, database, clock))
        copy(database.engine, first, count - 1)
        yield Many(services, database, clock, first)
    finally:
        database.close()
        del story


def _first(story: Story) -> str:
    account = story.with_channel(track=Track.GUIDED.value)
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, FINCH, story.key())
    facts = member(MAYA, "Maya Finch", "maya@hazelfinch.example")
    story.services.workspaces.learn(HOST, [facts])
    story.services.channels.person_known(HOST, account, facts)
    story.tick(OLIVIA, "warm-introduction")
    return account


def copy(engine: Engine, first: str, count: int) -> None:
    """So many copies of an account with all that belongs to it, made within the database."""
    with engine.begin() as connection:
        connection.execute(
            text(
                f"{_NUMBERS} INSERT INTO lanes (workspace_id, lane) "  # noqa: S608 - ours
                "SELECT :workspace, 'channel:a' || n.i FROM n"
            ),
            {"count": count, "workspace": HOST},
        )
        for table in COPIED:
            connection.execute(text(_copying(table)), {"count": count, "first": first})
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _copying(table: Table) -> str:
    names = [column.name for column in table.c]
    which = "id" if table is accounts else "account_id"
    values = [_own(table, name) if name in OWN else f"t.{name}" for name in names]
    quoted = [f'"{name}"' for name in names]
    return (
        f"{_NUMBERS} INSERT INTO {table.name} ({', '.join(quoted)}) "  # noqa: S608 - ours
        f"SELECT {', '.join(values)} FROM {table.name} t, n WHERE t.{which} = :first"
    )


def _own(table: Table, name: str) -> str:
    if name == "lane":
        return "'channel:a' || n.i"
    if name == "channel_id":
        return "'GC' || n.i" if table is accounts else f"t.{name}"
    if name == "channel_name":
        return "'onb-' || n.i"
    if name == "account_id" or table is accounts:
        return "'a' || n.i"
    return "substr(t.id, 1, 20) || n.i"  # of a stakeholder, of a surface


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
__all__ = ["HOST", "Many", "copy", "lanes", "opened"]
