"""The buttons by which our people act on a quiet customer: take it, put it off, say why, write."""

from blocks import actions, kit
from blocks.kit import Element
from blocks.values import StallChoice
from onboarding.review.putting_off import SNOOZE_DAYS
from onboarding.stall_causes import Cause


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


def cause(account: str, stall: str, current: Cause) -> Element:
    """Confirm the cause, or choose another; the account stands in the block's id."""
    options = [kit.option(one.label, one.value) for one in Cause]
    chosen = next(option for option in options if option["value"] == current.value)
    return kit.static_select(
        actions.CAUSE, options, placeholder="Why is it quiet?", initial_option=chosen
    )


def cause_block_id(account: str, stall: str) -> str:
    """A menu's options carry only the cause: what it is about stands in its block's id."""
    return f"stall:{account}:{stall}"


def of_block_id(block_id: str) -> tuple[str, str] | None:
    """Account and stall of such a block; None for any other."""
    kind, _, rest = block_id.partition(":")
    account, _, stall = rest.partition(":")
    return (account, stall) if kind == "stall" and account and stall else None


def _about(account: str, stall: str) -> str:
    return StallChoice(account=account, stall=stall).dump()
