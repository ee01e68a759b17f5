"""A customer whose last milestone waits for the handoff, and the handoff as Olivia makes it."""

from datetime import date
from typing import Any

from onboarding.package_offer import Offer, TypedOffer, TypedQuestion
from onboarding.playbook import Playbook
from onboarding.tracks import Track
from services import Services, ServiceSettings
from services.actor import Actor
from storage import packages
from storage.database import Database
from storage.transaction import look
from tests.clock import SettableClock
from tests.onboarding.examples import milestone_data, playbook_data
from tests.services.story import CLARA, HOST, MAYA, OLIVIA, Story, open_story

RENEWAL = date(2027, 2, 26)


def handing_playbook() -> Playbook:
    """The playbook of the stories, with one milestone more: the CSM takes over."""
    data = playbook_data()
    handed = {"role": "csm", "target_day": 22, "needs": [{"package_accepted": True}]}
    data["stages"][-1]["milestones"].append(
        milestone_data("handed", depends_on=["value"], **handed)
    )
    return Playbook.model_validate(data)


def handing_story(database: Database, clock: SettableClock) -> Story:
    """As `open_story`, with that playbook."""
    open_story(database, clock)
    playbooks = dict.fromkeys(Track, handing_playbook())
    return Story(Services.open(database, playbooks, ServiceSettings()), database, clock)


def all_but_handed(story: Story) -> None:
    """First value is reached, and only the handover is left."""
    story.tick(OLIVIA, "call")
    story.services.agreement.agree(MAYA, "GFINCH", story.key())
    for actor, milestone in ((MAYA, "goal"), (MAYA, "login"), (OLIVIA, "settings")):
        story.tick(actor, milestone)
    for milestone in ("trained", "live", "value"):
        story.tick(MAYA, milestone)


def offers(
    story: Story, account: str, csm: Actor = CLARA, actor: Actor = OLIVIA, **given: Any
) -> Any:
    typed = TypedOffer(given.pop("to", csm.user), given.pop("renewal_on", RENEWAL))
    return story.services.packages.offer(actor, account, typed, given.pop("key", story.key()))


def accepts(
    story: Story, account: str, actor: Actor = CLARA, number: int = 1, key: str | None = None
) -> Any:
    key = key or story.key()
    return story.services.package_answers.accept(actor, account, number, key)


def returns(
    story: Story,
    account: str,
    *questions: tuple[str, Actor],
    actor: Actor = CLARA,
    number: int = 1,
) -> Any:
    typed = [
        (f"question.{n}", TypedQuestion(text, owner.user))
        for n, (text, owner) in enumerate(questions)
    ]
    return story.services.package_answers.give_back(actor, account, number, typed, story.key())


def answers(story: Story, account: str, text: str, actor: Actor) -> Any:
    """Somebody answers what is theirs to answer."""
    found = the_offer(story, account)
    said = {one.id: text for one in found.open_questions if one.owner == actor.user}
    return story.services.package_answers.answer(actor, account, said, story.key())


def the_offer(story: Story, account: str) -> Offer:
    with look(story.database, HOST) as tx:
        found = packages.newest(tx, account)
    assert found is not None
    return found
