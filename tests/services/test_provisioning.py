"""The steps towards a channel, and what becomes of each."""

from onboarding.provisioning import Sharing, StepKind
from storage import schema
from tests.services.story import CHANNEL, HOST, OLIVIA, Story


def state_of(story: Story, step: str) -> tuple[str, str | None]:
    [row] = [row for row in story.rows(schema.provisioning_steps) if row.key == step]
    return row.state, row.error


def invitation(story: Story) -> str:
    return next(str(row.key) for row in story.rows(schema.provisioning_steps) if row.subject)


def waiting(story: Story) -> list[str]:
    return [r.body["step"] for r in story.outbox(kind="step") if r.state == "pending"]


def test_a_step_knows_everything_it_needs(story: Story) -> None:
    account = story.start()
    work = story.services.provisioning.work(HOST, account, "create_channel")

    assert work is not None
    assert work.kind is StepKind.CREATE_CHANNEL
    assert work.channel_name == "onb-hazel-finch"
    assert set(work.team) == {"UOLIVIA", "UARTHUR", "UCLARA"}
    assert work.welcome.outcome == "Every order leaves the house on the day it came in."
    assert work.announcement.contract_value == 60_000


def test_an_invitation_knows_whom_it_is_for(story: Story) -> None:
    account = story.with_channel()
    work = story.services.provisioning.work(HOST, account, invitation(story))
    assert work is not None
    assert work.contact is not None
    assert work.contact.email in ("maya@hazelfinch.example", "tom@hazelfinch.example")


def test_a_step_that_is_done_is_not_wanted_again(story: Story) -> None:
    account = story.with_channel()
    assert story.services.provisioning.work(HOST, account, "create_channel") is None


def test_a_taken_name_is_followed_by_the_next_free_one(story: Story) -> None:
    account = story.start()
    story.start()
    names = [story.services.provisioning.reserve_next_name(HOST, account) for _ in range(2)]
    assert names == ["onb-hazel-finch-3", "onb-hazel-finch-4"]


def test_a_failed_step_is_told_to_the_owner_and_the_rest_goes_on(story: Story) -> None:
    account = story.with_channel()
    step = invitation(story)
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)

    story.services.provisioning.failed(HOST, account, step, "not_paid", row_id=row.id)

    assert state_of(story, step) == ("failed", "not_paid")
    [told] = story.outbox(kind="direct_message")
    assert told.body["user"] == OLIVIA.user
    message = told.body["message"]
    assert (message["kind"], message["error"]) == ("provisioning_problem", "not_paid")
    assert message["can_change_sharing"] is True
    assert "announce" in waiting(story)


def test_the_checklist_posted_before_a_change_is_brought_up_to_date(story: Story) -> None:
    account = story.start()
    [row] = story.outbox(kind="step")
    story.services.provisioning.channel_made(
        HOST, account, "create_channel", CHANNEL, row_id=row.id
    )
    story.tick(OLIVIA, "call")
    posting = next(r for r in story.outbox(kind="step") if r.body["step"] == "checklist")

    story.services.provisioning.posted(HOST, account, "checklist", "5.5", 1, row_id=posting.id)

    asked = [r.key for r in story.outbox(kind="surface")]
    assert len(asked) == 2  # one before there was a message, one for what it does not yet show


def begin(story: Story, step: str) -> int:
    """Delivery has taken up a step; the id of its row."""
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)
    return int(row.id)


def test_a_channel_that_is_made_when_another_was_chosen_by_hand_is_left_alone(
    story: Story,
) -> None:
    account = story.start()
    creating = begin(story, "create_channel")
    story.services.mending.change_sharing(OLIVIA, account, Sharing.ADOPT, "CBYHAND", story.key())

    story.services.provisioning.channel_made(
        HOST, account, "create_channel", "GMADE", row_id=creating
    )

    assert [row.channel_id for row in story.rows(schema.accounts)] == ["CBYHAND"]
    assert state_of(story, "create_channel")[0] == "skipped"
    assert waiting(story) == ["adopt_channel"]
    [left] = story.activity("channel.not_wanted")
    assert left.data["channel"] == "GMADE"


def test_a_channel_that_is_taken_over_when_another_was_chosen_makes_way_for_that(
    story: Story,
) -> None:
    account = story.start(sharing="adopt", channel="CFIRST")
    adopting = begin(story, "adopt_channel")
    for _ in range(2):
        story.services.mending.change_sharing(
            OLIVIA, account, Sharing.ADOPT, "CSECOND", story.key()
        )

    story.services.provisioning.channel_made(
        HOST, account, "adopt_channel", "CFIRST", row_id=adopting
    )

    assert state_of(story, "adopt_channel")[0] == "pending"
    assert set(waiting(story)) == {"adopt_channel"}
    story.services.provisioning.channel_made(
        HOST, account, "adopt_channel", "CSECOND", row_id=story.outbox(kind="step")[-1].id
    )
    [row] = story.rows(schema.accounts)
    assert (row.channel_id, row.channel_state) == ("CSECOND", "open")


def test_a_step_that_was_given_up_does_not_fail_any_more(story: Story) -> None:
    account = story.start()
    creating = begin(story, "create_channel")
    story.services.mending.change_sharing(OLIVIA, account, Sharing.ADOPT, "CBYHAND", story.key())

    story.services.provisioning.failed(
        HOST, account, "create_channel", "restricted_action", row_id=creating
    )

    assert state_of(story, "create_channel") == ("skipped", None)
    assert story.messages("provisioning_problem") == []
