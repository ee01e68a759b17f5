"""The board of switches: everything that can be switched is there, in words."""

import re
from pathlib import Path

import pytest

import sandbox
from sandbox import control_api
from sandbox.faults import Fault, FaultKind
from sandbox.page.inspecting import switches, violations
from sandbox.page.inspecting.switches import switchboard
from sandbox.settings import Settings
from sandbox.slack import Slack


@pytest.fixture
def slack() -> Slack:
    return Slack(Settings())


def test_every_kind_of_fault_and_every_switch_of_a_workspace_has_its_words() -> None:
    assert list(switches.KINDS) == list(FaultKind)
    assert set(switches.TEAM_SWITCHES) == control_api.TEAM_SWITCHES


def test_every_violation_the_sandbox_notes_has_its_words() -> None:
    source = Path(sandbox.__file__).parent
    noted = {
        kind
        for file in source.rglob("*.py")
        for kind in re.findall(r'\.violation\(\s*"(\w+)"', file.read_text())
    }
    assert noted == set(violations.WORDS)


@pytest.mark.parametrize(
    ("fault", "does", "which"),
    [
        (Fault(FaultKind.RATE_LIMITED, seconds=0.2), "429, Retry-After 1 s", "the next call"),
        (Fault(FaultKind.DELAY, seconds=2, times=3), "answer 2 s late", "the next 3 calls"),
        (
            Fault(FaultKind.DROP_BEFORE, nth=2),
            "cut the connection, nothing applied",
            "the next call after one more",
        ),
        (
            Fault(FaultKind.DROP_AFTER, nth=4, times=2),
            "cut the connection once applied",
            "the next 2 calls after 3 more",
        ),
        (Fault(FaultKind.ERROR_500, times=None), "500, nothing applied", "until switched off"),
        (Fault(FaultKind.ERROR, code="fatal_error"), "refuse with fatal_error", "the next call"),
        (Fault(FaultKind.HOLD_BEFORE), "hold before it is applied", "the next call"),
        (Fault(FaultKind.HOLD_AFTER), "hold the answer once applied", "the next call"),
    ],
    ids=lambda part: part.kind.value if isinstance(part, Fault) else "",
)
def test_a_fault_says_what_it_does_and_to_which_calls(
    slack: Slack, fault: Fault, does: str, which: str
) -> None:
    slack.faults.add(fault)
    (switched,) = switchboard(slack).faults
    assert (switched.method, switched.does, switched.which) == ("every method", does, which)


def test_a_held_call_alone_is_something_wrong(slack: Slack) -> None:
    assert not switchboard(slack).is_anything_wrong
    general = next(iter(slack.world.channels))
    slack.faults.hold("chat.postMessage", {"channel": general}, applied=True)
    board = switchboard(slack)
    assert board.is_anything_wrong
    (held,) = board.held
    assert (held.method, held.place, held.applied) == ("chat.postMessage", "#general", True)
