import pytest

from storage.database import Database
from tests.clock import SettableClock
from tests.services.story import Story, open_story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return open_story(database, clock)
