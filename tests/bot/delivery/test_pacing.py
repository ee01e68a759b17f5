"""We keep Slack's limits of our own accord."""

import json
from pathlib import Path

import pytest

from bot.delivery.pacing import CHANNEL_SECONDS, WINDOW_SECONDS, Pacing, tier_of

W = "T0OURS"


class Seconds:
    """A monotonic clock that stands still until moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def pacing(seconds: Seconds) -> Pacing:
    return Pacing(seconds, posts_per_minute=600)


def test_the_first_post_in_a_channel_goes_at_once_and_the_next_a_second_later(
    pacing: Pacing, seconds: Seconds
) -> None:
    assert pacing.wait(W, "chat.postMessage", "C1") == 0
    pacing.called(W, "chat.postMessage", "C1")
    assert pacing.wait(W, "chat.postMessage", "C1") == pytest.approx(CHANNEL_SECONDS)
    seconds.now += CHANNEL_SECONDS
    assert pacing.wait(W, "chat.postMessage", "C1") == 0


def test_the_second_counts_from_the_answer(pacing: Pacing, seconds: Seconds) -> None:
    """A call that was slow to arrive must not be followed too soon by one that is quick."""
    pacing.called(W, "chat.postMessage", "C1")
    seconds.now += 0.4
    pacing.answered(W, "chat.postMessage", "C1")
    assert pacing.wait(W, "chat.postMessage", "C1") == pytest.approx(CHANNEL_SECONDS)


def test_channels_and_workspaces_do_not_wait_for_each_other(pacing: Pacing) -> None:
    pacing.called(W, "chat.postMessage", "C1")
    assert pacing.wait(W, "chat.postMessage", "C2") == 0
    assert pacing.wait("T0THEIRS", "chat.postMessage", "C1") == 0


def test_an_edit_does_not_wait_for_a_post(pacing: Pacing) -> None:
    pacing.called(W, "chat.postMessage", "C1")
    assert pacing.wait(W, "chat.update", "C1") == 0


@pytest.mark.parametrize(
    ("method", "a_minute"),
    [
        ("conversations.listConnectInvites", 1),
        ("conversations.create", 20),
        ("conversations.invite", 50),
        ("users.info", 100),
        ("chat.postMessage", 600),
    ],
)
def test_no_minute_sees_more_calls_of_a_method_than_its_tier_allows(
    pacing: Pacing, seconds: Seconds, method: str, a_minute: int
) -> None:
    calls: list[float] = []
    while len(calls) < 3 * a_minute:
        seconds.now += pacing.wait(W, method, None)
        pacing.called(W, method, None)
        calls.append(seconds.now)
    assert calls[a_minute - 1] == calls[0]  # the minute's allowance goes out at once
    for first, next_window in zip(calls, calls[a_minute:], strict=False):
        assert next_window - first >= 60.0
    assert calls[-1] - calls[0] == pytest.approx(2 * WINDOW_SECONDS)


def test_after_a_429_the_method_rests_in_the_whole_workspace(
    pacing: Pacing, seconds: Seconds
) -> None:
    pacing.limited(W, "conversations.invite", None, 30)
    assert pacing.wait(W, "conversations.invite", "C1") == 30
    assert pacing.wait(W, "conversations.join", "C1") == 0
    assert pacing.wait("T0THEIRS", "conversations.invite", "C1") == 0
    seconds.now += 30
    assert pacing.wait(W, "conversations.invite", "C1") == 0


def test_after_a_429_to_a_post_its_channel_rests(pacing: Pacing) -> None:
    pacing.limited(W, "chat.postMessage", "C1", 12)
    assert pacing.wait(W, "chat.postMessage", "C1") == 12
    assert pacing.wait(W, "chat.postMessage", "C2") == 0


def test_429s_to_posts_in_two_channels_let_the_workspace_rest(pacing: Pacing) -> None:
    pacing.limited(W, "chat.postMessage", "C1", 12)
    pacing.limited(W, "chat.postMessage", "C2", 9)
    assert pacing.wait(W, "chat.postMessage", "C3") == 9


def test_unpaced_delivery_waits_only_where_slack_said_so(seconds: Seconds) -> None:
    pacing = Pacing(seconds, posts_per_minute=1, paced=False)
    for _ in range(3):
        assert pacing.wait(W, "chat.postMessage", "C1") == 0
        pacing.called(W, "chat.postMessage", "C1")
    pacing.limited(W, "chat.postMessage", "C1", 5)
    assert pacing.wait(W, "chat.postMessage", "C1") == 5


def test_a_long_run_remembers_only_what_still_matters(pacing: Pacing, seconds: Seconds) -> None:
    for number in range(25_000):
        assert pacing.wait(W, "chat.postMessage", f"C{number}") == 0
        pacing.called(W, "chat.postMessage", f"C{number}")
        seconds.now += 0.11
    assert pacing.remembered < 11_000


def test_every_tier_is_the_one_that_slack_documents(shared: Path) -> None:
    for method, tier in tier_of().items():
        described = json.loads((shared / "slack" / "methods" / f"{method}.json").read_text())
        assert described["rate_limits"] == f"t{tier}", method
