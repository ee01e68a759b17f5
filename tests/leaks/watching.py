"""Everything an app let out of its hands in a sandbox, and who could read it.

What is not known to have gone to our own people alone counts as seen by customers: a way out that
nobody thought of is looked at too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from sandbox.client import SandboxDriver
from sandbox.person_driver import PersonDriver
from sandbox.reports import Call, Delivery, FileSeen, PersonEntry, Response
from tests.leaks.marks import marks_in
from tests.post_office import PostOffice

Json = dict[str, Any]

_PLACES = ("channel", "channel_id", "channels", "channel_ids")
_PEOPLE = ("user", "user_id", "users", "user_ids")
_TO_ONE_PERSON = ("chat.postEphemeral", "views.publish")
_READERS = ("To", "Cc", "Bcc")
_OF_A_CANVAS = (
    "canvases.create",
    "conversations.canvases.create",
    "canvases.edit",
    "canvases.access.set",
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that people of another company could read, and by which way it got there."""

    way: str
    content: Any


class Watcher:
    """Watches an app of `team_id` from the sandbox's beginning, or since `forget()`; `mail` is the
    server to which it hands letters, if it has one."""

    def __init__(self, driver: SandboxDriver, team_id: str, mail: PostOffice | None = None) -> None:
        self._driver = driver
        self._team_id = team_id
        self._mail = mail or PostOffice()
        self._letters_before = 0
        self._calls: list[Call] = []
        self._deliveries: list[Delivery] = []
        self._responses: list[Response] = []
        self._seen_from = (0, 0, 0)
        self._files_before: list[FileSeen] = []
        self._shared: set[str] = set()
        """Channels in which somebody of another company is or was."""

    def leaks(self) -> list[str]:
        """`way: field` of each mark that people of another company could see."""
        found = {(s.way, name) for s in self.sightings() for name in marks_in(s.content)}
        return sorted(f"{way}: {name}" for way, name in found)

    def forget(self) -> None:
        """From now on only what is new counts."""
        self._look()
        last = (self._calls[-1:], self._deliveries[-1:], self._responses[-1:])
        self._files_before = self._driver.files()
        self._letters_before = len(self._mail.letters)
        self._seen_from = tuple(one[0].index + 1 if one else 0 for one in last)  # type: ignore[assignment]

    def sightings(self) -> Iterator[Sighting]:
        """All that they could see of what the app has said, whether it still stands there or not,
        and all that stands on their screens."""
        self._look()
        first_call, first_delivery, first_response = self._seen_from
        yield from self._in_calls(call for call in self._calls if call.index >= first_call)
        for delivery in self._deliveries:
            answered = delivery.ack and delivery.ack.get("body")
            is_new = delivery.index >= first_delivery
            if is_new and answered and self._may_read(_actor(delivery.payload)):
                kind = delivery.payload.get("type") or delivery.kind
                yield Sighting(f"answer to a {kind}", answered)
        for response in self._responses:
            if response.index >= first_response and self._is_seen(response):
                yield Sighting("response_url", response.body)
        yield from self._in_files()
        yield from self._in_letters()

    def on_screens(self) -> Iterator[Sighting]:
        """What stands on the screens of people of other companies now, as they see it."""
        for entry in self._driver.people():
            if not entry.is_bot and self._is_outside(entry):
                person = self._driver.person(entry.id)
                yield from _on_screen(person)
                if entry.team_id != self._team_id:  # a guest who looks is shown it anew
                    yield from _at_home(person)

    def said(self) -> Iterator[Sighting]:
        """Everything the app said to anybody, our own people too."""
        self._look()
        for call in self._calls:
            yield Sighting(call.method, call.args)
        for delivery in self._deliveries:
            if delivery.ack and delivery.ack.get("body"):
                yield Sighting("answer", delivery.ack["body"])
        for response in self._responses:
            yield Sighting("response_url", response.body)
        for letter in self._mail.letters:
            yield Sighting("email", _written(letter))

    # Who reads what

    def _in_calls(self, calls: Iterable[Call]) -> Iterator[Sighting]:
        for call in calls:
            if self._is_visible(call):
                yield Sighting(call.method, call.args)

    def _is_visible(self, call: Call) -> bool:
        if call.method in _OF_A_CANVAS:
            readers = self._readers_of_canvas(call)
        elif call.method.startswith("views."):
            readers = self._viewer(call)
        elif call.method in _TO_ONE_PERSON:
            readers = _named(call.args, _PEOPLE)
        else:
            readers = _named(call.args, (*_PLACES, *_PEOPLE)) | _named(call.answer, ("channel",))
        return self._may_read(*readers)

    def _may_read(self, *readers: str) -> bool:
        """Whether somebody of another company is among them, or nobody knows who they are."""
        return not readers or any(one in self._shared or one in self._outside for one in readers)

    def _viewer(self, call: Call) -> set[str]:
        if "user_id" in call.args:
            return {call.args["user_id"]}
        trigger = call.args.get("trigger_id")
        if trigger:
            return {_actor(d.payload) for d in self._deliveries if _trigger(d.payload) == trigger}
        view = call.args.get("view_id")
        return self._viewers.get(view, set()) if view else set()

    @property
    def _viewers(self) -> dict[str, set[str]]:
        """Who had each view open, as their clicks in it and its opening say."""
        found: dict[str, set[str]] = {}
        for delivery in self._deliveries:
            view = (delivery.payload.get("view") or {}).get("id")
            if view:
                found.setdefault(view, set()).add(_actor(delivery.payload))
        for call in self._calls:
            if call.method in ("views.open", "views.push", "views.publish"):
                view = ((call.answer or {}).get("view") or {}).get("id")
                if view:
                    found.setdefault(view, set()).update(self._viewer(call))
        return found

    def _readers_of_canvas(self, call: Call) -> set[str]:
        """Wherever it was ever made readable; a canvas that was not is the app's own."""
        canvas = call.args.get("canvas_id") or (call.answer or {}).get("canvas_id")
        of_it = [
            one
            for one in self._calls
            if one.method in _OF_A_CANVAS
            and canvas in (one.args.get("canvas_id"), (one.answer or {}).get("canvas_id"))
        ]
        named = set().union(*(_named(one.args, (*_PLACES, *_PEOPLE)) for one in of_it))
        return named or {"nobody but the app"}

    def _is_seen(self, response: Response) -> bool:
        replaces = response.body.get("replace_original") and not response.ephemeral
        to_all = replaces or response.body.get("response_type") == "in_channel"
        return self._may_read(response.channel_id if to_all else response.person_id)

    def _in_files(self) -> Iterator[Sighting]:
        for file in self._driver.files():
            is_new = file not in self._files_before
            if is_new and file.shared_in and self._may_read(*file.shared_in):
                yield Sighting("file", [file.name, file.title, file.alt_text, file.text])

    def _in_letters(self) -> Iterator[Sighting]:
        for letter in self._mail.letters[self._letters_before :]:
            named = [str(header) for kind in _READERS for header in letter.get_all(kind, ())]
            readers = {address.lower() for _, address in getaddresses(named)}
            if not readers or not readers <= self._our_addresses:
                yield Sighting("email", _written(letter))

    # Looking

    def _look(self) -> None:
        self._calls += self._driver.calls(since=_next(self._calls))
        self._responses += self._driver.responses(since=_next(self._responses))
        self._deliveries = self._driver.deliveries()  # again: acks come later
        people = self._driver.people()
        self._outside = {one.id for one in people if not one.is_bot and self._is_outside(one)}
        ours = [one for one in people if not one.is_bot and one.id not in self._outside]
        self._our_addresses = {one.email.lower() for one in ours}
        for person in self._outside:
            self._shared |= {channel.id for channel in self._driver.person(person).channels()}
        self._shared |= self._shared_before()

    def _is_outside(self, person: PersonEntry) -> bool:
        return person.team_id != self._team_id or person.is_restricted

    def _shared_before(self) -> set[str]:
        """Where somebody was and is no more, and what a channel was called before it was shared."""
        found = set()
        for delivery in self._deliveries:
            event = delivery.payload.get("event") or {}
            if event.get("type") == "member_joined_channel" and event["user"] in self._outside:
                found.add(event["channel"])
        for delivery in self._deliveries:
            event = delivery.payload.get("event") or {}
            if event.get("type") == "channel_id_changed":
                found.add(event["old_channel_id"])
        return found


def _written(letter: EmailMessage) -> Json:
    """All of a letter: its headers and its parts."""
    parts = [str(part.get_content()) for part in letter.walk() if not part.is_multipart()]
    return {"headers": [[name, str(value)] for name, value in letter.items()], "parts": parts}


def _at_home(person: PersonDriver) -> Iterator[Sighting]:
    home = person.home()
    if home is not None:
        yield Sighting("home", [home.blocks, home.private_metadata])


def _on_screen(person: PersonDriver) -> Iterator[Sighting]:
    for channel in person.channels():
        yield Sighting("channel", [channel.name, channel.topic, channel.purpose, channel.bookmarks])
        for message in person.messages(channel.id, notices=True):
            yield Sighting("message", [message.author, message.text, message.blocks])
            if message.reply_count:
                for reply in person.thread(channel.id, message.ts):
                    yield Sighting("reply", [reply.author, reply.text, reply.blocks])
    for invitation in person.inbox():
        yield Sighting("invitation", [invitation.subject, invitation.channel_name])
    modal = person.modal()
    if modal is not None:
        yield Sighting("modal", [modal.title, modal.blocks, modal.private_metadata])


def _named(args: Json | None, keys: Iterable[str]) -> set[str]:
    """The ids of channels and people under these names."""
    found: set[str] = set()
    for key in keys:
        value = (args or {}).get(key)
        if isinstance(value, dict):
            value = value.get("id")
        if isinstance(value, str):
            found |= {one.strip(' []"') for one in value.split(",")}
        elif isinstance(value, list):
            found |= {str(one) for one in value}
    return {one for one in found if one}


def _actor(payload: Json) -> str:
    user = payload.get("user")
    return str(user["id"]) if isinstance(user, dict) else str(payload.get("user_id") or "")


def _trigger(payload: Json) -> str | None:
    return payload.get("trigger_id")


def _next(records: list[Any]) -> int:
    return records[-1].index + 1 if records else 0
