"""The settings of the workspace: team channel, starters, leaders."""

from storage.schema import workspaces
from tests.blocks.forms.filling import filled
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import CLARA, OLIVIA, Story


def form(slack: Deliveries, api: WebApi) -> Json:
    slack.command(OLIVIA, "settings")
    view = api.view
    api.calls.clear()
    return view


def test_settings_are_saved_and_shown_again(story: Story, slack: Deliveries, api: WebApi) -> None:
    chosen = filled(
        form(slack, api),
        team_channel="CTEAM",
        starters_limited=["limited"],
        starters=[CLARA.user],
        leaders=[OLIVIA.user],
    )
    assert slack.submit(OLIVIA, chosen).body is None
    [row] = story.rows(workspaces)
    assert (row.team_channel_id, row.starters_limited) == ("CTEAM", True)
    shown = filled(form(slack, api))["state"]["values"]
    assert shown["team_channel"]["team_channel"]["selected_conversation"] == "CTEAM"
    assert shown["leaders"]["leaders"]["selected_users"] == [OLIVIA.user]


def test_limiting_starters_to_nobody_is_told_at_the_field_and_can_be_mended(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = form(slack, api)
    answer = slack.submit(OLIVIA, filled(view, starters_limited=["limited"]))
    assert answer.body["errors"].keys() == {"starters"}
    mended = filled(view, starters_limited=["limited"], starters=[CLARA.user])
    assert slack.submit(OLIVIA, mended).body is None
    assert [row.starters_limited for row in story.rows(workspaces)] == [True]


def test_settings_sent_by_somebody_who_may_not_change_nothing(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = form(slack, api)
    slack.submit(OLIVIA, filled(view, leaders=[OLIVIA.user]))
    answer = slack.submit(CLARA, filled(view, team_channel="CCLARA") | {"id": "V0CLARA"})
    assert "leaders" in str(answer.view)
    assert [row.team_channel_id for row in story.rows(workspaces)] == [None]
