"""Playing the histories of all customers at once, as time goes by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from bot.demo.portfolio.customers import Act, Customer
from bot.demo.portfolio.fernhill_clinics import FERNHILL_CLINICS
from bot.demo.portfolio.harbour_and_pine import HARBOUR_AND_PINE
from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from bot.demo.portfolio.juniper_row import JUNIPER_ROW
from bot.demo.portfolio.lumen_cycles import LUMEN_CYCLES
from bot.demo.portfolio.room import NotDone, Room
from bot.demo.portfolio.weeks import moment
from bot.demo.stage import Stage
from sandbox.client import PersonDriver, SandboxDriver, SandboxError

PORTFOLIO = (JUNIPER_ROW, HARBOUR_AND_PINE, FERNHILL_CLINICS, LUMEN_CYCLES, HAZEL_AND_FINCH)

BEGINS = "1 Mon 08:30"
ENDS = "8 Tue 09:30"


class HistoryFailed(Exception):
    """Something in a history did not happen; says what, and when."""


def first_monday(now: datetime) -> date:
    """The latest Monday from which on the whole history has passed by now."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    return next(
        first
        for first in (monday - timedelta(weeks=weeks) for weeks in count())
        if moment(first, ENDS) <= now
    )


def begins(first: date) -> float:
    """When the sandbox's clock has to start, seconds UTC."""
    return moment(first, BEGINS).timestamp()


def play_history(
    stage: Stage,
    first: date,
    told: Callable[[Customer], None],
    is_stopped: Callable[[], bool] = lambda: False,
    *,
    customers: Sequence[Customer] = PORTFOLIO,
) -> bool:
    """Play everything up to the present; False when stopped on the way.

    `told` is called as the history of a customer arrives at its end. Raises `HistoryFailed`.
    """
    for step in _in_order(customers, _people(stage.driver, customers), first):
        if is_stopped():
            return False
        _play(stage.driver, step, first)
        if step.is_last:
            told(step.room.customer)
    _wait_until(stage.driver, moment(first, ENDS))
    return True


@dataclass(frozen=True, slots=True)
class _Step:
    when: str
    act: Act
    room: Room
    is_last: bool


def _play(driver: SandboxDriver, step: _Step, first: date) -> None:
    try:
        _wait_until(driver, moment(first, step.when))
        step.act(step.room)
    except (NotDone, SandboxError) as failure:
        raise HistoryFailed(f"{step.room.customer.name}, {step.when}: {failure}") from failure


def _wait_until(driver: SandboxDriver, instant: datetime) -> None:
    """Turn the clock; nothing is turned when the instant came while we were playing."""
    ahead = instant.timestamp() - driver.now()
    if ahead > 0:
        driver.turn_clock(by=ahead)


def _people(driver: SandboxDriver, customers: Sequence[Customer]) -> dict[str, PersonDriver]:
    """Everybody by first name, once the companies of the portfolio are there."""
    for customer in customers:
        if customer.staff:
            named = ("real_name", "title", "zone", "rank")
            staff = [dict(zip(named, one, strict=True)) for one in customer.staff]
            driver.add_team(customer.name, customer.domain, staff)
    return {entry.name: driver.person(entry.id) for entry in driver.people() if not entry.is_bot}


def _in_order(
    customers: Sequence[Customer], people: dict[str, PersonDriver], first: date
) -> list[_Step]:
    """Every scene of every customer as time goes by."""
    steps = [step for customer in customers for step in _of(customer, people, first)]
    return sorted(steps, key=lambda step: moment(first, step.when))


def _of(customer: Customer, people: dict[str, PersonDriver], first: date) -> Iterator[_Step]:
    room = Room(customer, people, first)
    for place, scene in enumerate(customer.scenes, start=1):
        yield _Step(scene.when, scene.act, room, is_last=place == len(customer.scenes))
