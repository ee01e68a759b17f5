"""Faults by switch: what goes wrong, on which call, and what was applied meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import SandboxDriver, SandboxError
from sandbox.server import Sandbox
from tests.sandbox.conftest import RunningApp, web_client
from tests.sandbox.refusals import error_of

CUT = (RemoteDisconnected, ConnectionResetError)


@pytest.fixture
def channel(client: WebClient) -> str:
    created: str = client.conversations_create(name="work")["channel"]["id"]
    return created


def texts(client: WebClient, channel: str) -> list[str]:
    """What was posted, the oldest first."""
    return [m["text"] for m in client.conversations_history(channel=channel)["messages"]][::-1]


def test_a_429_names_the_seconds_to_wait_and_applies_nothing(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.faults.add("rate_limited", "chat.postMessage", seconds=7)
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert texts(client, channel) == []


def test_the_nth_call_is_struck_as_often_as_said(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.faults.add("error", "chat.postMessage", nth=2, times=2, code="restricted_action")
    outcomes = []
    for number in range(4):
        try:
            client.chat_postMessage(channel=channel, text=str(number))
            outcomes.append("ok")
        except SlackApiError as refused:
            outcomes.append(refused.response["error"])
        client.conversations_info(channel=channel)
    assert outcomes == ["ok", "restricted_action", "restricted_action", "ok"]
    assert texts(client, channel) == ["0", "3"]


def test_a_fault_for_good_ends_when_cleared(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.faults.add("error", code="fatal_error", times=None)
    for _ in range(3):
        assert error_of(client.conversations_info, channel=channel) == "fatal_error"
    driver.faults.clear()
    client.conversations_info(channel=channel)


def test_only_documented_codes_can_be_switched_on(driver: SandboxDriver) -> None:
    with pytest.raises(SandboxError, match=r"pins\.add does not answer 'not_paid'"):
        driver.faults.add("error", "pins.add", code="not_paid")
    with pytest.raises(SandboxError, match=r"no method pins\.burn"):
        driver.faults.add("delay", "pins.burn")
    with pytest.raises(SandboxError, match="no such fault"):
        driver.faults.add("earthquake")


def test_a_500_applies_nothing(client: WebClient, driver: SandboxDriver, channel: str) -> None:
    driver.faults.add("error_500", "chat.postMessage")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="x")
    assert refused.value.response.status_code == 500
    assert texts(client, channel) == []


def test_a_cut_before_applies_nothing_and_a_cut_after_everything(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.faults.add("drop_before", "chat.postMessage")
    with pytest.raises(CUT):
        client.chat_postMessage(channel=channel, text="before")
    assert texts(client, channel) == []
    driver.faults.add("drop_after", "chat.postMessage")
    with pytest.raises(CUT):
        client.chat_postMessage(channel=channel, text="after")
    assert texts(client, channel) == ["after"]
    assert [call.status for call in driver.calls("chat.postMessage")] == [0, 0]


def test_the_log_knows_which_call_was_a_repetition(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.faults.add("rate_limited", "chat.postMessage")
    error_of(client.chat_postMessage, channel=channel, text="x")
    client.chat_postMessage(channel=channel, text="y")
    client.chat_postMessage(channel=channel, text="x")
    assert [call.retried for call in driver.calls("chat.postMessage")] == [False, False, True]


def test_a_late_answer_outlasts_an_impatient_client(
    sandbox: Sandbox, client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    assert client.token is not None
    hasty = web_client(sandbox, client.token)
    hasty.timeout = 1
    driver.faults.add("delay", "chat.postMessage", seconds=1.5)
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel=channel, text="late")
    driver.until(lambda: texts(client, channel) == ["late"])


@contextmanager
def posting(client: WebClient, channel: str) -> Iterator[list[Any]]:
    """A post under way in another thread; its answer or its error appears in the list."""
    ended: list[Any] = []

    def post() -> None:
        try:
            ended.append(client.chat_postMessage(channel=channel, text="held").data)
        except (*CUT, TimeoutError) as error:
            ended.append(error)

    thread = threading.Thread(target=post)
    thread.start()
    yield ended
    thread.join()


@pytest.mark.parametrize(("kind", "applied"), [("hold_before", False), ("hold_after", True)])
def test_a_held_call_waits_for_its_release(
    client: WebClient, driver: SandboxDriver, channel: str, kind: str, applied: bool
) -> None:
    driver.faults.add(kind, "chat.postMessage")
    with posting(client, channel) as ended:
        (held,) = driver.until(driver.faults.held)
        assert (held.method, held.args["text"], held.applied) == (
            "chat.postMessage",
            "held",
            applied,
        )
        assert texts(client, channel) == (["held"] if applied else [])
        assert ended == []
        driver.faults.release()
    assert ended[0]["ok"]
    assert texts(client, channel) == ["held"]
    assert driver.faults.held() == []


@pytest.mark.parametrize(("kind", "applied"), [("hold_before", []), ("hold_after", ["held"])])
def test_a_held_call_ends_when_its_client_dies(
    sandbox: Sandbox,
    client: WebClient,
    driver: SandboxDriver,
    channel: str,
    kind: str,
    applied: list[str],
) -> None:
    assert client.token is not None
    mortal = web_client(sandbox, client.token)
    mortal.timeout = 1
    driver.faults.add(kind, "chat.postMessage")
    with posting(mortal, channel) as ended:
        driver.until(driver.faults.held)
        driver.until(lambda: not driver.faults.held())
    assert isinstance(ended[0], TimeoutError)
    assert texts(client, channel) == applied
    assert driver.calls("chat.postMessage")[0].status == 0


def test_a_cut_socket_is_opened_anew(app: RunningApp, driver: SandboxDriver) -> None:
    driver.cut_socket("refresh_requested")
    driver.until(lambda: len(driver.calls("apps.connections.open")) == 2)
    driver.until(lambda: driver.connections() == 1)


def test_latency_delays_every_answer(
    client: WebClient, driver: SandboxDriver, channel: str
) -> None:
    driver.settings(latency=0.05)
    client.conversations_info(channel=channel)
    assert driver.calls("conversations.info")[-1].seconds >= 0.05
