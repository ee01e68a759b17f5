"""Finding a batch of accounts that are due, among very many."""

from datetime import timedelta
from time import perf_counter

from sqlalchemy import Select, func, select, update

from benchmarks.customers import MONDAY
from benchmarks.databases import Kind, fresh
from benchmarks.many import Many, analyse, with_milestones
from benchmarks.measuring import Comparison, in_turns
from services.reviewing import BATCH
from storage import reviews
from storage.schema import accounts, milestones
from storage.scoping import EVERY_WORKSPACE
from tests.services.story import HOST

TARGET_SECONDS = 0.005
MILESTONES_EACH = 10


def due(kind: Kind, count: int, rounds: int) -> Comparison:
    """The batch that a tick claims among so many accounts with ten times as many milestones; a
    tenth of them are due. Its floor looks one account up by its primary key."""
    with fresh(kind) as [url], with_milestones(url, count, MILESTONES_EACH) as many:
        _a_tenth_is_due(many, count)
        scope = {"workspace": HOST, "now": MONDAY, "most": BATCH}
        by_key = select(accounts.c.id).where(
            accounts.c.workspace_id == HOST, accounts.c.id == many.originals[0].account
        )
        ours, floor = in_turns(
            lambda: _asked(many, reviews.DUE, scope, min(BATCH, count // 10)),
            lambda: _asked(many, by_key, {}, 1),
            rounds=rounds,
            warm_up=2,
        )
        rows = _count(many)
    what = f"{kind}, among {count:,}, {rows:,} milestones"
    return Comparison(what, ours, floor, target_seconds=TARGET_SECONDS)


def _asked(many: Many, statement: Select[tuple[str]], given: dict[str, object], rows: int) -> float:
    """The seconds from asking to having the rows, of which there must be so many."""
    with many.database.writing() as connection:
        began = perf_counter()
        found = connection.execute(statement, given).all()
        seconds = perf_counter() - began
    assert len(found) == rows
    return seconds


def _a_tenth_is_due(many: Many, count: int) -> None:
    """Since each of the last ten hours; the others hour by hour from now on."""
    with many.database.writing() as connection:
        everybody = select(accounts.c.id).where(accounts.c.workspace_id == HOST)
        ids = connection.execute(everybody).scalars().all()
        for part in range(100):
            connection.execute(
                update(accounts)
                .where(accounts.c.workspace_id == HOST, accounts.c.id.in_(ids[part::100]))
                .values(next_review_at=MONDAY + timedelta(hours=part - 9))
            )
    analyse(many.database.engine)


def _count(many: Many) -> int:
    statement = select(func.count()).select_from(milestones).execution_options(**EVERY_WORKSPACE)
    with many.database.reading() as connection:
        return connection.execute(statement).scalar_one()
