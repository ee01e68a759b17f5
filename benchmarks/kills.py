"""Clicks that were answered while the program was killed again and again: is each of them there?

    uv run python -m benchmarks.kills --kills 100

A program serves HTTP on SQLite; four people click as fast as they are answered; it gets SIGKILL in
the midst of that and is started again. A click counts as answered once its 200 has arrived.
"""

import multiprocessing
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from threading import Event, Semaphore

import httpx
import typer
from rich.console import Console
from sqlalchemy import func, select

from benchmarks.databases import Kind, fresh
from benchmarks.milestones import first_to_tick
from benchmarks.signed import Clicker
from benchmarks.stage import Stage, adopt, raised
from bot.app import build_app
from bot.clock import SystemClock
from bot.run import running
from bot.settings import Address, Settings
from onboarding.people import Side
from onboarding.tracks import Track
from storage.database import Database
from storage.schema import activity, inbox

PEOPLE = 4
START_SECONDS = 30.0
FEWEST, MOST = 10, 60
"""How many clicks are answered before a kill: at random between these."""

ANY_PORT = Address("127.0.0.1", 0)
MILESTONE = first_to_tick(Track.GUIDED, Side.CUSTOMER)


@dataclass(slots=True)
class Person:
    """Somebody who does and undoes a milestone, waiting for each answer."""

    clicker: Clicker
    answered: list[str] = field(default_factory=list)
    """Inbox keys."""
    changes: int = 0
    """Answered clicks that surely changed something: the one before was answered too."""
    last: bool | None = None
    """What the last click wanted, if that was answered."""

    def click_until_killed(self, url: str, answers: Semaphore) -> None:
        """Click away, releasing `answers` for each; ends when the connection breaks."""
        with httpx.Client(base_url=url, trust_env=False) as client:
            done = True
            while True:
                click = self.clicker.tick(MILESTONE, done=done)
                try:
                    answer = client.post("/slack/events", content=click.body, headers=click.headers)
                except httpx.TransportError:
                    self.last = None
                    return
                assert answer.status_code == 200, answer.text
                self.changes += self.last is not None and self.last is not done
                self.answered.append(click.inbox_key)
                self.last, done = done, not done
                answers.release()


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered, and what of it the database does not have."""

    kills: int
    answered: int
    missing: int
    changes: int
    unrecorded: int

    @property
    def is_right(self) -> bool:
        return self.answered > 0 and not self.missing and not self.unrecorded


def measure(kills: int, seed: int) -> Tally:
    """Kill the program that often."""
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    with raised() as stage, fresh(Kind.SQLITE) as [url]:
        people = [Person(Clicker.maya(stage, c)) for c in adopt(stage, url, PEOPLE)]
        for _ in range(kills):
            with program(stage, url) as (process, address):
                load(people, address, chance.randint(FEWEST, MOST), process)
        return tally(url, stage.app.team_id, people, kills)


def load(people: Sequence[Person], address: str, clicks: int, process: ForkServerProcess) -> None:
    """Let everybody click, and kill the program once so many clicks were answered."""
    answers = Semaphore(0)
    with ThreadPoolExecutor(len(people)) as threads:
        clicking = [threads.submit(one.click_until_killed, address, answers) for one in people]
        for _ in range(clicks):
            if not answers.acquire(timeout=START_SECONDS):
                break
        process.kill()
    for one in clicking:
        one.result()


@contextmanager
def program(stage: Stage, database_url: str) -> Iterator[tuple[ForkServerProcess, str]]:
    """The program in a process of its own, ready to be clicked at; dead at the end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.app", "bot.run", "benchmarks.preloaded"])  # only once
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(stage.settings(database_url), there))
    process.start()
    try:
        if not here.poll(START_SECONDS):
            raise TimeoutError("the program did not start")
        yield process, here.recv()
    finally:
        process.kill()
        process.join()


def serve(settings: Settings, parent: Connection) -> None:
    """Run until killed; the parent is told the address."""
    milepost = build_app(
        settings.model_copy(update={"http": ANY_PORT}), SystemClock(), reviews=False
    )
    with running(milepost) as server:
        assert server is not None
        host, port = server.address
        parent.send(f"http://{host}:{port}")
        Event().wait()


def tally(url: str, workspace: str, people: Sequence[Person], kills: int) -> Tally:
    """Look for every answered click in the database, and for what it changed."""
    answered = {key for person in people for key in person.answered}
    database = Database(url, SystemClock())
    try:
        with database.reading() as connection:
            keys = select(inbox.c.key).where(inbox.c.workspace_id == workspace)
            missing = answered - set(connection.execute(keys).scalars())
            unrecorded = 0
            for person in people:
                of_account = (
                    activity.c.workspace_id == workspace,
                    activity.c.account_id == person.clicker.customer.account,
                    activity.c.kind.in_(["milestone.done", "milestone.reopened"]),
                )
                recorded = connection.execute(
                    select(func.count()).select_from(activity).where(*of_account)
                ).scalar_one()
                unrecorded += max(0, person.changes - recorded)
    finally:
        database.close()
    changes = sum(person.changes for person in people)
    return Tally(kills, len(answered), len(missing), changes, unrecorded)


def main(kills: int = 100, seed: int = 1) -> None:
    """Print what was found; exit with 1 when a click is missing."""
    found = measure(kills, seed)
    Console().print(
        f"{found.kills} kills: {found.missing} of {found.answered:,} answered clicks are missing, "
        f"{found.unrecorded} of {found.changes:,} changes"
    )
    raise typer.Exit(0 if found.is_right else 1)


if __name__ == "__main__":
    typer.run(main)
