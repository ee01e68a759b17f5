"""R5, F1: an onboarding is broken off, picked up again, and ends for good with its post-mortem."""

import pytest

from blocks import actions
from tests.end_to_end.stage import (
    CHANNEL,
    CUSTOMER,
    TEAM_CHANNEL,
    THEIR_FIRST,
    Member,
    Stage,
    text_of,
    tick,
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WHY = "Their new head of retail <wants> another tool & says so"
BADLY = {"ending": "abandoned", "cause": "stakeholder_change", "words": WHY}


def closes(stage: Stage, **answers: str) -> str:
    """Olivia ends it; what she is shown then."""
    assert stage.olivia.orders(f"close {CUSTOMER}").modal is not None
    assert stage.olivia.slack.fill_and_submit(BADLY | answers) is None
    shown = stage.olivia.slack.modal()
    assert shown is not None
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    return text_of(shown)


def all_they_see(member: Member) -> str:
    return str(
        [*member.slack.messages(CHANNEL), *member.reads_in_thread(), *member.direct_messages()]
    )


def test_one_that_is_broken_off_goes_on_and_ends_with_its_post_mortem_R5_F1(
    shared_channel: Stage,
) -> None:
    stage = shared_channel
    modal = stage.olivia.orders(f"close {CUSTOMER}").modal
    assert modal is not None
    assert "Still open" in text_of(modal)
    stage.olivia.slack.close_modal(everything=True)

    assert "Abandoned" in closes(stage)
    [goodbye] = [text for text in stage.maya.reads() if "closing our plan here" in text]
    assert f"<@{stage.olivia.id}>" in goodbye
    assert "This plan is closed" in stage.maya.plan().text
    assert not [a for a in stage.maya.plan().action_ids() if a.startswith(actions.TICK)]
    assert stage.maya.clicks(tick(THEIR_FIRST), stale=True).acked
    assert "has come to its end" in stage.maya.told_why_not()
    told = stage.olivia.reads(TEAM_CHANNEL)[-1]
    assert "within the first 90 days" in told
    assert "&lt;wants&gt;" in told
    assert "has come to its end" in stage.olivia.answer(f"pause {CUSTOMER}")

    assert stage.olivia.orders(f"close {CUSTOMER}").modal is not None
    assert stage.olivia.slack.click_in_modal(actions.REOPEN).acked
    assert stage.olivia.slack.fill_and_submit({"reason": "Maya called"}) is None
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()
    assert "We pick up our plan again" in stage.maya.reads()[-1]
    assert stage.arthur.clicks(tick("warm-introduction")).acked
    stage.quiet()

    # Slack does it, and its answer is lost
    stage.driver.faults.add("drop_after", "conversations.archive")
    assert "archived after the farewell" in closes(stage, channel="archived")
    assert "archived" in stage.maya.reads()[-1]
    assert stage.maya.channel().is_archived
    assert not any("archived" in text for text in stage.olivia.direct_messages())

    assert stage.olivia.presses_in_dm(actions.POST_MORTEM).acked
    form = stage.olivia.slack.modal()
    assert form is not None
    assert "went on with the onboarding, which was closed" in str(form.blocks)
    found = {"summary": "Nobody asked who decides.", "change": "Ask at the kickoff who decides"}
    assert stage.olivia.slack.fill_and_submit(found) is None
    stage.quiet()
    assert "Ask at the kickoff who decides" in stage.olivia.reads(TEAM_CHANNEL)[-1]
    shown = stage.olivia.orders(f"status {CUSTOMER}").answers[0]
    assert "closed" in shown.text
    assert stage.olivia.slack.click("general", shown.ts, actions.FINDINGS).acked
    page = stage.olivia.slack.modal()
    assert page is not None
    assert "Ask at the kickoff who decides" in str(page.blocks)

    seen = all_they_see(stage.maya)
    assert "head of retail" not in seen
    assert "Somebody who mattered" not in seen
    assert stage.dead_letters() == []
