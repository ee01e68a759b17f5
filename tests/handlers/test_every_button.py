"""Each button: pressed by those who may not, with values that we never wrote, and twice.

What each does for those who may is told in the tests of its own surface.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from blocks import actions
from blocks.values import (
    AgreePlan,
    BriefPageTurn,
    ButtonValue,
    ChangeSharing,
    CheckInAnswer,
    ConfirmCriteria,
    EndHold,
    GateChoice,
    GoLiveTick,
    KickoffTurn,
    MilestoneTick,
    OneAccount,
    OneCriterion,
    OneNote,
    OnePerson,
    OpenChange,
    OpenDeparture,
    OpenPulseWords,
    OpenStuck,
    OpenSurveyWords,
    PackageChoice,
    PageTurn,
    PostAgenda,
    PromiseChoice,
    PulseAnswer,
    ResolveBlocker,
    RetryStep,
    StallChoice,
    SurveyScore,
    TakeUp,
    TimelinePage,
    TouchChoice,
    TouchLater,
)
from onboarding.closing import Ending, TypedClosing
from onboarding.stall_causes import Cause
from services.actor import Actor
from services.closings import Closed
from storage.schema import activity, outbox
from tests.handlers.slack_stub import Deliveries, Json, WebApi
from tests.services.story import BEN, CHANNEL, GWEN, HOST, MAYA, OLIVIA, STRANGER, Story

OTHER_CHANNEL = "C0OTHER"
A_FORM: Json = {
    "id": "V1",
    "hash": "1.a",
    "type": "modal",
    "callback_id": "any",
    "title": {"type": "plain_text", "text": "Any"},
    "private_metadata": "",
    "blocks": [],
    "state": {"values": {}},
}

IN_THE_CHANNEL: dict[str, Callable[[str], ButtonValue]] = {
    f"{actions.TICK}:goal": lambda a: MilestoneTick(account=a, milestone="goal", done=True),
    f"{actions.PAGE}:next": lambda a: PageTurn(account=a, page="kickoff:1"),
    actions.AGREE: lambda a: AgreePlan(account=a),
    f"{actions.RESOLVE}:b1": lambda a: ResolveBlocker(account=a, blocker="b1"),
    actions.STUCK: lambda a: OpenStuck(account=a),
    actions.CHANGE: lambda a: OpenChange(account=a),
    actions.CONFIRM_CRITERIA: lambda a: ConfirmCriteria(account=a, seen="0"),
    actions.CRITERION_WISH: lambda a: OneAccount(account=a),
    actions.CRITERION_VALUE: lambda a: OneAccount(account=a),
    actions.LOOK_BACK: lambda a: OneAccount(account=a),
    actions.MATERIAL: lambda a: OneAccount(account=a),
    f"{actions.GO_LIVE_LINE}:l1": lambda a: GoLiveTick(account=a, line="l1", done=True),
    f"{actions.CHECK_IN}:on_track": lambda a: CheckInAnswer(account=a, touch="t", answer="blocked"),
    f"{actions.PULSE}:1": lambda a: PulseAnswer(account=a, touch="t", score=1),
    actions.PULSE_WORDS: lambda a: OpenPulseWords(account=a, touch="t"),
    actions.LATER: lambda a: TouchLater(account=a, touch="t"),
}
IN_A_MESSAGE: dict[str, Callable[[str], ButtonValue]] = {
    actions.RETRY: lambda a: RetryStep(account=a, step="pin"),
    actions.SHARING: lambda a: ChangeSharing(account=a),
    actions.CRITERIA: lambda a: OneAccount(account=a),
    actions.CRITERION_ADD: lambda a: OneAccount(account=a),
    f"{actions.CRITERION_CHANGE}:c1": lambda a: OneCriterion(account=a, criterion="c1"),
    f"{actions.CRITERION_ANSWER}:c1": lambda a: OneCriterion(account=a, criterion="c1"),
    f"{actions.CRITERION_WITHDRAW}:c1": lambda a: OneCriterion(account=a, criterion="c1"),
    actions.BRIEF: lambda a: OneAccount(account=a),
    actions.ASK_BRIEF: lambda a: OneAccount(account=a),
    actions.GATES: lambda a: OneAccount(account=a),
    actions.GO_ON: lambda a: GateChoice(account=a, gate="entry:configuration"),
    actions.PROMISES: lambda a: OneAccount(account=a),
    actions.KICKOFF: lambda a: OneAccount(account=a),
    actions.PACKAGE: lambda a: OneAccount(account=a),
    actions.PACKAGE_ACCEPT: lambda a: PackageChoice(account=a, number=1),
    actions.PACKAGE_RETURN: lambda a: PackageChoice(account=a, number=1),
    actions.PACKAGE_ANSWER: lambda a: OneAccount(account=a),
    actions.PACKAGE_WHOLE: lambda a: PackageChoice(account=a, number=1),
    actions.CLOSE: lambda a: OneAccount(account=a),
    actions.REOPEN: lambda a: OneAccount(account=a),
    actions.POST_MORTEM: lambda a: OneAccount(account=a),
    actions.FINDINGS: lambda a: OneAccount(account=a),
    f"{actions.SURVEY}:csat:5": lambda a: SurveyScore(
        account=a, touch="survey:UMAYA", survey="csat", score=5
    ),
    actions.SURVEY_WORDS: lambda a: OpenSurveyWords(account=a, touch="survey:UMAYA"),
    actions.TAKE_UP: lambda a: TakeUp(account=a, touch="survey:UMAYA:csat", who="UMAYA"),
    actions.PEOPLE: lambda a: OneAccount(account=a),
    actions.PERSON_ADD: lambda a: OneAccount(account=a),
    actions.NAME_COMER: lambda a: OnePerson(account=a, user="UNOBODY"),
    actions.OUR_ROLES: lambda a: OneAccount(account=a),
    actions.GO_LIVE: lambda a: OneAccount(account=a),
    actions.LATER_LIST: lambda a: OneAccount(account=a),
    actions.USAGE: lambda a: OneAccount(account=a),
    actions.NOTES: lambda a: OneAccount(account=a),
    actions.TIMELINE: lambda a: OneAccount(account=a),
    actions.DEPARTURE: lambda a: OpenDeparture(account=a, stakeholder="p1"),
    actions.HOW_IT_STANDS: lambda a: OneAccount(account=a),
    actions.MOVE_DATES: lambda a: OneAccount(account=a),
    actions.TAKE_FROM_DIGEST: lambda a: StallChoice(account=a, stall="s1"),
    actions.TAKE: lambda a: StallChoice(account=a, stall="s1"),
    actions.SNOOZE: lambda a: StallChoice(account=a, stall="s1"),
    actions.CALM: lambda a: StallChoice(account=a, stall="s1"),
    actions.SPONSOR_NOTE: lambda a: StallChoice(account=a, stall="s1"),
    actions.RESUME: lambda a: EndHold(account=a),
    actions.CLOSE: lambda a: OneAccount(account=a),
    actions.REOPEN: lambda a: OneAccount(account=a),
    actions.POST_MORTEM: lambda a: OneAccount(account=a),
    actions.FINDINGS: lambda a: OneAccount(account=a),
}
IN_A_FORM: dict[str, Callable[[str], ButtonValue]] = {
    actions.SETTLE_NOTE: lambda a: OneNote(account=a, note="n1"),
    actions.ANSWER_NOTE: lambda a: OneNote(account=a, note="n1"),
    actions.PACKAGE_MORE: lambda a: PackageChoice(account=a, number=1),
    actions.EXPORT: lambda a: OneAccount(account=a),
    f"{actions.TIMELINE_PAGE}:older": lambda a: TimelinePage(account=a, topic="all"),
    f"{actions.BRIEF_PAGE}:why": lambda a: BriefPageTurn(account=a, page="why"),
    actions.BRIEF_MORE: lambda a: OneAccount(account=a),
    f"{actions.KICKOFF_PAGE}:ready": lambda a: KickoffTurn(account=a, page="ready"),
    f"{actions.KICKOFF_OVERRULE}:q": lambda a: KickoffTurn(account=a, page="ready"),
    actions.AGENDA: lambda a: PostAgenda(account=a, posted=0),
    f"{actions.SKIP}:t": lambda a: TouchChoice(account=a, touch="t"),
    f"{actions.SEND_NOW}:t": lambda a: TouchChoice(account=a, touch="t"),
    actions.PACKAGE_MORE: lambda a: PackageChoice(account=a, number=1),
    f"{actions.PROMISE}:p1": lambda a: PromiseChoice(account=a, promise="p1"),
}
EVERY = IN_THE_CHANNEL | IN_A_MESSAGE
WITHOUT_A_VALUE_OF_OURS = {
    actions.PERSON_PICK: "test_stakeholders.py",  # choices of the map
    actions.COMER_PICK: "test_stakeholders.py",
    actions.STATUS_PICK: "test_commands.py",  # a choice of a list
    actions.CAUSE: "test_stalls.py",
    actions.TIMELINE_TOPIC: "test_timeline.py",
    actions.RESOURCE: "test_actions.py",  # a link: nothing is done
    actions.NEW_CUSTOMER: "test_new_customer_form.py",  # of the Home, about no customer
    actions.DIGEST_SETTINGS: "test_digest.py",  # the reader's own
    actions.PERSON_PICK: "test_stakeholders.py",
    actions.COMER_PICK: "test_stakeholders.py",
}
"""What is chosen from a list, or is about nobody: pressed in the tests that are named here."""


def what_is_kept(story: Story) -> tuple[int, list[str]]:
    """What is on record, and what is to be sent beside questions to Slack about people."""
    sending = [row.key for row in story.rows(outbox) if row.kind != "learn"]
    return len(story.rows(activity)), sending


def two_customers(story: Story) -> tuple[str, str]:
    """Maya's, in `CHANNEL`, and another in `OTHER_CHANNEL`."""
    return story.with_channel(), story.with_channel(OTHER_CHANNEL, name="Brightwater")


def test_every_button_there_is_stands_in_one_of_the_tables() -> None:
    known = [value for name, value in vars(actions).items() if name.isupper()]
    assert len(set(known)) == len(known)
    held = {action.partition(":")[0] for action in EVERY | IN_A_FORM}
    assert held | WITHOUT_A_VALUE_OF_OURS.keys() == set(known)
    assert held.isdisjoint(WITHOUT_A_VALUE_OF_OURS)


@pytest.mark.parametrize("action", WITHOUT_A_VALUE_OF_OURS)
def test_what_has_no_value_of_ours_is_pressed_in_the_test_that_is_named(action: str) -> None:
    name = next(n for n, value in vars(actions).items() if n.isupper() and value == action)
    source = (Path(__file__).parent / WITHOUT_A_VALUE_OF_OURS[action]).read_text("utf-8")
    assert f"actions.{name}" in source


FORGED = (None, "", "{}", "[1]")


@pytest.mark.parametrize("action", IN_A_FORM)
def test_a_value_that_we_never_wrote_ends_as_forged_in_a_form_too(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    good = IN_A_FORM[action](story.with_channel()).dump()
    before = what_is_kept(story)
    for forged in (*FORGED, good[:-1] + ',"side":"team"}', good.replace(":", "=")):
        api.calls.clear()
        assert slack.click(OLIVIA, action, forged, view=A_FORM).status == 200
        assert "does not belong to the plan" in api.refusal
    assert what_is_kept(story) == before


@pytest.mark.parametrize("action", IN_A_FORM)
@pytest.mark.parametrize(
    "actor", [STRANGER, BEN, GWEN, MAYA], ids=["stranger", "another's", "guest", "customer"]
)
def test_a_button_of_our_forms_does_nothing_for_whoever_is_not_of_us(
    story: Story, slack: Deliveries, api: WebApi, action: str, actor: Actor
) -> None:
    good = IN_A_FORM[action](story.with_channel()).dump()
    before = what_is_kept(story)
    slack.click(actor, action, good, view=A_FORM)
    shown = [view for how in ("open", "push", "update") for view in api.views(f"views.{how}")]
    assert {view["callback_id"] for view in shown} == {"refusal"}
    assert what_is_kept(story) == before


@pytest.mark.parametrize("action", EVERY)
def test_a_value_that_we_never_wrote_ends_as_forged(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    account = story.with_channel()
    good = EVERY[action](account).dump()
    before = what_is_kept(story)
    for forged in (*FORGED, good[:-1] + ',"side":"team"}', good.replace(":", "=")):
        api.calls.clear()
        assert slack.click(OLIVIA, action, forged, channel=CHANNEL).status == 200
        assert "does not belong to the plan" in api.refusal
    assert what_is_kept(story) == before


@pytest.mark.parametrize("action", IN_THE_CHANNEL)
def test_a_value_of_another_customer_ends_as_forged(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    _, others = two_customers(story)
    before = what_is_kept(story)
    for actor in (OLIVIA, MAYA):
        api.calls.clear()
        slack.click(actor, action, IN_THE_CHANNEL[action](others).dump(), channel=CHANNEL)
        assert "does not belong to the plan" in api.refusal
    assert what_is_kept(story) == before


@pytest.mark.parametrize("action", IN_THE_CHANNEL)
@pytest.mark.parametrize("actor", [STRANGER, BEN], ids=["a stranger", "another customer's"])
def test_whoever_has_no_part_in_the_account_is_told_and_changes_nothing(
    story: Story, slack: Deliveries, api: WebApi, action: str, actor: Actor
) -> None:
    account, _ = two_customers(story)
    story.services.channels.shared(HOST, OTHER_CHANNEL, BEN.team, story.key())
    before = what_is_kept(story)
    slack.click(actor, action, IN_THE_CHANNEL[action](account).dump(), channel=CHANNEL)
    assert api.refusal
    assert what_is_kept(story) == before


@pytest.mark.parametrize("action", EVERY)
def test_a_click_that_is_delivered_again_does_nothing_more(
    story: Story, slack: Deliveries, action: str
) -> None:
    account = story.with_channel()
    story.tick(OLIVIA, "call")
    actor = OLIVIA if action in IN_A_MESSAGE or action == actions.CHANGE else MAYA
    slack.click(actor, action, EVERY[action](account).dump(), channel=CHANNEL)
    before = what_is_kept(story)
    assert slack.again().status == 200
    assert what_is_kept(story) == before


AFTER_THE_END = {
    actions.PAGE,  # the plan can still be read
    actions.MATERIAL,  # and so can what helps
    actions.PULSE,  # an answer is always welcome
    actions.PULSE_WORDS,
    actions.LOOK_BACK,
    actions.LATER,  # here of a touch that never was: see tests/services/test_closings.py
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "action", [a for a in IN_THE_CHANNEL if a.partition(":")[0] not in AFTER_THE_END]
)
def test_of_a_closed_onboarding_each_button_says_kindly_that_it_has_come_to_its_end_R5(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    account = story.with_channel()
    end = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.")
    assert isinstance(story.services.closings.close(OLIVIA, account, end, "end"), Closed)
    before = what_is_kept(story)
    actor = OLIVIA if action == actions.CHANGE else MAYA
    slack.click(actor, action, IN_THE_CHANNEL[action](account).dump(), channel=CHANNEL)
    assert "has come to its end" in api.refusal
    assert what_is_kept(story) == before
