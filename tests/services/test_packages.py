"""A7: the record is handed over to customer success, who accepts it or asks; nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from onboarding.closing import ChannelAfter, Ending, TypedClosing
from onboarding.criteria import RecordKey
from onboarding.package import PackageView
from onboarding.package_offer import OfferState
from onboarding.refusals import (
    BrokenOff,
    NoChannelYet,
    PackageGone,
    PackageTaken,
    QuestionsOpen,
    Refused,
    Unchanged,
)
from onboarding.stall_causes import Cause
from onboarding.ticking import Ticked
from onboarding.views import StatusView
from services.actor import Actor
from services.closings import Closed
from services.outcomes import Invalid, NotAllowed, Repeated
from services.package_answers import Accepted, Answered, Returned
from services.packages import Offered
from storage import accounts, packages, plans
from storage.database import Database
from storage.record_schema import package_questions
from storage.record_schema import packages as rows_of_packages
from storage.transaction import look
from tests.clock import SettableClock
from tests.services.packages import (
    RENEWAL,
    accepts,
    all_but_handed,
    answers,
    handing_story,
    offers,
    returns,
    the_offer,
)
from tests.services.story import ARTHUR, BEN, CLARA, GWEN, HOST, MAYA, OLIVIA, Story

SIGNED = date(2026, 2, 27)


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return handing_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def holds(story: Story, account: str) -> set[RecordKey]:
    with look(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        return set(plans.standing_of(found.standing).holds)


def test_the_package_is_offered_and_accepted_and_the_customer_meets_its_csm_A7(
    story: Story, account: str, clock: SettableClock
) -> None:
    all_but_handed(story)
    assert isinstance(story.tick(CLARA, "handed"), Refused)
    assert offers(story, account) == Offered("Hazel & Finch", CLARA.user, 1)
    [told] = story.messages("package_offered")
    assert "Renewal: 26 Feb 2027" in str(told["parts"])
    assert [one["news"] for one in story.messages("package_news")] == ["offered"]
    assert story.messages("csm_introduced") == []

    clock.move(days=3)  # from a Monday to the Thursday
    assert accepts(story, account) == Accepted("Hazel & Finch", CLARA.user, introduced=True)
    assert RecordKey.PACKAGE_ACCEPTED in holds(story, account)
    [kept] = story.activity("package.accepted")
    assert kept.data["working_days"] == 3
    told_whom = [row.body.get("user") for row in story.outbox(kind="direct_message")]
    assert told_whom[-1] == OLIVIA.user
    channel = [row for row in story.outbox(account=account) if row.lane == f"channel:{account}"]
    assert [row.kind for row in channel][-2:] == ["invite", "channel_message"]
    [introduced] = story.messages("csm_introduced")
    assert (introduced["csm"], introduced["owner"]) == (CLARA.user, OLIVIA.user)
    assert isinstance(story.tick(CLARA, "handed"), Ticked)


def test_a_click_on_accept_counts_once_A7(story: Story, account: str) -> None:
    offers(story, account)
    assert isinstance(accepts(story, account, key="k"), Accepted)
    assert isinstance(accepts(story, account, key="k"), Unchanged)
    assert isinstance(accepts(story, account), Unchanged)
    assert len(story.activity("package.accepted")) == 1
    assert offers(story, account) == Refused(PackageTaken())
    assert returns(story, account, ("Why?", OLIVIA)) == Unchanged()


def test_it_comes_back_with_questions_which_are_answered_and_it_is_offered_again_A7(
    story: Story, account: str
) -> None:
    offers(story, account)
    asked = (("Who signs?", ARTHUR), ("And when?", ARTHUR), ("Why late?", OLIVIA))
    assert returns(story, account, *asked) == Returned("Hazel & Finch", (ARTHUR.user, OLIVIA.user))
    [note] = story.outbox(kind="package_note")
    assert (note.lane, note.body["questions"]) == (f"dm:{CLARA.user}", 3)
    told = {row.body["user"] for row in story.outbox() if "questions:" in row.key}
    assert told == {ARTHUR.user, OLIVIA.user}
    [of_arthur, _] = story.messages("package_questions")
    assert of_arthur["questions"] == ["Who signs?", "And when?"]
    assert "returned" not in [one["news"] for one in story.messages("package_news")]  # is asked

    again = offers(story, account)
    assert isinstance(again.reason, QuestionsOpen)
    assert set(again.reason.owners) == {ARTHUR.user, OLIVIA.user}
    assert accepts(story, account) == Refused(PackageGone())
    assert answers(story, account, "Tom, in May.", ARTHUR) == Answered(all_answered=False)
    assert answers(story, account, "A fair.", OLIVIA) == Answered(all_answered=True)
    assert [one["news"] for one in story.messages("package_news")] == ["offered"]

    assert offers(story, account) == Offered("Hazel & Finch", CLARA.user, 2)
    second = story.messages("package_offered")[-1]
    assert {line["facts"][0] for line in second["answers"]} == {"Tom, in May.", "A fair."}
    assert accepts(story, account) == Refused(PackageGone())  # the button of the first one
    assert isinstance(accepts(story, account, number=2), Accepted)
    states = [row.state for row in sorted(story.rows(rows_of_packages), key=lambda r: r.number)]
    assert states == ["returned", "accepted"]


def test_the_owner_hears_that_it_came_back_and_that_all_is_answered_A7(
    story: Story, account: str
) -> None:
    offers(story, account)
    returns(story, account, ("Who signs?", ARTHUR))
    answers(story, account, "Tom.", ARTHUR)
    news = [one["news"] for one in story.messages("package_news")]
    assert news == ["offered", "returned", "answered"]
    whom = [row.body.get("user") for row in story.outbox() if "package_answered" in row.key]
    assert whom == [OLIVIA.user]


def test_what_somebody_answered_meanwhile_stays_as_it_is(story: Story, account: str) -> None:
    offers(story, account)
    returns(story, account, ("Who signs?", ARTHUR), ("When?", OLIVIA))
    mine = next(one for one in the_offer(story, account).open_questions if one.owner == ARTHUR.user)
    answer = story.services.package_answers.answer
    assert answer(ARTHUR, account, {mine.id: " Tom. "}, "k") == Answered(all_answered=False)
    assert answer(ARTHUR, account, {mine.id: "Maya."}, "k") == Repeated()
    assert answer(OLIVIA, account, {mine.id: "Maya."}, "k2") == Unchanged()
    kept = {row.question: row.answer for row in story.rows(package_questions)}
    assert kept == {"Who signs?": "Tom.", "When?": None}
    assert isinstance(answer(OLIVIA, account, {mine.id: " "}, "k3"), Invalid)
    assert answer(OLIVIA, account, {"0" * 32: "Forged."}, "k4") == NotAllowed("forged")


def test_no_csm_on_the_account_is_named_with_the_offer_A7(story: Story) -> None:
    account = story.with_channel(csm="")
    found = story.services.packages.view(OLIVIA, account)
    assert isinstance(found, PackageView)
    assert found.csm is None
    assert isinstance(offers(story, account, to=""), Invalid)
    assert isinstance(offers(story, account, to=GWEN.user), Invalid)
    assert isinstance(offers(story, account, to=MAYA.user), Invalid)
    assert story.activity("csm.named") == []
    offers(story, account)
    [named] = story.activity("csm.named")
    assert (named.data["csm"], named.data["was"]) == (CLARA.user, None)
    assert isinstance(accepts(story, account), Accepted)


def test_it_may_be_offered_to_somebody_else_while_nobody_answers(
    story: Story, account: str
) -> None:
    offers(story, account)
    assert isinstance(offers(story, account), Unchanged)
    assert offers(story, account, csm=ARTHUR) == Offered("Hazel & Finch", ARTHUR.user, 2)
    assert accepts(story, account) == NotAllowed("csm_only")  # Clara is no longer asked
    assert isinstance(accepts(story, account, ARTHUR, 2), Accepted)
    states = {row.number: row.state for row in story.rows(rows_of_packages)}
    assert states == {1: OfferState.REPLACED, 2: OfferState.ACCEPTED}


def test_an_owner_who_goes_on_is_not_introduced(story: Story, account: str) -> None:
    offers(story, account, csm=OLIVIA)
    outcome = accepts(story, account, OLIVIA)
    assert outcome == Accepted("Hazel & Finch", OLIVIA.user, introduced=False)
    assert story.messages("csm_introduced") == []
    assert story.outbox(kind="invite") == []


def test_the_renewal_date_is_set_with_the_offer_and_kept_as_offered_A7(
    story: Story, account: str
) -> None:
    offers(story, account)
    [dated] = story.activity("renewal.dated")
    assert dated.data["renewal_on"] == RENEWAL.isoformat()
    with look(story.database, HOST) as tx:
        kept = packages.body(tx, account, 1)
        assert kept is not None
        assert kept.renewal_on == RENEWAL
        assert packages.body(tx, account, 2) is None


def ends(story: Story, account: str, ending: Ending, channel: ChannelAfter) -> None:
    typed = TypedClosing(ending, Cause.SCOPE_CHANGE, "They had a fair.", channel)
    assert isinstance(story.services.closings.close(OLIVIA, account, typed, story.key()), Closed)


def test_what_was_closed_as_incomplete_is_offered_asked_about_and_accepted_A7_R5(
    story: Story, account: str
) -> None:
    ends(story, account, Ending.INCOMPLETE, ChannelAfter.KEPT)
    assert offers(story, account) == Offered("Hazel & Finch", CLARA.user, 1)
    with look(story.database, HOST) as tx:
        kept = packages.body(tx, account, 1)
    assert kept is not None
    assert kept.ended is not None
    assert (kept.ended.ending, kept.ended.words) == ("Incomplete", "They had a fair.")
    assert isinstance(returns(story, account, ("Who signs?", ARTHUR)), Returned)
    assert answers(story, account, "Tom.", ARTHUR) == Answered(all_answered=True)
    assert offers(story, account) == Offered("Hazel & Finch", CLARA.user, 2)
    assert accepts(story, account, number=2) == Accepted(
        "Hazel & Finch", CLARA.user, introduced=True
    )
    assert len(story.messages("csm_introduced")) == 1
    assert RecordKey.PACKAGE_ACCEPTED in holds(story, account)


def test_an_offer_that_waited_when_it_was_closed_can_still_be_accepted_A7(
    story: Story, account: str
) -> None:
    offers(story, account)
    ends(story, account, Ending.INCOMPLETE, ChannelAfter.KEPT)
    assert isinstance(accepts(story, account), Accepted)


def test_nobody_is_introduced_in_a_channel_that_was_put_away_A7(story: Story, account: str) -> None:
    ends(story, account, Ending.INCOMPLETE, ChannelAfter.ARCHIVED)
    archiving = next(row for row in story.outbox(kind="archive"))
    story.services.closings.archived(HOST, account, row_id=archiving.id)
    offers(story, account)
    [told] = story.messages("package_offered")
    assert told["introduces"] is False
    assert accepts(story, account) == Accepted("Hazel & Finch", CLARA.user, introduced=False)
    assert story.messages("csm_introduced") == []


def test_what_was_broken_off_is_handed_to_nobody_and_can_be_read_A7(
    story: Story, account: str
) -> None:
    offers(story, account)
    ends(story, account, Ending.ABANDONED, ChannelAfter.KEPT)
    assert offers(story, account, csm=ARTHUR) == Refused(BrokenOff())
    assert accepts(story, account) == Refused(BrokenOff())
    assert returns(story, account, ("Why?", OLIVIA)) == Refused(BrokenOff())
    found = story.services.packages.view(OLIVIA, account)
    assert isinstance(found, PackageView)
    assert found.broken_off
    assert not found.can_offer
    assert story.services.packages.is_time(OLIVIA, account)  # the brief cannot be filled any more


def test_a_renewal_comes_after_the_signature_A7(story: Story, account: str) -> None:
    outcome = offers(story, account, renewal_on=SIGNED)
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"renewal_on"}
    assert story.activity("package.offered") == []
    assert isinstance(offers(story, account, renewal_on=SIGNED + timedelta(days=1)), Offered)


def test_without_a_channel_there_is_nothing_to_hand_over_yet(story: Story) -> None:
    account = story.start()
    assert story.services.packages.view(OLIVIA, account) == Refused(NoChannelYet())
    assert offers(story, account) == Refused(NoChannelYet())
    assert story.rows(rows_of_packages) == []


def test_the_command_opens_the_package_once_only_the_handover_is_left(
    story: Story, account: str
) -> None:
    assert story.services.packages.is_time(OLIVIA, account) is False
    all_but_handed(story)
    assert story.services.packages.is_time(OLIVIA, account) is True
    assert story.services.packages.is_time(MAYA, account) is False


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_nobody_else_sees_offers_or_answers_a_package(
    story: Story, account: str, actor: Actor
) -> None:
    offers(story, account)
    services: Any = story.services
    before = len(story.activity())
    assert isinstance(services.packages.view(actor, account), NotAllowed)
    assert isinstance(services.package_answers.tasks(actor, account), NotAllowed)
    assert isinstance(offers(story, account, csm=ARTHUR, actor=actor), NotAllowed)
    assert isinstance(accepts(story, account, actor), NotAllowed)
    assert isinstance(returns(story, account, ("Why?", OLIVIA), actor=actor), NotAllowed)
    assert len(story.activity()) == before


def test_whoever_is_not_the_csm_cannot_accept_or_return_it_R10(story: Story, account: str) -> None:
    offers(story, account)
    for actor in (OLIVIA, ARTHUR):
        assert accepts(story, account, actor) == NotAllowed("csm_only")
        assert returns(story, account, ("Why?", ARTHUR), actor=actor) == NotAllowed("csm_only")
    assert accepts(story, account, number=7) == NotAllowed("forged")


def test_who_should_accept_and_who_should_answer_is_reminded_A7(
    story: Story, account: str, clock: SettableClock
) -> None:
    offers(story, account)
    clock.move(days=2)
    story.services.reviewing.tick()
    [waits] = story.messages("package_waits")
    assert (waits["number"], waits["days"], waits["tells_owner"]) == (1, 2, False)
    returns(story, account, ("Who signs?", ARTHUR))
    clock.move(days=7)
    story.services.reviewing.tick()
    [asked] = story.messages("package_questions_wait")
    assert asked["questions"] == ["Who signs?"]
    assert len(story.messages("package_waits")) == 1
    status = story.services.accounts.status(OLIVIA, account=account)
    assert isinstance(status, StatusView)
    assert status.handoff is not None
    assert (status.handoff.state, status.handoff.open_questions) == (OfferState.RETURNED, 1)


def test_a_return_without_a_question_is_none(story: Story, account: str) -> None:
    offers(story, account)
    assert isinstance(returns(story, account, ("", OLIVIA)), Invalid)
    assert isinstance(returns(story, account, ("Why?", GWEN)), Invalid)
    assert isinstance(returns(story, account, ("x" * 501, OLIVIA)), Invalid)
    assert the_offer(story, account).waits
