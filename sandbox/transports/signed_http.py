"""Delivery over HTTP: a signed POST to the app's request URL."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.transports.base import ACK_LIMIT, Ack, Kind, repeated

FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """Slack's end of HTTP delivery for one app (a `Transport`). Call `aclose()` when done."""

    def __init__(
        self,
        request_url: str,
        signing_secret: str,
        *,
        wall_time: Callable[[], float],
        wait_factor: float = 1.0,
        ack_limit: float = ACK_LIMIT,
    ) -> None:
        """`wall_time` gives the Unix seconds that are signed: an app refuses more than five
        minutes of difference from its own clock. `wait_factor` scales the waits between
        repetitions; `ack_limit` in seconds."""
        self._request_url = request_url
        self._signing_secret = signing_secret.encode()
        self._wall_time = wall_time
        self._wait_factor = wait_factor
        self._timeout = aiohttp.ClientTimeout(total=ack_limit)
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: Kind, payload: dict[str, Any], *, retry: bool) -> Ack:
        """POST the payload and wait for the app's 200.

        Errors: `http_timeout`, `connection_failed`, `http_error` (any other status),
        `unknown_error` (the answer was cut off or is not what its type says).
        """
        attempt = partial(self._attempt, *request_body(kind, payload))
        if retry:
            return await repeated(attempt, wait_factor=self._wait_factor)
        return await attempt(0, "")

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _attempt(self, body: bytes, content_type: str, number: int, reason: str) -> Ack:
        loop = asyncio.get_running_loop()
        began = loop.time()
        answer, error = None, None
        try:
            answer, error = await self._post(
                body, self._headers(body, content_type, number, reason)
            )
        except TimeoutError:
            error = "http_timeout"
        except aiohttp.ClientConnectorError:
            error = "connection_failed"
        except (aiohttp.ClientError, json.JSONDecodeError):
            error = "unknown_error"
        return Ack(error is None, answer, error, seconds=loop.time() - began, attempts=1)

    async def _post(
        self, body: bytes, headers: dict[str, str]
    ) -> tuple[dict[str, Any] | None, str | None]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        async with self._session.post(
            self._request_url, data=body, headers=headers, allow_redirects=False
        ) as response:
            text = await response.text()
            if response.status != 200:
                return None, "http_error"
            return answered(text, response.content_type), None

    def _headers(self, body: bytes, content_type: str, number: int, reason: str) -> dict[str, str]:
        timestamp = str(int(self._wall_time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": self._signature(timestamp, body),
        }
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return headers

    def _signature(self, timestamp: str, body: bytes) -> str:
        signed = b"v0:" + timestamp.encode() + b":" + body
        return "v0=" + hmac.new(self._signing_secret, signed, hashlib.sha256).hexdigest()


def request_body(kind: Kind, payload: dict[str, Any]) -> tuple[bytes, str]:
    """The payload as Slack encodes it for this kind, with its content type."""
    match kind:
        case "events_api":
            return json.dumps(payload).encode(), "application/json"
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}).encode(), FORM
        case "slash_commands":
            return urlencode(
                {name: form_value(value) for name, value in payload.items()}
            ).encode(), FORM


def form_value(value: Any) -> str:
    """A field of a form, in which Slack writes truth as `true` and `false`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def answered(text: str, content_type: str) -> dict[str, Any] | None:
    """What the app said in its answer; words without structure are a message's text."""
    if not text:
        return None
    parsed = json.loads(text) if content_type == "application/json" else text
    return parsed if isinstance(parsed, dict) else {"text": text}
