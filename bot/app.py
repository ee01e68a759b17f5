"""The one place where parts meet: settings in, a program that can be started and stopped out."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from filelock import FileLock, Timeout
from slack_bolt import App
from slack_sdk.errors import SlackClientError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.delivery.delivery import Delivery
from bot.delivery.executors import executors
from bot.delivery.settings import DeliverySettings
from bot.installation import Installation, authorize, find_installation, members, web_client
from bot.mail import Mailer
from bot.opening import open_services, opened_services
from bot.scheduler import Scheduler, Ticking, ticks, urgent_ticks
from bot.scheduler_process import SchedulerProcess
from bot.settings import Settings
from bot.slack.client import SlackClient
from handlers import register
from playbooks.words import shipped_words
from services import Services
from storage import versions
from storage.database import Database

log = logging.getLogger(__name__)


class AlreadyRunningError(Exception):
    """Another Milepost is at work on the same SQLite file."""


@dataclass(frozen=True, slots=True)
class Milepost:
    """The assembled program. `slack` takes what Slack sends, by whichever door it comes."""

    settings: Settings
    installation: Installation
    database: Database
    services: Services
    slack: App
    delivery: Delivery
    scheduler: Ticking
    only: FileLock | None  # SQLite's file serves one process, PostgreSQL any number

    def start(self) -> None:
        """Put the installation on record, begin to deliver and to look after what is due.

        Raises `AlreadyRunningError`.
        """
        self._be_the_only_one()
        who = self.installation
        self.services.workspaces.installed(who.workspace, who.name, who.bot_user_id, who.bot_id)
        self._meet_members()
        self.delivery.start()
        self.scheduler.start()
        self.database.curious.append(self.scheduler.wake)
        log.info("Milepost works for %s (%s)", who.name, who.workspace)

    def _be_the_only_one(self) -> None:
        """The lock is the operating system's: it ends with the process, however that ends."""
        if self.only is None:
            return
        try:
            self.only.acquire(blocking=False)
        except Timeout:
            raise AlreadyRunningError(
                "another Milepost is at work on this SQLite file: stop it first, or use "
                "PostgreSQL, which serves as many as you like"
            ) from None

    def _meet_members(self) -> None:
        """Learn who is in the workspace; whoever is missed is asked after when we meet."""
        who = self.installation
        try:
            for page in members(self.slack.client, who):
                self.services.workspaces.learn(who.workspace, page)
        except (SlackClientError, OSError) as problem:
            log.warning("not everybody in the workspace is known yet: %s", problem)

    def stop(self) -> None:
        """Finish what is being sent; what waits stays in the database for the next start."""
        self.scheduler.stop()
        if not self.delivery.stop(self.settings.stop_seconds):
            log.warning("not everything arrived in time; the next start looks it up")
        self.database.close()
        if self.only is not None:
            self.only.release()

    @property
    def workers(self) -> int:
        """How many clicks are worked on at once: more only queue for SQLite's one write lock."""
        return 4 if self.database.is_sqlite else 10

    def readiness(self) -> dict[str, str | None]:
        """What is wrong with each part; None where all is well."""
        return {
            **self._database_readiness(),
            "delivery": None if self.delivery.is_alive else "stopped",
            "scheduler": None if self.scheduler.is_alive else "stopped",
        }

    def _database_readiness(self) -> dict[str, str | None]:
        try:
            with self.database.reading() as connection:
                connection.execute(text("SELECT 1"))
            versions.check(self.database.engine)
        except SQLAlchemyError as error:
            return {"database": type(error).__name__, "schema": "unknown"}
        except versions.SchemaError as error:
            return {"database": None, "schema": str(error)}
        return {"database": None, "schema": None}


def build_app(
    settings: Settings,
    clock: Clock,
    *,
    delivery: DeliverySettings | None = None,
    reviews: bool = True,
    apart: bool = False,
) -> Milepost:
    """Put the program together for the workspace of `SLACK_BOT_TOKEN`, which Slack is asked about.

    Without `reviews` the scheduler leaves what is due alone: whoever turns the clock by hand calls
    `services.reviewing.tick` as well. With `apart` the scheduler works in a process of its own, and
    by the machine's clock: clicks do not feel it then.

    Raises `SettingsError`, `SchemaError`, `PlaybookError`, `WordsError` or `InstallationError`,
    each with a message that says what to do.
    """
    settings.require_slack()
    assert settings.slack_bot_token is not None  # noqa: S101 - for mypy; just required
    words = shipped_words()
    database = Database(settings.database_url.get_secret_value(), clock)
    try:
        versions.check(database.engine)
        client = web_client(settings)
        token = settings.slack_bot_token.get_secret_value()
        installation = find_installation(client, token)
        services = open_services(settings, database)
        with hidden_from_bolt():
            slack = App(
                client=client,
                signing_secret=_signing_secret(settings),
                authorize=authorize(installation),
                process_before_response=True,
            )
        register(slack, services, words)
        return Milepost(
            settings=settings,
            installation=installation,
            database=database,
            services=services,
            slack=slack,
            only=_lock(database),
            delivery=Delivery(
                database,
                SlackClient(token, settings.slack_api_url),
                executors(services, words, mailer(settings)),
                services.delivery.died,
                delivery or _delivery_settings(settings),
            ),
            scheduler=_apart(settings, database)
            if apart
            else Scheduler(ticks(services), urgent=urgent_ticks(services) if reviews else ()),
        )
    except BaseException:
        database.close()
        raise


def _apart(settings: Settings, database: Database) -> SchedulerProcess:
    opening = partial(opened_services, settings)
    return SchedulerProcess(opening, database.wake, settings.stop_seconds)


def _lock(database: Database) -> FileLock | None:
    if not database.is_sqlite:
        return None
    # not bound to a thread: whoever stops the program need not be who started it
    return FileLock(f"{database.engine.url.database}.lock", thread_local=False)


@contextmanager
def hidden_from_bolt() -> Iterator[None]:
    """Bolt reads `SLACK_…` from the environment by itself and would, for a client id and secret,
    look installations up in files of its own. What we read may also have come from `.env`."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _signing_secret(settings: Settings) -> str:
    secret = settings.slack_signing_secret
    return secret.get_secret_value() if secret else ""


def mailer(settings: Settings) -> Mailer | None:
    """Who hands letters in; None where no mail server is set."""
    server = settings.mail_server
    if server is None or settings.mail_from is None:
        return None
    return Mailer(server, settings.mail_from)


def _delivery_settings(settings: Settings) -> DeliverySettings:
    return DeliverySettings(
        hold_seconds=settings.lane_hold_seconds, posts_per_minute=settings.posts_per_minute
    )
