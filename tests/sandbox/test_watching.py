"""The watcher of the leak test sees every way out of an app to another company, and no other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.client import SandboxDriver
from sandbox.person_driver import PersonDriver
from tests.leaks.marks import breaking_out, mark, marks_in
from tests.leaks.watching import Watcher
from tests.sandbox.conftest import RunningApp
from tests.sandbox.showing import buttons, modal, plain, posted

Json = dict[str, Any]


@dataclass
class Place:
    """A channel shared with Maya, and one that is ours; `clicked`: what the app heard last."""

    driver: SandboxDriver
    app: RunningApp
    olivia: PersonDriver
    maya: PersonDriver
    shared: str
    ours: str
    clicked: list[Json]
    answer: Json
    """What the app answers a submitted form."""
    secret: str = ""

    def click(self, person: PersonDriver, channel: str) -> Json:
        person.click(channel, posted(self.app, channel, buttons("go")), "go")
        return self.clicked[-1]

    def opens(self, person: PersonDriver, channel: str, view: Json) -> str:
        trigger = self.click(person, channel)["trigger_id"]
        opened = self.app.client.views_open(trigger_id=trigger, view=view)
        return str(opened["view"]["id"])


@pytest.fixture
def place(app: RunningApp, driver: SandboxDriver, olivia: PersonDriver) -> Place:
    maya = driver.person("maya")
    shared, ours = (
        str(app.client.conversations_create(name=name)["channel"]["id"])
        for name in ("onb-hazel", "team")
    )
    for channel in (shared, ours):
        app.client.conversations_invite(channel=channel, users=[olivia.id])
    app.client.conversations_inviteShared(channel=shared, emails=[maya.email])
    maya.accept(maya.inbox()[0].id)
    found = Place(driver, app, olivia, maya, shared, ours, [], {})

    @app.bolt.action("go")
    def go(ack: Any, body: Json) -> None:
        found.clicked.append(body)
        ack()

    @app.bolt.view("asked")
    def asked(ack: Any) -> None:
        ack(found.answer)

    return found


def post(to: Place, channel: str, **content: Any) -> str:
    return str(to.app.client.chat_postMessage(channel=channel, **content)["ts"])


def in_a_message(at: Place, channel: str) -> None:
    post(at, channel, text=at.secret)


def edited_and_mended(at: Place, channel: str) -> None:
    ts = post(at, channel, text="fine")
    for text in (at.secret, "fine again"):
        at.app.client.chat_update(channel=channel, ts=ts, text=text)


def in_metadata(at: Place, channel: str) -> None:
    payload = {"event_type": "kept", "event_payload": {"why": at.secret}}
    post(at, channel, text="fine", metadata=payload)


def in_a_value(at: Place, channel: str) -> None:
    button = {"type": "button", "text": plain("Go"), "action_id": "go", "value": at.secret}
    post(at, channel, text="fine", blocks=[{"type": "actions", "elements": [button]}])


def in_a_thread(at: Place, channel: str) -> None:
    post(at, channel, text=at.secret, thread_ts=post(at, channel, text="fine"))


def later(at: Place, channel: str) -> None:
    in_an_hour = int(at.driver.now()) + 3600
    at.app.client.chat_scheduleMessage(channel=channel, post_at=in_an_hour, text=at.secret)


def in_the_topic(at: Place, channel: str) -> None:
    at.app.client.conversations_setTopic(channel=channel, topic=at.secret)


def in_the_purpose(at: Place, channel: str) -> None:
    at.app.client.conversations_setPurpose(channel=channel, purpose=at.secret)


def in_a_bookmark(at: Place, channel: str) -> None:
    link = "https://help.example.com"
    at.app.client.bookmarks_add(channel_id=channel, title=at.secret, type="link", link=link)


def in_the_channels_canvas(at: Place, channel: str) -> None:
    document = {"type": "markdown", "markdown": at.secret}
    at.app.client.conversations_canvases_create(channel_id=channel, document_content=document)


def in_a_canvas(at: Place, channel: str) -> None:
    document = {"type": "markdown", "markdown": at.secret}
    made = at.app.client.canvases_create(title="Fine", document_content=document)["canvas_id"]
    at.app.client.canvases_access_set(canvas_id=made, access_level="read", channel_ids=[channel])


def in_a_file(at: Place, channel: str) -> None:
    at.app.client.files_upload_v2(channel=channel, filename="it.txt", content=at.secret)


def by_response_url(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    httpx.post(at.click(person, channel)["response_url"], json={"text": at.secret})


def in_place_of_the_message(at: Place, channel: str) -> None:
    url = at.click(at.olivia, channel)["response_url"]
    httpx.post(url, json={"text": at.secret, "replace_original": True})


def to_one_alone(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    at.app.client.chat_postEphemeral(channel=channel, user=person.id, text=at.secret)


def in_direct_messages(at: Place, channel: str) -> None:
    post(at, at.maya.id if channel == at.shared else at.olivia.id, text=at.secret)


def in_private_metadata(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    at.opens(person, channel, modal("asked", private_metadata=at.secret))


def in_an_updated_form(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    view = at.opens(person, channel, modal("asked"))
    at.app.client.views_update(view_id=view, view=modal("asked", private_metadata=at.secret))


def in_the_answer_to_a_form(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    at.opens(person, channel, modal("asked"))
    at.answer.update(response_action="errors", errors={"what": at.secret})
    person.submit({"text": "hm"})
    person.close_modal(everything=True)


def at_home(at: Place, channel: str) -> None:
    person = at.maya if channel == at.shared else at.olivia
    text = {"type": "mrkdwn", "text": at.secret}
    home = {"type": "home", "blocks": [{"type": "section", "text": text}]}
    at.app.client.views_publish(user_id=person.id, view=home)


WAYS: tuple[Callable[[Place, str], None], ...] = (
    in_a_message,
    edited_and_mended,
    in_metadata,
    in_a_value,
    in_a_thread,
    later,
    in_the_topic,
    in_the_purpose,
    in_a_bookmark,
    in_the_channels_canvas,
    in_a_canvas,
    in_a_file,
    by_response_url,
    in_place_of_the_message,
    to_one_alone,
    in_direct_messages,
    in_private_metadata,
    in_an_updated_form,
    in_the_answer_to_a_form,
    at_home,
)


@pytest.mark.provokes("payload")  # of a shared file no event is documented
def test_every_way_to_another_company_is_seen_and_none_to_our_own_people(
    place: Place, driver: SandboxDriver
) -> None:
    watcher = Watcher(driver, place.olivia.team_id)
    for channel in (place.ours, place.shared):
        for way in WAYS:
            place.secret = mark(f"{way.__name__}-{channel}", 60)
            way(place, channel)
    found = {leak.rpartition(": ")[2] for leak in watcher.leaks()}
    assert found == {f"{way.__name__}-{place.shared}" for way in WAYS}
    seen = {name for one in watcher.on_screens() for name in marks_in(one.content)}
    assert f"in_a_thread-{place.shared}" in seen
    assert seen < found
    watcher.forget()
    assert watcher.leaks() == []


def test_what_was_said_before_somebody_came_counts_too(
    app: RunningApp, driver: SandboxDriver, olivia: PersonDriver
) -> None:
    watcher = Watcher(driver, olivia.team_id)
    channel = app.client.conversations_create(name="onb-hazel", is_private=True)["channel"]["id"]
    app.client.chat_postMessage(channel=channel, text=mark("x"))
    assert watcher.leaks() == []
    maya = driver.person("maya")
    app.client.conversations_inviteShared(channel=channel, emails=[maya.email])
    maya.accept(maya.inbox()[0].id)
    driver.until(lambda: watcher.leaks() == ["chat.postMessage: x"])


@pytest.mark.provokes("unknown_argument", "response")
def test_a_call_that_names_nobody_we_know_of_counts_as_seen(
    app: RunningApp, driver: SandboxDriver, olivia: PersonDriver
) -> None:
    app.client.api_test(error=None, hint=mark("x"))
    assert Watcher(driver, olivia.team_id).leaks() == ["api.test: x"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"a": ["b", {"c": mark("brief.goals")}]}, {"brief.goals"}),
        ('{"value": "\\u27e6leak:notes.text\\u27e7"}', {"notes.text"}),
        ("⟦LEAK:PROMISES.WHAT⟧", {"PROMISES.WHAT"}),
        ("so short: ⟦le…", {"a mark that was cut"}),
        ({"text": "nothing of the kind"}, set()),
    ],
)
def test_a_mark_is_found_however_it_is_spelt(said: Any, found: set[str]) -> None:
    assert marks_in(said) == found


def test_what_breaks_out_of_mrkdwn_is_found_and_what_is_escaped_is_not() -> None:
    raw = {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": mark("x")}}]}
    assert breaking_out(raw) == [mark("x")]
    typed = {"type": "plain_text_input", "initial_value": mark("x")}
    assert (
        breaking_out({"blocks": [{"element": typed}, {"type": "plain_text", "text": "<@UMAYA>"}]})
        == []
    )
    assert breaking_out({"channel": "C1", "text": mark("x").replace("<", "&lt;")}) == []
