"""No secret reaches the log, whichever way it tries."""

import io
import logging
from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.logs import MASK, masked, set_up_logs

BOT_TOKEN = "xoxb-111-222-s3cr3t"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
def log() -> io.StringIO:
    """Everything logged, at debug level."""
    written = io.StringIO()
    set_up_logs("debug", [SIGNING_SECRET, BOT_TOKEN], stream=written)
    return written


@pytest.fixture
def talkative_slack() -> Iterator[str]:
    """An API that refuses every call and repeats the caller's token in its answer."""

    def refuse(environ, start_response):  # type: ignore[no-untyped-def]
        start_response("200 OK", [("Content-Type", "application/json")])
        said = f"{environ['HTTP_AUTHORIZATION']} signed with {SIGNING_SECRET}"
        return [f'{{"ok": false, "error": "invalid_auth", "said": "{said}"}}'.encode()]

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None: ...

    server = make_server("127.0.0.1", 0, refuse, handler_class=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_failing_call_at_debug_level_leaves_no_secret_in_the_log(
    log: io.StringIO, talkative_slack: str
) -> None:
    client = WebClient(BOT_TOKEN, base_url=talkative_slack, retry_handlers=[])
    try:
        client.auth_test()
    except SlackApiError:
        logging.getLogger("bot").exception("with %s", SIGNING_SECRET)
    written = log.getvalue()
    assert "invalid_auth" in written  # the answer was logged, with its traceback
    assert "Traceback" in written
    assert "s3cr3t" not in written
    assert SIGNING_SECRET not in written
    assert MASK in written


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1-2-abc",
        "xapp-1-A1-2-abc",
        "xoxe.xoxb-1-abc",
        "xoxp-1-2",
        "wss://wss.example/link?app=A1&ticket=1f0c-abc",
    ],
)
def test_tokens_are_masked_even_when_nobody_named_them(secret: str) -> None:
    assert "abc" not in masked(f"before {secret} after")
    assert masked(f"before {secret} after").startswith("before ")
    assert masked(f"before {secret} after").endswith(" after")


def test_the_longer_of_two_secrets_is_masked_whole() -> None:
    assert masked("hunter2-and-more", ["hunter2", "hunter2-and-more"]) == MASK


def test_times_are_utc(log: io.StringIO) -> None:
    logging.getLogger("bot").info("hello")
    assert log.getvalue().splitlines()[-1].endswith("Z INFO bot: hello")
