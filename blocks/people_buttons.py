"""What stands below what our people are told of people: who came, who left, who is alone (A5)."""

from blocks import actions, handoff_buttons, kit
from blocks.kit import Block, Element
from blocks.touch_buttons import later
from blocks.values import OneAccount, OnePerson, OpenDeparture
from onboarding.messages.alerts import SingleThreaded
from onboarding.messages.people import Comer, RoleGiven, WhoCame
from onboarding.messages.sides import TeamMessage
from onboarding.messages.team import StakeholderLeft

ASKED = 5
"""People in one message of whom we ask who they are; the map has them all."""
_LABEL = 60


def below(message: TeamMessage) -> list[Block]:
    """The buttons; none for mere news."""
    match message:
        case SingleThreaded(account=account, touch=touch):
            return [kit.actions([open_map(account), later(account, touch)])]
        case StakeholderLeft(account=account, touch=touch, stakeholder=stakeholder):
            said = what_happened(account, stakeholder)
            return [kit.actions([said, open_map(account), later(account, touch)])]
        case WhoCame(account=account, touch=touch, people=came):
            asked = [who_is(account, one) for one in {one.user: one for one in came}.values()]
            return [kit.actions([*asked[:ASKED], open_map(account), later(account, touch)])]
        case RoleGiven(account=account):
            return [kit.actions([open_map(account)])]
        case _:
            return handoff_buttons.below(message)


def open_map(account: str) -> Element:
    """Open the map of who matters (A5)."""
    return kit.button("People", actions.PEOPLE, value=OneAccount(account=account).dump())


def who_is(account: str, one: Comer) -> Element:
    """Open the form about somebody who came and whom nobody named (A5)."""
    name = kit.clip(" ".join(one.name.split()) or one.user, _LABEL)
    return kit.button(
        f"Who is {name}?",
        actions.suffixed(actions.NAME_COMER, one.user),
        value=OnePerson(account=account, user=one.user).dump(),
    )


def what_happened(account: str, stakeholder: str) -> Element:
    """Open the form on somebody who left (A5)."""
    value = OpenDeparture(account=account, stakeholder=stakeholder).dump()
    return kit.button("Say what happened", actions.DEPARTURE, value=value, style="primary")
