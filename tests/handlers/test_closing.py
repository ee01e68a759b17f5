"""`/onboard close`: the form, what it says of what is open, and going on after all (R5)."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from blocks import actions
from blocks.forms import closing
from blocks.values import ForgedValue, OneAccount
from onboarding.closing import ChannelAfter, Circumstances, Closing, Ending, Quiet, Unused
from onboarding.package_offer import OfferLine, OfferState
from onboarding.stall_causes import Cause
from playbooks.phrases import day
from services.package_answers import Accepted
from storage.record_schema import closings
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import assert_slack_takes_view, clickables, labels
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import ARTHUR, CHANNEL, CLARA, HOST, MAYA, OLIVIA, Story
from tests.services.test_closings import everything_is_done

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "They <were> bought"


def offered(view: Json, field: str) -> list[str]:
    [block] = [block for block in view["blocks"] if block.get("block_id") == field]
    return [option["value"] for option in block["element"]["options"]]


def said(view: Json) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"] if "text" in block)


def filled_badly(view: Json, **given: object) -> Json:
    typed = {"ending": "abandoned", "cause": "scope_change", "words": WORDS}
    return filled(view, **(typed | given))


@ON_ONE_DATABASE
def test_the_form_says_what_is_open_and_offers_only_what_is_true_R5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.command(OLIVIA, "close", CHANNEL)
    assert offered(api.view, "ending") == ["incomplete", "abandoned"]
    assert "handed over to customer success before and after" in str(api.view["blocks"])
    assert "“Milestone value”" in said(api.view)
    assert "who can see to it" in said(api.view)
    missing = slack.submit(OLIVIA, filled(api.view, ending="incomplete"))
    assert missing.body["errors"].keys() == {"cause", "words"}
    assert story.rows(closings) == []
    page = slack.submit(OLIVIA, filled_badly(api.view) | {"id": "V0OTHER"}).view
    assert f"*Abandoned*, {day(story.clock.now().date())}, by {OLIVIA.user}" in said(page)
    assert "They &lt;were&gt; bought" in said(page)
    assert labels(page["blocks"]) == ["The post-mortem", "Go on with it"]
    assert "closed" in slack.command(OLIVIA, "status", CHANNEL).text
    api.calls.clear()
    slack.command(ARTHUR, "close", CHANNEL)
    assert labels(api.view["blocks"]) == ["The post-mortem"]
    about = OneAccount(account=account).dump()
    api.calls.clear()
    slack.click(ARTHUR, actions.REOPEN, about, channel="D0ARTHUR")
    assert labels(api.view["blocks"]) == ["The post-mortem"]
    api.calls.clear()
    slack.click(MAYA, f"{actions.TICK}:goal", None, channel=CHANNEL)
    assert api.refusal


@ON_ONE_DATABASE
def test_what_came_up_after_the_form_was_opened_is_shown_in_it_R5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.with_channel()
    everything_is_done(story)
    slack.command(OLIVIA, "close Hazel")
    assert offered(api.view, "ending")[0] == "completed"
    view = filled(api.view, ending="completed")
    story.tick(MAYA, "value", done=False)
    shown = slack.submit(OLIVIA, view).view
    assert "It is not complete *now*" in said(shown)
    assert offered(shown, "ending") == ["incomplete", "abandoned"]
    story.tick(MAYA, "value")
    page = slack.submit(OLIVIA, view | {"id": "V0AGAIN"}).view
    assert "✅ Closed." in said(page)
    assert "Completed" in said(page)


@ON_ONE_DATABASE
def test_what_is_closed_as_incomplete_is_handed_over_from_its_page_R5_A7(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.command(OLIVIA, "close", CHANNEL)
    page = slack.submit(OLIVIA, filled_badly(api.view, ending="incomplete")).view
    assert "Handoff to customer success: not offered yet" in said(page)
    assert labels(page["blocks"]) == ["Hand over", "The post-mortem", "Go on with it"]
    [button] = [one for one in clickables(page["blocks"]) if one["action_id"] == actions.PACKAGE]
    page |= {"id": "V1", "app_installed_team_id": HOST, "type": "modal"}
    slack.click(OLIVIA, button["action_id"], button["value"], view=page)
    [form] = api.views("views.push")
    assert form["submit"]["text"] == "Offer it"
    assert "How it ended" in str(form["blocks"])
    told = slack.submit(OLIVIA, filled(form) | {"id": "V0OFFER"}).view
    assert "on its way to" in str(told["blocks"])
    api.calls.clear()
    slack.command(OLIVIA, "close Hazel")
    assert f"offered to {CLARA.user} today, not answered yet" in said(api.view)
    taken = story.services.package_answers.accept(CLARA, account, 1, story.key())
    assert isinstance(taken, Accepted)
    api.calls.clear()
    slack.command(OLIVIA, "close Hazel")
    assert labels(api.view["blocks"])[0] == "What was handed over"
    api.calls.clear()
    slack.command(OLIVIA, "handoff Hazel")
    assert api.view["callback_id"] == "package"
    assert "submit" not in api.view


@ON_ONE_DATABASE
def test_what_was_broken_off_is_read_and_handed_to_nobody_A7(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    slack.command(OLIVIA, "close", CHANNEL)
    slack.submit(OLIVIA, filled_badly(api.view))
    api.calls.clear()
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PACKAGE, about, channel="D0OLIVIA")
    assert "They broke it off" in said(api.view)
    assert "submit" not in api.view


@ON_ONE_DATABASE
def test_who_may_goes_on_with_a_closed_one_from_its_page_R5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    about = OneAccount(account=account).dump()
    slack.command(OLIVIA, "close", CHANNEL)
    slack.submit(OLIVIA, filled_badly(api.view))
    api.calls.clear()
    slack.click(OLIVIA, actions.CLOSE, about, channel="D0OLIVIA")
    page = api.view | {"id": "V1", "app_installed_team_id": HOST, "type": "modal"}
    [again] = [one for one in clickables(page["blocks"]) if one["action_id"] == actions.REOPEN]
    slack.click(OLIVIA, again["action_id"], again["value"], view=page)
    [form] = api.views("views.push")
    empty = slack.submit(OLIVIA, filled(form))
    assert empty.body["errors"].keys() == {"reason"}
    went_on = slack.submit(OLIVIA, filled(form, reason="They called") | {"id": "V0MORE"}).view
    assert "goes on" in said(went_on)
    assert story.rows(closings) == []
    api.calls.clear()
    slack.click(OLIVIA, actions.REOPEN, about, channel="D0OLIVIA")
    assert api.view["callback_id"] == closing.CALLBACK  # it goes on already


@ON_ONE_DATABASE
def test_the_page_of_a_closed_one_says_since_when_R5(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    story.with_channel()
    slack.command(OLIVIA, "close", CHANNEL)
    slack.submit(OLIVIA, filled_badly(api.view))
    closed_on = story.clock.now().date()
    story.clock.move(days=3)
    api.calls.clear()
    slack.command(OLIVIA, "close", CHANNEL)
    assert f"Closed. *Abandoned*, {day(closed_on)}, by" in said(api.view)


def test_what_was_not_offered_is_forged() -> None:
    about = Circumstances((Quiet(),), tuple(ChannelAfter))
    view = filled(closing.render("a" * 32, "Finch", about, None, None))
    for field in ("ending", "cause", "channel"):
        [chosen] = view["state"]["values"][field].values()
        kept = chosen["selected_option"]
        chosen["selected_option"] = {"value": "sold"}
        with pytest.raises(ForgedValue):
            closing.read(view)
        chosen["selected_option"] = kept


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&", "ا"])
def test_form_and_pages_fit_at_the_limits(script: str) -> None:
    name, words = script * 255, script * 3_000
    about = Circumstances(
        (Quiet(), *(Unused((script * 120,) * 40) for _ in range(30))), tuple(ChannelAfter)
    )
    assert_slack_takes_view(
        closing.render("a" * 32, name, about, Cause.SCOPE_CHANGE, "U0CLARA", again=True)
    )
    on, today = date(2026, 12, 30), date(2027, 1, 5)
    closed = partial(closing.closed, by="U0OLIVIA", on=on, today=today, post_mortem=True)
    ended = Closing(Ending.ABANDONED, Cause.SCOPE_CHANGE, words, ChannelAfter.ARCHIVED)
    assert_slack_takes_view(closed("a" * 32, name, ended, offer=None, is_news=True))
    offer = OfferLine(OfferState.RETURNED, "U0CLARA", 100, 10)
    incomplete = replace(ended, ending=Ending.INCOMPLETE)
    assert_slack_takes_view(closed("a" * 32, name, incomplete, offer=offer, is_news=True))
    assert_slack_takes_view(closing.reopening("a" * 32, name))
    assert_slack_takes_view(closing.reopened(name, archived=True))
