"""Where the demo plays: a sandbox and Milepost, running together in this process."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app import build_app
from bot.clock import SystemClock
from bot.delivery import DeliverySettings
from bot.manifest import manifest
from bot.run import running
from bot.settings import Settings
from sandbox.client import Installation, SandboxDriver
from sandbox.server import Sandbox
from storage import versions

TEAM_CHANNEL = "team-onboarding"


@dataclass(frozen=True, slots=True)
class Stage:
    """A running sandbox with Milepost installed in it."""

    sandbox: Sandbox
    driver: SandboxDriver
    installation: Installation


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Start both, in Socket Mode, with a SQLite file in `folder`; stop both on the way out.

    Slack's limits are off: at its pace, one message a second and channel, people would wait.
    """
    with ExitStack() as on_the_way_out:
        sandbox = on_the_way_out.enter_context(Sandbox.running(limits="off"))
        driver = on_the_way_out.enter_context(sandbox.driver())
        installation = driver.install(manifest())
        database_url = f"sqlite:///{folder / 'milepost.db'}"
        versions.upgrade(database_url)
        settings = Settings(
            _env_file=None,
            DATABASE_URL=SecretStr(database_url),
            SLACK_BOT_TOKEN=SecretStr(installation.bot_token),
            SLACK_APP_TOKEN=SecretStr(installation.app_token),
            SLACK_API_URL=sandbox.api_url,
            team_channel=_team_channel(driver),
        )
        milepost = build_app(
            settings, SystemClock(), delivery=DeliverySettings(paced=False), reviews=False
        )
        on_the_way_out.enter_context(running(milepost))
        driver.person("olivia").invite(TEAM_CHANNEL, installation.bot_user_id)
        yield Stage(sandbox, driver, installation)


def _team_channel(driver: SandboxDriver) -> str:
    """A channel of our own people; its id."""
    olivia = driver.person("olivia")
    channel = olivia.create_channel(TEAM_CHANNEL, private=True)
    for name in ("arthur", "clara", "liam"):
        olivia.invite(channel.id, driver.person(name).id)
    return channel.id
