"""A7: the package in forms and buttons: offered, returned, answered, accepted."""

import pytest

from blocks import actions
from blocks.values import MilestoneTick, OneAccount, PackageChoice
from services.actor import Actor
from storage.database import Database
from storage.record_schema import package_questions, packages
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import labels
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.packages import (
    all_but_handed,
    handing_story,
    offers,
    returns,
    the_offer,
)
from tests.services.story import ARTHUR, BEN, CHANNEL, CLARA, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return handing_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def opened(slack: Deliveries, api: WebApi, account: str, actor: Actor = OLIVIA) -> Json:
    api.calls.clear()
    slack.click(actor, actions.PACKAGE, OneAccount(account=account).dump(), channel="D0OLIVIA")
    return api.view


def choice(account: str, number: int = 1) -> str:
    return PackageChoice(account=account, number=number).dump()


def test_handoff_opens_the_brief_first_and_the_package_in_the_end_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.command(OLIVIA, "handoff", CHANNEL)
    assert api.view["callback_id"] == "brief"
    api.calls.clear()
    all_but_handed(story)
    slack.command(OLIVIA, "handoff", CHANNEL)
    assert api.view["callback_id"] == "package"
    assert "First value" in str(api.view["blocks"])


def test_it_is_previewed_then_offered_and_who_has_it_is_not_offered_it_twice_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    assert view["submit"]["text"] == "Offer it"
    answer = slack.submit(OLIVIA, filled(view, renewal_on="2027-02-26"))
    assert f"on its way to {CLARA.user}" in str(answer.view["blocks"])
    again = opened(slack, api, account)
    assert "not answered yet" in str(again["blocks"])
    told = slack.submit(OLIVIA, filled(again) | {"id": "V0AGAIN"})
    assert told.body["errors"].keys() == {"csm"}
    assert len(story.rows(packages)) == 1


def test_only_the_csm_sees_the_buttons_that_answer_it_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    assert labels(opened(slack, api, account)["blocks"]) == ["Send me the whole of it"]
    view = opened(slack, api, account, CLARA)
    assert labels(view["blocks"]) == ["Accept", "Return with questions", "Send me the whole of it"]


def test_whoever_of_ours_asks_for_the_whole_of_it_gets_it_by_direct_message_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    assert labels(opened(slack, api, account)["blocks"]) == []  # nothing was offered yet
    offers(story, account)
    view = opened(slack, api, account, ARTHUR) | {"id": "V1", "hash": "1.a"}
    slack.click(ARTHUR, actions.PACKAGE_WHOLE, choice(account), view=view)
    [row] = [one for one in story.outbox(kind="document") if one.lane == f"dm:{ARTHUR.user}"]
    assert row.body == {"user": ARTHUR.user, "number": 1}
    [shown] = api.views("views.update")
    assert labels(shown["blocks"]) == []
    assert "on its way to you" in str(shown["blocks"])
    slack.click(ARTHUR, actions.PACKAGE_WHOLE, choice(account, 7), view=view)
    slack.click(MAYA, actions.PACKAGE_WHOLE, choice(account), channel=CHANNEL)
    assert len(story.outbox(kind="document")) == 2


def test_accepting_in_the_message_takes_its_buttons_away_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    answer = slack.click(CLARA, actions.PACKAGE_ACCEPT, choice(account), channel="D0CLARA")
    assert answer.status == 200
    assert [row.state for row in story.rows(packages)] == ["accepted"]
    slack.click(CLARA, actions.PACKAGE_RETURN, choice(account), channel="D0CLARA")
    assert api.views() == []  # there is nothing to return any more


def test_accepting_in_the_form_says_so_in_its_place_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    view = opened(slack, api, account, CLARA) | {"id": "V1", "hash": "1.a"}
    slack.click(CLARA, actions.PACKAGE_ACCEPT, choice(account), view=view)
    [shown] = api.views("views.update")
    assert "is handed over. I introduce you in their channel." in str(shown["blocks"])


def test_a_return_has_room_for_more_questions_and_keeps_what_was_typed_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    slack.click(CLARA, actions.PACKAGE_RETURN, choice(account), channel="D0CLARA")
    view = filled(api.view, question__0__text="Who signs?")
    slack.click(CLARA, actions.PACKAGE_MORE, choice(account), view=view)
    wider = api.views("views.update")[-1]
    assert wider["blocks"][1]["element"]["initial_value"] == "Who signs?"
    asked = filled(
        wider,
        question__2__text="And when?",
        question__2__owner=ARTHUR.user,
    )
    answer = slack.submit(CLARA, asked)
    assert "will answer" in str(answer.view["blocks"])
    owners = {row.question: row.owner for row in story.rows(package_questions)}
    assert owners == {"Who signs?": OLIVIA.user, "And when?": ARTHUR.user}


def test_an_empty_return_is_told_at_its_field(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    slack.click(CLARA, actions.PACKAGE_RETURN, choice(account), channel="D0CLARA")
    answer = slack.submit(CLARA, filled(api.view))
    assert answer.body["errors"].keys() == {"question.0.text"}


def test_the_last_answer_leads_to_offering_it_again_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    offers(story, account)
    returns(story, account, ("Who <signs>?", OLIVIA))
    slack.click(
        OLIVIA, actions.PACKAGE_ANSWER, OneAccount(account=account).dump(), channel="D0OLIVIA"
    )
    [question] = the_offer(story, account).open_questions
    empty = slack.submit(OLIVIA, filled(api.view))
    assert empty.body["errors"].keys() == {question.id}
    answer = slack.submit(OLIVIA, filled(api.view, **{question.id: "Tom."}) | {"id": "V2"})
    assert answer.view["callback_id"] == "package"
    assert answer.view["submit"]["text"] == "Offer it again"
    offered = slack.submit(OLIVIA, filled(answer.view) | {"id": "V3"})
    assert "on its way" in str(offered.view["blocks"])
    assert sorted(row.number for row in story.rows(packages)) == [1, 2]


def test_a_handover_that_is_ticked_too_early_leads_to_the_package_A7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    all_but_handed(story)
    value = MilestoneTick(account=account, milestone="handed", done=True).dump()
    slack.click(OLIVIA, f"{actions.TICK}:handed", value, channel=CHANNEL)
    assert "Hand over" in labels(api.view["blocks"])
    api.calls.clear()
    slack.click(MAYA, f"{actions.TICK}:handed", value, channel=CHANNEL)
    assert labels(api.view["blocks"]) == []


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another's"])
def test_a_customer_sees_no_package(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    offers(story, account)
    for action, value in (
        (actions.PACKAGE, OneAccount(account=account).dump()),
        (actions.PACKAGE_ANSWER, OneAccount(account=account).dump()),
        (actions.PACKAGE_ACCEPT, choice(account)),
        (actions.PACKAGE_RETURN, choice(account)),
    ):
        api.calls.clear()
        slack.click(actor, action, value, channel=CHANNEL)
        assert api.refusal
    assert [row.state for row in story.rows(packages)] == ["offered"]
