"""Digests with the clocks turned: they come at half past eight local, and tell it right."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from blocks import actions
from sandbox.reports import MessageSeen
from services.actor import Actor
from storage.review_schema import digests
from tests.end_to_end.stage import CHANNEL, CUSTOMER, TEAM_CHANNEL, Member, Stage

CHART = "data_visualization"


def now(stage: Stage) -> datetime:
    return stage.milepost.database.clock.now()


def turn_to(stage: Stage, instant: datetime) -> None:
    stage.move(seconds=max(0.001, (instant - now(stage)).total_seconds()))  # never back


def zone_of(person: Member) -> ZoneInfo:
    return ZoneInfo(person.slack.zone)


def next_digest(stage: Stage) -> datetime | None:
    ours = digests.c.workspace_id == stage.installation.team_id
    with stage.milepost.database.reading() as connection:
        found: datetime | None = connection.execute(
            select(func.min(digests.c.next_at)).where(ours)
        ).scalar_one()
        return found


def look(stage: Stage) -> None:
    """What the scheduler does, at this moment."""
    stage.milepost.services.reviewing.tick()
    stage.milepost.services.digests.send_due(stage.installation.team_id)
    stage.quiet()


def pass_until(stage: Stage, end: datetime) -> None:
    """Turn both clocks, stopping wherever something is due."""
    while True:
        look(stage)
        coming = [stage.milepost.services.reviewing.next_due(), next_digest(stage)]
        due = min(one for one in coming if one is not None)
        if due > end:
            turn_to(stage, end)
            return
        turn_to(stage, due + timedelta(milliseconds=1))


def digests_of(person: Member) -> list[MessageSeen]:
    return [m for m in person.slack.dm_messages() if m.from_app and m.text.startswith("☕")]


def local(message: MessageSeen, person: Member) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC).astimezone(zone_of(person))


def on(stage: Stage, person: Member, days: int, at: time) -> datetime:
    """A wall time of a person, so many days from their today on (UTC)."""
    day = now(stage).astimezone(zone_of(person)).date() + timedelta(days=days)
    return datetime.combine(day, at, zone_of(person)).astimezone(UTC)


@pytest.fixture
def started(stage: Stage) -> Stage:
    """A Monday morning: Liam leads, Olivia starts Hazel & Finch, Maya and Tom come."""
    today = now(stage).astimezone(zone_of(stage.olivia)).date()
    turn_to(stage, on(stage, stage.olivia, 7 - today.weekday(), time(10)))
    team = stage.installation.team_id
    saved = stage.milepost.services.workspaces.save_settings(
        Actor(stage.olivia.id, team, team),
        team_channel=stage.olivia.channel(TEAM_CHANNEL).id,
        starters_limited=False,
        starters=(),
        leaders=(stage.liam.id,),
        key="settings",
    )
    assert saved is None
    stage.olivia.starts(
        CUSTOMER,
        (stage.maya, stage.tom),
        ae=stage.arthur.id,
        csm=stage.clara.id,
        contract_value="500000",
        **{"contacts.1.role": "executive_sponsor"},
    )
    stage.maya.comes()
    stage.tom.comes()
    look(stage)
    return stage


def test_it_arrives_at_half_past_eight_local_and_tells_what_moved(started: Stage) -> None:
    stage = started
    pass_until(stage, on(stage, stage.olivia, 1, time(8, 29)))
    assert digests_of(stage.olivia) == []
    [leaders] = digests_of(stage.liam)  # in Los Angeles, where it was Monday morning later on
    assert local(leaders, stage.liam).strftime("%a %H:%M") == "Mon 08:30"
    turn_to(stage, on(stage, stage.olivia, 0, time(8, 30)) + timedelta(seconds=1))
    look(stage)
    look(stage)
    [digest] = digests_of(stage.olivia)
    assert local(digest, stage.olivia).strftime("%a %H:%M") == "Tue 08:30"
    assert f"*Hazel &amp; Finch* <#{stage.olivia.channel().id}>: on its way" in digest.text

    stage.arthur.ticks("warm-introduction")
    pass_until(stage, on(stage, stage.olivia, 1, time(9)))
    _, second = digests_of(stage.olivia)
    assert local(second, stage.olivia).strftime("%a %H:%M") == "Wed 08:30"
    assert "done: “" in second.text
    assert "on its way" not in second.text


def test_a_quiet_customer_comes_first_until_it_is_back_G7(started: Stage) -> None:
    stage = started
    pass_until(stage, on(stage, stage.olivia, 21, time(9)))  # a Monday again
    *_, last = digests_of(stage.olivia)
    assert "*Call first*" in last.text
    assert "🔴 *Hazel &amp; Finch*" in last.text
    assert "500,000 a year" in last.text
    assert "Quiet for" in last.text
    for digest in digests_of(stage.olivia):
        assert local(digest, stage.olivia).strftime("%H:%M") == "08:30"
        assert local(digest, stage.olivia).weekday() < 5

    liams = digests_of(stage.liam)
    assert [local(one, stage.liam).strftime("%a %H:%M") for one in liams] == ["Mon 08:30"] * 3
    assert f"<@{stage.olivia.id}>" in liams[-1].text

    [take] = [one for one in last.action_ids() if one.startswith(actions.TAKE_FROM_DIGEST)]
    place = stage.olivia.slack.dms()[0].id
    assert stage.olivia.slack.click(place, last.ts, take).acked
    *_, pressed = digests_of(stage.olivia)
    assert f"<@{stage.olivia.id}> looks after it" in str(pressed.blocks)
    assert take not in pressed.action_ids()
    assert len(stage.on_record("stall.taken")) == 1

    stage.maya.slack.say(CHANNEL, "Sorry, we moved offices. I have time again tomorrow.")
    stage.quiet()
    pass_until(stage, on(stage, stage.olivia, 1, time(9)))
    *_, calm = digests_of(stage.olivia)
    assert local(calm, stage.olivia).strftime("%a %H:%M") == "Tue 08:30"
    assert "Quiet for" not in calm.text


def test_after_a_week_asleep_one_digest_comes_and_not_five(started: Stage) -> None:
    stage = started
    turn_to(stage, on(stage, stage.olivia, 8, time(11)))
    look(stage)
    look(stage)
    assert len(digests_of(stage.olivia)) == 1
    assert len(digests_of(stage.liam)) == 1


def test_it_is_shown_on_demand_and_set_to_come_another_time(started: Stage) -> None:
    stage = started
    outcome = stage.olivia.orders("digest")
    [shown] = outcome.answers
    assert "Hazel &amp; Finch" in shown.text
    assert digests_of(stage.olivia) == []
    clicked = stage.olivia.slack.click("general", shown.ts, actions.DIGEST_SETTINGS)
    assert clicked.acked
    answers = {"rhythm": "weekly", "weekday": "3", "at": "16:00"}
    assert stage.olivia.slack.fill_and_submit(answers) is None
    pass_until(stage, on(stage, stage.olivia, 7, time(9)))
    [digest] = digests_of(stage.olivia)
    assert local(digest, stage.olivia).strftime("%a %H:%M") == "Thu 16:00"


def test_a_leader_sees_the_load_as_a_chart_or_in_words_where_slack_refuses_it_K1(
    started: Stage,
) -> None:
    stage = started
    stage.clara.starts("Brightwater", (stage.ben,), owner=stage.clara.id)
    stage.milepost.services.digests.send_due(stage.installation.team_id)
    turn_to(stage, on(stage, stage.liam, 7, time(8, 29)))
    stage.milepost.services.digests.send_due(stage.installation.team_id)  # to the owners
    stage.quiet()  # or the refusal strikes another message
    stage.driver.faults.add("error", "chat.postMessage", code="invalid_blocks", nth=1, times=1)
    turn_to(stage, on(stage, stage.liam, 0, time(8, 30)) + timedelta(seconds=1))
    stage.milepost.services.digests.send_due(stage.installation.team_id)
    stage.quiet()
    before, digest = digests_of(stage.liam)
    assert CHART in str(before.blocks)
    said = str(digest.blocks)
    assert CHART not in said
    assert "0 high touch, 1 other" in said
    assert stage.dead_letters() == []
