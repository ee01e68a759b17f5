"""A sandbox, a database and a nursery, with the first customer about to begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from bot.manifest import manifest
from sandbox.client import SandboxDriver
from sandbox.server import Sandbox
from tests.contract.keeping import keeping_to_contract
from tests.crash.first_customer import FirstCustomer
from tests.crash.kill_points import Kind, When
from tests.crash.lives import Lives, Nursery

DELIVERY = {
    "hold_seconds": 0.3,  # on PostgreSQL nobody else may work what a dead process held
    "poll_seconds": 0.1,
    "first_patience": 0.05,
    "paced": False,
}


@dataclass
class Stage:
    """`story` is to be played while `lives` are lived."""

    driver: SandboxDriver
    story: FirstCustomer
    base_url: str
    nursery: Nursery
    orders: dict[str, object]

    @contextmanager
    def lives(
        self, kind: Kind | None = None, when: When = "before", **delivery: float
    ) -> Iterator[Lives]:
        """The program at work, dying where it is told to; see `Lives` and `DeliverySettings`."""
        orders = self.orders | {"delivery": DELIVERY | delivery}
        with Lives(self.nursery, orders, kind, when) as lives:
            self.story.trouble = lambda: lives.failure
            yield lives


@contextmanager
def set_stage(nursery: Nursery, database_url: str, log: Path) -> Iterator[Stage]:
    """Milepost is installed, with a team channel, and not running yet. The lives write to `log`."""
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    # an event that nobody hears is given up at once: the story has it brought again
    slack = Sandbox.running(limits="off", retry_wait_factor=0.0)
    with slack as sandbox, keeping_to_contract(sandbox), sandbox.driver() as driver:
        installation = sandbox.install(manifest())
        olivia = driver.person("olivia")
        team_channel = olivia.create_channel("onboarding-team").id
        olivia.invite(team_channel, installation.bot_user_id)
        program = {
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": installation.bot_token,
            "SLACK_APP_TOKEN": installation.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "team_channel": team_channel,
        }
        yield Stage(
            driver,
            FirstCustomer(driver, installation, team_channel, engine, sandbox.api_url),
            sandbox.base_url,
            nursery,
            {"settings": program, "log": str(log)},
        )
    engine.dispose()
