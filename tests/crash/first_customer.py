"""The first customer, played by people who click again only when nobody answered; and what they
see in the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from slack_sdk import WebClient
from sqlalchemy import Engine, text

from sandbox.client import Installation, PersonDriver, SandboxDriver
from sandbox.reports import ChannelSeen, MessageSeen

CUSTOMER = "Hazel & Finch"
OUTCOME = "Every order leaves the house on the day it came in."
MILESTONE = "people-named"
"""Of the playbook for this contract: the customer's own, and waiting for nothing."""
PATIENCE = 60.0

Found = TypeVar("Found")


@dataclass
class FirstCustomer:
    """Olivia starts the customer; Maya, of the customer's company, ticks its first milestone."""

    driver: SandboxDriver
    installation: Installation
    team_channel: str
    engine: Engine
    api_url: str
    trouble: Callable[[], str | None] = lambda: None
    heard: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.olivia, self.arthur = self.driver.person("olivia"), self.driver.person("arthur")
        self.clara = self.driver.person("clara")
        self.maya, self.tom = self.driver.person("maya"), self.driver.person("tom")

    # What they do

    def play(self) -> None:
        self.start()
        self.be_invited()
        self.accept()
        self.tick()
        self.all_said()

    def start(self) -> None:
        """Olivia types the command and fills the form."""
        self._until(self._form, "the form opens")
        if not self._has_second_contact():
            self._until(self._another_contact, "the form has room for Tom")
        self._until(self._sent, "the form is sent")

    def be_invited(self) -> None:
        """Maya does not sit over her mail: when she reads it, all else is done."""
        self._until(self.maya.inbox, "Maya is invited")
        self.all_said()

    def accept(self) -> None:
        """Maya accepts, and sees the checklist in the channel."""
        self.maya.accept(self.maya.inbox()[0].id)
        self._until(self._checklists, "Maya sees the checklist")

    def miss_news(self) -> None:
        """Slack gives up what it could not tell until now."""
        self._until(self.driver.is_idle, "Slack gives up")
        self.heard.update(event.index for event in self.driver.deliveries("events_api"))

    def tick(self) -> None:
        """Maya ticks. Clicking again, she presses the same button and never its opposite."""
        self._until(self._all_heard, "Milepost hears that Maya has come")
        button = self._button()
        assert '"done":true' in button["value"], button
        self._until(lambda: self._clicked(button["value"]), "Maya's click is answered")

    def all_said(self) -> None:
        """Wait until there is nothing left to say on either side."""
        self._until(
            lambda: not self._waiting() and self._all_heard() and not self._waiting(), "all is said"
        )

    def _all_heard(self) -> bool:
        """Slack brings an event again, for longer than any process here is dead."""
        if not self.driver.is_idle():
            return False
        for event in self.driver.deliveries("events_api"):
            if event.index not in self.heard:
                assert event.ack is not None
                if not event.ack["ok"] and not self.driver.redeliver(event.index)["ok"]:
                    return False
                self.heard.add(event.index)
        return True

    def _form(self) -> bool:
        if self.olivia.modal() is None:
            self._connected()
            self.olivia.command("/onboard", f"new {CUSTOMER}")
        return self.olivia.modal() is not None

    def _has_second_contact(self) -> bool:
        form = self.olivia.modal()
        return form is not None and "contacts.1.name" in form.values

    def _another_contact(self) -> bool:
        self._connected()
        self.olivia.click_in_modal("new_customer_add_contact")
        return self._has_second_contact()

    def _sent(self) -> bool:
        self._connected()
        outcome = self.olivia.submit(
            {
                "outcome": OUTCOME,
                "contract_value": "60,000",
                "country": "GB",
                "ae": self.arthur.id,
                "csm": self.clara.id,
                "contacts.0.name": "Maya Finch",
                "contacts.0.email": self.maya.email,
                "contacts.0.role": "champion",
                "contacts.1.name": "Tom Hazel",
                "contacts.1.email": self.tom.email,
                "contacts.1.role": "executive_sponsor",
            }
        )
        assert not outcome.errors, outcome.errors
        return outcome.acked

    def _clicked(self, value: str) -> bool:
        if self.maya.modal() is not None:  # a refusal: she reads it and closes it
            self.maya.close_modal()
        self._connected()
        outcome = self.maya.click(self._channel().id, self._checklist().ts, _TICK, value)
        return outcome.acked and self.maya.modal() is None

    def _connected(self) -> None:
        self._until(self.driver.connections, "the program is there")

    def _until(self, condition: Callable[[], Found], what: str) -> Found:
        def come_true() -> Found:
            if trouble := self.trouble():
                raise RuntimeError(trouble)
            return condition()

        return self.driver.until(come_true, PATIENCE, describe=what)

    # What they see

    def seen(self) -> dict[str, Any]:
        """What there is in the end, on both sides and behind the scenes."""
        channel = self._channel()
        welcome, *others = self._messages()
        thread = self.maya.thread(channel.id, self._checklist().ts)
        return {
            "channels": self._channels_of_ours(),
            "topic": channel.topic,
            "our people": {self.olivia.id, self.arthur.id, self.clara.id} <= {*channel.members},
            "messages": ["welcome" if "Welcome" in welcome.text else welcome.text]
            + ["checklist" if "our plan" in other.text else other.text for other in others],
            "pinned": channel.pins == [self._checklist().ts],
            "bookmarks": len(channel.bookmarks),
            "invitations": (len(self.maya.inbox()), len(self.tom.inbox())),
            "team channel": len(self._from_app(self.olivia, self.team_channel)),
            "told Olivia": ["accepted" in message.text for message in self.olivia.dm_messages()],
            "told Arthur": ["write down" in message.text for message in self.arthur.dm_messages()],
            "ticked on the checklist": '"done":false' in self._button()["value"],
            "celebrations": sum(reply.from_app for reply in thread),
            "ticked in the database": self._rows(
                "SELECT kind FROM activity WHERE kind LIKE 'milestone.%'"
            ),
            "checklist and card up to date": self._rows("SELECT version - rendered FROM surfaces"),
            "not delivered": self._rows("SELECT key, state FROM outbox WHERE state <> 'sent'"),
        }

    def _channels_of_ours(self) -> list[str]:
        """All that Milepost has made, also those nobody was invited to."""
        client = WebClient(self.installation.bot_token, base_url=self.api_url, retry_handlers=[])
        listed = client.conversations_list(types="private_channel", limit=200)["channels"]
        return [channel["name"] for channel in listed]

    def _channel(self) -> ChannelSeen:
        return next(c for c in self.maya.channels() if c.is_private)

    def _from_app(self, person: PersonDriver, channel: str) -> list[MessageSeen]:
        return [message for message in person.messages(channel) if message.from_app]

    def _messages(self) -> list[MessageSeen]:
        """In the customer's channel, as Maya sees it; none before she is in it."""
        mine = [channel for channel in self.maya.channels() if channel.is_private]
        return [message for c in mine for message in self._from_app(self.maya, c.id)]

    def _checklists(self) -> list[MessageSeen]:
        return [m for m in self._messages() if _TICK in m.action_ids()]

    def _checklist(self) -> MessageSeen:
        return self._checklists()[0]

    def _button(self) -> dict[str, Any]:
        for block in self._checklist().blocks:
            for element in (block.get("accessory"), *block.get("elements", ())):
                if isinstance(element, dict) and element.get("action_id") == _TICK:
                    return element
        raise AssertionError("the checklist has no button for the milestone")

    def _waiting(self) -> list[Any]:
        return self._rows("SELECT key FROM outbox WHERE state IN ('pending', 'sending')")

    def _rows(self, statement: str) -> list[Any]:
        with self.engine.connect() as connection:
            rows = connection.execute(text(statement)).all()
            return [row[0] if len(row) == 1 else tuple(row) for row in rows]


_TICK = f"milestone_tick:{MILESTONE}"

RIGHT = {
    "channels": ["onb-hazel-finch"],
    "topic": f"Hazel &amp; Finch: {OUTCOME}",
    "our people": True,
    "messages": ["welcome", "checklist"],
    "pinned": True,
    "bookmarks": 1,
    "invitations": (1, 1),
    "team channel": 1,
    "told Olivia": [True],
    "told Arthur": [True],
    "ticked on the checklist": True,
    "celebrations": 1,
    "ticked in the database": ["milestone.done"],
    "checklist and card up to date": [0, 0],
    "not delivered": [],
}
"""What `seen` is when everything was done, and nothing twice."""
