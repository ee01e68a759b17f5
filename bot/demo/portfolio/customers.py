"""What a customer of the portfolio is: the company, the deal, and what happened, scene by scene."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.demo.portfolio.room import Room

Staff = tuple[str, str, str, str]
"""Real name, title, IANA zone, and rank: "owner", "admin" or ""."""

Act = Callable[["Room"], None]
"""What somebody does in a customer's channel."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`when`: `3 Thu 14:05`, see `weeks.moment`."""

    when: str
    act: Act


@dataclass(frozen=True, slots=True)
class Customer:
    """`staff` is empty for a company that the sandbox begins with.

    `contacts`: first name and role of each person invited. `stands`: how it is doing at the end.
    """

    name: str
    domain: str
    staff: Sequence[Staff]
    channel: str
    outcome: str
    country: str
    contract_value: str
    contacts: Sequence[tuple[str, str]]
    stands: str
    scenes: Sequence[Scene]
