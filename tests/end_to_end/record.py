"""What people do about a customer's record, from the sales brief to first value.

Whatever is typed for our own people alone goes through a `Pen`, so that a story can write marks
there and look for them where customers read.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from blocks import actions
from bot.demo.portfolio.room import option_of
from sandbox.reports import Modal
from tests.end_to_end.stage import CHANNEL, CUSTOMER, Member, Stage
from tests.leaks.fields import QUOTABLE

Json = dict[str, Any]
Pen = Callable[[str], str]
"""What stands in an internal field, by its name: the table and the column, or the part."""

OUR_LINES = ("help-named", "way-back", "support-told")
THEIR_LINES = ("data-checked", "access-checked", "users-told")
BELOW_STATUS = "general"
OWN_WORDS = "That my crews sleep in May"
"""What somebody of the customer's said at the kickoff, to be quoted to it."""


def opens_from_status(member: Member, action_id: str) -> Modal:
    """Press a button below how the customer stands."""
    shown = member.orders(f"status {CUSTOMER}").answers[0].ts
    outcome = member.slack.click(BELOW_STATUS, shown, action_id)
    assert outcome.acked, outcome.shown
    return open_form(member)


def open_form(member: Member) -> Modal:
    modal = member.slack.modal()
    assert modal is not None, f"{member.name} has no form open"
    return modal


def sends(member: Member, fields: Json, *, closes: bool = True) -> None:
    """Fill in the form on top and send it; `closes`: and put away whatever is still open."""
    assert member.slack.fill_and_submit(fields) is None
    if closes and member.slack.modal() is not None:
        member.slack.close_modal(everything=True)


def tells_brief(stage: Stage, teller: Member, pen: Pen) -> None:
    """What sales knows, in three steps, from the message that asks for it."""
    assert teller.presses_in_dm(actions.BRIEF).acked
    due_on = (stage.clock.now().date() + timedelta(days=30)).isoformat()
    pages: list[Json] = [
        {field: pen(f"brief.{field}") for field in ("why_bought", "goals", "promised")},
        {
            "commitment.new0.text": pen("promises.text"),
            "commitment.new0.owner": stage.clara.id,
            "commitment.new0.due_on": due_on,
        },
        {field: pen(f"brief.{field}") for field in ("stakeholders", "deal_context", "risks")},
    ]
    for page in pages:
        sends(teller, page, closes=page is pages[-1])
    stage.quiet()


def prepares_kickoff(stage: Stage, asker: Member, lead: Member, pen: Pen) -> None:
    """Post the agenda, write down what the call brought, who leads, and what is in the way."""
    assert asker.orders(f"kickoff {CUSTOMER}").modal is not None
    assert asker.slack.click_in_modal(actions.AGENDA).acked
    asked = [one for one in open_form(asker).blocks if one["type"] == "input"]
    own_words = [one["block_id"] for one in asked if QUOTABLE in one["label"]["text"]]
    among_us = [one["block_id"] for one in asked if one["block_id"] not in own_words]
    assert own_words
    assert among_us
    answers = dict.fromkeys(own_words, OWN_WORDS)
    answers |= {question: pen("discovery_answers.text") for question in among_us}
    sends(asker, answers, closes=False)
    assert asker.slack.click_in_modal(f"{actions.KICKOFF_PAGE}:ready").acked
    leads = option_of(open_form(asker).blocks, "lead", lead.name)
    sends(asker, {"lead": leads, "obstacles": pen("readiness.obstacles")})
    stage.quiet()


def goes_on_without(stage: Stage, passer: Member, gate: str, pen: Pen) -> None:
    """Let a closed gate be passed, from the list of them, and say why."""
    opens_from_status(passer, actions.GATES)
    assert passer.slack.click_in_modal(actions.suffixed(actions.GO_ON, gate)).acked
    sends(passer, {"reason": pen("gate_passes.reason")})
    stage.quiet()


def keeps_note(stage: Stage, keeper: Member, said: str, kind: str, pen: Pen) -> None:
    """“Record…” on a message of the channel."""
    outcome = keeper.slack.shortcut("record_message", channel=CHANNEL, ts=said)
    assert outcome.acked, outcome.shown
    fields = {"kind": kind, "text": pen(f"notes.{kind}")}
    if kind == "promise":
        by = stage.clock.now().date() + timedelta(days=20)
        fields |= {"owner": keeper.id, "due_on": by.isoformat()}
    sends(keeper, fields)
    stage.quiet()


def answers_question(stage: Stage, answerer: Member, pen: Pen) -> None:
    """The question on record, from the list of what is kept."""
    listed = opens_from_status(answerer, actions.NOTES).blocks
    buttons = [block["accessory"]["action_id"] for block in listed if "accessory" in block]
    [asked] = [button for button in buttons if button.startswith(actions.ANSWER_NOTE)]
    assert answerer.slack.click_in_modal(asked).acked
    sends(answerer, {"answer": pen("notes.answer")})
    stage.quiet()


def reports_usage(stage: Stage, reporter: Member, active: int, expected: int, pen: Pen) -> None:
    """How it is used, as our people see it."""
    opens_from_status(reporter, actions.USAGE)
    remark = pen("usage_reports.remark")
    sends(reporter, {"active": str(active), "expected": str(expected), "remark": remark})
    stage.quiet()


def rests(stage: Stage, orderer: Member, pen: Pen) -> None:
    """Let it rest until the day that is proposed, and go on at once."""
    assert orderer.orders(f"pause {CUSTOMER}").modal is not None
    sends(orderer, {"reason": pen("holds.reason")})
    stage.quiet()
    assert "goes on" in orderer.answer(f"resume {CUSTOMER}")
    stage.quiet()


def checks_go_live(stage: Stage, ours: Member, theirs: Member) -> None:
    """Each side its lines of the go-live checklist; it comes when it is asked for."""
    opens_from_status(ours, actions.GO_LIVE)
    ours.slack.close_modal(everything=True)
    stage.quiet()
    for member, lines in ((ours, OUR_LINES), (theirs, THEIR_LINES)):
        for line in lines:
            assert member.presses_below(actions.suffixed(actions.GO_LIVE_LINE, line)).acked
            stage.quiet()


def reports_value(stage: Stage, reporter: Member, value: str, remark: str) -> None:
    assert reporter.presses_below(actions.CRITERION_VALUE).acked
    sends(reporter, {"value": value, "remark": remark})
    stage.quiet()


def ends_promise(stage: Stage, ender: Member, pen: Pen) -> None:
    """Say of the first open promise that it was kept."""
    page = opens_from_status(ender, actions.PROMISES)
    button = next(
        one["accessory"]["action_id"] for one in page.blocks if one.get("accessory") is not None
    )
    assert ender.slack.click_in_modal(button).acked
    sends(ender, {"how": "kept", "remark": pen("promises.remark")})
    stage.quiet()
