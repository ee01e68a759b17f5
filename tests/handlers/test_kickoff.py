"""A2, R6, R7: the kickoff as a form: page by page, and the agenda for the call."""

from typing import Any

import pytest

from blocks import actions
from blocks.values import KickoffTurn, OneAccount, PostAgenda
from onboarding import governance, readiness
from onboarding.discovery import LONGEST
from services.actor import Actor
from storage.database import Database
from storage.record_schema import charters, discovery_answers
from storage.record_schema import readiness as readiness_table
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.kickoffs import asking_story, names_lead, sales_told, stakeholder
from tests.services.story import BEN, CHANNEL, GWEN, MAYA, OLIVIA, Story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def opened(slack: Deliveries, api: WebApi, account: str, actor: Actor = OLIVIA) -> Json:
    slack.click(actor, actions.KICKOFF, OneAccount(account=account).dump(), channel="D0OLIVIA")
    return api.view


def turned(slack: Deliveries, api: WebApi, view: Json, account: str, page: str) -> Json:
    """Another page, by its button: what was typed comes along."""
    action = actions.suffixed(actions.KICKOFF_PAGE, page)
    slack.click(OLIVIA, action, KickoffTurn(account=account, page=page).dump(), view=view)
    return api.views("views.update")[-1]


def fields_of(view: Json) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def answers(story: Story) -> dict[str, str]:
    return {row.question: row.text for row in story.rows(discovery_answers)}


def test_the_kickoff_opens_in_the_customers_channel_by_name_and_by_button_A2(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.command(OLIVIA, "kickoff", CHANNEL)
    slack.command(OLIVIA, "kickoff hazel")
    slack.click(OLIVIA, actions.KICKOFF, OneAccount(account=account).dump(), channel="D0OLIVIA")
    first, second, third = api.views()
    assert first == second == third
    assert "question.success" in fields_of(first)


def test_a_question_that_the_brief_answers_is_shown_and_asked_only_when_overruled_A2(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    sales_told(story, account, "stakeholders", "Hugo <the boss> & his aunt")
    view = opened(slack, api, account)
    assert "question.decides" not in fields_of(view)
    told = next(b for b in view["blocks"] if b["type"] == "section" and "accessory" in b)
    assert "Hugo &lt;the boss&gt; &amp; his aunt" in told["text"]["text"]
    assert "Arthur Lane, Mon 2 Mar, in the brief" in told["text"]["text"]
    button = told["accessory"]
    slack.click(
        OLIVIA, button["action_id"], button["value"], view=filled(view, question__success="Peace.")
    )
    asks = api.views("views.update")[-1]
    assert "question.decides" in fields_of(asks)
    assert answers(story) == {"success": "Peace."}
    slack.submit(OLIVIA, filled(asks, question__decides="His aunt."))
    assert answers(story) == {"success": "Peace.", "decides": "His aunt."}


def test_the_customers_own_words_are_asked_for_below_what_sales_wrote_A2_C3(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    sales_told(story, account, text="They want <same-day> orders.")
    view = opened(slack, api, account)
    block = next(b for b in view["blocks"] if b.get("block_id") == "question.success")
    assert block["label"]["text"] == "✱ 💬 What for?"
    assert "initial_value" not in block["element"]  # words of sales are not turned into theirs
    assert block["hint"]["text"] == (
        "The customer may read this: write it in their own words. Sales wrote: “They want "
        "<same-day> orders.” (Arthur Lane, Mon 2 Mar). How do they say it themselves?"
    )
    assert "“What for? (in their own words)”" in view["blocks"][0]["text"]["text"]


def test_what_is_known_to_stand_in_the_way_is_shown_and_not_asked_again_A2_R6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    sales_told(story, account, "risks", "A <wall> of security")
    page = turned(slack, api, filled(opened(slack, api, account)), account, "ready")
    assert fields_of(page) == {"lead", "obstacles"}
    shown = "\n".join(b["text"]["text"] for b in page["blocks"] if b["type"] == "section")
    assert "A &lt;wall&gt; of security\n_Arthur Lane, Mon 2 Mar, in the brief" in shown
    field = next(b for b in page["blocks"] if b.get("block_id") == "obstacles")
    assert field["label"]["text"] == "What else stands in the way?"
    assert "initial_value" not in field["element"]
    maya = stakeholder(story, account)
    slack.submit(OLIVIA, filled(page, lead=maya) | {"hash": "2"})
    assert [(row.lead, row.obstacles) for row in story.rows(readiness_table)] == [(maya, "")]


def test_what_was_listed_with_who_leads_is_shown_among_the_questions_A2_R6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    names_lead(story, account, obstacles="Security <first>")
    view = opened(slack, api, account)
    assert "question.slows" not in fields_of(view)
    [told] = [b for b in view["blocks"] if b["type"] == "section" and "accessory" in b]
    assert told["text"]["text"] == (
        "*What slows you down?*\nSecurity &lt;first&gt;\n"
        "_Olivia Hart, Mon 2 Mar, where it is written who leads: no need to ask again._"
    )
    button = told["accessory"]
    slack.click(OLIVIA, button["action_id"], button["value"], view=filled(view))
    asks = api.views("views.update")[-1]
    block = next(b for b in asks["blocks"] if b.get("block_id") == "question.slows")
    assert block["hint"]["text"] == (
        "Listed with who leads: “Security <first>” (Olivia Hart, Mon 2 Mar). "
        "Empty it to go by that."
    )


def test_an_answer_of_the_kickoff_takes_the_place_of_what_sales_wrote_A2_R6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    sales_told(story, account, "risks", "A wall of security")
    view = opened(slack, api, account)
    button = next(
        b for b in clickables(view["blocks"]) if b["action_id"].startswith(actions.KICKOFF_OVERRULE)
    )
    slack.click(OLIVIA, button["action_id"], button["value"], view=filled(view))
    asks = api.views("views.update")[-1]
    page = turned(
        slack, api, filled(asks, question__slows="The season.") | {"hash": "2"}, account, "ready"
    )
    shown = "\n".join(b["text"]["text"] for b in page["blocks"] if b["type"] == "section")
    assert "The season.\n_Olivia Hart, Mon 2 Mar, at the kickoff" in shown
    assert "wall of security" not in shown


def test_each_answer_shows_who_gave_it_and_when_A2(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = slack.submit(OLIVIA, filled(opened(slack, api, account), question__decides="Hugo.")).view
    back = turned(slack, api, filled(view) | {"hash": "2"}, account, "1")
    block = next(b for b in back["blocks"] if b.get("block_id") == "question.decides")
    assert block["hint"]["text"] == "Olivia Hart, Mon 2 Mar."
    assert block["element"]["initial_value"] == "Hugo."


def test_two_people_who_fill_in_the_same_page_do_not_write_over_each_other_A2(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    slack.submit(OLIVIA, filled(view, question__decides="Hugo."))
    slack.submit(OLIVIA, filled(view, question__success="Peace.") | {"id": "V0OTHER"})
    assert answers(story) == {"decides": "Hugo.", "success": "Peace."}


def test_it_goes_through_all_pages_and_ends_with_what_is_open_R6_R7(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    view = slack.submit(OLIVIA, filled(view, question__success="Peace.")).view
    view = slack.submit(OLIVIA, filled(view) | {"hash": "2"}).view  # the rest of the questions
    maya = stakeholder(story, account)
    typed = filled(view, lead=maya, no_obstacles=["none"]) | {"hash": "3"}
    view = slack.submit(OLIVIA, typed).view
    assert fields_of(view) == {"structure", "escalation_path", "authority", "executives_every"}
    governed = {"structure": "Four of us.", "escalation_path": "To Hugo.", "authority": maya}
    typed = filled(view, **governed, executives_every="20") | {"hash": "4"}
    view = slack.submit(OLIVIA, typed).view
    assert "Saved. Still open (✱): “Who decides?”." in view["blocks"][0]["text"]["text"]
    assert [row.lead for row in story.rows(readiness_table)] == [maya]
    assert [row.executives_every for row in story.rows(charters)] == [20]


def test_half_of_a_page_is_told_at_its_fields_also_when_the_page_is_turned_R6(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    page = turned(slack, api, filled(opened(slack, api, account)), account, "ready")
    typed = filled(page, obstacles="Security has to agree.")
    assert slack.submit(OLIVIA, typed).body["errors"].keys() == {"lead"}
    stays = turned(slack, api, typed | {"hash": "2"}, account, "1")
    assert "Who leads on their side?" in str(stays["blocks"][2])
    assert "Security has to agree." in str(stays)
    assert story.rows(readiness_table) == []


def test_the_agenda_is_posted_from_the_form_and_again_only_by_another_button_A2(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    button = next(b for b in clickables(view["blocks"]) if b["action_id"] == actions.AGENDA)
    assert button["confirm"]
    slack.click(OLIVIA, actions.AGENDA, button["value"], view=filled(view))
    slack.click(OLIVIA, actions.AGENDA, button["value"], view=filled(view))
    assert len(story.messages("kickoff_agenda")) == 1
    shown = api.views("views.update")[-1]
    assert "The agenda was posted on Mon 2 Mar" in shown["blocks"][0]["text"]["text"]
    again = next(b for b in clickables(shown["blocks"]) if b["action_id"] == actions.AGENDA)
    assert again["text"]["text"] == "Post the agenda again"
    slack.click(OLIVIA, actions.AGENDA, again["value"], view=filled(shown))
    assert len(story.messages("kickoff_agenda")) == 2


def test_the_form_holds_the_longest_answers_in_any_script(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    for field in ("goals", "risks", "stakeholders"):
        sales_told(story, account, field, "<&>" * 1_000)
    view = opened(slack, api, account)
    texts = {
        block["block_id"].replace(".", "__"): "𒀀" * LONGEST
        for block in view["blocks"]
        if block["type"] == "input"
    }
    slack.submit(OLIVIA, filled(view, **texts))
    back = turned(slack, api, filled(view) | {"hash": "2"}, account, "1")
    assert "𒀀" * LONGEST in str(back)
    maya = stakeholder(story, account)
    page = turned(slack, api, filled(back) | {"hash": "3"}, account, "ready")
    slack.submit(
        OLIVIA, filled(page, lead=maya, obstacles="字" * readiness.LONGEST) | {"hash": "4"}
    )
    page = turned(slack, api, filled(page) | {"hash": "5"}, account, "governance")
    longest = "&" * governance.LONGEST
    typed: dict[str, Any] = {"structure": longest, "escalation_path": longest}
    typed |= {"authority": maya, "executives_every": "60"}
    answer = slack.submit(OLIVIA, filled(page, **typed) | {"hash": "6"})
    assert answer.view["callback_id"] == "kickoff_saved"


@pytest.mark.parametrize("actor", [MAYA, BEN, GWEN], ids=["customer", "another's", "guest"])
def test_a_customer_sees_nothing_of_it(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    view = filled(opened(slack, api, account), question__decides="Hugo.")
    api.calls.clear()
    slack.click(actor, actions.KICKOFF, OneAccount(account=account).dump(), channel=CHANNEL)
    assert api.refusal
    turn = KickoffTurn(account=account, page="ready").dump()
    slack.click(actor, f"{actions.KICKOFF_PAGE}:ready", turn, view=view)
    post = PostAgenda(account=account, posted=0).dump()
    slack.click(actor, actions.AGENDA, post, view=view)
    assert [v["callback_id"] for v in api.views("views.update")] == ["refusal"] * 2
    assert slack.submit(actor, view).view["callback_id"] == "refusal"
    assert answers(story) == {}
    assert story.messages("kickoff_agenda") == []


@pytest.mark.parametrize("page", ["", "0", "3", "99", "somewhere"])
def test_a_page_that_we_do_not_have_is_refused(
    slack: Deliveries, api: WebApi, account: str, page: str
) -> None:
    view = filled(opened(slack, api, account))
    turn = f'{{"account":"{account}","page":"{page}"}}'
    slack.click(OLIVIA, f"{actions.KICKOFF_PAGE}:x", turn, view=view)
    assert api.views("views.update") == []
