"""A1, R1: a gate is passed as things are, with a reason, by the owner or a leader."""

import pytest

from onboarding.messages.team import team_message
from onboarding.plan import Gate, gate_key
from onboarding.refusals import Unchanged
from onboarding.ticking import Ticked
from playbooks.words import shipped_words
from services.actor import Actor
from services.gate_passes import LetPass
from services.outcomes import Invalid, NotAllowed, Repeated
from storage.database import Database
from storage.record_schema import gate_passes
from tests.clock import SettableClock
from tests.services.briefs import asking_story, tells_all
from tests.services.story import ARTHUR, BEN, CHANNEL, CLARA, GWEN, MAYA, OLIVIA, Story

CALL = gate_key(Gate.NEEDS, "call")
WHY = "Arthur is on leave, and they wait."


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


def test_one_of_ours_sees_what_is_missing_and_who_owes_it_A1(story: Story) -> None:
    account = story.with_channel()
    found = story.services.gate_passes.in_the_way(OLIVIA, CHANNEL, "call", account)
    assert found is not None
    assert [gate.key for gate in found.gates] == [CALL]
    assert (found.teller, found.may_pass) == (ARTHUR.user, True)
    assert "Known risks" in found.missing
    colleague = story.services.gate_passes.in_the_way(CLARA, CHANNEL, "call", account)
    assert colleague is not None
    assert not colleague.may_pass


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another's"])
def test_a_customer_is_told_nothing_of_it(story: Story, actor: Actor) -> None:
    account = story.with_channel()
    assert story.services.gate_passes.in_the_way(actor, CHANNEL, "call", account) is None


def test_the_owner_goes_on_with_a_reason_and_it_is_told_and_on_record_A1(story: Story) -> None:
    account = story.with_channel()
    outcome = story.services.gate_passes.let_pass(OLIVIA, account, CALL, f" {WHY} ", story.key())
    assert isinstance(outcome, LetPass)
    [row] = story.rows(gate_passes)
    assert (row.gate, row.reason, row.by) == (CALL, WHY, OLIVIA.user)
    assert row.open == ["the brief of sales"]
    [record] = story.activity("gate.passed")
    assert record.data == {"gate": CALL, "reason": WHY, "open": ["the brief of sales"]}
    told = [r for r in story.outbox() if r.key.startswith("gate_passed:")]
    assert [r.body["user"] for r in told] == [ARTHUR.user]
    assert isinstance(story.tick(OLIVIA, "call"), Ticked)
    assert WHY not in str([r.body for r in story.outbox() if r.lane == f"channel:{account}"])


def test_whoever_sold_introduces_them_also_where_it_begins_without_the_brief_A1(
    story: Story,
) -> None:
    account = story.with_channel()
    story.services.gate_passes.let_pass(OLIVIA, account, CALL, WHY, story.key())
    [row] = [r for r in story.outbox() if r.key.startswith("introduction_wanted:")]
    assert row.body["user"] == ARTHUR.user
    said = shipped_words().for_team(team_message.validate_python(row.body["message"]))
    assert "begins without the rest of the brief. Please introduce" in said
    assert WHY not in said
    tells_all(story, account)  # it comes after all: nobody is asked twice
    assert len(story.messages("introduction_wanted")) == 1


def test_passing_another_gate_asks_nobody_for_an_introduction_A1(story: Story) -> None:
    account = story.with_channel()
    entry = "entry:configuration"
    story.services.gate_passes.let_pass(OLIVIA, account, entry, WHY, story.key())
    assert story.messages("introduction_wanted") == []


def test_a_closed_stage_is_passed_by_its_exit_or_its_entry_R1(story: Story) -> None:
    account = story.with_channel()
    passes = story.services.gate_passes
    passes.let_pass(OLIVIA, account, CALL, WHY, story.key())
    for actor, milestone in ((OLIVIA, "call"), (ARTHUR, "introduction"), (MAYA, "goal")):
        assert isinstance(story.tick(actor, milestone), Ticked)
    found = passes.in_the_way(OLIVIA, CHANNEL, "polish", account)
    assert found is not None
    assert [gate.key for gate in found.gates] == ["entry:configuration", "exit:kickoff"]
    assert isinstance(passes.let_pass(OLIVIA, account, "exit:kickoff", WHY, story.key()), LetPass)
    assert [record.data["stage"] for record in story.activity("stage.completed")] == ["kickoff"]
    assert isinstance(story.tick(MAYA, "login"), Ticked)


def test_the_entry_of_a_stage_opens_it_before_the_one_before_is_done_R1(story: Story) -> None:
    account = story.with_channel()
    passes = story.services.gate_passes
    entry = "entry:configuration"
    assert isinstance(passes.let_pass(OLIVIA, account, entry, WHY, story.key()), LetPass)
    assert isinstance(story.tick(MAYA, "login"), Ticked)
    assert story.activity("stage.completed") == []


@pytest.mark.parametrize(
    "gate", ["needs:goal", "needs:nowhere", "exit:kickoff", "entry:kickoff", "", "x:y"]
)
def test_what_is_open_or_held_by_milestones_cannot_be_passed(story: Story, gate: str) -> None:
    account = story.with_channel()
    outcome = story.services.gate_passes.let_pass(OLIVIA, account, gate, WHY, story.key())
    assert isinstance(outcome, Unchanged)
    assert story.rows(gate_passes) == []


@pytest.mark.parametrize(
    "actor", [ARTHUR, CLARA, MAYA, BEN, GWEN], ids=["seller", "csm", "customer", "other", "guest"]
)
def test_nobody_but_the_owner_or_a_leader_passes_a_gate(story: Story, actor: Actor) -> None:
    account = story.with_channel()
    outcome = story.services.gate_passes.let_pass(actor, account, CALL, WHY, story.key())
    assert isinstance(outcome, NotAllowed)
    assert story.rows(gate_passes) == []


def test_a_reason_is_needed_and_a_repeated_form_does_nothing_more(story: Story) -> None:
    account = story.with_channel()
    passes = story.services.gate_passes
    for reason in ("", "  ", "x" * 501):
        assert isinstance(passes.let_pass(OLIVIA, account, CALL, reason, "k"), Invalid)
    assert isinstance(passes.let_pass(OLIVIA, account, CALL, WHY, "k"), LetPass)
    assert isinstance(passes.let_pass(OLIVIA, account, CALL, WHY, "k"), Repeated)
    assert isinstance(passes.let_pass(OLIVIA, account, CALL, WHY, "k2"), Unchanged)
    assert len(story.rows(gate_passes)) == 1
