"""Clicks while a tick goes over many accounts, in a thread of the process that ticks."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles
from time import perf_counter

from benchmarks.customers import Original, open_milestones
from benchmarks.databases import Kind, fresh
from benchmarks.many import PAST_DAYS, Many, opened
from onboarding.ticking import Reopened, Tick, Ticked
from onboarding.tracks import Track

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
    with fresh(kind) as [url], opened(url, count, past) as many:
        clicking = _clicking(many)
        alone = [next(clicking) for _ in range(ALONE)]
        took: list[float] = []
        reviewed = 0
        for _ in range(days):
            many.next_day()
            reviewed += _tick_while(many, clicking, took)
    return Meanwhile(Clicks(tuple(alone)), Clicks(tuple(took)), reviewed)


def _tick_while(many: Many, clicking: Iterator[float], took: list[float]) -> int:
    """The clicks end with the tick; of how many accounts that was."""
    over = threading.Event()

    def click() -> None:
        while not over.wait(BETWEEN_SECONDS):
            took.append(next(clicking))

    thread = threading.Thread(target=click)
    thread.start()
    try:
        return many.services.reviewing.tick()
    finally:
        over.set()
        thread.join()


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
