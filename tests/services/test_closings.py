"""The end of an onboarding: what it asks for, what ends with it, and going on after all (R5)."""

from dataclasses import replace
from typing import Any

import pytest

from onboarding.closing import Because, ChannelAfter, Ending, Quiet, TypedClosing
from onboarding.messages.closing import AccountClosed
from onboarding.people import Role
from onboarding.plan import BlockerKind
from onboarding.pre_read import PreRead
from onboarding.refusals import Unchanged
from onboarding.review.touch import Door
from onboarding.stall_causes import Cause
from onboarding.usage import TypedUsage
from onboarding.views import StatusView
from services.actor import Actor
from services.closings import Closed, ClosingForm, Reopened, StillOpen
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import accounts, people
from storage.outbox import OutboxRow
from storage.record_schema import closings, post_mortems
from storage.review_schema import holds, touches
from storage.schema import accounts as accounts_table
from storage.transaction import begin, look
from tests.services.go_live import all_but_live
from tests.services.quiet import TOM_MAIL, maya_is_here, sent, the_stall, went_quiet
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    CLARA,
    FINCH,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
)

SECRET = "Their new head wants something else"
BADLY = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, SECRET)
WELL = TypedClosing(Ending.COMPLETED)


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


def everything_is_done(story: Story) -> None:
    all_but_live(story)
    story.tick(MAYA, "live")
    story.tick(MAYA, "value")


def close(story: Story, account: str, typed: TypedClosing = BADLY, by: Actor = OLIVIA) -> Any:
    return story.services.closings.close(by, account, typed, story.key())


def reopen(story: Story, account: str, reason: str = "They called", by: Actor = OLIVIA) -> Any:
    return story.services.closings.reopen(by, account, reason, story.key())


def closed_at(story: Story, account: str) -> Any:
    [row] = [row for row in story.rows(accounts_table) if row.id == account]
    return row.closed_at, row.next_review_at


def waiting(story: Story) -> list[str]:
    rows = [row for row in story.outbox() if row.state == "pending" and "message" in row.body]
    return [row.body["message"]["kind"] for row in rows]


def test_with_nothing_open_it_is_closed_as_completed_and_both_sides_are_told_R5(
    story: Story, account: str
) -> None:
    everything_is_done(story)
    form = story.services.closings.view(OLIVIA, account)
    assert isinstance(form, ClosingForm)
    assert form.about.open == ()
    assert form.about.channels == tuple(ChannelAfter)
    outcome = close(story, account, WELL)
    assert isinstance(outcome, Closed)
    assert outcome.post_mortem is None
    assert closed_at(story, account) == (story.clock.now(), None)
    [goodbye] = story.messages("farewell")
    assert (goodbye["completed"], goodbye["archived"]) == (True, False)
    assert len(story.messages("retrospective")) == 1
    [record] = story.activity("account.closed")
    assert (record.actor, record.data["ending"]) == (OLIVIA.user, "completed")
    story.clock.move(days=30)
    before = len(story.outbox())
    assert story.services.reviewing.tick() == 0
    assert len(story.outbox()) == before  # nobody is reminded of anything any more
    again = story.services.closings.view(OLIVIA, account)
    assert isinstance(again, Closed)
    assert not again.is_news


def test_with_anything_open_it_is_not_closed_as_completed_R5(story: Story, account: str) -> None:
    all_but_live(story)
    before = len(story.activity())
    outcome = close(story, account, WELL)
    assert isinstance(outcome, StillOpen)
    named = [m.key for one in outcome.form.about.open for m in getattr(one, "milestones", ())]
    assert named == ["live", "value"]
    assert len(story.activity()) == before
    assert closed_at(story, account)[0] is None


def test_a_stall_a_blocker_and_what_nobody_uses_keep_it_open_R5_G5(
    story: Story, account: str
) -> None:
    everything_is_done(story)
    used = TypedUsage("4", "12", ("settings",))
    story.services.usage.report(OLIVIA, account, used, story.key())
    story.services.blockers.raise_(
        MAYA, CHANNEL, "polish", BlockerKind.ACCESS, "No key", None, story.key()
    )
    went_quiet(story, account)
    outcome = close(story, account, WELL)
    assert isinstance(outcome, StillOpen)
    assert len(outcome.form.about.open) == 3
    assert outcome.form.about.open[-1] == Quiet()
    assert outcome.form.cause is Cause.UNCLEAR_NEXT_STEP  # what was found while it was quiet


def test_what_ends_early_has_a_cause_that_no_customer_reads_R5(story: Story, account: str) -> None:
    assert close(story, account, replace(BADLY, cause=None)) == Invalid(
        {"cause": "Please choose what comes closest: it is what we learn from."}
    )
    outcome = close(story, account)
    assert isinstance(outcome, Closed)
    assert outcome.post_mortem is Because.ABANDONED
    [row] = story.rows(closings)
    assert (row.outcome, row.cause, row.words) == ("abandoned", "scope_change", SECRET)
    [goodbye] = story.messages("farewell")
    assert goodbye["completed"] is False
    assert story.messages("retrospective") == []
    for row in story.outbox():
        if row.kind in ("channel_message", "stakeholder_message", "surface"):
            assert SECRET not in str(row.body)
            assert Cause.SCOPE_CHANGE.label not in str(row.body)
    [opened] = story.rows(post_mortems)
    assert (opened.because, opened.written_at) == ("abandoned", None)


def test_the_team_hears_of_an_early_loss_K2(story: Story, account: str) -> None:
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, (ARTHUR.user,))
    close(story, account, by=ARTHUR)
    told = [AccountClosed.model_validate(one) for one in story.messages("account_closed")]
    assert told
    assert all(one.early_loss and one.looked_back_at and one.words == SECRET for one in told)
    direct = story.outbox(kind="direct_message")
    news = [row for row in direct if row.body["message"]["kind"] == "account_closed"]
    assert [row.body["user"] for row in news] == [OLIVIA.user]  # whose customer it is


def test_what_waits_is_dropped_with_its_line_on_record_R5(story: Story, account: str) -> None:
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    sent(story, account, "check_in:1", "check_in", Door.CHANNEL)
    story.services.putting_off.later(MAYA, CHANNEL, account, "check_in:1", story.key())
    went_quiet(story, account)
    assert "plan_agreed" in waiting(story)
    close(story, account)
    assert "plan_agreed" not in waiting(story)
    assert "farewell" in waiting(story)
    dropped = story.activity("outbox.dropped")
    assert {one.data["reason"] for one in dropped} == {"the onboarding was closed"}
    [put_off] = story.activity("touch.dropped")
    assert put_off.data["touch"] == "check_in:1"
    assert [row.fate for row in story.rows(touches)] == ["dropped"]
    assert the_stall(story).ended_at is not None


def test_the_channel_is_archived_after_the_farewell_and_nobody_is_alarmed_R5(
    story: Story, account: str
) -> None:
    everything_is_done(story)
    close(story, account, replace(WELL, channel=ChannelAfter.ARCHIVED))
    lane = [row for row in story.outbox() if row.lane == f"channel:{account}"]
    kinds = [row.body.get("message", {}).get("kind") or row.kind for row in lane]
    assert kinds.index("farewell") < kinds.index("archive")
    [asked] = story.outbox(kind="stakeholder_message")
    assert asked.body["user"] == MAYA.user  # who cannot answer in the channel any more
    assert asked.body["message"]["kind"] == "retrospective"
    assert story.services.closings.to_archive(HOST, account) == CHANNEL
    story.services.closings.archived(HOST, account, row_id=lane[-1].id)
    story.services.channels.archived(HOST, CHANNEL, story.key())  # as Slack tells too
    assert len(story.activity("channel.archived")) == 1
    assert story.messages("channel_trouble") == []
    assert story.services.closings.to_archive(HOST, account) is None


def test_a_channel_that_slack_does_not_let_us_archive_is_told_to_the_owner_R5(
    story: Story, account: str
) -> None:
    close(story, account, replace(BADLY, channel=ChannelAfter.ARCHIVED))
    [row] = story.outbox(kind="archive")
    waits = OutboxRow(**{name: getattr(row, name) for name in OutboxRow.__dataclass_fields__})
    story.services.delivery.died(waits, "conversations.archive: no_permission", "no_permission")
    [letter] = story.messages("dead_letter")
    assert (letter["what"], letter["error"]) == ("archive", "no_permission")


@pytest.mark.parametrize("trouble", ["unshared", "bot_removed", "deleted"])
def test_what_becomes_of_the_channel_later_alarms_nobody_R5(
    story: Story, account: str, trouble: str
) -> None:
    close(story, account)
    if trouble == "unshared":
        story.services.channels.unshared(HOST, CHANNEL, FINCH, story.key())
    else:
        getattr(story.services.channels, trouble)(HOST, CHANNEL, story.key())
    assert len(story.activity(f"channel.{trouble}")) == 1
    assert story.messages("channel_trouble") == []


def test_where_nothing_can_be_said_in_the_channel_the_team_knows_that_nobody_was_told_R5(
    story: Story, account: str
) -> None:
    everything_is_done(story)
    story.services.channels.archived(HOST, CHANNEL, story.key())  # by somebody
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, (ARTHUR.user,))
    close(story, account, WELL, by=ARTHUR)
    assert story.messages("farewell") == []
    assert [told["told"] for told in story.messages("account_closed")] == [False]
    [asked] = story.outbox(kind="stakeholder_message")
    assert (asked.body["user"], asked.body["message"]["kind"]) == (MAYA.user, "retrospective")


def test_an_invitation_that_runs_out_later_alarms_nobody_R5(story: Story, account: str) -> None:
    with begin(story.database, HOST) as tx:
        tom = people.with_email(tx, account, TOM_MAIL)
        assert tom is not None
        given = {"invite_id": "I1", "invite_state": "sent", "invited_at": tx.now}
        people.change_stakeholder(tx, tom.id, **given)
    close(story, account)
    story.clock.move(days=30)
    assert story.services.invitations.run_out(HOST) == 0
    assert story.services.invitations.next_run_out(HOST) is None
    assert story.messages("invitation_news") == []


def test_the_pre_read_says_that_it_is_closed_R5_X1(story: Story, account: str) -> None:
    story.clock.move(days=20)
    close(story, account)
    page = story.services.pre_reads.read(OLIVIA, channel=CHANNEL, name=None)
    assert isinstance(page, PreRead)
    assert (page.is_closed, page.late, page.next, page.reasons) == (True, (), (), ())


def test_it_is_handed_over_to_the_customer_success_manager_R5(story: Story, account: str) -> None:
    everything_is_done(story)
    close(story, account, replace(WELL, channel=ChannelAfter.HANDED_OVER))
    with look(story.database, HOST) as tx:
        assert accounts.owner(tx, account) == CLARA.user
    [goodbye] = story.messages("farewell")
    assert goodbye["next_owner"] == CLARA.user
    [record] = story.activity("account.handed_over")
    assert record.data == {"was": OLIVIA.user, "now": CLARA.user, "told": True}


def test_without_one_it_is_not_offered_R5(story: Story) -> None:
    account = story.with_channel(csm="")
    found = story.services.closings.view(OLIVIA, account)
    assert isinstance(found, ClosingForm)
    assert ChannelAfter.HANDED_OVER not in found.about.channels
    outcome = close(story, account, replace(BADLY, channel=ChannelAfter.HANDED_OVER))
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"channel"}


def test_one_whose_channel_was_never_made_is_closed_in_silence_R5(story: Story) -> None:
    account = story.start()
    assert isinstance(close(story, account), Closed)
    assert story.messages("farewell") == []
    step = story.outbox(kind="step", account=account)[0].body["step"]
    assert story.services.provisioning.work(HOST, account, step) is None


def test_buttons_of_a_closed_onboarding_answer_that_it_is_closed_R5(
    story: Story, account: str
) -> None:
    sent(story, account, "check_in:1", "check_in", Door.CHANNEL)
    close(story, account)
    over, over_for_us = NotAllowed("closed"), NotAllowed("closed_for_us")
    services, key = story.services, story.key
    assert story.tick(OLIVIA, "call") == over_for_us
    assert services.agreement.agree(MAYA, CHANNEL, key()) == over
    assert services.answers.check_in(MAYA, CHANNEL, account, "check_in:1", "blocked", key()) == over
    assert services.putting_off.later(MAYA, CHANNEL, account, "check_in:1", key()) == over
    assert services.milestones.open_ones(MAYA, CHANNEL) == over
    assert services.usage.form(OLIVIA, account) == over_for_us
    assert services.holds.form(OLIVIA, account) == over_for_us
    assert not isinstance(services.timelines.page(OLIVIA, account), NotAllowed)
    assert not isinstance(services.notes.listed(OLIVIA, account), NotAllowed)
    view = services.checklist.view(HOST, account)
    assert view.closed
    assert not any(item.can_tick or item.can_undo for item in view.page.items)
    story.clock.move(days=300)
    found = services.accounts.status(OLIVIA, account=account)
    assert isinstance(found, StatusView)
    assert found.ended == "Abandoned"
    assert (found.late, found.next_milestones, found.gaps, found.trouble) == ((), (), (), ())
    assert services.accounts.choices(OLIVIA) == ()  # and it is gone from Home


def test_it_goes_on_where_it_stood_with_no_clock_that_ran_meanwhile_R5(
    story: Story, account: str
) -> None:
    story.tick(OLIVIA, "call")
    at = story.clock.now()
    close(story, account)
    story.clock.move(days=40)
    assert reopen(story, account, " ") == Invalid(
        {"reason": "Please say why: whoever looks at this later wants to know."}
    )
    assert reopen(story, account) == Reopened("Hazel & Finch", archived=False)
    assert closed_at(story, account) == (None, story.clock.now())
    [rest] = story.rows(holds)
    assert (rest.from_at, rest.ended_at) == (at, story.clock.now())
    [word] = story.messages("picked_up_again")
    assert word["next_step"] == "Milestone goal"
    [record] = story.activity("account.reopened")
    assert record.data == {"reason": "They called", "told": True}
    assert story.rows(closings) == []
    assert story.rows(post_mortems) == []
    story.services.reviewing.tick()
    assert "re_engagement" not in {row.kind for row in story.rows(touches)}
    assert not isinstance(story.tick(MAYA, "goal"), NotAllowed)
    assert isinstance(reopen(story, account), Unchanged)
    assert isinstance(close(story, account), Closed)  # and may end again
    assert len(story.messages("farewell")) == 2


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        (ARTHUR, "owner_only"),
        (CLARA, "owner_only"),
        (MAYA, "not_your_side"),
        (BEN, "stranger"),
        (GWEN, "stranger"),
    ],
    ids=["AE", "CSM", "customer", "another's", "guest"],
)
def test_only_the_owner_and_leaders_end_it_and_go_on_R10(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    refused = NotAllowed(why)  # type: ignore[arg-type]
    assert story.services.closings.view(actor, account) == refused
    assert close(story, account, by=actor) == refused
    close(story, account)
    assert reopen(story, account, by=actor) == refused
    assert closed_at(story, account)[0] is not None
    page = story.services.closings.view(actor, account)
    if actor in (ARTHUR, CLARA):  # anybody of ours reads how it ended
        assert isinstance(page, Closed)
        assert not page.may_reopen
    else:
        assert page == refused


def test_it_ends_once(story: Story, account: str) -> None:
    first = story.services.closings.close(OLIVIA, account, BADLY, "once")
    assert isinstance(first, Closed)
    assert isinstance(story.services.closings.close(OLIVIA, account, BADLY, "once"), Unchanged)
    assert isinstance(close(story, account), Unchanged)
    assert len(story.activity("account.closed")) == 1
    story.clock.move(minutes=1)
    reopened = story.services.closings.reopen(OLIVIA, account, "Why not", "again")
    assert isinstance(reopened, Reopened)
    close(story, account)
    assert story.services.closings.reopen(OLIVIA, account, "Why not", "again") == Repeated()


@pytest.mark.parametrize(("at_last", "because"), [(61, Because.LATE), (0, None)])
def test_it_is_late_when_its_last_step_was_and_not_because_nobody_closed_it_F1(
    story: Story, account: str, at_last: int, because: Because | None
) -> None:
    story.clock.move(days=at_last)
    everything_is_done(story)
    story.clock.move(days=61 - at_last)
    outcome = close(story, account, WELL)
    assert isinstance(outcome, Closed)
    assert outcome.post_mortem is because
