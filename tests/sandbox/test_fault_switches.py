"""Switching faults on and off, one by one; the token taken and given back."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Installation, SandboxDriver, SandboxError
from sandbox.driving import Control
from sandbox.server import Sandbox
from tests.sandbox.refusals import error_of


def test_active_faults_are_listed_with_the_strikes_they_have_left(
    client: WebClient, driver: SandboxDriver
) -> None:
    driver.faults.add("error", "api.test", code="fatal_error", nth=2, times=2)
    driver.faults.add("delay", times=None, seconds=0)

    def left() -> list[tuple[str, int | None]]:
        return [(fault.kind, fault.strikes_left) for fault in driver.faults.active()]

    assert left() == [("error", 2), ("delay", None)]
    client.api_test()
    assert left() == [("error", 2), ("delay", None)]
    assert error_of(client.api_test) == "fatal_error"
    assert left() == [("error", 1), ("delay", None)]
    assert error_of(client.api_test) == "fatal_error"
    assert left() == [("delay", None)]
    client.api_test()


def test_one_fault_is_switched_off_and_the_others_stay(
    client: WebClient, driver: SandboxDriver
) -> None:
    driver.faults.add("error", "api.test", code="fatal_error", times=None)
    driver.faults.add("error", "auth.test", code="fatal_error", times=None)
    first, second = driver.faults.active()
    driver.faults.remove(first.id)
    assert driver.faults.active() == [second]
    client.api_test()
    assert error_of(client.auth_test) == "fatal_error"
    driver.faults.remove(first.id)


def test_a_token_is_revoked_and_given_back(
    client: WebClient, driver: SandboxDriver, installed: Installation
) -> None:
    driver.revoke_token(installed.app_id)
    assert error_of(client.auth_test) == "token_revoked"
    driver.restore_token(installed.app_id)
    assert client.auth_test()["ok"]
    with pytest.raises(SandboxError, match="there is no app A0"):
        driver.restore_token("A0")


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ({"times": 0}, "counted from 1"),
        ({"times": "3"}, "counted from 1"),
        ({"times": True}, "counted from 1"),
        ({"nth": -1}, "counted from 1"),
        ({"nth": None}, "counted from 1"),
        ({"seconds": -1}, "from 0 to 3600 seconds"),
        ({"seconds": 1e9}, "from 0 to 3600 seconds"),
        ({"seconds": "soon"}, "from 0 to 3600 seconds"),
        ({"strength": 9}, "nothing is called 'strength'"),
        ({"id": 4}, "nothing is called 'id'"),
        ({"matched": -9}, "nothing is called 'matched'"),
        ({"kind": None}, "no such fault"),
    ],
)
def test_what_could_never_strike_is_refused_in_words(
    sandbox: Sandbox, choice: dict[str, Any], why: str
) -> None:
    control = Control(sandbox.base_url)
    with pytest.raises(SandboxError, match=why):
        control.ask("add_fault", {"kind": "delay", "method": "api.test"} | choice)
    assert control.ask("faults") == []
    control.close()
