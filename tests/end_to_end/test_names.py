"""Customers are called all sorts of things."""

import pytest

from tests.end_to_end.stage import CUSTOMER, THEIR_FIRST, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "name",
    ["Ælfgifu & 株式会社", "🦔🌰", "<!channel> *Bold* _Inc_ `x`", "Ünïcode " * 8 + "GmbH"],
    ids=["other scripts", "emoji", "markup", "long"],
)
def test_any_name_gets_a_channel_and_a_readable_plan(stage: Stage, name: str) -> None:
    stage.olivia.starts(name, (stage.maya,))
    assert stage.dead_letters() == []
    [channel] = [c.name for c in stage.olivia.slack.channels() if c.name.startswith("onb-")]
    assert len(channel) <= 80
    stage.maya.comes(channel)
    stage.maya.ticks(THEIR_FIRST, channel)
    plan = stage.maya.plan(channel)
    assert "1 of 15" in plan.text
    said = [plan.text, *stage.maya.reads(channel), *stage.maya.reads_in_thread(channel)]
    assert not any("<!channel>" in text for text in said)
    assert plan.blocks[0]["text"]["text"] == f"{name.strip()}: our plan"
    assert "1 of 15" in stage.olivia.answer("status", channel)


def test_a_channel_name_that_somebody_has_gets_a_suffix(stage: Stage) -> None:
    stage.ada.slack.create_channel("onb-hazel-finch", private=True)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    stage.maya.comes("onb-hazel-finch-2")
    assert "0 of 15" in stage.maya.plan("onb-hazel-finch-2").text


def test_two_customers_of_one_name_are_kept_apart(stage: Stage) -> None:
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    stage.olivia.starts(CUSTOMER, (stage.ben,))
    stage.maya.comes("onb-hazel-finch")
    stage.ben.comes("onb-hazel-finch-2")
    stage.maya.ticks(THEIR_FIRST, "onb-hazel-finch")
    assert "1 of 15" in stage.olivia.plan("onb-hazel-finch").text
    assert "0 of 15" in stage.olivia.plan("onb-hazel-finch-2").text
    assert "Which customer do you mean?" in stage.olivia.answer(f"status {CUSTOMER}")
