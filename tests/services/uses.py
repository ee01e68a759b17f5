"""A customer whose handover waits for use, and what is reported of it."""

from onboarding.playbook import Playbook
from onboarding.ticking import Ticked
from onboarding.tracks import Track
from onboarding.usage import TypedUsage
from services import Services, ServiceSettings
from services.usage import UsageReported
from storage.database import Database
from tests.clock import SettableClock
from tests.onboarding.examples import milestone_data, playbook_data
from tests.services.go_live import all_but_live
from tests.services.quiet import maya_is_here
from tests.services.story import MAYA, OLIVIA, Story, open_story


def asking_playbook() -> Playbook:
    """The playbook of the stories; the handover at its end waits for use, by half of the people."""
    data = playbook_data()
    handover = milestone_data("handover", target_day=22, role="csm", depends_on=["value"])
    data["stages"][4]["milestones"].append(handover | {"needs": [{"used": True}]})
    cadence = {"usage": {"active_share": 0.5, "report_every": 6}}
    return Playbook.model_validate(data | {"cadence": cadence})


def story_of_use(database: Database, clock: SettableClock) -> Story:
    """As `open_story`, with that playbook."""
    open_story(database, clock)
    playbooks = dict.fromkeys(Track, asking_playbook())
    return Story(Services.open(database, playbooks, ServiceSettings()), database, clock)


def a_live_customer(story: Story) -> str:
    """Live, and first value is reached."""
    account = story.with_channel()
    maya_is_here(story, account)
    all_but_live(story)
    for milestone in ("live", "value"):
        assert isinstance(story.tick(MAYA, milestone), Ticked)
    return account


def reports(story: Story, account: str, active: str, *unused: str) -> None:
    story.clock.move(minutes=1)
    typed = TypedUsage(active, "12", unused)
    outcome = story.services.usage.report(OLIVIA, account, typed, story.key())
    assert isinstance(outcome, UsageReported)
