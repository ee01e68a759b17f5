"""From a click to the checklist that shows it: what somebody waits who looks at the message.

    uv run python -m benchmarks.latency --door http

The sandbox is a process of its own and notes both moments by its own clock: when it sends the
click, and when the `chat.update` of that channel arrives. Between them lie the whole program and
its delivery at Slack's pace. The floor is a bare `chat.update` of the same message.
"""

import socket
from collections.abc import Iterator
from enum import StrEnum
from time import perf_counter

import typer
from slack_sdk import WebClient

from benchmarks import measuring
from benchmarks.databases import Kind, fresh
from benchmarks.measuring import Comparison, Spread
from benchmarks.milestones import first_to_tick
from benchmarks.stage import Customer, Stage, adopt, raised, until_sent
from blocks import actions
from bot.app import Milepost, build_app
from bot.clock import SystemClock
from bot.run import running
from onboarding.people import Side
from onboarding.tracks import Track

TARGET_SECONDS = 0.050


class Door(StrEnum):
    SOCKET = "socket"
    HTTP = "http"


def measure(kind: Kind, door: Door, clicks: int) -> Comparison:
    """A click in each of so many channels: at most 50, the edits Slack allows in a minute."""
    address = f"127.0.0.1:{_free_port()}"
    request_url = f"http://{address}/slack/events" if door is Door.HTTP else None
    with raised(request_url) as stage, fresh(kind) as [url]:
        customers = adopt(stage, url, clicks)
        milepost = _program(stage, url, door, address)
        with running(milepost):
            _until_heard(stage, door)
            bare = [_click(milepost, stage, customer) for customer in customers]
        return Comparison(
            f"click to chat.update: {kind}, {door}",
            Spread(tuple(_latencies(stage))),
            Spread(tuple(bare)),
            target_seconds=TARGET_SECONDS,
        )


def _program(stage: Stage, url: str, door: Door, address: str) -> Milepost:
    by_door = {"http": address} if door is Door.HTTP else {"SLACK_APP_TOKEN": stage.app.app_token}
    return build_app(stage.settings(url, **by_door), SystemClock(), reviews=False)


def _until_heard(stage: Stage, door: Door) -> None:
    if door is Door.SOCKET:
        stage.driver.until(lambda: stage.driver.connections() > 0, describe="a socket is open")


def _click(milepost: Milepost, stage: Stage, customer: Customer) -> float:
    """Click as Olivia and wait until all is quiet; then the floor, in seconds."""
    action = actions.suffixed(actions.TICK, first_to_tick(Track.GUIDED, Side.TEAM))
    outcome = stage.driver.person("olivia").click(customer.channel, customer.checklist.ts, action)
    assert outcome.acked, outcome
    until_sent(milepost.database, stage.driver)
    return _bare_update(stage, customer)


def _bare_update(stage: Stage, customer: Customer) -> float:
    client = WebClient(stage.app.bot_token, base_url=f"{stage.url}/api/", retry_handlers=[])
    message = customer.checklist
    began = perf_counter()
    client.chat_update(
        channel=customer.channel, ts=message.ts, text=message.text, blocks=message.blocks
    )
    return perf_counter() - began


def _latencies(stage: Stage) -> Iterator[float]:
    """Seconds between sending each click and the arrival of its channel's first update."""
    arrived: dict[str, float] = {}
    for call in stage.driver.calls("chat.update"):
        arrived.setdefault(call.args["channel"], call.at - call.seconds)
    for click in stage.driver.deliveries("interactive"):
        yield arrived[click.payload["channel"]["id"]] - click.at


def _free_port() -> int:
    """A port that was free a moment ago: the sandbox must know the address before we listen."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def main(database: Kind = Kind.SQLITE, clicks: int = 40) -> None:
    """Print the medians, through each door."""
    results = [measure(database, door, clicks) for door in Door]
    measuring.show("From a click to the checklist", results)


if __name__ == "__main__":
    typer.run(main)
