"""`milepost run` as an operator runs it: a process, its environment, its signals."""

import gc
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.interpreter import leave_alone_what_stays
from bot.manifest import manifest
from bot.stopping import told_to_stop, wait_until_told
from sandbox.server import Sandbox

MILEPOST = Path(sys.executable).with_name("milepost")
Start = Callable[[], "Process"]


class Process:
    """A running `milepost run`; everything it logs is read as it comes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ours
            [MILEPOST, "run"], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        self.log = ""

    def says(self, pattern: str) -> re.Match[str]:
        """Wait for a line."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.log += line
            if found := re.search(pattern, line):
                return found
        pytest.fail(f"ended without saying {pattern!r}:\n{self.log}")

    def signalled(self, number: signal.Signals) -> int:
        self._process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """The exit code."""
        rest = self._process.communicate(timeout=30)[1]
        self.log += rest
        return self._process.returncode

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a `milepost run` in the test's environment; what still runs at the end is killed."""
    started: list[Process] = []

    def start() -> Process:
        started.append(Process())
        return started[-1]

    yield start
    for process in started:
        process.kill()


def test_in_socket_mode_it_answers_a_command_and_stops_on_sigterm(
    sandbox: Sandbox,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    start: Start,
) -> None:
    monkeypatch.setenv("MILEPOST_HTTP", "127.0.0.1:0")
    process = start()
    url = process.says(r"listening on (\S+)")[1]
    assert httpx.get(f"{url}/readyz").json() == {
        "ready": True,
        "database": "ok",
        "schema": "ok",
        "delivery": "ok",
        "scheduler": "ok",
        "socket": "ok",
    }
    with sandbox.driver() as driver:
        assert driver.person("olivia").command("/onboard", "help").acked
    assert process.signalled(signal.SIGTERM) == 0
    with sandbox.driver() as driver:
        assert not driver.person("olivia").command("/onboard", "help").acked
    assert "Traceback" not in process.log


def test_over_http_it_answers_a_command_and_stops_on_ctrl_c(
    sandbox: Sandbox,
    tables_and_slack: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    start: Start,
) -> None:
    address = f"127.0.0.1:{free_port()}"
    by_http = sandbox.install(manifest(), request_url=f"http://{address}/slack/events")
    monkeypatch.setenv("SLACK_BOT_TOKEN", by_http.bot_token)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", by_http.signing_secret)
    monkeypatch.setenv("MILEPOST_HTTP", address)
    process = start()
    process.says("listening on")
    assert "socket" not in httpx.get(f"http://{address}/readyz").json()
    with sandbox.driver() as driver:
        assert driver.person("olivia").command("/onboard", "help").acked
    assert process.signalled(signal.SIGINT) == 0
    assert "Traceback" not in process.log


def test_it_refuses_to_start_on_a_database_without_tables(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    start: Start,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    process = start()
    assert process.ended() == 1
    assert process.log.strip() == "the database has no tables yet: run `milepost db upgrade`"


def test_a_token_that_slack_refuses_ends_it_with_what_to_do(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-from-another-life")
    process = start()
    assert process.ended() == 1
    assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)" in process.log
    assert "another-life" not in process.log
    assert "Traceback" not in process.log


def test_a_signal_that_another_thread_was_given_is_noticed_all_the_same() -> None:
    main = threading.main_thread().ident or 0

    def where() -> tuple[str, int]:
        frame = sys._current_frames()[main]
        return frame.f_code.co_qualname, frame.f_lasti

    def is_given_it() -> None:
        before, now = ("", 0), where()
        while before != now or now[0] != "Condition.wait":  # until it stands still there
            time.sleep(0.02)
            before, now = now, where()
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

    other = threading.Thread(target=is_given_it)
    with told_to_stop() as stop:
        other.start()
        wait_until_told(stop)
    other.join()


def test_without_tokens_it_says_which_variables_are_missing(start: Start) -> None:
    process = start()
    assert process.ended() == 2
    assert "SLACK_BOT_TOKEN: is not set" in process.log
    assert "SLACK_APP_TOKEN: is not set" in process.log


def test_no_token_is_logged_at_debug_level(
    sandbox: Sandbox,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    start: Start,
) -> None:
    monkeypatch.setenv("MILEPOST_LOG_LEVEL", "debug")
    process = start()
    process.says("Starting to receive messages")
    with sandbox.driver() as driver:
        assert driver.person("olivia").command("/onboard", "help").acked
    assert process.signalled(signal.SIGTERM) == 0
    assert "DEBUG" in process.log
    assert environment["SLACK_BOT_TOKEN"] not in process.log
    assert environment["SLACK_APP_TOKEN"] not in process.log


def free_port() -> int:
    """A port that was free a moment ago: the sandbox must know the address before we listen."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def test_what_stays_is_left_alone_by_the_collector() -> None:
    before, thresholds = gc.get_freeze_count(), gc.get_threshold()
    leave_alone_what_stays()
    try:
        assert gc.get_freeze_count() > before
        assert gc.get_threshold()[0] > thresholds[0]
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
