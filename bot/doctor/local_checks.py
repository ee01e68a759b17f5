"""What can be looked at without Slack: the database, its schema, the playbooks."""

from collections.abc import Iterator

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bot.doctor.findings import Finding, fault, unseen, well
from bot.settings import Settings
from onboarding.tracks import Track
from playbooks.load import PlaybookError, shipped_playbooks
from playbooks.words import WordsError, shipped_words
from storage import versions

OLDEST_POSTGRESQL = 140_000
"""PostgreSQL 14, as the server counts."""


def check_database(engine: Engine) -> Iterator[Finding]:
    """The connection, the server's age, and the schema."""
    try:
        yield _server(engine)
    except OperationalError as error:
        yield fault(
            "database",
            str(error.orig).strip(),
            "check DATABASE_URL, and that the server runs (for SQLite: that the folder is there "
            "and may be written to)",
        )
        yield unseen("schema", "needs the database")
        return
    try:
        versions.check(engine)
    except versions.SchemaError as error:
        said, _, remedy = str(error).partition(": ")
        yield fault("schema", said, remedy)
    else:
        yield well("schema", f"revision {versions.known()}")


def check_playbooks(settings: Settings) -> Iterator[Finding]:
    """Every track has a playbook, and every message its words."""
    try:
        found = shipped_playbooks(settings.playbooks)
    except PlaybookError as error:
        yield fault("playbooks", str(error), "mend the file, or unset MILEPOST_PLAYBOOKS")
    else:
        yield well("playbooks", ", ".join(f"{found[t].title} {found[t].version}" for t in Track))
    try:
        shipped_words()
    except WordsError as error:
        yield fault("words", str(error), "install Milepost again: its templates were changed")
    else:
        yield well("words", "every message has its words")


def _server(engine: Engine) -> Finding:
    with engine.connect().execution_options(reads_only=True) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            version = connection.scalar(text("SELECT sqlite_version()"))
            return well("database", f"SQLite {version}, for one process")
        number = int(connection.scalar(text("SHOW server_version_num")))
        version = connection.scalar(text("SHOW server_version"))
    if number < OLDEST_POSTGRESQL:
        return fault("database", f"PostgreSQL {version}", "use PostgreSQL 14 or later")
    return well("database", f"PostgreSQL {version}")
