"""From `/onboard new` to a customer with a plan, as far as Slack is concerned."""

from typing import Any

import pytest

from blocks import actions
from blocks.forms import new_customer
from storage.schema import accounts, stakeholders
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, Json, WebApi, installed
from tests.services.story import ARTHUR, CLARA, GWEN, MAYA, OLIVIA, Story

TYPED: dict[str, Any] = {
    "name": "Hazel & Finch",
    "contract_value": "60,000",
    "signed_on": "2026-02-27",
    "outcome": "Every order leaves the house on the day it came in.",
    "country": "DE",
    "ae": ARTHUR.user,
    "contacts__0__name": "Maya Finch",
    "contacts__0__email": "maya@hazelfinch.example",
    "contacts__0__role": "champion",
}


def opened(slack: Deliveries, api: WebApi, text: str = "new", channel: str = "CGENERAL") -> Json:
    slack.command(OLIVIA, text, channel)
    view = api.view
    api.calls.clear()
    return view


def test_a_form_that_is_sent_starts_a_customer(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = opened(slack, api)
    answer = slack.submit(OLIVIA, filled(view, **TYPED))
    assert answer.body["response_action"] == "update"
    assert "Hazel &amp; Finch" in str(answer.view)
    [row] = story.rows(accounts)
    assert (row.name, row.contract_value, row.track) == ("Hazel & Finch", 60_000, "guided")
    assert [row.email for row in story.rows(stakeholders)] == ["maya@hazelfinch.example"]


def test_a_form_that_is_sent_twice_starts_one_customer(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = filled(opened(slack, api), **TYPED)
    slack.submit(OLIVIA, view)
    assert slack.submit(OLIVIA, view).body is None  # Slack closes the form
    assert slack.again().body is None
    assert len(story.rows(accounts)) == 1


def test_what_is_wrong_is_told_at_its_field_and_can_be_mended(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = opened(slack, api)
    wrong = TYPED | {"contract_value": "a lot", "contacts__0__email": "maya", "ae": GWEN.user}
    answer = slack.submit(OLIVIA, filled(view, **wrong))
    assert answer.body["response_action"] == "errors"
    assert answer.body["errors"].keys() == {"contract_value", "contacts.0.email"}
    answer = slack.submit(OLIVIA, filled(view, **TYPED | {"ae": GWEN.user}))
    assert answer.body["errors"].keys() == {"ae"}
    assert story.rows(accounts) == []
    slack.submit(OLIVIA, filled(view, **TYPED))
    assert len(story.rows(accounts)) == 1


def test_another_person_makes_room_and_loses_nothing(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    typed = filled(opened(slack, api), **TYPED)
    slack.click(OLIVIA, new_customer.ADD_CONTACT, None, view=installed(typed, OLIVIA))
    [(method, sent)] = api.calls
    assert (method, sent["view_id"], sent["hash"]) == ("views.update", "V0FORM", "1.abc")
    grown = new_customer.read(filled(sent["view"]))
    assert grown == new_customer.with_another_contact(new_customer.read(typed))
    assert len(grown.contacts) == 2
    tom = {"contacts__1__name": "Tom Hazel", "contacts__1__email": "tom@hazelfinch.example"}
    slack.submit(OLIVIA, filled(sent["view"], **tom))
    assert len(story.rows(stakeholders)) == 2


@pytest.mark.parametrize(("error", "status"), [("hash_conflict", 200), ("not_found", 500)])
def test_of_two_clicks_at_once_the_later_one_gives_way(
    slack: Deliveries, api: WebApi, error: str, status: int
) -> None:
    typed = filled(opened(slack, api), **TYPED)
    api.refusals["views.update"] = error
    click = slack.click(OLIVIA, new_customer.ADD_CONTACT, None, view=installed(typed, OLIVIA))
    assert click.status == status
    assert bool(api.views()) == (status == 500)  # a fault is told, a conflict is none


def test_adopting_asks_for_the_channel(story: Story, slack: Deliveries, api: WebApi) -> None:
    typed = filled(opened(slack, api), **TYPED, sharing="adopt")
    slack.click(OLIVIA, new_customer.CHOOSE_SHARING, None, view=installed(typed, OLIVIA))
    [asked] = api.views("views.update")
    answer = slack.submit(OLIVIA, filled(asked))
    assert answer.body["errors"].keys() == {"channel"}
    slack.submit(OLIVIA, filled(asked, channel="CHAZEL"))
    [row] = story.rows(accounts)
    assert (row.sharing, row.channel_id) == ("adopt", "CHAZEL")


def test_the_channel_in_which_adopt_is_typed_is_taken_over(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = opened(slack, api, "adopt Hazel & Finch", "CHAZEL")
    answer = slack.submit(OLIVIA, filled(view, **TYPED))
    assert "moving into" in str(answer.view)
    [row] = story.rows(accounts)
    assert (row.name, row.channel_id) == ("Hazel & Finch", "CHAZEL")


def test_a_channel_that_has_a_customer_is_not_taken_over_twice(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = opened(slack, api, "adopt", "CHAZEL")
    slack.submit(OLIVIA, filled(view, **TYPED))
    answer = slack.submit(OLIVIA, filled(view, **TYPED | {"name": "Other"}) | {"id": "V0OTHER"})
    assert "already belongs" in answer.body["errors"]["name"]  # no field asks for the channel
    assert len(story.rows(accounts)) == 1


def test_home_offers_the_form_to_those_who_may_start(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    home = {"id": "V0HOME", "type": "home", "app_installed_team_id": OLIVIA.workspace}
    slack.click(OLIVIA, actions.NEW_CUSTOMER, None, view=home)
    assert api.view["callback_id"] == new_customer.CALLBACK
    api.calls.clear()
    slack.click(GWEN, actions.NEW_CUSTOMER, None, view=home)
    assert "team that runs the onboarding" in api.refusal


@pytest.mark.parametrize("person", [MAYA, GWEN], ids=["a customer", "a guest"])
def test_a_form_sent_by_somebody_who_may_not_starts_nothing(
    story: Story, slack: Deliveries, api: WebApi, person: Any
) -> None:
    answer = slack.submit(person, filled(opened(slack, api), **TYPED))
    assert answer.body["response_action"] == "update"
    assert "team that runs the onboarding" in str(answer.view)
    assert story.rows(accounts) == []


def test_whoever_loses_the_right_meanwhile_is_told_in_the_form(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    typed = filled(opened(slack, api), **TYPED)
    story.services.workspaces.save_settings(
        CLARA, team_channel=None, starters_limited=True, starters=(CLARA.user,), leaders=(), key="s"
    )
    slack.click(OLIVIA, new_customer.ADD_CONTACT, None, view=installed(typed, OLIVIA))
    [view] = api.views("views.update")
    assert view["callback_id"] == "refusal"


def test_a_form_whose_metadata_we_never_wrote_starts_nothing(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    forged = filled(opened(slack, api), **TYPED) | {"private_metadata": '{"channel":"C1","x":1}'}
    answer = slack.submit(OLIVIA, forged)
    assert answer.status == 200
    assert answer.view["callback_id"] == "refusal"
    assert story.rows(accounts) == []


def test_a_fault_while_saving_keeps_the_form_and_can_be_sent_again(
    story: Story, slack: Deliveries, api: WebApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = filled(opened(slack, api), **TYPED)
    monkeypatch.delattr("storage.plans.add")
    assert slack.submit(OLIVIA, view).status == 500
    assert api.calls == []  # Slack itself says so, in the form
    monkeypatch.undo()
    slack.submit(OLIVIA, view)
    assert len(story.rows(accounts)) == 1
