"""What stands below what our people are told of the handoff to customer success (A7)."""

from blocks import actions, kit
from blocks.kit import Block, Element
from blocks.touch_buttons import later
from blocks.values import OneAccount, PackageChoice
from onboarding.messages.package import (
    PackageNews,
    PackageOffered,
    PackageQuestions,
    PackageQuestionsWait,
    PackageWaits,
)
from onboarding.messages.sides import TeamMessage


def below(message: TeamMessage) -> list[Block]:
    """The buttons; none for mere news."""
    match message:
        case PackageOffered(account=account, number=number):
            return [kit.actions([*answering(account, number), whole(account, "How it stands now")])]
        case PackageWaits(account=account, touch=touch, tells_owner=True):
            return [kit.actions([whole(account, "The package"), later(account, touch)])]
        case PackageWaits(account=account, touch=touch, number=number):
            return [kit.actions([*answering(account, number), later(account, touch)])]
        case PackageQuestions(account=account):
            return [kit.actions([_answer(account)])]
        case PackageQuestionsWait(account=account, touch=touch):
            return [kit.actions([_answer(account), later(account, touch)])]
        case PackageNews(account=account, news="answered"):
            return [kit.actions([whole(account, "Offer it again", first=True)])]
        case _:
            return []


def answering(account: str, number: int) -> list[Element]:
    """Accept it, or return it."""
    value = PackageChoice(account=account, number=number).dump()
    sure = kit.confirm(
        "Take over?",
        "The customer is introduced to the new contact in its channel.",
        confirm="Accept",
        deny="Not yet",
    )
    return [
        kit.button("Accept", actions.PACKAGE_ACCEPT, value=value, style="primary", confirm=sure),
        kit.button("Return with questions", actions.PACKAGE_RETURN, value=value),
    ]


def whole(account: str, text: str, *, first: bool = False) -> Element:
    """Open the package."""
    value = OneAccount(account=account).dump()
    return kit.button(text, actions.PACKAGE, value=value, style="primary" if first else None)


def _answer(account: str) -> Element:
    value = OneAccount(account=account).dump()
    return kit.button("Answer", actions.PACKAGE_ANSWER, value=value, style="primary")
