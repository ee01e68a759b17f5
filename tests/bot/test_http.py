"""The HTTP door: only what Slack signed comes in, and a supervisor can see how we are."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App

from bot.http import MAX_BODY_BYTES, HttpServer, SlackEvents, web
from bot.installation import Installation, authorize, web_client
from bot.settings import Address, Settings
from sandbox.driving import PLAIN
from tests.bot.signing import FORM, JSON, event, interaction, signed

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
OURS = "T0HOST"
THEIRS = "T0GUEST"


class Door:
    """A served Bolt app, what its listeners saw, and how it says it is."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.threads: set[str] = set()
        self.faults: dict[str, str | None] = {"database": None}
        self.slack = App(
            client=web_client(Settings()),
            signing_secret=SECRET,
            authorize=authorize(Installation(OURS, "Trellis", "U0BOT", "B0BOT", "xoxb-1")),
            process_before_response=True,
        )
        self.slack.event("app_home_opened")(self._note)
        self.slack.view("form")(self._submitted)
        self.slack.action("tick")(self._submitted)

    def _note(self, body: dict[str, Any]) -> None:
        self.seen.append(body)
        self.threads.add(threading.current_thread().name)

    def _submitted(self, ack: Ack, body: dict[str, Any], context: dict[str, Any]) -> None:
        self.seen.append({**body, "token used": context["token"]})
        ack()

    def open(self) -> Iterator["Door"]:
        with ThreadPoolExecutor(2, "click") as workers:
            server = HttpServer(
                web(lambda: self.faults, SlackEvents(self.slack, SECRET, workers)),
                Address("127.0.0.1", 0),
                stop_seconds=5,
            )
            server.start()
            host, port = server.address
            with httpx.Client(base_url=f"http://{host}:{port}", verify=PLAIN) as self.visitor:
                yield self
            server.stop()

    def post(self, body: str, content_type: str, **kwargs: Any) -> httpx.Response:
        headers = signed(SECRET, body, content_type, **kwargs)
        return self.visitor.post("/slack/events", content=body, headers=headers)


@pytest.fixture
def door() -> Iterator[Door]:
    yield from Door().open()


def home_opened(authorized_team: str, team: str = OURS) -> str:
    return event(
        {
            "type": "event_callback",
            "team_id": team,
            "event_id": "Ev1",
            "event": {"type": "app_home_opened", "user": "U1"},
            "authorizations": [{"team_id": authorized_team, "user_id": "U0BOT", "is_bot": True}],
        }
    )


def submission(host: str) -> str:
    """A form sent by a person of the other company: `team` is theirs."""
    return interaction(
        {
            "type": "view_submission",
            "team": {"id": THEIRS},
            "user": {"id": "U0MAYA", "team_id": THEIRS},
            "view": {
                "id": "V1",
                "type": "modal",
                "callback_id": "form",
                "app_installed_team_id": host,
            },
        }
    )


def test_a_signed_event_reaches_its_listener_off_the_event_loop(door: Door) -> None:
    assert door.post(home_opened(OURS), JSON).status_code == 200
    assert [body["event"]["type"] for body in door.seen] == ["app_home_opened"]
    assert all(name.startswith("click") for name in door.threads)


def test_a_signed_click_reaches_its_listener(door: Door) -> None:
    click = interaction(
        {
            "type": "block_actions",
            "team": {"id": OURS},
            "user": {"id": "U0MAYA", "team_id": THEIRS},
            "actions": [{"type": "button", "action_id": "tick", "block_id": "b"}],
        }
    )
    assert door.post(click, FORM).status_code == 200
    assert door.seen[0]["token used"] == "xoxb-1"


def test_a_request_without_a_right_signature_is_refused(door: Door) -> None:
    body = home_opened(OURS)
    forged = signed("another secret", body, JSON)
    assert door.visitor.post("/slack/events", content=body, headers=forged).status_code == 401
    assert door.visitor.post("/slack/events", content=body).status_code == 401
    assert door.post(body, JSON, age_seconds=400).status_code == 401
    assert door.seen == []


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b"{", b"[]", b'{"authorizations":[3]}'])
def test_a_strangers_bytes_are_refused_before_anybody_parses_them(door: Door, body: bytes) -> None:
    headers = signed(SECRET, "{}", JSON)
    assert door.visitor.post("/slack/events", content=body, headers=headers).status_code == 401
    headers["x-slack-request-timestamp"] = "yesterday"
    assert door.visitor.post("/slack/events", content=body, headers=headers).status_code == 401


def test_slacks_check_of_the_address_is_answered(door: Door) -> None:
    body = event({"type": "url_verification", "challenge": "c3p0"})
    assert door.post(body, JSON).json() == {"challenge": "c3p0"}


def test_a_form_sent_by_a_person_of_another_company_is_ours_by_its_view(door: Door) -> None:
    assert door.post(submission(OURS), FORM).status_code == 200
    assert door.seen[0]["token used"] == "xoxb-1"


def test_an_event_of_a_shared_channel_is_ours_by_its_authorization(door: Door) -> None:
    assert door.post(home_opened(OURS, team=THEIRS), JSON).status_code == 200
    assert len(door.seen) == 1


def test_what_belongs_to_another_installation_reaches_no_listener(door: Door) -> None:
    door.post(home_opened(THEIRS), JSON)
    door.post(submission(THEIRS), FORM)
    assert door.seen == []


def test_a_body_larger_than_slack_sends_is_refused_before_it_is_read_whole(door: Door) -> None:
    answer = door.visitor.post("/slack/events", content=b"x" * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413


def test_healthz_says_that_the_process_lives(door: Door) -> None:
    door.faults["database"] = "OperationalError"
    assert door.visitor.get("/healthz").status_code == 200


def test_readyz_says_what_is_wrong(door: Door) -> None:
    well = door.visitor.get("/readyz")
    assert (well.status_code, well.json()) == (200, {"ready": True, "database": "ok"})
    door.faults["database"] = "OperationalError"
    ill = door.visitor.get("/readyz")
    assert (ill.status_code, ill.json()) == (503, {"ready": False, "database": "OperationalError"})


def test_without_slack_events_only_the_supervisors_pages_are_served() -> None:
    app = web(dict, None)
    assert sorted(getattr(route, "path", "") for route in app.routes) == ["/healthz", "/readyz"]


def test_an_address_in_use_is_told_at_the_start() -> None:
    first = HttpServer(web(dict, None), Address("127.0.0.1", 0), stop_seconds=1)
    first.start()
    second = HttpServer(web(dict, None), first.address, stop_seconds=1)
    with pytest.raises(OSError, match="in use"):
        second.start()
    first.stop()


def test_a_stop_answers_what_is_under_way() -> None:
    door = Door()
    arrived, go_on = threading.Event(), threading.Event()

    def slow(ack: Ack, body: dict[str, Any]) -> None:
        arrived.set()
        assert go_on.wait(10)
        ack()

    door.slack.action("slow")(slow)
    body = interaction(
        {
            "type": "block_actions",
            "team": {"id": OURS},
            "user": {"id": "U1", "team_id": OURS},
            "actions": [{"type": "button", "action_id": "slow", "block_id": "b"}],
        }
    )
    with ThreadPoolExecutor(1) as clicks, ThreadPoolExecutor(2) as callers:
        server = HttpServer(
            web(dict, SlackEvents(door.slack, SECRET, clicks)),
            Address("127.0.0.1", 0),
            stop_seconds=10,
        )
        server.start()
        url = "http://{}:{}/slack/events".format(*server.address)
        answer = callers.submit(
            httpx.post, url, content=body, headers=signed(SECRET, body, FORM), timeout=10
        )
        assert arrived.wait(10)
        stopped = callers.submit(server.stop)
        go_on.set()
        stopped.result(10)
        assert answer.result(10).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
