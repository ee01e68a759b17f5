"""Clicks on the checklist, by whoever may click in a shared channel."""

import logging

import pytest

from blocks import actions
from blocks.values import AgreePlan, MilestoneTick, PageTurn, ResolveBlocker, RetryStep
from onboarding.messages.customer import RefusedInThread
from services.actor import Actor
from storage.schema import milestones, surfaces
from storage.surfaces import CHECKLIST
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import BEN, CHANNEL, FINCH, HOST, MAYA, OLIVIA, Story


def tick_value(account: str, milestone: str, *, done: bool = True) -> str:
    return MilestoneTick(account=account, milestone=milestone, done=done).dump()


def done(story: Story) -> set[str]:
    return {row.key for row in story.rows(milestones) if row.done_at is not None}


def test_a_customer_ticks_its_milestone_in_the_shared_channel(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")

    answer = slack.click(MAYA, "milestone_tick:goal", tick_value(account, "goal"), channel=CHANNEL)

    assert (answer.status, answer.body) == (200, None)
    assert done(story) == {"call", "goal"}
    assert story.activity("milestone.done")[-1].actor == MAYA.user
    assert api.calls == []  # delivery speaks, not the handler


def test_undo_carries_the_state_it_wants(story: Story, slack: Deliveries) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    slack.click(
        OLIVIA, "milestone_tick:call", tick_value(account, "call", done=False), channel=CHANNEL
    )
    assert done(story) == set()


def test_the_same_click_delivered_again_does_nothing_more(story: Story, slack: Deliveries) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    before = len(story.outbox())
    assert slack.again().status == 200
    assert len(story.outbox()) == before
    assert len(story.activity("milestone.done")) == 1


def test_a_customer_cannot_tick_our_milestone_and_sees_why(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    answer = slack.click(MAYA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    assert answer.status == 200
    assert done(story) == set()
    assert "Milestone call" in api.refusal


def test_a_refusal_goes_into_the_thread_when_no_modal_can_be_opened(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    api.refusals["views.open"] = "expired_trigger_id"
    answer = slack.click(MAYA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    assert answer.status == 200
    [told] = story.messages("refused_in_thread")
    assert RefusedInThread.model_validate(told).to == MAYA.user
    assert "Milestone call" in told["sentence"]


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (Actor("USTRANGE", "TSTRANGE", HOST), "I don't know you"),
        (BEN, "I don't know you"),
        (Actor("UMAYA", "", HOST), "I don't know you"),
    ],
    ids=["a stranger", "another company's", "somebody whose home is not named"],
)
def test_whoever_has_no_part_in_the_account_ticks_nothing_and_is_told(
    story: Story, slack: Deliveries, api: WebApi, actor: Actor, words: str
) -> None:
    account = story.with_channel()
    slack.click(actor, "milestone_tick:goal", tick_value(account, "goal"), channel=CHANNEL)
    assert done(story) == set()
    assert words in api.refusal


def test_a_member_not_met_before_is_asked_about_and_asked_to_try_again(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    newcomer = Actor("UNEW", HOST, HOST)
    slack.click(newcomer, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    assert "try again" in api.refusal
    assert [row.body for row in story.outbox(kind="learn")] == [{"user": "UNEW"}]


def test_the_value_of_another_account_is_not_taken(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.with_channel()
    other = story.with_channel("GWATER", name="Brightwater")
    slack.click(MAYA, "milestone_tick:goal", tick_value(other, "goal"), channel=CHANNEL)
    assert done(story) == set()
    assert "does not belong" in api.refusal


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "first-login",
        '{"account":"a1","milestone":"call","done":"yes"}',
        '{"account":"a1","milestone":"call","done":true,"side":"team"}',
    ],
)
def test_a_forged_value_is_told_and_logged_without_itself(
    story: Story,
    slack: Deliveries,
    api: WebApi,
    caplog: pytest.LogCaptureFixture,
    value: str | None,
) -> None:
    story.with_channel()
    with caplog.at_level(logging.WARNING):
        answer = slack.click(MAYA, "milestone_tick:call", value, channel=CHANNEL)
    assert answer.status == 200
    assert done(story) == set()
    assert "does not belong" in api.refusal
    [record] = [record for record in caplog.records if record.name == "handlers.errors"]
    assert "forged" in record.getMessage()
    assert "first-login" not in caplog.text
    assert "side" not in caplog.text


def test_a_tick_without_a_channel_finds_no_account(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    view = {"id": "V1", "type": "home", "app_installed_team_id": HOST}
    slack.click(OLIVIA, "milestone_tick:call", tick_value(account, "call"), view=view)
    assert done(story) == set()
    assert "No onboarding belongs" in api.refusal


def test_the_customer_agrees_to_the_plan_and_we_cannot_for_it_A4(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    value = AgreePlan(account=story.with_channel()).dump()
    slack.click(OLIVIA, actions.AGREE, value, channel=CHANNEL)
    assert story.activity("plan.agreed") == []
    assert "other side" in api.refusal
    slack.click(MAYA, actions.AGREE, value, channel=CHANNEL)
    [agreed] = story.activity("plan.agreed")
    assert agreed.actor == MAYA.user


def test_a_page_is_turned_and_a_page_that_is_not_there_is_refused(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    turn = PageTurn(account=account, page="training:1").dump()
    slack.click(MAYA, "checklist_page:training:1", turn, channel=CHANNEL)
    assert [one.page for one in story.rows(surfaces) if one.kind == CHECKLIST] == ["training:1"]
    forged = PageTurn(account=account, page="training:99").dump()
    slack.click(MAYA, "checklist_page:training:99", forged, channel=CHANNEL)
    assert "does not belong" in api.refusal


def test_a_blocker_that_is_not_there_cannot_be_sorted(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    value = ResolveBlocker(account=story.with_channel(), blocker="b" * 32).dump()
    slack.click(MAYA, "resolve_blocker:1", value, channel=CHANNEL)
    assert "no longer part of the plan" in api.refusal


def answers(api: WebApi) -> list[Json]:
    """What was sent to the address for answers: each takes the place of the message."""
    sent = [arguments for method, arguments in api.calls if method.startswith("/response/")]
    assert all(answer["replace_original"] is True for answer in sent)
    return sent


def test_a_failed_step_is_tried_again_from_a_message_to_its_owner(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    step = next(row for row in story.outbox(kind="step") if row.body["step"].startswith("invite"))
    key = step.body["step"]
    story.services.provisioning.failed(HOST, account, key, "not_paid", row_id=step.id)
    value = RetryStep(account=account, step=key).dump()
    assert slack.click(OLIVIA, actions.RETRY, value, channel="DOLIVIA").status == 200
    [retried] = story.activity("provisioning.retried")
    assert retried.actor == OLIVIA.user
    [answer] = answers(api)
    assert answer["text"].startswith("What was said\n\n🔁 <@UOLIVIA> is having this tried again")
    assert [block["type"] for block in answer["blocks"]] == ["section", "context"]


def test_where_nothing_is_to_be_tried_again_the_button_says_so_and_goes(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    value = RetryStep(account=story.with_channel(), step="create_channel").dump()
    slack.click(OLIVIA, actions.RETRY, value, channel="DOLIVIA")
    [answer] = answers(api)
    assert "nothing to try again" in answer["text"]
    assert story.activity("provisioning.retried") == []


def test_a_step_is_tried_again_even_where_that_cannot_be_shown(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    step = next(row for row in story.outbox(kind="step") if row.body["step"] == "pin")
    story.services.provisioning.failed(HOST, account, "pin", "too_many_pins", row_id=step.id)
    value = RetryStep(account=account, step="pin").dump()
    api.url = "http://127.0.0.1:9/api/"  # from here on the address for answers is out of reach

    assert slack.click(OLIVIA, actions.RETRY, value, channel="DOLIVIA").status == 200

    assert len(story.activity("provisioning.retried")) == 1


def test_a_customer_cannot_try_steps_again(story: Story, slack: Deliveries, api: WebApi) -> None:
    value = RetryStep(account=story.with_channel(), step="welcome").dump()
    slack.click(MAYA, actions.RETRY, value, channel=CHANNEL)
    assert story.activity("provisioning.retried") == []
    assert api.refusal


@pytest.mark.parametrize("suffix", ["", ":with-a-suffix"])
@pytest.mark.parametrize(
    "action", [value for name, value in vars(actions).items() if name.isupper()]
)
def test_every_button_we_write_is_listened_for(slack: Deliveries, action: str, suffix: str) -> None:
    answer = slack.click(OLIVIA, action + suffix, None, channel=CHANNEL)
    assert answer.status == 200  # Bolt answers 404 where nobody listens


def test_a_click_on_a_link_is_acknowledged(slack: Deliveries) -> None:
    assert slack.click(MAYA, f"{actions.RESOURCE}:1", None, channel=CHANNEL).status == 200


def test_nothing_is_acknowledged_when_the_database_is_gone(
    story: Story, slack: Deliveries, api: WebApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = story.with_channel()

    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("storage.plans.save", broken)
    answer = slack.click(
        OLIVIA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL
    )
    assert answer.status == 500
    assert done(story) == set()
    assert "Something went wrong on our side" in api.refusal
    monkeypatch.undo()
    assert slack.again().status == 200  # what was rolled back is not taken for repeated
    assert done(story) == {"call"}


def test_a_fault_is_told_by_the_response_url_when_no_modal_can_be_opened(
    story: Story, slack: Deliveries, api: WebApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = story.with_channel()
    monkeypatch.delattr("storage.plans.save")
    api.refusals["views.open"] = "expired_trigger_id"
    slack.click(OLIVIA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    [_, (method, told)] = api.calls
    assert method == "/response/1"
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert "Something went wrong" in told["text"]


def test_the_team_of_a_click_is_ours_though_the_person_is_theirs(
    story: Story, slack: Deliveries
) -> None:
    account = story.with_channel()
    slack.click(OLIVIA, "milestone_tick:call", tick_value(account, "call"), channel=CHANNEL)
    slack.click(
        Actor("UTOM", FINCH, HOST),
        "milestone_tick:goal",
        tick_value(account, "goal"),
        channel=CHANNEL,
    )
    sides = [row.data["side"] for row in story.activity("milestone.done")]
    assert sides == ["team", "customer"]
