"""What a person did to an account is seen by its review soon, whichever service did it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from storage.schema import accounts
from storage.transaction import Record, Transaction, begin
from tests.services.story import HOST, OLIVIA, Story

Write = Callable[[Transaction, str, str | None], None]


def looked_at_later(story: Story) -> str:
    """An account that is not due for a while."""
    account = story.with_channel()
    story.services.reviewing.tick()
    story.clock.move(minutes=5)
    assert due_in(story, account) > timedelta(0)
    return account


def due_in(story: Story, account: str) -> timedelta:
    [row] = [row for row in story.rows(accounts) if row.id == account]
    found: timedelta = row.next_review_at - story.clock.now()
    return found


def one_line(tx: Transaction, account: str, actor: str | None) -> None:
    tx.record("note.kept", actor=actor, account=account)


def two_lines(tx: Transaction, account: str, actor: str | None) -> None:
    line = Record(account, "note.kept", {}, actor)
    tx.record_all([line, line])


@pytest.mark.parametrize("write", [one_line, two_lines])
def test_what_a_person_did_has_the_account_looked_at_soon(story: Story, write: Write) -> None:
    account = looked_at_later(story)
    with begin(story.database, HOST) as tx:
        write(tx, account, OLIVIA.user)
    assert due_in(story, account) == timedelta(0)
    assert tx.has_news


@pytest.mark.parametrize("write", [one_line, two_lines])
def test_what_milepost_did_itself_does_not(story: Story, write: Write) -> None:
    account = looked_at_later(story)
    with begin(story.database, HOST) as tx:
        write(tx, account, None)
    assert due_in(story, account) > timedelta(0)


def test_an_account_that_is_not_reviewed_stays_so(story: Story) -> None:
    account = story.start()
    with begin(story.database, HOST) as tx:
        one_line(tx, account, OLIVIA.user)
    [row] = story.rows(accounts)
    assert row.next_review_at is None
