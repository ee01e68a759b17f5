"""What a person of the other company sees when something cannot be done."""

import pytest

from tests.end_to_end.stage import OUR_FIRST, THEIR_FIRST, Stage, tick

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_customer_cannot_tick_our_milestone(shared_channel: Stage) -> None:
    stage = shared_channel
    assert stage.maya.clicks(tick(OUR_FIRST)).acked
    told = stage.maya.told_why_not()
    assert "is on our list, not on yours" in told
    assert f"<@{stage.arthur.id}> (account executive) ticks it" in told
    assert "0 of 15" in stage.maya.plan().text


def test_our_people_cannot_tick_what_is_the_customers_word(shared_channel: Stage) -> None:
    stage = shared_channel
    assert stage.olivia.clicks(tick(THEIR_FIRST)).acked
    assert "is the customer's to tick" in stage.olivia.told_why_not()
    assert "0 of 15" in stage.maya.plan().text


def test_a_milestone_that_waits_names_what_it_waits_for(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.clicks(tick(THEIR_FIRST), value=stage.tick_value("success-criteria-confirmed"))
    told = stage.maya.told_why_not()
    assert "waits for “Kickoff held, your goal for 90 days written down”" in told
    assert f"<@{stage.olivia.id}>" in told


def test_a_closed_gate_names_everything_that_opens_it(shared_channel: Stage) -> None:
    """R1"""
    stage = shared_channel
    stage.maya.clicks(tick(THEIR_FIRST), value=stage.tick_value("first-login"))
    told = stage.maya.told_why_not()
    assert "comes with the stage *Configuration*" in told
    assert "“Kickoff held, your goal for 90 days written down”" in told
    assert "presses “Agree to this plan”" in told


def test_where_no_modal_can_be_shown_the_thread_says_it(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.driver.faults.add("error", "views.open", code="expired_trigger_id")
    assert stage.maya.clicks(tick(OUR_FIRST)).acked
    stage.quiet()
    assert stage.maya.slack.modal() is None
    told = stage.maya.reads_in_thread()
    assert len(told) == 1
    assert f"<@{stage.maya.id}>, about your click just now:" in told[0]
    assert "is on our list, not on yours" in told[0]


def test_our_people_cannot_agree_for_the_customer(shared_channel: Stage) -> None:
    """A4"""
    stage = shared_channel
    stage.olivia.agrees()
    assert "for the other side" in stage.olivia.told_why_not()
    assert "Not agreed yet" in stage.maya.plan().text


def test_a_customer_cannot_change_dates(shared_channel: Stage) -> None:
    stage = shared_channel
    stage.maya.clicks("open_change")
    assert "for the other side to do" in stage.maya.told_why_not()
