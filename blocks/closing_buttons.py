"""What stands below what our people are told of an onboarding that has ended (R5, F1)."""

from blocks import kit
from blocks.forms import looking_back
from blocks.kit import Block
from onboarding.messages.looking_back import PostMortemWanted
from onboarding.messages.sides import TeamMessage


def below(message: TeamMessage) -> list[Block]:
    """The buttons; none for mere news."""
    match message:
        case PostMortemWanted(account=account):
            return [kit.actions([looking_back.post_mortem_button(account)])]
        case _:
            return []
