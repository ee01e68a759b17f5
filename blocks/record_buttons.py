"""The buttons below how a customer stands: each opens a part of its record, for our people only."""

from blocks import actions, kit
from blocks.kit import Block
from blocks.values import OneAccount

PARTS: tuple[tuple[str, str], ...] = (
    ("Brief", actions.BRIEF),
    ("Kickoff", actions.KICKOFF),
    ("People", actions.PEOPLE),
    ("Gates", actions.GATES),
    ("Promises", actions.PROMISES),
    ("Success criteria", actions.CRITERIA),
    ("Go-live", actions.GO_LIVE),
    ("Later", actions.LATER_LIST),
    ("Usage", actions.USAGE),
    ("Notes", actions.NOTES),
    ("Hand over", actions.PACKAGE),
    ("Timeline", actions.TIMELINE),
    ("Findings", actions.FINDINGS),
    ("Close", actions.CLOSE),
)
"""What each button says, and the action id by which we hear of it."""

_IN_A_ROW = 5


def below(account: str) -> list[Block]:
    """A row or more of buttons; nothing while there is no part to open."""
    buttons = [
        kit.button(label, action, value=OneAccount(account=account).dump())
        for label, action in PARTS
    ]
    return [
        kit.actions(buttons[first : first + _IN_A_ROW])
        for first in range(0, len(buttons), _IN_A_ROW)
    ]
