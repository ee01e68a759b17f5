"""The whole story of a customer's record, over the real protocol: what sales knew, what was found
out, agreed, done, reached and handed over; and one that breaks off. Everything of it that is
internal is written in marked text, and none of that is anywhere where the customer can read."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from blocks import actions
from playbooks import timeline
from tests.end_to_end.ending import (
    closes,
    hands_over,
    is_asked_how_it_was,
    looks_back,
    names_person,
    says_how_it_was,
    working_days_pass,
    writes_post_mortem,
)
from tests.end_to_end.record import (
    OWN_WORDS,
    answers_question,
    checks_go_live,
    ends_promise,
    goes_on_without,
    keeps_note,
    opens_from_status,
    prepares_kickoff,
    reports_usage,
    reports_value,
    rests,
    sends,
    tells_brief,
)
from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    OUR_FIRST,
    THEIR_FIRST,
    Opening,
    Stage,
    text_of,
    tick,
)
from tests.leaks.columns import INTERNAL, marked
from tests.leaks.driven import BY_STORY, OUT_OF_REACH, driven
from tests.leaks.marks import breaking_out, mark, marks_in
from tests.leaks.watching import Sighting, Watcher

PAGE_FOR_CUSTOMERS = Path(__file__).parents[2] / "docs" / "for-customers.md"
WORTH = "61,537"
"""What the contract is worth, as our people read it: no customer reads it anywhere."""
NOT_IN_A_GOOD_STORY = {"findings.text", "post_mortems.summary"}
NOT_IN_A_SHORT_STORY = {
    "answers.comment",
    "discovery_answers.text",
    "gate_passes.reason",
    "holds.reason",
    "notes.answer",
    "package_questions.answer",
    "package_questions.question",
    "packages.body",
    "promises.remark",
    "readiness.obstacles",
    "stakeholders.remark",
    "stakeholders.title",
    "usage_reports.remark",
}
"""The internal columns that the two stories leave empty."""


@pytest.fixture
def started(stage: Stage) -> Stage:
    """Olivia has started Hazel & Finch; Maya, who works with it, and Tom, who pays, have come."""
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id, "contacts.1.role": "economic_buyer"}
    roles["contract_value"] = WORTH.replace(",", "")
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    stage.maya.comes()
    stage.tom.comes()
    return stage


def is_told_to_wait(stage: Stage, milestone: str) -> str:
    """Olivia ticks too early; what she is shown."""
    assert stage.olivia.clicks(tick(milestone)).acked
    modal = stage.olivia.slack.modal()
    assert modal is not None
    return text_of(modal)


def is_agreed_what_success_means(stage: Stage) -> None:
    """Proposed by Olivia, wished otherwise by Maya, changed, confirmed by Tom."""
    stage.olivia.proposes()
    assert stage.maya.presses_below(actions.CRITERION_WISH).acked
    sends(stage.maya, {"text": "45 minutes would do"})
    stage.quiet()
    assert stage.olivia.presses_in_dm(actions.CRITERION_CHANGE).acked
    sends(stage.olivia, {"target": "45 min"})
    stage.quiet()
    assert stage.tom.presses_below(actions.CONFIRM_CRITERIA).acked
    stage.quiet()


def labels(seen: Iterable[Sighting]) -> list[str]:
    """What stands on the buttons that people of the customer have before them; links and scores
    left out."""
    blocks = [block for one in seen if one.way in ("message", "reply") for block in one.content[2]]
    elements = [
        element
        for block in blocks
        for element in (block.get("accessory") or {}, *block.get("elements", ()))
        if element.get("type") == "button" and "url" not in element
    ]
    found = {str(element["text"]["text"]).removeprefix("✓ ") for element in elements}
    assert found
    return sorted(label for label in found if not label.isdigit())


def lines_they_saw(stage: Stage) -> list[str]:
    """What the record says of all that the customer saw, but for what stays inside of a line."""
    [export] = stage.milepost.services.exports.all()
    seen = [entry for entry in export.timeline if entry.is_seen]
    assert seen
    return [timeline.line(entry, export.names).said for entry in seen]


def nothing_leaked(stage: Stage, story: str, beside: set[str]) -> None:
    """Every internal column but those `beside` holds marks, and no customer saw one; all that
    `driven` tells of this story came about, and what the record says that they saw has no mark."""
    workspace = stage.installation.team_id
    came_about = driven(stage.milepost.database, workspace)
    assert sorted(BY_STORY[story] - came_about) == []
    assert sorted(came_about & OUT_OF_REACH.keys()) == [], "it is within reach"
    assert [line for line in lines_they_saw(stage) if marks_in(line)] == []
    internal = {f"{table}.{name}" for table, names in INTERNAL.items() for name in names}
    assert internal - marked(stage.milepost.database, workspace) == beside
    watcher = Watcher(stage.driver, workspace)
    assert watcher.leaks() == []
    assert not [one.way for one in watcher.sightings() if WORTH in str(one.content)]
    assert [one.way for one in watcher.on_screens() if marks_in(one.content)] == []
    said = list(watcher.said())
    assert [(one.way, text) for one in said for text in breaking_out(one.content)] == []
    assert any(WORTH in str(one.content) for one in said)
    assert "brief.risks" in set().union(*(marks_in(one.content) for one in said))
    page = PAGE_FOR_CUSTOMERS.read_text(encoding="utf-8")
    assert [label for label in labels(watcher.on_screens()) if f"*{label}*" not in page] == []


@pytest.mark.parametrize(
    ("database_url", "opening"),
    [("sqlite", Opening(http=True)), ("postgresql", Opening())],
    indirect=["database_url"],
    ids=["sqlite over HTTP", "postgresql over Socket Mode"],
)
def test_from_the_brief_to_the_farewell_and_nothing_internal_leaves_A1_A2_A3_A4_A6_A7_F1_R1_R5(
    started: Stage,
) -> None:
    stage = started
    olivia, arthur, clara, maya, tom = (
        stage.olivia,
        stage.arthur,
        stage.clara,
        stage.maya,
        stage.tom,
    )

    # The gate of the kickoff refuses, is completed, opens
    arthur.ticks(OUR_FIRST)
    assert "Known risks" in is_told_to_wait(stage, "kickoff-held")
    assert olivia.slack.click_in_modal(actions.ASK_BRIEF).acked
    olivia.slack.close_modal(everything=True)
    stage.quiet()
    tells_brief(stage, arthur, mark)
    assert "who leads" in is_told_to_wait(stage, "kickoff-held")
    olivia.slack.close_modal(everything=True)
    prepares_kickoff(stage, olivia, maya, mark)
    olivia.ticks("kickoff-held")

    # What success means, and the plan
    is_agreed_what_success_means(stage)
    hello = maya.slack.say(CHANNEL, "Our season begins in March. Can we import orders by then?")
    keeps_note(stage, olivia, hello, "risk", mark)
    keeps_note(stage, clara, hello, "promise", mark)
    keeps_note(stage, clara, hello, "question", mark)
    answers_question(stage, olivia, mark)
    maya.ticks(THEIR_FIRST)
    goes_on_without(stage, olivia, "entry:configuration", mark)
    assert maya.clicks(f"{actions.PAGE}:after").acked
    stage.quiet()
    maya.ticks("first-login")
    maya.agrees()

    # The stages, with what comes between
    maya.is_stuck("Two suppliers share a number", "own-data-in")
    maya.says_sorted()
    rests(stage, olivia, mark)
    olivia.ticks("core-settings")
    maya.ticks("own-data-in")
    maya.ticks("administrators-trained")
    maya.ticks("key-users-trained")
    checks_go_live(stage, olivia, maya)
    olivia.ticks("go-live-checklist-closed")
    maya.ticks("team-live")
    working_days_pass(stage, 4)
    reports_usage(stage, clara, 1, 9, mark)
    working_days_pass(stage, 1)
    reports_usage(stage, clara, 8, 9, mark)
    names_person(stage, olivia, "Ines Amsel", mark)
    ends_promise(stage, clara, mark)

    # First value, by the customer's own number and word
    reports_value(stage, tom, "30", "all three shops")
    maya.ticks("first-value")
    [reached] = stage.on_record("first_value.reached")
    assert (reached["value"], reached["target"]) == (30, 45)
    maya.undoes("first-value")
    maya.ticks("first-value")
    for part in (actions.BRIEF, actions.KICKOFF, actions.NOTES, actions.PROMISES, actions.TIMELINE):
        opens_from_status(olivia, part)
        olivia.slack.close_modal(everything=True)
    assert "leak:notes.risk" in olivia.answer(f"brief {CUSTOMER}")

    # Out to customer success, with the customer's word on how it was
    olivia.ticks("habits-reviewed")
    maya.ticks("whole-team-active")
    is_asked_how_it_was(stage, maya)
    says_how_it_was(stage, maya, 2, 6, mark("answers.comment"))
    assert olivia.presses_in_dm(actions.TAKE_UP).acked
    stage.quiet()
    assert any(OWN_WORDS in said for said in maya.reads())
    hands_over(stage, olivia, clara, arthur, mark)
    assert len(stage.on_record("package.returned")) == 1
    assert any(f"meet <@{clara.id}>" in said for said in maya.reads())
    clara.ticks("handed-over")
    closes(stage, olivia, mark, ending="completed", channel="handed_over")
    assert any("Your onboarding is complete" in said for said in maya.reads())
    looks_back(stage, maya, "The short messages.")
    assert "The short messages." in olivia.direct_messages()[-1]
    assert stage.dead_letters() == []
    nothing_leaked(stage, "whole record", NOT_IN_A_GOOD_STORY)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_breaks_off_is_closed_as_abandoned_and_looked_back_at_F1_R5(
    started: Stage,
) -> None:
    stage, olivia, maya = started, started.olivia, started.maya
    stage.arthur.ticks(OUR_FIRST)
    tells_brief(stage, stage.arthur, mark)
    said = maya.slack.say(CHANNEL, "We have been bought. I do not know what that means for this.")
    keeps_note(stage, olivia, said, "risk", mark)
    working_days_pass(stage, 8)
    assert stage.on_record("stall.began")
    closes(stage, olivia, mark, ending="abandoned", cause="reorganisation", channel="kept")
    [farewell] = [said for said in maya.reads() if "closing our plan" in said]
    assert f"a word to <@{olivia.id}> is enough" in farewell
    before = maya.reads()
    writes_post_mortem(stage, olivia, mark)
    findings = opens_from_status(olivia, actions.FINDINGS)
    assert "leak:findings.text" in str(findings.blocks)
    olivia.slack.close_modal(everything=True)
    working_days_pass(stage, 3)
    assert maya.reads() == before  # nobody is asked or reminded any more
    assert stage.dead_letters() == []
    nothing_leaked(stage, "broken off", NOT_IN_A_SHORT_STORY)
