"""A1: the sales brief as a form: page by page, back and forth, and incomplete."""

from typing import Any

import pytest

from blocks import actions
from blocks.values import BriefPageTurn, OneAccount
from onboarding.asked_for import BriefField
from onboarding.brief import LONGEST, LONGEST_COMMITMENT, MOST_COMMITMENTS
from services.actor import Actor
from storage.database import Database
from storage.record_schema import brief_entries, promises
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.clock import SettableClock
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.briefs import asking_story
from tests.services.story import ARTHUR, BEN, CHANNEL, FORM, MAYA, OLIVIA, Story

OUTCOME = FORM.outcome


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return asking_story(database, clock)


@pytest.fixture
def account(story: Story) -> str:
    return story.with_channel()


def opened(slack: Deliveries, api: WebApi, account: str, actor: Actor = ARTHUR) -> Json:
    slack.click(actor, actions.BRIEF, OneAccount(account=account).dump(), channel="D0ARTHUR")
    return api.view


def sent(slack: Deliveries, view: Json, number: int, **typed: Any) -> Json:
    """Fill in a page and send it; Slack counts the versions of a view by its hash."""
    shown = filled(view, **typed) | {"hash": f"{number}.x"}
    answer = slack.submit(ARTHUR, shown)
    assert answer.body["response_action"] == "update"
    return answer.view


def fields_of(view: Json) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def kept(story: Story) -> dict[str, str]:
    return {row.field: row.text for row in story.rows(brief_entries)}


def test_handoff_opens_the_brief_in_the_customers_channel_and_by_name_A1(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    slack.command(ARTHUR, "handoff", CHANNEL)
    slack.command(ARTHUR, "handoff hazel")
    in_channel, by_name = api.views()
    assert in_channel == by_name
    assert fields_of(in_channel) == {"why_bought", "goals", "promised"}
    labels = [b["label"]["text"] for b in in_channel["blocks"] if b["type"] == "input"]
    assert labels == ["✱ Why they bought", "✱ What they want to reach", "What we promised"]


def test_it_is_told_page_by_page_and_ends_with_who_has_it_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    view = sent(slack, view, 1, why_bought="Late orders.", goals="Same day.")
    row = "commitment.new0"
    typed = {
        f"{row}.text".replace(".", "__"): "A connector",
        f"{row}.owner".replace(".", "__"): OLIVIA.user,
        f"{row}.due_on".replace(".", "__"): "2026-04-01",
    }
    view = sent(slack, view, 2, **typed)
    view = sent(slack, view, 3, risks="Their IT lead leaves.", renewal_on="2027-02-26")
    assert "The brief is complete, and UOLIVIA has it" in view["blocks"][0]["text"]["text"]
    assert len(story.messages("brief_completed")) == 1


def test_an_incomplete_page_is_kept_and_the_end_says_where_it_is_incomplete_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    for number in range(3):
        view = sent(slack, view, number, **({"goals": "Same day."} if number == 0 else {}))
    assert kept(story) == {"goals": "Same day."}
    assert (
        "“Why they bought”, “Non-standard commitments” and “Known risks”"
        in (view["blocks"][0]["text"]["text"])
    )
    turns = [button["action_id"] for button in clickables(view["blocks"])]
    assert turns == [f"{actions.BRIEF_PAGE}:{page}" for page in ("why", "commitments", "people")]


def test_turning_pages_keeps_what_was_typed_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = filled(opened(slack, api, account), why_bought="Late orders.")
    turn = BriefPageTurn(account=account, page="people").dump()
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:people", turn, view=view)
    people = api.views("views.update")[-1]
    assert fields_of(people) == {"stakeholders", "deal_context", "renewal_on", "risks"}
    back = BriefPageTurn(account=account, page="why").dump()
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:why", back, view=filled(people, risks="Few hands."))
    first = api.views("views.update")[-1]
    typed = {b["block_id"]: b["element"].get("initial_value") for b in first["blocks"][2:]}
    assert typed["why_bought"] == "Late orders."
    assert kept(story) == {
        "why_bought": "Late orders.",
        "goals": OUTCOME,
        "risks": "Few hands.",
    }


def test_what_the_form_of_the_new_customer_says_is_not_asked_again_A1_A2(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = opened(slack, api, account)
    goals = next(b for b in view["blocks"] if b.get("block_id") == "goals")
    assert goals["element"]["initial_value"] == OUTCOME
    assert goals["hint"]["text"].startswith("What stands here is from the form of the new customer")
    view = sent(slack, view, 1, why_bought="Late orders.")
    assert kept(story)["goals"] == OUTCOME
    people = sent(slack, view, 2)
    texts = [b["elements"][0]["text"] for b in people["blocks"] if b["type"] == "context"]
    assert (
        "On the map already: Maya Finch (Champion) and Tom Hazel (Technical owner). No need to "
        "name them again."
    ) in texts
    why = BriefPageTurn(account=account, page="why").dump()
    back = filled(people) | {"hash": "4"}
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:why", why, view=back)
    told = next(b for b in api.views("views.update")[-1]["blocks"] if b.get("block_id") == "goals")
    assert "new customer" not in told["hint"]["text"]  # by now it is what Arthur told


def test_goals_that_were_told_take_the_place_of_the_outcome_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    sent(slack, opened(slack, api, account), 1, goals="Same day.")
    slack.command(ARTHUR, "handoff", CHANNEL)
    shown = api.views()[-1]
    goals = next(b for b in shown["blocks"] if b.get("block_id") == "goals")
    assert goals["element"]["initial_value"] == "Same day."


def commitments(slack: Deliveries, api: WebApi, account: str) -> Json:
    view = filled(opened(slack, api, account))
    turn = BriefPageTurn(account=account, page="commitments").dump()
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:commitments", turn, view=view)
    return api.views("views.update")[-1]


def test_a_commitment_without_owner_and_day_is_told_at_its_fields_A1(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    view = filled(commitments(slack, api, account), commitment__new0__text="A connector")
    answer = slack.submit(ARTHUR, view)
    assert answer.body["errors"].keys() == {"commitment.new0.owner", "commitment.new0.due_on"}
    turn = BriefPageTurn(account=account, page="why").dump()
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:why", turn, view=view)
    stays = api.views("views.update")[-1]
    assert "Who keeps this promise?" in str(stays["blocks"][2])
    assert "A connector" in str(stays)
    assert story.rows(promises) == []


def test_there_is_room_for_more_commitments_and_what_was_typed_stays(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    view = filled(commitments(slack, api, account), commitment__new0__text="A connector")
    more = OneAccount(account=account).dump()
    slack.click(ARTHUR, actions.BRIEF_MORE, more, view=view)
    grown = api.views("views.update")[-1]
    assert "commitment.new1.text" in fields_of(grown)
    assert "A connector" in str(grown)


def test_the_form_holds_the_longest_texts_in_any_script(
    story: Story, slack: Deliveries, api: WebApi, account: str
) -> None:
    page = commitments(slack, api, account)
    for _ in range(MOST_COMMITMENTS):  # one more than there is room for
        more = OneAccount(account=account).dump()
        slack.click(ARTHUR, actions.BRIEF_MORE, more, view=filled(page))
        page = api.views("views.update")[-1]
    typed: dict[str, str] = {}
    for number in range(MOST_COMMITMENTS):
        row = f"commitment__new{number}"
        typed[f"{row}__text"] = "𒀀" * LONGEST_COMMITMENT
        typed[f"{row}__owner"], typed[f"{row}__due_on"] = OLIVIA.user, "2026-04-01"
    view = sent(slack, page, 1, **typed)
    texts = {"stakeholders": "<&>" * 1_000, "deal_context": "𒀀" * LONGEST, "risks": "字" * LONGEST}
    view = sent(slack, view, 2, **texts)
    turn = BriefPageTurn(account=account, page="why").dump()
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:why", turn, view=view | {"id": "V1", "hash": "3"})
    why = api.views("views.update")[-1]
    view = sent(
        slack, why, 4, why_bought="&" * LONGEST, goals="字" * LONGEST, promised="x" * LONGEST
    )
    assert len(story.rows(promises)) == MOST_COMMITMENTS
    assert "commitment" in str(fields_of(view))
    assert BriefField.RISKS.value in kept(story)


@pytest.mark.parametrize("actor", [MAYA, BEN], ids=["the customer", "another's"])
def test_a_customer_sees_nothing_of_it(
    story: Story, slack: Deliveries, api: WebApi, account: str, actor: Actor
) -> None:
    slack.click(actor, actions.BRIEF, OneAccount(account=account).dump(), channel=CHANNEL)
    assert api.refusal
    view = {"id": "V1", "hash": "1", "callback_id": "brief_saved", "blocks": [], "type": "modal"}
    turn = BriefPageTurn(account=account, page="why").dump()
    slack.click(actor, f"{actions.BRIEF_PAGE}:why", turn, view=view)
    assert [v["callback_id"] for v in api.views("views.update")] == ["refusal"]


@pytest.mark.parametrize("page", ["", "x" * 300, "somewhere"])
def test_a_page_that_we_do_not_have_is_refused(
    slack: Deliveries, api: WebApi, account: str, page: str
) -> None:
    view = filled(opened(slack, api, account))
    turn = f'{{"account":"{account}","page":"{page}"}}'
    slack.click(ARTHUR, f"{actions.BRIEF_PAGE}:x", turn, view=view)
    assert api.views("views.update") == []


def test_it_opens_over_the_form_in_which_it_was_asked_for(
    slack: Deliveries, api: WebApi, account: str
) -> None:
    over = {"id": "V1", "hash": "1", "type": "modal", "callback_id": "how_it_stands", "blocks": []}
    slack.click(ARTHUR, actions.BRIEF, OneAccount(account=account).dump(), view=over)
    [pushed] = api.views("views.push")
    assert pushed["callback_id"] == "brief"
