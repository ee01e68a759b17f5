"""The card of a quiet customer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from blocks.stall_buttons import of_block_id
from blocks.stall_card import is_card, stall_card
from onboarding.stall_card import Ending, NoteLine, NoteToSend, StallCard, StepLine
from onboarding.stall_causes import Cause
from tests.blocks.oracles import assert_slack_takes, clickables, labels

CARD = StallCard(
    account="a1",
    stall="2026-03-02",
    customer="Hazel & Finch",
    channel="C0ONB",
    contract_value=60_000,
    outcome="Every order leaves the house on the day it came in.",
    last_words="We will look at it <soon>.",
    owner="U0OLIVIA",
    since=date(2026, 2, 20),
    idle_days=6,
    done=3,
    total=14,
    waits_for="First login",
    cause=Cause.RESOURCE_BLOCKER,
    cause_by=None,
    steps=(
        StepLine("a note to the customer", date(2026, 2, 27), None),
        StepLine("a note to somebody else", date(2026, 3, 2), "nobody else is there"),
    ),
    taken_by=None,
    taken_on=None,
    snoozed_until=None,
    note=None,
    to_send=None,
    ending=None,
    ended_on=None,
    resolved_by=None,
    today=date(2026, 3, 3),
)
ALL = ["I take it", "Snooze 3 days", "Prepare the sponsor's note", "Resolved"]


def card(**given: Any) -> StallCard:
    return replace(CARD, **given)


def test_the_card_says_all_that_one_needs_to_step_in_C4() -> None:
    message = stall_card(CARD)
    assert_slack_takes(message)
    said = message["text"]
    for words in (
        "*Hazel &amp; Finch* (<#C0ONB>) has been quiet for 6 working days, since Fri 20 Feb.",
        "They lack people or time (my guess",
        "60,000 a year · 3 of 14 · 21 %",
        "*Waits for:* “First login”",
        "> Every order leaves the house on the day it came in.",
        "> We will look at it &lt;soon&gt;.",
        "• Fri 27 Feb: a note to the customer\n",
        "passed by, nobody else is there",
        "*Owns the account:* <@U0OLIVIA>",
        "nobody yet",
    ):
        assert words in said
    assert labels(message["blocks"]) == ALL


def test_who_confirmed_took_snoozed_and_wrote_is_on_it_C4() -> None:
    note = NoteLine("Tom Hazel", "email", "U0CLARA", date(2026, 3, 3))
    taken = card(
        cause_by="U0CLARA",
        taken_by="U0ARTHUR",
        taken_on=date(2026, 3, 2),
        snoozed_until=date(2026, 3, 6),
        note=note,
    )
    message = stall_card(taken)
    assert_slack_takes(message)
    said = message["text"]
    for words in (
        "(confirmed)",
        "*Looks after it:* <@U0ARTHUR> since Mon 2 Mar",
        "I wait until Fri 6 Mar",
        "Tue 3 Mar: <@U0CLARA> wrote to Tom Hazel by email",
    ):
        assert words in said
    assert labels(message["blocks"]) == [ALL[0], ALL[1], ALL[3]]
    by_itself = stall_card(card(note=replace(note, by=None, sponsor=None, way="slack")))
    assert "the playbook had me write to their sponsor by direct message" in by_itself["text"]


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        (NoteToSend("Tom & Co", "slack"), "the note to Tom &amp; Co, as a direct message"),
        (NoteToSend("Tom", "email"), "*Waits to be sent:* the note to Tom, by email"),
        (NoteToSend("Tom", "by_hand"), "the note to Tom, *by hand*, for no mail server is set"),
        (NoteToSend("Tom", "nobody"), "a note to Tom, by hand: I know no way to reach them"),
        (NoteToSend(None, "nobody"), "*Waits to be written:* a note to their sponsor, by hand"),
    ],
)
def test_it_says_how_the_note_that_waits_is_to_go_C4(waits: NoteToSend, words: str) -> None:
    message = stall_card(card(to_send=waits))
    assert_slack_takes(message)
    assert words in message["text"]


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("came_back", "is back, Tue 3 Mar"),
        ("resolved", "settled by <@U0CLARA>, Tue 3 Mar"),
        ("over", "nothing is left that they could do"),
    ],
)
def test_what_is_over_says_so_and_has_no_buttons_C4(ending: Ending, words: str) -> None:
    by = "U0CLARA" if ending == "resolved" else None
    message = stall_card(card(ending=ending, ended_on=date(2026, 3, 3), resolved_by=by))
    assert_slack_takes(message)
    assert words in message["text"]
    assert clickables(message["blocks"]) == []
    assert "Looks after it" not in message["text"]


@pytest.mark.parametrize("cause", Cause)
def test_the_menu_shows_the_cause_that_holds_G6(cause: Cause) -> None:
    message = stall_card(card(cause=cause))
    assert_slack_takes(message)
    [menu] = [one for one in clickables(message["blocks"]) if one["type"] == "static_select"]
    assert menu["initial_option"]["value"] == cause.value
    assert [option["value"] for option in menu["options"]] == [one.value for one in Cause]
    [block] = [b for b in message["blocks"] if b.get("block_id")]
    assert of_block_id(block["block_id"]) == ("a1", "2026-03-02")


def test_a_card_is_known_by_its_menu() -> None:
    assert is_card(dict(stall_card(CARD)))
    assert not is_card({"blocks": [{"type": "section", "block_id": "b1"}]})
    assert not is_card({})


def test_the_longest_card_fits_a_message() -> None:
    long = "&" * 3_000
    steps = (StepLine("&" * 200, date(2026, 3, 2), "&" * 200),) * 20
    full = card(
        customer=long,
        outcome=long,
        last_words=long,
        waits_for=long,
        steps=steps,
        note=NoteLine(long, "email", "U0CLARA", date(2026, 3, 3)),
    )
    assert_slack_takes(stall_card(full))
    assert_slack_takes(stall_card(replace(full, note=None, to_send=NoteToSend(long, "by_hand"))))
    assert_slack_takes(stall_card(card(last_words=None, channel=None, steps=(), waits_for=None)))
