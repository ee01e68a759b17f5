"""Keys of what was handled long ago: Slack repeats within the hour, so they need not be kept."""

from dataclasses import dataclass
from datetime import timedelta

from services.office import Office
from storage.inbox import forget

KEPT = timedelta(days=30)
BATCH = 500
"""A click never waits long for these deletions."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was delivered to us."""

    office: Office

    def forget_old(self) -> int:
        """Delete the old keys of every workspace, a batch at a time; how many there were."""
        database, forgotten = self.office.database, 0
        while True:
            with database.writing() as connection:
                batch = forget(connection, database.clock.now() - KEPT, BATCH)
            forgotten += batch
            if batch < BATCH:
                return forgotten
