"""The buttons by which our people act on a quiet customer: take it, put it off, say why, write."""

from blocks import actions, kit
from blocks.kit import Block, Element
from blocks.values import StallChoice
from onboarding.review.putting_off import SNOOZE_DAYS
from onboarding.stall_causes import Cause

_CARD, _NOTE = "stall", "cause"
"""How the ids of blocks with a menu of causes begin: on the card, and elsewhere."""


def take(account: str, stall: str) -> Element:
    """I look after it."""
    return kit.button("I take it", actions.TAKE, value=_about(account, stall), style="primary")


def snooze(account: str, stall: str) -> Element:
    """Nothing more for a few days."""
    return kit.button(f"Snooze {SNOOZE_DAYS} days", actions.SNOOZE, value=_about(account, stall))


def sponsor_note(account: str, stall: str, *, first: bool = False) -> Element:
    """Read, edit and send the note to the executive sponsor."""
    return kit.button(
        "Prepare the sponsor's note",
        actions.SPONSOR_NOTE,
        value=_about(account, stall),
        style="primary" if first else None,
    )


def resolve(account: str, stall: str) -> Element:
    """It is settled; asked twice, since the customer has not given a sign."""
    question = kit.confirm(
        "Is it settled?",
        "I stop here and begin to watch anew from today.",
        "It is settled",
        "Not yet",
    )
    return kit.button("Resolved", actions.CALM, value=_about(account, stall), confirm=question)


def cause(account: str, stall: str) -> Block:
    """Say the cause, below what one person was told of the stall."""
    return _cause_menu(f"{_NOTE}:{account}:{stall}", None)


def cause_on_card(account: str, stall: str, current: Cause) -> Block:
    """Confirm the cause, or choose another, on the card."""
    return _cause_menu(cause_block_id(account, stall), current)


def _cause_menu(block_id: str, current: Cause | None) -> Block:
    options = [kit.option(one.label, one.value) for one in Cause]
    chosen = kit.option(current.label, current.value) if current is not None else None
    menu = kit.static_select(
        actions.CAUSE, options, placeholder="Why is it quiet?", initial_option=chosen
    )
    return kit.actions([menu], block_id=block_id)


def cause_block_id(account: str, stall: str) -> str:
    """A menu's options carry only the cause: what it is about stands in its block's id."""
    return f"{_CARD}:{account}:{stall}"


def of_block_id(block_id: str) -> tuple[str, str] | None:
    """Account and stall of a block with such a menu; None for any other."""
    kind, _, rest = block_id.partition(":")
    account, _, stall = rest.partition(":")
    return (account, stall) if kind in (_CARD, _NOTE) and account and stall else None


def is_on_card(block_id: str) -> bool:
    """Whether a block with such a menu is a card's."""
    return of_block_id(block_id) is not None and block_id.startswith(f"{_CARD}:")


def _about(account: str, stall: str) -> str:
    return StallChoice(account=account, stall=stall).dump()
