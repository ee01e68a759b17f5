"""What stands below what our people are told of an account: the button that does the next thing."""

from blocks import kit
from blocks.kit import Block
from blocks.stall_buttons import snooze, sponsor_note, take
from blocks.touch_buttons import later
from onboarding.messages.alerts import (
    CriteriaUnconfirmed,
    Drifting,
    ExecutiveCheckIn,
    HoldOver,
    LeaderAsked,
    NobodyJoined,
    OurReminder,
    PersonalNote,
    QuestionWaits,
    SingleThreaded,
    SponsorNoteDue,
)
from onboarding.messages.sides import TeamMessage


def below(message: TeamMessage) -> list[Block]:
    """The buttons of an alert; none for mere news."""
    match message:
        case PersonalNote(account=account, stall=stall):
            return [kit.actions([take(account, stall), snooze(account, stall)])]
        case SponsorNoteDue(account=account, stall=stall, how="slack" | "email"):
            note = sponsor_note(account, stall, first=True)
            return [kit.actions([note, take(account, stall), snooze(account, stall)])]
        case (
            SponsorNoteDue(account=account, stall=stall) | LeaderAsked(account=account, stall=stall)
        ):
            return [kit.actions([take(account, stall), snooze(account, stall)])]
        case (
            OurReminder(account=account, touch=touch)
            | NobodyJoined(account=account, touch=touch)
            | CriteriaUnconfirmed(account=account, touch=touch)
            | QuestionWaits(account=account, touch=touch)
            | Drifting(account=account, touch=touch)
            | SingleThreaded(account=account, touch=touch)
            | ExecutiveCheckIn(account=account, touch=touch)
            | HoldOver(account=account, touch=touch)
        ):
            return [kit.actions([later(account, touch)])]
        case _:
            return []
