"""`milepost demo` as somebody types it: it plays, says where to sit down, stops when told to."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.commands import demo
from bot.demo.portfolio import play_history
from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from sandbox.client import SandboxDriver

MILEPOST = Path(sys.executable).with_name("milepost")


@pytest.fixture
def one_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "play_history", partial(play_history, customers=[HAZEL_AND_FINCH]))


@pytest.mark.usefixtures("one_customer")
def test_it_plays_opens_the_page_and_stays_until_it_is_told_to_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def open_in_browser(page: str) -> None:
        opened.append(page)
        with SandboxDriver(page.rstrip("/")) as driver:
            assert driver.person("maya").inbox()
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("webbrowser.open", open_in_browser)
    assert demo.demo(script=False, open_page=True) == 0
    told = capsys.readouterr().out
    assert f"Sit down in it: {opened[0]}" in told
    assert "Hazel & Finch" in told
    with pytest.raises(httpx.ConnectError), SandboxDriver(opened[0].rstrip("/")) as driver:
        driver.people()


def test_ctrl_c_in_the_middle_of_history_ends_it_cleanly() -> None:
    process = subprocess.Popen(  # noqa: S603 - ours
        [MILEPOST, "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Playing"):
            break
    process.send_signal(signal.SIGINT)
    said, complaints = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Sit down" not in said
    assert complaints == ""
