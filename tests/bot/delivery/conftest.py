from collections.abc import Iterator

import pytest

from sandbox.server import Sandbox
from storage.database import Database
from tests.bot.delivery.customer import furnished
from tests.bot.delivery.office import Office, open_office


@pytest.fixture
def office(database: Database, sandbox: Sandbox) -> Iterator[Office]:
    """Milepost installed in a sandbox without limits."""
    with sandbox.driver() as driver:
        yield open_office(database, sandbox, driver)


@pytest.fixture
def channel(office: Office) -> str:
    """A customer with a furnished channel; nothing is left to send."""
    return furnished(office)
