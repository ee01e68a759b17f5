"""The people of the play: what each does, and what each must see before the play goes on."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.demo.drawing import Names, field_labels, lines, title_at
from bot.demo.stage import Stage
from bot.demo.telling import Teller
from sandbox.client import PersonDriver, SandboxDriver
from sandbox.reports import ChannelSeen, Invitation, MessageSeen, Modal, Outcome

PATIENCE_SECONDS = 15.0
Found = TypeVar("Found")


class NotSeen(Exception):
    """What a person was to see did not appear."""


class Player:
    """A person whose doings and seeings are told as they happen. Channels go by their names."""

    def __init__(self, stage: Stage, teller: Teller, name: str) -> None:
        self._driver: SandboxDriver = stage.driver
        self._companion = stage.companion
        self._teller = teller
        self._person: PersonDriver = stage.driver.person(name)
        company = stage.driver.team(self._person.team_id).name
        self.called = f"{self._person.real_name} ({company})"

    @property
    def id(self) -> str:
        return self._person.id

    @property
    def name(self) -> str:
        return self._person.real_name

    @property
    def email(self) -> str:
        return self._person.email

    # What they do

    def types(self, command: str, text: str, channel: str = "general") -> Outcome:
        """Type a slash command."""
        self._teller.does(self.called, f"types `{f'{command} {text}'.strip()}`")
        return self._person.command(command, text, channel)

    def submits(self, what: str, fields: dict[str, Any]) -> dict[str, str]:
        """Fill in and send the form on their screen; the errors shown at its fields."""
        self._teller.does(self.called, what)
        return self._person.fill_and_submit(fields) or {}

    def clicks_in_form(self, label: str, action_id: str) -> None:
        self._teller.does(self.called, f"presses `[ {label} ]`")
        self._person.click_in_modal(action_id)

    def presses(self, label: str, channel: str, action_id: str) -> None:
        """Press a button of the pinned plan."""
        plan = self._until(lambda: self._pinned(channel, ()), "the pinned plan")
        at = title_at(plan.blocks, action_id)
        beside = f" at “{at}”" if at else ""
        self._teller.does(self.called, f"presses `[ {label} ]`{beside}")
        self._click(label, channel, plan.ts, action_id)

    def presses_below(self, label: str, channel: str, action_id: str) -> None:
        """Press a button of a message in a channel, below which it stands."""

        def found() -> MessageSeen | None:
            seen = self._person.messages(channel)
            return next((m for m in seen if action_id in m.action_ids()), None)

        message = self._until(found, f"a button “{label}” in #{channel}")
        self._teller.does(self.called, f"presses `[ {label} ]`")
        self._click(label, channel, message.ts, action_id)

    def presses_in_answer(self, label: str, outcome: Outcome, action_id: str) -> None:
        """Press a button of an answer that they alone see."""
        self._teller.does(self.called, f"presses `[ {label} ]`")
        self._click(label, "general", outcome.answers[0].ts, action_id)

    def _click(self, label: str, channel: str, ts: str, action_id: str) -> None:
        outcome = self._person.click(channel, ts, action_id)
        if not outcome.acked:
            raise NotSeen(f"{self.name} pressed “{label}” and Slack says: {outcome.shown}")

    def accepts(self, invitation: Invitation) -> None:
        self._teller.does(self.called, f"accepts the invitation to *#{invitation.channel_name}*")
        self._person.accept(invitation.id)

    def approves(self, invitation: Invitation) -> None:
        """As an administrator."""
        self._teller.does(self.called, "approves the connection, as their administrator")
        self._person.approve(invitation.id)

    def closes_form(self) -> None:
        self._person.close_modal(everything=True)

    # What they see

    def in_channel(self, beginning: str) -> ChannelSeen:
        """A channel whose name begins so, once they are in it."""

        def found() -> ChannelSeen | None:
            return next((c for c in self._person.channels() if c.name.startswith(beginning)), None)

        return self._until(found, f"a channel {beginning}…")

    def sees_channel(self, named: str, ready: Callable[[ChannelSeen], bool], what: str) -> None:
        """The head of a channel, once it is as it should be."""
        self._until(lambda: ready(self._person.channel(named)), what)
        channel = self._person.channel(named)
        names = self._names()
        members = ", ".join(names[member] for member in channel.members)
        marks = ", ".join(mark["title"] for mark in channel.bookmarks)
        shown = [f"*#{channel.name}*", channel.topic, f"Here: {members}", f"Bookmarks: {marks}"]
        self._show("the head of the channel", shown)

    def sees_message(self, channel: str, saying: str) -> MessageSeen:
        """A message of Milepost's in a channel, with these words in it."""
        found = self._find(lambda: self._person.messages(channel), saying, f"#{channel}")
        self._show_message(f"#{channel}", found)
        return found

    def sees_in_thread(self, channel: str, saying: str) -> None:
        """A reply under the pinned plan."""
        where = f"the plan's thread in #{channel}"
        plan = self._until(lambda: self._pinned(channel, ()), "the pinned plan")
        found = self._find(lambda: self._person.thread(channel, plan.ts), saying, where)
        self._show_message(where, found)

    def sees_direct_message(self, saying: str) -> None:
        found = self._find(self._person.dm_messages, saying, "direct messages")
        self._show_message("a direct message from Milepost", found)

    def sees_plan(self, channel: str, *saying: str) -> MessageSeen:
        """The pinned plan, once all these words are in it; told is what is new to the reader."""
        where = f"the plan in #{channel}"
        found = self._until(
            lambda: self._pinned(channel, saying), f"{' and '.join(saying)} in {where}"
        )
        self._teller.sees_plan(self.called, where, lines(found.blocks), saying, self._names())
        return found

    def sees_form(self, title: str, saying: str = "") -> Modal:
        """The modal on their screen."""
        modal = self._until(self._person.modal, f"a form called {title}")
        shown = lines(modal.blocks)
        if modal.title != title or saying not in "\n".join(shown):
            raise NotSeen(f"{self.name} sees “{modal.title}”: {shown}; not “{title}”: {saying!r}")
        self._show(f"a form called “{modal.title}”", shown)
        return modal

    def sees_errors(self, errors: dict[str, str], *fields: str) -> None:
        """The complaints at the fields of a form."""
        if set(errors) != set(fields):
            raise NotSeen(f"{self.name} sees complaints at {sorted(errors)}, not at {fields}")
        labels = field_labels(self._person.modal())
        told = [f"*{labels[field]}*: {said}" for field, said in errors.items()]
        self._show("the form, with what is wrong", told)

    def sees_answer(self, outcome: Outcome, saying: str) -> None:
        """The answer to a command, which they alone see."""
        told = [line for answer in outcome.answers for line in lines(answer.blocks)]
        told += [outcome.shown] if outcome.shown else []
        if saying not in "\n".join(told):
            raise NotSeen(f"{self.name} was answered {told}; not {saying!r}")
        self._show("an answer for their eyes only", told)

    def sees_invitation(self) -> Invitation:
        """The one invitation in their inbox."""
        self._until(self._person.inbox, "an invitation")
        invitations = self._person.inbox()
        if len(invitations) != 1:
            raise NotSeen(f"{self.name} has {len(invitations)} invitations, not one")
        told = [f"*{invitations[0].subject}*", f"from {invitations[0].from_team}"]
        self._show("their email", told)
        return invitations[0]

    def _pinned(self, channel: str, saying: Sequence[str]) -> MessageSeen | None:
        for message in self._person.messages(channel):
            if message.pinned and all(words in message.text for words in saying):
                return message
        return None

    def _find(
        self, look: Callable[[], Sequence[MessageSeen]], saying: str, where: str
    ) -> MessageSeen:
        def found() -> MessageSeen | None:
            return next((m for m in look() if m.from_app and saying in m.text), None)

        return self._until(found, f"{saying!r} in {where}")

    def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        """Look until it is there; meanwhile Milepost does what is due, as while nobody looks."""

        def found_now() -> Found | None:
            self._companion.do_what_is_due()
            return look()

        try:
            found = self._driver.until(found_now, PATIENCE_SECONDS)
        except TimeoutError:
            raise NotSeen(f"{self.name} did not see {what}") from None
        assert found is not None  # noqa: S101 - for mypy; `until` waits for just that
        return found

    def _names(self) -> Names:
        people = {person.id: person.real_name for person in self._driver.people()}
        return people | {channel.id: channel.name for channel in self._person.channels()}

    def _show_message(self, where: str, message: MessageSeen) -> None:
        self._show(where, lines(message.blocks) or message.text.split("\n"))

    def _show(self, where: str, shown: Sequence[str]) -> None:
        self._teller.sees(self.called, where, shown, self._names())
