"""What people do when making a channel did not go well: try again, or share it another way."""

from typing import Any

import pytest

from onboarding.provisioning import Sharing
from onboarding.refusals import Unchanged
from onboarding.ticking import Ticked
from services.mending import Retried
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import schema
from storage.surfaces import CHECKLIST
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story
from tests.services.test_provisioning import invitation, state_of, waiting


def test_try_again_puts_the_step_on_its_way_once(story: Story) -> None:
    account = story.with_channel()
    step = invitation(story)
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)
    story.services.provisioning.failed(HOST, account, step, "not_paid", row_id=row.id)

    keys = "click", "click", "another click"
    outcomes = [story.services.mending.retry(OLIVIA, account, step, key) for key in keys]

    assert outcomes == [Retried(), Repeated(), Unchanged()]
    assert waiting(story).count(step) == 1
    assert state_of(story, step) == ("pending", None)


def test_only_our_people_try_again_R10(story: Story) -> None:
    account = story.with_channel()
    refused = story.services.mending.retry(MAYA, account, invitation(story), story.key())
    assert refused == NotAllowed("not_your_side")


def test_without_a_channel_another_one_can_be_taken_over_instead(story: Story) -> None:
    account = story.start()
    [first] = story.outbox(kind="step")
    story.services.provisioning.failed(
        HOST, account, "create_channel", "restricted_action", row_id=first.id
    )

    outcome = story.services.mending.change_sharing(
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

    story.services.mending.change_sharing(OLIVIA, account, Sharing.GUESTS, None, story.key())

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
    outcome = story.services.mending.change_sharing(
        OLIVIA, account, Sharing.ADOPT, channel, story.key()
    )
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == [field]


NEW = "GNEW"


def deleted(story: Story) -> str:
    """A customer whose channel was furnished and accepted, and then deleted."""
    account = story.with_channel()
    work_off(story, account)
    story.services.invitations.told(
        HOST, "I0MAYA", "accepted", story.key(), channel=CHANNEL, user=MAYA.user, team=FINCH
    )
    story.tick(OLIVIA, "call")
    story.services.channels.deleted(HOST, CHANNEL, story.key())
    return account


def work_off(story: Story, account: str, ts: str = "200.2") -> None:
    """Take every step that waits, as delivery does."""
    provisioning = story.services.provisioning
    for row in story.outbox(kind="step", account=account):
        step = row.body["step"]
        if row.state != "pending" or provisioning.work(HOST, account, step) is None:
            continue
        if step.startswith("invite_contact"):
            work = provisioning.work(HOST, account, step)
            assert work is not None
            assert work.contact is not None
            first = work.contact.name.split()[0].upper()
            again = "" if work.channel_id == CHANNEL else "AGAIN"
            provisioning.invited(HOST, account, step, row_id=row.id, invite_id=f"I0{first}{again}")
        elif step == "checklist":
            shown = next(r for r in story.rows(schema.surfaces) if r.kind == CHECKLIST)
            provisioning.posted(HOST, account, step, ts, shown.version, row_id=row.id)
        else:
            provisioning.done(HOST, account, step, row_id=row.id)


def row_of(story: Story, step: str) -> Any:
    return next(r for r in reversed(story.outbox(kind="step")) if r.body["step"] == step)


def test_after_a_deleted_channel_everything_is_made_anew_in_a_new_one(story: Story) -> None:
    account = deleted(story)
    [told] = story.messages("channel_trouble")
    assert told["account"] == account

    outcome = story.services.mending.change_sharing(
        OLIVIA, account, Sharing.CONNECT, None, story.key()
    )

    assert outcome is None
    [row] = story.rows(schema.accounts)
    assert (row.channel_id, row.channel_state) == (None, "none")
    assert waiting(story) == ["create_channel"]
    story.services.provisioning.channel_made(
        HOST, account, "create_channel", NEW, row_id=row_of(story, "create_channel").id
    )
    anew = [step for step in waiting(story) if not step.startswith("invite_contact")]
    assert anew == ["topic", "invite_team", "welcome", "checklist", "pin", "bookmark"]
    assert len(waiting(story)) == len(anew) + 2
    work_off(story, account, "300.3")
    assert {row.state for row in story.rows(schema.provisioning_steps)} == {"done"}
    assert {r.invite_id for r in story.rows(schema.stakeholders)} == {"I0MAYAAGAIN", "I0TOMAGAIN"}


def test_in_the_new_channel_people_go_on_where_they_were(story: Story) -> None:
    account = deleted(story)
    story.services.mending.change_sharing(OLIVIA, account, Sharing.CONNECT, None, story.key())
    story.services.provisioning.channel_made(
        HOST, account, "create_channel", NEW, row_id=row_of(story, "create_channel").id
    )
    work_off(story, account, "300.3")
    story.services.invitations.told(
        HOST, "I0MAYAAGAIN", "accepted", story.key(), channel=NEW, user=MAYA.user, team=FINCH
    )
    before = {row.key for row in story.outbox(kind="surface")}

    assert isinstance(story.tick(MAYA, "goal", channel=NEW), Ticked)

    assert len({row.key for row in story.outbox(kind="surface")} - before) == 1
    where = story.services.delivery.whereabouts(HOST, account)
    assert (where.channel_id, where.checklist_ts) == (NEW, "300.3")
    assert story.tick(MAYA, "goal", channel=CHANNEL) == NotAllowed("unknown_channel")


def test_instead_of_a_deleted_channel_another_can_be_taken_over(story: Story) -> None:
    account = deleted(story)

    outcome = story.services.mending.change_sharing(
        OLIVIA, account, Sharing.ADOPT, "CBYHAND", story.key()
    )

    assert outcome is None
    assert waiting(story) == ["adopt_channel"]
    story.services.provisioning.channel_made(
        HOST, account, "adopt_channel", "CBYHAND", row_id=row_of(story, "adopt_channel").id
    )
    assert waiting(story) == ["topic", "invite_team", "welcome", "checklist", "pin", "bookmark"]
    assert [row.channel_id for row in story.rows(schema.accounts)] == ["CBYHAND"]


def test_what_still_waited_for_the_deleted_channel_is_not_wanted_any_more(story: Story) -> None:
    account = story.with_channel()
    under_way = row_of(story, "welcome")
    story.services.channels.deleted(HOST, CHANNEL, story.key())
    story.services.mending.change_sharing(OLIVIA, account, Sharing.CONNECT, None, story.key())

    assert story.services.provisioning.work(HOST, account, "welcome") is None
    story.services.provisioning.failed(
        HOST, account, "welcome", "channel_not_found", row_id=under_way.id
    )

    assert state_of(story, "welcome") == ("pending", None)
    assert story.messages("provisioning_problem") == []


def test_news_of_an_invitation_to_the_deleted_channel_is_no_longer_heard(story: Story) -> None:
    account = deleted(story)
    story.services.mending.change_sharing(OLIVIA, account, Sharing.CONNECT, None, story.key())
    before = len(story.messages("invitation_news"))

    story.services.invitations.told(
        HOST, "I0TOM", "declined", story.key(), channel=CHANNEL, email="tom@hazelfinch.example"
    )

    assert len(story.messages("invitation_news")) == before


def test_a_channel_that_is_only_archived_is_not_replaced(story: Story) -> None:
    account = story.with_channel()
    story.services.channels.archived(HOST, CHANNEL, story.key())
    outcome = story.services.mending.change_sharing(
        OLIVIA, account, Sharing.ADOPT, "CBYHAND", story.key()
    )
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["sharing"]


def test_the_team_channel_is_not_taken_over(story: Story) -> None:
    story.services.workspaces.save_settings(
        OLIVIA,
        team_channel="GTEAM",
        starters_limited=False,
        starters=(),
        leaders=(),
        key=story.key(),
    )
    account = story.start()
    outcome = story.services.mending.change_sharing(
        OLIVIA, account, Sharing.ADOPT, "GTEAM", story.key()
    )
    assert isinstance(outcome, Invalid)
    assert list(outcome.problems) == ["channel"]
