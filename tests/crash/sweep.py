"""Killed before and after each single commit and call while a customer is quiet.

    uv run python -m tests.crash.sweep
    uv run python -m tests.crash.sweep postgresql

Some three hundred processes per database, one after another; the suite kills one at each sort.
"""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from storage import versions
from tests.crash.kill_points import EVERYWHERE
from tests.crash.lives import nursery
from tests.crash.stage import set_quiet_stage
from tests.postgres import running_postgres

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def main(databases: Sequence[str] = (SQLITE, POSTGRESQL)) -> int:
    """Print what was found; 1 when anything was lost, said twice or on another day."""
    wrong = 0
    with ExitStack() as on_the_way_out:
        folder = Path(on_the_way_out.enter_context(tempfile.TemporaryDirectory(prefix="sweep-")))
        births = on_the_way_out.enter_context(nursery(folder))
        files = ["undisturbed", *(name for name in databases if name == SQLITE)]
        urls = {name: f"sqlite:///{folder / name}.db" for name in files}
        for url in urls.values():
            versions.upgrade(url)
        if POSTGRESQL in databases:
            postgres = on_the_way_out.enter_context(running_postgres())
            urls[POSTGRESQL] = on_the_way_out.enter_context(postgres.database())
        expected = None
        for name, url in urls.items():
            (room := folder / f"room-{name}").mkdir()
            with set_quiet_stage(births, url, room) as stage:
                with stage.lives():
                    stage.story.begin()
                with stage.lives(EVERYWHERE if expected is not None else ()) as lives:
                    stage.story.go_quiet()
                seen = stage.story.seen()
            expected = expected or seen
            differ = [what for what in expected if seen[what] != expected[what]]
            wrong += len(differ)
            found = f"{lives.deaths} deaths at {len(lives.died_at)} places"
            sys.stdout.write(f"{name}: {found}; differs: {differ or 'nothing'}\n")
            sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or (SQLITE, POSTGRESQL)))
