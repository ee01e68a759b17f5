"""What success means: proposed, wished otherwise, confirmed, measured, reached (A3, M1)."""

from blocks import actions
from sandbox.reports import MessageSeen
from tests.end_to_end.stage import CHANNEL, OUR_FIRST, SUCCESS, TEAM_CHANNEL, THEIR_FIRST, Stage
from tests.end_to_end.test_go_live import OURS, THEIRS, checks

MILESTONE = "success-criteria-confirmed"


def the_card(stage: Stage) -> MessageSeen:
    """The one message in which Maya reads what success means."""
    seen = [m for m in stage.maya.slack.messages(CHANNEL) if "How we will know" in m.text]
    assert len(seen) == 1
    return seen[0]


def test_from_a_proposal_to_first_value_both_sides_count_the_same_thing_A3(
    shared_channel: Stage,
) -> None:
    stage = shared_channel
    olivia, maya, tom = stage.olivia, stage.maya, stage.tom
    stage.arthur.ticks(OUR_FIRST)
    stage.arthur.tells_brief()
    olivia.names_lead(maya)
    olivia.ticks("kickoff-held")
    olivia.proposes()
    first = the_card(stage)
    assert SUCCESS["statement"] in first.text
    assert "240 min → *30 min*" in first.text

    assert maya.presses_below(actions.CRITERION_WISH).acked
    assert maya.slack.fill_and_submit({"text": "45 <minutes> would do"}) is None
    stage.quiet()
    assert "45 &lt;minutes&gt; would do" in olivia.direct_messages()[-1]
    assert "45 &lt;minutes&gt; would do" in maya.reads_in_thread()[-1]
    assert olivia.presses_in_dm(actions.CRITERION_CHANGE).acked
    assert olivia.slack.fill_and_submit({"target": "45 min"}) is None
    olivia.slack.close_modal(everything=True)
    stage.quiet()
    changed = the_card(stage)
    assert changed.ts == first.ts
    assert "240 min → *45 min*" in changed.text
    assert "would do" not in str(changed.blocks)

    assert maya.presses_below(actions.CONFIRM_CRITERIA).acked
    stage.quiet()
    assert f"<@{maya.id}>" in the_card(stage).text
    assert "3 of 15" in tom.plan().text
    done = [row for row in stage.on_record("milestone.done") if row["milestone"] == MILESTONE]
    assert [row["because"] for row in done] == ["criteria_confirmed"]

    assert tom.presses_below(actions.CRITERION_VALUE).acked
    assert tom.slack.fill_and_submit({"value": "many"}) == {
        "value": "Please give a number, like 12.5 or 1,500."
    }
    assert tom.slack.fill_and_submit({"value": "142,5", "remark": "two shops"}) is None
    stage.quiet()
    assert "Now: *142.5 min* · 50 % of the way" in the_card(stage).text
    assert "142.5 min now" in maya.reads_in_thread()[-1]
    assert "142.5 min" in olivia.answer("status hazel")

    maya.agrees()
    maya.ticks(THEIR_FIRST)
    for whose, milestone in (
        (maya, "first-login"),
        (olivia, "core-settings"),
        (maya, "own-data-in"),
        (maya, "administrators-trained"),
        (tom, "key-users-trained"),
    ):
        whose.ticks(milestone)
    for whose, lines in ((olivia, OURS), (maya, THEIRS)):
        for line in lines:
            checks(stage, whose, line)
    olivia.ticks("go-live-checklist-closed")
    for milestone in ("team-live", "first-value"):
        maya.ticks(milestone)
    [reached] = stage.on_record("first_value.reached")
    assert (reached["value"], reached["target"]) == (142.5, 45)
    assert "✅" in the_card(stage).text
    assert stage.dead_letters() == []
    assert not [m for m in stage.clara.slack.messages(TEAM_CHANNEL) if "would do" in m.text]
