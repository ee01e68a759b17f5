"""Clicks while a tick goes over many accounts, in a process of its own as in the program."""

import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import cycle
from multiprocessing import get_context
from statistics import median, quantiles
from time import perf_counter

from benchmarks.customers import MONDAY, Original, open_milestones
from benchmarks.databases import Kind, fresh
from benchmarks.many import PAST_DAYS, Many, opened
from bot.interpreter import leave_alone_what_stays
from onboarding.ticking import Reopened, Tick, Ticked
from onboarding.tracks import Track
from playbooks.load import shipped_playbooks
from services import Services
from storage.database import Database
from tests.clock import SettableClock

TARGET_SECONDS = {Kind.SQLITE: 0.1, Kind.POSTGRESQL: 0.015}
BETWEEN_SECONDS = 0.01
MILESTONE = "people-named"  # of the guided playbook; it waits for nothing
ALONE = 100


@dataclass(frozen=True, slots=True)
class Clicks:
    """How long each click took, in seconds."""

    took: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.took)

    @property
    def p99(self) -> float:
        """Of few clicks it is the longest."""
        return quantiles(self.took, n=100, method="inclusive")[-1]

    @property
    def longest(self) -> float:
        return max(self.took)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Clicks with nothing beside them, and clicks during ticks over so many due accounts."""

    alone: Clicks
    meanwhile: Clicks
    reviewed: int


def clicks(kind: Kind, count: int, days: int, past: int = PAST_DAYS) -> Meanwhile:
    """Customers click one after the other, a hundred times a second at most."""
    with fresh(kind) as [url], opened(url, count, past) as many, _elsewhere(url) as elsewhere:
        clicking = _clicking(many)
        alone = [next(clicking) for _ in range(ALONE)]
        took: list[float] = []
        reviewed = 0
        for _ in range(days):
            many.next_day()
            ticking = elsewhere.submit(_tick, url, many.clock.now())
            while not ticking.done():
                took.append(next(clicking))
                time.sleep(BETWEEN_SECONDS)
            reviewed += ticking.result()
    return Meanwhile(Clicks(tuple(alone)), Clicks(tuple(took)), reviewed)


@contextmanager
def _elsewhere(url: str) -> Iterator[Executor]:
    """The other process, ready to tick."""
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        executor.submit(_get_ready, url).result()
        yield executor


def _get_ready(url: str) -> None:
    _services(url)
    leave_alone_what_stays()


def _tick(url: str, now: datetime) -> int:
    services, clock = _services(url)
    clock.set(now)
    return services.reviewing.tick()


@cache
def _services(url: str) -> tuple[Services, SettableClock]:
    """As the program's other process keeps them, with a clock to turn."""
    clock = SettableClock(MONDAY)
    return Services.open(Database(url, clock), shipped_playbooks(None)), clock


def _clicking(many: Many) -> Iterator[float]:
    """Seconds of a click for each that is asked for: done, open again, done …"""
    guided = [original for original in many.originals if original.track is Track.GUIDED]
    is_done = {original.account: _is_done(many, original) for original in guided}
    for number, customer in enumerate(cycle(guided)):
        wanted = Tick(MILESTONE, done=not is_done[customer.account])
        is_done[customer.account] = wanted.done
        began = perf_counter()
        outcome = many.services.milestones.tick(
            customer.champion, customer.channel, wanted, f"click:{number}"
        )
        yield perf_counter() - began
        assert isinstance(outcome, Ticked | Reopened), outcome


def _is_done(many: Many, customer: Original) -> bool:
    return all(milestone.key != MILESTONE for milestone in open_milestones(many.services, customer))
