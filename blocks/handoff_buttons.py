"""What stands below what our people are told of the record: the brief, the promises, how it is
used, the package."""

from blocks import actions, closing_buttons, kit, package_buttons
from blocks.forms import usage
from blocks.forms.brief import open_button
from blocks.kit import Block
from blocks.touch_buttons import later
from blocks.values import OneAccount
from onboarding.messages.handoff import (
    BriefChanged,
    BriefCompleted,
    BriefLate,
    BriefOwed,
    BriefWanted,
    PromisesDue,
)
from onboarding.messages.sides import TeamMessage
from onboarding.messages.team import AccountStarted
from onboarding.messages.usage import UnderUsed, UsageWanted


def below(message: TeamMessage) -> list[Block]:
    """The buttons; none for mere news."""
    match message:
        case AccountStarted(account=str(account)):
            value = OneAccount(account=account).dump()
            people = kit.button("People", actions.PEOPLE, value=value)
            return [kit.actions([open_button(account), people])]
        case BriefWanted(account=account):
            return [kit.actions([open_button(account, "Write the brief", first=True)])]
        case BriefOwed(account=account, touch=touch) | BriefLate(account=account, touch=touch):
            write = open_button(account, "Write the brief")
            return [kit.actions([write, later(account, touch)])]
        case UsageWanted(account=account, touch=touch) | UnderUsed(account=account, touch=touch):
            return [kit.actions([usage.open_button(account), later(account, touch)])]
        case PromisesDue(account=account, touch=touch):
            value = OneAccount(account=account).dump()
            ended = kit.button("How it ended", actions.PROMISES, value=value)
            return [kit.actions([ended, later(account, touch)])]
        case BriefCompleted(account=account) | BriefChanged(account=account):
            return [kit.actions([open_button(account, "The whole brief")])]
        case _:
            return package_buttons.below(message) or closing_buttons.below(message)
