"""Every kind of line in a customer's record has its words and its topic (X1)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from onboarding.review.touch import Door
from onboarding.timeline import KINDS, OF_THE_WORKSPACE, Entry, Names
from playbooks import timeline
from tests.leaks.marks import mark, marks_in
from tests.recorded_kinds import ROOT, recorded

WORDS = yaml.safe_load((ROOT / "playbooks" / "messages" / "timeline.yaml").read_text("utf-8"))
NAMES = Names({"goal": "Say the goal"}, {"kickoff": "Kickoff"}, {"s1": "Maya <Finch>"})
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRITTEN_FOR_CUSTOMERS = {
    "blocker.raised": {"what"},
    "channel.renamed": {"now"},
    "criterion.answered": {"text"},
    "criterion.value": {"metric", "remark"},
    "criterion.wished": {"text"},
    "sponsor_note.sent": {"subject"},
}
"""Of the kinds that customers see: the facts which are text that people wrote, all of it for the
customer to read or by the customer itself."""
IDS_AND_CODES = {
    "account.closed": {"ending"},
    "account.handed_over": {"now"},
    "answer.given": {"answer_kind", "value"},
    "blocker.raised": {"milestone"},
    "governance.named": {"stakeholder"},
    "hold.began": {"until"},
    "invitation.accepted": {"stakeholder"},
    "invitation.approved": {"stakeholder"},
    "invitation.declined": {"stakeholder"},
    "invitation.needs_approval": {"stakeholder"},
    "milestone.done": {"milestone"},
    "milestone.handed_on": {"milestone"},
    "milestone.reassigned": {"assignee", "milestone"},
    "milestone.reopened": {"milestone"},
    "milestone.taken_back": {"milestone"},
    "plan.redated": {"milestone"},
    "role.changed": {"now", "role"},
    "sponsor_note.sent": {"stakeholder"},
    "stage.completed": {"stage"},
    "stage.reopened": {"stage"},
    "stakeholder.invited": {"stakeholder"},
    "touch.sent": {"to", "touch_kind"},
}
"""The facts that Milepost itself writes: days, codes, whose hand it is in. What is counted
(`…_days`, `changes`) and what is only asked after is left out."""
SEEN = {"told": True, "door": Door.CHANNEL.value}
"""What makes of a line one that the customer saw, if its kind can be that."""


def line(
    kind: str, actor: str | None = "U0OLIVIA", origin: str | None = None, **data: object
) -> str:
    return timeline.told(Entry(1, NOW, actor, origin, kind, data), NAMES)


def test_every_kind_that_is_recorded_has_words_and_a_topic_X1() -> None:
    of_customers = recorded().keys() - OF_THE_WORKSPACE
    assert len(of_customers) > 40
    assert sorted(of_customers - WORDS.keys()) == [], "without words"
    assert sorted(of_customers - KINDS.keys()) == [], "without a topic"


def test_words_and_topics_are_of_the_same_kinds_X1() -> None:
    assert WORDS.keys() == KINDS.keys()
    assert not KINDS.keys() & OF_THE_WORKSPACE


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_words_use_only_facts_that_are_recorded_X1(kind: str) -> None:
    given = recorded().get(kind)
    if given is not None:
        assert set(re.findall(r"\bit\.(\w+)", str(WORDS[kind]))) <= given


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_a_line_can_be_said_whatever_facts_are_missing_X1(kind: str) -> None:
    said = line(kind)
    assert said
    assert "None" not in said


def entry(kind: str, **data: object) -> Entry:
    return Entry(1, NOW, "U0OLIVIA", None, kind, data)


def marked(kind: str) -> dict[str, object]:
    """Every fact of which a kind's words speak, marked with its own name where it may be text."""
    facts = set(re.findall(r"\bit\.(\w+)", str(WORDS[kind])))
    assert IDS_AND_CODES.get(kind, set()) <= facts
    texts = facts - IDS_AND_CODES.get(kind, set())
    counts: dict[str, object] = {name: 3 for name in texts if name.endswith("_days")}
    counts |= {name: [{}, {}] for name in texts & {"changes"}}
    return {name: mark(name) for name in texts} | counts


@pytest.mark.parametrize("kind", [kind for kind in sorted(KINDS) if entry(kind, **SEEN).is_seen])
def test_a_line_that_the_customer_saw_says_nothing_that_was_written_for_our_people_X1(
    kind: str,
) -> None:
    said = timeline.line(entry(kind, **(marked(kind) | SEEN)), NAMES).said
    assert marks_in(said) == WRITTEN_FOR_CUSTOMERS.get(kind, set())


def test_why_it_rests_and_how_it_ended_stay_inside_of_a_line_that_the_customer_saw_X1() -> None:
    rests = entry("hold.began", until="2026-03-09", reason="They merge.", told=True)
    assert rests.is_seen
    assert timeline.line(rests, NAMES).said == "<@U0OLIVIA> let it rest until Mon 9 Mar 2026"
    assert timeline.line(rests, NAMES).inside == "why: “They merge.”"
    over = entry("account.closed", ending="abandoned", words="Lost.", calendar_days=9, told=True)
    assert over.is_seen
    assert timeline.line(over, NAMES).said == "<@U0OLIVIA> closed the onboarding"
    assert timeline.told(over, NAMES).endswith("as abandoned, 9 days after the signature: “Lost.”")


@pytest.mark.parametrize("kind", ["hold.began", "hold.ended", "account.closed", "role.changed"])
def test_what_was_not_told_in_the_channel_is_internal_X1(kind: str) -> None:
    assert not entry(kind, told=False).is_seen
    assert not entry(kind).is_seen  # older than this being recorded: in doubt


def test_what_people_wrote_is_escaped_and_names_are_given() -> None:
    assert line("milestone.done", milestone="goal", first_value=True) == (
        "<@U0OLIVIA> ticked “Say the goal”: *first value is reached*"
    )
    stuck = line("blocker.raised", milestone="goal", what="<!channel> & more")
    assert stuck == "<@U0OLIVIA> is stuck on “Say the goal”: “&lt;!channel&gt; &amp; more”"
    assert line("stakeholder.invited", stakeholder="s1") == "Maya &lt;Finch&gt; was invited"
    assert line("plan.redated", milestone="goal", changes=[{}, {}]).endswith("1 other date")


def test_a_kind_without_words_is_told_by_its_name() -> None:
    assert line("moon.has_risen", actor=None) == "Milepost: moon has risen"


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("touch.sent", {"touch_kind": "end_survey"}, "the questions how it was went out"),
        ("touch.sent", {"touch_kind": "check_in"}, "the check-in went out"),
        ("touch.skipped", {"touch_kind": "our_reminder"}, "skipped the reminder to one of our"),
        ("outbox.dropped", {"outbox_kind": "plan_rests", "reason": "no"}, "the word that the plan"),
        ("answer.given", {"answer_kind": "csat", "value": "2"}, "answered CSAT: 2 of 5"),
        ("answer.given", {"answer_kind": "pulse", "value": "4"}, "how it is going: 4 of 5"),
        ("answer.given", {"answer_kind": "check_in", "value": "on_track"}, "check-in: on track"),
        ("provisioning.done", {"step": "invite_contact:s1"}, "done: invite Maya &lt;Finch&gt;"),
        ("provisioning.done", {"step": "topic"}, "done: set topic and purpose"),
        ("stall.cause", {"cause": "weak_sponsorship"}, "Nobody with authority stands behind it"),
        ("stall.rung_climbed", {"lever": "owner"}, "a personal note by the owner"),
        ("renewal.dated", {"renewal_on": "2027-11-02"}, "set the renewal to Tue 2 Nov 2027"),
        ("hold.began", {"until": "2026-12-04"}, "rest until Fri 4 Dec 2026"),
        ("package.offered", {"csm": "U0CLARA", "number": 2}, "for the 2nd time"),
    ],
)
def test_facts_are_told_in_words_and_not_by_their_keys_X1(
    kind: str, facts: dict[str, Any], said: str
) -> None:
    assert said in line(kind, **facts)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("C0FINCH", "in <#C0FINCH>"),
        ("D0OLIVIA", "in a direct message"),
        ("command", "by command"),
        ("tick", "by itself"),
        (None, ""),
    ],
)
def test_from_where_is_told_in_words_X1(origin: str | None, said: str) -> None:
    assert timeline.place(origin) == said
