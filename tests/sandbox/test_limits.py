"""Slack's rate limits: calls a minute by tier, posts a second by channel."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import SandboxDriver
from sandbox.limits import Limits, Tier
from sandbox.server import Sandbox
from sandbox.settings import Settings
from tests.sandbox.conftest import manifest, web_client


class Watch:
    """Real time that only passes when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.mark.parametrize(
    ("tier", "calls"), [(Tier.ONE, 1), (Tier.TWO, 20), (Tier.THREE, 50), (Tier.FOUR, 100)]
)
def test_a_tier_lets_so_many_calls_through_a_minute(watch: Watch, tier: Tier, calls: int) -> None:
    limits = Limits(Settings(), watch)
    for _ in range(calls):
        assert limits.seconds_to_wait("m", tier, "T1", None) == 0
    assert limits.seconds_to_wait("m", tier, "T1", None) == 60
    assert limits.seconds_to_wait("m", tier, "T2", None) == 0
    assert limits.seconds_to_wait("other", tier, "T1", None) == 0
    watch.seconds += 59.5
    assert limits.seconds_to_wait("m", tier, "T1", None) == 1
    watch.seconds += 0.5
    assert limits.seconds_to_wait("m", tier, "T1", None) == 0


def test_a_channel_takes_a_burst_and_then_one_post_a_second(watch: Watch) -> None:
    limits = Limits(Settings(channel_burst=3), watch)

    def wait(channel: str) -> int:
        return limits.seconds_to_wait("chat.postMessage", Tier.SPECIAL, "T1", channel)

    assert [wait("C1") for _ in range(4)] == [0, 0, 0, 1]
    assert wait("C2") == 0
    for _ in range(5):
        watch.seconds += 1
        assert [wait("C1"), wait("C1")] == [0, 1]
    watch.seconds += 10
    assert [wait("C1") for _ in range(4)] == [0, 0, 0, 1]


def test_a_workspace_can_have_a_cap_on_posts(watch: Watch) -> None:
    limits = Limits(Settings(posts_per_minute=2), watch)

    def wait(channel: str) -> int:
        return limits.seconds_to_wait("chat.postMessage", Tier.SPECIAL, "T1", channel)

    assert [wait("C1"), wait("C2"), wait("C3")] == [0, 0, 60]


@pytest.fixture
def strict() -> Iterator[Sandbox]:
    with Sandbox.running(channel_burst=1) as running:
        yield running


def test_excess_is_answered_with_429_and_whole_seconds(strict: Sandbox) -> None:
    client = web_client(strict, strict.install(manifest()).bot_token)
    channel = client.conversations_create(name="work")["channel"]["id"]
    client.chat_postMessage(channel=channel, text="one")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=channel, text="two")
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "1"


def test_moving_the_clock_does_not_fake_the_pace(strict: Sandbox) -> None:
    client = web_client(strict, strict.install(manifest()).bot_token)
    with strict.driver() as driver:
        client.conversations_listConnectInvites()
        driver.move_clock(3600)
        with pytest.raises(SlackApiError, match="ratelimited"):
            client.conversations_listConnectInvites()
        driver.settings(limits=False)
        client.conversations_listConnectInvites()


def test_with_limits_off_nothing_is_counted(client: WebClient, driver: SandboxDriver) -> None:
    for _ in range(3):
        client.conversations_listConnectInvites()
    driver.settings(limits=True)
    client.conversations_listConnectInvites()
