"""A2, R6: the kickoff from the agenda to the tick, and what the customer sees of it."""

import pytest

from blocks import actions
from tests.end_to_end.stage import CUSTOMER, OUR_FIRST, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_kickoff_is_prepared_recorded_and_held_A2_R6(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.arthur.ticks(OUR_FIRST)
    form = stage.olivia.orders(f"kickoff {CUSTOMER}").modal
    assert form is not None
    secret = "Their boss doubts it, <between us> & the wall"
    asked = [block for block in form.blocks if block["type"] == "input"]
    question = next(b["block_id"] for b in asked if "💬" not in b["label"]["text"])
    assert stage.olivia.slack.click_in_modal(actions.AGENDA).acked
    assert stage.olivia.slack.fill_and_submit({question: secret}) is None
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    [agenda] = [said for said in stage.maya.reads() if "Our kickoff" in said]
    assert "•" in agenda
    assert "What we would like to hear from you:" in agenda

    again = stage.arthur.orders(f"kickoff {CUSTOMER}").modal
    assert again is not None
    hints = [str(b["hint"]["text"]) for b in again.blocks if b.get("hint")]
    assert any(hint.startswith("Olivia, ") for hint in hints)  # who answered it, and when
    assert secret in str(again.blocks)
    stage.arthur.slack.close_modal(everything=True)
    assert "To be found out" in stage.olivia.answer(f"status {CUSTOMER}")

    stage.olivia.names_lead(stage.maya)
    assert [said["obstacles"] for said in stage.on_record("readiness.named")] == [""]
    stage.arthur.tells_brief()
    stage.olivia.ticks("kickoff-held")
    assert "2 of 15" in stage.maya.plan().text
    seen = [*stage.maya.reads(), *stage.maya.reads_in_thread(), *stage.maya.direct_messages()]
    assert "between us" not in str(seen)
    assert stage.dead_letters() == []
