"""A log as one reads it: the newest first, a page at a time, filtered."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

PAGE = 100
"""Rows at once."""
LOOKED_AT = 1000
"""Records looked at for one page: the sandbox does nothing else while they are searched."""


class Numbered(Protocol):
    """A record of a log, counted from 0 on since the sandbox began."""

    @property
    def index(self) -> int: ...


Record = TypeVar("Record", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Asked:
    """`after` and `before`: only records newer, or older, than these indices.

    `open`: records that were under way when they were last shown. `text` is found anywhere,
    whatever its case; `sort` is the only method or kind wanted, "" for all.
    """

    after: int | None = None
    before: int | None = None
    open: frozenset[int] = frozenset()
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[Record]):
    """`records`: the newest first. `changed`: of those asked about, the ones no longer under way.

    `newest` is the index of the last record there is, -1 without any; `oldest` how far back has
    been looked. `has_gap`: between these and what was shown before, some are missing.
    """

    records: Sequence[Record]
    changed: Sequence[Record]
    newest: int
    oldest: int
    has_older: bool
    has_gap: bool


def find(
    log: Collection[Record],
    asked: Asked,
    fits: Callable[[Record], bool],
    is_under_way: Callable[[Record], bool] = lambda record: False,
) -> Found[Record]:
    """`log`: the oldest first, its indices without a gap."""
    records = list(log)
    newest = records[-1].index if records else -1
    # A sandbox that began anew counts from 0 again: nothing that was shown is true any more.
    is_another = asked.after is not None and asked.after > newest
    wanted = records if is_another else _between(records, asked.after, asked.before)
    shown: list[Record] = []
    looked = 0
    while looked < min(len(wanted), LOOKED_AT) and len(shown) < PAGE:
        looked += 1
        if fits(wanted[-looked]):
            shown.append(wanted[-looked])
    is_cut_short = looked < len(wanted)
    return Found(
        records=shown,
        changed=[] if is_another else _changed(records, asked.open, is_under_way),
        newest=newest,
        oldest=wanted[-looked].index if looked else newest + 1,
        has_older=is_cut_short,
        has_gap=is_another or (is_cut_short and asked.after is not None),
    )


def numbered(log: Collection[Record], index: int) -> Record | None:
    """The record with this index, if the log still has it."""
    return next((record for record in log if record.index == index), None)


def _between(records: list[Record], after: int | None, before: int | None) -> list[Record]:
    if not records:
        return []
    first = records[0].index
    begin = 0 if after is None else max(0, after + 1 - first)
    end = len(records) if before is None else max(0, before - first)
    return records[begin:end]


def _changed(
    records: list[Record], once_open: frozenset[int], is_under_way: Callable[[Record], bool]
) -> list[Record]:
    if not once_open:
        return []
    return [r for r in records if r.index in once_open and not is_under_way(r)]
