"""The forms opened from the checklist: being stuck, dates and owners, another way of sharing."""

from datetime import date

import pytest

from blocks import actions
from blocks.values import ChangeSharing, OpenChange, OpenStuck
from storage.schema import accounts, blockers, milestones
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, Story, member

STUCK = {"milestone": "goal", "kind": "access", "what": "We cannot log in."}


def stuck_form(story: Story, slack: Deliveries, api: WebApi) -> Json:
    slack.click(
        MAYA, actions.STUCK, OpenStuck(account=story.with_channel()).dump(), channel=CHANNEL
    )
    return api.view


def change_form(story: Story, slack: Deliveries, api: WebApi) -> Json:
    story.services.workspaces.learn(HOST, [member(MAYA, "Maya Finch")])
    slack.click(
        OLIVIA, actions.CHANGE, OpenChange(account=story.with_channel()).dump(), channel=CHANNEL
    )
    return api.view


def due(story: Story, key: str) -> date:
    found: date = next(row.due_on for row in story.rows(milestones) if row.key == key)
    return found


def test_a_customer_says_where_it_is_stuck(story: Story, slack: Deliveries, api: WebApi) -> None:
    view = stuck_form(story, slack, api)
    answer = slack.submit(MAYA, filled(view, **STUCK, helper="Tom"))
    assert (answer.status, answer.body) == (200, None)
    [row] = story.rows(blockers)
    assert (row.milestone, row.kind, row.what, row.helper) == (
        "goal",
        "access",
        "We cannot log in.",
        "Tom",
    )
    assert row.raised_by == MAYA.user


def test_being_stuck_is_said_once_though_sent_twice(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = filled(stuck_form(story, slack, api), **STUCK)
    slack.submit(MAYA, view)
    assert slack.submit(MAYA, view).body is None
    assert len(story.rows(blockers)) == 1


def test_blank_words_are_refused_at_their_field(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = stuck_form(story, slack, api)
    answer = slack.submit(MAYA, filled(view, **STUCK | {"what": "  "}))
    assert answer.body["errors"].keys() == {"what"}
    slack.submit(MAYA, filled(view, **STUCK))
    assert len(story.rows(blockers)) == 1


def test_a_milestone_done_meanwhile_cannot_be_stuck_and_the_form_says_so(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = stuck_form(story, slack, api)
    story.tick(OLIVIA, "call")
    answer = slack.submit(MAYA, filled(view, **STUCK | {"milestone": "call"}))
    assert answer.body["response_action"] == "update"
    assert "done already" in str(answer.view)
    assert story.rows(blockers) == []


@pytest.mark.parametrize("action", [actions.STUCK, actions.CHANGE])
def test_who_has_no_part_in_the_account_gets_no_form(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    value = OpenStuck(account=story.with_channel()).dump()
    slack.click(BEN, action, value, channel=CHANNEL)
    assert "I don't know you" in api.refusal


@pytest.mark.parametrize("action", [actions.STUCK, actions.CHANGE])
def test_a_form_that_would_not_open_is_told_in_the_thread(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    value = OpenStuck(account=story.with_channel()).dump()
    api.refusals["views.open"] = "expired_trigger_id"
    assert slack.click(OLIVIA, action, value, channel=CHANNEL).status == 200
    [told] = story.messages("refused_in_thread")
    assert "could not be opened" in told["sentence"]


@pytest.mark.parametrize("action", [actions.STUCK, actions.CHANGE])
def test_a_finished_plan_has_nothing_to_be_stuck_on_or_to_move(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    account = story.with_channel()
    with story.database.writing() as connection:
        connection.execute(
            milestones.update()
            .where(milestones.c.workspace_id == OLIVIA.workspace)
            .values(done_at=story.clock.now(), done_by=OLIVIA.user)
        )
    slack.click(OLIVIA, action, OpenStuck(account=account).dump(), channel=CHANNEL)
    assert "Every milestone of this plan is done" in api.refusal


def test_a_new_date_is_shown_with_what_it_moves_and_saved_when_confirmed(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = change_form(story, slack, api)
    goal, baseline = due(story, "goal"), due(story, "call")
    answer = slack.submit(OLIVIA, filled(view, milestone="call", due_on="2026-03-27"))
    assert answer.body["response_action"] == "push"
    assert "Milestone goal" in str(answer.view)
    assert due(story, "call") == baseline  # nothing is saved yet

    confirmed = filled(answer.view) | {"id": "V0PREVIEW"}
    assert slack.submit(OLIVIA, confirmed).body == {"response_action": "clear"}
    assert slack.submit(OLIVIA, confirmed).body == {"response_action": "clear"}
    assert due(story, "call") == date(2026, 3, 27)
    assert due(story, "goal") > goal
    [row] = [row for row in story.rows(milestones) if row.key == "call"]
    assert row.baseline_on == baseline
    assert len(story.activity("plan.redated")) == 1


def test_a_new_owner_alone_is_saved_at_once(story: Story, slack: Deliveries, api: WebApi) -> None:
    view = change_form(story, slack, api)
    answer = slack.submit(OLIVIA, filled(view, milestone="goal", assignee=MAYA.user))
    assert answer.body is None
    [row] = [row for row in story.rows(milestones) if row.key == "goal"]
    assert row.assignee == MAYA.user


def test_a_new_date_and_a_new_owner_are_saved_together(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = change_form(story, slack, api)
    chosen = filled(view, milestone="goal", due_on="2026-03-27", assignee=MAYA.user)
    preview = slack.submit(OLIVIA, chosen).view
    slack.submit(OLIVIA, filled(preview) | {"id": "V0PREVIEW"})
    [row] = [row for row in story.rows(milestones) if row.key == "goal"]
    assert (row.assignee, row.due_on) == (MAYA.user, date(2026, 3, 27))


@pytest.mark.parametrize("due_on", [None, "2026-03-27"])
def test_an_owner_of_the_wrong_side_is_told_at_the_field_before_anything_is_saved(
    story: Story, slack: Deliveries, api: WebApi, due_on: str | None
) -> None:
    view = change_form(story, slack, api)
    before = story.rows(milestones)
    chosen = filled(view, milestone="goal", due_on=due_on, assignee=OLIVIA.user)
    answer = slack.submit(OLIVIA, chosen)
    assert answer.body["errors"].keys() == {"assignee"}
    assert story.rows(milestones) == before


def test_choosing_nothing_is_told_at_the_date(story: Story, slack: Deliveries, api: WebApi) -> None:
    answer = slack.submit(OLIVIA, filled(change_form(story, slack, api)))
    assert answer.body["errors"].keys() == {"due_on"}


def test_the_date_it_has_already_is_told_at_the_date(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = change_form(story, slack, api)
    same = due(story, "call").isoformat()
    answer = slack.submit(OLIVIA, filled(view, milestone="call", due_on=same))
    assert "already" in answer.body["errors"]["due_on"]


@pytest.mark.parametrize(
    ("day", "words"), [("2026-03-28", "day off"), ("2026-02-27", "in the past")]
)
def test_a_date_that_cannot_be_is_told_on_top_of_the_form(
    story: Story, slack: Deliveries, api: WebApi, day: str, words: str
) -> None:
    view = change_form(story, slack, api)
    answer = slack.submit(OLIVIA, filled(view, milestone="goal", due_on=day))
    assert answer.body["response_action"] == "push"
    assert words in str(answer.view)
    mended = slack.submit(OLIVIA, filled(view, milestone="goal", due_on="2026-03-27"))
    assert mended.view["callback_id"] == "change_preview"


@pytest.mark.parametrize("chosen", [{"due_on": "2026-03-27"}, {"assignee": "UMAYA"}])
def test_a_customer_changes_neither_dates_nor_owners(
    story: Story, slack: Deliveries, api: WebApi, chosen: dict[str, str]
) -> None:
    view = change_form(story, slack, api)
    before = story.rows(milestones)
    answer = slack.submit(MAYA, filled(view, milestone="goal", **chosen))
    assert answer.view["callback_id"] == "refusal"
    assert story.rows(milestones) == before


def test_a_preview_confirmed_by_somebody_else_saves_nothing(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = change_form(story, slack, api)
    before = story.rows(milestones)
    chosen = filled(view, milestone="goal", due_on="2026-03-27", assignee=MAYA.user)
    preview = slack.submit(OLIVIA, chosen).view
    answer = slack.submit(MAYA, filled(preview))
    assert answer.view["callback_id"] == "refusal"
    assert story.rows(milestones) == before


def test_the_owner_chooses_another_way_of_sharing(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.start()
    value = ChangeSharing(account=account).dump()
    slack.click(OLIVIA, actions.SHARING, value, channel="DOLIVIA")
    answer = slack.submit(OLIVIA, filled(api.view, sharing="adopt"))
    assert answer.body["errors"].keys() == {"channel"}
    answer = slack.submit(OLIVIA, filled(api.view, sharing="adopt", channel="CHAZEL"))
    assert answer.body is None
    [row] = story.rows(accounts)
    assert (row.sharing, row.channel_id) == ("adopt", "CHAZEL")


def test_a_guest_chooses_no_way_of_sharing(story: Story, slack: Deliveries, api: WebApi) -> None:
    value = ChangeSharing(account=story.start()).dump()
    slack.click(OLIVIA, actions.SHARING, value, channel="DOLIVIA")
    answer = slack.submit(GWEN, filled(api.view, sharing="guests"))
    assert answer.view["callback_id"] == "refusal"
    assert [row.sharing for row in story.rows(accounts)] == ["connect"]
