"""Slack stumbles: nothing is lost, and nothing is done twice."""

import pytest

from sandbox.server import Sandbox
from tests.end_to_end.stage import CUSTOMER, THEIR_FIRST, Opening, Stage, open_stage, tick

CHANGING = ("conversations.create", "conversations.inviteShared", "chat.postMessage")


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "error_500", "rate_limited"])
def test_a_customer_is_started_once_whatever_slack_does(stage: Stage, kind: str) -> None:
    for method in CHANGING:
        stage.driver.faults.add(kind, method, seconds=1)
    stage.olivia.starts(CUSTOMER, (stage.maya,))
    assert [c.name for c in stage.olivia.slack.channels() if c.name.startswith("onb-")] == [
        "onb-hazel-finch"
    ]
    assert len(stage.maya.slack.inbox()) == 1
    assert len(stage.olivia.reads()) == 1
    assert "0 of 15" in stage.olivia.plan().text
    assert stage.olivia.direct_messages() == []
    assert stage.dead_letters() == []


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "rate_limited"])
def test_a_tick_is_shown_and_celebrated_once_whatever_slack_does(
    shared_channel: Stage, kind: str
) -> None:
    stage = shared_channel
    for method in ("chat.update", "chat.postMessage"):
        stage.driver.faults.add(kind, method, seconds=1)
    stage.maya.ticks(THEIR_FIRST)
    assert "1 of 15" in stage.maya.plan().text
    assert len(stage.maya.reads_in_thread()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("reason", ["refresh_requested", "abrupt"])
def test_a_click_survives_the_end_of_the_socket(shared_channel: Stage, reason: str) -> None:
    stage = shared_channel
    value = stage.tick_value(THEIR_FIRST)
    stage.driver.cut_socket(reason)
    if not stage.maya.clicks(tick(THEIR_FIRST), value=value).acked:
        again = "Milepost connected again"  # the SDK takes a few pings to notice
        stage.driver.until(stage.driver.connections, 30, describe=again)
        assert stage.maya.clicks(tick(THEIR_FIRST), value=value).acked
    stage.quiet()
    assert "1 of 15" in stage.maya.plan().text
    assert len(stage.on_record("milestone.done")) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_could_not_be_learnt_at_the_start_is_asked_after_at_the_first_meeting(
    sandbox: Sandbox, database_url: str
) -> None:
    with sandbox.driver() as driver:
        driver.faults.add("error_500", "users.list")
    with open_stage(sandbox, database_url, Opening()) as stage:
        assert "We have only just met" in stage.olivia.answer("new Acme")
        stage.quiet()
        assert stage.olivia.opens_new_customer("Acme").title == "New customer"
