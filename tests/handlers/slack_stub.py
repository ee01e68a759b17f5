"""Slack's side in the tests of handlers: a Web API that records, and deliveries that are signed."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlencode

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from sandbox.blockkit import validate_message, validate_view
from services.actor import Actor

SECRET = "a signing secret of the tests"
BOT = "UBOT"

Json = dict[str, Any]


@dataclass
class WebApi:
    """What was called, in order; `refusals` names the methods that answer with an error."""

    url: str
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)

    def answer(self, method: str, arguments: Json) -> Json:
        """Record a call and answer it as Slack does: what Block Kit forbids is refused."""
        self.calls.append((method, arguments))
        if method in self.refusals:
            return {"ok": False, "error": self.refusals[method]}
        if problems := validate_view(arguments["view"]) if "view" in arguments else []:
            return {"ok": False, "error": "invalid_arguments", "messages": problems}
        return {"ok": True, "view": {"id": "V0OPEN"}}

    def views(self, method: str = "views.open") -> list[Json]:
        """The views that were sent by a method."""
        return [arguments["view"] for called, arguments in self.calls if called == method]

    @property
    def view(self) -> Json:
        """The one view that was opened."""
        [view] = self.views()
        return view

    @property
    def refusal(self) -> str:
        """The sentence of the one modal that was opened, which says what was not done."""
        assert self.view["callback_id"] == "refusal"
        sentence: str = self.view["blocks"][0]["text"]["text"]
        return sentence


@contextmanager
def running_web_api() -> Iterator[WebApi]:
    """A Web API on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = api.answer(self.path.rpartition("/api/")[2], arguments_of(raw))
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api = WebApi(f"http://127.0.0.1:{server.server_port}/api/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def arguments_of(raw: str) -> Json:
    """The arguments of a call, sent as JSON or as a form with JSON in it."""
    if raw.startswith("{"):
        arguments: Json = json.loads(raw)
        return arguments
    form = {name: values[0] for name, values in parse_qs(raw).items()}
    return {name: json.loads(v) if v.startswith("{") else v for name, v in form.items()}


@dataclass(frozen=True)
class Answer:
    """What the app answered a delivery."""

    status: int
    body: Any

    @property
    def view(self) -> Json:
        """The view of a `response_action`; Slack would take it."""
        view: Json = self.body["view"]
        assert validate_view(view) == []
        return view

    @property
    def text(self) -> str:
        """The text of an ephemeral answer; Slack would take its blocks."""
        assert validate_message(self.body["blocks"]) == []
        text: str = self.body["text"]
        return text


@dataclass
class Deliveries:
    """Delivers to the app what people do in Slack, signed, with the shapes Slack documents."""

    app: App
    api: WebApi
    _numbers: Iterator[int] = field(default_factory=count)
    last: BoltRequest | None = None

    def click(
        self,
        actor: Actor,
        action_id: str,
        value: str | None,
        *,
        channel: str | None = None,
        view: Json | None = None,
        block_id: str = "b1",
    ) -> Answer:
        """A click on a button of a message in `channel`, or of a `view`."""
        element = {"type": "button", "value": value, "block_id": block_id}
        return self._act(actor, element, action_id, channel, view)

    def choose(
        self,
        actor: Actor,
        action_id: str,
        value: str,
        *,
        channel: str | None = None,
        view: Json | None = None,
        block_id: str = "b1",
    ) -> Answer:
        """A choice in a select of a message in `channel`, or of a `view`."""
        option = {"text": {"type": "plain_text", "text": "…"}, "value": value}
        element = {"type": "static_select", "selected_option": option, "block_id": block_id}
        return self._act(actor, element, action_id, channel, view)

    def _act(
        self, actor: Actor, element: Json, action_id: str, channel: str | None, view: Json | None
    ) -> Answer:
        number = next(self._numbers)
        action = element | {
            "action_id": action_id,
            "action_ts": f"1700000000.{number:06}",
        }
        payload: Json = self._of(actor, "block_actions") | {
            "team": {"id": actor.workspace, "domain": "trellis"},
            "actions": [action],
        }
        if view is not None:
            payload |= {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        else:
            payload |= {
                "container": {
                    "type": "message",
                    "message_ts": "1700000000.000100",
                    "channel_id": channel,
                    "is_ephemeral": False,
                },
                "channel": {"id": channel, "name": "onb-hazel-finch"},
                "message": shown_message(action),
                "response_url": self.api.url.replace("/api/", "/response/1"),
            }
        return self._interactive(payload)

    def shortcut(
        self,
        actor: Actor,
        callback_id: str,
        *,
        channel: str,
        text: str,
        ts: str = "1700000000.000200",
        by: str | None = None,
    ) -> Answer:
        """A message shortcut. Slack offers ours to people of the installing workspace only."""
        message = {"type": "message", "ts": ts, "text": text} | ({"user": by} if by else {})
        payload = self._of(actor, "message_action") | {
            "callback_id": callback_id,
            "team": {"id": actor.workspace, "domain": "trellis"},
            "message_ts": ts,
            "action_ts": f"1700000000.{next(self._numbers):06}",
            "channel": {"id": channel, "name": "onb-hazel-finch"},
            "message": message,
            "response_url": self.api.url.replace("/api/", "/response/1"),
        }
        return self._interactive(payload)

    def submit(self, actor: Actor, view: Json) -> Answer:
        """A form that is sent: `team` is where the person is at home."""
        payload = self._of(actor, "view_submission") | {
            "team": {"id": actor.team, "domain": "theirs"},
            "view": installed(view, actor),
            "response_urls": [],
        }
        return self._interactive(payload)

    def command(
        self, actor: Actor, text: str, channel: str = "CGENERAL", *, named: str = "general"
    ) -> Answer:
        """`/onboard` with these words."""
        return self._post(
            {
                "command": "/onboard",
                "text": text,
                "team_id": actor.workspace,
                "team_domain": "trellis",
                "channel_id": channel,
                "channel_name": named,
                "user_id": actor.user,
                "user_name": actor.user.lower(),
                "api_app_id": "AMILEPOST",
                "response_url": self.api.url.replace("/api/", "/response/1"),
                "trigger_id": f"trigger.{next(self._numbers)}",
            }
        )

    def event(self, actor: Actor, event: Json) -> Answer:
        """An event, as the app hears of it in the workspace that installed it."""
        number = next(self._numbers)
        body = {
            "type": "event_callback",
            "team_id": actor.workspace,
            "api_app_id": "AMILEPOST",
            "event": event | {"event_ts": f"1700000000.{number:06}"},
            "event_id": f"Ev{number}",
            "event_time": 1_700_000_000,
            "authorizations": [
                {"team_id": actor.workspace, "user_id": BOT, "is_bot": True, "enterprise_id": None}
            ],
        }
        return self._dispatch(json.dumps(body), "application/json")

    def again(self) -> Answer:
        """The last delivery once more, as Slack repeats it."""
        assert self.last is not None
        return answered(self.app, BoltRequest(body=self.last.raw_body, headers=self.last.headers))

    def _of(self, actor: Actor, kind: str) -> Json:
        return {
            "type": kind,
            "user": {"id": actor.user, "name": actor.user.lower(), "team_id": actor.team},
            "api_app_id": "AMILEPOST",
            "token": "unused",
            "trigger_id": f"trigger.{next(self._numbers)}",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _interactive(self, payload: Json) -> Answer:
        return self._post({"payload": json.dumps(payload)})

    def _post(self, form: dict[str, str]) -> Answer:
        return self._dispatch(urlencode(form), "application/x-www-form-urlencoded")

    def _dispatch(self, body: str, content_type: str) -> Answer:
        signed = SignatureVerifier(SECRET)
        timestamp = str(int(signed.clock.now()))
        headers: dict[str, str | Sequence[str]] = {
            "content-type": [content_type],
            "x-slack-request-timestamp": [timestamp],
            "x-slack-signature": [signed.generate_signature(timestamp=timestamp, body=body) or ""],
        }
        self.last = BoltRequest(body=body, headers=headers)
        return answered(self.app, self.last)


def shown_message(action: Json) -> Json:
    """The message in which something was clicked, as Slack gives it back."""
    clicked = {"text": {"type": "plain_text", "text": "…"}} | action
    return {
        "type": "message",
        "ts": "1700000000.000100",
        "text": "What was said",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "What was said"}},
            {"type": "actions", "block_id": action["block_id"], "elements": [clicked]},
        ],
    }


def answered(app: App, request: BoltRequest) -> Answer:
    """The answer of the app, its body parsed where it is JSON."""
    response = app.dispatch(request)
    is_json = response.first_headers().get("content-type", "").startswith("application/json")
    return Answer(response.status, json.loads(response.body) if is_json else response.body or None)


def installed(view: Json, actor: Actor) -> Json:
    """A view as Slack gives it back: it names the workspace that installed the app."""
    known = {"id": "V0FORM", "hash": "1.abc", "state": {"values": {}}, "private_metadata": ""}
    return known | view | {"team_id": actor.team, "app_installed_team_id": actor.workspace}
