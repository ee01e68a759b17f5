"""The steps towards a channel: what becomes of each, and how people mend what failed."""

import pytest

from onboarding.provisioning import Sharing, StepKind
from services.outcomes import Invalid, NotAllowed
from storage import schema
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story


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


def test_try_again_puts_the_step_on_its_way_once(story: Story) -> None:
    account = story.with_channel()
    step = invitation(story)
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)
    story.services.provisioning.failed(HOST, account, step, "not_paid", row_id=row.id)

    for key in ("click", "click", "another click"):
        story.services.provisioning.retry(OLIVIA, account, step, key)

    assert waiting(story).count(step) == 1
    assert state_of(story, step) == ("pending", None)


def test_only_our_people_try_again_R10(story: Story) -> None:
    account = story.with_channel()
    refused = story.services.provisioning.retry(MAYA, account, invitation(story), story.key())
    assert refused == NotAllowed("not_your_side")


def test_without_a_channel_another_one_can_be_taken_over_instead(story: Story) -> None:
    account = story.start()
    [first] = story.outbox(kind="step")
    story.services.provisioning.failed(
        HOST, account, "create_channel", "restricted_action", row_id=first.id
    )

    outcome = story.services.provisioning.change_sharing(
        OLIVIA, account, Sharing.ADOPT, "CEXISTING", story.key()
    )

    assert outcome is None
    assert waiting(story) == ["adopt_channel"]
    assert state_of(story, "create_channel")[0] == "skipped"
    assert state_of(story, invitation(story))[0] == "skipped"
    [row] = [r for r in story.outbox(kind="step") if r.body["step"] == "adopt_channel"]
    story.services.provisioning.channel_made(
        HOST, account, "adopt_channel", "CEXISTING", row_id=row.id
    )
    assert waiting(story) == [
        "topic",
        "invite_team",
        "welcome",
        "checklist",
        "pin",
        "bookmark",
        "announce",
    ]


def test_with_a_channel_people_are_invited_by_the_other_road(story: Story) -> None:
    account = story.with_channel()
    step = invitation(story)
    for row in story.outbox(kind="step"):
        if row.body["step"].startswith("invite_contact"):
            story.services.provisioning.failed(
                HOST, account, row.body["step"], "not_paid", row_id=row.id
            )

    story.services.provisioning.change_sharing(OLIVIA, account, Sharing.GUESTS, None, story.key())

    assert sum(s.startswith("invite_contact") for s in waiting(story)) == 2
    work = story.services.provisioning.work(HOST, account, step)
    assert work is not None
    assert work.sharing is Sharing.GUESTS


@pytest.mark.parametrize(("channel", "field"), [(None, "channel"), (CHANNEL, "channel")])
def test_a_channel_that_is_missing_or_taken_is_told_at_its_field(
    story: Story, channel: str | None, field: str
) -> None:
    story.with_channel()
    account = story.start(name="Brightwater")
    outcome = story.services.provisioning.change_sharing(
        OLIVIA, account, Sharing.ADOPT, channel, story.key()
    )
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == [field]


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
