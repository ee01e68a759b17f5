"""Slack's Web API for delivery: the SDK's asynchronous client, without its retries.

The SDK would send a message again when the answer to it was lost; delivery looks first.
"""

from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import NotNow, SlackError, UnknownOutcome, error_of

TIMEOUT_SECONDS = 20.0
UPLOAD = "upload"
"""What the sending of bytes is called in errors: it is no method."""

_NOT_BY_GET = {"conversations.inviteShared"}
"""Methods that change something and that the SDK calls by GET: aiohttp sends a GET again when the
connection breaks, and the person would be invited twice."""


class SlackClient:
    """One token, one connection pool. To be entered and used within one event loop."""

    def __init__(
        self, token: str, base_url: str, *, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._token = token
        self._base_url = base_url
        self._timeout = timeout_seconds
        self._session: aiohttp.ClientSession
        self._web: AsyncWebClient

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._timeout),
            connector=aiohttp.TCPConnector(limit=0),  # delivery bounds what is in flight
        )
        self._web = AsyncWebClient(
            token=self._token,
            base_url=self._base_url,
            session=self._session,
            retry_handlers=[],
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call `method` and return its answer; raises a `SlackError` unless that is `ok`.

        Arguments of None are left out.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            if method in _NOT_BY_GET:
                response = await self._web.api_call(method, params=given)
            else:
                response = await getattr(self._web, method.replace(".", "_"))(**given)
        except SlackApiError as error:
            raise _translated(method, error) from error
        except aiohttp.ClientConnectorError as error:
            raise NotNow(method, "not_connected") from error  # it never left this machine
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise UnknownOutcome(method, type(error).__name__) from error
        answer: dict[str, Any] = response.data  # type: ignore[assignment]  # JSON by now
        return answer

    async def upload(self, address: str, content: bytes) -> None:
        """Hand over the bytes of a file; raises a `SlackError` unless they were taken."""
        try:
            async with self._session.post(address, data=content) as response:
                if response.status != 200:
                    raise error_of(UPLOAD, response.status, response.headers, None)
        except aiohttp.ClientConnectorError as error:
            raise NotNow(UPLOAD, "not_connected") from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise UnknownOutcome(UPLOAD, type(error).__name__) from error


def _translated(method: str, error: SlackApiError) -> SlackError:
    """The SDK hands over its own response, or aiohttp's where the body was not JSON."""
    response = error.response
    status = (
        response.status if isinstance(response, aiohttp.ClientResponse) else response.status_code
    )
    data = getattr(response, "data", None)
    return error_of(method, status, response.headers, data if isinstance(data, dict) else None)
