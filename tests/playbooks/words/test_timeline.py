"""Every kind of line in a customer's record has its words and its topic (X1)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from onboarding.timeline import KINDS, OF_THE_WORKSPACE, Entry, Names
from playbooks import timeline
from tests.recorded_kinds import ROOT, recorded

WORDS = yaml.safe_load((ROOT / "playbooks" / "messages" / "timeline.yaml").read_text("utf-8"))
NAMES = Names({"goal": "Say the goal"}, {"kickoff": "Kickoff"}, {"s1": "Maya <Finch>"})
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


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
        assert set(re.findall(r"\bit\.(\w+)", WORDS[kind])) <= given


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_a_line_can_be_said_whatever_facts_are_missing_X1(kind: str) -> None:
    said = line(kind)
    assert said
    assert "None" not in said


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
