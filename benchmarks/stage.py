"""A Slack of our own in a process of its own, Milepost in it, customers' channels adopted.

Everything was made by the program itself: the channel's checklist is posted, the customer's people
may act, and nothing waits to be sent.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count as numbers
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from sqlalchemy import select

from bot.app import Milepost, build_app
from bot.clock import SystemClock
from bot.delivery import DeliverySettings
from bot.manifest import manifest
from bot.settings import Settings
from onboarding.intake import IntakeForm
from onboarding.provisioning import Sharing
from sandbox.client import Installation, SandboxDriver
from sandbox.reports import MessageSeen
from sandbox.server import Sandbox
from sandbox.settings import Settings as SandboxSettings
from services.accounts import Started
from services.actor import Actor
from storage.database import Database
from storage.outbox import OutboxState
from storage.people import MemberFacts
from storage.schema import outbox, surfaces
from storage.scoping import EVERY_WORKSPACE
from storage.surfaces import CHECKLIST

UNPACED = DeliverySettings(paced=False, poll_seconds=0.2)
SETTING_THE_STAGE_SECONDS = 120.0
_customers = numbers(1)


@dataclass(frozen=True, slots=True)
class Stage:
    """The sandbox, and the app that is installed in it."""

    url: str
    driver: SandboxDriver
    app: Installation

    def settings(self, database_url: str, **more: str) -> Settings:
        """What the operator would set; without `SLACK_APP_TOKEN` Slack comes by HTTP."""
        variables: dict[str, Any] = {
            "DATABASE_URL": database_url,
            "SLACK_API_URL": f"{self.url}/api/",
            "SLACK_BOT_TOKEN": self.app.bot_token,
            "SLACK_SIGNING_SECRET": self.app.signing_secret,
        }
        return Settings(_env_file=None, **variables | more)

    def milepost(self, database_url: str, delivery: DeliverySettings | None = None) -> Milepost:
        """The program, put together as `milepost run` does, and not started."""
        return build_app(
            self.settings(database_url), SystemClock(), delivery=delivery, reviews=False
        )


@contextmanager
def raised(request_url: str | None = None) -> Iterator[Stage]:
    """A sandbox without limits. `request_url`: where the app is reached by HTTP."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,))
    process.start()
    try:
        url = here.recv()
        with SandboxDriver(url) as driver:
            yield Stage(url, driver, driver.install(manifest(), request_url))
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection) -> None:
    sandbox = Sandbox(settings=SandboxSettings(limits=False))

    def tell_the_address() -> None:
        sandbox.wait_until_ready()
        parent.send(sandbox.base_url)

    Thread(target=tell_the_address).start()
    sandbox.serve()


@dataclass(frozen=True, slots=True)
class Customer:
    """An account, its channel, and the checklist in it."""

    account: str
    channel: str
    checklist: MessageSeen


def adopt(stage: Stage, database_url: str, count: int, *, track: str = "guided") -> list[Customer]:
    """That many customers, each in a channel that Olivia made."""
    milepost = stage.milepost(database_url, UNPACED)
    try:
        milepost.start()
        _learn_people(milepost, stage)
        found = [_start(milepost, stage, next(_customers), track) for _ in range(count)]
        until_sent(milepost.database, stage.driver)
        posted = _checklists(milepost.database)
    finally:
        milepost.stop()
    olivia = stage.driver.person("olivia")
    customers = []
    for account, channel in found:
        message = next(m for m in olivia.messages(channel) if m.ts == posted[account])
        customers.append(Customer(account, channel, message))
    return customers


def until_sent(
    database: Database, driver: SandboxDriver, seconds: float = SETTING_THE_STAGE_SECONDS
) -> None:
    """Wait until nothing is left to send. Raises RuntimeError when something could not be sent."""

    def waits() -> bool:
        """Asks for one row: it looks often, and what is measured runs beside it."""
        with database.reading() as connection:
            row = connection.execute(_LEFT).first()
        if row is not None and row.state == OutboxState.DEAD:
            raise RuntimeError(f"not delivered: {row}")
        return row is not None

    driver.until(lambda: not waits(), seconds, describe="everything is sent")


def _learn_people(milepost: Milepost, stage: Stage) -> None:
    workspace = milepost.installation.workspace
    milepost.services.workspaces.learn(
        workspace,
        [
            MemberFacts(p.id, p.team_id, p.real_name, p.email, p.zone)
            for p in stage.driver.people()
            if p.team_id == workspace and not p.is_bot
        ],
    )


def _start(milepost: Milepost, stage: Stage, number: int, track: str) -> tuple[str, str]:
    """Make a channel and let Milepost take it over; the account and the channel."""
    olivia, maya = stage.driver.person("olivia"), stage.driver.person("maya")
    workspace = milepost.installation.workspace
    channel = olivia.create_channel(f"customer-{number}", private=True).id
    olivia.invite(channel, stage.app.bot_user_id)
    form = IntakeForm(
        name=f"Hazel & Finch {number}",
        contract_value="60,000",
        signed_on="2026-02-27",
        track=track,
        owner=olivia.id,
        ae=stage.driver.person("arthur").id,
        csm=stage.driver.person("clara").id,
        contacts=(),
        outcome="Every order leaves the house on the day it came in.",
        country="DE",
        sharing=Sharing.ADOPT.value,
        channel=channel,
    )
    started = milepost.services.accounts.start(
        Actor(olivia.id, workspace, workspace), form, f"start:{number}"
    )
    if not isinstance(started, Started):
        raise TypeError(f"the customer was not started: {started}")
    milepost.services.channels.shared(workspace, channel, maya.team_id, f"shared:{number}")
    return started.account, channel


_LEFT = (
    select(outbox.c.key, outbox.c.error, outbox.c.state)
    .where(outbox.c.state != OutboxState.SENT)
    .order_by(outbox.c.state)  # "dead" comes first
    .limit(1)
    .execution_options(**EVERY_WORKSPACE)
)


def _checklists(database: Database) -> dict[str, str]:
    """The `ts` of each account's checklist."""
    with database.reading() as connection:
        rows = connection.execute(
            select(surfaces.c.account_id, surfaces.c.ts)
            .where(surfaces.c.kind == CHECKLIST)
            .execution_options(**EVERY_WORKSPACE)
        )
        return {row.account_id: row.ts for row in rows}
