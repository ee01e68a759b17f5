"""No query forgets its workspace.

Every statement that reaches the database is looked at once: each table in it must be held to
one workspace, by `workspace_id = …` or by a join on `workspace_id`, or the statement must say
that it means all of them (`EVERY_WORKSPACE`; the delivery loop does). A table within a subquery is
held there, in the subquery's own conditions. What was found in order is remembered by the shape of
the statement, so that a hot path pays for a dictionary lookup; whether it is in order does not
depend on the engine.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, Table, event
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ClauseElement,
    ColumnElement,
    Grouping,
)
from sqlalchemy.sql.operators import and_, eq
from sqlalchemy.sql.selectable import Alias, CompoundSelect, FromClause, Join, Select

EVERY_WORKSPACE = {"every_workspace": True}
COLUMN = "workspace_id"

_in_order: set[Any] = set()


class UnscopedQuery(RuntimeError):
    """A statement would have read or changed rows of more than one workspace."""


def keep_scoped(engine: Engine) -> None:
    """Refuse, on every connection of the engine, what is not held to one workspace."""

    @event.listens_for(engine, "before_execute")
    def look(
        conn: Any, statement: Any, many: Any, one: Any, execution_options: dict[str, Any]
    ) -> None:
        if not isinstance(statement, ClauseElement) or execution_options.get("every_workspace"):
            return
        if isinstance(statement, Insert) and statement.select is None:
            return  # its rows name their workspace: the column is never null
        cached = statement._generate_cache_key()
        shape = cached.key if cached is not None else None
        if shape is not None and shape in _in_order:
            return
        check(statement)
        if shape is not None:
            _in_order.add(shape)


def check(statement: ClauseElement) -> None:
    """Raise `UnscopedQuery` when a table of the statement is not held to one workspace."""
    forgotten = {table.name for table in _forgotten(statement, frozenset())}
    if forgotten:
        names = ", ".join(sorted(forgotten))
        raise UnscopedQuery(f"not held to one workspace: {names}\n{statement}")


def _forgotten(element: Any, around: frozenset[FromClause]) -> Iterator[Any]:
    """The tables of a statement, and of those within it, that nothing holds.

    `around` are the tables of the statements around it: they are held there, if at all, and a
    condition against one of them holds as that one does.
    """
    own = frozenset(_tables(element)) - around
    equations = list(_equations(element))
    held = set(around)
    for _ in equations:  # one held by another may come before that one
        for left, right in equations:
            if right is None or right in held:
                held.add(left)
            elif left in held:
                held.add(right)
    yield from own - held
    for inner in _within(element):
        yield from _forgotten(inner, around | own)


def _tables(element: Any) -> Iterator[FromClause]:
    """What a statement itself reads or changes, of that which has a workspace."""
    if isinstance(element, Select):
        for source in element.get_final_froms():
            yield from _tables(source)
    elif isinstance(element, Update | Delete):
        yield from _tables(element.table)
    elif isinstance(element, Join):
        yield from _tables(element.left)
        yield from _tables(element.right)
    elif isinstance(element, Alias) and not isinstance(element.element, Table):
        return  # a function's rows, say
    elif isinstance(element, Table | Alias) and COLUMN in element.c:
        yield element


Equation = tuple[FromClause, FromClause | None]
"""`workspace_id` of the first is that of the second, or (None) a value given."""


def _equations(element: Any) -> Iterator[Equation]:
    """What must hold for a row to be taken: nothing that stands within an OR or a NOT."""
    if isinstance(element, Select):
        yield from _conjuncts(element.whereclause)
        for source in element.get_final_froms():
            yield from _equations(source)
    elif isinstance(element, Update | Delete):
        yield from _conjuncts(element.whereclause)
    elif isinstance(element, Join):
        yield from _conjuncts(element.onclause)
        yield from _equations(element.left)
        yield from _equations(element.right)


def _conjuncts(condition: Any) -> Iterator[Equation]:
    if isinstance(condition, BooleanClauseList) and condition.operator is and_:
        for part in condition.clauses:
            yield from _conjuncts(part)
    elif isinstance(condition, Grouping):
        yield from _conjuncts(condition.element)
    elif isinstance(condition, BinaryExpression) and condition.operator is eq:
        left, right = _owner(condition.left), _owner(condition.right)
        if left is not None and (right is not None or _is_value(condition.right)):
            yield left, right
        elif right is not None and _is_value(condition.left):
            yield right, None


def _within(element: Any) -> Iterator[Any]:
    """The statements directly within one: subqueries, EXISTS, the parts of a UNION."""
    if isinstance(element, Insert) and element.select is not None:
        yield element.select
    for child in element.get_children():
        if isinstance(child, Select | CompoundSelect):
            yield child
        else:
            yield from _within(child)


def _owner(element: ColumnElement[Any]) -> FromClause | None:
    """The table (or alias of one) whose `workspace_id` this is; None for any other expression."""
    if getattr(element, "key", None) != COLUMN:
        return None
    table = getattr(element, "table", None)
    return table if isinstance(table, Table | Alias) else None


def _is_value(element: ColumnElement[Any]) -> bool:
    return isinstance(element, BindParameter)
