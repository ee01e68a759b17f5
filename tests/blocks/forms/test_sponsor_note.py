"""The form of the sponsor's note says how it goes, and whose it is to send (C4)."""

import pytest

from blocks.forms.sponsor_note import render
from onboarding.review.sponsor_note import DraftedNote, Way


def drafted(way: Way, address: str | None) -> DraftedNote:
    return DraftedNote(
        account="a1",
        stall="2026-03-02",
        customer="Hazel & Finch",
        sponsor="Tom <Hazel>",
        way=way,
        address=address,
        subject="One thing",
        text="Hello Tom",
    )


@pytest.mark.parametrize(
    ("way", "address", "said", "submit"),
    [
        ("slack", "tom@h.example", "as a direct message", "Send"),
        ("email", "tom@h.example", "by email; an answer", "Send"),
        ("owner", "tom@h.example", "no mail server is set", "I have sent it"),
        ("owner", None, "I have no way to reach", "I have sent it"),
    ],
)
def test_it_says_how_the_note_goes_C4(
    way: Way, address: str | None, said: str, submit: str
) -> None:
    view = render(drafted(way, address))
    intro = view["blocks"][0]["text"]["text"]
    assert said in intro
    assert "*Tom &lt;Hazel&gt;* at *Hazel &amp; Finch*" in intro
    assert ("tom@h.example" in intro) is (way == "owner" and address is not None)
    assert view["submit"]["text"] == submit
