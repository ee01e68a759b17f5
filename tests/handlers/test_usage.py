"""How it is used, reported by hand: internal, on record, what was set up and is unused (G1, G5)."""

from datetime import date
from typing import Any

import pytest

from blocks import actions
from blocks.forms import usage
from blocks.values import OneAccount
from onboarding.usage import TypedUsage, UsageReport, check
from sandbox.blockkit import validate_view
from services.actor import Actor
from storage.record_schema import usage_reports
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.onboarding.examples import NOW
from tests.services.go_live import all_but_live
from tests.services.story import BEN, GWEN, MAYA, OLIVIA, STRANGER, Story


def opened(slack: Deliveries, api: WebApi, account: str) -> Any:
    api.calls.clear()
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.USAGE, about, channel="D0OLIVIA")
    return api.view


def test_what_was_seen_is_on_record_and_shown_with_the_next_report_G1_G5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    all_but_live(story)
    said = len(story.outbox())
    view = filled(
        opened(slack, api, account),
        active="4",
        expected="1,200",
        unused0=["settings"],
        remark="Only in the <mornings>",
    )
    slack.submit(OLIVIA, view)
    slack.submit(OLIVIA, view)  # pressed again
    [row] = story.rows(usage_reports)
    assert (row.active_people, row.expected_people, row.unused) == (4, 1200, ["settings"])
    [record] = story.activity("usage.reported")
    assert (record.actor, record.data["active_people"]) == (OLIVIA.user, 4)
    assert len(story.outbox()) == said  # nobody at the customer hears of it
    last = opened(slack, api, account)["blocks"][0]["text"]["text"]
    assert "*4 of 1,200* active" in last
    assert "Milestone settings" in last
    assert "&lt;mornings&gt;" in last


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (TypedUsage("4", "12"), set()),
        (TypedUsage("0", "12"), set()),
        (TypedUsage("", "12"), {"active"}),
        (TypedUsage("-1", "12"), {"active"}),
        (TypedUsage("4.5", "12"), {"active"}),
        (TypedUsage("few", "many"), {"active", "expected"}),
        (TypedUsage("4", "0"), {"expected"}),
        (TypedUsage("4", "9999999"), {"expected"}),
        (TypedUsage("٤", "12"), set()),
        (TypedUsage("1.100", "1,200"), set()),
        (TypedUsage("1,5", "12"), {"active"}),
        (TypedUsage("12,0", "1,2"), {"expected"}),
        (TypedUsage("4 h", "12"), {"active"}),
        (TypedUsage("12", "7"), {"expected"}),
        (TypedUsage("4", "12", remark="x" * 1_001), {"remark"}),
    ],
)
def test_what_is_no_number_of_people_is_told_at_its_field_G1(
    typed: TypedUsage, wrong: set[str]
) -> None:
    found = check(typed)
    assert (set(found) if isinstance(found, dict) else set()) == wrong


@pytest.mark.parametrize(
    "actor", [MAYA, STRANGER, BEN, GWEN], ids=["customer", "stranger", "another's", "guest"]
)
def test_whoever_is_not_of_our_people_neither_reads_nor_reports_it_G1(
    story: Story, slack: Deliveries, api: WebApi, actor: Actor
) -> None:
    view = filled(opened(slack, api, story.with_channel()), active="4", expected="12")
    assert slack.submit(actor, view).view["callback_id"] == "refusal"
    api.calls.clear()
    slack.click(actor, actions.USAGE, view["private_metadata"], channel="D0X")
    assert api.refusal
    assert story.rows(usage_reports) == []


@pytest.mark.parametrize("word", ["&" * 120, "字" * 120])
@pytest.mark.parametrize("count", [0, 1, 100])
def test_the_form_holds_a_hundred_milestones_of_any_script_G5(word: str, count: int) -> None:
    set_up = [(f"m{n}", word) for n in range(count)]
    keys = tuple(key for key, _ in set_up)
    last = UsageReport(1_000_000, 1_000_000, keys, "&" * 1_000, OLIVIA.user, NOW)
    today = date(2026, 3, 12)
    assert validate_view(usage.render("a" * 32, set_up, last, today, today)) == []
