"""What helps with the plan, as each person sees it (C6, C7)."""

import pytest

from blocks.forms import material
from onboarding.material import MaterialView
from onboarding.people import StakeholderRole
from onboarding.playbook import Audience
from services.outcomes import NotAllowed
from storage import people
from storage.transaction import begin
from tests.blocks.oracles import assert_slack_takes_view
from tests.services.quiet import maya_is_here
from tests.services.story import BEN, CHANNEL, HOST, MAYA, OLIVIA, Story


@pytest.fixture
def account(story: Story) -> str:
    account = story.with_channel()
    maya_is_here(story, account)
    return account


def now_is(story: Story, account: str, role: StakeholderRole) -> None:
    with begin(story.database, HOST) as tx:
        maya = people.with_user(tx, account, MAYA.user)
        assert maya is not None
        people.change_stakeholder(tx, maya.id, roles=[role.value])


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (StakeholderRole.CHAMPION, Audience.ADMINISTRATOR),
        (StakeholderRole.DAILY_USER, Audience.END_USER),
        (StakeholderRole.ECONOMIC_BUYER, Audience.EXECUTIVE),
    ],
)
def test_a_persons_roles_choose_what_is_shown_C7(
    story: Story, account: str, role: StakeholderRole, audience: Audience
) -> None:
    now_is(story, account, role)
    found = story.services.materials.view(MAYA, CHANNEL, account)
    assert isinstance(found, MaterialView)
    assert found.audience is audience
    [trained] = found.steps
    assert [one.title for one in trained.yours] == ["Steps", "Live"]
    assert_slack_takes_view(material.render(found))


def test_our_own_people_see_it_for_everybody_C7(story: Story, account: str) -> None:
    found = story.services.materials.view(OLIVIA, CHANNEL, account)
    assert isinstance(found, MaterialView)
    assert found.audience is None


def test_another_customers_people_see_nothing_C7(story: Story, account: str) -> None:
    assert story.services.materials.view(BEN, CHANNEL, account) == NotAllowed("stranger")
    assert story.services.materials.view(MAYA, CHANNEL, "another") == NotAllowed("forged")
