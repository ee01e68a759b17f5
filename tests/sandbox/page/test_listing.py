"""Pages of a log: complete, without doubles, however it grows, forgets or begins anew."""

from collections import deque
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.inspecting import listing
from sandbox.page.inspecting.listing import PAGE, Asked, find, numbered


@dataclass(frozen=True)
class Line:
    index: int
    wanted: bool = True


def lines(count: int, first: int = 0) -> deque[Line]:
    return deque(Line(index) for index in range(first, first + count))


def fits(line: Line) -> bool:
    return line.wanted


def indices(found: listing.Found[Line]) -> list[int]:
    return [line.index for line in found.records]


@given(wanted=st.lists(st.booleans(), max_size=60), first=st.integers(0, 1000))
def test_page_after_page_shows_everything_wanted_once_the_newest_first(
    wanted: list[bool], first: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "PAGE", 5)
        patch.setattr(listing, "LOOKED_AT", 8)
        log = deque(Line(first + place, is_wanted) for place, is_wanted in enumerate(wanted))
        page = find(log, Asked(), fits)
        shown = indices(page)
        while page.has_older:
            page = find(log, Asked(before=page.oldest), fits)
            shown += indices(page)
        assert shown == [line.index for line in reversed(log) if line.wanted]


@given(seen=st.integers(1, 50), more=st.integers(0, 50))
def test_what_came_since_is_shown_without_what_was_shown_before(seen: int, more: int) -> None:
    log = lines(seen)
    newest = find(log, Asked(), fits).newest
    log.extend(Line(index) for index in range(seen, seen + more))
    fresh = find(log, Asked(after=newest), fits)
    assert indices(fresh) == list(range(seen + more - 1, seen - 1, -1))
    assert fresh.newest == seen + more - 1
    assert not fresh.has_gap


def test_a_log_that_has_forgotten_its_beginning_ends_there() -> None:
    log = lines(10, first=500)
    found = find(log, Asked(), fits)
    assert (found.newest, found.oldest, found.has_older) == (509, 500, False)
    assert indices(find(log, Asked(before=500), fits)) == []
    assert numbered(log, 499) is None
    assert numbered(log, 505) == Line(505)


def test_a_sandbox_that_began_anew_shows_its_own_log_in_place_of_the_old_one() -> None:
    found = find(lines(3), Asked(after=400, open=frozenset({2})), fits)
    assert indices(found) == [2, 1, 0]
    assert found.has_gap
    assert found.changed == []


def test_only_what_is_no_longer_under_way_is_shown_again() -> None:
    asked = Asked(after=9, open=frozenset({3, 4, 77}))
    found = find(lines(10), asked, fits, is_under_way=lambda line: line.index == 3)
    assert list(found.changed) == [Line(4)]


def test_an_empty_log_has_nothing_older() -> None:
    found = find(lines(0), Asked(), fits)
    assert (found.newest, found.records, found.has_older, found.has_gap) == (-1, [], False, False)


def test_a_page_is_full_before_it_is_cut() -> None:
    assert not find(lines(PAGE), Asked(), fits).has_older
    assert find(lines(PAGE + 1), Asked(), fits).has_older
