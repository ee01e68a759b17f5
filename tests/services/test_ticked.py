"""What follows from a tick and from its undo: kept, on record, sent; and in how many statements."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from onboarding.ticking import Reopened, Ticked
from storage import reviews
from storage.schema import outbox, stages
from storage.transaction import begin
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story

TABLE = re.compile(r"(?:SELECT|INSERT INTO|UPDATE) (?!pg_notify)(\w+)")


@pytest.fixture
def account(story: Story) -> str:
    """A customer who has agreed to the plan, and whose kickoff waits for `goal` alone."""
    account = story.with_channel()
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    story.tick(OLIVIA, "call")
    return account


@contextmanager
def statements(story: Story) -> Iterator[list[str]]:
    """The table of each statement that is executed meanwhile; many rows at once are one."""
    found: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if match := TABLE.match(statement):
            found.append(match[1])

    event.listen(story.database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(story.database.engine, "before_cursor_execute", note)


def claimed(story: Story) -> list[str]:
    with begin(story.database, HOST) as tx:
        return reviews.claim(tx, 10, timedelta(minutes=1))


def states(story: Story) -> list[tuple[str, str, Any]]:
    rows = sorted(story.rows(stages), key=lambda row: row.position)
    return [(row.key, row.state, row.completed_at) for row in rows]


def test_a_stage_is_kept_as_done_since_its_last_milestone_and_the_next_as_current_R1(
    story: Story, account: str
) -> None:
    first = story.clock.now()
    story.tick(MAYA, "goal")

    assert states(story) == [
        ("kickoff", "done", first),
        ("configuration", "current", None),
        ("training", "coming", None),
        ("go-live", "coming", None),
        ("validation", "coming", None),
    ]


def test_one_tick_completes_two_stages_and_its_undo_opens_both_R1(
    story: Story, account: str
) -> None:
    first = story.clock.now()
    for milestone in ("goal", "login", "trained"):
        story.tick(MAYA, milestone)
    before = states(story)
    story.clock.set(later := first + timedelta(hours=1))

    outcome = story.tick(OLIVIA, "settings")

    assert isinstance(outcome, Ticked)
    assert [stage.key for stage in outcome.stages_completed] == ["configuration", "training"]
    assert states(story) == [
        ("kickoff", "done", first),
        ("configuration", "done", later),
        ("training", "done", later),
        ("go-live", "current", None),
        ("validation", "coming", None),
    ]
    story.tick(OLIVIA, "settings", done=False)
    assert states(story) == before


def test_the_record_tells_the_milestone_before_the_stages_it_completed_or_opened(
    story: Story, account: str
) -> None:
    for milestone in ("goal", "login", "trained"):
        story.tick(MAYA, milestone)
    before = len(story.activity())

    story.tick(OLIVIA, "settings")
    story.tick(OLIVIA, "settings", done=False)

    new = story.activity()[before:]
    of_both = {"milestone": "settings", "side": "team"}
    assert [(row.kind, row.data) for row in new] == [
        ("milestone.done", {**of_both, "first_value": False}),
        ("stage.completed", {"stage": "configuration"}),
        ("stage.completed", {"stage": "training"}),
        ("milestone.reopened", of_both),
        ("stage.reopened", {"stage": "configuration"}),
        ("stage.reopened", {"stage": "training"}),
    ]
    whose = {(row.account_id, row.actor, row.origin, row.at) for row in new}
    assert whose == {(account, OLIVIA.user, OLIVIA.origin, story.clock.now())}


def test_a_tick_asks_for_one_new_checklist_and_one_celebration_C5(story: Story) -> None:
    story.with_channel()
    before = len(story.outbox())

    story.tick(OLIVIA, "call")

    new = story.outbox()[before:]
    assert [row.kind for row in new] == ["surface", "channel_message"]
    [celebration] = story.messages("celebration")
    assert celebration["line"] == "Hurrah for call"
    assert celebration["opened"] == ["Milestone goal"]


def test_a_second_tick_of_a_milestone_asks_for_a_checklist_alone_C5(
    story: Story, account: str
) -> None:
    story.tick(MAYA, "goal")
    story.tick(MAYA, "goal", done=False)
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            outbox.delete().where(outbox.c.workspace_id == HOST, outbox.c.kind == "surface")
        )

    before = story.outbox()
    story.tick(MAYA, "goal")

    [row] = [row for row in story.outbox() if row.id not in {one.id for one in before}]
    assert row.kind == "surface"


def test_a_tick_that_completes_a_stage_is_looked_at_by_the_next_tick_of_the_review(
    story: Story, account: str
) -> None:
    story.services.reviewing.tick()
    assert claimed(story) == []

    story.tick(MAYA, "goal")

    assert claimed(story) == [account]


def test_what_is_no_sign_of_life_brings_the_review_forward(story: Story, account: str) -> None:
    """As a brief that is complete does: nobody clicked in the channel."""
    story.services.reviewing.tick()
    for _ in range(2):
        with begin(story.database, HOST) as tx:
            reviews.bring_forward(tx, account)
            reviews.bring_forward(tx, account)
            assert tx.has_news
        assert claimed(story) == [account]


def test_a_click_reads_its_account_and_plan_once_and_writes_once_of_each_kind(
    story: Story, account: str
) -> None:
    """Also where it completes a stage: on PostgreSQL each statement is a journey."""
    read, written = ["accounts", "milestones"], ["milestones", "stages", "activity"]
    for is_done, kind in ((True, Ticked), (False, Reopened), (True, Ticked)):
        with statements(story) as found:
            outcome = story.tick(MAYA, "goal", done=is_done)
        assert isinstance(outcome, kind)
        assert found == ["inbox", read[0], "signs", read[1], *written, "surfaces", "outbox"]
