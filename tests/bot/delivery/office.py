"""Milepost without its ears: real services and delivery, on a sandbox's Slack."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from bot.clock import SystemClock
from bot.delivery import Delivery, DeliverySettings, executors
from bot.slack.client import SlackClient
from onboarding.intake import IntakeForm, RawContact
from onboarding.playbook import Playbook
from onboarding.provisioning import Sharing
from onboarding.ticking import Tick
from onboarding.tracks import Track
from playbooks.words import shipped_words
from sandbox.client import Installation, PersonDriver, SandboxDriver
from sandbox.server import Sandbox
from services import Services, ServiceSettings
from services.accounts import Started
from services.actor import Actor
from storage.database import Database
from storage.people import MemberFacts
from storage.schema import outbox, provisioning_steps
from tests.onboarding.examples import playbook_data

MANIFEST = yaml.safe_load((Path(__file__).parents[3] / "manifest.yaml").read_text())
SETTINGS = DeliverySettings(poll_seconds=0.2, first_patience=0.05, paced=False)


@dataclass
class Office:
    """One installation of Milepost, and the people of the sandbox."""

    database: Database
    services: Services
    driver: SandboxDriver
    installation: Installation
    api_url: str
    team_channel: str
    timeout_seconds: float = 5.0
    _keys: Iterator[int] = field(default_factory=count)

    @property
    def workspace(self) -> str:
        return self.installation.team_id

    def key(self) -> str:
        return f"test:{next(self._keys)}"

    def person(self, who: str) -> PersonDriver:
        return self.driver.person(who)

    def actor(self, who: str) -> Actor:
        person = self.person(who)
        return Actor(person.id, person.team_id, self.workspace)

    def start(self, **given: Any) -> str:
        """A new customer, by the form; answers the account's id."""
        form = IntakeForm(
            name="Hazel & Finch",
            contract_value="60,000",
            signed_on=self.database.clock.now().date().isoformat(),
            owner=self.person("olivia").id,
            ae=self.person("arthur").id,
            csm=self.person("clara").id,
            contacts=(
                RawContact("Maya Finch", self.person("maya").email, "champion"),
                RawContact("Tom Hazel", self.person("tom").email, "technical_owner"),
            ),
            outcome="Every order leaves the house on the day it came in.",
            country="DE",
        )
        started = self.services.accounts.start(
            self.actor("olivia"), replace(form, **given), self.key()
        )
        assert isinstance(started, Started), started
        return started.account

    def adopt(self, channel: str) -> str:
        return self.start(sharing=Sharing.ADOPT.value, channel=channel, contacts=())

    def tick(self, channel: str, milestone: str, *, done: bool = True) -> None:
        self.services.milestones.tick(
            self.actor("olivia"), channel, Tick(milestone, done), self.key()
        )

    def rows(self) -> list[Any]:
        with self.database.reading() as connection:
            return list(
                connection.execute(
                    select(outbox)
                    .where(outbox.c.workspace_id == self.workspace)
                    .order_by(outbox.c.id)
                )
            )

    def row(self, key: str) -> Any:
        """The outbox row of a key."""
        return next(row for row in self.rows() if row.key == key)

    def steps(self) -> dict[str, tuple[str, str | None]]:
        """State and error of each provisioning step, by key."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(provisioning_steps).where(
                    provisioning_steps.c.workspace_id == self.workspace
                )
            )
            return {row.key: (row.state, row.error) for row in rows}

    def until_quiet(self, seconds: float = 30.0) -> None:
        """Wait until nothing is left to send."""
        self.driver.until(
            lambda: all(row.state in ("sent", "dead") for row in self.rows()),
            seconds,
            describe="the outbox is empty",
        )

    def calls(self, method: str) -> int:
        return len(self.driver.calls(method))

    @contextmanager
    def delivering(
        self, settings: DeliverySettings = SETTINGS, *, deaf: bool = False
    ) -> Iterator[Delivery]:
        """Delivery at work; `deaf`: Slack's news that a channel's id has changed is lost."""
        delivery = Delivery(
            self.database,
            SlackClient(
                self.installation.bot_token, self.api_url, timeout_seconds=self.timeout_seconds
            ),
            executors(self.services, shipped_words(), None),
            self.services.delivery.died,
            settings,
        )
        delivery.start()
        done = threading.Event()
        ears = threading.Thread(target=self._hear, args=(done,))
        if not deaf:
            ears.start()
        try:
            yield delivery
        finally:
            done.set()
            if not deaf:
                ears.join()
            delivery.stop()

    def _hear(self, done: threading.Event) -> None:
        """What handlers do with the one event that delivery depends on."""
        heard = 0
        with SandboxDriver(self.api_url.removesuffix("/api/")) as driver:
            while not done.wait(0.05):
                for told in driver.deliveries("events_api", since=heard):
                    heard = told.index + 1
                    event = told.payload["event"]
                    if event["type"] == "channel_id_changed":
                        self.services.channels.id_changed(
                            self.workspace,
                            event["old_channel_id"],
                            event["new_channel_id"],
                            told.payload["event_id"],
                        )


def open_office(
    database: Database, sandbox: Sandbox, driver: SandboxDriver, *, with_team_channel: bool = True
) -> Office:
    """Milepost installed at Trellis, whose people it knows, with a team channel."""
    database.clock = SystemClock()
    installation = sandbox.install(MANIFEST)
    host = installation.team_id
    olivia = driver.person("olivia")
    team_channel = olivia.create_channel("onboarding-team").id
    olivia.invite(team_channel, installation.bot_user_id)
    playbook = Playbook.model_validate(playbook_data())
    settings = ServiceSettings(team_channel=team_channel if with_team_channel else None)
    services = Services.open(database, dict.fromkeys(Track, playbook), settings)
    services.workspaces.installed(host, "Trellis", installation.bot_user_id, installation.bot_id)
    services.workspaces.learn(
        host,
        [
            MemberFacts(p.id, p.team_id, p.real_name, p.email, p.zone)
            for p in driver.people()
            if p.team_id == host and not p.is_bot
        ],
    )
    return Office(database, services, driver, installation, sandbox.api_url, team_channel)
