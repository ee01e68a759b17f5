"""No query forgets its workspace.

Every statement that reaches the database is looked at once: each table in it must be held to
one workspace, by `workspace_id = …` or by a join on `workspace_id`, or the statement must say
that it means all of them (`EVERY_WORKSPACE`; the delivery loop does). What was found in order is
remembered by the shape of the statement, so that a hot path pays for a dictionary lookup.
"""

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Engine, Table, event
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BooleanClauseList,
    ClauseElement,
    ColumnElement,
    Grouping,
)
from sqlalchemy.sql.operators import and_, eq
from sqlalchemy.sql.selectable import Join, Select

EVERY_WORKSPACE = {"every_workspace": True}
COLUMN = "workspace_id"


class UnscopedQuery(RuntimeError):
    """A statement would have read or changed rows of more than one workspace."""


def keep_scoped(engine: Engine) -> None:
    """Refuse, on every connection of the engine, what is not held to one workspace."""
    seen: set[Any] = set()

    @event.listens_for(engine, "before_execute")
    def look(
        conn: Any, statement: Any, many: Any, one: Any, execution_options: dict[str, Any]
    ) -> None:
        if not isinstance(statement, Select | Update | Delete):
            return
        if execution_options.get("every_workspace"):
            return
        cached = statement._generate_cache_key()
        shape = cached.key if cached is not None else None
        if shape is not None and shape in seen:
            return
        check(statement)
        if shape is not None:
            seen.add(shape)


def check(statement: ClauseElement) -> None:
    """Raise `UnscopedQuery` when a table of the statement is not held to one workspace."""
    tables: set[Table] = set()
    held: set[Table] = set()
    joined: list[tuple[Table, Table]] = []
    for element in visitors.iterate(statement):
        if isinstance(element, Table) and COLUMN in element.c:
            tables.add(element)
        for condition in _conditions(element):
            left, right = _owner(condition.left), _owner(condition.right)
            if left is not None and right is not None:
                joined.append((left, right))
            else:
                held.update(owner for owner in (left, right) if owner is not None)
    if isinstance(statement, Update | Delete) and COLUMN in statement.table.c:
        tables.add(cast("Table", statement.table))
    for _ in joined:
        held.update(b for a, b in joined if a in held)
        held.update(a for a, b in joined if b in held)
    if forgotten := tables - held:
        names = ", ".join(sorted(table.name for table in forgotten))
        raise UnscopedQuery(f"not held to one workspace: {names}\n{statement}")


def _conditions(element: Any) -> Iterator[BinaryExpression[Any]]:
    """The equations that must hold for a row to be taken: not those within an OR or a NOT."""
    if isinstance(element, Select | Update | Delete):
        yield from _conjuncts(element.whereclause)
    elif isinstance(element, Join):
        yield from _conjuncts(element.onclause)


def _conjuncts(condition: Any) -> Iterator[BinaryExpression[Any]]:
    if isinstance(condition, BooleanClauseList) and condition.operator is and_:
        for part in condition.clauses:
            yield from _conjuncts(part)
    elif isinstance(condition, Grouping):
        yield from _conjuncts(condition.element)
    elif isinstance(condition, BinaryExpression) and condition.operator is eq:
        yield condition


def _owner(element: ColumnElement[Any]) -> Table | None:
    """The table whose `workspace_id` this is; None for any other expression."""
    if getattr(element, "key", None) != COLUMN:
        return None
    table = getattr(element, "table", None)
    return table if isinstance(table, Table) else None
