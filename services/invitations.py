"""What becomes of the invitations to customers' channels: recorded, and told the owner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from onboarding.messages.team import InvitationNews
from onboarding.provisioning import StepKind, StepState
from services.office import Office
from services.posting import to_owner
from storage import accounts, invitations, people, steps
from storage.accounts import Account
from storage.people import Stakeholder
from storage.transaction import Transaction

News = Literal["requested", "accepted", "needs_approval", "approved", "declined", "expired"]
"""`requested`: our own administrators have yet to let it go out. `needs_approval`: it was accepted,
and an administrator of either side has yet to agree."""

VALID = timedelta(days=14)
"""How long Slack keeps an invitation that is not accepted and approved; it says nothing then."""

BATCH = 100


@dataclass(frozen=True, slots=True)
class Invitations:
    """Follows each invitation to its end."""

    office: Office

    def told(
        self,
        workspace: str,
        invite: str,
        news: News,
        key: str,
        *,
        channel: str,
        email: str | None = None,
        user: str | None = None,
        team: str | None = None,
    ) -> None:
        """Slack's news of an invitation; `team` is the Slack workspace of whoever said yes.

        The news may be here before Slack's answer to the inviting is on record: then `channel` and
        `email` tell whom it is about. Of an invitation that is none of ours nothing is kept.
        """
        with self.office.begin(workspace, "slack") as tx:
            person = people.invited_by(tx, invite)
            if person is None and email is not None:
                person = invitations.on_its_way(tx, channel, email)
            if person is not None and tx.first_time(key):
                if team and team != workspace and news in ("accepted", "approved"):
                    accounts.add_team(tx, person.account_id, team)
                self._follow(tx, person, invite, news, key, user)

    def run_out(self, workspace: str) -> int:
        """Notice the invitations that were not accepted and approved in time: Slack says nothing.

        Answers how many there were. Safe to be called by several replicas at once.
        """
        noticed = 0
        while True:
            with self.office.begin(workspace, "tick") as tx:
                batch = invitations.run_out(tx, tx.now - VALID, BATCH)
                for person in batch:
                    invite = str(person.invite_id)
                    self._follow(tx, person, invite, "expired", f"expired:{invite}")
            noticed += len(batch)
            if len(batch) < BATCH:
                return noticed

    def next_run_out(self, workspace: str) -> datetime | None:
        """When (UTC) `run_out` will next find one, if nobody comes; None when none is open."""
        with self.office.look(workspace) as tx:
            sent = invitations.oldest(tx)
        return None if sent is None else sent + VALID

    def _follow(
        self,
        tx: Transaction,
        person: Stakeholder,
        invite: str,
        news: News,
        key: str,
        user: str | None = None,
    ) -> None:
        values: dict[str, Any] = {"invite_id": invite, "invite_state": news}
        if user:
            values["user_id"] = user
        people.change_stakeholder(tx, person.id, **values)
        tx.record(
            f"invitation.{news}", actor=user, account=person.account_id, stakeholder=person.id
        )
        step = _step(tx, person)
        if step and news in ("declined", "expired"):  # to be tried again by a person
            steps.set_state(tx, person.account_id, step, StepState.FAILED, f"invite_{news}")
        account = accounts.by_id(tx, person.account_id)
        if account is not None and not account.is_closed:
            _tell(tx, account, person, step, news, key)


def _step(tx: Transaction, person: Stakeholder) -> str | None:
    """The step that invited a person."""
    for row in steps.of_account(tx, person.account_id):
        if row.kind is StepKind.INVITE_CONTACT and row.subject == person.id:
            return row.key
    return None


def _tell(
    tx: Transaction, account: Account, person: Stakeholder, step: str | None, news: News, key: str
) -> None:
    to_owner(
        tx,
        account,
        InvitationNews(
            account=account.id,
            step=step,
            customer=account.name,
            person=person.name,
            news=news,
            channel=account.channel_id,
        ),
        f"invitation:{key}",
    )
