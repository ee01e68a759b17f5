"""What delivery asks and reports."""

from datetime import timedelta

import pytest

from storage import schema
from storage.lanes import Lane, claim_lanes, park
from storage.outbox import OutboxRow, OutboxState
from tests.services.story import CHANNEL, HOST, OLIVIA, Story


def as_row(row: object) -> OutboxRow:
    values = {name: getattr(row, name) for name in OutboxRow.__dataclass_fields__}
    return OutboxRow(**{**values, "state": OutboxState(values["state"])})


def test_delivery_finds_the_channel_and_the_checklist(story: Story) -> None:
    account = story.with_channel()
    where = story.services.delivery.whereabouts(HOST, account)
    assert (where.channel_id, where.checklist_ts, where.owner) == (CHANNEL, "100.1", OLIVIA.user)
    assert story.services.delivery.is_customer_channel(HOST, CHANNEL)
    assert not story.services.delivery.is_customer_channel(HOST, "CTEAM")


def test_what_cannot_be_delivered_is_told_to_the_owner(story: Story) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    [celebration] = story.outbox(kind="channel_message")

    story.services.delivery.died(as_row(celebration), "is_archived")

    [told] = story.outbox(kind="direct_message")
    message = told.body["message"]
    assert (message["kind"], message["what"]) == ("dead_letter", "celebration")
    [row] = story.activity("outbox.dead")
    assert (row.account_id, row.data["error"]) == (account, "is_archived")


def test_a_message_to_the_owner_that_died_makes_no_further_message(story: Story) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")
    story.services.delivery.died(as_row(story.outbox(kind="channel_message")[0]), "is_archived")
    [told] = story.outbox(kind="direct_message")

    story.services.delivery.died(as_row(told), "cannot_dm_bot")

    assert len(story.outbox(kind="direct_message")) == 1
    assert [r.state for r in story.rows(schema.outbox) if r.id == told.id] == ["dead"]


def test_a_checklist_that_could_not_be_drawn_once_is_drawn_at_the_next_change(
    story: Story,
) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    [row] = story.outbox(kind="surface")

    story.services.delivery.died(as_row(row), "TypeError: a fault of ours")
    story.tick(OLIVIA, "call", done=False)

    waiting = [r for r in story.outbox(kind="surface", account=account) if r.state == "pending"]
    assert len(waiting) == 1
    assert [m["what"] for m in story.messages("dead_letter")] == ["checklist"]


def test_a_checklist_that_cannot_be_shown_is_on_record_each_time_and_told_once_a_reason(
    story: Story,
) -> None:
    story.with_channel()
    for number, code in enumerate(["edit_window_closed", "edit_window_closed", "msg_too_long"]):
        story.tick(OLIVIA, "call", done=number % 2 == 0)
        row = story.outbox(kind="surface")[-1]
        work = story.services.surfaces.work(HOST, row.body["surface"])
        assert work is not None
        story.services.surfaces.given_up(
            HOST,
            work.surface.id,
            work.version,
            row_id=row.id,
            error=f"chat.update: {code}",
            code=code,
        )
    assert len(story.activity("surface.given_up")) == 3
    told = story.messages("dead_letter")
    assert [m["error"] for m in told] == ["edit_window_closed", "msg_too_long"]


def test_people_are_told_slacks_code_and_the_record_keeps_all_that_slack_said(
    story: Story,
) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")
    [celebration] = story.outbox(kind="channel_message")
    said = "chat.postMessage: missing_scope (needs chat:write)"

    story.services.delivery.died(as_row(celebration), said, "missing_scope")

    assert [m["error"] for m in story.messages("dead_letter")] == ["missing_scope"]
    [row] = story.activity("outbox.dead")
    assert row.data["error"] == said


def test_of_what_was_for_a_deleted_channel_the_owner_hears_no_more(story: Story) -> None:
    story.with_channel()
    story.tick(OLIVIA, "call")
    story.services.channels.deleted(HOST, CHANNEL, story.key())

    for row in (*story.outbox(kind="channel_message"), *story.outbox(kind="surface")):
        story.services.delivery.died(as_row(row), "the customer's channel was deleted")

    assert story.messages("dead_letter") == []
    assert len(story.activity("outbox.dead")) == 2


def test_a_message_to_the_team_that_died_names_the_team_channel(story: Story) -> None:
    story.with_channel()
    story.services.workspaces.save_settings(
        OLIVIA,
        team_channel="CTEAM",
        starters_limited=False,
        starters=(),
        leaders=(),
        key=story.key(),
    )
    story.services.channels.archived(HOST, CHANNEL, story.key())
    [row] = story.outbox(kind="team_message")

    story.services.delivery.died(as_row(row), "chat.postMessage: is_archived", "is_archived")

    assert [m["channel"] for m in story.messages("dead_letter")] == ["CTEAM"]


def test_a_checklist_that_was_posted_anew_is_to_be_pinned_and_bookmarked_again(
    story: Story,
) -> None:
    account = story.with_channel()
    for row in story.outbox(kind="step"):
        if row.state == "pending":
            story.services.provisioning.done(HOST, account, row.body["step"], row_id=row.id)
    story.tick(OLIVIA, "call")
    [row] = story.outbox(kind="surface")

    story.services.surfaces.rendered(
        HOST, row.body["surface"], 2, row_id=row.id, channel_id=CHANNEL, ts="200.2", reposted=True
    )

    waiting = [r.body["step"] for r in story.outbox(kind="step") if r.state == "pending"]
    assert waiting == ["pin", "bookmark"]
    for step in waiting:
        work = story.services.provisioning.work(HOST, account, step)
        assert work is not None
        assert work.checklist.ts == "200.2"


@pytest.mark.parametrize("how", ["archived", "bot_removed"])
def test_what_waits_for_a_channel_goes_on_when_it_is_back(story: Story, how: str) -> None:
    account = story.with_channel()
    channels, now = story.services.channels, story.clock.now()
    getattr(channels, how)(HOST, CHANNEL, story.key())
    lane = Lane(HOST, f"channel:{account}")
    story.tick(OLIVIA, "call")
    with story.database.writing() as connection:
        assert lane in claim_lanes(connection, "replica", now, 30.0, 10)
        park(connection, "replica", lane, now + timedelta(minutes=1))
        assert claim_lanes(connection, "replica", now, 30.0, 10) == []

    back = channels.unarchived if how == "archived" else channels.bot_returned
    back(HOST, CHANNEL, story.key())

    with story.database.writing() as connection:
        assert claim_lanes(connection, "replica", now, 30.0, 10) == [lane]


def test_a_step_that_broke_can_be_tried_again(story: Story) -> None:
    account = story.with_channel()
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == "pin")

    story.services.delivery.died(as_row(row), "TypeError: a fault of ours")

    [told] = story.messages("provisioning_problem")
    assert (told["step"], told["error"]) == ("pin", "TypeError: a fault of ours")
    story.services.mending.retry(OLIVIA, account, "pin", story.key())
    assert [r.body["step"] for r in story.outbox(kind="step") if r.state == "pending"][-1] == "pin"
