"""Keys of what was delivered are kept for as long as it might be delivered again."""

import pytest

from storage.schema import inbox
from storage.transaction import begin
from tests.services.story import HOST, Story


def receive(story: Story, *keys: str) -> None:
    with begin(story.database, HOST) as tx:
        for key in keys:
            assert tx.first_time(key)


def kept(story: Story) -> set[str]:
    return {row.key for row in story.rows(inbox)}


def test_a_key_is_kept_for_30_days_and_no_longer(story: Story) -> None:
    receive(story, "old")
    story.clock.move(days=1)
    receive(story, "young")
    story.clock.move(days=29, seconds=-1)
    story.services.inbox.forget_old()
    assert kept(story) == {"old", "young"}

    story.clock.move(seconds=2)
    assert story.services.inbox.forget_old() == 1

    assert kept(story) == {"young"}


def test_the_keys_of_every_workspace_are_looked_at(story: Story) -> None:
    story.services.workspaces.installed("TOTHER", "Other", "UBOT", "BBOT")
    receive(story, "ours")
    with begin(story.database, "TOTHER") as tx:
        tx.first_time("theirs")
    story.clock.move(days=31)
    assert story.services.inbox.forget_old() == 2
    assert story.services.workspaces.every() == (HOST, "TOTHER")


def test_many_old_keys_go_batch_by_batch(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.inbox.BATCH", 3)
    receive(story, *(f"old:{number}" for number in range(7)))
    story.clock.move(days=31)
    receive(story, "young")
    assert story.services.inbox.forget_old() == 7
    assert kept(story) == {"young"}
