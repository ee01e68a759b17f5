"""A column among many given values, which travel as one parameter.

`IN (?, ?, …)` is another text for each number of values: SQLAlchemy writes it anew each time, and
psycopg reads it anew, since it keeps no statement of more than 50 parameters. With 100 accounts in
a batch that was a sixth of a tick.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Dialect, String, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a column of text has one of the values of the parameter `name`, a sequence."""
    return _Among(column, bindparam(name, type_=_Many()))


class _Many(TypeDecorator[Sequence[str]]):
    """An array where there are arrays, else JSON."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = ARRAY(String) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        found = list(value or ())
        return found if dialect.name == "postgresql" else json.dumps(found)


class _Among(FunctionElement[bool]):
    """SQLite has no arrays, but JSON.

    It says of no type that it is boolean: else SQLAlchemy writes `… = 1` for SQLite, which then
    takes no index.
    """

    inherit_cache = True


@compiles(_Among, "postgresql")
def _as_array(element: _Among, compiler: SQLCompiler, **given: Any) -> str:
    column, values = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} = ANY({values})"


@compiles(_Among)
def _as_json(element: _Among, compiler: SQLCompiler, **given: Any) -> str:
    column, values = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - no text of others
