"""The largest view model of any type: every text at its longest, every list at its fullest.

Made from the types themselves, so that a field that is added is filled too. Ids and user ids are
what Slack and we make them, and differ; everything else is people's words.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from itertools import count
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

SHORT = 150
"""Characters of a name or a title: what our forms take."""
LONG = 3_000
_USERS = {"user", "owner", "by", "said_by", "settled_by", "assignee", "whom", "done_by", "made_by",
          "csm", "ae", "teller", "contact", "raised_by", "agreed_by", "actor", "taken_by", "to",
          "confirmed_by", "reached_by", "proposed_by", "wished_by", "holders", "starters",
          "leaders", "named_by", "asked_by", "next_owner", "reader", "offered_by"}  # fmt: skip
_CHANNELS = {"channel", "team_channel"}
_IDS = {"origin", "id", "account",
        "key", "stakeholder", "milestone", "criterion", "note", "touch", "lane",
        "token", "promise", "gate", "stall", "lead", "authority", "before", "after",
        "place", "seen", "stage_key", "blocker", "line"}  # fmt: skip
_NAMES = {"name", "customer", "title", "person", "stage", "host", "role", "playbook", "track",
          "metric", "unit", "helper", "label", "because_of", "subject", "kind", "milestone_title",
          "email", "invitation", "first_value", "agreeing", "roles", "gaps", "titles"}  # fmt: skip


class Largest:
    """Values of any type, in one script; `most` is how many a list holds."""

    def __init__(self, script: str, most: int = 100) -> None:
        self._script, self._most = script, most
        self._numbers = count(1)

    def text(self, length: int) -> str:
        """So many characters of the script."""
        return (self._script * length)[:length]

    def of(self, annotation: Any, name: str = "") -> Any:
        """The largest value of a type, for a field of this name."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return arguments[-1]
        if origin in (Union, UnionType):
            return self.of(next(one for one in arguments if one is not NoneType), name)
        if origin is not None and hasattr(origin, "__mro__"):
            return self._several(origin, arguments, name)
        if isinstance(annotation, type):
            return self._one(annotation, name)
        return self.of(getattr(annotation, "__value__", str), name)

    def made(self, kind: type[Any], **given: Any) -> Any:
        """A value of a dataclass or a model, with these fields as they are given."""
        hints = get_type_hints(kind)
        if issubclass(kind, BaseModel):
            given = self._as_short_as_may_be(kind) | given
        names = (
            [field.name for field in dataclasses.fields(kind) if field.init]
            if dataclasses.is_dataclass(kind)
            else list(kind.model_fields)
        )
        return kind(
            **{name: self.of(hints[name], name) for name in names if name not in given}, **given
        )

    def _several(self, origin: type[Any], arguments: tuple[Any, ...], name: str) -> Any:
        if issubclass(origin, tuple) and arguments[-1] is not Ellipsis:  # a key and its words
            first, *rest = arguments
            return (self.of(first, "id"), *(self.of(one, "name") for one in rest))
        if issubclass(origin, str):  # Annotated
            return self.of(str, name)
        if issubclass(origin, Mapping):
            if isinstance(arguments[0], type) and issubclass(arguments[0], Enum):
                return {key: self.of(arguments[1], name) for key in arguments[0]}
            if arguments[1] is Any:
                return {}
            return {self.of(arguments[0], "id"): self.of(arguments[1], "name") for _ in range(9)}
        if issubclass(origin, (Sequence, Iterable)):
            inner = arguments[0]
            if isinstance(inner, type) and issubclass(inner, Enum):
                return tuple(inner)
            most, self._most = self._most, max(self._most // 10, 2)  # what a list holds holds less
            found = tuple(self.of(inner, name) for _ in range(most))
            self._most = most
            return found
        return self.of(arguments[0], name)

    def _as_short_as_may_be(self, model: type[BaseModel]) -> dict[str, str]:
        """The words of a model whose length its own type limits."""
        found = {}
        for name, field in model.model_fields.items():
            limits = [getattr(one, "max_length", None) for one in field.metadata]
            most = next((one for one in limits if one is not None), None)
            if (
                field.annotation is str
                and most is not None
                and name not in (*_IDS, *_CHANNELS, *_USERS, "url")
            ):
                found[name] = self.text(most).strip().ljust(1, "x")
        return found

    def _one(self, kind: type[Any], name: str) -> Any:
        if issubclass(kind, Enum):
            return list(kind)[-1]
        if dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel):
            return self.made(kind)
        plain: dict[type[Any], Any] = {
            bool: True,
            int: 1_000_000,
            float: 1_234_567.891,
            datetime: datetime(2026, 9, 30, 22, 30, tzinfo=UTC),
            date: date(2026, 9, 30),
            time: time(23, 30),
        }
        return self._string(name) if kind is str else plain[kind]

    def _string(self, name: str) -> str:
        number = next(self._numbers)
        if name in _USERS or name == "users":
            return f"W{number:031}"
        if name in _CHANNELS:
            return f"C{number:031}"
        if name == "url":
            return f"https://example.com/{number:0200}"
        if name in ("zone", "time_zone"):
            return "America/Argentina/ComodRivadavia"
        if name == "ts":
            return f"17724420{number % 100:02}.000100"
        if name in _IDS:
            return f"{number:032}"
        return self.text(SHORT if name in _NAMES else LONG)
