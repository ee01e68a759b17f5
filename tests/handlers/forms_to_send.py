"""Each form there is, opened and filled in, ready to be sent; and what sending it leaves behind."""

import json
from collections.abc import Callable

from blocks import actions
from blocks.values import (
    ChangeSharing,
    GateChoice,
    OneAccount,
    OneCriterion,
    OpenChange,
    OpenStuck,
    PackageChoice,
)
from storage.schema import activity, blockers, milestones, outbox
from tests.blocks.forms.filling import filled
from tests.blocks.oracles import clickables
from tests.handlers.slack_stub import Answer, Deliveries, Json, WebApi
from tests.services.story import ARTHUR, CHANNEL, MAYA, OLIVIA, Story

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


def kept(story: Story) -> tuple[int, list[str], list[object], int]:
    """What is on record, what is to be said, the dates and owners, the blockers."""
    said = [row.key for row in story.rows(outbox) if row.kind != "learn"]
    plan = [(row.key, row.due_on, row.assignee) for row in story.rows(milestones)]
    return len(story.rows(activity)), said, sorted(plan, key=str), len(story.rows(blockers))


def is_refused(answer: Answer) -> bool:
    return bool(answer.status == 200 and answer.view["callback_id"] == "refusal")
