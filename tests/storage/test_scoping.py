"""No query forgets its workspace."""

import pytest
from sqlalchemy import Select, delete, exists, func, insert, select, update

from storage.database import Database
from storage.schema import accounts, milestones, outbox, plans
from storage.scoping import EVERY_WORKSPACE, UnscopedQuery, check


@pytest.mark.parametrize(
    "statement",
    [
        select(accounts),
        select(accounts.c.name).where(accounts.c.id == "1"),
        select(func.count()).select_from(milestones),
        update(accounts).values(name="x").where(accounts.c.id == "1"),
        delete(milestones),
        # One table held, the other not: every plan of every workspace would be joined.
        select(accounts, plans).where(
            accounts.c.workspace_id == "T", plans.c.account_id == accounts.c.id
        ),
        select(accounts).where(accounts.c.workspace_id != "T"),
        select(exists().where(plans.c.account_id == "1")),
        select(accounts).where(
            accounts.c.workspace_id == "T",
            accounts.c.id.in_(select(milestones.c.account_id)),
        ),
        select(milestones.c.key).union(select(plans.c.account_id)),
        # Held within the subquery, and only there.
        select(milestones).where(
            exists(select(milestones).where(milestones.c.workspace_id == "T"))
        ),
        insert(milestones).from_select(["account_id"], select(plans.c.account_id)),
        select(accounts).select_from(select(plans.c.account_id).subquery()),
    ],
)
def test_a_statement_that_forgets_its_workspace_never_reaches_the_database(
    database: Database, statement: Select[tuple[str]]
) -> None:
    with pytest.raises(UnscopedQuery, match="not held to one workspace"), database.writing() as c:
        c.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        select(accounts).where(accounts.c.workspace_id == "T"),
        select(accounts, plans).where(
            accounts.c.workspace_id == "T",
            plans.c.workspace_id == accounts.c.workspace_id,
        ),
        update(accounts).values(name="x").where(accounts.c.workspace_id == "T"),
        select(accounts).where(
            accounts.c.workspace_id == "T",
            exists().where(plans.c.workspace_id == accounts.c.workspace_id),
        ),
        select(milestones.c.key)
        .where(milestones.c.workspace_id == "T")
        .union(select(plans.c.account_id).where(plans.c.workspace_id == "T")),
        select(outbox.c.id).execution_options(**EVERY_WORKSPACE),
    ],
)
def test_a_statement_held_to_a_workspace_or_meant_for_all_runs(
    database: Database, statement: Select[tuple[str]]
) -> None:
    for _ in range(2):
        with database.writing() as connection:
            connection.execute(statement)


def test_a_condition_that_may_be_false_holds_nothing() -> None:
    either = select(accounts).where((accounts.c.workspace_id == "T") | (accounts.c.id == "1"))
    with pytest.raises(UnscopedQuery):
        check(either)
