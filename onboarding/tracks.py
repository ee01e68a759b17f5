"""Which track a customer takes, by the value of its contract (R3)."""

from dataclasses import dataclass
from enum import StrEnum


class Track(StrEnum):
    """How closely a customer is accompanied (R3)."""

    LOW_TOUCH = "low-touch"
    GUIDED = "guided"
    HIGH_TOUCH = "high-touch"

    @property
    def label(self) -> str:
        """The track as people read it."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """The yearly contract values, in whole units of currency, from which a track begins.

    Raises ValueError when they are not in order.
    """

    guided_from: int = 25_000
    high_touch_from: int = 100_000

    def __post_init__(self) -> None:
        if self.guided_from < 0:
            raise ValueError("The guided track cannot begin below a contract value of 0.")
        if self.high_touch_from <= self.guided_from:
            raise ValueError(
                f"The high touch track must begin above the guided track: "
                f"{self.high_touch_from} is not more than {self.guided_from}."
            )


def choose_track(contract_value: int, cutoffs: Cutoffs) -> Track:
    """The track for a contract worth this much a year, in whole units of currency (R3)."""
    if contract_value >= cutoffs.high_touch_from:
        return Track.HIGH_TOUCH
    if contract_value >= cutoffs.guided_from:
        return Track.GUIDED
    return Track.LOW_TOUCH
