"""The sponsor's note by email, the process killed wherever it can be on the way: nobody can look up
whether a letter has arrived, so it came once, or the owner is told to ask; and never twice."""

from pathlib import Path

from sqlalchemy import select

from onboarding.intake import IntakeForm, RawContact
from onboarding.provisioning import Sharing
from services.accounts import Started
from services.actor import Actor
from services.sponsor_notes import NoteGone
from services.talk import Said
from storage.review_schema import stalls
from storage.transaction import look
from tests.crash.lives import Nursery
from tests.crash.quiet_customer import QuietCustomer
from tests.crash.stage import Stage, set_quiet_stage
from tests.post_office import PostOffice, serving

SENDING, SENT = "outbox email sponsor_note: sending", "outbox email sponsor_note: sent"
TOLD = "was not sent again"

PLACES = {
    f"before commit {SENDING}": (1, 0),
    f"after commit {SENDING}": (0, 1),
    "before call email": (0, 1),
    "after call email": (1, 1),
    f"before commit {SENT}": (1, 1),
    f"after commit {SENT}": (1, 0),
}
"""Where to die; how many letters there are then, and how often the owner is told to ask."""


def test_a_letter_that_was_on_its_way_came_once_or_is_told_as_doubtful_and_never_comes_twice(
    births: Nursery, database_url: str, tmp_path: Path
) -> None:
    office = PostOffice()
    with (
        serving(office) as port,
        set_quiet_stage(
            births,
            database_url,
            tmp_path,
            smtp_url=f"smtp://127.0.0.1:{port}",
            mail_from="milepost@trellis.example",
        ) as stage,
    ):
        with stage.lives():
            names = start(stage, len(PLACES))
            stage.story.days_pass(lambda: len(quiet(stage)) == len(PLACES), "all are quiet")
        for place, (account, name) in zip(PLACES, names.items(), strict=True):
            die_at(stage, place, account, name)
        found = {
            place: (
                [letter["Subject"] for letter in office.letters].count(f"About {name}"),
                [name in told and TOLD in told for told in told_olivia(stage)].count(True),
            )
            for place, name in zip(PLACES, names.values(), strict=True)
        }
    assert found == PLACES


def start(stage: Stage[QuietCustomer], count: int) -> dict[str, str]:
    """That many customers, from whom Maya wrote once and nobody else came; names by account."""
    story = stage.story
    started, channels = {}, {}
    for number in range(count):
        name = f"Customer {number}"
        channel = story.olivia.create_channel(f"customer-{number}", private=True).id
        story.olivia.invite(channel, story.installation.bot_user_id)
        form = IntakeForm(
            name=name,
            contract_value="60,000",
            signed_on="2026-01-12",
            owner=story.olivia.id,
            ae=story.arthur.id,
            csm=story.clara.id,
            contacts=(
                RawContact("Maya Finch", story.maya.email, "champion"),
                RawContact("Tom Hazel", story.tom.email, "executive_sponsor"),
            ),
            outcome="Every order leaves the house on the day it came in.",
            country="GB",
            sharing=Sharing.ADOPT.value,
            channel=channel,
        )
        story.driver.until(story.driver.connections, 20, describe="the program is there")
        outcome = story.services.accounts.start(olivia(stage), form, f"start:{number}")
        assert isinstance(outcome, Started), outcome
        started[outcome.account], channels[outcome.account] = name, channel
    story.settled()
    for account, channel in channels.items():
        team = story.installation.team_id
        story.services.channels.shared(team, channel, story.maya.team_id, f"shared:{account}")
        maya = Actor(story.maya.id, story.maya.team_id, team)
        story.services.talk.said(maya, Said(channel, "1.1", "Good to be here!"), f"said:{account}")
    story.settled()
    return started


def die_at(stage: Stage[QuietCustomer], place: str, account: str, name: str) -> None:
    """Send the note, and let the process die there."""
    kind, when = ("call" if " call " in place else "commit"), place.split(" ", maxsplit=1)[0]
    with stage.lives([(kind, when)], only={place}, each=False) as lives:  # type: ignore[list-item]
        gone = stage.story.services.sponsor_notes.send(
            olivia(stage), account, quiet(stage)[account], f"About {name}", "An hour?", name
        )
        assert gone == NoteGone("Tom Hazel", "email"), gone
        stage.driver.until(lambda: lives.deaths == 1, 20, describe=f"the death {place}")
        stage.story.settled()


def quiet(stage: Stage[QuietCustomer]) -> dict[str, str]:
    """The stall of each account that is quiet."""
    story = stage.story
    with look(story.services.sponsor_notes.office.database, story.installation.team_id) as tx:
        rows = tx.connection.execute(
            select(stalls.c.account_id, stalls.c.id).where(
                stalls.c.workspace_id == tx.workspace, stalls.c.ended_at.is_(None)
            )
        )
        return {row.account_id: row.id for row in rows}


def told_olivia(stage: Stage[QuietCustomer]) -> list[str]:
    return [message.text for message in stage.story.olivia.dm_messages() if message.from_app]


def olivia(stage: Stage[QuietCustomer]) -> Actor:
    team = stage.story.installation.team_id
    return Actor(stage.story.olivia.id, team, team)
