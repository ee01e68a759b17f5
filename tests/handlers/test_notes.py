"""The shortcut "Record…", its form, and the list."""

from datetime import date

import pytest

from blocks import actions
from blocks.forms import note
from blocks.forms.note import NoteOn
from blocks.values import ForgedValue, OneAccount
from onboarding.notes import LONGEST, NoteKind, NoteLine, NotesView, OpenQuestion
from services.actor import Actor
from storage.record_schema import notes
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import assert_slack_takes_view, clickables
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, Story

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SAID = "Tom &amp; Maya &lt;only&gt; know it"


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


@ON_ONE_DATABASE
def test_a_message_opens_the_form_with_its_words_and_is_kept(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text=SAID, by=MAYA.user)
    sent = slack.submit(OLIVIA, filled(api.view, kind="risk"))
    assert "as a risk" in str(sent.view)
    [row] = story.rows(notes)
    assert (row.text, row.said_by) == ("Tom & Maya <only> know it", MAYA.user)
    [taken] = story.activity("note.taken")
    assert taken.origin == "form"
    again = slack.submit(OLIVIA, filled(api.view, kind="risk") | {"id": "V0OTHER"})
    assert "already" in str(again.view)


@ON_ONE_DATABASE
def test_problems_of_a_promise_are_told_at_its_fields(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text=SAID)
    wrong = slack.submit(OLIVIA, filled(api.view, kind="promise", owner=None))
    assert wrong.body["errors"].keys() == {"owner", "due_on"}


@ON_ONE_DATABASE
@pytest.mark.parametrize("actor", [GWEN, BEN, MAYA], ids=["guest", "another's", "customer"])
def test_whoever_is_not_of_our_team_is_told_so_in_a_friendly_way(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    slack.shortcut(actor, "record_message", channel=CHANNEL, text=SAID)
    assert "ask" in api.refusal.lower()
    assert story.rows(notes) == []


@ON_ONE_DATABASE
def test_where_no_customer_is_there_is_nothing_to_record(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.shortcut(OLIVIA, "record_message", channel="CGENERAL", text=SAID)
    assert "No onboarding belongs to this channel" in api.refusal


@ON_ONE_DATABASE
def test_a_question_is_answered_in_the_place_of_the_list_and_keeps_its_answer(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text=SAID, by=MAYA.user)
    slack.submit(OLIVIA, filled(api.view, kind="question"))
    slack.click(OLIVIA, actions.NOTES, OneAccount(account=account).dump(), channel=CHANNEL)
    view: Json = api.views()[-1] | {"id": "V1", "app_installed_team_id": HOST}
    [button] = clickables(view["blocks"])
    assert button["text"]["text"] == "Answer"
    slack.click(OLIVIA, button["action_id"], button["value"], view=view)
    form = api.views("views.update")[-1]
    assert SAID in form["blocks"][0]["text"]["text"]
    typed = filled(form, answer="Hugo <does> & his aunt") | {"id": "V0ANSWER"}
    shown = slack.submit(OLIVIA, typed).view
    assert "*Answer* · Hugo &lt;does&gt; &amp; his aunt" in shown["blocks"][1]["text"]["text"]
    assert clickables(shown["blocks"]) == []
    [row] = story.rows(notes)
    assert (row.answer, row.settled_by) == ("Hugo <does> & his aunt", OLIVIA.user)
    slack.click(OLIVIA, button["action_id"], button["value"], view=view)  # a list of before
    assert api.views("views.update")[-1]["callback_id"] == note.LIST
    slack.submit(OLIVIA, filled(form, answer="Nobody") | {"id": "V0LATE"})
    [row] = story.rows(notes)
    assert row.answer == "Hugo <does> & his aunt"


@ON_ONE_DATABASE
def test_a_risk_is_settled_in_the_list_and_only_once(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text=SAID, by=MAYA.user)
    slack.submit(OLIVIA, filled(api.view, kind="risk"))
    slack.click(OLIVIA, actions.NOTES, OneAccount(account=account).dump(), channel=CHANNEL)
    view: Json = api.views()[-1] | {"id": "V1", "app_installed_team_id": HOST}
    [settled] = clickables(view["blocks"])
    slack.click(OLIVIA, settled["action_id"], settled["value"], view=view)
    slack.again()
    drawn = api.views("views.update")[-1]
    assert clickables(drawn["blocks"]) == []
    assert "settled" in str(drawn["blocks"])
    slack.click(MAYA, settled["action_id"], settled["value"], view=view)
    assert api.views("views.update")[-1]["callback_id"] == "refusal"
    assert len(story.activity("note.settled")) == 1


def test_what_was_not_offered_is_forged() -> None:
    about = NoteOn(account="a", channel="C1", ts="never")
    with pytest.raises(ForgedValue):
        _ = about.said
    view = filled(note.render(about, "Finch", "U0OLIVIA", "Said"))
    view["state"]["values"]["kind"]["kind"]["selected_option"]["value"] = "secret"
    with pytest.raises(ForgedValue):
        note.read(view)


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&", "ا"])
def test_form_and_list_fit_at_the_limits(script: str) -> None:
    about = NoteOn(account="a" * 32, channel="C0FINCH", ts="1.2", said_by="U0MAYA")
    assert_slack_takes_view(note.render(about, script * 255, "U0OLIVIA", script * 40_000))
    lines = tuple(
        NoteLine(
            id=f"{number:032}",
            kind=NoteKind.QUESTION,
            text=script * LONGEST,
            said_by="U0MAYA",
            channel="C0FINCH",
            ts="1772442000.000100",
            by="U0OLIVIA",
            on=date(2026, 3, 2),
            owner="U0OLIVIA",
            due_on=date(2026, 4, 2),
            settled_on=date(2026, 3, 3) if number % 2 else None,
            answer=script * LONGEST if number % 2 else None,
        )
        for number in range(120)
    )
    view = NotesView("a" * 32, script * 255, date(2026, 3, 3), lines)
    assert_slack_takes_view(note.listed(view))
    assert_slack_takes_view(note.answer(OpenQuestion("a" * 32, "n" * 32, script * LONGEST)))
