"""The form in which a person reads, edits and sends the note to the executive sponsor (C4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocks import kit
from blocks.forms import fields
from blocks.forms.state import FormState
from blocks.values import ButtonValue, Id
from onboarding.review.sponsor_note import LONGEST_SUBJECT, LONGEST_TEXT, DraftedNote

CALLBACK = "sponsor_note"


class NoteAbout(ButtonValue):
    """What the note is about. `by_hand`: the person sends it, we only put it on record."""

    account: Id
    stall: Id
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Note:
    """The note as the person left it."""

    subject: str
    text: str


def render(drafted: DraftedNote) -> kit.View:
    """The view."""
    by_hand = drafted.way == "owner"
    about = NoteAbout(account=drafted.account, stall=drafted.stall, by_hand=by_hand)
    return kit.modal(
        CALLBACK,
        "Note to the sponsor",
        [
            kit.section(_intro(drafted)),
            fields.text(
                "subject", "Subject", drafted.subject[:LONGEST_SUBJECT], at_most=LONGEST_SUBJECT
            ),
            fields.text(
                "text",
                "Note",
                drafted.text[:LONGEST_TEXT],
                at_most=LONGEST_TEXT,
                multiline=True,
                hint="Make it yours. They read it word for word; your name stands below it.",
            ),
        ],
        submit="I have sent it" if by_hand else "Send",
        close="Not now",
        private_metadata=about.dump(),
    )


def read(view: Mapping[str, Any]) -> Note:
    """What was typed."""
    state = FormState(view)
    return Note(state.text("subject"), state.text("text"))


def _intro(drafted: DraftedNote) -> str:
    sponsor = kit.clip(kit.escape(" ".join(drafted.sponsor.split())), 150)
    customer = kit.clip(kit.escape(" ".join(drafted.customer.split())), 150)
    whom = f"*{sponsor}* at *{customer}*"
    match drafted.way:
        case "slack":
            return f"This goes to {whom} as a direct message from me, with your name below it."
        case "email":
            return f"This goes to {whom} by email; an answer comes to your own mailbox."
    if drafted.address:
        return (
            f"Please send this by hand: {whom} is not in the channel, and no mail server is set "
            f"with which I could write to {kit.clip(kit.escape(drafted.address), 200)}. Copy it, "
            "send it from your own mailbox, and tell me when you have: then it is on record."
        )
    return (
        f"I have no way to reach {whom}. Copy this, send it yourself, and tell me when you have: "
        "then it is on record."
    )
