"""What Slack tells of customers' channels: who comes and goes, and what becomes of the channel."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from onboarding.messages.team import (
    ChannelTrouble,
    TeamChannelExposed,
)
from onboarding.people import Role, Side
from services import ending, team_card
from services.actor import Actor
from services.leading import settle_leading
from services.office import Met, Office, ask_who
from services.posting import to_owner, to_person, to_team
from services.workspaces import team_channel
from storage import accounts, people, reviews, signs, surfaces, workspaces
from storage.accounts import Account
from storage.people import MemberFacts
from storage.transaction import Transaction

Trouble = Literal["archived", "deleted", "bot_removed", "unshared"]


@dataclass(frozen=True, slots=True)
class Sought:
    """A channel that may have another id by now; `name` only where we made it ourselves."""

    channel_id: str
    name: str | None
    checklist_ts: str | None
    bot_user_id: str


@dataclass(frozen=True, slots=True)
class Channels:
    """Follows the channels of customers; what hurts is told, everything is on record."""

    office: Office

    def shared(self, workspace: str, channel: str, team: str, key: str) -> None:
        """A customer's Slack workspace is connected to its channel; or a company's to our own."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account:
                accounts.add_team(tx, account.id, team)
                tx.record("channel.shared", account=account.id, team=team)
            elif channel == team_channel(self.office, tx):
                self._leave_team_channel(tx, channel, team, key)

    def unshared(self, workspace: str, channel: str, team: str, key: str) -> None:
        """A customer's Slack workspace is no longer connected."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account:
                accounts.end_team(tx, account.id, team)
                self._trouble(tx, account, "unshared", key, team=team)

    def id_changed(self, workspace: str, old: str, new: str, key: str) -> None:
        """Slack gave a channel another id: a private one, once it is shared."""
        with self.office.begin(workspace, "slack") as tx:
            if not tx.first_time(key):
                return
            account = accounts.by_channel(tx, old)
            if account is not None:
                accounts.change(tx, account.id, channel_id=new)
                tx.record("channel.id_changed", account=account.id, was=old, now=new)
                tx.unpark(account.lane)
                tx.unpark(account.provisioning_lane)
                _call_roll(tx, account, new)
            if workspaces.one(tx).team_channel_id == old:
                workspaces.change(tx, team_channel_id=new)
                tx.record("settings.team_channel_id_changed", was=old, now=new)

    def look_after_ids(self, workspace: str) -> None:
        """Have Slack asked whether the private channels of customers still have the id we know.

        The news of a new one may have been lost while Milepost stood still. Once someone was
        invited to a private channel it is due and looked for at each tick, else once an hour.
        """
        with self.office.begin(workspace, "slack") as tx:
            for account in accounts.in_private_channels(tx):
                due = any(person.invite_id for person in people.of_account(tx, account.id))
                moment = tx.now.strftime("%Y-%m-%dT%H:%M" if due else "%Y-%m-%dT%H")
                lane = f"locate:{account.id}"
                tx.open_lane(lane)
                key = f"locate:{account.id}:{account.channel_id}:{moment}"
                tx.enqueue(lane, key, "locate", {}, account=account.id)

    def sought(self, workspace: str, account: str) -> Sought | None:
        """By what to know an account's channel again; None when its id is no longer in doubt."""
        with self.office.look(workspace) as tx:
            found = accounts.by_id(tx, account)
            if found is None or found.channel_id is None or found.channel_state != "open":
                return None
            checklist = surfaces.of_account(tx, account, surfaces.CHECKLIST)
            return Sought(
                channel_id=found.channel_id,
                name=found.channel_name,
                checklist_ts=checklist.ts if checklist else None,
                bot_user_id=workspaces.one(tx).bot_user_id,
            )

    def is_known(self, workspace: str, channel: str) -> bool:
        """Whether a channel is some account's."""
        with self.office.look(workspace) as tx:
            return accounts.by_channel(tx, channel) is not None

    def joined(self, workspace: str, channel: str, user: str, team: str, key: str) -> None:
        """Somebody came into the channel; Slack is asked who it is."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account is None:
                return
            tx.record("member.joined", actor=user, account=account.id, team=team)
            known = people.with_user(tx, account.id, user)
            if known is not None:
                people.change_stakeholder(tx, known.id, joined_at=tx.now, left_at=None)
                settle_leading(self.office, tx, account, Actor(user, team, workspace))
            met = self.office.meet_at(tx, account.id, Actor(user, team, workspace))
            if isinstance(met, Met):
                signs.come(tx, account.id, user, met.side)
                if met.side is Side.CUSTOMER:
                    team_card.touch(tx, account.id)
            ask_who(tx, user, account.id)

    def present(self, workspace: str, account: str, users: Sequence[str]) -> None:
        """These are in the account's channel now: of whom we never heard that they came, Slack is
        asked who they are."""
        with self.office.begin(workspace, "slack") as tx:
            come = {
                person.user_id
                for person in people.of_account(tx, account)
                if person.joined_at is not None and person.left_at is None
            }
            for user in users:
                known = people.member(tx, user)
                is_ours = known is not None and known.team_id == workspace
                if user not in come and not is_ours:
                    ask_who(tx, user, account)

    def person_known(self, workspace: str, account: str, facts: MemberFacts) -> None:
        """Slack says who came: one of the people the customer named, by address."""
        with self.office.begin(workspace, "slack") as tx:
            if facts.is_bot or facts.email is None:
                return
            person = people.with_email(tx, account, facts.email)
            if person is None:
                return
            # its acceptance may have told who it is, before we heard that it came
            if person.user_id != facts.user_id or person.joined_at is None:
                people.change_stakeholder(
                    tx, person.id, user_id=facts.user_id, joined_at=tx.now, left_at=None
                )
                tx.record(
                    "stakeholder.recognised",
                    actor=facts.user_id,
                    account=account,
                    stakeholder=person.id,
                )
                found = accounts.by_id(tx, account)
                if found is not None:  # who leads there may have come back
                    settle_leading(
                        self.office, tx, found, Actor(facts.user_id, facts.team_id, workspace)
                    )
                reviews.bring_forward(tx, account)
                team_card.touch(tx, account)

    def left(self, workspace: str, channel: str, user: str, key: str) -> None:
        """Somebody left the channel; of a stakeholder the review asks the owner (A5)."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account is None:
                return
            tx.record("member.left", actor=user, account=account.id)
            signs.leave(tx, account.id, user)
            person = people.with_user(tx, account.id, user)
            if person is not None:
                people.change_stakeholder(tx, person.id, left_at=tx.now)
                settle_leading(self.office, tx, account, Actor(user, "", workspace))
                reviews.bring_forward(tx, account.id)
            team_card.touch(tx, account.id)

    def renamed(self, workspace: str, channel: str, name: str, key: str) -> None:
        """The channel has another name here: on record, and that is all, for ids identify it."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account:
                tx.record("channel.renamed", account=account.id, now=name)

    def archived(self, workspace: str, channel: str, key: str) -> None:
        """The channel was archived: nothing can be said or ticked there."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account and account.is_closed:
                ending.channel_archived(tx, account)
            elif account:
                self._trouble(tx, account, "archived", key)

    def unarchived(self, workspace: str, channel: str, key: str) -> None:
        """The channel is back."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account and account.channel_state == "archived":
                self._is_back(tx, account, "unarchived")

    def deleted(self, workspace: str, channel: str, key: str) -> None:
        """The channel is gone for good."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account:
                self._trouble(tx, account, "deleted", key)

    def bot_removed(self, workspace: str, channel: str, key: str) -> None:
        """Milepost was put out of the channel."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account:
                self._trouble(tx, account, "bot_removed", key)

    def bot_returned(self, workspace: str, channel: str, key: str) -> None:
        """Milepost is back in the channel."""
        with self._of_channel(workspace, channel, key) as (tx, account):
            if account and account.channel_state == "bot_removed":
                self._is_back(tx, account, "bot_returned")

    @contextmanager
    def _of_channel(
        self, workspace: str, channel: str, key: str
    ) -> Iterator[tuple[Transaction, Account | None]]:
        """The account of a channel; None for other channels and for what was handled before."""
        with self.office.begin(workspace, "slack") as tx:
            account = accounts.by_channel(tx, channel)
            handled = account is not None and not tx.first_time(key)
            yield tx, None if handled else account

    def _leave_team_channel(self, tx: Transaction, channel: str, team: str, key: str) -> None:
        """Another company reads the team channel: say nothing there, and tell the leaders."""
        workspaces.change(tx, exposed_channel_id=channel)
        tx.record("settings.team_channel_exposed", channel=channel, team=team)
        for leader in people.holders(tx, Role.LEADER):
            to_person(tx, leader, TeamChannelExposed(channel=channel), f"exposed:{leader}:{key}")

    def _trouble(
        self, tx: Transaction, account: Account, trouble: Trouble, key: str, **facts: str
    ) -> None:
        """On record, and told: of a channel that is ours by now, and that is not gone for good."""
        tx.record(f"channel.{trouble}", account=account.id, **facts)
        if account.channel_state in ("none", "deleted", trouble):
            return
        if trouble != "unshared":
            accounts.change(tx, account.id, channel_state=trouble)
        if account.is_closed:  # nobody waits for anything there
            return
        message = ChannelTrouble(
            account=account.id,
            customer=account.name,
            trouble=trouble,
            channel=account.channel_id,
        )
        to_owner(tx, account, message, f"trouble:{key}")
        if team_channel(self.office, tx) is not None:  # else delivery would tell the owner twice
            to_team(tx, account.id, message, f"trouble:team:{key}")

    def _is_back(self, tx: Transaction, account: Account, how: str) -> None:
        """One can speak in the channel again: its checklist shows what was changed meanwhile."""
        accounts.change(tx, account.id, channel_state="open")
        tx.record(f"channel.{how}", account=account.id)
        surfaces.touch(tx, account.id)
        reviews.bring_forward(tx, account.id)
        tx.unpark(account.lane)


def _call_roll(tx: Transaction, account: Account, channel: str) -> None:
    """Have Slack asked who is in the channel: whoever came between the change of its id and the
    news of it came into one that we did not know."""
    lane = f"locate:{account.id}"
    tx.open_lane(lane)
    tx.enqueue(
        lane,
        f"roll_call:{account.id}:{channel}",
        "roll_call",
        {"channel": channel},
        account=account.id,
    )
