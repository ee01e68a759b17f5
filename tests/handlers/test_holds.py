"""Pausing and resuming by command, by form and by button."""

import pytest

from blocks import actions
from blocks.values import EndHold
from services.actor import Actor
from storage.review_schema import holds
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def filled(view: Json, until: str | None, reason: str) -> Json:
    values = {
        "until_on": {"until_on": {"type": "datepicker", "selected_date": until}},
        "reason": {"reason": {"type": "plain_text_input", "value": reason}},
    }
    return view | {"state": {"values": values}}


@pytest.mark.parametrize(
    ("text", "channel"), [("pause", CHANNEL), ("pause Hazel", "CGENERAL"), ("PAUSE hazel", "D0O")]
)
def test_pause_opens_the_form_in_the_channel_or_by_name_C9(
    story: Story, slack: Deliveries, api: WebApi, account: str, text: str, channel: str
) -> None:
    assert slack.command(OLIVIA, text, channel).body is None
    assert api.view["callback_id"] == "hold"
    wrong = slack.submit(OLIVIA, filled(api.view, "2026-03-07", ""))
    assert wrong.body["errors"].keys() == {"until_on", "reason"}
    assert slack.submit(OLIVIA, filled(api.view, "2026-03-16", "A move")).body is None
    [row] = story.rows(holds)
    assert (row.account_id, row.reason, row.by) == (account, "A move", OLIVIA.user)
    assert len(story.messages("plan_rests")) == 1


def test_where_no_customer_is_meant_the_name_is_asked_for_C9(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert "Which customer" in slack.command(OLIVIA, "pause").text
    assert "no customer called “Acme”" in slack.command(OLIVIA, "resume Acme").text
    assert "Which customer" in slack.command(OLIVIA, "plan").text
    assert api.calls == []


def test_resume_goes_on_at_once_and_says_where_nothing_rests_C9(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert "not resting" in slack.command(OLIVIA, "resume", CHANNEL).text
    slack.command(OLIVIA, "pause", CHANNEL)
    slack.submit(OLIVIA, filled(api.view, "2026-03-16", "A move"))
    assert "goes on from now" in slack.command(OLIVIA, "resume", CHANNEL).text
    [row] = story.rows(holds)
    assert row.ended_by == OLIVIA.user


def test_the_button_goes_on_and_gives_way_to_a_note_C9(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.command(OLIVIA, "pause", CHANNEL)
    slack.submit(OLIVIA, filled(api.view, "2026-03-16", "A move"))
    value = EndHold(account=account).dump()
    slack.click(OLIVIA, actions.RESUME, value, channel="D0OLIVIA")
    [(_, answered)] = [call for call in api.calls if call[0].startswith("/response/")]
    assert "<@UOLIVIA> goes on" in answered["text"]
    api.calls.clear()
    slack.click(OLIVIA, actions.RESUME, value, channel="D0OLIVIA")
    assert "not resting" in api.refusal


@pytest.mark.parametrize("actor", [MAYA, BEN, Actor("UX", "TX", HOST)])
def test_nobody_else_resumes(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    slack.command(OLIVIA, "pause", CHANNEL)
    view = filled(api.view, "2026-03-16", "A move")
    slack.submit(OLIVIA, view)
    slack.click(actor, actions.RESUME, EndHold(account=account).dump(), channel=CHANNEL)
    [row] = story.rows(holds)
    assert row.ended_at is None
    assert slack.submit(actor, view | {"hash": "2.x"}).view["callback_id"] == "refusal"
    assert len(story.rows(holds)) == 1
