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
from onboarding.package_offer import OfferLine, OfferState
from playbooks.mrkdwn import person
from playbooks.phrases import plural


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
        "You look after this customer from here on; where its channel is open, it meets you there.",
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


def in_full(account: str, number: int) -> Element:
    """Have the whole of an offered package sent by direct message."""
    value = PackageChoice(account=account, number=number).dump()
    return kit.button("Send me the whole of it", actions.PACKAGE_WHOLE, value=value)


def returned(by: str, questions: int) -> str:
    """The note in the place of the buttons of an offer that was returned (mrkdwn)."""
    asked = plural(questions, "question")
    return f"↩️ {person(by)} returned it with {asked}. It comes again once all is answered."


def handoff(offer: OfferLine) -> str:
    """How the handoff stands, in half a line."""
    ago = f"{plural(offer.days, 'working day')} ago" if offer.days else "today"
    match offer.state:
        case OfferState.ACCEPTED:
            return f"🤝 handed over to {person(offer.csm)} {ago}"
        case OfferState.RETURNED if offer.open_questions:
            asked = plural(offer.open_questions, "question")
            return f"↩️ returned by {person(offer.csm)} {ago}, {asked} still open"
        case OfferState.RETURNED:
            return f"✅ every question of {person(offer.csm)} is answered: it can be offered again"
    return f"⏳ offered to {person(offer.csm)} {ago}, not answered yet"


def _answer(account: str) -> Element:
    value = OneAccount(account=account).dump()
    return kit.button("Answer", actions.PACKAGE_ANSWER, value=value, style="primary")
