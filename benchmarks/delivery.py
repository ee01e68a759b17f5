"""Many messages to many channels, each of which takes one a second: how near to the optimum.

    uv run python -m benchmarks.delivery

The sandbox keeps Slack's limits and answers after 150 ms. The optimum is what its pace allows the
fullest channel: a second between any two of its messages, and one answer. A 429 is a failure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.databases import Kind, fresh
from benchmarks.measuring import WIDTH
from benchmarks.stage import Customer, Stage, adopt, raised, until_sent
from bot.app import Milepost
from bot.clock import SystemClock
from onboarding.messages.touches import StageCompleted
from services.posting import to_customer
from storage import accounts
from storage.transaction import begin

LATENCY_SECONDS = 0.15
PACE_SECONDS = 1.0
TARGET = 1.25
EVEN = (6,) * 100
SKEWED = (30,) * 10 + (2,) * 90


@dataclass(frozen=True, slots=True)
class Delivered:
    """How long it took from the commit to the last answer, and how often Slack said no."""

    what: str
    seconds: float
    optimum: float
    refused: int

    @property
    def ratio(self) -> float:
        return self.seconds / self.optimum

    @property
    def is_met(self) -> bool:
        return self.ratio <= TARGET and not self.refused


def measure(kind: Kind, loads: Sequence[int]) -> Delivered:
    """Deliver `loads[n]` messages to the nth channel."""
    with raised() as stage, fresh(kind) as [url]:
        customers = adopt(stage, url, len(loads))
        before = len(stage.driver.calls("chat.postMessage"))
        stage.driver.settings(limits=True, latency=LATENCY_SECONDS)
        milepost = stage.milepost(url)
        milepost.start()
        try:
            began = _commit(milepost, customers, loads)
            until_sent(milepost.database, stage.driver)
        finally:
            milepost.stop()
        return _delivered(stage, before, began, loads)


def _commit(milepost: Milepost, customers: Sequence[Customer], loads: Sequence[int]) -> float:
    """Leave all messages in one transaction; the time of its commit, in seconds UTC."""
    workspace = milepost.installation.workspace
    with begin(milepost.database, workspace) as tx:
        for customer, load in zip(customers, loads, strict=True):
            account = accounts.by_id(tx, customer.account)
            assert account is not None
            for number in range(load):
                to_customer(tx, account, _message(number), f"load:{account.id}:{number}")
    return SystemClock().now().timestamp()


def _message(number: int) -> StageCompleted:
    return StageCompleted(
        stage=f"Stage {number}",
        also=(),
        next_stage="Training",
        next_goal="Everybody who uses it knows how.",
        days_early=1,
        outcome="Every order leaves the house on the day it came in.",
    )


def _delivered(stage: Stage, before: int, began: float, loads: Sequence[int]) -> Delivered:
    posts = stage.driver.calls("chat.postMessage")[before:]
    assert sum(post.status == 200 for post in posts) == sum(loads)
    return Delivered(
        what=f"{sum(loads)} messages to {len(loads)} channels, at most {max(loads)} to one",
        seconds=max(post.at for post in posts) - began,
        optimum=(max(loads) - 1) * PACE_SECONDS + LATENCY_SECONDS,
        refused=sum(post.status == 429 for post in posts),
    )


def show(results: Sequence[Delivered]) -> None:
    table = Table(title="Delivery", title_justify="left")
    for column in ("", "ours (s)", "optimum (s)", "ratio", "429s", "target"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for one in results:
        colour = "green" if one.is_met else "red"
        table.add_row(
            one.what,
            f"{one.seconds:.2f}",
            f"{one.optimum:.2f}",
            f"[{colour}]{one.ratio:.2f}[/]",
            f"[{colour}]{one.refused}[/]",
            f"ratio ≤ {TARGET:g}, no 429",
        )
    Console(width=WIDTH).print(table)


def main(database: Kind = Kind.SQLITE) -> None:
    """Print the ratios of an even load and of a skewed one."""
    show([measure(database, EVEN), measure(database, SKEWED)])


if __name__ == "__main__":
    typer.run(main)
