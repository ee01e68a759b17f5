"""The guide's steps can be taken, in their order, by somebody who does what they say."""

from datetime import date

import pytest

from blocks import actions
from bot.demo.guide import NEXT_TO_START, guide
from bot.demo.portfolio import play_history
from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from bot.demo.portfolio.room import Room, is_stuck, ticks
from bot.demo.stage import TEAM_CHANNEL, Stage
from sandbox.guide import GuideStep

CHANNEL = HAZEL_AND_FINCH.channel


@pytest.fixture
def steps(stage: Stage, monday: date) -> list[GuideStep]:
    play_history(stage, monday, lambda customer: None, customers=[HAZEL_AND_FINCH])
    return guide(stage)


def settled(stage: Stage) -> None:
    stage.driver.turn_clock(by=1)


def test_a_newcomer_can_do_what_the_guide_says(
    stage: Stage, steps: list[GuideStep], monday: date
) -> None:
    driver = stage.driver
    people = {person.name: driver.person(person.id) for person in driver.people()}
    room = Room(HAZEL_AND_FINCH, people, monday)
    olivia, maya = people["olivia"], people["maya"]

    form = olivia.command("/onboard", f"new {NEXT_TO_START}").modal
    assert form is not None
    ben = people["ben"]
    answers = {"outcome": "Fewer calls", "country": "US", "contract_value": "40k"}
    answers |= {"contacts.0.name": ben.real_name, "contacts.0.email": ben.email}
    assert olivia.fill_and_submit(answers) is None
    olivia.close_modal(everything=True)
    settled(stage)
    assert ben.inbox()

    maya.accept(maya.inbox()[0].id)
    settled(stage)
    ticks("maya", "people-named")(room)
    settled(stage)
    thread = maya.thread(CHANNEL, room.plan("maya").ts)
    assert any(maya.id in m.text and m.from_app for m in thread)

    is_stuck("maya", "success-criteria-confirmed", "decision", "Tom is away")(room)
    settled(stage)
    assert actions.RESOLVE in " ".join(room.plan("olivia").action_ids())
    assert f"*{NEXT_TO_START}*" in olivia.messages(TEAM_CHANNEL)[-1].text
    assert driver.turn_clock(next=True)
    assert driver.violations() == []


def test_every_step_is_done_by_somebody_at_a_place_there_is(
    stage: Stage, steps: list[GuideStep]
) -> None:
    people = {person.id: person for person in stage.driver.people()}
    olivia, maya = stage.driver.person("olivia"), stage.driver.person("maya")
    maya.accept(maya.inbox()[0].id)
    settled(stage)
    seen = {
        person.id: {known for c in person.channels() for known in (c.id, c.name)}
        for person in (olivia, maya)
    }
    for step in steps:
        assert (step.person_id is None) == (step.place is None)
        if step.person_id is not None and step.place != "inbox":
            assert step.person_id in people
            assert step.place in seen[step.person_id], step


def test_what_it_quotes_is_there_to_be_pressed(stage: Stage, steps: list[GuideStep]) -> None:
    text = stage.driver.person("olivia").messages(CHANNEL)
    pinned = next(m for m in text if m.pinned)
    labels = str(pinned.blocks)
    for pressed in ("Mark done", "We're stuck"):
        assert pressed in labels
        assert any(f"*{pressed}*" in step.text for step in steps)
    assert "The people on your side are named" in pinned.text


def test_the_page_is_given_the_steps(stage: Stage, steps: list[GuideStep]) -> None:
    stage.sandbox.set_guide(steps)
    assert stage.sandbox._slack.guide == steps
