"""A digest as Slack shows it: within its limits for any portfolio, with a button on each line."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks import actions, kit
from blocks.digest import needs_you, render
from blocks.home import home
from onboarding.capacity import Load
from onboarding.digest import Activity, Portfolio, Reader, compose
from onboarding.messages.digest import (
    Digest,
    DigestCall,
    DigestDue,
    DigestItem,
    DigestLine,
    DigestLoad,
    DigestMoved,
    Reason,
)
from onboarding.review.account import AccountState
from onboarding.triage import assess
from onboarding.views import AccountChoice
from playbooks.reasons import reason
from playbooks.words import Words, shipped_words
from sandbox.blockkit import validate_message
from tests.blocks.oracles import assert_slack_takes, assert_slack_takes_view, clickables, labels
from tests.onboarding.portfolios import DAY_ONE, OWNER, accounts, after, crowd


@pytest.fixture(scope="module")
def words() -> Words:
    return shipped_words()


def a_digest(*lines: DigestLine, **changes: Any) -> Digest:
    known: dict[str, Any] = {
        "team": "T0HOST",
        "today": date(2026, 3, 2),
        "scope": "mine",
        "customers": 3,
        "needing": 1,
        "paused": 0,
        "lines": lines,
    }
    return Digest(**known | changes)


def a_call(**changes: Any) -> DigestCall:
    known: dict[str, Any] = {
        "account": "a1",
        "customer": "Hazel & Finch",
        "channel": "C0FINCH",
        "contract_value": 500_000,
        "risk": "high",
        "reasons": (
            Reason(kind="stalled", number=8, what="They lack people or time"),
            Reason(kind="late", number=1, what="First <login>"),
        ),
        "whom": "U0MAYA",
        "owner": None,
        "stall": "2026-03-02",
        "taken_by": None,
    }
    return DigestCall(**known | changes)


def a_due(days_late: int = 0) -> DigestDue:
    item = DigestItem(title="First login", due_on=date(2026, 3, 5), days_late=days_late)
    return DigestDue(account="a1", customer="Acme", channel=None, ours=(item,), theirs=())


def moved(**changes: Any) -> DigestMoved:
    known: dict[str, Any] = {
        "account": "a1",
        "customer": "Acme",
        "channel": "C0ACME",
        "first_value": False,
        "started": False,
        "agreed": False,
        "stages": (),
        "done": (),
    }
    return DigestMoved(**known | changes)


def texts(message: kit.Message) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"] if "text" in block]


def test_whom_to_call_says_why_and_links_to_the_channel_G7(words: Words) -> None:
    message = render(a_digest(a_call()), words)
    assert_slack_takes(message)
    assert texts(message)[1] == (
        "🔴 *Hazel &amp; Finch* <#C0FINCH> · 500,000 a year\n"
        "Quiet for 8 working days. They lack people or time. "
        "“First &lt;login&gt;” is 1 working day late.\n"
        "Call <@U0MAYA>."
    )
    assert labels(message["blocks"]) == ["I take it", "When it comes"]


@pytest.mark.parametrize(
    ("line", "button"),
    [
        (a_call(), "I take it"),
        (a_call(stall=None, taken_by="U0ANN"), "How it stands"),
        (a_call(stall=None, reasons=(Reason(kind="question", number=5),)), "Answer"),
        (
            a_call(stall=None, channel=None, reasons=(Reason(kind="question", number=5),)),
            "How it stands",
        ),
        (a_call(stall=None, reasons=(Reason(kind="drift", number=5),)), "How it stands"),
        (moved(done=("First login",)), "How it stands"),
        (a_due(), "How it stands"),
        (a_due(days_late=2), "Move dates"),
    ],
)
def test_each_line_has_the_button_that_does_the_next_thing(
    words: Words, line: DigestLine, button: str
) -> None:
    message = render(a_digest(line), words)
    assert_slack_takes(message)
    assert labels(message["blocks"])[0] == button


def test_an_unanswered_question_leads_to_its_channel(words: Words) -> None:
    asked = a_call(stall=None, reasons=(Reason(kind="question", number=5, what="How?"),))
    [link, _] = clickables(render(a_digest(asked), words)["blocks"])
    assert link["url"] == "https://slack.com/app_redirect?team=T0HOST&channel=C0FINCH"
    assert link["action_id"].startswith(actions.RESOURCE)


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (a_digest(needing=0), "3 customers in onboarding. Nothing has moved"),
        (a_digest(needing=0, customers=1), "1 customer in onboarding."),
        (a_digest(a_call()), "1 of your customers needs somebody."),
        (a_digest(a_call(), scope="all", needing=2), "2 of our customers need somebody."),
        (a_digest(needing=0, paused=1), "3 customers in onboarding, 1 paused."),
        (a_digest(needing=0, customers=0), "you own no customer in onboarding yet."),
        (a_digest(needing=0, customers=0, scope="all"), "nobody is in onboarding yet."),
    ],
)
def test_the_opening_counts_in_words(words: Words, digest: Digest, said: str) -> None:
    assert said in texts(render(digest, words))[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (moved(done=("Login", "Import")), "✅ *Acme* <#C0ACME>: done: “Login” and “Import”"),
        (
            moved(first_value=True, stages=("Kickoff",)),
            "🏆 *Acme* <#C0ACME>: *first value is reached*; *Kickoff* is complete",
        ),
        (moved(agreed=True), "✅ *Acme* <#C0ACME>: the customer agreed to the plan"),
        (moved(started=True, channel=None), "✅ *Acme*: on its way, new with us"),
        (a_due(), "📌 *Acme*\nOurs: “First login” (Thu 5 Mar)"),
        (a_due(2), "⏰ *Acme*\nOurs: “First login” (2 working days late)"),
    ],
)
def test_what_moved_and_what_is_due_in_words(words: Words, line: DigestLine, said: str) -> None:
    assert texts(render(a_digest(line), words))[1] == said


@pytest.mark.parametrize(
    ("kind", "number", "what", "said"),
    [
        ("stalled", 8, None, "Quiet for 8 working days."),
        ("watch", 1, "They lack people", "Getting quiet, 1 working day without a sign. They lack"),
        ("nobody_joined", 3, None, "Nobody has come into the channel for 3 working days."),
        ("question", 1, "Why <us>?", "A question has waited for 1 working hour: “Why &lt;us&gt;?”"),
        ("drift", 1, None, "Ends 1 day past the window of its track."),
        ("first_value_late", 4, None, "First value is 4 working days late."),
        ("late", 2, "Login", "“Login” is 2 working days late."),
        ("blocked", 0, "No budget", "Stuck since today: “No budget”."),
        ("blocked", 2, "No budget", "Stuck for 2 working days: “No budget”."),
        ("our_blocker", 2, "The API", "Waits for us, for 2 working days now: “The API”."),
        ("our_blocker", 0, "The API", "Waits for us since today: “The API”."),
        ("unconfirmed", 9, None, "Success is not agreed 9 days after the signature."),
        ("redated", 3, None, "Its dates have moved back 3 times."),
        ("single_threaded", 10, None, "Everything hangs on one person"),
        ("usage_unknown", 5, None, "Live for 5 working days, and nobody has reported how it is"),
        ("used_by_nobody", 1_200, None, "Nobody worked with it in the last seven days, of 1,200"),
        ("used_by_few", 3, "3 of 12", "Few work with it: 3 of 12 in seven days."),
        ("unused", 1, "<Import>", "Set up, and unused: &lt;Import&gt;."),
    ],
)
def test_every_reason_is_a_sentence(kind: Any, number: int, what: str | None, said: str) -> None:
    assert reason(Reason(kind=kind, number=number, what=what)).startswith(said)


def loads(*percents: int, name: str = "Olivia Hart") -> tuple[DigestLoad, ...]:
    return tuple(
        DigestLoad(user=f"U0{n}", name=name, high_touch=1, others=2, percent=percent)
        for n, percent in enumerate(percents)
    )


def test_load_is_drawn_where_slack_takes_charts_and_told_where_it_does_not_K1(
    words: Words,
) -> None:
    digest = a_digest(a_call(), *loads(120, 60), scope="all")
    drawn = render(digest, words, charts=True)
    assert validate_message(drawn["blocks"]) == []  # the SDK does not know charts yet
    [chart] = [block for block in drawn["blocks"] if block["type"] == "data_visualization"]
    [series] = chart["chart"]["series"]
    assert [point["value"] for point in series["data"]] == [120, 60]
    told = render(digest, words)
    assert not kit.has_chart(told["blocks"])
    assert "▓▓▓▓▓▓▓▓▓▓ ⚠️ <@U00>: 120 % (1 high touch, 2 others)" in texts(told)[-1]
    assert drawn["text"] == told["text"]
    assert "120 %" in drawn["text"]


def test_one_persons_load_is_no_chart(words: Words) -> None:
    assert not kit.has_chart(render(a_digest(*loads(120)), words, charts=True)["blocks"])


def test_namesakes_and_long_names_can_be_told_apart_in_a_chart(words: Words) -> None:
    digest = a_digest(*loads(*range(20), name="Maximiliane von Hohenstein"))
    message = render(digest, words, charts=True)
    assert validate_message(message["blocks"]) == []
    chart = message["blocks"][-2]["chart"]
    assert len(set(chart["axis_config"]["categories"])) == 20


def test_home_takes_any_number_who_need_somebody(words: Words) -> None:
    needing = [needs_you(a_call(account=f"a{n}"), words) for n in range(300)]
    accounts = [AccountChoice(f"a{n}", "&" * 80, "Kickoff", "C0FINCH") for n in range(300)]
    shown = home(accounts, may_start=True, needing=needing)
    assert_slack_takes_view(shown)
    assert "and 292 more" in str(shown)


def test_four_hundred_customers_fit_and_the_rest_is_counted(words: Words) -> None:
    now = after(days=9)
    portfolio = Portfolio("T0HOST", tuple(assess(one, now) for one in crowd(400)))
    reader = Reader("U0LEADER", "all", date(2025, 3, 12), date(2025, 3, 5), date(2025, 3, 19))
    message = render(compose(portfolio, reader, (), now), words)
    assert_slack_takes(message)
    assert "and 392 more" in texts(message)
    assert "Customer 399" in texts(message)[2]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(accounts(), max_size=40),
    st.lists(st.integers(0, 60), max_size=30),
    st.sampled_from(["mine", "all"]),
    st.integers(0, 150),
)
def test_slack_takes_the_digest_of_any_portfolio(
    words: Words,
    drawn: list[AccountState],
    carried: list[int],
    scope: Any,
    days: int,
) -> None:
    now = DAY_ONE + timedelta(days=days)
    portfolio = Portfolio(
        "T0HOST",
        tuple(assess(one, now) for one in drawn),
        tuple(Load(f"U{n}", high, 2) for n, high in enumerate(carried)),
        {f"U{n}": "&" * 70 for n in range(len(carried))},
    )
    today = now.date()
    reader = Reader(OWNER, scope, today, today - timedelta(7), today + timedelta(7))
    happened = [Activity(one.id, "account.started") for one in drawn]
    found = compose(portfolio, reader, happened, now)
    assert_slack_takes(render(found, words))
    assert validate_message(render(found, words, charts=True)["blocks"]) == []
