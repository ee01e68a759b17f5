"""A1: the sales brief is told in parts, opens the kickoff, and reaches the owner."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onboarding.asked_for import BriefField
from onboarding.brief import BriefPage, Commitment
from onboarding.refusals import NotOnRecord, Refused
from onboarding.ticking import Ticked
from onboarding.views import StatusView
from services.briefs import Asked, Saved
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.database import Database
from storage.record_schema import brief_entries, promises
from storage.schema import accounts
from tests.clock import SettableClock
from tests.services.briefs import SCALES, WHY, asking_story, commits, page, tells, tells_all
from tests.services.story import ARTHUR, BEN, CLARA, GWEN, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_whoever_sold_is_asked_at_once_A1(story: Story) -> None:
    account = story.start()
    [row] = [r for r in story.outbox() if r.key == f"brief_wanted:{account}"]
    assert row.body["user"] == ARTHUR.user
    assert row.body["message"]["missing"] == [
        "Why they bought",
        "What they want to reach",
        "Non-standard commitments",
        "Known risks",
    ]


def test_without_an_account_executive_the_owner_owes_it_A1(story: Story) -> None:
    account = story.start(ae="")
    assert story.messages("brief_wanted") == []
    asked = story.services.briefs.ask(CLARA, account, story.key())
    assert asked == Asked(OLIVIA.user, is_new=True)


def test_a_page_is_kept_as_it_is_and_says_what_is_missing_A1(story: Story) -> None:
    account = story.with_channel()
    saved = tells(story, account, page(BriefPage.WHY, WHY))
    assert isinstance(saved, Saved)
    assert saved.view.told.texts == WHY
    assert saved.view.missing == (BriefField.COMMITMENTS, BriefField.RISKS)
    assert story.services.briefs.view(OLIVIA, account) == saved.view
    assert story.messages("brief_completed") == []
    refused = story.tick(OLIVIA, "call")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)


def test_the_last_field_opens_the_kickoff_and_the_owner_reads_it_all_A1(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    [row] = [r for r in story.outbox() if r.key.startswith("brief_completed:")]
    message = row.body["message"]
    assert row.body["user"] == OLIVIA.user
    assert [part["label"] for part in message["parts"]] == [
        "Why they bought",
        "What they want to reach",
        "Known risks",
    ]
    assert message["commitments"] == [
        {"text": SCALES.text, "owner": ARTHUR.user, "due_on": "2026-03-27"}
    ]
    assert message["renewal_on"] == "2027-02-26"
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)


def test_how_long_it_took_is_on_record_in_working_and_calendar_days_A1(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    [completed] = story.activity("brief.completed")
    signed_on, today = story.rows(accounts)[0].signed_on, story.clock.now().date()
    assert completed.data["calendar_days"] == (today - signed_on).days
    assert 0 < completed.data["working_days"] <= completed.data["calendar_days"]
    assert completed.actor == ARTHUR.user


def test_whoever_sold_is_asked_for_the_introduction_once_A1(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    tells(story, account, page(BriefPage.WHY, {}))  # emptied, and told again
    tells(story, account, page(BriefPage.WHY, WHY))
    [row] = [r for r in story.outbox() if r.key.startswith("introduction_wanted:")]
    assert row.body["user"] == ARTHUR.user
    assert row.body["message"]["owner"] == OLIVIA.user
    assert row.body["message"]["contacts"] == ["Maya Finch", "Tom Hazel"]


def test_the_owner_hears_what_changes_later_and_the_gate_closes_again_A1(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    tells(story, account, page(BriefPage.WHY, WHY | {BriefField.GOALS: ""}))
    [changed] = story.messages("brief_changed")
    assert changed["parts"] == [{"label": "What they want to reach", "text": ""}]
    assert changed["missing"] == ["What they want to reach"]
    assert isinstance(story.tick(OLIVIA, "call"), Refused)
    tells(story, account, page(BriefPage.WHY, WHY), OLIVIA)
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)


def test_the_owner_hears_of_a_new_renewal_date_A1(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    risks = {BriefField.RISKS: "Their IT lead leaves in May."}
    tells(story, account, page(BriefPage.PEOPLE, risks, renewal_on=date(2027, 3, 26)))
    tells(story, account, page(BriefPage.PEOPLE, risks))
    moved, gone = story.messages("brief_changed")
    assert (moved["renewal_changed"], moved["renewal_on"]) == (True, "2027-03-26")
    assert (gone["renewal_changed"], gone["renewal_on"]) == (True, None)
    tells(story, account, page(BriefPage.WHY, WHY | {BriefField.GOALS: "More."}))
    assert not story.messages("brief_changed")[-1]["renewal_changed"]


def test_who_reads_the_brief_is_not_told_of_their_own_change(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    tells(story, account, page(BriefPage.WHY, WHY | {BriefField.GOALS: "More."}), OLIVIA)
    assert story.messages("brief_changed") == []
    assert story.activity("brief.changed")[-1].data["fields"] == {"goals": "More."}


def test_what_only_waits_for_the_brief_is_next_all_the_same_A1(story: Story) -> None:
    account = story.with_channel()
    found = story.services.accounts.status(OLIVIA, account=account)
    assert isinstance(found, StatusView)
    assert "call" in [item.key for item in found.next_milestones]


def test_saving_what_stands_there_already_changes_nothing(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    before = len(story.activity()), len(story.outbox())
    tells(story, account, page(BriefPage.WHY, WHY))
    assert (len(story.activity()), len(story.outbox())) == before


def test_commitments_become_promises_that_can_be_changed_and_withdrawn_A1(story: Story) -> None:
    account = story.with_channel()
    tells(story, account, commits(SCALES, replace(SCALES, text="A day on site")))
    first, second = story.services.briefs.view(ARTHUR, account).told.commitments  # type: ignore[union-attr]
    assert {first.text, second.text} == {SCALES.text, "A day on site"}
    moved, emptied = replace(first, owner=CLARA.user), replace(second, text="")
    tells(story, account, commits(moved, emptied))
    [row] = story.rows(promises)
    assert (row.owner, row.source, row.made_by) == (CLARA.user, "brief", ARTHUR.user)
    kinds = [a.kind for a in story.activity() if a.kind.startswith("promise.")]
    assert kinds == ["promise.made", "promise.made", "promise.changed", "promise.withdrawn"]


def test_that_there_are_none_is_kept_and_goes_when_there_is_one_A1(story: Story) -> None:
    account = story.with_channel()
    saved = tells(story, account, commits(has_none=True))
    assert saved.view.told.has_none
    assert BriefField.COMMITMENTS not in saved.view.missing
    saved = tells(story, account, commits(SCALES))
    assert not saved.view.told.has_none
    assert BriefField.COMMITMENTS not in saved.view.missing
    assert story.rows(brief_entries) == []


def test_a_renewal_before_the_signature_is_refused_at_its_field_A1(story: Story) -> None:
    account = story.start()
    signed = date(2026, 2, 27)
    outcome = tells(story, account, page(BriefPage.PEOPLE, renewal_on=signed))
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"renewal_on"}
    later = page(BriefPage.PEOPLE, renewal_on=signed + timedelta(days=1))
    assert isinstance(tells(story, account, later), Saved)


def test_a_promise_that_ended_meanwhile_is_left_alone(story: Story) -> None:
    account = story.with_channel()
    gone = Commitment("0" * 32, "Gone by now", ARTHUR.user, SCALES.due_on)
    assert isinstance(tells(story, account, commits(gone)), Saved)
    assert story.rows(promises) == []


@pytest.mark.parametrize("owner", [GWEN, MAYA], ids=["a guest", "not one of ours"])
def test_a_promise_is_kept_by_one_of_ours(story: Story, owner: object) -> None:
    account = story.with_channel()
    one = replace(SCALES, owner=owner.user)  # type: ignore[attr-defined]
    outcome = tells(story, account, commits(one))
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"commitment.new0.owner"}


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_only_our_own_people_read_and_write_it(story: Story, actor: object) -> None:
    account = story.with_channel()
    briefs = story.services.briefs
    assert isinstance(briefs.view(actor, account), NotAllowed)  # type: ignore[arg-type]
    assert isinstance(tells(story, account, page(BriefPage.WHY, WHY), actor), NotAllowed)  # type: ignore[arg-type]
    assert isinstance(briefs.ask(actor, account, story.key()), NotAllowed)  # type: ignore[arg-type]
    assert story.rows(brief_entries) == []


def test_a_page_that_is_sent_twice_is_kept_once(story: Story) -> None:
    account = story.with_channel()
    save = story.services.briefs.save
    assert isinstance(save(ARTHUR, account, page(BriefPage.WHY, WHY), "k"), Saved)
    assert isinstance(save(ARTHUR, account, page(BriefPage.WHY, {}), "k"), Repeated)
    assert len(story.rows(brief_entries)) == 2


def test_whoever_owes_the_brief_is_asked_once_a_day_A1(story: Story) -> None:
    account = story.with_channel()
    ask = story.services.briefs.ask
    assert ask(OLIVIA, account, story.key()) == Asked(ARTHUR.user, is_new=True)
    assert ask(CLARA, account, story.key()) == Asked(ARTHUR.user, is_new=False)
    wanted = [m for m in story.messages("brief_wanted") if m["asked_by"]]
    assert [m["asked_by"] for m in wanted] == [OLIVIA.user]


def test_nothing_of_the_brief_goes_to_the_customers_channel(story: Story) -> None:
    account = story.with_channel()
    tells_all(story, account)
    said = str([r.body for r in story.outbox() if r.lane == f"channel:{account}"])
    assert "late" not in said
    assert SCALES.text not in said
