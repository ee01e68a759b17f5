"""A click through the whole program, against bare Bolt and a bare transaction with the same rows.

    uv run python -m benchmarks.click --database postgresql

Signed request, dispatch, commit, answer. A customer's milestone is done and undone in turns, so
that every click changes something. Delivery does not run beside it; between two clicks the outbox
is emptied as it would have, and that is not measured. What each floor is: benchmarks/bare.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter

import typer
from slack_bolt import App, BoltRequest
from sqlalchemy import Engine, delete, func, select, update

from benchmarks import bare, measuring
from benchmarks.databases import Kind, fresh
from benchmarks.measuring import Comparison
from benchmarks.milestones import first_to_tick
from benchmarks.signed import Clicker
from benchmarks.stage import Customer, Stage, adopt, raised
from bot.installation import find_installation, web_client
from onboarding.people import Side
from onboarding.tracks import Track
from storage.database import open_engine
from storage.schema import activity, inbox, outbox, surfaces

TARGETS = {Kind.SQLITE: 1.3, Kind.POSTGRESQL: 1.5}


@dataclass
class Clicks:
    """Clicks on one app, one after the other, each timed."""

    app: App
    engine: Engine
    clicker: Clicker
    milestone: str
    _done: Iterator[bool] = field(default_factory=lambda: cycle((True, False)))

    def __call__(self) -> float:
        self.everything_is_sent()
        return self.click()

    def click(self) -> float:
        """Click once; answers how long the app took, in seconds."""
        sent = self.clicker.tick(self.milestone, done=next(self._done))
        headers: dict[str, str | Sequence[str]] = {**sent.headers}
        began = perf_counter()
        response = self.app.dispatch(BoltRequest(body=sent.body, headers=headers))
        seconds = perf_counter() - began
        assert response.status == 200, response.body
        return seconds

    def everything_is_sent(self) -> None:
        """Leave the database as delivery would have."""
        with self.engine.begin() as connection:
            scope = self.clicker.workspace
            connection.execute(delete(outbox).where(outbox.c.workspace_id == scope))
            connection.execute(
                update(surfaces)
                .where(surfaces.c.workspace_id == scope)
                .values(rendered=surfaces.c.version)
            )

    def rows(self) -> Counter[str]:
        """How many rows there are in the tables that a click adds to."""
        with self.engine.begin() as connection:
            return Counter(
                {
                    table.name: connection.execute(
                        select(func.count())
                        .select_from(table)
                        .where(table.c.workspace_id == self.clicker.workspace)
                    ).scalar_one()
                    for table in (activity, inbox, outbox)
                }
            )


def compare(kind: Kind, *, track: Track, rounds: int, warm_up: int) -> list[Comparison]:
    """Measure that many clicks of each; the target is against the floor written plainly."""
    with raised() as stage, fresh(kind, 3) as urls, ExitStack() as stack:
        ours, *floors = (
            stack.enter_context(way)
            for way in (
                _ours(stage, urls[0], track),
                _floor(stage, urls[1], track, bare.plain),
                _floor(stage, urls[2], track, bare.prepared),
            )
        )
        for floor in floors:
            _check_same_rows(ours, floor)
        spread, *bare_spreads = measuring.in_turns(ours, *floors, rounds=rounds, warm_up=warm_up)
    return [
        Comparison(f"{kind}, {track}, floor {how}", spread, floor_spread, target=TARGETS[kind])
        for how, floor_spread in zip(("plain", "prepared"), bare_spreads, strict=True)
    ]


@contextmanager
def _ours(stage: Stage, url: str, track: Track) -> Iterator[Clicks]:
    [customer] = adopt(stage, url, 1, track=track)
    milepost = stage.milepost(url)
    try:
        yield _clicks(milepost.slack, milepost.database.engine, stage, customer, track)
    finally:
        milepost.database.close()


@contextmanager
def _floor(stage: Stage, url: str, track: Track, write: bare.Write) -> Iterator[Clicks]:
    [customer] = adopt(stage, url, 1, track=track)
    settings = stage.settings(url)
    installation = find_installation(web_client(settings), stage.app.bot_token)
    engine = open_engine(url)
    try:
        app = bare.bare_app(settings, installation, engine, write)
        yield _clicks(app, engine, stage, customer, track)
    finally:
        engine.dispose()


def _clicks(app: App, engine: Engine, stage: Stage, customer: Customer, track: Track) -> Clicks:
    milestone = first_to_tick(track, Side.CUSTOMER)
    return Clicks(app, engine, Clicker.maya(stage, customer), milestone)


def _check_same_rows(ours: Clicks, floor: Clicks) -> None:
    """A floor that writes fewer rows would be none: a tick and its undoing add the same to both."""
    for _ in range(2):
        added = []
        for clicks in (ours, floor):
            clicks.everything_is_sent()
            before = clicks.rows()
            clicks.click()
            added.append(clicks.rows() - before)
        assert added[0] == added[1], added
        assert sum(added[0].values()) in (3, 4), added


def main(
    database: Kind = Kind.SQLITE,
    track: Track = Track.GUIDED,
    rounds: int = 2_000,
    warm_up: int = 200,
) -> None:
    """Print the ratios. In `low-touch` no milestone of the customer's can be ticked at once."""
    measuring.show("A click", compare(database, track=track, rounds=rounds, warm_up=warm_up))


if __name__ == "__main__":
    typer.run(main)
