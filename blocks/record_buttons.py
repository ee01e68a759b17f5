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
    ("Close onboarding", actions.CLOSE),
)
"""What each button says, and the action id by which we hear of it."""

_AFTER_CLOSING: tuple[tuple[str, str], ...] = (
    ("How it ended", actions.CLOSE),
    ("Promises", actions.PROMISES),
    ("Go-live", actions.GO_LIVE),
    ("Notes", actions.NOTES),
    ("Hand over", actions.PACKAGE),
    ("Timeline", actions.TIMELINE),
    ("Findings", actions.FINDINGS),
)
"""What still opens once an onboarding is closed: see `permissions.AFTER_CLOSING`."""

_IN_A_ROW = 5


def below(account: str, *, is_closed: bool = False) -> list[Block]:
    """A row or more of buttons; of a closed onboarding those that still open something."""
    parts = PARTS if not is_closed else _AFTER_CLOSING
    buttons = [
        kit.button(label, action, value=OneAccount(account=account).dump())
        for label, action in parts
    ]
    return [
        kit.actions(buttons[first : first + _IN_A_ROW])
        for first in range(0, len(buttons), _IN_A_ROW)
    ]
