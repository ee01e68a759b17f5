"""Signed HTTP against Bolt's own signature check and against servers that misbehave."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import Ack as BoltAck
from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.transports import Ack, Kind, SignedHttp
from tests.sandbox.transports.conftest import Serve

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
EVENT = {"type": "event_callback", "event": {"type": "message", "text": "Grüße & <more>"}}


class Delivered:
    """One request as the app got it."""

    def __init__(self, headers: dict[str, str], body: bytes) -> None:
        self.headers = headers
        self.body = body

    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


Answer = Callable[[Delivered], Awaitable[Response]]


class Recorder:
    """An app that notes what it gets and answers as told."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self.delivered: list[Delivered] = []

    async def deliver(
        self, answer: Answer, kind: Kind, payload: dict[str, Any], *, retry: bool = False
    ) -> Ack:
        async def endpoint(request: Request) -> Response:
            self.delivered.append(Delivered(dict(request.headers), await request.body()))
            return await answer(self.delivered[-1])

        address = await self._serve(Starlette(routes=[Route("/e", endpoint, methods=["POST"])]))
        transport = SignedHttp(
            f"http://{address}/e", SECRET, wall_time=time.time, wait_factor=0.0, ack_limit=0.3
        )
        try:
            return await transport.deliver(kind, payload, retry=retry)
        finally:
            await transport.aclose()


@pytest.fixture
def recorder(serve: Serve) -> Recorder:
    return Recorder(serve)


async def fine(_: Delivered) -> Response:
    return Response()


async def broken(_: Delivered) -> Response:
    return JSONResponse({"no": "matter"}, status_code=500)


async def slow(_: Delivered) -> Response:
    await asyncio.sleep(0.5)
    return Response()


async def test_an_event_travels_as_json(recorder: Recorder) -> None:
    ack = await recorder.deliver(fine, "events_api", EVENT)
    assert (ack.ok, ack.body, ack.error, ack.attempts) == (True, None, None, 1)
    (request,) = recorder.delivered
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == EVENT
    assert "x-slack-retry-num" not in request.headers


async def test_an_interaction_travels_as_json_in_a_form_field(recorder: Recorder) -> None:
    await recorder.deliver(fine, "interactive", EVENT)
    (request,) = recorder.delivered
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert json.loads(request.form()["payload"]) == EVENT


async def test_a_slash_command_travels_as_form_fields(recorder: Recorder) -> None:
    command = {"command": "/onboard", "text": "new Häzel & Co", "is_enterprise_install": False}
    await recorder.deliver(fine, "slash_commands", command)
    expected = {"command": "/onboard", "text": "new Häzel & Co", "is_enterprise_install": "false"}
    assert recorder.delivered[0].form() == expected


async def test_the_sdk_accepts_the_signature(recorder: Recorder) -> None:
    await recorder.deliver(fine, "events_api", EVENT)
    (request,) = recorder.delivered
    assert SignatureVerifier(SECRET).is_valid_request(request.body, request.headers)
    assert not SignatureVerifier("another").is_valid_request(request.body, request.headers)


async def test_json_in_the_answer_is_the_body(recorder: Recorder) -> None:
    async def update(_: Delivered) -> Response:
        return JSONResponse({"response_action": "clear"})

    assert (await recorder.deliver(update, "interactive", {})).body == {"response_action": "clear"}


async def test_words_in_the_answer_are_a_text(recorder: Recorder) -> None:
    async def words(_: Delivered) -> Response:
        return PlainTextResponse("here you are")

    ack = await recorder.deliver(words, "slash_commands", {})
    assert ack.body == {"text": "here you are"}


async def test_an_answer_that_is_not_the_json_it_claims_is_a_failure(recorder: Recorder) -> None:
    async def nonsense(_: Delivered) -> Response:
        return Response("{", media_type="application/json")

    ack = await recorder.deliver(nonsense, "interactive", {})
    assert (ack.ok, ack.error) == (False, "unknown_error")


async def test_another_status_than_200_is_a_failure_without_retry_for_clicks(
    recorder: Recorder,
) -> None:
    ack = await recorder.deliver(broken, "interactive", {})
    assert (ack.ok, ack.body, ack.error, ack.attempts) == (False, None, "http_error", 1)


async def test_an_answer_after_the_limit_is_a_failure(recorder: Recorder) -> None:
    ack = await recorder.deliver(slow, "interactive", {})
    assert (ack.ok, ack.error) == (False, "http_timeout")
    assert 0.3 <= ack.seconds < 0.5


async def test_nobody_at_the_address_is_a_failure() -> None:
    transport = SignedHttp("http://127.0.0.1:9/e", SECRET, wall_time=time.time)
    ack = await transport.deliver("interactive", {}, retry=False)
    await transport.aclose()
    assert (ack.ok, ack.error) == (False, "connection_failed")


async def test_an_event_is_sent_three_times_again_with_number_and_reason(
    recorder: Recorder,
) -> None:
    ack = await recorder.deliver(broken, "events_api", EVENT, retry=True)
    assert (ack.ok, ack.error, ack.attempts) == (False, "http_error", 4)
    told = [
        (r.headers.get("x-slack-retry-num"), r.headers.get("x-slack-retry-reason"))
        for r in recorder.delivered
    ]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert {r.body for r in recorder.delivered} == {recorder.delivered[0].body}


async def test_the_waits_between_repetitions_are_slacks(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("sandbox.transports.base.asyncio.sleep", note)
    transport = SignedHttp("http://127.0.0.1:9/e", SECRET, wall_time=time.time, wait_factor=0.5)
    await transport.deliver("events_api", EVENT, retry=True)
    await transport.aclose()
    assert waits == [0, 30, 150]


async def test_bolt_runs_what_it_gets_and_refuses_what_is_signed_with_another_secret(
    serve: Serve,
) -> None:
    seen: list[str] = []
    app = App(
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-1"
        ),
        client=WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/"),
        signing_secret=SECRET,
        process_before_response=True,
    )

    @app.event("message")
    def on_message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    @app.action("tick")
    def on_tick(ack: BoltAck, action: dict[str, Any]) -> None:
        seen.append(action["value"])
        ack()

    @app.command("/onboard")
    def on_command(ack: BoltAck, command: dict[str, Any]) -> None:
        ack(f"you said {command['text']}")

    endpoint = SlackRequestHandler(app).handle
    address = await serve(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]))
    url = f"http://{address}/slack/events"
    honest = SignedHttp(url, SECRET, wall_time=time.time)
    forger = SignedHttp(url, "guessed", wall_time=time.time)
    stale = SignedHttp(url, SECRET, wall_time=lambda: time.time() - 301)
    person = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    click = {"type": "block_actions", "actions": [{"action_id": "tick", "value": "m1"}], **person}
    command = {"command": "/onboard", "text": "new Ä", "team_id": "T1", "user_id": "U1"}
    event = {**EVENT, "team_id": "T1", "api_app_id": "A1"}

    assert (await honest.deliver("events_api", event, retry=False)).ok
    assert (await honest.deliver("interactive", click, retry=False)).ok
    answer = await honest.deliver("slash_commands", command, retry=False)
    assert (answer.ok, answer.body) == (True, {"text": "you said new Ä"})
    for liar in (forger, stale):
        refused = await liar.deliver("interactive", click, retry=False)
        assert (refused.ok, refused.error) == (False, "http_error")
    assert seen == ["Grüße & <more>", "m1"]
    for transport in (honest, forger, stale):
        await transport.aclose()
