"""A workspace with people and a customer with its channel: what stories of services start from."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy import Table, select

from onboarding.intake import IntakeForm, RawContact
from onboarding.playbook import Playbook
from onboarding.ticking import Tick
from onboarding.tracks import Track
from services import Services, ServiceSettings
from services.accounts import Started
from services.actor import Actor
from storage.database import Database
from storage.people import MemberFacts
from storage.schema import activity, outbox
from storage.transaction import look
from tests.clock import SettableClock
from tests.onboarding.examples import playbook_data

HOST, FINCH, WATER = "THOST", "TFINCH", "TWATER"
OLIVIA = Actor("UOLIVIA", HOST, HOST)  # owns the onboarding
ARTHUR = Actor("UARTHUR", HOST, HOST)
CLARA = Actor("UCLARA", HOST, HOST)
MAYA = Actor("UMAYA", FINCH, HOST)  # champion of the customer
TOM = Actor("UTOM", FINCH, HOST)  # her colleague
BEN = Actor("UBEN", WATER, HOST)  # of another customer
GWEN = Actor("UGWEN", HOST, HOST)  # a guest in our workspace
STRANGER = Actor("USTRANGE", "TSTRANGE", HOST)
CHANNEL = "GFINCH"

FORM = IntakeForm(
    name="Hazel & Finch",
    contract_value="60,000",
    signed_on="2026-02-27",
    owner=OLIVIA.user,
    ae=ARTHUR.user,
    csm=CLARA.user,
    contacts=(
        RawContact("Maya Finch", "Maya@hazelfinch.example", "champion"),
        RawContact("Tom Hazel", "tom@hazelfinch.example", "technical_owner"),
    ),
    outcome="Every order leaves the house on the day it came in.",
    country="DE",
)


@dataclass
class Story:
    """Services on a database, and short words for what a test does with them."""

    services: Services
    database: Database
    clock: SettableClock

    def __post_init__(self) -> None:
        self._keys = count()

    def key(self) -> str:
        return f"test:{next(self._keys)}"

    def start(self, **given: Any) -> str:
        """A customer as the form makes it; answers the account's id."""
        started = self.services.accounts.start(OLIVIA, replace(FORM, **given), self.key())
        assert isinstance(started, Started), started
        return started.account

    def with_channel(self, channel: str = CHANNEL, **given: Any) -> str:
        """A customer whose channel is made, with its checklist posted and Finch's people in it."""
        account = self.start(**given)
        self.make_channel(account, channel)
        self.services.channels.shared(HOST, channel, FINCH, self.key())
        return account

    def make_channel(self, account: str, channel: str = CHANNEL) -> None:
        row = self.outbox(kind="step", account=account)[0]
        self.services.provisioning.channel_made(
            HOST, account, row.body["step"], channel, row_id=row.id
        )
        posting = next(
            r for r in self.outbox(kind="step", account=account) if r.body["step"] == "checklist"
        )
        self.services.provisioning.posted(HOST, account, "checklist", "100.1", 1, row_id=posting.id)

    def tick(self, actor: Actor, milestone: str, *, done: bool = True, **given: Any) -> Any:
        key = given.pop("key", None) or self.key()
        channel = given.pop("channel", CHANNEL)
        return self.services.milestones.tick(actor, channel, Tick(milestone, done), key, **given)

    def outbox(self, *, kind: str | None = None, account: str | None = None) -> list[Any]:
        rows = self.rows(outbox)
        return [
            row
            for row in rows
            if (kind is None or row.kind == kind) and (account is None or row.account_id == account)
        ]

    def messages(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a kind that wait or were sent, as data."""
        return [
            row.body["message"]
            for row in self.outbox()
            if row.body.get("message", {}).get("kind") == kind
        ]

    def activity(self, kind: str | None = None) -> list[Any]:
        return [row for row in self.rows(activity) if kind is None or row.kind == kind]

    def rows(self, table: Table) -> list[Any]:
        with look(self.database, HOST) as tx:
            statement = select(table).where(table.c.workspace_id == HOST)
            if "id" in table.c:
                statement = statement.order_by(table.c.id)
            return list(tx.connection.execute(statement))


def member(actor: Actor, name: str, email: str | None = None, **given: Any) -> MemberFacts:
    return MemberFacts(
        user_id=actor.user,
        team_id=actor.team,
        name=name,
        email=email,
        time_zone="Europe/Berlin",
        **given,
    )


def open_story(database: Database, clock: SettableClock) -> Story:
    """A workspace with Olivia, Arthur, Clara and a guest; the story's playbook on every track."""
    playbook = Playbook.model_validate(playbook_data())
    services = Services.open(database, dict.fromkeys(Track, playbook), ServiceSettings())
    services.workspaces.installed(HOST, "Trellis", "UBOT", "BBOT")
    services.workspaces.learn(
        HOST,
        [
            member(OLIVIA, "Olivia Hart"),
            member(ARTHUR, "Arthur Lane"),
            member(CLARA, "Clara Moss"),
            member(GWEN, "Gwen Guest", is_guest=True),
        ],
    )
    return Story(services, database, clock)
