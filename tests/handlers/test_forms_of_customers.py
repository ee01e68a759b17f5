"""The forms that only the customer sends: by whoever they are for, and once."""

from blocks import actions
from blocks.values import OpenSurveyWords, SurveyScore
from onboarding.review.touch import Door
from tests.blocks.forms.filling import filled
from tests.handlers.forms_to_send import is_refused, kept, looking_back, wish
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here, sent
from tests.services.story import BEN, GWEN, MAYA, OLIVIA, STRANGER, Story


def only_maya_sends_it_and_once(story: Story, slack: Deliveries, view: Json) -> None:
    before = kept(story)
    for actor in (OLIVIA, STRANGER, BEN, GWEN):
        assert is_refused(slack.submit(actor, view | {"id": f"V0{actor.user}"}))
    assert kept(story) == before
    assert slack.submit(MAYA, view).status == 200
    done = kept(story)
    assert done != before
    assert slack.submit(MAYA, view).status == 200
    assert kept(story) == done


def test_a_wish_is_the_customers_to_send_and_once(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = wish(story.with_channel(), slack, api)
    only_maya_sends_it_and_once(story, slack, view)


def test_looking_back_is_the_customers_and_once(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    view = looking_back(story.with_channel(), slack, api)
    only_maya_sends_it_and_once(story, slack, view)


def test_words_to_a_survey_are_for_whoever_was_asked_to_send_and_once_F1(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account, touch = story.with_channel(), f"survey:{MAYA.user}"
    maya_is_here(story, account)
    sent(story, account, touch, "end_survey", Door.STAKEHOLDER, MAYA.user)
    score = SurveyScore(account=account, touch=touch, survey="csat", score=2).dump()
    slack.click(MAYA, f"{actions.SURVEY}:csat:2", score, channel="D0MAYA")
    about = OpenSurveyWords(account=account, touch=touch)
    slack.click(MAYA, actions.SURVEY_WORDS, about.dump(), channel="D0MAYA")
    view = filled(api.view, csat="Too many calls")
    before = kept(story)
    for actor in (OLIVIA, STRANGER, BEN, GWEN):
        assert is_refused(slack.submit(actor, view | {"id": f"V0{actor.user}"}))
    for forged in ("", "{}", about.model_copy(update={"touch": "survey:UTOM"}).dump()):
        forgery = view | {"private_metadata": forged, "id": f"V0{len(forged)}"}
        assert is_refused(slack.submit(MAYA, forgery))
    assert kept(story) == before
    assert slack.submit(MAYA, view).status == 200
    done = kept(story)
    assert done != before
    assert slack.submit(MAYA, view).status == 200
    assert kept(story) == done
