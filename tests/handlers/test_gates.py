"""A1, R1: what a tick that came too early shows, and what our people do about it."""

import pytest

from blocks import actions
from blocks.values import GateChoice, MilestoneTick, OneAccount
from storage.database import Database
from storage.record_schema import gate_passes
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.briefs import asking_story
from tests.services.story import ARTHUR, CHANNEL, CLARA, MAYA, OLIVIA, Story

WHY = "Arthur is on leave."


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def too_early(slack: Deliveries, api: WebApi, account: str, actor: object = OLIVIA) -> Json:
    value = MilestoneTick(account=account, milestone="call", done=True).dump()
    slack.click(actor, f"{actions.TICK}:call", value, channel=CHANNEL)  # type: ignore[arg-type]
    return api.view | {"id": "V1", "hash": "1.a"}


def labels(view: Json) -> list[str]:
    return [one["text"]["text"] for one in clickables(view["blocks"])]


def test_the_owner_sees_what_is_missing_who_owes_it_and_may_go_on_A1(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = too_early(slack, api, account)
    text = str(view["blocks"])
    assert "“Why they bought”, “What they want to reach”" in text
    assert "UARTHUR owes it" in text
    assert labels(view) == ["Ask for the brief", "Write it myself", "Go on without it"]


def test_a_colleague_may_ask_but_not_go_on_A1(slack: Deliveries, api: WebApi, account: str) -> None:
    view = too_early(slack, api, account, CLARA)
    assert labels(view) == ["Ask for the brief", "Write it myself"]


def test_a_customer_who_clicks_is_told_nothing_of_the_brief(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = too_early(slack, api, account, MAYA)
    assert view["callback_id"] == "refusal"
    assert "brief" not in str(view)


def test_asking_is_done_once_a_day_and_takes_the_place_of_its_button_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = too_early(slack, api, account)
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.ASK_BRIEF, about, view=view)
    slack.click(OLIVIA, actions.ASK_BRIEF, about, view=view)
    first, second = api.views("views.update")
    assert "I have asked <@UARTHUR>" in str(first)
    assert "was asked today already" in str(second)
    assert labels(first) == ["Write it myself", "Go on without it"]
    assert len([m for m in story.messages("brief_wanted") if m["asked_by"]]) == 1


def test_going_on_asks_why_and_opens_the_gate_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = too_early(slack, api, account)
    [go_on] = [one for one in clickables(view["blocks"]) if "Go on" in one["text"]["text"]]
    slack.click(OLIVIA, go_on["action_id"], go_on["value"], view=view)
    [form] = api.views("views.push")
    empty = slack.submit(OLIVIA, filled(form, reason=" "))
    assert empty.body["errors"].keys() == {"reason"}
    assert slack.submit(OLIVIA, filled(form, reason=WHY)).body == {"response_action": "clear"}
    assert slack.again().status == 200
    assert [row.reason for row in story.rows(gate_passes)] == [WHY]
    slack.click(OLIVIA, go_on["action_id"], go_on["value"], view=view)
    assert "Nothing is in the way any more" in str(api.views("views.push")[-1])


@pytest.mark.parametrize("actor", [ARTHUR, CLARA, MAYA], ids=["seller", "csm", "customer"])
def test_whoever_may_not_pass_a_gate_is_told_so(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: object
) -> None:
    value = GateChoice(account=account, gate="needs:call").dump()
    over = too_early(slack, api, account)
    slack.click(actor, f"{actions.GO_ON}:needs:call", value, view=over)  # type: ignore[arg-type]
    assert [view["callback_id"] for view in api.views("views.push")] == ["refusal"]
    assert story.rows(gate_passes) == []
