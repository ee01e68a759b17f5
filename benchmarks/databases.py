"""A fresh database of either kind, with our tables and no rows."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path

from storage import versions
from tests.postgres import running_postgres


class Kind(StrEnum):
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@contextmanager
def fresh(kind: Kind, count: int = 1) -> Iterator[list[str]]:
    """Their URLs. PostgreSQL's server comes with a Python package and runs with `fsync` off, which
    makes its floor lower and our ratio worse: COMMIT waits for no disk."""
    with ExitStack() as stack:
        if kind is Kind.POSTGRESQL:
            server = stack.enter_context(running_postgres())
            yield [stack.enter_context(server.database()) for _ in range(count)]
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="milepost-"))
            urls = [f"sqlite:///{Path(folder) / f'{number}.db'}" for number in range(count)]
            for url in urls:
                versions.upgrade(url)
            yield urls
