"""Socket Mode against the sandbox: what was taken is finished and answered."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.installation import authorize, find_installation, web_client
from bot.settings import load_settings
from bot.socket_mode import SocketMode
from sandbox.server import Sandbox


@pytest.fixture
def slack(environment: dict[str, str]) -> App:
    client = web_client(load_settings())
    installation = find_installation(client, environment["SLACK_BOT_TOKEN"])
    return App(client=client, authorize=authorize(installation), process_before_response=True)


def test_a_stop_answers_the_command_that_is_under_way(
    sandbox: Sandbox, environment: dict[str, str], slack: App
) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def slow(ack: Ack) -> None:
        arrived.set()
        assert go_on.wait(10)
        ack("done")

    slack.command("/onboard")(slow)
    door = SocketMode(slack, environment["SLACK_APP_TOKEN"], workers=2)
    door.start()
    assert door.connected
    with sandbox.driver() as driver, ThreadPoolExecutor(2) as others:
        typed = others.submit(driver.person("olivia").command, "/onboard", "help")
        assert arrived.wait(10)
        stopped = others.submit(door.stop)
        go_on.set()
        stopped.result(10)
        assert typed.result(10).acked
    assert not door.connected


def test_a_socket_that_slack_cuts_is_opened_again(
    sandbox: Sandbox, environment: dict[str, str], slack: App
) -> None:
    def help_(ack: Ack) -> None:
        ack("here")

    slack.command("/onboard")(help_)
    door = SocketMode(slack, environment["SLACK_APP_TOKEN"], workers=2)
    door.start()
    with sandbox.driver() as driver:
        driver.cut_socket()
        driver.until(lambda: driver.person("olivia").command("/onboard", "help").acked, timeout=20)
    door.stop()


def test_a_token_that_slack_refuses_is_told_at_the_start(
    environment: dict[str, str], slack: App
) -> None:
    threads = threading.active_count()
    with pytest.raises(SlackApiError, match="invalid_auth"):
        SocketMode(slack, "xapp-1-nobody", workers=1).start()
    assert threading.active_count() == threads  # nothing was left running
