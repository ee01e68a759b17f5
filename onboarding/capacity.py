"""How much one person can carry (K1): so many high-touch customers, or so many others.

Utilisation is high ÷ 15 + others ÷ 40; above 1 somebody has more than anybody can look after well.
Every customer that is not closed counts, also one that is paused: it comes back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from onboarding.tracks import Track

HIGH_TOUCH = 15
"""High-touch customers that fill a person (K1: 8 to 15)."""
OTHERS = 40
"""Customers of the other tracks that fill a person (K1: 25 to 40)."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many customers a person owns; `user` is a Slack user id."""

    user: str
    high_touch: int = 0
    others: int = 0

    @property
    def utilisation(self) -> Fraction:
        """The part of a person's capacity that is taken; exact: who is full is not over."""
        return Fraction(self.high_touch, HIGH_TOUCH) + Fraction(self.others, OTHERS)

    @property
    def percent(self) -> int:
        """Utilisation in whole percent, rounded; above 100 only where it is over the limit."""
        percent = round(100 * self.utilisation)
        return max(percent, 101) if self.is_over else min(percent, 100)

    @property
    def is_over(self) -> bool:
        """Whether one more should not have been added."""
        return self.utilisation > 1

    def with_one(self, track: Track) -> "Load":
        """The load with one more customer of this track."""
        if track is Track.HIGH_TOUCH:
            return Load(self.user, self.high_touch + 1, self.others)
        return Load(self.user, self.high_touch, self.others + 1)


def loads(owned: Iterable[tuple[str, Track]]) -> tuple[Load, ...]:
    """The load of everybody who owns a customer, the heaviest first; an owner and a track each."""
    found: dict[str, Load] = {}
    for user, track in owned:
        found[user] = found.get(user, Load(user)).with_one(track)
    return tuple(sorted(found.values(), key=lambda load: (-load.utilisation, load.user)))
