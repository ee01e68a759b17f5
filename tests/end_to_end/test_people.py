"""A5, R7, R10: who matters, matched by hand; the champion leaves; somebody else runs it."""

import pytest

from blocks import actions, stakeholder_map
from bot.demo.portfolio.room import option_of
from tests.end_to_end.stage import CHANNEL, CUSTOMER, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_map_is_filled_by_hand_and_tells_who_left_and_who_runs_it_A5_R10(stage: Stage) -> None:
    elsewhere = (stage.priya.name, "priya@elsewhere.example")
    stage.olivia.starts(CUSTOMER, (stage.maya, elsewhere))
    stage.maya.comes()
    stage.maya.slack.say(CHANNEL, "Good morning!")
    stage.maya.slack.invite(CHANNEL, stage.priya.id)
    stage.priya.slack.say(CHANNEL, "Me too!")
    stage.quiet()
    shown = stage.arthur.answer(f"stakeholders {CUSTOMER}")
    assert "nobody: a gap" in shown
    assert "Not named" in shown
    assert "never came" in shown

    opened = stage.olivia.orders(f"stakeholders {CUSTOMER}").answers[0].ts
    assert stage.olivia.slack.click("general", opened, actions.PEOPLE).acked
    came = f"{stakeholder_map.COMER}{stage.priya.id}"
    assert stage.olivia.slack.click_in_modal(f"{actions.COMER_PICK}:0", came).acked
    form = stage.olivia.slack.modal()
    assert form is not None
    priya = option_of(form.blocks, "same_as", stage.priya.name)
    assert stage.olivia.slack.fill_and_submit({"same_as": priya}) is None
    [matched] = stage.on_record("stakeholder.matched")
    assert matched["user"] == stage.priya.id
    assert stage.olivia.slack.click_in_modal(actions.PERSON_ADD).acked
    secret = "Doubts us <between us>"
    named = {"name": "Hugo Brand", "roles": ["executive_sponsor"], "remark": secret}
    assert stage.olivia.slack.fill_and_submit(named) is None
    page = stage.olivia.slack.modal()
    assert page is not None
    assert "Hugo Brand" in str(page.blocks)

    assert stage.olivia.slack.click_in_modal(actions.OUR_ROLES).acked
    assert stage.olivia.slack.fill_and_submit({"owner": stage.arthur.id}) is None
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    assert any("runs your onboarding from now on" in said for said in stage.maya.reads())
    assert not any("took you off" in said for said in stage.olivia.direct_messages())
    assert any("named you" in said for said in stage.arthur.direct_messages())

    seen = [*stage.maya.reads(), *stage.maya.reads_in_thread(), *stage.maya.direct_messages()]
    assert "between us" not in str(seen)
    stage.maya.slack.leave(CHANNEL)
    stage.quiet()
    gone = stage.arthur.answer(f"stakeholders {CUSTOMER}")
    assert "Maya" in gone
    assert "left" in gone
    assert stage.dead_letters() == []
