"""The message in which both companies read what success means, and agree to it (A3)."""

from blocks import actions, kit
from blocks.criterion import criterion, wishes
from blocks.kit import Block, Element, Message
from blocks.values import ConfirmCriteria, OneAccount
from onboarding.criteria_card import CriteriaCard
from playbooks.phrases import plural

HEADING = "How we will know that it works"
NOTHING_LEFT = "The success criteria that stood here were withdrawn."


def criteria_card(card: CriteriaCard) -> Message:
    """Everybody in the channel reads the same; the buttons check who presses them."""
    if not card.lines:
        return kit.message([kit.section(NOTHING_LEFT)], NOTHING_LEFT)
    parts = [criterion(line, card.today) for line in card.lines]
    blocks: list[Block] = [kit.header(HEADING)]
    for line, part in zip(card.lines, parts, strict=True):
        blocks.append(kit.section(part))
        if line.wishes:
            blocks.append(kit.context(wishes(line, card.today)))
    if asked := _asked(card):
        parts.append(asked)
        blocks.append(kit.section(asked))
    if buttons := _buttons(card):
        blocks.append(kit.actions(buttons))
    return kit.message(blocks, "\n\n".join([f"*{HEADING}*", *parts]))


def _asked(card: CriteriaCard) -> str:
    waiting = len(card.to_confirm)
    if not waiting:
        return ""
    if len(card.lines) == 1:
        return "Is this what you want to be able to say? A word from your side makes it count."
    verb = "waits" if waiting == 1 else "wait"
    named = plural(waiting, "criterion", "criteria")
    return f"{named} {verb} for a word from your side. Is that what you want to be able to say?"


def _buttons(card: CriteriaCard) -> list[Element]:
    about = OneAccount(account=card.account).dump()
    buttons = []
    if card.to_confirm:
        value = ConfirmCriteria(account=card.account, seen=card.seen).dump()
        buttons.append(
            kit.button("Confirm", actions.CONFIRM_CRITERIA, value=value, style="primary")
        )
    if card.unreached:
        buttons.append(kit.button("Propose a change", actions.CRITERION_WISH, value=about))
    return [*buttons, kit.button("Report a value", actions.CRITERION_VALUE, value=about)]
