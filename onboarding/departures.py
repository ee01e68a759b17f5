"""Somebody of the customer left its channel: what our people say became of it (A5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from onboarding.intake import looks_like_an_address


class Departure(StrEnum):
    """What became of a person who left the channel."""

    REPLACED = "replaced"
    STAYS = "stays"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """As the form offers it."""
        return _LABELS[self]


_LABELS = {
    Departure.REPLACED: "Somebody else takes over",
    Departure.STAYS: "Still our contact, only out of the channel",
    Departure.NOT_NEEDED: "Nobody takes over: it is not needed any more",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at the customer who could take over."""

    id: str
    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody of ours said: who takes over is `successor`, a known one's id, or somebody
    by `name` and `email`; all three are "" where they were left empty."""

    what: Departure
    successor: str = ""
    name: str = ""
    email: str = ""


def problems(
    answer: Answer, known: Mapping[str, Known], *, of_who_left: str | None
) -> dict[str, str]:
    """What is wrong, by the field where it can be mended; `of_who_left` is their own address."""
    if answer.what is not Departure.REPLACED:
        return {}
    if answer.successor:
        if answer.name or answer.email:
            return {"successor": "Choose somebody here, or name somebody new below: not both."}
        return {} if answer.successor in known else {"successor": "Please choose again."}
    if not answer.name:
        return {"name": "Who is it? Choose somebody above, or write the name here."}
    if not looks_like_an_address(answer.email):
        return {"email": "Please give the email address, so that I can invite them."}
    if of_who_left and of_who_left.lower() == answer.email:
        return {"email": "This is the address of whoever left."}
    return {}


def chosen(answer: Answer, known: Mapping[str, Known]) -> str | None:
    """The id of whoever takes over and is known, by choice or by address; None: somebody new."""
    if answer.successor:
        return answer.successor
    same = (one.id for one in known.values() if (one.email or "").lower() == answer.email)
    return next(same, None)
