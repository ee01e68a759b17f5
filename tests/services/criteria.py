"""A playbook that asks for success criteria, and a story of a customer with some."""

from typing import Any

from onboarding.criteria import RecordKey
from onboarding.playbook import Playbook
from onboarding.success import SuccessCriterion, Typed
from onboarding.tracks import Track
from services import Services, ServiceSettings
from services.criteria import Kept
from storage import accounts, criteria, plans
from storage.database import Database
from storage.transaction import look
from tests.clock import SettableClock
from tests.onboarding.examples import playbook_data
from tests.services.story import CHANNEL, HOST, OLIVIA, Story, open_story

SHIPPED = Typed(
    statement="Every order leaves the house on the day it came in.",
    metric="Orders out the same day",
    baseline="40 %",
    target="95 %",
    due_on="2026-06-01",
)
RETURNS = Typed("Fewer parcels come back.", "Parcels that come back", "8 %", "2 %", "2026-07-01")


def asking_story(database: Database, clock: SettableClock) -> Story:
    """As every story, but `goal` of the playbook needs criteria, and says that they are agreed."""
    data = playbook_data()
    goal = next(m for m in data["stages"][0]["milestones"] if m["key"] == "goal")
    goal["needs"] = [{"criteria_proposed": True}]
    data["cadence"] = {"criteria": {"milestone": "goal", "calendar_day": 7}}
    story = open_story(database, clock)
    playbook = Playbook.model_validate(data)
    story.services = Services.open(database, dict.fromkeys(Track, playbook), ServiceSettings())
    return story


def propose(story: Story, account: str, typed: Typed = SHIPPED) -> str:
    """Olivia proposes one; its id."""
    before = {one.id for one in standing(story, account)}
    kept = story.services.criteria.propose(OLIVIA, account, typed, story.key())
    assert isinstance(kept, Kept), kept
    [new] = {line.id for line in kept.card.lines} - before
    return new


def seen(story: Story, account: str) -> str:
    """What the button “Confirm” carries now."""
    found = story.services.criteria.list(OLIVIA, account)
    assert not isinstance(found, str)
    return str(getattr(found, "seen", ""))


def confirm(story: Story, actor: Any, account: str, what: str | None = None) -> Any:
    shown = seen(story, account) if what is None else what
    return story.services.criteria_words.confirm(actor, CHANNEL, account, shown, story.key())


def standing(story: Story, account: str) -> tuple[SuccessCriterion, ...]:
    with look(story.database, HOST) as tx:
        return criteria.of_account(tx, account)


def plan(story: Story, account: str) -> Any:
    with look(story.database, HOST) as tx:
        found = accounts.by_id(tx, account)
        assert found is not None
        office = story.services.criteria.office
        return plans.load(tx, found, office.frozen.outline(tx, found.playbook_id))


def holds(story: Story, account: str) -> set[RecordKey]:
    return set(plan(story, account).standing.holds)


def is_done(story: Story, account: str, milestone: str = "goal") -> bool:
    return bool(plan(story, account).milestone(milestone).is_done)
