"""What people write in channels, as Slack tells it and as services hear it."""

from typing import Any

import pytest

from handlers.messages import Messages, plain
from services.actor import Actor
from services.talk import Said


class Ear:
    """Notes what it is told, in the place of the service."""

    def __init__(self) -> None:
        self.said_: list[tuple[Actor, Said, str]] = []
        self.taken: list[tuple[str, ...]] = []

    def said(self, actor: Actor, said: Said, key: str) -> None:
        self.said_.append((actor, said, key))

    def taken_back(self, *told: str) -> None:
        self.taken.append(told)


def told(**event: Any) -> tuple[Ear, Messages, dict[str, Any]]:
    ear = Ear()
    body = {
        "event_id": "Ev1",
        "authorizations": [{"team_id": "THOST", "user_id": "UBOT"}],
        "event": {"type": "message", "channel": "C1", "ts": "2.0"} | event,
    }
    return ear, Messages(ear), body  # type: ignore[arg-type]


def test_a_customers_message_is_handed_on_with_who_and_where() -> None:
    ear, messages, body = told(user="UMAYA", user_team="TFINCH", text="Is it &amp; will it?")
    messages.told(body)
    assert ear.said_ == [
        (
            Actor("UMAYA", "TFINCH", "THOST"),
            Said("C1", "2.0", "Is it & will it?"),
            "event:Ev1",
        )
    ]


@pytest.mark.parametrize(
    ("thread_ts", "thread"),
    [(None, None), ("1.0", "1.0"), ("2.0", None)],  # the last: others have replied to it
)
def test_a_reply_is_known_by_the_message_it_hangs_on(
    thread_ts: str | None, thread: str | None
) -> None:
    given = {} if thread_ts is None else {"thread_ts": thread_ts}
    ear, messages, body = told(user="UMAYA", text="Yes", **given)
    messages.told(body)
    assert ear.said_[0][1].thread_ts == thread


@pytest.mark.parametrize(
    "event",
    [
        {"user": "UBOT", "bot_id": "B1", "text": "Our plan"},
        {"subtype": "bot_message", "bot_id": "B2", "text": "Deployed"},
        {"subtype": "channel_join", "user": "UMAYA", "text": "has joined"},
        {"subtype": "message_changed", "message": {"user": "UMAYA"}},
    ],
)
def test_our_own_words_those_of_other_bots_and_slacks_lines_are_not_heard(
    event: dict[str, Any],
) -> None:
    ear, messages, body = told(**event)
    messages.told(body)
    assert (ear.said_, ear.taken) == ([], [])


def test_a_message_that_was_deleted_is_taken_back() -> None:
    ear, messages, body = told(
        subtype="message_deleted", deleted_ts="1.0", previous_message={"user": "UMAYA"}
    )
    messages.told(body)
    assert ear.taken == [("THOST", "C1", "1.0", "UMAYA", "event:Ev1")]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("a &lt; b &amp; c", "a < b & c"),
        ("<https://a.example/?b=c|this page>", "this page"),
        ("<https://a.example>", "https://a.example"),
        ("<@U1|maya> and <@U2>", "@maya and @somebody"),
        ("<#C1|general> <#C2>", "#general #channel"),
        ("<!here> <!subteam^S1|@ops> <!subteam^S1>", "@here @ops @subteam"),
    ],
)
def test_text_is_heard_as_people_see_it(sent: str, seen: str) -> None:
    assert plain(sent) == seen
