"""A customer whose call waits for the brief of sales, and the brief as Arthur tells it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onboarding.asked_for import BriefField
from onboarding.brief import BriefPage, Commitment, TypedPage
from onboarding.playbook import Playbook
from onboarding.tracks import Track
from services import Services, ServiceSettings
from services.actor import Actor
from services.briefs import Saved
from storage.database import Database
from tests.clock import SettableClock
from tests.onboarding.examples import playbook_data
from tests.services.story import ARTHUR, Story, open_story

REQUIRED = ("why_bought", "goals", "commitments", "risks")
SCALES = Commitment(None, "A connector to their scales", ARTHUR.user, date(2026, 3, 27))
WHY = {
    BriefField.WHY_BOUGHT: "Orders went out <late> & wrong.",
    BriefField.GOALS: "Same-day shipping before spring.",
}


def asking_playbook() -> Playbook:
    """The playbook of the stories: the call needs the brief, and Arthur introduces."""
    data = playbook_data()
    kickoff = data["stages"][0]["milestones"]
    kickoff[0]["needs"] = [{"brief_complete": True}]
    introduction = kickoff[0] | {"key": "introduction", "title": "Introduced", "role": "ae"}
    kickoff.append(introduction | {"needs": []})
    return Playbook.model_validate(data | {"brief": {"required": REQUIRED}})


def asking_story(database: Database, clock: SettableClock) -> Story:
    """As `open_story`, with that playbook."""
    open_story(database, clock)
    playbooks = dict.fromkeys(Track, asking_playbook())
    return Story(Services.open(database, playbooks, ServiceSettings()), database, clock)


def page(page: BriefPage, texts: Mapping[BriefField, str] | None = None, **given: Any) -> TypedPage:
    return TypedPage(page, texts or {}, **given)


def tells(story: Story, account: str, typed: TypedPage, actor: Actor = ARTHUR) -> Any:
    return story.services.briefs.save(actor, account, typed, story.key())


def commits(*commitments: Commitment, **given: Any) -> TypedPage:
    rows = tuple((f"commitment.new{n}", one) for n, one in enumerate(commitments))
    return page(BriefPage.COMMITMENTS, commitments=rows, **given)


def tells_all(story: Story, account: str, actor: Actor = ARTHUR) -> None:
    """Page by page, until nothing is missing."""
    tells(story, account, page(BriefPage.WHY, WHY), actor)
    tells(story, account, commits(SCALES), actor)
    risks = {BriefField.RISKS: "Their IT lead leaves in May."}
    last = tells(story, account, page(BriefPage.PEOPLE, risks, renewal_on=date(2027, 2, 26)), actor)
    assert isinstance(last, Saved)
    assert last.view.missing == ()
