"""YAML with the line of every field, so that what is wrong can be shown where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

Field = tuple[str | int, ...]
"""The way to a field: ("stages", 1, "milestones", 0, "side")."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a playbook file, in plain words.

    `line` counts from 1, None where there is no line to show; `field` reads
    `stages[1].milestones[0].side`, and is empty for the file as a whole.
    """

    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class UnreadableError(Exception):
    """The text is not YAML we take; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Document:
    """What the text says, and on which line each field begins."""

    data: Any
    lines: Mapping[Field, int]

    def known_part(self, way: Field) -> Field:
        """As much of a way as is written in the file."""
        while way not in self.lines:
            way = way[:-1]
        return way


def read(text: str) -> Document:
    """Read one YAML document. Raises UnreadableError for a broken one, or a key given twice."""
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            raise UnreadableError(Problem(None, "", "the file is empty"))
        reading = _Reading(loader)
        data = reading.value(root, ())
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        what = ", ".join(part for part in (fault.context, fault.problem) if part)
        raise UnreadableError(Problem(line, "", f"this is not valid YAML: {what}")) from fault
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise UnreadableError(
            Problem(line, "", f"this is not valid YAML: {fault.reason}")
        ) from fault
    if reading.problems:
        raise UnreadableError(*reading.problems)
    return Document(data, reading.lines)


def dotted(way: Field) -> str:
    """A way as people write it: `stages[1].milestones[0].side`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in way).removeprefix(".")


@dataclass(slots=True)
class _Reading:
    loader: yaml.SafeLoader
    lines: dict[Field, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _inside: list[yaml.Node] = field(default_factory=list)

    def value(self, node: yaml.Node, way: Field) -> Any:
        self.lines.setdefault(way, node.start_mark.line + 1)
        if node in self._inside:
            self._complain(node, way, "contains itself")
            return None
        self._inside.append(node)
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, way)
            if isinstance(node, yaml.SequenceNode):
                return [self.value(item, (*way, n)) for n, item in enumerate(node.value)]
            return self._scalar(node, way)
        finally:
            self._inside.pop()

    def _mapping(self, node: yaml.MappingNode, way: Field) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._complain(key_node, way, "the name of a field must be a word")
                continue
            key = key_node.value
            here = (*way, key)
            if key in found:
                first = self.lines[here]
                self._complain(key_node, here, f"is given twice, first on line {first}")
                continue
            self.lines[here] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, here)
        return found

    def _scalar(self, node: yaml.Node, way: Field) -> Any:
        try:
            return self.loader.construct_object(node)
        except ValueError as fault:
            self._complain(node, way, f"cannot be read: {fault}")

    def _complain(self, node: yaml.Node, way: Field, message: str) -> None:
        self.problems.append(Problem(node.start_mark.line + 1, dotted(way), message))
