"""A customer goes quiet, one lever after another is pulled, it comes back, and all calms down."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from blocks import actions
from onboarding.workdays import WorkCalendar
from sandbox.reports import MessageSeen
from storage.review_schema import stalls, touches
from tests.end_to_end.stage import CHANNEL, CUSTOMER, OUTCOME, TEAM_CHANNEL, Stage

FRANCE = WorkCalendar("FR", "Europe/Paris")
PARIS = ZoneInfo("Europe/Paris")


def now(stage: Stage) -> datetime:
    return stage.milepost.database.clock.now()


def turn_to(stage: Stage, instant: datetime) -> None:
    stage.move(seconds=max(0.0, (instant - now(stage)).total_seconds()))


def pass_days(stage: Stage, days: int) -> None:
    """Turn both clocks, stopping wherever something is due."""
    end = now(stage) + timedelta(days=days)
    while True:
        if stage.milepost.services.reviewing.tick():
            stage.quiet()
        due = stage.milepost.services.reviewing.next_due()
        if due is None or due > end:
            turn_to(stage, end)
            return
        # a moment later, for the clocks run on meanwhile
        turn_to(stage, max(due, now(stage)) + timedelta(milliseconds=1))


def local(message: MessageSeen) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC).astimezone(PARIS)


def to_customer(stage: Stage) -> list[tuple[str, str]]:
    """Kinds and doors of the touches the customer's people got, in order."""
    with stage.milepost.database.reading() as connection:
        rows = connection.execute(
            select(touches.c.kind, touches.c.door)
            .where(
                touches.c.workspace_id == stage.installation.team_id,
                touches.c.fate == "sent",
                touches.c.door.in_(["channel", "thread", "stakeholder"]),
            )
            .order_by(touches.c.at)
        )
        return [(row.kind, row.door) for row in rows]


def cards(stage: Stage) -> list[MessageSeen]:
    """The cards of quiet customers in the team channel, to be taken."""
    shown = stage.olivia.slack.messages(TEAM_CHANNEL)
    return [message for message in shown if actions.TAKE in message.action_ids()]


def open_stalls(stage: Stage) -> int:
    with stage.milepost.database.reading() as connection:
        rows = connection.execute(
            select(stalls.c.id).where(
                stalls.c.workspace_id == stage.installation.team_id, stalls.c.ended_at.is_(None)
            )
        )
        return len(rows.all())


@pytest.fixture
def quiet_customer(stage: Stage) -> Iterator[Stage]:
    """Maya and Tom, who has a say, came on a Monday; then nobody hears of them for weeks."""
    today = now(stage).astimezone(PARIS).date()
    monday = FRANCE.next_working_day(today + timedelta(days=7 - today.weekday()))
    turn_to(stage, datetime.combine(monday, time(10), PARIS).astimezone(UTC))
    stage.olivia.starts(
        CUSTOMER,
        (stage.maya, stage.tom),
        ae=stage.arthur.id,
        csm=stage.clara.id,
        **{"contacts.1.role": "executive_sponsor"},
    )
    stage.maya.comes()
    stage.tom.comes()
    pass_days(stage, 31)
    yield stage
    assert stage.dead_letters() == []
    assert len(stage.posts()) == len(set(stage.posts()))


def test_one_lever_after_another_is_pulled_and_nothing_else_is_said_C3_C4(
    quiet_customer: Stage,
) -> None:
    stage = quiet_customer
    said = to_customer(stage)
    nudge = said.index(("re_engagement", "channel"))
    assert said[nudge:] == [("re_engagement", "channel"), ("re_engagement", "stakeholder")]

    assert len([text for text in stage.maya.reads() if "smallest next step" in text]) == 1
    assert any(OUTCOME in text for text in stage.tom.direct_messages())
    note, sponsor = (
        next(place for place, text in enumerate(stage.olivia.direct_messages()) if words in text)
        for words in ("now it needs you", "note is drafted")
    )
    assert note < sponsor
    assert len(cards(stage)) == 1

    from_us = [m for m in stage.maya.slack.messages(CHANNEL) if m.from_app and not m.pinned]
    for message in [*from_us[1:], *stage.tom.slack.dm_messages()]:
        assert FRANCE.is_working_day(local(message).date()), message.text
        assert 8 <= local(message).hour < 18, message.text


def test_when_the_customer_writes_all_calms_and_its_question_is_not_forgotten_C3_C8(
    quiet_customer: Stage,
) -> None:
    stage = quiet_customer
    [card] = [
        m for m in stage.olivia.slack.messages(TEAM_CHANNEL) if actions.TAKE in m.action_ids()
    ]
    assert stage.olivia.slack.click(TEAM_CHANNEL, card.ts, actions.TAKE).acked
    assert open_stalls(stage) == 1

    stage.maya.slack.say(CHANNEL, "Sorry, we moved offices. Shall we go on with the first step?")
    stage.quiet()
    pass_days(stage, 0)

    assert open_stalls(stage) == 0
    assert any("is back after" in text for text in stage.olivia.direct_messages())
    assert [one["ts"] for one in stage.on_record("question.asked")]
    pass_days(stage, 4)
    waiting = [text for text in stage.olivia.direct_messages() if "nobody has answered" in text]
    assert len(waiting) == 1
    assert "Shall we go on with the first step?" in waiting[0]
    stage.olivia.slack.say(CHANNEL, "Gladly! I bring everything tomorrow at ten.")
    stage.quiet()
    assert len(stage.on_record("question.answered")) == 1
    again = len(stage.olivia.direct_messages())
    stage.milepost.services.reviewing.tick()
    stage.quiet()
    assert len(stage.olivia.direct_messages()) == again
