"""The clock in the header: the time where one is, and what comes next."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.clock import Clock
from sandbox.page.clock import panel, soon
from sandbox.page.inspector import routes
from sandbox.settings import Settings
from sandbox.slack import Slack
from tests.sandbox.page.tree import Node, parsed
from tests.sandbox.test_agenda import Bot

START = 1_772_442_000.0  # Monday 2 March 2026, 09:00 UTC
MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.fixture
def slack() -> Slack:
    return Slack(Settings(), Clock(machine=lambda: START))


def drawn(slack: Slack, **query: Any) -> Node:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=routes(slack)))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://sandbox", trust_env=False
        ) as client:
            return await client.get("/page/clock", params=query)

    return parsed(asyncio.run(ask()).text)


def person(slack: Slack, name: str) -> str:
    return next(p.id for p in slack.world.people.values() if p.name == name)


@pytest.mark.parametrize(
    ("who", "face"),
    [
        ("olivia", "Mon 2 Mar 2026 09:00 Europe/London"),
        ("priya", "Mon 2 Mar 2026 14:30 Asia/Kolkata"),
        ("liam", "Mon 2 Mar 2026 01:00 America/Los Angeles"),
    ],
)
def test_the_time_is_that_of_the_person_one_is(slack: Slack, who: str, face: str) -> None:
    assert drawn(slack, person=person(slack, who)).one(class_="clock-face").text == face


def test_without_a_person_it_is_the_hosts_time_and_a_zone_may_be_asked_for(slack: Slack) -> None:
    assert "Europe/London" in drawn(slack).one(class_="clock-face").text
    assert "17:00" not in drawn(slack).one(class_="clock-face").text
    assert "17:00 Asia/Shanghai" in drawn(slack, zone="Asia/Shanghai").text
    refused = drawn(slack, zone="Nowhere/At-all").one(class_="refused")
    assert refused.text == "There is no time zone 'Nowhere/At-all'."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "now"),
        (0, "now"),
        (59, "in less than a minute"),
        (MINUTE, "in 1 min"),
        (59 * MINUTE + 59, "in 59 min"),
        (HOUR, "in 1 h"),
        (3 * HOUR + 5 * MINUTE, "in 3 h 5 min"),
        (DAY, "in 1 d"),
        (DAY + 5 * MINUTE, "in 1 d"),
        (2 * DAY + 3 * HOUR + 50 * MINUTE, "in 2 d 3 h"),
        (14 * DAY, "in 14 d"),
    ],
)
def test_how_soon_is_told_in_the_units_that_matter(seconds: float, words: str) -> None:
    assert soon(seconds) == words


def test_what_happens_next_stands_beside_its_button(slack: Slack) -> None:
    Bot(slack, "bot", [START + 2 * DAY + 3 * HOUR])
    clock = drawn(slack)
    assert clock.one(id="clock-hint").text == "in 2 d 3 h: thing 0 of bot"
    button = clock.one("button", data_clock="next")
    assert button["aria-describedby"] == "clock-hint"
    assert "disabled" not in button


def test_with_nothing_planned_there_is_nothing_to_turn_to(slack: Slack) -> None:
    clock = drawn(slack)
    assert clock.one(id="clock-hint").text == "Nothing is planned"
    assert "disabled" in clock.one("button", data_clock="next")


async def test_while_it_turns_it_says_so_and_asks_nobody(slack: Slack) -> None:
    class Busy(Bot):
        def next_at(self) -> float | None:
            raise AssertionError("asked while the clock was being turned")

    Busy(slack, "bot", [])
    slack.is_turning = True
    shown = await panel(slack, None)
    assert shown.is_turning
    assert shown.next == ""


def test_a_turning_clock_is_marked_busy(slack: Slack) -> None:
    assert "aria-busy" not in drawn(slack).one("section")
    slack.is_turning = True
    clock = drawn(slack).one("section")
    assert clock["aria-busy"] == "true"
    assert clock.one(id="clock-hint").text == "The clock is turning …"
