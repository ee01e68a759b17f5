"""Does a value have the shape of a sample: only keys the sample knows, and types that fit?"""

import re
from collections.abc import Iterator
from typing import Any

ID = re.compile(r"[A-Z][A-Z0-9]{8,}_?")
WRITTEN_BY_APPS = frozenset({"blocks", "attachments"})
"""What stands under these keys comes from the app and is checked as Block Kit, not by sample."""


def deviations(value: Any, sample: Any, at: str = "") -> Iterator[str]:
    """What does not fit, each as `path: problem`.

    Null and absent values are tolerated; an empty object or list in the sample takes anything.
    """
    if value is None or sample is None or sample in ({}, []):
        return
    if isinstance(value, dict) and isinstance(sample, dict):
        yield from _object_deviations(value, sample, at)
    elif isinstance(value, list) and isinstance(sample, list):
        for number, item in enumerate(value):
            yield from _item_deviations(item, sample, f"{at}[{number}]")
    elif _kind(value) != _kind(sample):
        yield f"{at or 'value'}: {_kind(value)} where Slack has {_kind(sample)}"


def _object_deviations(value: dict[str, Any], sample: dict[str, Any], at: str) -> Iterator[str]:
    if all(ID.fullmatch(key) for key in sample):
        yield from _map_deviations(value, next(iter(sample.values())), at)
        return
    for key, inner in value.items():
        path = f"{at}.{key}" if at else key
        if key in WRITTEN_BY_APPS:
            continue
        if key not in sample:
            yield f"{path}: Slack sends no such key"
        else:
            yield from deviations(inner, sample[key], path)


def _map_deviations(value: dict[str, Any], sample: Any, at: str) -> Iterator[str]:
    """What stands under ids, of which the sample shows some."""
    for key, inner in value.items():
        if not ID.fullmatch(key):
            yield f"{at}.{key}: no id"
        yield from deviations(inner, sample, f"{at}.{key}")


def _item_deviations(item: Any, samples: list[Any], at: str) -> Iterator[str]:
    """An item fits when it fits one of the samples; else the first one's problems are told."""
    found = [list(deviations(item, sample, at)) for sample in samples]
    if all(found):
        yield from found[0]


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
    return "object"


def allowing(sample: dict[str, Any], *extras: dict[str, Any]) -> dict[str, Any]:
    """The sample with further keys, in objects and in the objects of lists."""
    merged = dict(sample)
    for extra in extras:
        for key, value in extra.items():
            merged[key] = _merged(merged.get(key), value)
    return merged


def _merged(known: Any, further: Any) -> Any:
    if isinstance(known, dict) and isinstance(further, dict) and known and further:
        return allowing(known, further)
    if isinstance(known, list) and isinstance(further, list) and known and further:
        return [_merged(known[0], further[0]), *known[1:]]
    return further
