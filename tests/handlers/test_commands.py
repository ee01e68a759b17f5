"""`/onboard` and its words."""

import pytest

from blocks import actions
from blocks.forms import new_customer
from services.actor import Actor
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import ARTHUR, CHANNEL, CLARA, GWEN, HOST, OLIVIA, Story


@pytest.mark.parametrize("text", ["help", "what?", "HELP me"])
def test_words_it_does_not_know_are_answered_with_help(slack: Deliveries, text: str) -> None:
    help_text = slack.command(OLIVIA, text).text
    assert "/onboard new" in help_text


def test_without_words_a_customers_channel_answers_how_it_stands(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    assert "Hazel &amp; Finch" in slack.command(OLIVIA, "", CHANNEL).text


def test_without_words_elsewhere_it_offers_help_and_ones_own_accounts(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    story.start(name="Brightwater", ae="", csm=CLARA.user, owner=CLARA.user)
    text = slack.command(ARTHUR, " ").text
    assert "/onboard new" in text
    assert "Hazel &amp; Finch" in text
    assert "Brightwater" not in text


def test_status_finds_a_customer_by_name_anywhere(story: Story, slack: Deliveries) -> None:
    story.start()
    story.start(name="Brightwater")
    assert "*Brightwater*" in slack.command(OLIVIA, "status bright").text
    assert "Which customer" in slack.command(OLIVIA, "status").text
    assert "Nobody Ltd" in slack.command(OLIVIA, "status Nobody Ltd").text


def test_a_customer_picked_from_the_list_is_shown_in_its_place(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.start()
    answer = slack.choose(OLIVIA, actions.STATUS_PICK, account, channel="CGENERAL")
    assert answer.status == 200
    [(method, shown)] = api.calls
    assert method == "/response/1"
    assert shown["replace_original"] is True
    assert "Hazel &amp; Finch" in shown["text"]


def test_new_opens_the_form_with_the_name_that_was_typed(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    answer = slack.command(OLIVIA, " NEW\tHazel & Finch ")
    assert (answer.status, answer.body) == (200, None)
    assert api.view["callback_id"] == new_customer.CALLBACK
    [name] = [block for block in api.view["blocks"] if block.get("block_id") == "name"]
    assert name["element"]["initial_value"] == "Hazel & Finch"


def test_a_form_that_slack_would_not_open_is_told_in_words(slack: Deliveries, api: WebApi) -> None:
    api.refusals["views.open"] = "expired_trigger_id"
    assert "try again" in slack.command(OLIVIA, "new").text


def test_a_name_longer_than_the_form_takes_still_opens_it(slack: Deliveries, api: WebApi) -> None:
    assert slack.command(OLIVIA, "new " + "x" * 200).status == 200
    assert api.view["callback_id"] == new_customer.CALLBACK


@pytest.mark.parametrize("text", ["new", "adopt", "settings", "status", ""])
def test_a_guest_is_told_that_this_is_not_for_guests(
    story: Story, slack: Deliveries, api: WebApi, text: str
) -> None:
    story.with_channel()
    assert "team that runs the onboarding" in slack.command(GWEN, text, CHANNEL).text
    assert api.calls == []


def test_adopt_opens_the_form_for_the_channel_it_is_typed_in(
    slack: Deliveries, api: WebApi
) -> None:
    slack.command(OLIVIA, "adopt", "CHAZEL")
    assert "<#CHAZEL>" in str(api.view["blocks"])
    assert "CHAZEL" in api.view["private_metadata"]


@pytest.mark.parametrize(
    ("channel", "name"), [("D0OLIVIA", "directmessage"), ("G0MANY", "mpdm-olivia--clara-1")]
)
def test_direct_messages_cannot_be_adopted(
    slack: Deliveries, api: WebApi, channel: str, name: str
) -> None:
    assert "in the channel" in slack.command(OLIVIA, "adopt", channel, named=name).text
    assert api.calls == []


def test_settings_opens_their_form(slack: Deliveries, api: WebApi) -> None:
    slack.command(OLIVIA, "settings")
    assert api.view["callback_id"] == "settings"


def test_settings_are_for_leaders_once_there_is_one(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.services.workspaces.save_settings(
        OLIVIA,
        team_channel=None,
        starters_limited=True,
        starters=(),
        leaders=(CLARA.user,),
        key="settings",
    )
    assert "leaders" in slack.command(OLIVIA, "settings").text
    assert "only some people start" in slack.command(OLIVIA, "new").text
    assert api.calls == []
    slack.command(CLARA, "settings")
    assert api.view["callback_id"] == "settings"


def test_a_member_not_met_before_is_asked_to_try_again(story: Story, slack: Deliveries) -> None:
    assert "try again" in slack.command(Actor("UNEW", HOST, HOST), "new").text
    assert [row.body for row in story.outbox(kind="learn")] == [{"user": "UNEW"}]
