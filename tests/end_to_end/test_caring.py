"""A customer goes quiet, our people act on it, and it comes back: card, sponsor, rest."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from blocks import actions
from blocks.stall_card import is_card
from sandbox.reports import MessageSeen
from tests.end_to_end.stage import CHANNEL, CUSTOMER, OUTCOME, TEAM_CHANNEL, Stage
from tests.post_office import PostOffice

PATIENCE_DAYS = 40
"""Calendar days by which the ladder surely is where a story waits for it, holidays included."""

pytestmark = pytest.mark.usefixtures("post_office")  # sponsors are written to by mail


@pytest.fixture
def quiet(stage: Stage) -> Stage:
    """Maya has come, Tom stands behind it, and then nobody of theirs is heard of.

    It is half past ten in Paris, so that a day later it is working hours again.
    """
    roles = {"contacts.1.role": "executive_sponsor", "csm": stage.clara.id}
    stage.olivia.starts(CUSTOMER, (stage.maya, stage.tom), **roles)
    stage.maya.comes()
    stage.maya.slack.say(CHANNEL, "Good to be here!")
    stage.quiet()
    now = stage.clock.now().astimezone(ZoneInfo("Europe/Paris"))
    morning = now.replace(hour=10, minute=30) + timedelta(days=1)
    stage.move(seconds=(morning - now).total_seconds())
    return stage


def days_pass(stage: Stage, until: Callable[[], bool]) -> None:
    """Let days pass, and every morning look at what is due, until something has come about."""
    for _ in range(PATIENCE_DAYS):
        if until():
            return
        stage.move(days=1)
        look(stage)
    raise AssertionError(f"it has not come about: {stage.on_record('touch.sent')}")


def look(stage: Stage) -> None:
    """What the scheduler does every few minutes."""
    stage.milepost.services.reviewing.tick()
    stage.quiet()


def cards(stage: Stage) -> list[MessageSeen]:
    seen = stage.clara.slack.messages(TEAM_CHANNEL)
    return [m for m in seen if m.from_app and "*Their goal*" in m.text]


def card(stage: Stage) -> MessageSeen:
    [one] = cards(stage)
    return one


def press(stage: Stage, action: str) -> None:
    outcome = stage.clara.slack.click(TEAM_CHANNEL, card(stage).ts, action)
    assert outcome.acked, outcome.shown


def write_to_the_sponsor(stage: Stage, text: str) -> None:
    press(stage, actions.SPONSOR_NOTE)
    assert stage.clara.slack.fill_and_submit({"subject": "One thing", "text": text}) is None
    stage.quiet()


def test_the_card_comes_is_taken_and_calms_down_when_the_customer_is_back_C4(quiet: Stage) -> None:
    quiet.tom.comes()
    days_pass(quiet, lambda: bool(cards(quiet)))
    shown = card(quiet)
    assert is_card({"blocks": shown.blocks})
    assert OUTCOME in shown.text
    assert "> Good to be here!" in shown.text
    assert "nobody yet" in shown.text

    press(quiet, actions.TAKE)
    quiet.quiet()
    assert f"*Looks after it:* <@{quiet.clara.id}>" in card(quiet).text
    assert quiet.clara.slack.click(TEAM_CHANNEL, shown.ts, actions.TAKE).acked  # twice is once
    quiet.quiet()
    assert len(quiet.on_record("stall.taken")) == 1

    quiet.maya.slack.say(CHANNEL, "Sorry, we were at the trade fair. We go on!")
    quiet.quiet()
    look(quiet)
    calm = card(quiet)
    assert calm.ts == shown.ts
    assert "is back" in calm.text
    assert calm.action_ids() == []
    assert any("is back" in told for told in quiet.olivia.direct_messages())
    assert quiet.dead_letters() == []
    said_to_them = [*quiet.maya.reads(), *quiet.maya.direct_messages()]
    assert not [text for text in said_to_them if "60,000" in text or "quiet" in text]


def test_the_sponsors_note_is_approved_and_arrives_in_slack_once_C4(quiet: Stage) -> None:
    quiet.tom.comes()
    days_pass(quiet, lambda: bool(cards(quiet)))
    write_to_the_sponsor(quiet, "Hello Tom,\n\ncould you spare Priya an hour?")
    got = [text for text in quiet.tom.direct_messages() if "spare Priya an hour" in text]
    assert len(got) == 1
    assert f"<@{quiet.olivia.id}>" in got[0]
    assert "wrote to Tom" in card(quiet).text
    assert actions.SPONSOR_NOTE not in card(quiet).action_ids()
    assert any("spare Priya" in told for told in quiet.olivia.direct_messages())
    assert quiet.dead_letters() == []


def test_the_sponsors_note_arrives_by_email_where_no_channel_is_shared_C4(
    quiet: Stage, post_office: PostOffice
) -> None:
    def asked() -> bool:
        return any(told.startswith("📣") for told in quiet.olivia.direct_messages())

    days_pass(quiet, asked)  # nobody with authority is in the channel: the ladder leads there
    assert quiet.olivia.presses_in_dm(actions.SPONSOR_NOTE).acked
    text = "Hello Tom,\n\ncould you spare Priya an hour?"
    assert quiet.olivia.slack.fill_and_submit({"subject": "One thing", "text": text}) is None
    quiet.quiet()
    [letter] = post_office.letters
    assert post_office.recipients == [quiet.tom.email]
    assert letter["Subject"] == "One thing"
    assert quiet.olivia.email in letter["Reply-To"]
    assert "could you spare Priya an hour?" in str(letter.get_body(("plain",)))
    [note] = quiet.on_record("sponsor_note.sent")
    assert (note["way"], note["text"]) == ("email", text)
    assert quiet.dead_letters() == []


def test_while_it_rests_nobody_is_nagged_and_both_sides_know_C9(quiet: Stage) -> None:
    quiet.olivia.orders("pause", CHANNEL)
    day = quiet.clock.now().date()
    for ahead in range(20, 30):  # some day that is a working day
        on = day.fromordinal(day.toordinal() + ahead).isoformat()
        answers = {"until_on": on, "reason": "A move to the new warehouse"}
        if quiet.olivia.slack.fill_and_submit(answers) is None:
            break
    quiet.quiet()
    assert any("rests until" in text for text in quiet.maya.reads())
    assert not any("warehouse" in text for text in quiet.maya.reads())
    before = len(quiet.maya.reads())
    for _ in range(15):
        quiet.move(days=1)
        look(quiet)
    assert len(quiet.maya.reads()) == before
    assert cards(quiet) == []
    assert "goes on from now" in quiet.olivia.answer("resume", CHANNEL)
    quiet.quiet()
    assert any("We go on with our plan" in text for text in quiet.maya.reads())
