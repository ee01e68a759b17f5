"""A story whose playbook has a go-live checklist, which `live` needs."""

from typing import Any

from onboarding.playbook import Playbook
from onboarding.tracks import Track
from services import Services, ServiceSettings
from storage import surfaces
from storage.database import Database
from storage.surfaces import GO_LIVE, Surface
from storage.transaction import look
from tests.clock import SettableClock
from tests.onboarding.test_go_live import with_list
from tests.services.story import CHANNEL, HOST, MAYA, OLIVIA, Story, open_story


def story_with_list(database: Database, clock: SettableClock) -> Story:
    story = open_story(database, clock)
    playbook = Playbook.model_validate(with_list())
    story.services = Services.open(database, dict.fromkeys(Track, playbook), ServiceSettings())
    return story


def check(
    story: Story, actor: Any, account: str, line: str, *, done: bool = True, **given: Any
) -> Any:
    key = given.pop("key", None) or story.key()
    channel = given.pop("channel", CHANNEL)
    return story.services.go_live.check(actor, channel, account, line, done, key)


def all_but_live(story: Story) -> None:
    """Everything before go-live is done."""
    story.tick(OLIVIA, "call")
    story.services.agreement.agree(MAYA, CHANNEL, story.key())
    for actor, milestone in ((MAYA, "goal"), (MAYA, "login"), (OLIVIA, "settings")):
        story.tick(actor, milestone)
    story.tick(MAYA, "trained")


def the_card(story: Story, account: str) -> Surface | None:
    with look(story.database, HOST) as tx:
        return surfaces.of_account(tx, account, GO_LIVE)
