"""What a tick would have written before people act on it: touches that were sent, a quiet customer,
a sponsor."""

from datetime import datetime, timedelta
from typing import Any

from onboarding.cadence import Lever
from onboarding.people import StakeholderRole
from onboarding.review.touch import Door
from services import stall_card
from storage import people
from storage.review_schema import stalls, touches
from storage.transaction import begin
from tests.services.story import CHANNEL, FINCH, HOST, MAYA, Story

STALL = "2026-03-02"
TOM_MAIL = "tom@hazelfinch.example"
LEVERS = [lever.value for lever in Lever]


def maya_is_here(story: Story, account: str) -> None:
    """Maya comes into the channel, and Slack says who she is."""
    story.services.channels.joined(HOST, CHANNEL, MAYA.user, FINCH, story.key())
    with begin(story.database, HOST) as tx:
        maya = people.with_email(tx, account, "maya@hazelfinch.example")
        assert maya is not None
        people.change_stakeholder(tx, maya.id, user_id=MAYA.user, joined_at=tx.now)


def with_sponsor(story: Story, account: str, *, user: str | None = None) -> str:
    """Tom is the executive sponsor, reached by email, or in Slack as `user`; his id."""
    with begin(story.database, HOST) as tx:
        tom = people.with_email(tx, account, TOM_MAIL)
        assert tom is not None
        people.change_stakeholder(
            tx,
            tom.id,
            roles=[StakeholderRole.EXECUTIVE_SPONSOR.value],
            user_id=user,
            joined_at=tx.now if user else None,
        )
        return tom.id


def sent(
    story: Story, account: str, key: str, kind: str, door: Door, to: str | None = None
) -> None:
    """A touch that went out a moment ago."""
    with begin(story.database, HOST) as tx:
        tx.connection.execute(
            touches.insert().values(
                workspace_id=HOST,
                account_id=account,
                key=key,
                kind=kind,
                rule="C1",
                door=door.value,
                recipient=to,
                fate="sent",
                at=tx.now,
                asked_for=[],
            )
        )


def went_quiet(story: Story, account: str, *, reached: tuple[Lever, ...] = (), **given: Any) -> str:
    """The customer has stalled, and these rungs of the ladder were climbed; the stall's id."""
    with begin(story.database, HOST) as tx:
        told: dict[str, Any] = {
            "level": "stalled",
            "since": tx.now - timedelta(days=9),
            "began_at": tx.now - timedelta(days=2),
            "ladder": LEVERS,
            "steps": [_step(lever, tx.now) for lever in reached],
            "proposed": "unclear_next_step",
        }
        tx.connection.execute(
            stalls.insert().values(
                workspace_id=HOST, account_id=account, id=STALL, **(told | given)
            )
        )
        stall_card.show(tx, account, STALL)
    return STALL


def the_stall(story: Story) -> Any:
    [row] = story.rows(stalls)
    return row


def _step(lever: Lever, at: datetime) -> dict[str, Any]:
    return {"lever": lever.value, "at": at.isoformat(), "skipped": None}
