"""The words in which the stories are told: a program in a sandbox, people who act and see."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr
from sqlalchemy import ColumnElement, Table, func, select

from blocks import actions
from blocks.forms import new_customer
from blocks.values import MilestoneTick
from bot.app import Milepost, build_app
from bot.clock import Clock, FollowingClock
from bot.delivery import DeliverySettings
from bot.demo.companion import MilepostCompanion
from bot.demo.portfolio.room import option_of
from bot.manifest import manifest
from bot.run import running
from bot.settings import Address, Settings
from sandbox.client import Installation, PersonDriver, SandboxDriver
from sandbox.reports import ChannelSeen, MessageSeen, Modal, Outcome
from sandbox.server import Sandbox
from storage.schema import activity, inbox, outbox

Json = dict[str, Any]
Found = TypeVar("Found")

CUSTOMER = "Hazel & Finch"
CHANNEL = "onb-hazel-finch"
OUTCOME = "Reorder stock in minutes, not days"
TEAM_CHANNEL = "team-onboarding"
SUCCESS = {
    "statement": "We reorder in minutes",
    "metric": "Minutes spent on reordering, per shop",
    "baseline": "240 min",
    "target": "30 min",
}
PATIENCE = 10.0
OUR_FIRST, THEIR_FIRST = "warm-introduction", "people-named"
"""The milestones of each side that the guided playbook lets be ticked first."""


class Stage:
    """A sandbox with Milepost at work in it, and everybody who is there."""

    def __init__(
        self,
        driver: SandboxDriver,
        installation: Installation,
        milepost: Milepost,
    ) -> None:
        self.driver = driver
        self.installation = installation
        self.milepost = milepost
        self.olivia, self.arthur, self.clara = self.members("olivia", "arthur", "clara")
        self.liam, self.ada = self.members("liam", "ada")
        self.maya, self.tom, self.priya, self.hugo = self.members("maya", "tom", "priya", "hugo")
        self.ben, self.sofia = self.members("ben", "sofia")

    @property
    def clock(self) -> Clock:
        """Milepost's, which is the sandbox's."""
        return self.milepost.database.clock

    def members(self, *names: str) -> tuple["Member", ...]:
        return tuple(Member(self, self.driver.person(name)) for name in names)

    def until(self, condition: Callable[[], Found], *, describe: str = "") -> Found:
        return self.driver.until(condition, PATIENCE, describe=describe or None)

    def quiet(self) -> None:
        """Wait until everything has been told, worked on and sent, and nothing came of that."""
        before: tuple[int, int] | None = None

        def unchanged() -> bool:
            nonlocal before
            if not self.driver.is_idle() or self._waiting():
                before = None
                return False
            earlier, before = before, self._extent()
            return earlier == before

        self.until(unchanged, describe=f"quiet; {self._waiting()} rows wait")

    def move(self, **by: float) -> None:
        """Let time pass for Slack and for Milepost, with nothing that happens on the way."""
        self.driver.move_clock(timedelta(**by))

    def on_record(self, kind: str) -> list[Json]:
        """The data of every activity of this kind, the oldest first."""
        with self.milepost.database.reading() as connection:
            rows = connection.execute(
                select(activity.c.data)
                .where(self._ours(activity), activity.c.kind == kind)
                .order_by(activity.c.id)
            )
            return [row.data for row in rows]

    def dead_letters(self) -> list[str]:
        """What could not be delivered, and why."""
        with self.milepost.database.reading() as connection:
            rows = connection.execute(
                select(outbox.c.key, outbox.c.error).where(
                    self._ours(outbox), outbox.c.state == "dead"
                )
            )
            return [f"{row.key}: {row.error}" for row in rows]

    def tick_value(self, milestone: str, channel: str = CHANNEL) -> str:
        """What the button that marks a milestone done carries, whether it is shown or not."""
        value = value_of(self.olivia.plan(channel), actions.STUCK)
        account: str = json.loads(value)["account"]
        return MilestoneTick(account=account, milestone=milestone, done=True).dump()

    def posts(self) -> list[str]:
        """The outbox keys of all messages that Slack took, in order: each should be there once."""
        calls = [*self.driver.calls("chat.postMessage")]
        taken = [call for call in calls if call.answer and call.answer.get("ok")]
        return [call.args["metadata"]["event_payload"]["key"] for call in taken]

    def _waiting(self) -> int:
        return self._count(outbox, outbox.c.state.in_(("pending", "sending")))

    def _extent(self) -> tuple[int, int]:
        return self._count(outbox), self._count(inbox)

    def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        counting = select(func.count()).select_from(table).where(self._ours(table), *conditions)
        with self.milepost.database.reading() as connection:
            return connection.execute(counting).scalar_one()

    def _ours(self, table: Table) -> ColumnElement[bool]:
        return table.c.workspace_id == self.installation.team_id


class Member:
    """A person of the sandbox. Channels go by their names; without one, the first customer's."""

    def __init__(self, stage: Stage, person: PersonDriver) -> None:
        self._stage = stage
        self.slack = person
        self.id, self.email, self.name = person.id, person.email, person.real_name

    # What they do

    def orders(self, text: str, channel: str = "general") -> Outcome:
        """Type `/onboard` and these words."""
        return self.slack.command("/onboard", text, channel)

    def opens_new_customer(self, name: str = "") -> Modal:
        outcome = self.orders(f"new {name}")
        assert outcome.modal is not None, outcome
        return outcome.modal

    def starts(
        self,
        name: str = CUSTOMER,
        contacts: Sequence["Member | tuple[str, str]"] = (),
        **answers: Any,
    ) -> None:
        """Fill in the form of a new customer and send it; ends when nothing is left to be done."""
        self.opens_new_customer(name)
        assert self.sends_new_customer(contacts, **answers) is None
        self.slack.close_modal(everything=True)
        self._stage.quiet()

    def sends_new_customer(
        self, contacts: Sequence["Member | tuple[str, str]"], **answers: Any
    ) -> dict[str, str] | None:
        """Fill in the open form and send it; the errors at its fields."""
        fields: Json = {"outcome": OUTCOME, "country": "FR", "contract_value": "60000"}
        for place, contact in enumerate(contacts):
            if place:
                self.slack.click_in_modal(new_customer.ADD_CONTACT)
            name, email = contact if isinstance(contact, tuple) else (contact.name, contact.email)
            fields[f"contacts.{place}.name"] = name
            fields[f"contacts.{place}.email"] = email
        return self.slack.fill_and_submit(fields | answers)

    def comes(self, channel: str = CHANNEL) -> None:
        """Accept the newest invitation, and be in the channel."""
        self.slack.accept(self.slack.inbox()[0].id)
        self._stage.until(lambda: self.is_in(channel), describe=f"{self.name} is in {channel}")
        self._stage.quiet()

    def clicks(self, action_id: str, channel: str = CHANNEL, **forged: Any) -> Outcome:
        """Click something in the plan."""
        return self.slack.click(channel, self.plan(channel).ts, action_id, **forged)

    def ticks(self, milestone: str, channel: str = CHANNEL) -> None:
        """Press the button of a milestone, Mark done or Undo; ends when all is told."""
        outcome = self.clicks(tick(milestone), channel)
        assert outcome.acked, outcome.shown
        self._stage.quiet()

    undoes = ticks

    def tells_brief(self, customer: str = CUSTOMER) -> None:
        """Fill in what sales knows, page by page; ends when all is told."""
        assert self.orders(f"handoff {customer}").modal is not None
        pages: list[Json] = [
            {"why_bought": "Late orders.", "goals": OUTCOME, "promised": "Help in French."},
            {"no_commitments": ["none"]},
            {"stakeholders": "Maya pushes.", "deal_context": "One rival.", "risks": "Spring."},
        ]
        for page in pages:
            assert self.slack.fill_and_submit(page) is None
        self.slack.close_modal(everything=True)
        self._stage.quiet()

    def names_lead(self, lead: "Member", customer: str = CUSTOMER) -> None:
        """Record at the kickoff who leads on the customer's side, and that nothing is in the way;
        ends when all is told."""
        assert self.orders(f"kickoff {customer}").modal is not None
        assert self.slack.click_in_modal(f"{actions.KICKOFF_PAGE}:ready").acked
        page = self.slack.modal()
        assert page is not None
        fields: Json = {"lead": option_of(page.blocks, "lead", lead.name)}
        if any(block["block_id"] == "no_obstacles" for block in page.blocks):
            fields["no_obstacles"] = ["none"]  # else sales told what is in the way
        assert self.slack.fill_and_submit(fields) is None
        self.slack.close_modal(everything=True)
        self._stage.quiet()

    def agrees(self, channel: str = CHANNEL) -> None:
        assert self.clicks(actions.AGREE, channel).acked
        self._stage.quiet()

    def proposes(self, **answers: str) -> None:
        """Write down what success means, from how the customer stands."""
        shown = self.orders(f"status {CUSTOMER}").answers[0].ts
        assert self.slack.click("general", shown, actions.CRITERIA).acked
        self.slack.click_in_modal(actions.CRITERION_ADD)
        by = (self._stage.clock.now() + timedelta(days=60)).date().isoformat()
        assert self.slack.fill_and_submit(SUCCESS | {"due_on": by} | answers) is None
        self.slack.close_modal(everything=True)
        self._stage.quiet()

    def presses_below(self, action_id: str, channel: str = CHANNEL) -> Outcome:
        """Press a button of the newest message of the channel that has it."""
        seen = reversed(self.slack.messages(channel))
        ts = next(m.ts for m in seen if action_id in m.action_ids())
        return self.slack.click(channel, ts, action_id)

    def is_stuck(self, what: str, milestone: str = THEIR_FIRST, channel: str = CHANNEL) -> None:
        """Press “We're stuck” and fill in the form."""
        assert self.clicks(actions.STUCK, channel).acked
        answers = {"milestone": milestone, "kind": "resource", "what": what}
        assert self.slack.fill_and_submit(answers) is None
        self._stage.quiet()

    def says_sorted(self, channel: str = CHANNEL) -> None:
        """Press the first “Sorted” in the plan."""
        ids = self.plan(channel).action_ids()
        assert self.clicks(next(a for a in ids if a.startswith(actions.RESOLVE)), channel).acked
        self._stage.quiet()

    def presses_in_dm(self, action_id: str) -> Outcome:
        """Press a button, by the beginning of its action id, of the newest message that has it."""
        for dm in self.slack.dms():
            for message in reversed(self.slack.messages(dm.id)):
                for found in message.action_ids():
                    if found.startswith(action_id):
                        return self.slack.click(dm.id, message.ts, found)
        raise AssertionError(f"{self.name} was sent no button {action_id}")

    # What they see

    def channel(self, name: str = CHANNEL) -> ChannelSeen:
        return self.slack.channel(name)

    def is_in(self, channel: str = CHANNEL) -> bool:
        return any(channel == seen.name for seen in self.slack.channels())

    def plan(self, channel: str = CHANNEL) -> MessageSeen:
        """The plan pinned in the channel: there is exactly one."""
        pinned = [m for m in self.slack.messages(channel) if m.pinned and m.from_app]
        assert len(pinned) == 1, f"{self.name} sees {len(pinned)} plans in {channel}"
        return pinned[0]

    def reads(self, channel: str = CHANNEL) -> list[str]:
        """What Milepost said in a channel, beside the plan."""
        return [m.text for m in self.slack.messages(channel) if m.from_app and not m.pinned]

    def reads_in_thread(self, channel: str = CHANNEL) -> list[str]:
        """What Milepost said under the plan."""
        return [m.text for m in self.slack.thread(channel, self.plan(channel).ts) if m.from_app]

    def direct_messages(self) -> list[str]:
        """What Milepost told this person alone."""
        return [m.text for m in self.slack.dm_messages() if m.from_app]

    def told_why_not(self) -> str:
        """The refusal on their screen, which they then close."""
        modal = self.slack.modal()
        assert modal is not None, f"{self.name} has no modal open"
        assert modal.title == "Nothing was changed", modal
        self.slack.close_modal(everything=True)
        return text_of(modal)

    def answer(self, text: str, channel: str = "general") -> str:
        """The answer to `/onboard` and these words, which they alone see."""
        outcome = self.orders(text, channel)
        return "\n".join(message.text for message in outcome.answers) or str(outcome.shown)


def tick(milestone: str) -> str:
    return actions.suffixed(actions.TICK, milestone)


def value_of(message: MessageSeen, action_id: str) -> str:
    """What a button of a message carries."""
    for block in message.blocks:
        for element in (block.get("accessory") or {}, *block.get("elements", ())):
            if element.get("action_id") == action_id:
                return str(element["value"])
    raise AssertionError(f"no button {action_id}")


def text_of(modal: Modal) -> str:
    """What a modal says, without its fields."""
    return "\n".join(block["text"]["text"] for block in modal.blocks if "text" in block)


@dataclass(frozen=True, slots=True)
class Opening:
    """How the program is to run."""

    http: bool = False
    team_channel: bool = True
    paced: bool = False
    smtp_url: str | None = None
    reviews: bool = False  # by the scheduler, as in earnest; else a test says when
    playbooks: Path | None = None  # a folder of them; else those we ship


@contextmanager
def open_stage(sandbox: Sandbox, database_url: str, opening: Opening) -> Iterator[Stage]:
    """The program at work in a sandbox, on a database with our tables."""
    with ExitStack() as on_the_way_out:
        driver = on_the_way_out.enter_context(sandbox.driver())
        address = Address("127.0.0.1", free_port()) if opening.http else None
        url = f"http://{address.host}:{address.port}/slack/events" if address else None
        installation = driver.install(manifest(), url)
        settings = Settings(
            _env_file=None,
            DATABASE_URL=SecretStr(database_url),
            SLACK_BOT_TOKEN=SecretStr(installation.bot_token),
            SLACK_APP_TOKEN=None if opening.http else SecretStr(installation.app_token),
            SLACK_SIGNING_SECRET=SecretStr(installation.signing_secret) if opening.http else None,
            SLACK_API_URL=sandbox.api_url,
            http=address,
            team_channel=make_team_channel(driver) if opening.team_channel else None,
            smtp_url=SecretStr(opening.smtp_url) if opening.smtp_url else None,
            mail_from="milepost@trellis.example" if opening.smtp_url else None,
            playbooks=opening.playbooks,
        )
        clock = FollowingClock(sandbox.now)
        delivery = DeliverySettings(paced=opening.paced)
        milepost = build_app(settings, clock, delivery=delivery, reviews=opening.reviews)
        on_the_way_out.enter_context(running(milepost))
        if not opening.reviews:
            sandbox.accompany(MilepostCompanion(milepost))
        if opening.team_channel:
            driver.person("olivia").invite(TEAM_CHANNEL, installation.bot_user_id)
        yield Stage(driver, installation, milepost)


def make_team_channel(driver: SandboxDriver) -> str:
    """A channel of Trellis's own people; its id."""
    olivia = driver.person("olivia")
    channel = olivia.create_channel(TEAM_CHANNEL, private=True)
    olivia.invite(channel.id, driver.person("clara").id)
    return channel.id


def free_port() -> int:
    """A port that was free a moment ago: the sandbox must know the address before we listen."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
