"""Being one person of the sandbox: what they can do in Slack's client, and what they see."""

from typing import Any

from sandbox.driving import Control, SandboxError
from sandbox.reports import (
    ChannelSeen,
    Invitation,
    MessageSeen,
    Modal,
    Outcome,
    PersonEntry,
    read,
)

Json = dict[str, Any]


class PersonDriver:
    """A person. Channels are given by id, or by their name in this person's workspace."""

    def __init__(self, control: Control, entry: PersonEntry) -> None:
        self._control = control
        self.id = entry.id
        self.team_id = entry.team_id
        self.name = entry.name
        self.real_name = entry.real_name
        self.email = entry.email
        self.zone = entry.zone

    def _do(self, doing: str, **body: Any) -> Any:
        return self._control.ask(f"people/{self.id}/{doing}", body)

    # What they see

    def channels(self) -> list[ChannelSeen]:
        """The conversations this person is in, direct messages included."""
        return [read(ChannelSeen, entry) for entry in self._do("see_channels")]

    def channel(self, named: str) -> ChannelSeen:
        """One of them, by id or name."""
        for channel in self.channels():
            if named.removeprefix("#") in (channel.id, channel.name):
                return channel
        raise SandboxError(f"{self.real_name} is in no channel {named}")

    def messages(self, channel: str, *, notices: bool = False) -> list[MessageSeen]:
        """Top to bottom; `notices` adds Slack's own lines (somebody joined, set the topic)."""
        seen = [read(MessageSeen, entry) for entry in self._do("see_messages", channel=channel)]
        return [m for m in seen if notices or not _is_notice(m)]

    def thread(self, channel: str, ts: str) -> list[MessageSeen]:
        """The replies to a message."""
        return [
            read(MessageSeen, entry) for entry in self._do("see_thread", channel=channel, ts=ts)
        ]

    def inbox(self) -> list[Invitation]:
        """Invitations to shared channels that came by email, the newest first."""
        return [read(Invitation, entry) for entry in self._do("see_inbox")]

    def approvals(self) -> list[Invitation]:
        """As an administrator: the invitations that wait for an approval, the newest first."""
        return [read(Invitation, entry) for entry in self._do("see_approvals")]

    def dms(self) -> list[ChannelSeen]:
        return [channel for channel in self.channels() if channel.kind == "im"]

    def dm_messages(self) -> list[MessageSeen]:
        """What apps and this person said to each other in direct messages."""
        said = [m for channel in self.dms() for m in self.messages(channel.id)]
        return sorted(said, key=lambda message: message.ts)

    def modal(self) -> Modal | None:
        """The modal on top, if one is open."""
        seen = self._do("see_modal")
        return None if seen is None else read(Modal, seen)

    def home(self) -> Modal | None:
        """Open the app's Home; what is published there now."""
        seen = self._do("open_home")
        return None if seen is None else read(Modal, seen)

    # What they say

    def say(self, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Type a message; its ts. Mentions are written as `<@U…>`."""
        return str(self._do("say", channel=channel, text=text, thread_ts=thread_ts)["ts"])

    def edit(self, channel: str, ts: str, text: str) -> None:
        self._do("edit", channel=channel, ts=ts, text=text)

    def delete_message(self, channel: str, ts: str) -> None:
        self._do("delete_message", channel=channel, ts=ts)

    def react(self, channel: str, ts: str, name: str) -> None:
        self._do("react", channel=channel, ts=ts, name=name)

    def unreact(self, channel: str, ts: str, name: str) -> None:
        self._do("unreact", channel=channel, ts=ts, name=name)

    def pin(self, channel: str, ts: str) -> None:
        self._do("pin", channel=channel, ts=ts)

    def unpin(self, channel: str, ts: str) -> None:
        self._do("unpin", channel=channel, ts=ts)

    def dismiss(self, channel: str, ts: str) -> None:
        """Put away a message that only this person sees."""
        self._do("dismiss", channel=channel, ts=ts)

    def mark_read(self, channel: str | None = None) -> None:
        """Have read a channel, or everything."""
        self._do("mark_read", channel=channel)

    def open_dm(self, user_id: str) -> str:
        """The id of the direct messages with somebody, a bot for instance."""
        return str(self._do("open_dm", user=user_id)["id"])

    # What they click

    def click(
        self,
        channel: str,
        ts: str,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        stale: bool = False,
        **overrides: Any,
    ) -> Outcome:
        """Click a button, or choose `value` in a select, in a message.

        On a button `value` forges its value; `overrides` forge any part of the action. `stale`:
        on a screen that still shows the message as it was before its last change.
        Raises SandboxError when there is no such element in the message.
        """
        outcome = self._do(
            "click",
            channel=channel,
            ts=ts,
            action_id=action_id,
            value=value,
            block_id=block_id,
            stale=stale,
            overrides=overrides,
        )
        return read(Outcome, outcome)

    def click_in_modal(
        self,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        fields: Json | None = None,
        **overrides: Any,
    ) -> Outcome:
        """Click in the top modal; `fields`: what is filled in before, as `submit` takes it."""
        body = {"action_id": action_id, "value": value, "block_id": block_id, "fields": fields}
        return read(Outcome, self._do("click_in_modal", **body, overrides=overrides))

    def click_at_home(
        self, action_id: str, value: Any = None, *, block_id: str | None = None, **overrides: Any
    ) -> Outcome:
        body = {"action_id": action_id, "value": value, "block_id": block_id}
        return read(Outcome, self._do("click_at_home", **body, overrides=overrides))

    def submit(self, fields: Json | None = None) -> Outcome:
        """Fill fields of the top modal (by action id, or `block_id/action_id`) and submit it.

        Fields with options take the value of an option, multiple ones a list of values.
        """
        return read(Outcome, self._do("submit", fields=fields or {}))

    def fill_and_submit(self, fields: Json) -> dict[str, str] | None:
        """Submit; the errors shown at fields (by block id), or None when there are none.

        Raises SandboxError when the app did not answer as it should.
        """
        outcome = self.submit(fields)
        if outcome.shown is not None:
            raise SandboxError(outcome.shown)
        return outcome.errors or None

    def suggestions(
        self,
        action_id: str,
        query: str = "",
        *,
        block_id: str | None = None,
        fields: Json | None = None,
    ) -> list[Json]:
        """The options an external select in the top modal offers for what is typed; `fields`:
        what is filled in before, as `submit` takes it."""
        body = {"action_id": action_id, "query": query, "block_id": block_id, "fields": fields}
        options: list[Json] = self._do("suggestions", **body)
        return options

    def close_modal(self, *, view: str | None = None, everything: bool = False) -> Outcome:
        """Close the top modal, or all of them. Raises SandboxError when it is not `view`."""
        return read(Outcome, self._do("close_modal", view=view, everything=everything))

    def command(self, command: str, text: str = "", channel: str = "general") -> Outcome:
        """Type a slash command; the outcome has the answers and the modal that appeared."""
        seen = self._do("command", command=command, text=text, channel=channel)
        answers = [read(MessageSeen, entry) for entry in seen["answers"]]
        modal = None if seen["modal"] is None else read(Modal, seen["modal"])
        return read(Outcome, seen | {"answers": answers, "modal": modal})

    def shortcut(
        self, callback_id: str, *, channel: str | None = None, ts: str | None = None
    ) -> Outcome:
        """Use a message shortcut on a message, or without one a global shortcut."""
        return read(Outcome, self._do("shortcut", callback_id=callback_id, channel=channel, ts=ts))

    # Slack Connect

    def accept(self, invite_id: str) -> None:
        self._do("accept", invite=invite_id)

    def decline(self, invite_id: str) -> None:
        self._do("decline", invite=invite_id)

    def approve(self, invite_id: str) -> None:
        """As an administrator: the sending of an invitation, or one that was accepted."""
        self._do("approve", invite=invite_id)

    def disconnect(self, channel: str, team_id: str) -> None:
        """As an administrator: end the sharing of a channel with a workspace."""
        self._do("disconnect", channel=channel, team=team_id)

    # Channels

    def create_channel(self, name: str, *, private: bool = False) -> ChannelSeen:
        return read(ChannelSeen, self._do("create_channel", name=name, private=private))

    def join(self, channel: str) -> None:
        self._do("join", channel=channel)

    def leave(self, channel: str) -> None:
        self._do("leave", channel=channel)

    def invite(self, channel: str, user_id: str) -> None:
        """Bring in somebody of one's own workspace, a bot included."""
        self._do("invite", channel=channel, user=user_id)

    def kick(self, channel: str, user_id: str) -> None:
        self._do("kick", channel=channel, user=user_id)

    def rename(self, channel: str, name: str) -> None:
        """For one's own workspace only."""
        self._do("rename", channel=channel, name=name)

    def set_topic(self, channel: str, topic: str) -> None:
        self._do("set_topic", channel=channel, topic=topic)

    def add_usergroup(self, name: str, handle: str, users: list[str], description: str = "") -> str:
        """Make a user group of one's own workspace; its id."""
        made = self._do(
            "add_usergroup", name=name, handle=handle, users=users, description=description
        )
        return str(made["id"])

    def disable_usergroup(self, usergroup: str) -> None:
        self._do("disable_usergroup", usergroup=usergroup)

    def archive(self, channel: str) -> None:
        self._do("archive", channel=channel)

    def unarchive(self, channel: str) -> None:
        self._do("unarchive", channel=channel)

    def delete_channel(self, channel: str) -> None:
        """As an administrator."""
        self._do("delete_channel", channel=channel)

    def change_profile(self, **changes: Any) -> None:
        """title, zone, real_name, email, deleted; apps hear of it."""
        self._do("change_profile", **changes)


def _is_notice(message: MessageSeen) -> bool:
    return (message.subtype or "").startswith(("channel_", "group_"))
