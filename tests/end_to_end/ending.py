"""What people do at the end of an onboarding: surveys, the handover, closing, looking back."""

from typing import Any

from blocks import actions
from tests.end_to_end.record import Pen, opens_from_status, sends
from tests.end_to_end.stage import CUSTOMER, Member, Stage
from tests.end_to_end.test_wins import turn_to

Json = dict[str, Any]
SURVEY_ASKS = "How was it for you?"
DAYS = 10


def working_days_pass(stage: Stage, days: int) -> None:
    """Late in the morning of each, Milepost looks at what is due."""
    for _ in range(days):
        turn_to(stage, 11)
        stage.milepost.services.reviewing.tick()
        stage.quiet()


def is_asked_how_it_was(stage: Stage, member: Member) -> None:
    """Working days pass until the questions of the end have come."""
    for _ in range(DAYS):
        if any(SURVEY_ASKS in said for said in member.direct_messages()):
            return
        working_days_pass(stage, 1)
    raise AssertionError(f"{member.name} was asked nothing: {member.direct_messages()}")


def says_how_it_was(stage: Stage, member: Member, csat: int, ces: int, why: str) -> None:
    """The scores by button, and words to the first."""
    assert member.presses_in_dm(f"{actions.SURVEY}:csat:{csat}").acked
    assert member.presses_in_dm(f"{actions.SURVEY}:ces:{ces}").acked
    stage.quiet()
    assert member.presses_in_dm(actions.SURVEY_WORDS).acked
    sends(member, {"csat": why})
    stage.quiet()


def names_person(stage: Stage, namer: Member, name: str, pen: Pen) -> None:
    """Put somebody on the map who is in no channel."""
    opens_from_status(namer, actions.PEOPLE)
    assert namer.slack.click_in_modal(actions.PERSON_ADD).acked
    fields: Json = {"name": name, "roles": ["executive_sponsor"]}
    fields |= {field: pen(f"stakeholders.{field}") for field in ("title", "remark")}
    sends(namer, fields)
    stage.quiet()


def hands_over(stage: Stage, giver: Member, taker: Member, knows: Member, pen: Pen) -> None:
    """The package is offered, returned with a question for `knows`, answered, offered again, and
    accepted."""
    assert giver.orders(f"handoff {CUSTOMER}").modal is not None
    sends(giver, {"csm": taker.id})
    stage.quiet()
    assert taker.presses_in_dm(actions.PACKAGE_RETURN).acked
    asked = {"question.0.text": pen("package_questions.question"), "question.0.owner": knows.id}
    sends(taker, asked)
    stage.quiet()
    assert knows.presses_in_dm(actions.PACKAGE_ANSWER).acked
    form = knows.slack.modal()
    assert form is not None
    question = next(one["block_id"] for one in form.blocks if one["type"] == "input")
    sends(knows, {question: pen("package_questions.answer")})
    stage.quiet()
    assert giver.orders(f"handoff {CUSTOMER}").modal is not None
    sends(giver, {"csm": taker.id})
    stage.quiet()
    assert taker.presses_in_dm(actions.PACKAGE_ACCEPT).acked
    stage.quiet()


def closes(stage: Stage, closer: Member, pen: Pen, **chosen: str) -> None:
    """`chosen`: ending, cause, channel."""
    assert closer.orders(f"close {CUSTOMER}").modal is not None
    sends(closer, {"words": pen("closings.words")} | chosen)
    stage.quiet()


def looks_back(stage: Stage, member: Member, keep: str) -> None:
    """The customer's own two questions."""
    assert member.presses_below(actions.LOOK_BACK).acked
    sends(member, {"keep": keep})
    stage.quiet()


def writes_post_mortem(stage: Stage, writer: Member, pen: Pen) -> None:
    """From the message that asks for it."""
    assert writer.presses_in_dm(actions.POST_MORTEM).acked
    fields = {"summary": pen("post_mortems.summary"), "change": pen("findings.text")}
    sends(writer, fields)
    stage.quiet()
