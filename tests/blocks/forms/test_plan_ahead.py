"""The page with the plan and what will be sent, and the forms of quiet customers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from blocks import values
from blocks.forms import hold, plan_ahead, pulse_words, sponsor_note
from blocks.values import OpenPulseWords, TouchChoice
from onboarding.messages.alerts import Escalated
from onboarding.messages.touches import PulseSurvey
from onboarding.plan_ahead import ComingTouch, PlanAhead
from onboarding.review.sponsor_note import DraftedNote, Way
from onboarding.review.touch import Door
from playbooks.words import Words, shipped_words
from tests.blocks.oracles import assert_slack_takes_view, clickables, labels
from tests.blocks.views import checklist_view

SURVEY = ComingTouch(
    key="pulse:U0MAYA",
    local=datetime(2026, 3, 12, 10, 5, tzinfo=UTC),
    door=Door.STAKEHOLDER,
    to="U0MAYA",
    message=PulseSurvey(account="a1", touch="pulse:U0MAYA", outcome="<Fast>", owner="U0OLIVIA"),
    template=None,
    can_go_now=True,
)
CARD = replace(
    SURVEY,
    key="team_channel:1",
    door=Door.TEAM_CHANNEL,
    to=None,
    message=Escalated(account="a1", stall="s"),
    can_go_now=False,
)


@pytest.fixture(scope="module")
def words() -> Words:
    return shipped_words()


def ahead(*coming: ComingTouch, is_reviewed: bool = True) -> PlanAhead:
    return PlanAhead(plan=checklist_view(), coming=coming, is_reviewed=is_reviewed)


def text_of(view: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"] if "text" in block)


def test_each_touch_is_shown_with_when_to_whom_and_in_which_words_C9(words: Words) -> None:
    view = plan_ahead.render(ahead(SURVEY, CARD), words)
    assert_slack_takes_view(view)
    said = text_of(view)
    assert "*Thu 12 Mar, 10:05* · to <@U0MAYA>" in said
    assert "&lt;Fast&gt;" in said
    assert "in our team channel\nA card:" in said
    assert labels(view["blocks"]) == ["Send now", "Skip", "Skip"]
    carried = [values.parse(one["value"], TouchChoice).touch for one in clickables(view["blocks"])]
    assert carried == ["pulse:U0MAYA", "pulse:U0MAYA", "team_channel:1"]


def test_a_playbooks_own_words_are_shown_C9(words: Words) -> None:
    own = replace(SURVEY, template="Are you on your way, {{ owner | person }} asks?")
    assert "Are you on your way, <@U0OLIVIA> asks?" in text_of(plan_ahead.render(ahead(own), words))


def test_nothing_ahead_and_nothing_yet_are_told_apart_C9(words: Words) -> None:
    assert "nothing is to be sent" in text_of(plan_ahead.render(ahead(), words))
    unready = plan_ahead.render(ahead(is_reviewed=False), words)
    assert "the channel is not ready" in text_of(unready)
    assert_slack_takes_view(unready)


def test_a_long_list_is_cut_and_counted_and_a_note_is_on_top_C9(words: Words) -> None:
    many = [replace(SURVEY, key=f"k{n}") for n in range(45)]
    view = plan_ahead.render(ahead(*many), words, note="Gone.")
    assert_slack_takes_view(view)
    assert view["blocks"][0]["elements"][0]["text"] == "⚠️ Gone."
    assert view["blocks"][-1]["elements"][0]["text"] == "and 15 more"


@pytest.mark.parametrize(
    ("way", "says", "submit"),
    [
        ("slack", "direct message", "Send"),
        ("email", "by email", "Send"),
        ("owner", "tom@h.example", "I have sent it"),
    ],
)
def test_the_note_says_how_it_goes_C4(way: Way, says: str, submit: str) -> None:
    note = DraftedNote(
        "a1", "s1", "H & F", "Tom <Hazel>", way, "tom@h.example", "x" * 200, "y" * 4_000
    )
    view = sponsor_note.render(note)
    assert_slack_takes_view(view)
    assert says in text_of(view)
    assert "&lt;Hazel&gt;" in text_of(view)
    assert view["submit"]["text"] == submit
    about = values.parse(view["private_metadata"], sponsor_note.NoteAbout)
    assert about.by_hand is (way == "owner")


def test_the_other_forms_are_what_slack_takes() -> None:
    assert_slack_takes_view(hold.render("a1", "H & F" * 99, date(2026, 3, 9), "A move"))
    assert_slack_takes_view(hold.render("a1", "H", date(2026, 3, 9), ""))
    assert_slack_takes_view(pulse_words.render(OpenPulseWords(account="a1", touch="pulse:U1")))
