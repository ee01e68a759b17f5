"""A1: the page of promises, and the form that says how one ended."""

import pytest

from blocks import actions
from blocks.values import OneAccount, PromiseChoice
from services.actor import Actor
from storage.database import Database
from storage.record_schema import promises
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.briefs import SCALES, asking_story, commits, tells
from tests.services.story import ARTHUR, BEN, CHANNEL, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    tells(story, account, commits(SCALES))
    return account


def page(slack: Deliveries, api: WebApi, account: str) -> Json:
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PROMISES, about, channel="D0OLIVIA")
    return api.view | {"id": "V1", "hash": "1.a"}


def form(slack: Deliveries, api: WebApi, account: str) -> Json:
    shown = page(slack, api, account)
    [ended] = clickables(shown["blocks"])
    slack.click(OLIVIA, ended["action_id"], ended["value"], view=shown)
    return api.views("views.update")[-1]


def test_a_promise_is_said_to_be_kept_and_the_page_says_so_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = form(slack, api, account)
    answer = slack.submit(ARTHUR, filled(view, how="kept", remark="Shipped."))
    assert "kept" in str(answer.view["blocks"])
    assert clickables(answer.view["blocks"]) == []
    assert slack.again().view == answer.view
    assert [row.kept for row in story.rows(promises)] == [True]


def test_one_that_was_not_kept_wants_a_remark_at_its_field_A1(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = form(slack, api, account)
    answer = slack.submit(ARTHUR, filled(view, how="not_kept"))
    assert answer.body["errors"].keys() == {"remark"}


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another's"])
def test_a_customer_sees_no_promises(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    about = OneAccount(account=account).dump()
    slack.click(actor, actions.PROMISES, about, channel=CHANNEL)
    assert api.refusal
    api.calls.clear()
    view = form(slack, api, account)
    answer = slack.submit(actor, filled(view, how="kept"))
    assert answer.view["callback_id"] == "refusal"
    assert [row.kept for row in story.rows(promises)] == [None]


def test_a_promise_that_we_never_offered_is_refused(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    shown = page(slack, api, account)
    value = PromiseChoice(account=account, promise="0" * 32).dump()
    slack.click(OLIVIA, f"{actions.PROMISE}:x", value, view=shown)
    assert api.views("views.update") == []
