"""A7: customer success is offered the whole record, asks, takes over, and is introduced."""

import pytest

from blocks import actions
from tests.end_to_end.stage import CUSTOMER, OUTCOME, Member, Stage

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WHY = "They nearly went to <Acme>"
ASKED, SAID = "Who signs the renewal?", "Tom does, in February"


def opens_package(stage: Stage, member: Member) -> str:
    """The package, from how the customer stands; what it says."""
    shown = member.orders(f"status {CUSTOMER}").answers[0].ts
    assert member.slack.click("general", shown, actions.PACKAGE).acked
    modal = member.slack.modal()
    assert modal is not None
    assert modal.title == "Hand over"
    return str(modal.blocks)


def offers(stage: Stage, to: Member) -> None:
    opens_package(stage, stage.olivia)
    assert stage.olivia.slack.fill_and_submit({"csm": to.id, "renewal_on": "2030-02-26"}) is None
    stage.olivia.slack.close_modal(everything=True)
    stage.quiet()


def test_customer_success_asks_is_answered_takes_over_and_is_introduced_A7(
    shared_channel: Stage,
) -> None:
    stage, liam = shared_channel, shared_channel.liam
    stage.arthur.orders(f"handoff {CUSTOMER}")  # the kickoff was not held: the brief
    assert stage.arthur.slack.fill_and_submit({"why_bought": WHY}) is None
    stage.arthur.slack.close_modal(everything=True)
    assert "nearly went to" in opens_package(stage, stage.olivia)
    stage.olivia.slack.close_modal(everything=True)
    assert not liam.is_in()

    offers(stage, liam)
    offered = "\n".join(liam.direct_messages())
    assert "hands this customer over to you" in offered
    assert "nearly went to" in offered
    assert "open it as a canvas" in offered
    [canvas] = stage.driver.calls("canvases.create")
    assert "Acme" in str(canvas.args["document_content"])
    assert liam.presses_in_dm(actions.PACKAGE_RETURN).acked
    question = {"question.0.text": ASKED, "question.0.owner": stage.arthur.id}
    assert liam.slack.fill_and_submit(question) is None
    liam.slack.close_modal(everything=True)
    stage.quiet()
    assert ASKED in stage.arthur.direct_messages()[-1]
    assert "1 question still open" in stage.olivia.answer(f"status {CUSTOMER}")

    assert stage.arthur.presses_in_dm(actions.PACKAGE_ANSWER).acked
    form = stage.arthur.slack.modal()
    assert form is not None
    [field] = [block["block_id"] for block in form.blocks if block["type"] == "input"]
    assert stage.arthur.slack.fill_and_submit({field: SAID}) is None
    stage.arthur.slack.close_modal(everything=True)
    stage.quiet()
    assert "every question about the handoff is answered" in stage.olivia.direct_messages()[-1]
    offers(stage, liam)
    assert SAID in "\n".join(liam.direct_messages())
    assert "not answered yet" in stage.olivia.answer(f"status {CUSTOMER}")

    assert liam.presses_in_dm(actions.PACKAGE_ACCEPT).acked
    stage.quiet()
    assert liam.is_in()
    [met] = [text for text in stage.maya.reads() if "who looks after you from here on" in text]
    assert f"meet <@{liam.id}>" in met
    assert OUTCOME in met
    assert [one["number"] for one in stage.on_record("package.accepted")] == [2]
    assert "accepted the handoff" in "\n".join(stage.olivia.direct_messages())
    seen = str([*stage.maya.reads(), *stage.maya.reads_in_thread(), *stage.maya.direct_messages()])
    assert not any(secret in seen for secret in ("Acme", ASKED, SAID))
    assert stage.dead_letters() == []
