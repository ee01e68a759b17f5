"""Why a customer stalls (G6): every stall carries one of these."""

from enum import StrEnum


class Cause(StrEnum):
    """A cause, as the owner confirms it."""

    SLOW_VALUE = "slow_value"
    EXPECTATION_GAP = "expectation_gap"
    WEAK_SPONSORSHIP = "weak_sponsorship"
    UNCLEAR_NEXT_STEP = "unclear_next_step"
    TECHNICAL_BLOCKER = "technical_blocker"
    RESOURCE_BLOCKER = "resource_blocker"
    STAKEHOLDER_CHANGE = "stakeholder_change"
    REORGANISATION = "reorganisation"
    SCOPE_CHANGE = "scope_change"
    CHANGE_RESISTANCE = "change_resistance"

    @property
    def label(self) -> str:
        """The cause as our people read it."""
        return _LABELS[self]


_LABELS = {
    Cause.SLOW_VALUE: "They see too little value too slowly",
    Cause.EXPECTATION_GAP: "They expected something else",
    Cause.WEAK_SPONSORSHIP: "Nobody with authority stands behind it",
    Cause.UNCLEAR_NEXT_STEP: "They do not know what to do next",
    Cause.TECHNICAL_BLOCKER: "Something technical is in the way",
    Cause.RESOURCE_BLOCKER: "They lack people or time",
    Cause.STAKEHOLDER_CHANGE: "Somebody who mattered has left",
    Cause.REORGANISATION: "They are being reorganised",
    Cause.SCOPE_CHANGE: "The scope has changed",
    Cause.CHANGE_RESISTANCE: "Their people would rather not change",
}
