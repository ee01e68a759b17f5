"""A sandbox, a database and a nursery, with a story about to begin."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import create_engine

from bot.manifest import manifest
from playbooks.load import shipped_playbooks
from sandbox.client import SandboxDriver
from sandbox.server import Sandbox
from services import Services, ServiceSettings
from storage.database import Database
from tests.contract.keeping import keeping_to_contract
from tests.crash.first_customer import FirstCustomer
from tests.crash.kill_points import Kind, When
from tests.crash.lives import Lives, Nursery
from tests.crash.quiet_customer import STARTS_AT, QuietCustomer
from tests.crash.turned import turn, turned_clock

Story = TypeVar("Story", bound=FirstCustomer)

playbooks = cache(shipped_playbooks)

DELIVERY = {"first_patience": 0.05, "paced": False}
IN_TURNS = {
    "hold_seconds": 0.3,  # nobody else may work what a dead process held
    "poll_seconds": 0.1,  # and nobody is told when the hold runs out
}
"""On PostgreSQL; on SQLite whoever begins takes over what was held."""


@dataclass
class Stage(Generic[Story]):
    """`story` is to be played while `lives` are lived."""

    driver: SandboxDriver
    story: Story
    base_url: str
    nursery: Nursery
    orders: dict[str, object]
    is_shared: bool
    """Whether the database may serve several processes at once."""

    @contextmanager
    def lives(
        self,
        sides: Sequence[tuple[Kind, When]] = (),
        *,
        only: Collection[str] | None = None,
        each: bool = True,
        **delivery: float,
    ) -> Iterator[Lives]:
        """The program at work, dying where it is told to; see `Lives` and `DeliverySettings`."""
        in_turns = IN_TURNS if self.is_shared else {}
        orders = self.orders | {"delivery": DELIVERY | in_turns | delivery}
        with Lives(self.nursery, orders, sides, only, each) as lives:
            self.story.trouble = lambda: lives.failure
            yield lives


@contextmanager
def set_stage(
    nursery: Nursery,
    database_url: str,
    log: Path,
    story: type[Story],
    *,
    starts_at: float | None = None,
    **settings: str,
) -> Iterator[Stage[Story]]:
    """Milepost is installed, with a team channel, and not running yet. The lives write to `log`.

    `starts_at`: what the sandbox's clock shows, seconds UTC; `settings`: more of the program's.
    """
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    # an event that nobody hears is given up at once: the story has it brought again
    slack = Sandbox.running(limits="off", retry_wait_factor=0.0, starts_at=starts_at)
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
            story(driver, installation, team_channel, engine, sandbox.api_url),
            sandbox.base_url,
            nursery,
            {"settings": program | settings, "log": str(log)},
            is_shared=engine.dialect.name == "postgresql",
        )
    engine.dispose()


@contextmanager
def set_quiet_stage(
    nursery: Nursery, database_url: str, folder: Path, **settings: str
) -> Iterator[Stage[QuietCustomer]]:
    """The same for a story in which days pass: the lives follow the sandbox's clock."""
    clock_file = folder / "clock"
    opening = set_stage(
        nursery, database_url, folder / "lives.log", QuietCustomer, starts_at=STARTS_AT, **settings
    )
    with opening as stage:
        turn(clock_file, stage.driver.now())
        stage.orders["clock"] = str(clock_file)
        database = Database(database_url, turned_clock(clock_file))
        with closing(database):
            can_mail = ServiceSettings(can_mail="smtp_url" in settings)
            stage.story.services = Services.open(database, playbooks(), can_mail)
            stage.story.clock_file = clock_file
            yield stage
