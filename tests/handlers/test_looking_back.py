"""The buttons and forms of looking back, on both sides (F1, R9)."""

from datetime import date, timedelta

import pytest

from blocks import actions, findings
from blocks.forms import looking_back
from blocks.values import OneAccount
from onboarding.closing import Because
from onboarding.looking_back import Answer, Finding, Kind, Source, TypedPostMortem, by_version
from onboarding.timeline import Entry, Names
from storage.record_schema import findings as finding_rows
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import assert_slack_takes_view
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.onboarding.examples import NOW
from tests.services.story import CHANNEL, MAYA, OLIVIA, Story
from tests.services.test_closings import WELL, close, everything_is_done

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@ON_ONE_DATABASE
def test_the_customer_looks_back_in_the_channel_and_our_people_read_it_F1_R9(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    everything_is_done(story)
    close(story, account, WELL)
    about = OneAccount(account=account).dump()
    slack.click(MAYA, actions.LOOK_BACK, about, channel=CHANNEL)
    empty = slack.submit(MAYA, filled(api.view))
    assert empty.body["errors"].keys() == {"keep"}
    thanked = slack.submit(MAYA, filled(api.view, change="Fewer <forms>") | {"id": "V0MORE"}).view
    assert "Thank you" in str(thanked)
    api.calls.clear()
    slack.click(MAYA, actions.LOOK_BACK, about, channel=CHANNEL)
    assert "Fewer <forms>" in str(api.view)  # to be changed
    api.calls.clear()
    slack.click(OLIVIA, actions.FINDINGS, about, channel="D0OLIVIA")
    assert "Fewer &lt;forms&gt;" in str(api.view)
    api.calls.clear()
    slack.click(MAYA, actions.FINDINGS, about, channel=CHANNEL)
    assert api.refusal


@ON_ONE_DATABASE
def test_the_post_mortem_is_written_over_its_timeline_F1(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    close(story, account)
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.POST_MORTEM, about, channel="D0OLIVIA")
    assert "started the onboarding" in str(api.view)
    assert slack.submit(OLIVIA, filled(api.view)).body["errors"].keys() == {"summary"}
    view = filled(api.view, summary="Late.", change="- ask\n- call") | {"id": "V0MORE"}
    assert slack.submit(OLIVIA, view).body is None
    assert sorted(row.text for row in story.rows(finding_rows)) == ["ask", "call"]


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&", "ا"])
def test_forms_and_page_fit_at_the_limits(script: str) -> None:
    long = script * 3_000
    said = Answer(long, long)
    assert_slack_takes_view(looking_back.retrospective("a" * 32, said))
    assert_slack_takes_view(looking_back.thanks("<@U0OLIVIA>"))
    told = [
        (date(2026, 3, 2), Entry(n, NOW, "U0", "form", "blocker.raised", {"what": long}))
        for n in range(30)
    ]
    names = Names({}, {}, {})
    written = TypedPostMortem(long, long, long)
    view = looking_back.post_mortem(
        "a" * 32, script * 255, Because.LATE, told, names, date(2026, 3, 3), written
    )
    assert_slack_takes_view(view)
    many = [
        Finding("a" * 60, version, kind, Source.RETROSPECTIVE, long, script * 255, "U0", NOW + n)
        for version in range(12)
        for kind in Kind
        for n in (timedelta(days=day) for day in range(15))
    ]
    assert_slack_takes_view(findings.render(by_version(many)))
    assert_slack_takes_view(findings.render(()))
