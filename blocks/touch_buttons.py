"""What stands below a touch: the answer in one click, the smallest step, "remind me later"."""

from collections.abc import Sequence

from blocks import actions, kit
from blocks.forms import looking_back
from blocks.kit import Block, Element
from blocks.survey_buttons import questions, say_why
from blocks.values import (
    CheckInAnswer,
    MilestoneTick,
    OpenPulseWords,
    OpenStuck,
    PulseAnswer,
    TouchLater,
)
from onboarding.messages.looking_back import Retrospective
from onboarding.messages.sides import CustomerMessage
from onboarding.messages.surveys import EndSurvey, SurveyThanks
from onboarding.messages.touches import (
    CheckIn,
    DueItem,
    PulseSurvey,
    PulseThanks,
    ReEngagement,
    Reminder,
    WelcomeFollowUp,
)

STEPS = 3
"""Milestones that get a button of their own below a reminder; the plan has them all."""
_LABEL = 75


def below(message: CustomerMessage) -> list[Block]:
    """The buttons of a touch; none for what is no question."""
    match message:
        case CheckIn(account=account, touch=touch):
            return [kit.actions([*_how_it_goes(account, touch), later(account, touch)])]
        case PulseSurvey(account=account, touch=touch):
            scores = [_score(account, touch, score) for score in (1, 2, 3, 4, 5)]
            return [kit.actions([*scores, later(account, touch)])]
        case PulseThanks(account=account, touch=touch):
            value = OpenPulseWords(account=account, touch=touch).dump()
            return [kit.actions([kit.button("Say more", actions.PULSE_WORDS, value=value)])]
        case EndSurvey(account=account, touch=touch, questions=asked):
            put_off = kit.actions([later(account, touch)])
            return [*questions(account, touch, asked), put_off]
        case SurveyThanks(account=account, touch=touch):
            return [kit.actions([say_why(account, touch)])]
        case Reminder(account=account, touch=touch, items=items):
            return [_steps(account, touch, items)]
        case WelcomeFollowUp(account=account, touch=touch, first=step):
            return [_steps(account, touch, [step])]
        case ReEngagement(account=account, touch=touch, step=step):
            return [_steps(account, touch, [step])]
        case Retrospective(account=account):
            return [kit.actions([looking_back.retrospective_button(account)])]
        case _:
            return []


def later(account: str, touch: str) -> Element:
    """The button that puts a touch off until the next working day."""
    return kit.button(
        "Remind me later", actions.LATER, value=TouchLater(account=account, touch=touch).dump()
    )


def _steps(account: str, touch: str, items: Sequence[DueItem]) -> Block:
    steps = list({item.key: item for item in items}.values())
    done = [_done(account, item, alone=len(steps) == 1) for item in steps[:STEPS]]
    stuck = kit.button("We're stuck", actions.STUCK, value=OpenStuck(account=account).dump())
    return kit.actions([*done, stuck, later(account, touch)])


def _done(account: str, item: DueItem, *, alone: bool) -> Element:
    """The button that marks a milestone done; its title is on it where there are several."""
    text = "Mark done" if alone else kit.clip(f"Done: {item.title}", _LABEL)
    return kit.button(
        text,
        actions.suffixed(actions.TICK, item.key),
        value=MilestoneTick(account=account, milestone=item.key, done=True).dump(),
        style="primary" if alone else None,
        accessibility_label=kit.clip(f"Mark done: {item.title}", _LABEL),
    )


def _how_it_goes(account: str, touch: str) -> list[Element]:
    return [
        kit.button(
            "On track",
            actions.suffixed(actions.CHECK_IN, "on_track"),
            value=CheckInAnswer(account=account, touch=touch, answer="on_track").dump(),
            style="primary",
        ),
        kit.button(
            "Need help",
            actions.suffixed(actions.CHECK_IN, "need_help"),
            value=CheckInAnswer(account=account, touch=touch, answer="need_help").dump(),
        ),
        kit.button(
            "Blocked",
            actions.suffixed(actions.CHECK_IN, "blocked"),
            value=CheckInAnswer(account=account, touch=touch, answer="blocked").dump(),
        ),
    ]


def _score(account: str, touch: str, score: int) -> Element:
    value = PulseAnswer.model_validate({"account": account, "touch": touch, "score": score})
    said = {1: "1 of 5, not well", 5: "5 of 5, very well"}.get(score, f"{score} of 5")
    return kit.button(
        str(score),
        actions.suffixed(actions.PULSE, str(score)),
        value=value.dump(),
        accessibility_label=said,
    )
