"""The card of a customer in the team channel: a surface, posted as the news that it is on its way,
and kept true from then on (A5, G3)."""

from datetime import date

from onboarding.messages.team import AccountStarted
from onboarding.people import Role
from onboarding.team_card import TeamCard
from onboarding.tracks import Track
from services import stakeholder_map
from services.office import Office, calendar
from services.posting import TEAM_LANE
from storage import accounts, closings, surfaces
from storage.accounts import Account
from storage.surfaces import TEAM_CARD
from storage.transaction import Transaction, new_id


def add(tx: Transaction, account: str) -> None:
    """A card that is not yet posted: the step that tells the team channel does so."""
    tx.open_lane(TEAM_LANE)
    surfaces.add(tx, account, new_id(), TEAM_CARD, TEAM_LANE)


def touch(tx: Transaction, account: str) -> None:
    """What the card shows has changed: who matters there, who of ours looks after it, that it
    ended, or the day of first value. To be called in the transaction of the change."""
    surfaces.touch(tx, account, kind=TEAM_CARD)


def view(office: Office, tx: Transaction, account: Account) -> TeamCard:
    """The card as it should look now."""
    ended = closings.one(tx, account.id)
    plan = office.plan(tx, account)
    first_value = next(m for m in plan.milestones if m.first_value)
    news = announcement(account, accounts.roles(tx, account.id), first_value.due_on)
    return TeamCard(
        started=news.model_copy(update={"first_value_done": first_value.is_done}),
        people=stakeholder_map.view(office, tx, account),
        ended=ended.closing.ending.label if ended else None,
        ended_on=calendar(account).local_date(ended.at) if ended else None,
    )


def announcement(account: Account, roles: dict[Role, str], first_value: date) -> AccountStarted:
    """The news itself."""
    return AccountStarted(
        account=account.id,
        customer=account.name,
        track=Track(account.track).label,
        contract_value=account.contract_value,
        owner=roles[Role.OWNER],
        ae=roles.get(Role.AE),
        csm=roles.get(Role.CSM),
        channel=account.channel_id,
        first_value_on=first_value,
        outcome=account.outcome,
    )
