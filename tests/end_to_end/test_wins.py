"""C5: what both companies achieve is celebrated in the channel they share."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onboarding.workdays import WorkCalendar
from tests.end_to_end.stage import CUSTOMER, OUR_FIRST, OUTCOME, THEIR_FIRST, Opening, Stage

FRANCE = WorkCalendar("FR", "Europe/Paris")
PARIS = ZoneInfo(FRANCE.zone)


def turn_to(stage: Stage, hour: int, minute: int = 0) -> None:
    """To a time of the next day on which people in France work."""
    now = stage.clock.now().astimezone(PARIS)
    day = FRANCE.next_working_day(now.date() + timedelta(days=1))
    then = now.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=minute)
    stage.move(seconds=(then - now).total_seconds())


def begun(stage: Stage) -> Stage:
    """Maya and Tom have come at ten in the morning, and what is left of kickoff is Tom's."""
    turn_to(stage, 10)
    roles = {"ae": stage.arthur.id, "csm": stage.clara.id}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    stage.maya.comes()
    stage.tom.comes()
    stage.arthur.ticks(OUR_FIRST)
    stage.olivia.names_lead(stage.maya)
    stage.arthur.tells_brief()
    stage.olivia.ticks("kickoff-held")
    stage.olivia.proposes()
    stage.maya.agrees()
    stage.maya.ticks(THEIR_FIRST)
    return stage


def celebrated(stage: Stage) -> list[str]:
    return [text for text in stage.maya.reads() if "complete" in text]


@pytest.mark.parametrize("opening", [Opening(reviews=True)], ids=["with its scheduler"])
def test_a_stage_completed_in_working_hours_is_in_the_channel_a_moment_later_C5_R1(
    stage: Stage,
) -> None:
    begun(stage)
    assert celebrated(stage) == []
    stage.tom.ticks("success-criteria-confirmed")
    assert "Success has a number and a date now" in stage.maya.reads_in_thread()[-1]
    stage.until(lambda: celebrated(stage), describe="the post in the channel")
    [completed] = celebrated(stage)
    assert "*Kickoff is complete" in completed
    assert "*Now: Configuration.*" in completed
    assert OUTCOME in completed
    plan = stage.maya.plan().text
    assert "✓ *Kickoff* · 4 of 4" in plan
    assert "First sign-in, and your account set up" in plan


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_stage_completed_at_night_is_celebrated_once_in_the_morning_C5_C9(stage: Stage) -> None:
    begun(stage)
    turn_to(stage, 21)
    stage.tom.ticks("success-criteria-confirmed")
    assert "Success has a number and a date now" in stage.maya.reads_in_thread()[-1]
    stage.milepost.services.reviewing.tick()
    stage.quiet()
    assert celebrated(stage) == []
    stage.driver.turn_clock(by_day=3, zone=PARIS.key)
    found = [m for m in stage.maya.slack.messages("onb-hazel-finch") if "is complete" in m.text]
    assert len(found) == 1
    posted = datetime.fromtimestamp(float(found[0].ts), PARIS)
    assert (posted.hour, posted.minute) == (9, 0)
    assert FRANCE.is_working_day(posted.date())
    assert stage.dead_letters() == []
