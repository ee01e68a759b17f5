"""A2, R6, R7: the kickoff as our people record it, and what the customer reads of it."""

from dataclasses import replace
from datetime import date

import pytest

from blocks import digest, pre_read
from blocks.forms import kickoff as form
from blocks.forms import plan_ahead
from onboarding.discovery import Asked, Said
from onboarding.governance import TypedCharter
from onboarding.kickoff import GOVERNANCE_GAP, LEAD_GAP, READY_GAP, KickoffView, TypedKickoff
from onboarding.messages.digest import Digest
from onboarding.plan_ahead import PlanAhead
from onboarding.pre_read import PreRead
from onboarding.readiness import TypedReadiness
from onboarding.refusals import NotOnRecord, Refused
from onboarding.ticking import Ticked
from playbooks.words import shipped_words
from services.actor import Actor
from services.discovery import AgendaPosted, Saved
from services.outcomes import Invalid, NotAllowed, Repeated
from storage import people
from storage.database import Database
from storage.record_schema import charters, discovery_answers, readiness
from storage.transaction import begin, look
from tests.clock import SettableClock
from tests.services.kickoffs import (
    AGENDA,
    asking_story,
    names_lead,
    sales_told,
    saves,
    stakeholder,
)
from tests.services.quiet import maya_is_here
from tests.services.story import ARTHUR, BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def seen(story: Story, account: str) -> KickoffView:
    found = story.services.discovery.view(OLIVIA, account)
    assert isinstance(found, KickoffView)
    return found


def says(**texts: str) -> TypedKickoff:
    return TypedKickoff({key.replace("_", "-"): text for key, text in texts.items()})


def charter(story: Story, account: str) -> TypedCharter:
    maya = stakeholder(story, account)
    return TypedCharter("Four of us, four of you.", "To Hugo, within a day.", maya, 20)


def test_answers_come_in_parts_each_with_who_gave_it_and_when_A2(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    saves(story, account, says(success="Same-day orders."))
    clock.move(days=1)
    saves(story, account, says(decides="Hugo."), ARTHUR)
    first, second, *_ = seen(story, account).asked
    assert first.said
    assert second.said
    assert (first.said.text, first.said.by) == ("Same-day orders.", OLIVIA.user)
    assert (second.said.by, (second.said.on - first.said.on).days) == (ARTHUR.user, 1)
    assert [a.data["answers"] for a in story.activity("discovery.answered")] == [
        {"success": "Same-day orders."},
        {"decides": "Hugo."},
    ]


def test_what_the_brief_answers_is_no_gap_and_may_be_overruled_A2(story: Story) -> None:
    account = story.with_channel()
    assert "Who decides?" in seen(story, account).gaps
    sales_told(story, account, "stakeholders")
    view = seen(story, account)
    assert view.gaps == ("What for?", "What slows you down?", READY_GAP, GOVERNANCE_GAP)
    assert view.asked[1].answer
    assert view.asked[1].answer.text == "Told by us"
    assert view.names[ARTHUR.user] == "Arthur Lane"
    saves(story, account, says(decides="Somebody else."))
    assert seen(story, account).asked[1].answer.text == "Somebody else."  # type: ignore[union-attr]
    saves(story, account, says(decides=""))
    assert seen(story, account).asked[1].answer.text == "Told by us"  # type: ignore[union-attr]
    assert story.rows(discovery_answers) == []


def test_the_customers_own_words_stay_a_gap_until_it_has_said_them_A2_C3(story: Story) -> None:
    account = story.with_channel()
    sales_told(story, account)
    assert "What for? (in their own words)" in seen(story, account).gaps
    saves(story, account, says(success="That my crews sleep at night."))
    assert not any("What for?" in gap for gap in seen(story, account).gaps)


def test_what_sales_wrote_stands_in_the_way_is_not_to_be_written_again_A2_R6(
    story: Story,
) -> None:
    account = story.with_channel()
    sales_told(story, account, "risks", "Their wall of security.")
    shown = seen(story, account)
    assert LEAD_GAP in shown.gaps
    assert READY_GAP not in shown.gaps
    named = TypedReadiness(stakeholder(story, account), "", has_none=False)
    assert isinstance(saves(story, account, TypedKickoff(readiness=named)), Saved)
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)
    [row] = story.rows(readiness)
    assert row.obstacles == ""  # what sales wrote stays where it was written
    assert "wall of security" not in str(story.activity("readiness.named"))


def test_what_was_listed_with_who_leads_is_not_asked_among_the_questions_A2_R6(
    story: Story,
) -> None:
    account = story.with_channel()
    maya_is_here(story, account)

    def slows() -> Asked:
        return next(one for one in seen(story, account).asked if one.question.key == "slows")

    def is_a_gap() -> bool:
        with look(story.database, HOST) as tx:
            state = story.services.discovery.office.state(tx, account)
        assert state is not None
        return "What slows you down?" in state.gaps

    assert is_a_gap()
    assert slows().is_gap
    names_lead(story, account, obstacles="Security has to agree.")
    assert not is_a_gap()
    assert slows().answer == Said("Security has to agree.", OLIVIA.user, date(2026, 3, 2))
    names_lead(story, account)
    assert slows().answer == Said("Nothing stands in the way.", OLIVIA.user, date(2026, 3, 2))


def test_saving_what_stands_there_already_changes_nothing(story: Story) -> None:
    account = story.with_channel()
    saves(story, account, says(success="Same-day orders."))
    names_lead(story, account)
    saves(story, account, TypedKickoff(charter=charter(story, account)))
    before = len(story.activity()), len(story.outbox())
    saves(story, account, says(success="Same-day orders."))
    names_lead(story, account)
    saves(story, account, TypedKickoff(charter=charter(story, account)))
    assert (len(story.activity()), len(story.outbox())) == before


def test_the_kickoff_is_not_held_before_somebody_leads_and_obstacles_are_listed_R6(
    story: Story,
) -> None:
    account = story.with_channel()
    refused = story.tick(OLIVIA, "call")
    assert isinstance(refused, Refused)
    assert isinstance(refused.reason, NotOnRecord)
    names_lead(story, account, obstacles="Their security has to agree.")
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)
    [row] = story.rows(readiness)
    assert (row.lead, row.obstacles) == (
        stakeholder(story, account),
        "Their security has to agree.",
    )


def test_that_nothing_stands_in_the_way_is_an_answer_R6(story: Story) -> None:
    account = story.with_channel()
    names_lead(story, account)
    assert READY_GAP not in seen(story, account).gaps
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)


def test_half_of_it_is_told_at_the_field_and_not_kept_R6(story: Story) -> None:
    account = story.with_channel()
    half = TypedReadiness(stakeholder(story, account), "", has_none=False)
    outcome = saves(story, account, TypedKickoff(readiness=half))
    assert isinstance(outcome, Invalid)
    assert outcome.problems.keys() == {"obstacles"}
    assert isinstance(story.tick(OLIVIA, "call"), Refused)


def test_who_leads_can_be_taken_back_and_the_gate_closes_again_R6(story: Story) -> None:
    account = story.with_channel()
    names_lead(story, account)
    saves(story, account, TypedKickoff(readiness=TypedReadiness("", "", has_none=False)))
    assert story.rows(readiness) == []
    assert isinstance(story.tick(OLIVIA, "call"), Refused)
    assert [a.kind for a in story.activity() if a.kind.startswith("readiness.")] == [
        "readiness.named",
        "readiness.withdrawn",
    ]


def test_a_lead_who_left_is_a_gap_again_R6(story: Story) -> None:
    account = story.with_channel()
    names_lead(story, account)
    maya = stakeholder(story, account)
    with begin(story.database, HOST) as tx:
        people.change_stakeholder(tx, maya, left_at=tx.now)
    assert LEAD_GAP in seen(story, account).gaps  # what stands in the way is listed still


def test_governance_is_told_to_the_customer_who_agrees_by_ticking_R7(story: Story) -> None:
    account = story.with_channel()
    names_lead(story, account)
    assert isinstance(story.tick(MAYA, "governed"), Refused)
    saves(story, account, TypedKickoff(charter=charter(story, account)))
    [told] = story.messages("governance_named")
    assert told == {
        "kind": "governance_named",
        "structure": "Four of us, four of you.",
        "escalation_path": "To Hugo, within a day.",
        "authority": "Maya Finch",
        "executives_every": 20,
        "named_by": OLIVIA.user,
        "milestone": "Milestone governed",
        "has_changed": False,
    }
    assert isinstance(story.tick(MAYA, "governed"), Ticked)


def test_governance_that_changes_is_told_again_R7(story: Story) -> None:
    account = story.with_channel()
    first = charter(story, account)
    saves(story, account, TypedKickoff(charter=first))
    saves(story, account, TypedKickoff(charter=replace(first, executives_every=10)))
    assert [told["has_changed"] for told in story.messages("governance_named")] == [False, True]
    [row] = story.rows(charters)
    assert row.executives_every == 10
    blank = TypedCharter("", "", "", 0)
    saves(story, account, TypedKickoff(charter=blank))
    assert story.rows(charters) == []
    assert isinstance(story.tick(MAYA, "governed"), Refused)


def test_the_agreed_rhythm_of_the_executives_is_what_the_review_goes_by_R7(story: Story) -> None:
    account = story.with_channel()
    office = story.services.discovery.office
    saves(story, account, TypedKickoff(charter=charter(story, account)))
    with office.look(HOST) as tx:
        state = office.state(tx, account)
    assert state
    assert state.executives_every == 20


def test_the_agenda_goes_to_the_channel_once_and_again_only_on_purpose_A2(story: Story) -> None:
    account = story.with_channel()
    saves(story, account, says(success="Only for us."))
    post = story.services.discovery.post_agenda
    assert isinstance(post(OLIVIA, account, 0, story.key()), AgendaPosted)
    assert isinstance(post(ARTHUR, account, 0, story.key()), Repeated)  # at the same time
    [row] = [r for r in story.outbox() if r.key.startswith("agenda:")]
    assert (row.lane, row.body["thread"]) == (f"channel:{account}", False)
    assert row.body["message"]["agenda"] == list(AGENDA)
    still_open = [one.question.ask for one in seen(story, account).asked if one.said is None]
    assert row.body["message"]["questions"] == still_open
    assert still_open
    assert len(still_open) < len(seen(story, account).asked)  # one is answered: not asked again
    assert "Only for us" not in str([r.body for r in story.outbox()])
    assert seen(story, account).agendas_posted == 1
    assert isinstance(post(ARTHUR, account, 1, story.key()), AgendaPosted)
    assert [m["is_again"] for m in story.messages("kickoff_agenda")] == [False, True]


def test_gaps_stand_in_the_status_until_the_plan_is_done_A2(story: Story) -> None:
    account = story.with_channel()
    status = story.services.accounts.status(OLIVIA, account=account)
    assert status.gaps == (  # type: ignore[union-attr]
        "What for?",
        "Who decides?",
        "What slows you down?",
        READY_GAP,
        GOVERNANCE_GAP,
    )


def test_a_question_that_we_do_not_have_is_refused(story: Story) -> None:
    account = story.with_channel()
    assert saves(story, account, says(nobody_asked="x")) == NotAllowed("forged")


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_only_our_own_people_read_and_write_it(story: Story, actor: Actor) -> None:
    account = story.with_channel()
    discovery = story.services.discovery
    assert isinstance(discovery.view(actor, account), NotAllowed)
    assert isinstance(saves(story, account, says(success="x"), actor), NotAllowed)
    assert isinstance(discovery.post_agenda(actor, account, 0, story.key()), NotAllowed)
    assert story.rows(discovery_answers) == []
    assert story.messages("kickoff_agenda") == []


def test_a_page_that_is_sent_twice_is_kept_once(story: Story) -> None:
    account = story.with_channel()
    save = story.services.discovery.save
    assert isinstance(save(OLIVIA, account, says(success="A"), "k"), Saved)
    assert isinstance(save(OLIVIA, account, says(success="B"), "k"), Repeated)
    [row] = story.rows(discovery_answers)
    assert row.text == "A"


def test_what_the_customer_said_may_be_quoted_and_what_sales_wrote_may_not_A2(
    story: Story,
) -> None:
    account = story.with_channel()

    def own_words() -> list[tuple[str, str]]:
        with look(story.database, HOST) as tx:
            state = story.services.discovery.office.state(tx, account)
        assert state is not None
        return [(quote.asked, quote.said) for quote in state.own_words]

    sales_told(story, account, text="They are desperate.")
    saves(story, account, says(decides="Hugo, but do not ask him."))
    assert own_words() == []
    saves(story, account, says(success="Same-day orders. " * 100))
    [(question, said)] = own_words()
    assert question == "What for?"
    assert said.startswith("Same-day orders. ")
    assert said.endswith("…")
    saves(story, account, says(success=""))
    assert own_words() == []


def test_the_form_says_plainly_what_the_customer_may_read_A2(story: Story) -> None:
    account = story.with_channel()
    shown = form.render(seen(story, account), "1")
    hints = {
        block["block_id"]: block.get("hint", {}).get("text", "")
        for block in shown["blocks"]
        if block["type"] == "input"
    }
    assert "The customer may read this" in hints.pop("question.success")
    assert not any("The customer may read this" in hint for hint in hints.values())


def test_gaps_stand_on_the_plan_page_before_a_sync_and_in_the_owners_digest_A2(
    story: Story, clock: SettableClock
) -> None:
    account = story.with_channel()
    maya_is_here(story, account)
    names_lead(story, account)
    saves(story, account, says(success="Same-day orders."))
    story.services.agreement.agree(MAYA, CHANNEL, story.key())

    def shown() -> tuple[str, str, str]:
        ahead = story.services.coming.ahead(OLIVIA, account)
        page = story.services.pre_reads.read(OLIVIA, channel=CHANNEL, name=None)
        morning = story.services.digests.now(OLIVIA)
        assert isinstance(ahead, PlanAhead)
        assert isinstance(page, PreRead)
        assert isinstance(morning, Digest)
        words = shipped_words()
        said = plan_ahead.render(ahead, words)["blocks"]
        return (
            "\n".join(block["text"]["text"] for block in said if "text" in block),
            pre_read.page(page)["text"],
            digest.render(morning, words)["text"],
        )

    plan, sync, morning = shown()
    assert "*To be found out*\n• Who decides?" in plan
    assert "*To be found out*\n• Who decides?" in sync
    assert "Who decides?" not in morning  # before the kickoff is held it is no news
    story.tick(OLIVIA, "call")
    story.tick(MAYA, "goal")
    clock.move(days=14)
    assert "To be found out: “Who decides?”" in shown()[2]
    saves(story, account, says(decides="Hugo."))
    assert not any("Who decides?" in said for said in shown())
