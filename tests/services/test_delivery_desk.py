"""What delivery asks and reports."""

from storage import schema
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
    assert [m["what"] for m in story.messages("dead_letter")] == ["surface"]


def test_a_step_that_broke_can_be_tried_again(story: Story) -> None:
    account = story.with_channel()
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == "pin")

    story.services.delivery.died(as_row(row), "TypeError: a fault of ours")

    [told] = story.messages("provisioning_problem")
    assert (told["step"], told["error"]) == ("pin", "TypeError: a fault of ours")
    story.services.provisioning.retry(OLIVIA, account, "pin", story.key())
    assert [r.body["step"] for r in story.outbox(kind="step") if r.state == "pending"][-1] == "pin"
