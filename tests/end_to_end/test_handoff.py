"""A1: what sales knows opens the kickoff, or the owner goes on without it, and says why."""

import pytest

from blocks import actions
from tests.end_to_end.stage import CUSTOMER, OUTCOME, Stage, text_of, tick

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def sees(stage: Stage) -> str:
    """What Olivia is shown for a tick that came too early."""
    assert stage.olivia.clicks(tick("kickoff-held")).acked
    modal = stage.olivia.slack.modal()
    assert modal is not None
    return text_of(modal)


def test_the_kickoff_waits_for_the_brief_until_it_is_complete_A1(shared_channel: Stage) -> None:
    stage = shared_channel
    assert any("you know them best" in told for told in stage.arthur.direct_messages())
    stage.arthur.ticks("warm-introduction")
    missing = sees(stage)
    assert "Known risks" in missing
    assert f"<@{stage.arthur.id}> owes it" in missing
    assert stage.olivia.slack.click_in_modal(actions.ASK_BRIEF).acked
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    assert "waits for your brief" in stage.arthur.direct_messages()[-1]

    assert stage.arthur.presses_in_dm(actions.BRIEF).acked
    secret = "They nearly went to <Acme> & Sons"
    assert stage.arthur.slack.fill_and_submit({"why_bought": secret, "goals": OUTCOME}) is None
    stage.arthur.slack.close_modal(everything=True)  # and is called away
    assert "What we promised" in sees(stage)
    stage.olivia.slack.close_modal(everything=True)

    stage.arthur.orders(f"handoff {CUSTOMER}")
    kept = stage.arthur.slack.modal()
    assert kept is not None
    assert secret in str(kept.blocks)
    stage.arthur.slack.close_modal(everything=True)
    stage.arthur.tells_brief()
    stage.olivia.names_lead(stage.maya)
    [brief] = [told for told in stage.olivia.direct_messages() if "The brief on" in told]
    assert "> Late orders." in brief
    [completed] = stage.on_record("brief.completed")
    assert completed["calendar_days"] >= completed["working_days"] >= 0
    stage.olivia.names_lead(stage.maya)
    stage.olivia.ticks("kickoff-held")
    assert "2 of 15" in stage.maya.plan().text
    seen = [*stage.maya.reads(), *stage.maya.reads_in_thread(), stage.maya.plan().text]
    assert "Acme" not in str(seen)
    assert "Late orders" not in str(seen)


def test_the_owner_goes_on_without_the_brief_and_says_why_A1(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.arthur.ticks("warm-introduction")
    sees(stage)
    assert stage.olivia.slack.click_in_modal(f"{actions.GO_ON}:needs:kickoff-held").acked
    why = "They are here already"
    assert stage.olivia.slack.fill_and_submit({"reason": why}) is None
    stage.quiet()
    assert stage.olivia.slack.modal() is None
    stage.olivia.ticks("kickoff-held")
    assert [passed["reason"] for passed in stage.on_record("gate.passed")] == [why]
    assert why in stage.arthur.direct_messages()[-1]
    assert why not in str([*stage.maya.reads(), *stage.maya.reads_in_thread()])
