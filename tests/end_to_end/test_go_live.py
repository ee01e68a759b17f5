"""A6: both sides check what must be sure before the first live day, in one message they share."""

import pytest

from blocks import actions
from sandbox.reports import MessageSeen
from tests.end_to_end.stage import CHANNEL, CUSTOMER, Member, Stage, text_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OURS = ("help-named", "way-back", "support-told")
THEIRS = ("data-checked", "access-checked", "users-told")


def the_list(member: Member) -> MessageSeen:
    """The one message in the channel with the lines."""
    seen = [m for m in member.slack.messages(CHANNEL) if "Ready to go live?" in m.text]
    assert len(seen) == 1, f"{member.name} sees {len(seen)} lists"
    return seen[0]


def checks(stage: Stage, member: Member, line: str) -> None:
    action = actions.suffixed(actions.GO_LIVE_LINE, line)
    outcome = member.slack.click(CHANNEL, the_list(member).ts, action)
    assert outcome.acked, outcome.shown
    stage.quiet()


def test_both_sides_check_their_own_lines_of_the_go_live_list_A6(shared_channel: Stage) -> None:
    stage = shared_channel
    told = stage.olivia.orders(f"status {CUSTOMER}")
    assert stage.olivia.slack.click("general", told.answers[0].ts, actions.GO_LIVE).acked
    modal = stage.olivia.slack.modal()
    assert modal is not None
    assert "0 of 6 checked" in text_of(modal)
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    posted = the_list(stage.maya)

    checks(stage, stage.maya, OURS[0])
    assert "for the other side to do" in stage.maya.told_why_not()
    for line in OURS:
        checks(stage, stage.arthur, line)
    assert f"by <@{stage.arthur.id}>" in the_list(stage.maya).text
    for line in THEIRS:
        checks(stage, stage.maya, line)
    closed = the_list(stage.tom)
    assert (closed.ts, closed.edited) == (posted.ts, True)
    assert "Every line is checked" in closed.text
    assert "checked the last line" in stage.olivia.direct_messages()[-1]
    assert [told["line"] for told in stage.on_record("go_live.checked")] == [*OURS, *THEIRS]

    checks(stage, stage.maya, THEIRS[1])  # "Undo": it turns out that somebody cannot sign in
    assert "5 of 6 checked" in the_list(stage.olivia).text
    assert stage.dead_letters() == []
