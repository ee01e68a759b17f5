"""What stands below what our people are told of an account: the button that does the next thing."""

from blocks import actions, kit, people_buttons
from blocks.kit import Block, Element
from blocks.stall_buttons import cause, snooze, sponsor_note, take
from blocks.touch_buttons import later
from blocks.values import EndHold, OneAccount, OneCriterion, TakeUp
from onboarding.messages.alerts import (
    CriteriaUnconfirmed,
    Drifting,
    ExecutiveCheckIn,
    HoldNews,
    HoldOver,
    LeaderAsked,
    NobodyJoined,
    OurReminder,
    PersonalNote,
    QuestionWaits,
    SponsorNoteDue,
)
from onboarding.messages.criteria import CriterionWished
from onboarding.messages.sides import TeamMessage
from onboarding.messages.surveys import LowScoresWait


def below(message: TeamMessage) -> list[Block]:
    """The buttons of an alert; none for mere news."""
    match message:
        case PersonalNote(account=account, stall=stall):
            buttons = kit.actions([take(account, stall), snooze(account, stall)])
            return [buttons, cause(account, stall)]
        case SponsorNoteDue(account=account, stall=stall, how="slack" | "email" | "by_hand"):
            note = sponsor_note(account, stall, first=True)
            return [kit.actions([note, take(account, stall), snooze(account, stall)])]
        case (
            SponsorNoteDue(account=account, stall=stall) | LeaderAsked(account=account, stall=stall)
        ):
            return [kit.actions([take(account, stall), snooze(account, stall)])]
        case (
            OurReminder(account=account, touch=touch)
            | NobodyJoined(account=account, touch=touch)
            | QuestionWaits(account=account, touch=touch)
            | Drifting(account=account, touch=touch)
            | ExecutiveCheckIn(account=account, touch=touch)
        ):
            return [kit.actions([later(account, touch)])]
        case LowScoresWait(account=account, touch=touch):
            about = OneAccount(account=account).dump()
            mine = TakeUp(account=account).dump()
            see_to_it = kit.button("I'll see to it", actions.TAKE_UP, value=mine, style="primary")
            stands = kit.button("How they stand", actions.HOW_IT_STANDS, value=about)
            return [kit.actions([see_to_it, stands, later(account, touch)])]
        case CriterionWished(account=account, criterion=criterion):
            value = OneCriterion(account=account, criterion=criterion).dump()
            return [
                kit.actions(
                    [
                        kit.button("Change it", actions.CRITERION_CHANGE, value=value),
                        kit.button("Answer", actions.CRITERION_ANSWER, value=value),
                    ]
                )
            ]
        case CriteriaUnconfirmed(account=account, touch=touch):
            value = OneAccount(account=account).dump()
            shown = kit.button("Success criteria", actions.CRITERIA, value=value)
            return [kit.actions([shown, later(account, touch)])]
        case HoldOver(account=account, touch=touch):
            tell = resume(account, "Tell the customer we go on")
            return [kit.actions([tell, later(account, touch)])]
        case HoldNews(account=account, news="rests"):
            return [kit.actions([resume(account, "Resume now")])]
        case _:
            return people_buttons.below(message)


def resume(account: str, text: str) -> Element:
    """The onboarding goes on; the customer is told."""
    return kit.button(text, actions.RESUME, value=EndHold(account=account).dump())
