"""A customer whose call waits for a lead, with questions, and the kickoff as Olivia records it."""

from typing import Any

from sqlalchemy import insert

from onboarding.kickoff import TypedKickoff
from onboarding.playbook import Playbook
from onboarding.readiness import TypedReadiness
from onboarding.tracks import Track
from services import Services, ServiceSettings
from services.actor import Actor
from storage import people
from storage.database import Database
from storage.record_schema import brief_entries
from storage.transaction import begin
from tests.clock import SettableClock
from tests.onboarding.examples import milestone_data, playbook_data
from tests.services.story import ARTHUR, HOST, OLIVIA, Story, open_story

AGENDA = ("What success looks like", "What could slow us down")
QUESTIONS = (
    {"key": "success", "ask": "What for?", "answered_by": "goals", "quotable": True},
    {"key": "decides", "ask": "Who decides?", "answered_by": "stakeholders"},
    {"key": "slows", "ask": "What slows you down?", "answered_by": "risks"},
    *({"key": f"more-{n}", "ask": f"And {n}?", "required": False} for n in range(5)),
)


def asking_playbook() -> Playbook:
    """The playbook of the stories with questions: the call needs somebody who leads, and the
    customer agrees to the governance."""
    data = playbook_data()
    kickoff = data["stages"][0]["milestones"]
    kickoff[0]["needs"] = [{"ready": True}]
    governed = {"side": "customer", "needs": [{"governance_named": True}], "required": False}
    kickoff.append(milestone_data("governed", **governed))
    discovery = {"agenda": AGENDA, "questions": QUESTIONS}
    return Playbook.model_validate(data | {"discovery": discovery})


def asking_story(database: Database, clock: SettableClock) -> Story:
    """As `open_story`, with that playbook."""
    open_story(database, clock)
    playbooks = dict.fromkeys(Track, asking_playbook())
    return Story(Services.open(database, playbooks, ServiceSettings()), database, clock)


def stakeholder(story: Story, account: str, name: str = "Maya Finch") -> str:
    with begin(story.database, HOST) as tx:
        return next(one.id for one in people.of_account(tx, account) if one.name == name)


def sales_told(story: Story, account: str, field: str = "goals", text: str = "Told by us") -> None:
    """The brief has this field, as Arthur wrote it."""
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            insert(brief_entries).values(
                workspace_id=HOST,
                account_id=account,
                field=field,
                text=text,
                by=ARTHUR.user,
                at=tx.now,
            )
        )


def saves(story: Story, account: str, typed: TypedKickoff, actor: Actor = OLIVIA) -> Any:
    return story.services.discovery.save(actor, account, typed, story.key())


def names_lead(story: Story, account: str, lead: str = "Maya Finch", obstacles: str = "") -> Any:
    typed = TypedReadiness(stakeholder(story, account, lead), obstacles, has_none=not obstacles)
    return saves(story, account, TypedKickoff(readiness=typed))
