"""A refusal as a modal: the one thing that a person of another company surely sees."""

from blocks import kit
from blocks.kit import View
from blocks.kit.limits import TEXT

CALLBACK = "refusal"


def refusal_modal(sentence: str) -> View:
    """`sentence` is mrkdwn, as `playbooks.refusals` writes it."""
    return kit.modal(
        CALLBACK,
        "Nothing was changed",
        [kit.section(kit.clip(sentence, TEXT))],
        close="OK",
    )
