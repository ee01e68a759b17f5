"""A test's database on PostgreSQL is empty, whatever the test before it did to it."""

import psycopg
from sqlalchemy import text

from storage import versions
from storage.database import Database
from tests.bot.delivery.harness import install, put
from tests.clock import SettableClock
from tests.postgres import Postgres


def test_a_database_that_was_used_is_as_good_as_a_new_one(postgres: Postgres) -> None:
    ids = []
    for _ in range(2):
        with postgres.database() as url:
            database = Database(url, SettableClock())
            install(database)
            put(database, ("team", "one"))
            with database.reading() as connection:
                ids.append(connection.execute(text("SELECT id FROM outbox")).scalars().all())
            # and somebody who holds a lock and never goes away
            left = psycopg.connect(url)
            left.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
        left.close()
        database.close()
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1


def test_a_database_whose_tables_were_changed_is_not_used_again(postgres: Postgres) -> None:
    for spoil in ("DROP TABLE blockers CASCADE", "DROP TRIGGER activity_append_only ON activity"):
        with postgres.database() as url:
            database = Database(url, SettableClock())
            versions.check(database.engine)
            with database.writing() as connection:
                connection.execute(text(spoil))
            database.close()
        with postgres.database() as url:
            database = Database(url, SettableClock())
            with database.reading() as connection:
                assert connection.scalar(text("SELECT count(*) FROM blockers")) == 0
            database.close()
