"""Each form: sent by those who may not, with what we never wrote in it, and twice."""

import json
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import handlers
from blocks import actions
from blocks.values import (
    ChangeSharing,
    GateChoice,
    OneAccount,
    OneCriterion,
    OpenChange,
    OpenStuck,
    OpenSurveyWords,
    PackageChoice,
    SurveyScore,
)
from onboarding.closing import Ending, TypedClosing
from onboarding.people import Role, Side
from onboarding.permissions import Action, may
from onboarding.review.touch import Door
from onboarding.stall_causes import Cause
from playbooks.refusals import refusal_sentence
from services.actor import Actor
from services.closings import Closed
from services.outcomes import NotAllowed
from storage import accounts, people, workspaces
from storage.schema import activity, blockers, milestones, outbox
from storage.transaction import begin
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.handlers.slack_stub import Answer, Deliveries, Json, WebApi
from tests.services.quiet import maya_is_here, sent
from tests.services.story import (
    ARTHUR,
    BEN,
    CHANNEL,
    CLARA,
    GWEN,
    HOST,
    MAYA,
    OLIVIA,
    Story,
    member,
)

STRANGER = Actor("USTRANGE", "TSTRANGE", HOST)
Form = Callable[[str, Deliveries, WebApi], Json]


def stuck(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.click(OLIVIA, actions.STUCK, OpenStuck(account=account).dump(), channel=CHANNEL)
    return filled(api.view, milestone="goal", kind="access", what="We cannot log in.")


def change(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.click(OLIVIA, actions.CHANGE, OpenChange(account=account).dump(), channel=CHANNEL)
    return filled(api.view, milestone="call", assignee=ARTHUR.user)


def preview(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.click(OLIVIA, actions.CHANGE, OpenChange(account=account).dump(), channel=CHANNEL)
    shown = slack.submit(OLIVIA, filled(api.view, milestone="call", due_on="2026-03-27")).view
    return shown | {"id": "V0PREVIEW", "hash": "1.def"}


def sharing(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = ChangeSharing(account=account).dump()
    slack.click(OLIVIA, actions.SHARING, value, channel="D0OLIVIA")
    return filled(api.view, sharing="guests")


def settings(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.command(OLIVIA, "settings")
    return filled(api.view, leaders=[OLIVIA.user])


def kickoff(account: str, slack: Deliveries, api: WebApi) -> Json:
    """The page of who leads: the story's playbook asks no questions."""
    slack.command(OLIVIA, "kickoff", CHANNEL)
    lead = api.view["blocks"][-3]["element"]["options"][0]["value"]
    return filled(api.view, lead=lead, no_obstacles=["none"])


def new_customer(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.command(OLIVIA, "new Brightwater")
    return filled(
        api.view,
        outcome="Water for all.",
        country="DE",
        contract_value="60000",
        contacts__0__name="Ben Water",
        contacts__0__email="ben@brightwater.example",
    )


def note(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text="We go live in May.")
    return filled(api.view)


def note_answer(account: str, slack: Deliveries, api: WebApi) -> Json:
    """A question was kept; what is the answer?"""
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text="Who decides?")
    slack.submit(OLIVIA, filled(api.view, kind="question") | {"id": "V0NOTE"})
    api.calls.clear()
    slack.click(OLIVIA, actions.NOTES, OneAccount(account=account).dump(), channel="D0OLIVIA")
    shown = api.view | {"id": "V0LIST", "hash": "1.a"}
    [asked] = [one for one in clickables(shown["blocks"]) if "text" in one]
    slack.click(OLIVIA, asked["action_id"], asked["value"], view=shown)
    return filled(api.views("views.update")[-1], answer="Hugo.")


def criterion(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.CRITERION_ADD, value, channel="D0OLIVIA")
    return filled(
        api.view,
        statement="We ship the same day",
        metric="Orders out the same day",
        target="95 %",
        due_on="2026-05-01",
    )


def proposed(account: str, slack: Deliveries, api: WebApi) -> str:
    """A criterion is there, and nothing is open on anybody's screen; its id."""
    shown = slack.submit(OLIVIA, criterion(account, slack, api) | {"id": "V0PROPOSED"}).view
    api.calls.clear()
    value = json.loads(shown["blocks"][1]["elements"][0]["value"])
    return str(value["criterion"])


def wish(account: str, slack: Deliveries, api: WebApi) -> Json:
    proposed(account, slack, api)
    value = OneAccount(account=account).dump()
    slack.click(MAYA, actions.CRITERION_WISH, value, channel=CHANNEL)
    return filled(api.view, text="90 is enough")


def value(account: str, slack: Deliveries, api: WebApi) -> Json:
    proposed(account, slack, api)
    value = OneAccount(account=account).dump()
    slack.click(MAYA, actions.CRITERION_VALUE, value, channel=CHANNEL)
    return filled(api.view, value="62,5", remark="two shops")


def wish_answer(account: str, slack: Deliveries, api: WebApi) -> Json:
    view = wish(account, slack, api)
    slack.submit(MAYA, view | {"id": "V0WISH"})
    api.calls.clear()
    chosen = view["state"]["values"]["criterion"]["criterion"]["selected_option"]["value"]
    about = OneCriterion(account=account, criterion=chosen).dump()
    slack.click(OLIVIA, actions.CRITERION_ANSWER, about, channel="D0OLIVIA")
    return filled(api.view, text="From May on, gladly.")


def brief(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.BRIEF, value, channel="D0OLIVIA")
    return filled(api.view, goals="Same day.")


def gate(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = GateChoice(account=account, gate="entry:configuration").dump()
    slack.click(OLIVIA, actions.GO_ON, value, channel="D0OLIVIA")
    return filled(api.view, reason="They wait.")


def package(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PACKAGE, value, channel="D0OLIVIA")
    return filled(api.view, csm=OLIVIA.user)


def package_return(account: str, slack: Deliveries, api: WebApi) -> Json:
    """Olivia takes over herself, and returns it."""
    slack.submit(OLIVIA, package(account, slack, api) | {"id": "V0OFFERED"})
    api.calls.clear()
    value = PackageChoice(account=account, number=1).dump()
    slack.click(OLIVIA, actions.PACKAGE_RETURN, value, channel="D0OLIVIA")
    return filled(api.view, question__0__text="Who signs?", question__0__owner=ARTHUR.user)


def package_answer(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.submit(OLIVIA, package_return(account, slack, api) | {"id": "V0RETURNED"})
    api.calls.clear()
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PACKAGE_ANSWER, value, channel="D0OLIVIA")
    question = next(b["block_id"] for b in api.view["blocks"] if b["type"] == "input")
    return filled(api.view, **{question: "Tom does."})


def closing(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.command(OLIVIA, "close", CHANNEL)
    return filled(api.view, ending="abandoned", cause="scope_change", words="They were bought.")


def closed(account: str, slack: Deliveries, api: WebApi) -> None:
    """The onboarding has ended, and nothing is open on anybody's screen."""
    slack.submit(OLIVIA, closing(account, slack, api) | {"id": "V0CLOSED"})
    api.calls.clear()


def reopening(account: str, slack: Deliveries, api: WebApi) -> Json:
    closed(account, slack, api)
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.REOPEN, about, channel="D0OLIVIA")
    return filled(api.view, reason="They called.")


def post_mortem(account: str, slack: Deliveries, api: WebApi) -> Json:
    closed(account, slack, api)
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.POST_MORTEM, about, channel="D0OLIVIA")
    return filled(api.view, summary="Nobody asked who decides.", change="Ask who decides.")


def looking_back(account: str, slack: Deliveries, api: WebApi) -> Json:
    closed(account, slack, api)
    slack.click(MAYA, actions.LOOK_BACK, OneAccount(account=account).dump(), channel=CHANNEL)
    return filled(api.view, keep="The workshops.")


def person(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PERSON_ADD, value, channel="D0OLIVIA")
    return filled(api.view, name="Anna Reed", roles=["champion"])


def our_roles(account: str, slack: Deliveries, api: WebApi) -> Json:
    value = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.OUR_ROLES, value, channel="D0OLIVIA")
    return filled(api.view, owner=ARTHUR.user)


def later(account: str, slack: Deliveries, api: WebApi) -> Json:
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.LATER_LIST, about, channel="D0OLIVIA")
    return filled(api.view, move="later:trained")


def usage(account: str, slack: Deliveries, api: WebApi) -> Json:
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.USAGE, about, channel="D0OLIVIA")
    return filled(api.view, active="4", expected="12")


def promise(account: str, slack: Deliveries, api: WebApi) -> Json:
    """One that was made in the channel; how did it end?"""
    slack.shortcut(OLIVIA, "record_message", channel=CHANNEL, text="You get it in French.")
    made = filled(api.view, kind="promise", owner=OLIVIA.user, due_on="2026-05-01")
    slack.submit(OLIVIA, made | {"id": "V0NOTE"})
    api.calls.clear()
    about = OneAccount(account=account).dump()
    slack.click(OLIVIA, actions.PROMISES, about, channel="D0OLIVIA")
    shown = api.view | {"id": "V0PAGE", "hash": "1.a"}
    assert f"https://slack.com/archives/{CHANNEL}/p" in str(shown["blocks"])
    [ended] = [one for one in clickables(shown["blocks"]) if "text" in one]
    slack.click(OLIVIA, ended["action_id"], ended["value"], view=shown)
    return filled(api.views("views.update")[-1], how="kept")


def hold(account: str, slack: Deliveries, api: WebApi) -> Json:
    slack.command(OLIVIA, "pause", CHANNEL)
    return filled(api.view, reason="They merge.")


OF_AN_ACCOUNT: dict[str, Form] = {
    "stuck": stuck,
    "change": change,
    "preview": preview,
    "sharing": sharing,
    "note": note,
    "note_answer": note_answer,
    "criterion": criterion,
    "value": value,
    "answer": wish_answer,
    "brief": brief,
    "gate": gate,
    "kickoff": kickoff,
    "package": package,
    "package return": package_return,
    "package answer": package_answer,
    "closing": closing,
    "reopening": reopening,
    "post-mortem": post_mortem,
    "person": person,
    "our roles": our_roles,
    "later": later,
    "usage": usage,
    "promise": promise,
    "hold": hold,
}
EVERY = OF_AN_ACCOUNT | {"settings": settings, "new customer": new_customer}
CALLBACKS = {
    "answer": "criterion_answer",
    "gate": "gate_pass",
    "new customer": "new_customer",
    "our roles": "our_roles",
    "package answer": "package_answers",
    "package return": "package_return",
    "post-mortem": "post_mortem",
    "preview": "change_preview",
    "promise": "promise_ended",
    "sharing": "share_another_way",
    "value": "criterion_value",
}
"""Of the forms whose callback id is not their name here."""
SENT_ELSEWHERE = {
    "criterion_wish": ("test_every_form.py", "CRITERION_WISH"),  # the customer's alone, see below
    "departure": ("test_departures.py", "DEPARTURE"),
    "digest_settings": ("test_digest.py", "DIGEST_SETTINGS"),  # the reader's own
    "pulse_words": ("test_touches.py", "PULSE_WORDS"),
    "retrospective": ("test_every_form.py", "LOOK_BACK"),  # the customer's alone too
    "sponsor_note": ("test_stalls.py", "SPONSOR_NOTE"),
    "survey_words": ("test_every_form.py", "SURVEY_WORDS"),  # of whoever was asked, see below
}
"""The forms that begin with a story of their own: where they are sent, and what opens them."""


def listened_for() -> set[str]:
    """The callback ids of every form that a handler listens for, read from the handlers."""
    found = set()
    for path in sorted(Path(handlers.__file__).parent.glob("*.py")):
        module = import_module(f"handlers.{path.stem}")
        for form, name in re.findall(r"app\.view\((\w+)\.(\w+)\)", path.read_text("utf-8")):
            found.add(getattr(getattr(module, form), name))
    return found


def test_every_form_there_is_is_sent_here_or_where_it_is_said() -> None:
    here = {CALLBACKS.get(form, form) for form in EVERY}
    assert here | SENT_ELSEWHERE.keys() == listened_for()
    assert here.isdisjoint(SENT_ELSEWHERE)
    sources = "".join(
        path.read_text("utf-8") for path in Path(handlers.__file__).parent.glob("*.py")
    )
    assert sources.count("app.view(") == len(re.findall(r"app\.view\(\w+\.\w+\)", sources))


@pytest.mark.parametrize("callback", SENT_ELSEWHERE)
def test_a_form_with_a_story_of_its_own_is_sent_in_the_test_that_is_named(callback: str) -> None:
    name, opener = SENT_ELSEWHERE[callback]
    source = (Path(__file__).parent / name).read_text("utf-8")
    assert f"actions.{opener}" in source
    assert "slack.submit(" in source


ASKS_FOR: dict[str, Action] = {
    "stuck": Action.RAISE_BLOCKER,
    "change": Action.REASSIGN,
    "preview": Action.REDATE,
    "sharing": Action.RETRY_PROVISIONING,
    "note": Action.TAKE_NOTE,
    "note_answer": Action.TAKE_NOTE,
    "criterion": Action.PROPOSE_CRITERIA,
    "value": Action.REPORT_VALUE,
    "answer": Action.PROPOSE_CRITERIA,
    "brief": Action.FILL_BRIEF,
    "gate": Action.OPEN_GATE,
    "kickoff": Action.DISCOVER,
    "package": Action.OFFER_PACKAGE,
    "package return": Action.ANSWER_PACKAGE,
    "package answer": Action.OFFER_PACKAGE,
    "closing": Action.CLOSE_ACCOUNT,
    "reopening": Action.CLOSE_ACCOUNT,
    "post-mortem": Action.LOOK_BACK,
    "later": Action.HAND_ON,
    "usage": Action.REPORT_USAGE,
    "promise": Action.TAKE_NOTE,
    "hold": Action.HOLD,
    "person": Action.MAP_PEOPLE,
    "our roles": Action.MAP_PEOPLE,
    "settings": Action.CHANGE_SETTINGS,
    "new customer": Action.START_ACCOUNT,
}
"""What each form asks to be allowed to do."""
LIAM = Actor("ULIAM", HOST, HOST)  # leads
NOAH = Actor("UNOAH", HOST, HOST)  # one of ours, with no part in this customer
KEPT_FOR_A_ROLE = [
    refusal_sentence(NotAllowed(why))
    for why in ("owner_only", "csm_only", "leaders_only", "not_a_starter", "not_your_side")
]


def kept(story: Story) -> tuple[int, list[str], list[object], int]:
    """What is on record, what is to be said, the dates and owners, the blockers."""
    said = [row.key for row in story.rows(outbox) if row.kind != "learn"]
    plan = [(row.key, row.due_on, row.assignee) for row in story.rows(milestones)]
    return len(story.rows(activity)), said, sorted(plan, key=str), len(story.rows(blockers))


def is_refused(answer: Answer) -> bool:
    return bool(answer.status == 200 and answer.view["callback_id"] == "refusal")


@pytest.mark.parametrize("form", EVERY)
def test_a_form_that_is_sent_again_does_nothing_more(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    assert view["callback_id"] == CALLBACKS.get(form, form)
    untouched = kept(story)
    assert slack.submit(OLIVIA, view).status == 200
    done = kept(story)
    assert done != untouched
    assert slack.submit(OLIVIA, view).status == 200  # pressed again
    assert slack.again().status == 200  # and brought again by Slack
    assert kept(story) == done


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("actor", [STRANGER, BEN, GWEN], ids=["stranger", "another's", "guest"])
def test_a_form_that_somebody_sends_who_may_not_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str, actor: Actor
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    before = kept(story)
    assert is_refused(slack.submit(actor, view))
    assert kept(story) == before


@pytest.mark.parametrize(
    "form",
    [
        "change",
        "preview",
        "sharing",
        "note",
        "note_answer",
        "criterion",
        "answer",
        "brief",
        "gate",
        "kickoff",
        "package",
        "package return",
        "package answer",
        "closing",
        "reopening",
        "post-mortem",
        "person",
        "our roles",
        "later",
        "usage",
        "promise",
        "hold",
        "settings",
        "new customer",
    ],
)
def test_a_form_of_our_side_that_a_customer_sends_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    before = kept(story)
    assert is_refused(slack.submit(MAYA, view))
    assert kept(story) == before


@pytest.mark.parametrize("form", OF_AN_ACCOUNT)
def test_a_form_about_what_we_never_wrote_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    account = story.with_channel()
    view = OF_AN_ACCOUNT[form](account, slack, api)
    written: str = view["private_metadata"]
    before = kept(story)
    for forged in ("", "{}", written.replace(account, "0" * 32), written[:-1] + ',"side":"team"}'):
        assert is_refused(slack.submit(OLIVIA, view | {"private_metadata": forged})), forged
    assert kept(story) == before


def test_a_form_about_another_customers_plan_is_refused_in_this_channel(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    other = story.with_channel("C0OTHER", name="Brightwater")
    view = stuck(account, slack, api)
    forged = view | {"private_metadata": view["private_metadata"].replace(account, other)}
    before = kept(story)
    assert is_refused(slack.submit(MAYA, forged))
    assert kept(story) == before


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-13-01"])
def test_a_day_that_no_date_picker_gives_is_refused(
    story: Story, slack: Deliveries, api: WebApi, day: str
) -> None:
    view = change(story.with_channel(), slack, api)
    view["state"]["values"]["due_on"]["due_on"] = {"type": "datepicker", "selected_date": day}
    before = kept(story)
    assert is_refused(slack.submit(OLIVIA, view))
    assert kept(story) == before


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


def test_a_wrong_number_is_told_at_its_field(story: Story, slack: Deliveries, api: WebApi) -> None:
    view = value(story.with_channel(), slack, api)
    view["state"]["values"]["value"]["value"]["value"] = "many"
    assert slack.submit(MAYA, view).body["errors"].keys() == {"value"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", EVERY)
def test_each_role_sends_the_forms_that_its_column_in_the_table_allows_R10(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    assert ASKS_FOR.keys() == EVERY.keys()
    story.services.workspaces.learn(HOST, [member(LIAM, "Liam"), member(NOAH, "Noah")])
    account = story.with_channel()
    view = EVERY[form](account, slack, api)
    with begin(story.database, HOST) as tx:
        accounts.set_roles(tx, account, {Role.CSM: CLARA.user})  # a form may have named another
        people.set_holders(tx, Role.LEADER, (LIAM.user,))
        workspaces.change(tx, starters_limited=True)
    roles: dict[Actor, dict[str, frozenset[Role]]] = {
        NOAH: {},
        ARTHUR: {"on_account": frozenset({Role.AE})},
        CLARA: {"on_account": frozenset({Role.CSM})},
        OLIVIA: {"on_account": frozenset({Role.OWNER})},
        LIAM: {"roles": frozenset({Role.LEADER})},
    }
    for actor, held in roles.items():
        known = {"roles": frozenset[Role](), "on_account": frozenset[Role]()} | held
        allowed = may(ASKS_FOR[form], Side.TEAM, starters_limited=True, leaders_named=True, **known)
        answered = slack.submit(actor, view | {"id": f"V0{actor.user}"})
        told = [sentence for sentence in KEPT_FOR_A_ROLE if sentence in str(answered.body)]
        assert bool(told) is not allowed, (form, actor.user, answered.body)


AFTER_THE_END = {"note", "note_answer", "promise", "closing", "reopening", "post-mortem"}
"""The forms that are sent when an onboarding has ended."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", [f for f in OF_AN_ACCOUNT if f not in AFTER_THE_END])
def test_a_form_that_is_sent_after_the_onboarding_has_ended_changes_nothing_R5(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    account = story.with_channel()
    view = OF_AN_ACCOUNT[form](account, slack, api)
    end = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.")
    assert isinstance(story.services.closings.close(OLIVIA, account, end, "end"), Closed)
    before = kept(story)
    shown = slack.submit(OLIVIA, view)
    assert is_refused(shown)
    assert "has come to its end" in str(shown.view)
    assert kept(story) == before
