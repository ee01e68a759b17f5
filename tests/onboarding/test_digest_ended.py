"""What ended, in whose digest (R5, F1, K2)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onboarding.closing import Ending
from onboarding.digest import MOST, Ended, Portfolio, Reader, compose
from onboarding.messages.digest import Digest, DigestEnded, DigestHeading, DigestMore
from onboarding.stall_causes import Cause
from tests.onboarding.examples import SIGNED
from tests.onboarding.portfolios import OWNER, after
from tests.onboarding.test_digest import ALL, MINE, NOW

SINCE = NOW - timedelta(days=1)
LOST = Ended(
    account="a",
    name="Finch",
    channel="C0FINCH",
    contract_value=60_000,
    owner=OWNER,
    by=OWNER,
    ending=Ending.ABANDONED,
    cause=Cause.SCOPE_CHANGE,
    signed_on=SIGNED,
    ended_on=SIGNED + timedelta(days=30),
    at=after(hours=10),
    owes_post_mortem=True,
)
WON = replace(LOST, ending=Ending.COMPLETED, cause=None, owes_post_mortem=False, account="b")
LATER = replace(LOST, ended_on=SIGNED + timedelta(days=91), account="c", contract_value=10**6)
TOLD_BEFORE = replace(WON, at=SINCE - timedelta(seconds=1), account="d")
NOT_MINE = replace(LOST, owner="U0ANN", by="U0BOB", account="e")


def digest(*ended: Ended, reader: Reader = MINE) -> Digest:
    return compose(Portfolio("T0HOST", (), ended=ended), reader, (), NOW, SINCE)


def told(found: Digest) -> list[DigestEnded]:
    return [line for line in found.lines if isinstance(line, DigestEnded)]


def heading(found: Digest) -> Any:
    [line] = [line for line in found.lines if isinstance(line, DigestHeading)]
    return line


def test_losses_come_first_and_then_what_is_worth_more_K2() -> None:
    found = digest(WON, LATER, LOST)
    assert [line.account for line in told(found)] == ["a", "c", "b"]
    assert [line.early_loss for line in told(found)] == [True, False, False]
    assert [line.calendar_days for line in told(found)] == [30, 91, 30]
    assert (heading(found).count, heading(found).early_losses) == (3, 1)


def test_what_was_told_is_not_told_again_but_a_post_mortem_that_is_owed_F1() -> None:
    assert digest(TOLD_BEFORE).lines == ()
    owed = replace(TOLD_BEFORE, owes_post_mortem=True)
    assert [line.owes_post_mortem for line in told(digest(owed))] == [True]


def test_losses_of_before_are_counted_too_K2() -> None:
    before = replace(LOST, at=SINCE - timedelta(days=40), owes_post_mortem=False, account="f")
    assert heading(digest(before, WON)).early_losses == 1


@pytest.mark.parametrize("reader", ["U0ANN", "U0BOB"])
def test_who_owns_it_and_who_closed_it_read_of_it_and_a_leader_of_all(reader: str) -> None:
    assert told(digest(NOT_MINE)) == []
    [line] = told(digest(NOT_MINE, reader=replace(MINE, user=reader)))
    assert line.owner == (None if reader == "U0ANN" else "U0ANN")
    assert len(told(digest(NOT_MINE, LOST, reader=ALL))) == 2


def test_of_many_the_rest_is_counted() -> None:
    found = digest(*(replace(LOST, account=f"{n:032}") for n in range(MOST["ended"] + 3)))
    assert len(told(found)) == MOST["ended"]
    [more] = [line for line in found.lines if isinstance(line, DigestMore)]
    assert (more.part, more.count) == ("ended", 3)
