"""What becomes of an invitation is followed, recorded and told: what Slack says, and when it runs
out, of which Slack says nothing."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from onboarding.intake import RawContact
from onboarding.ticking import Ticked
from services import Services, ServiceSettings
from services.invitations import News
from storage import schema
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story, member

INVITE = "I0MAYA"
ADDRESS = "maya@hazelfinch.example"


def maya(story: Story, account: str | None = None) -> Any:
    return next(
        row
        for row in story.rows(schema.stakeholders)
        if row.name == "Maya Finch" and account in (None, row.account_id)
    )


def step_of_maya(story: Story, account: str | None = None) -> str:
    return f"invite_contact:{maya(story, account).id}"


def invite_maya(story: Story, account: str, invite: str = INVITE) -> None:
    step = step_of_maya(story, account)
    row = next(r for r in reversed(story.outbox(kind="step")) if r.body["step"] == step)
    story.services.provisioning.invited(HOST, account, step, row_id=row.id, invite_id=invite)


def tell(story: Story, news: News, key: str, *, channel: str = CHANNEL, **more: Any) -> None:
    invite = more.pop("invite", INVITE)
    story.services.invitations.told(HOST, invite, news, key, channel=channel, **more)


def state_of(story: Story, step: str) -> str:
    [row] = [row for row in story.rows(schema.provisioning_steps) if row.key == step]
    return str(row.state)


@pytest.mark.parametrize(
    "news", ["requested", "accepted", "needs_approval", "approved", "declined", "expired"]
)
def test_the_owner_hears_what_became_of_an_invitation(story: Story, news: News) -> None:
    account = story.with_channel()
    invite_maya(story, account)

    for _ in range(2):  # Slack may say it twice
        tell(story, news, "event:1")

    [told] = story.messages("invitation_news")
    assert (told["person"], told["news"], told["step"] is not None) == ("Maya Finch", news, True)
    assert len(story.activity(f"invitation.{news}")) == 1


def test_whoever_accepts_brings_the_customers_workspace(story: Story) -> None:
    account = story.start()
    story.make_channel(account)
    invite_maya(story, account)
    story.tick(OLIVIA, "call")

    tell(story, "accepted", story.key(), user=MAYA.user, team=FINCH)

    assert isinstance(story.tick(MAYA, "goal"), Ticked)
    assert maya(story).user_id == MAYA.user


def test_news_that_is_quicker_than_slacks_answer_to_us_finds_the_person(story: Story) -> None:
    account = story.with_channel()

    tell(story, "requested", "event:1", email=ADDRESS.upper())
    invite_maya(story, account)

    assert maya(story).invite_state == "requested"
    assert [told["news"] for told in story.messages("invitation_news")] == ["requested"]
    assert state_of(story, step_of_maya(story)) == "done"


def test_quick_news_goes_to_the_customer_whose_channel_it_names(story: Story) -> None:
    story.with_channel("GOTHER", name="Hazel & Finch North")
    finch = story.with_channel()

    tell(story, "requested", "event:1", email=ADDRESS)

    [told] = story.messages("invitation_news")
    assert told["account"] == finch


def test_quick_news_of_a_channel_whose_new_id_we_have_not_heard_finds_the_person(
    story: Story,
) -> None:
    account = story.with_channel()
    tell(story, "requested", "event:1", channel="CFINCH", email=ADDRESS)
    assert [told["account"] for told in story.messages("invitation_news")] == [account]


def test_where_two_customers_could_be_meant_nobody_is_told_wrongly(story: Story) -> None:
    story.with_channel("GOTHER", name="Hazel & Finch North")
    story.with_channel()
    tell(story, "requested", "event:1", channel="CUNHEARDOF", email=ADDRESS)
    assert story.messages("invitation_news") == []


def test_an_invitation_that_we_do_not_know_yet_uses_no_key_up(story: Story) -> None:
    account = story.with_channel()
    tell(story, "accepted", "event:1")
    invite_maya(story, account)

    tell(story, "accepted", "event:1")

    assert len(story.messages("invitation_news")) == 1


def test_late_news_of_an_earlier_invitation_does_not_touch_the_one_that_stands(
    story: Story,
) -> None:
    account = story.with_channel()
    invite_maya(story, account, "I0NEWER")
    tell(story, "declined", "event:1", email=ADDRESS)
    assert (maya(story).invite_id, maya(story).invite_state) == ("I0NEWER", "sent")


@pytest.mark.parametrize("state", ["sent", "requested", "needs_approval"])
def test_an_invitation_without_an_answer_runs_out_after_14_days(story: Story, state: str) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    if state != "sent":
        tell(story, state, "event:1")  # type: ignore[arg-type]
    story.clock.move(days=14, seconds=-1)
    assert story.services.invitations.run_out(HOST) == 0

    story.clock.move(seconds=1)

    assert [story.services.invitations.run_out(HOST) for _ in range(2)] == [1, 0]
    told = story.messages("invitation_news")[-1]
    assert (told["news"], told["step"]) == ("expired", step_of_maya(story))
    assert maya(story).invite_state == "expired"
    assert state_of(story, step_of_maya(story)) == "failed"


def test_when_the_next_invitation_runs_out_is_known(story: Story) -> None:
    invitations = story.services.invitations
    account = story.with_channel()
    assert invitations.next_run_out(HOST) is None
    invite_maya(story, account)
    due = story.clock.now() + timedelta(days=14)
    assert invitations.next_run_out(HOST) == due
    assert invitations.next_run_out("TOTHER") is None

    story.clock.set(due)
    assert invitations.run_out(HOST) == 1
    assert invitations.next_run_out(HOST) is None


def test_an_invitation_that_was_answered_is_not_waited_for(story: Story) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    tell(story, "accepted", "event:1")
    assert story.services.invitations.next_run_out(HOST) is None


def test_an_invitation_that_ran_out_is_sent_again_and_may_run_out_again(story: Story) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    for invite in ("I0SECOND", "I0THIRD"):
        story.clock.move(days=14)
        assert story.services.invitations.run_out(HOST) == 1
        story.services.mending.retry(OLIVIA, account, step_of_maya(story), story.key())
        invite_maya(story, account, invite)
        assert story.services.invitations.run_out(HOST) == 0
    assert [told["news"] for told in story.messages("invitation_news")] == ["expired"] * 2


@pytest.mark.parametrize("news", ["accepted", "approved", "declined"])
def test_an_invitation_that_was_answered_does_not_run_out(story: Story, news: News) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    tell(story, news, "event:1")
    story.clock.move(days=15)
    assert story.services.invitations.run_out(HOST) == 0


def test_of_somebody_who_is_in_the_channel_no_invitation_runs_out(story: Story) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    # brought in by a colleague
    story.services.channels.person_known(HOST, account, member(MAYA, "Maya", ADDRESS))
    story.clock.move(days=15)
    assert story.services.invitations.run_out(HOST) == 0


def test_of_a_channel_that_is_gone_no_invitation_runs_out(story: Story) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    story.services.channels.deleted(HOST, CHANNEL, story.key())
    story.clock.move(days=15)
    assert story.services.invitations.run_out(HOST) == 0


def test_many_invitations_that_ran_out_at_once_are_all_told(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.invitations.BATCH", 2)
    names = "Ada", "Ben", "Cleo", "Dan"
    contacts = tuple(RawContact(n, f"{n}@finch.example", "champion") for n in names)
    account = story.with_channel(contacts=contacts)
    for row in story.outbox(kind="step"):
        step = row.body["step"]
        if step.startswith("invite_contact"):
            story.services.provisioning.invited(
                HOST, account, step, row_id=row.id, invite_id=f"I{row.id}"
            )
    story.clock.move(days=14)

    assert story.services.invitations.run_out(HOST) == 4

    assert sorted(told["person"] for told in story.messages("invitation_news")) == list(names)


def test_of_several_replicas_that_notice_at_once_one_tells(story: Story) -> None:
    account = story.with_channel()
    invite_maya(story, account)
    story.clock.move(days=14)
    together, noticed = threading.Barrier(3), []

    def tick() -> None:
        replica = Services.open(story.database, {}, ServiceSettings())
        together.wait()
        noticed.append(replica.invitations.run_out(HOST))

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(noticed) == [0, 0, 1]
    assert len(story.messages("invitation_news")) == 1


def test_news_of_somebody_who_came_in_before_we_noted_the_invitation_is_told_all_the_same(
    story: Story,
) -> None:
    account = story.with_channel()
    step = step_of_maya(story)
    row = next(r for r in story.outbox(kind="step") if r.body["step"] == step)
    story.services.provisioning.invited(HOST, account, step, row_id=row.id)  # she is in already

    tell(story, "accepted", story.key(), email=ADDRESS, user=MAYA.user, team=FINCH)

    [told] = story.messages("invitation_news")
    assert (told["person"], told["news"]) == ("Maya Finch", "accepted")
    assert maya(story).invite_id == INVITE
