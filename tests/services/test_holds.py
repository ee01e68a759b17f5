"""Onboardings that rest, and go on."""

from datetime import UTC, date, datetime

import pytest

from onboarding.refusals import NotOnHold, Refused
from services.actor import Actor
from services.holds import HoldForm, Paused, Resumed
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import account_states
from storage.review_schema import holds
from storage.transaction import look
from tests.services.story import ARTHUR, BEN, GWEN, HOST, MAYA, OLIVIA, Story

WHY = "Their move to the new warehouse"
UNTIL = date(2026, 3, 16)  # a Monday


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def pause(
    story: Story,
    account: str,
    until: date | None = UNTIL,
    reason: str = WHY,
    actor: Actor = OLIVIA,
    *,
    key: str | None = None,
) -> object:
    return story.services.holds.pause(actor, account, until, reason, key or story.key())


def resume(story: Story, account: str, actor: Actor = OLIVIA) -> object:
    return story.services.holds.resume(actor, account, story.key())


def rests(story: Story, account: str) -> bool:
    with look(story.database, HOST) as tx:
        state = account_states.one(tx, story.services.holds.office.frozen, account)
    assert state is not None
    return state.hold_at(story.clock.now()) is not None


def test_the_form_proposes_a_working_day_of_the_customer_C9(story: Story, account: str) -> None:
    story.clock.set(datetime(2026, 3, 30, 9, tzinfo=UTC))  # Easter is near
    form = story.services.holds.form(OLIVIA, account)
    assert form == HoldForm(account, "Hazel & Finch", date(2026, 4, 8), "")


def test_the_customer_hears_until_when_and_not_why_C9(story: Story, account: str) -> None:
    assert pause(story, account) == Paused("Hazel & Finch", UNTIL)
    assert rests(story, account)
    [told] = story.messages("plan_rests")
    assert told["until_on"] == UNTIL.isoformat()
    assert WHY not in str(told)
    [row] = story.rows(holds)
    assert (row.reason, row.by, row.until_on) == (WHY, OLIVIA.user, UNTIL)
    [began] = story.activity("hold.began")
    assert (began.actor, began.data["reason"]) == (OLIVIA.user, WHY)
    assert story.messages("hold_news") == []  # the owner's own doing


def test_the_owner_hears_why_when_somebody_else_pauses_C9(story: Story, account: str) -> None:
    pause(story, account, actor=ARTHUR)
    [news] = story.messages("hold_news")
    assert (news["news"], news["by"], news["reason"]) == ("rests", ARTHUR.user, WHY)
    [row] = [r for r in story.outbox(kind="direct_message") if r.body["message"] == news]
    assert row.body["user"] == OLIVIA.user


@pytest.mark.parametrize(
    ("until", "reason", "field", "words"),
    [
        (UNTIL, "  ", "reason", "why"),
        (UNTIL, "x" * 501, "reason", "500"),
        (None, WHY, "until_on", "choose the day"),
        (date(2026, 3, 2), WHY, "until_on", "after today"),
        (date(2026, 2, 2), WHY, "until_on", "after today"),
        (date(2026, 4, 3), WHY, "until_on", "2026-04-07"),  # Good Friday, then Easter
        (date(2027, 4, 1), WHY, "until_on", "a year"),
    ],
)
def test_what_cannot_be_a_rest_is_told_at_its_field_C9(
    story: Story, account: str, until: date | None, reason: str, field: str, words: str
) -> None:
    outcome = pause(story, account, until, reason)
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {field}
    assert words in outcome.problems[field]
    assert story.rows(holds) == []


def test_pausing_again_moves_the_day_and_there_is_one_rest_C9(story: Story, account: str) -> None:
    pause(story, account, key="once")
    assert pause(story, account, key="once") == Repeated()
    form = story.services.holds.form(ARTHUR, account)
    assert form == HoldForm(account, "Hazel & Finch", UNTIL, WHY)
    story.clock.move(days=1)
    later = date(2026, 3, 23)
    assert pause(story, account, later, "It takes longer") == Paused("Hazel & Finch", later)
    first, second = story.rows(holds) if len(story.rows(holds)) == 2 else (None, None)
    assert first is not None
    assert second is not None
    [open_one] = [row for row in (first, second) if row.ended_at is None]
    assert open_one.until_on == later
    assert rests(story, account)


def test_it_goes_on_when_somebody_says_so_and_both_sides_hear_C9(
    story: Story, account: str
) -> None:
    pause(story, account)
    story.clock.move(days=2)
    assert resume(story, account, ARTHUR) == Resumed("Hazel & Finch")
    assert not rests(story, account)
    [told] = story.messages("plan_resumes")
    assert told["owner"] == OLIVIA.user
    assert WHY not in str(told)
    assert [news["news"] for news in story.messages("hold_news")] == ["resumes"]
    assert resume(story, account) == Refused(NotOnHold())


def test_after_a_rest_ran_out_the_customer_can_be_told_once_C9(story: Story, account: str) -> None:
    pause(story, account)
    story.clock.set(datetime(2026, 3, 16, 9, tzinfo=UTC))
    assert not rests(story, account)
    assert resume(story, account) == Resumed("Hazel & Finch")
    assert resume(story, account) == Refused(NotOnHold())
    assert len(story.messages("plan_resumes")) == 1


def test_nothing_rests_that_was_not_paused_C9(story: Story, account: str) -> None:
    assert resume(story, account) == Refused(NotOnHold())


@pytest.mark.parametrize(
    ("actor", "why"),
    [(MAYA, "not_your_side"), (BEN, "stranger"), (GWEN, "stranger")],
    ids=["the customer", "another company", "a guest"],
)
def test_only_our_own_people_pause_and_resume_R10(
    story: Story, account: str, actor: Actor, why: str
) -> None:
    refused = NotAllowed(why)  # type: ignore[arg-type]
    assert story.services.holds.form(actor, account) == refused
    assert pause(story, account, actor=actor) == refused
    assert resume(story, account, actor) == refused
    assert story.rows(holds) == []
