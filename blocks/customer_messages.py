"""Messages for customers as Block Kit. Nothing said *about* a customer comes through this door."""

from blocks.kit import Message
from blocks.paragraphs import message_of
from blocks.touch_buttons import below
from onboarding.messages.sides import CustomerMessage
from playbooks.words import Words


def render(message: CustomerMessage, words: Words, template: str | None = None) -> Message:
    """`template`: a playbook's own words for it (C9).

    Raises TypeError for a message that is not for customers.
    """
    return message_of(words.for_customer(message, template), below(message))
