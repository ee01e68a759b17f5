"""Turning the clock: whatever happens by itself happens on the way, in order, at its own time."""

import asyncio
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from sandbox import agenda, channels
from sandbox.agenda import coming, move_to
from sandbox.client import SandboxDriver, SandboxError
from sandbox.clock import Clock
from sandbox.clock_controls import clock, turn_clock
from sandbox.connect import send_invite
from sandbox.errors import Refusal
from sandbox.server import Sandbox
from sandbox.settings import Settings
from sandbox.slack import Slack
from tests.sandbox.conftest import manifest, web_client

START = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("UTC")).timestamp()
HOUR, DAY = 3600.0, 86_400.0


def standing_slack() -> Slack:
    """A sandbox whose time passes only when its clock is turned."""
    return Slack(Settings(), Clock(machine=lambda: START))


class Bot:
    """A companion with things to do, each of which may plan another some seconds later."""

    def __init__(
        self, slack: Slack, name: str, due: Sequence[float], again: float | None = None
    ) -> None:
        self._slack = slack
        self.name = name
        self.due = sorted(due)
        self._again = again
        self.did: list[tuple[float, float]] = []
        slack.companions.append(self)

    def next_at(self) -> float | None:
        return self.due[0] if self.due else None

    def what_next(self) -> str:
        return f"thing {len(self.did)} of {self.name}"

    def settle(self, timeout: float) -> None:
        while self.due and self.due[0] <= self._slack.clock.now():
            due = self.due.pop(0)
            self.did.append((due, self._slack.clock.now()))
            if self._again is not None and len(self.did) < 40:
                self.due = sorted([*self.due, due + self._again])


def invite(slack: Slack) -> None:
    """Somebody is invited to a shared channel; that runs out after fourteen days."""
    people = {person.name: person for person in slack.world.people.values()}
    channel = channels.create(slack, people["olivia"], "shared", private=False)
    email = people["maya"].email
    send_invite(slack, channel, people["olivia"], email=email, user_id=None, external_limited=False)


async def test_each_thing_is_done_at_its_own_time() -> None:
    slack = standing_slack()
    bot = Bot(slack, "bot", [START + HOUR, START + 2 * HOUR, START + 3 * DAY])
    happened = await move_to(slack, START + DAY)
    assert [happening.at for happening in happened] == [START + HOUR, START + 2 * HOUR]
    assert [done for _, done in bot.did] == pytest.approx([due for due, _ in bot.did], abs=1e-3)
    assert slack.clock.now() == pytest.approx(START + DAY, abs=1e-3)
    assert bot.due == [START + 3 * DAY]


async def test_what_one_companion_does_may_come_between_the_things_of_another() -> None:
    slack = standing_slack()
    Bot(slack, "one", [START + 1, START + 3])
    Bot(slack, "two", [START + 2, START + 4])
    happened = await move_to(slack, START + 10)
    assert [happening.by for happening in happened] == ["one", "two", "one", "two"]


async def test_an_invitation_running_out_is_on_the_agenda() -> None:
    slack = standing_slack()
    invite(slack)
    (happening,) = await coming(slack)
    assert happening.what == "the invitation to maya@hazelfinch.example runs out"
    assert happening.at == START + 14 * DAY
    assert await move_to(slack, START + 14 * DAY) == [happening]
    assert await coming(slack) == []


async def test_nothing_is_turned_back_but_what_is_due_gets_done() -> None:
    slack = standing_slack()
    bot = Bot(slack, "bot", [START - 5])
    await move_to(slack, START - 10)
    assert slack.clock.now() == START
    assert bot.due == []


class Schedule(ModuleType):
    """Scheduled messages as the sandbox keeps them."""

    def __init__(self, due: list[float]) -> None:
        super().__init__("sandbox.scheduled")
        self.waiting = due
        self.posted: list[float] = []

    def next_at(self, slack: Slack) -> float | None:
        return self.waiting[0] if self.waiting else None

    def due(self, slack: Slack) -> None:
        while self.waiting and self.waiting[0] <= slack.clock.now():
            self.waiting.pop(0)
            self.posted.append(slack.clock.now())


async def test_scheduled_messages_are_posted_on_the_way_before_companions_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schedule = Schedule([START + HOUR, START + 3 * HOUR])
    monkeypatch.setitem(sys.modules, "sandbox.scheduled", schedule)
    slack = standing_slack()
    Bot(slack, "bot", [START + 2 * HOUR])
    happened = await move_to(slack, START + DAY)
    assert [happening.what for happening in happened] == [
        "a scheduled message is posted",
        "thing 0 of bot",
        "a scheduled message is posted",
    ]
    assert schedule.posted == pytest.approx([START + HOUR, START + 3 * HOUR], abs=1e-3)
    schedule.waiting.append(START + 2 * DAY)
    await clock(slack, {"seconds": 3 * DAY})
    assert schedule.waiting == []


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[float]], list[float | None], list[float]]:
    """What two companions have to do, how soon each does it again, and steps of ten days."""
    moments = st.floats(min_value=0, max_value=10 * DAY)
    due = [draw(st.lists(moments, max_size=6)) for _ in range(2)]
    again = [draw(st.none() | st.floats(min_value=HOUR, max_value=3 * DAY)) for _ in range(2)]
    steps = sorted(draw(st.lists(moments, max_size=6)))
    return due, again, [*steps, 10 * DAY]


def played(
    due: list[list[float]], again: list[float | None], steps: list[float]
) -> tuple[list[str], list[list[float]]]:
    """What happened in all steps, and when each companion did what it had to do."""

    async def play() -> tuple[list[str], list[list[float]]]:
        slack = standing_slack()
        invite(slack)
        bots = [
            Bot(slack, name, [START + moment for moment in moments], every)
            for name, moments, every in zip(("one", "two"), due, again, strict=True)
        ]
        happened = []
        for step in steps:
            happened += await move_to(slack, START + step)
        for bot in bots:
            for planned, done in bot.did:
                assert planned <= done < planned + 1e-3
        return [h.what for h in happened], [[at for at, _ in bot.did] for bot in bots]

    return asyncio.run(play())


@given(histories())
@settings(max_examples=40, deadline=None)
def test_moved_in_any_steps_the_same_happens_in_the_same_order_as_moved_in_one(
    history: tuple[list[list[float]], list[float | None], list[float]],
) -> None:
    due, again, steps = history
    assert played(due, again, steps) == played(due, again, [10 * DAY])


class Idle:
    """A companion that leaves undone what it has to do; `settling` is what it does instead."""

    name = "idle bot"

    def __init__(self, at: Callable[[], float], settling: Callable[[float], Any]) -> None:
        self._at = at
        self._settling = settling
        self.asked = 0

    def next_at(self) -> float | None:
        return self._at()

    def what_next(self) -> str:
        return "nothing at all"

    def settle(self, timeout: float) -> None:
        self.asked += 1
        self._settling(timeout)


async def test_a_companion_that_does_nothing_is_given_up_and_noted() -> None:
    slack = standing_slack()
    idle = Idle(lambda: START + 1, lambda timeout: None)
    slack.companions.append(idle)
    bot = Bot(slack, "bot", [START + 5])
    await move_to(slack, START + 10)
    assert idle.asked < 10
    assert [done for _, done in bot.did] == pytest.approx([START + 5], abs=1e-3)
    (note,) = slack.journal.violations
    assert (note.kind, note.method) == ("unsettled", "idle bot")
    assert note.detail == "still not done after 5 rounds: nothing at all"


async def test_a_companion_that_always_has_something_to_do_now_does_not_stop_the_clock() -> None:
    slack = standing_slack()
    slack.companions.append(Idle(slack.clock.now, lambda timeout: None))
    await move_to(slack, START + 10)
    assert slack.clock.now() == pytest.approx(START + 10, abs=1e-3)


async def test_a_companion_that_takes_too_long_is_noted_and_left_alone() -> None:
    def too_long(timeout: float) -> None:
        raise TimeoutError("3 messages still wait")

    slack = standing_slack()
    late = Idle(lambda: START + 1, too_long)
    slack.companions.append(late)
    await move_to(slack, START + 10)
    assert late.asked == 1
    assert [note.detail for note in slack.journal.violations] == ["3 messages still wait"]


async def test_a_companion_that_hangs_does_not_hold_up_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(agenda, "SETTLE_SECONDS", 0.05)
    monkeypatch.setattr(agenda, "GRACE_SECONDS", 0.05)
    slack, released = standing_slack(), threading.Event()
    slack.companions.append(Idle(lambda: START + 1, lambda timeout: released.wait(60)))
    await move_to(slack, START + 10)
    released.set()
    assert slack.clock.now() == pytest.approx(START + 10, abs=1e-3)
    assert [note.detail for note in slack.journal.violations] == ["not done within 0.05 seconds"]


async def test_one_turn_at_a_time_and_no_jump_meanwhile() -> None:
    slack, released = standing_slack(), threading.Event()
    slack.companions.append(Idle(lambda: START + DAY, lambda timeout: released.wait(60)))
    turning = asyncio.create_task(move_to(slack, START + 10))
    await asyncio.sleep(0)
    with pytest.raises(Refusal, match="being turned already"):
        await turn_clock(slack, {"by": 1})
    released.set()
    await turning
    await turn_clock(slack, {"by": 1})


class Posting:
    """A companion in another program's manner: it posts over HTTP what is due."""

    name = "poster"

    def __init__(self, sandbox: Sandbox, client: WebClient, channel: str, due: list[float]) -> None:
        self._sandbox = sandbox
        self._client = client
        self._channel = channel
        self._due = due

    def next_at(self) -> float | None:
        return self._due[0] if self._due else None

    def what_next(self) -> str:
        return "a post"

    def settle(self, timeout: float) -> None:
        while self._due and self._due[0] <= self._sandbox.now():
            self._client.chat_postMessage(channel=self._channel, text=f"{self._due.pop(0):.0f}")


def test_posts_of_a_week_carry_the_times_at_which_they_were_due() -> None:
    with Sandbox.running(limits="off", starts_at=START) as sandbox, sandbox.driver() as driver:
        client = web_client(sandbox, driver.install(manifest(events=[])).bot_token)
        channel = client.conversations_create(name="work")["channel"]["id"]
        due = [START + HOUR + day * DAY for day in range(5)]
        sandbox.accompany(Posting(sandbox, client, channel, list(due)))
        assert [happening.what for happening in driver.agenda()] == ["a post"]
        happened = driver.turn_clock(by=7 * DAY)
        assert [happening.at for happening in happened] == due
        posted = client.conversations_history(channel=channel)["messages"][::-1]
        texts = [m["text"] for m in posted if "subtype" not in m]
        assert texts == [f"{moment:.0f}" for moment in due]
        for message, moment in zip(posted[-5:], due, strict=True):
            assert moment <= float(message["ts"]) < moment + 60
        assert driver.turn_clock(by=DAY) == []


def test_the_clock_is_turned_to_the_next_thing(driver: SandboxDriver, sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="nothing is going to happen"):
        driver.turn_clock(next=True)
    at = driver.now() + 2 * DAY
    sandbox.accompany(Idle(lambda: at if sandbox.now() < at else at + DAY, lambda timeout: None))
    (happened,) = driver.turn_clock(next=True)
    assert (happened.at, happened.what, happened.by) == (at, "nothing at all", "idle bot")
    assert at <= driver.now() < at + 60


def test_times_go_up_however_far_the_clock_is_turned(driver: SandboxDriver) -> None:
    times = [driver.now()]
    for how in ({"by": 60}, {"by_day": 1}, {"working_day": True}, {"to": times[0] + 9 * DAY}):
        driver.turn_clock(**how)
        times.append(driver.now())
    assert all(earlier < later for earlier, later in pairwise(times))
