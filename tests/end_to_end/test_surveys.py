"""F1: at the end the customer says how it was, and a low score does not wait."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from blocks import actions
from onboarding.tracks import Track
from tests.end_to_end.stage import CUSTOMER, Opening, Stage, text_of
from tests.end_to_end.test_wins import turn_to
from tests.onboarding.examples import playbook_data

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def opening(tmp_path: Path) -> Opening:
    """A short way: seven steps, and nothing of the record is asked for."""
    asked = [
        {"survey": "csat", "ask": "How satisfied are you?"},
        {"survey": "nps", "ask": "Would you recommend us?"},
    ]
    for track in Track:
        data: dict[str, Any] = playbook_data() | {"track": track.value}
        data["surveys"] = {"at_end": asked}
        (tmp_path / f"{track}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    return Opening(playbooks=tmp_path)


def test_a_low_score_at_the_end_is_told_at_once_and_nobody_is_asked_twice_F1(stage: Stage) -> None:
    olivia, maya, tom = stage.olivia, stage.maya, stage.tom
    turn_to(stage, 10)
    olivia.starts(CUSTOMER, (maya, tom))
    maya.comes()
    tom.comes()
    olivia.ticks("call")
    maya.agrees()
    assert maya.clicks(actions.MATERIAL).acked  # and while she is at it, what helps (C6, C7)
    shown = maya.slack.modal()
    assert shown is not None
    assert "<https://help.example.com/steps|Steps> (Step by step)" in text_of(shown)
    maya.slack.close_modal(everything=True)
    for who, step in [(tom, "goal"), (maya, "login"), (olivia, "settings"), (maya, "trained")]:
        who.ticks(step)
    maya.ticks("live")
    maya.ticks("value")
    for _ in range(8):  # two are asked within the budget of a week
        turn_to(stage, 11)
        stage.milepost.services.reviewing.tick()
        stage.quiet()
    for person in (maya, tom):
        assert sum("How was it for you?" in said for said in person.direct_messages()) == 1

    assert maya.presses_in_dm(f"{actions.SURVEY}:csat:2").acked
    assert maya.presses_in_dm(f"{actions.SURVEY}:nps:9").acked
    stage.quiet()
    asked = next(m for m in maya.slack.dm_messages() if "How was it for you?" in m.text)
    chosen = [e["text"]["text"] for b in asked.blocks for e in b.get("elements", ())]
    assert [text for text in chosen if "✓" in text] == ["✓ 2", "✓ 9"]
    assert any("gives us 2 of 5 (CSAT)" in said for said in olivia.direct_messages())
    assert not any("(NPS)" in said for said in olivia.direct_messages())

    assert maya.presses_in_dm(actions.SURVEY_WORDS).acked
    assert maya.slack.fill_and_submit({"csat": "Nobody called us back."}) is None
    stage.quiet()
    assert "Nobody called us back." in olivia.direct_messages()[-1]
    assert olivia.presses_in_dm(actions.TAKE_UP).acked
    stage.quiet()
    assert any("sees to it" in said for said in olivia.direct_messages())
    assert [told["whom"] for told in stage.on_record("answer.taken_up")] == [maya.id]
    assert "*CSAT 0 %* from 1 answer" in olivia.answer(f"status {CUSTOMER}")
    assert stage.dead_letters() == []
