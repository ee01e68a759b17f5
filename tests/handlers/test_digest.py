"""`/onboard digest`: shown now, set to come, and the buttons of its lines."""

from typing import Any

import pytest

from blocks import actions
from blocks.forms import digest as form
from blocks.values import OneAccount, StallChoice
from onboarding.people import Role
from storage import people
from storage.review_schema import digests, stalls
from storage.transaction import begin
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import ARTHUR, CLARA, GWEN, HOST, MAYA, OLIVIA, Story
from tests.services.test_digests import stall


def about(account: str) -> str:
    return OneAccount(account=account).dump()


def test_it_shows_what_would_come_now_to_who_asked_alone(story: Story, slack: Deliveries) -> None:
    story.with_channel()
    text = slack.command(OLIVIA, "digest").text
    assert "1 customer in onboarding" in text
    assert "*Hazel &amp; Finch* GFINCH: on its way, new with us" in text
    assert "Ours: “Milestone call” (Tue 3 Mar)" in text
    assert story.outbox(kind="direct_message") == []


def test_whoever_owns_nothing_is_told_so_and_a_leader_sees_all(
    story: Story, slack: Deliveries
) -> None:
    story.with_channel()
    assert "you own no customer in onboarding yet" in slack.command(ARTHUR, "digest").text
    with begin(story.database, HOST) as tx:
        people.set_holders(tx, Role.LEADER, (CLARA.user,))
    assert "Hazel &amp; Finch" in slack.command(CLARA, "digest").text


def test_a_guest_is_told_that_it_is_not_for_guests(story: Story, slack: Deliveries) -> None:
    story.with_channel()
    assert "team that runs the onboarding" in slack.command(GWEN, "digest").text


def opened(slack: Deliveries, api: WebApi) -> Json:
    assert slack.click(OLIVIA, actions.DIGEST_SETTINGS, None, channel="DOLIVIA").status == 200
    view = api.view
    api.calls.clear()
    return view


def test_when_it_comes_is_set_in_a_form_that_shows_what_holds(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.with_channel()
    view = opened(slack, api)
    assert view["callback_id"] == form.CALLBACK
    assert "Europe/Berlin" in str(view["blocks"])
    answer = slack.submit(OLIVIA, filled(view, rhythm="weekly", weekday="4", at="16:30"))
    assert answer.body is None
    [row] = story.rows(digests)
    assert (row.user_id, row.rhythm, row.weekday, row.at) == (OLIVIA.user, "weekly", 4, "16:30")
    shown = filled(opened(slack, api))["state"]["values"]
    assert shown["rhythm"]["rhythm"]["selected_option"]["value"] == "weekly"
    assert shown["weekday"]["weekday"]["selected_option"]["value"] == "4"
    assert shown["at"]["at"]["selected_time"] == "16:30"


def test_the_form_sent_twice_is_saved_once(story: Story, slack: Deliveries, api: WebApi) -> None:
    view = filled(opened(slack, api), rhythm="never")
    slack.submit(OLIVIA, view)
    slack.again()
    assert len(story.activity("digest.chosen")) == 1


def test_how_a_customer_stands_opens_over_the_digest(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, f"{actions.HOW_IT_STANDS}:1", about(account), channel="DOLIVIA")
    assert api.view["title"]["text"] == "How it stands"
    assert "Hazel & Finch" in str(api.view["blocks"])


def test_dates_can_be_moved_from_the_digest(story: Story, slack: Deliveries, api: WebApi) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, f"{actions.MOVE_DATES}:1", about(account), channel="DOLIVIA")
    form_ = filled(api.view, milestone="call", due_on="2026-03-05")
    assert slack.submit(OLIVIA, form_).view["callback_id"] == "change_preview"


@pytest.mark.parametrize("action", [actions.HOW_IT_STANDS, actions.MOVE_DATES])
@pytest.mark.parametrize("actor", [GWEN, MAYA])
def test_a_forged_click_of_somebody_else_shows_nothing(
    story: Story, slack: Deliveries, api: WebApi, action: str, actor: Any
) -> None:
    account = story.with_channel()
    slack.click(actor, action, about(account), channel="DOLIVIA")
    assert api.refusal
    assert "60,000" not in str(api.calls)


def test_a_quiet_customer_is_taken_on_and_a_note_takes_the_place_of_the_button(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    stall(story, account)
    value = StallChoice(account=account, stall="2026-03-02").dump()
    slack.click(OLIVIA, f"{actions.TAKE_FROM_DIGEST}:1", value, channel="DOLIVIA")
    assert [row.taken_by for row in story.rows(stalls)] == [OLIVIA.user]
    [(method, shown)] = api.calls
    assert method == "/response/1"
    assert "<@UOLIVIA> looks after it" in shown["text"]
    text = slack.command(OLIVIA, "digest").text
    assert "UOLIVIA has taken it on" in text


def test_an_owner_over_capacity_is_told_to_who_assigns_K1(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    for number in range(15):
        story.start(name=f"Customer {number}", track="high-touch")
    slack.command(CLARA, "new One more")
    asked = filled(
        api.view,
        outcome="More orders",
        country="DE",
        contract_value="500000",
        owner=OLIVIA.user,
        contacts__0__name="Maya",
        contacts__0__email="maya@finch.example",
    )
    told = str(slack.submit(CLARA, asked).view)
    assert "<@UOLIVIA> now owns 16 high-touch customers and 0 others: 107 %" in told
