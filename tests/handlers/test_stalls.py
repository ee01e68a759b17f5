"""Clicks on the card of a quiet customer, and on what our people were told of it."""

from datetime import date

import pytest

from blocks import actions
from blocks.stall_buttons import cause_block_id, of_block_id
from blocks.stall_card import is_card
from blocks.team_messages import render
from blocks.values import StallChoice
from onboarding.cadence import Lever
from onboarding.messages.alerts import PersonalNote
from onboarding.messages.touches import DueItem
from playbooks.words import shipped_words
from services.actor import Actor
from storage.review_schema import sponsor_notes
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import STALL, the_stall, went_quiet, with_sponsor
from tests.services.story import ARTHUR, BEN, CHANNEL, CLARA, HOST, MAYA, OLIVIA, Story

TEAM = "CTEAM"


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    went_quiet(story, account, reached=(Lever.TEAM_CHANNEL,))
    return account


def about(account: str) -> str:
    return StallChoice(account=account, stall=STALL).dump()


def a_note(account: str) -> PersonalNote:
    return PersonalNote(
        account=account,
        touch=f"owner:{STALL}",
        stall=STALL,
        customer="Hazel & Finch",
        channel=CHANNEL,
        contact="Maya",
        idle_days=9,
        cause="They do not know what to do next",
        confirmed=False,
        outcome="Reorder in minutes.",
        step=DueItem(key="goal", title="Goal", why="It helps.", due_on=date(2026, 3, 2)),
        last_words=None,
    )


def form(view: Json, **values: str) -> Json:
    state = {field: {field: {"type": "x", "value": value}} for field, value in values.items()}
    return view | {"state": {"values": state}}


def test_one_of_ours_takes_it_from_a_direct_message_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert slack.click(CLARA, actions.TAKE, about(account), channel="D0CLARA").status == 200
    assert the_stall(story).taken_by == CLARA.user
    [(_, answered)] = api.calls
    assert "<@UCLARA> looks after it" in answered["text"]


def test_the_card_itself_is_left_to_be_drawn_anew_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    block = cause_block_id(account, STALL)
    slack.click(CLARA, actions.TAKE, about(account), channel=TEAM, block_id=block)
    assert the_stall(story).taken_by == CLARA.user
    assert api.calls == []


def test_the_same_click_delivered_again_takes_it_once_C4(
    story: Story, slack: Deliveries, account: str
) -> None:
    slack.click(CLARA, actions.TAKE, about(account), channel=TEAM)
    slack.again()
    assert len(story.activity("stall.taken")) == 1


@pytest.mark.parametrize("action", [actions.TAKE, actions.SNOOZE, actions.CALM])
@pytest.mark.parametrize(
    ("actor", "words"),
    [(MAYA, "other side"), (BEN, "don't know you"), (Actor("UX", "TX", HOST), "don't know you")],
    ids=["the customer", "another company's", "a stranger"],
)
def test_nobody_else_cares_for_a_quiet_customer(
    story: Story,
    slack: Deliveries,
    api: WebApi,
    account: str,
    action: str,
    actor: Actor,
    words: str,
) -> None:
    slack.click(actor, action, about(account), channel=CHANNEL)
    assert words in api.refusal
    row = the_stall(story)
    assert (row.taken_by, row.snoozed_until, row.ended_at) == (None, None, None)


def test_snoozing_and_settling_from_what_one_was_told_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.click(OLIVIA, actions.SNOOZE, about(account), channel="D0OLIVIA")
    slack.click(OLIVIA, actions.CALM, about(account), channel="D0OLIVIA")
    said = [answered["text"] for _, answered in api.calls]
    assert "wait for 3 working days" in said[0]
    assert "says it is settled" in said[1]
    assert the_stall(story).resolved_by == OLIVIA.user


def test_a_click_on_what_is_over_is_told_so_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    story.services.stalls.resolve(OLIVIA, account, STALL, story.key())
    slack.click(ARTHUR, actions.TAKE, about(account), channel=TEAM)
    assert "This is over" in api.refusal


def test_the_cause_is_chosen_from_the_menu_G6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    block = cause_block_id(account, STALL)
    slack.choose(CLARA, actions.CAUSE, "resource_blocker", channel=TEAM, block_id=block)
    row = the_stall(story)
    assert (row.cause, row.cause_by) == ("resource_blocker", CLARA.user)
    assert api.calls == []


def test_the_owner_says_the_cause_where_the_note_asks_for_it_G6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    note = render(a_note(account), shipped_words())
    assert "say below what it is" in note["text"]
    assert not is_card(note)  # a note gives way to what was pressed, a card is drawn anew
    [block] = [b["block_id"] for b in note["blocks"] if of_block_id(b.get("block_id", ""))]
    slack.choose(OLIVIA, actions.CAUSE, "scope_change", channel="D0OLIVIA", block_id=block)
    assert the_stall(story).cause == "scope_change"


@pytest.mark.parametrize(
    ("value", "block"),
    [
        ("the weather", None),
        ("resource_blocker", "b1"),
        ("slow_value", "stall:"),
    ],
)
def test_a_forged_cause_is_refused_G6(
    story: Story, slack: Deliveries, api: WebApi, account: str, value: str, block: str | None
) -> None:
    place = block or cause_block_id(account, STALL)
    slack.choose(CLARA, actions.CAUSE, value, channel=TEAM, block_id=place)
    assert "does not belong" in api.refusal
    assert the_stall(story).cause is None


def test_the_note_is_read_edited_and_sent_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    slack.click(OLIVIA, actions.SPONSOR_NOTE, about(account), channel=TEAM)
    view = api.view
    assert view["callback_id"] == "sponsor_note"
    drafted = {b["block_id"]: b["element"]["initial_value"] for b in view["blocks"][1:]}
    assert drafted["text"].startswith("Hello Tom,")
    refused = slack.submit(OLIVIA, form(view, subject="", text=drafted["text"]))
    assert refused.body["errors"].keys() == {"subject"}
    edited = form(view, subject="One thing", text="Could you spare Priya an hour?")
    assert slack.submit(OLIVIA, edited).body is None
    assert slack.again().body is None  # Slack brings it twice
    [row] = story.rows(sponsor_notes)
    assert (row.text, row.way) == ("Could you spare Priya an hour?", "slack")
    [row] = story.outbox(kind="stakeholder_message")


def test_without_a_way_the_form_has_the_note_sent_by_hand_C4(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    with_sponsor(story, account)
    slack.click(OLIVIA, actions.SPONSOR_NOTE, about(account), channel=TEAM)
    assert api.view["submit"]["text"] == "I have sent it"
    assert "tom@hazelfinch.example" in api.view["blocks"][0]["text"]["text"]
    slack.submit(OLIVIA, form(api.view, subject="One thing", text="An hour?"))
    assert [row.way for row in story.rows(sponsor_notes)] == ["owner"]


def test_a_customer_cannot_open_or_send_the_note(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    with_sponsor(story, account, user="UTOM")
    slack.click(MAYA, actions.SPONSOR_NOTE, about(account), channel=CHANNEL)
    assert api.refusal
    slack.click(OLIVIA, actions.SPONSOR_NOTE, about(account), channel=TEAM)
    forged = form(api.views()[-1], subject="Dear Tom", text="Pay Maya more.")
    answer = slack.submit(MAYA, forged)
    assert answer.view["callback_id"] == "refusal"
    assert story.rows(sponsor_notes) == []
