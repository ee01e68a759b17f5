"""What people write in channels where Milepost is: heard as a sign of life, and for questions."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from slack_bolt import App

from handlers.acting import actor_of_event
from handlers.payloads import Happening
from services import Services
from services.talk import Said, Talk

WRITTEN = (None, "file_share", "me_message", "thread_broadcast")
"""The subtypes of what a person wrote; the others are Slack's own lines, or a bot's."""

_LINK = re.compile(r"<(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Messages:
    """Hands on what people say; our own words and those of other bots are not theirs."""

    talk: Talk

    def told(self, body: dict[str, Any]) -> None:
        """A message was written, changed or deleted."""
        told = Happening.parse(body)
        event = told.event
        if event.get("subtype") == "message_deleted":
            self._taken_back(told)
        elif event.get("subtype") in WRITTEN and not event.get("bot_id") and event.get("user"):
            said = Said(told.channel, event["ts"], plain(event.get("text") or ""), _thread(event))
            self.talk.said(actor_of_event(body), said, told.key)

    def _taken_back(self, told: Happening) -> None:
        user = (told.event.get("previous_message") or {}).get("user")
        if user is not None:
            ts = told.event["deleted_ts"]
            self.talk.taken_back(told.workspace, told.channel, ts, user, told.key)


def plain(text: str) -> str:
    """Slack's mrkdwn as it looks to people: links by their label, nothing escaped."""
    return unescape(_LINK.sub(_shown, text))


def _shown(link: re.Match[str]) -> str:
    what, label = link["what"], link["label"]
    if what[:1] == "@":
        return f"@{label or 'somebody'}"
    if what[:1] == "#":
        return f"#{label or 'channel'}"
    if what[:1] == "!":
        return label or f"@{what[1:].partition('^')[0]}"
    return label or what


def _thread(event: Any) -> str | None:
    """The message a reply hangs on; a message that replies hang on is in no thread itself."""
    thread_ts = event.get("thread_ts")
    return thread_ts if thread_ts != event["ts"] else None


def register(app: App, services: Services) -> None:
    """Listen in public and private channels: Bolt calls both kinds `message`."""
    app.event("message")(Messages(services.talk).told)
