"""The program as a process: stopped in the middle of its work, and the demo as people start it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.manifest import manifest
from sandbox.client import SandboxDriver
from sandbox.server import Sandbox
from tests.end_to_end.conftest import hold_against_the_contract
from tests.end_to_end.stage import CHANNEL, CUSTOMER, OUTCOME, free_port

MILEPOST = Path(sys.executable).with_name("milepost")
Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture(params=["socket mode", "http"])
def program(
    request: pytest.FixtureRequest, sandbox: Sandbox, database_url: str, tmp_path: Path
) -> Iterator[Start]:
    """Starts `milepost run` as an operator does; answers when Slack can reach it."""
    address = f"127.0.0.1:{free_port()}"
    by_http = request.param == "http"
    url = f"http://{address}/slack/events" if by_http else None
    app = sandbox.install(manifest(), url)
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": app.bot_token,
        "MILEPOST_HTTP": address,
        **({"SLACK_SIGNING_SECRET": app.signing_secret} if by_http else {}),
        **({} if by_http else {"SLACK_APP_TOKEN": app.app_token}),
    }
    with ExitStack() as at_the_end:

        def start() -> "subprocess.Popen[str]":
            process = subprocess.Popen(  # noqa: S603 - ours
                [MILEPOST, "run"], env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True
            )
            at_the_end.callback(process.communicate)
            at_the_end.callback(process.kill)
            assert process.stderr is not None
            for line in process.stderr:
                if "listening on" in line:
                    return process
            raise AssertionError("it ended before it listened")

        yield start


def starts_a_customer(driver: SandboxDriver) -> None:
    olivia, maya = driver.person("olivia"), driver.person("maya")
    assert olivia.command("/onboard", f"new {CUSTOMER}").modal is not None
    answers = {
        "outcome": OUTCOME,
        "country": "FR",
        "contract_value": "60k",
        "contacts.0.name": "Maya Finch",
        "contacts.0.email": maya.email,
    }
    assert olivia.fill_and_submit(answers) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_told_to_stop_in_the_middle_it_finishes_its_call_and_goes_on_next_time(
    sandbox: Sandbox, program: Start
) -> None:
    with sandbox.driver() as driver:
        first = program()
        driver.faults.add("hold_after", "chat.postMessage")
        starts_a_customer(driver)
        driver.until(driver.faults.held, 10)
        first.send_signal(signal.SIGTERM)
        driver.faults.release()
        assert first.wait(60) == 0
        olivia, maya = driver.person("olivia"), driver.person("maya")
        assert maya.inbox() == []  # the rest was left for the next start
        assert not olivia.command("/onboard", "help").acked

        second = program()
        driver.until(maya.inbox, 30)
        driver.until(lambda: olivia.channel(CHANNEL).bookmarks, 30)
        maya.accept(maya.inbox()[0].id)
        said = [m for m in maya.messages(CHANNEL) if m.from_app]
        assert [m.pinned for m in said] == [False, True]  # one welcome, one plan
        assert len(maya.inbox()) == 1
        second.send_signal(signal.SIGTERM)
        assert second.wait(60) == 0
        hold_against_the_contract(driver)


def test_the_demo_plays_to_its_end(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - ours
        [MILEPOST, "demo", "--script"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "All 11 beats of the story happened." in done.stdout
    assert "Maya Finch (Hazel & Finch) presses [ Mark done ]" in done.stdout
    assert list(tmp_path.iterdir()) == []  # nothing is left behind
