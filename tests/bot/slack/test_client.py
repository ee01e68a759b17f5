"""What Slack answers becomes its result or one typed error, and is asked for once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from bot.slack.client import SlackClient
from bot.slack.errors import (
    AlreadyInChannel,
    AlreadyPinned,
    MessageGone,
    NameTaken,
    NotNow,
    NotSupportedHere,
    RateLimited,
    Refused,
    SlackError,
    TokenRejected,
    UnknownOutcome,
    UsersNotFound,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Slack:
    """A local server that answers every call as it is told."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.answer: Handler = self.ok
        self.url = ""

    async def ok(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "ts": "1.2"})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        return await self.answer(request)

    def error(self, code: str, **more: object) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            return web.json_response({"ok": False, "error": code, **more})

        self.answer = answer

    def http(self, status: int, body: str = "", **headers: str) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, text=body, headers=headers, content_type="text/html")

        self.answer = answer


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack = Slack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    slack.url = f"http://{host}:{port}/api/"
    yield slack
    await runner.cleanup()


@pytest.fixture
async def client(slack: Slack) -> AsyncIterator[SlackClient]:
    async with SlackClient("xoxb-made-up", slack.url, timeout_seconds=0.5) as client:
        yield client


async def failure(client: SlackClient) -> SlackError:
    with pytest.raises(SlackError) as caught:
        await client.call("chat.postMessage", channel="C1", text="Hello")
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, None), (429, RateLimited), (400, UnknownOutcome), (503, UnknownOutcome)],
)
async def test_the_bytes_of_a_file_are_handed_over_or_an_error_says_why_not(
    client: SlackClient, slack: Slack, status: int, kind: type[SlackError] | None
) -> None:
    slack.http(status, "OK - 5")
    if kind is None:
        await client.upload(f"{slack.url}upload", b"hello")
    else:
        with pytest.raises(kind):
            await client.upload(f"{slack.url}upload", b"hello")
    assert slack.requests[0].content_length == 5


async def test_an_answer_is_handed_over(client: SlackClient, slack: Slack) -> None:
    answer = await client.call("chat.postMessage", channel="C1", text="Hello", thread_ts=None)
    assert answer["ts"] == "1.2"
    assert slack.requests[0].headers["Authorization"] == "Bearer xoxb-made-up"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("name_taken", NameTaken),
        ("already_in_channel", AlreadyInChannel),
        ("already_pinned", AlreadyPinned),
        ("message_not_found", MessageGone),
        ("users_not_found", UsersNotFound),
        ("method_not_supported_for_channel_type", NotSupportedHere),
        ("not_paid", Refused),
        ("a_code_of_next_year", Refused),
        ("invalid_auth", TokenRejected),
        ("token_revoked", TokenRejected),
        ("account_inactive", TokenRejected),
        ("ratelimited", RateLimited),
        ("external_channel_migrating", NotNow),
        ("request_timeout", NotNow),
        ("internal_error", UnknownOutcome),
        ("fatal_error", UnknownOutcome),
        ("service_unavailable", UnknownOutcome),
    ],
)
async def test_each_code_becomes_the_error_we_act_on(
    client: SlackClient, slack: Slack, code: str, kind: type[SlackError]
) -> None:
    slack.error(code)
    error = await failure(client)
    assert type(error) is kind
    assert error.method == "chat.postMessage"


async def test_a_429_says_how_long_to_wait(client: SlackClient, slack: Slack) -> None:
    slack.http(429, **{"Retry-After": "17"})
    error = await failure(client)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 17


async def test_a_missing_scope_is_named(client: SlackClient, slack: Slack) -> None:
    slack.error("missing_scope", needed="pins:write", provided="chat:write")
    assert str(await failure(client)) == "chat.postMessage: missing_scope (needs pins:write)"


async def test_slacks_words_about_bad_blocks_are_kept(client: SlackClient, slack: Slack) -> None:
    slack.error("invalid_blocks", response_metadata={"messages": ["[ERROR] too long"]})
    assert str(await failure(client)) == "chat.postMessage: invalid_blocks ([ERROR] too long)"


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_broken_answer_leaves_the_outcome_unknown(
    client: SlackClient, slack: Slack, status: int
) -> None:
    slack.http(status, "<html>Bad gateway</html>")
    assert isinstance(await failure(client), UnknownOutcome)


async def test_a_late_answer_leaves_the_outcome_unknown(client: SlackClient, slack: Slack) -> None:
    released = asyncio.Event()

    async def wait(request: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.json_response({"ok": True})

    slack.answer = wait
    assert isinstance(await failure(client), UnknownOutcome)
    released.set()


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("chat.postMessage", {"channel": "C1", "text": "Hello"}),
        ("conversations.create", {"name": "onb", "is_private": True}),
        ("conversations.invite", {"channel": "C1", "users": ["U1"]}),
        ("conversations.inviteShared", {"channel": "C1", "emails": "maya@hazelfinch.example"}),
        ("bookmarks.add", {"channel_id": "C1", "title": "Plan", "type": "link"}),
        ("pins.add", {"channel": "C1", "timestamp": "1.2"}),
    ],
)
async def test_a_lost_answer_leaves_the_outcome_unknown_and_is_not_asked_for_again(
    client: SlackClient, slack: Slack, method: str, arguments: dict[str, object]
) -> None:
    """On a connection that served before: aiohttp sends some requests on such a one again."""
    await client.call(method, **arguments)

    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    slack.answer = hang_up
    with pytest.raises(UnknownOutcome):
        await client.call(method, **arguments)
    assert len(slack.requests) == 2


async def test_what_never_left_this_machine_was_surely_not_done() -> None:
    async with SlackClient("xoxb-made-up", "http://127.0.0.1:9/api/") as client:
        error = await failure(client)
    assert isinstance(error, NotNow)


async def test_the_token_shows_in_no_error(client: SlackClient, slack: Slack) -> None:
    slack.error("invalid_auth")
    error = await failure(client)
    assert "xoxb" not in f"{error!r} {error} {error.__cause__!r} {client!r}"
