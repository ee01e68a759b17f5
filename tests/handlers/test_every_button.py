"""Each button: pressed by those who may not, with values that we never wrote, and twice.

What each does for those who may is told in the tests of its own surface.
"""

from collections.abc import Callable

import pytest

from blocks import actions
from blocks.values import (
    AgreePlan,
    ButtonValue,
    ChangeSharing,
    ConfirmCriteria,
    GateChoice,
    MilestoneTick,
    OneAccount,
    OneCriterion,
    OnePerson,
    OpenChange,
    OpenStuck,
    OpenSurveyWords,
    PackageChoice,
    PageTurn,
    ResolveBlocker,
    RetryStep,
    SurveyScore,
    TakeUp,
)
from services.actor import Actor
from storage.schema import activity, outbox
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story

OTHER_CHANNEL = "C0OTHER"
STRANGER = Actor("USTRANGE", "TSTRANGE", HOST)

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
}
EVERY = IN_THE_CHANNEL | IN_A_MESSAGE


def what_is_kept(story: Story) -> tuple[int, list[str]]:
    """What is on record, and what is to be sent beside questions to Slack about people."""
    sending = [row.key for row in story.rows(outbox) if row.kind != "learn"]
    return len(story.rows(activity)), sending


def two_customers(story: Story) -> tuple[str, str]:
    """Maya's, in `CHANNEL`, and another in `OTHER_CHANNEL`."""
    return story.with_channel(), story.with_channel(OTHER_CHANNEL, name="Brightwater")


def test_every_button_of_the_checklist_and_of_provisioning_is_in_the_tables() -> None:
    """The other action ids: a pick from a list, a link, the button of the Home, and touches."""
    held = {action.partition(":")[0] for action in EVERY}
    assert held == {
        actions.TICK,
        actions.PAGE,
        actions.AGREE,
        actions.RESOLVE,
        actions.STUCK,
        actions.CHANGE,
        actions.RETRY,
        actions.SHARING,
        actions.CONFIRM_CRITERIA,
        actions.CRITERION_WISH,
        actions.CRITERION_VALUE,
        actions.CRITERIA,
        actions.CRITERION_ADD,
        actions.CRITERION_CHANGE,
        actions.CRITERION_ANSWER,
        actions.CRITERION_WITHDRAW,
        actions.BRIEF,
        actions.ASK_BRIEF,
        actions.GATES,
        actions.GO_ON,
        actions.PROMISES,
        actions.KICKOFF,
        actions.PACKAGE,
        actions.PACKAGE_ACCEPT,
        actions.PACKAGE_RETURN,
        actions.PACKAGE_ANSWER,
        actions.CLOSE,
        actions.REOPEN,
        actions.LOOK_BACK,
        actions.POST_MORTEM,
        actions.FINDINGS,
        actions.MATERIAL,
        actions.SURVEY,
        actions.SURVEY_WORDS,
        actions.TAKE_UP,
        actions.PEOPLE,
        actions.PERSON_ADD,
        actions.NAME_COMER,
        actions.OUR_ROLES,
    }


@pytest.mark.parametrize("action", EVERY)
def test_a_value_that_we_never_wrote_ends_as_forged(
    story: Story, slack: Deliveries, api: WebApi, action: str
) -> None:
    account = story.with_channel()
    good = EVERY[action](account).dump()
    before = what_is_kept(story)
    for forged in (None, "", "{}", "[1]", good[:-1] + ',"side":"team"}', good.replace(":", "=")):
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
