"""What delivery asks, and what it reports, beside surfaces and steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.dead_letters import tell_owner
from services.office import Office
from services.provisioning import step_failed
from services.surfaces import give_up
from services.workspaces import team_channel
from storage import accounts, sent_messages, steps, surfaces
from storage.accounts import Account
from storage.outbox import OutboxRow, mark_dead
from storage.sent_messages import SentMessage
from storage.surfaces import CHECKLIST
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an account's messages go."""

    channel_id: str | None
    channel_state: str
    checklist_ts: str | None
    owner: str
    templates: Mapping[str, str]  # the playbook's own words, by kind of message


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """The delivery loop's window on the accounts."""

    office: Office

    def whereabouts(self, workspace: str, account: str) -> Whereabouts:
        """Where the account's channel and checklist are. Raises LookupError for no account."""
        with self.office.look(workspace) as tx:
            found = accounts.by_id(tx, account)
            if found is None:
                raise LookupError(f"no account {account} in workspace {workspace}")
            checklist = surfaces.of_account(tx, account, CHECKLIST)
            return Whereabouts(
                channel_id=found.channel_id,
                channel_state=found.channel_state,
                checklist_ts=checklist.ts if checklist else None,
                owner=accounts.owner(tx, account),
                templates=self.office.frozen.get(tx, found.playbook_id).messages,
            )

    def team_channel(self, workspace: str) -> str | None:
        """Where our people read what is said about customers; None where nothing is set."""
        with self.office.look(workspace) as tx:
            return team_channel(self.office, tx)

    def sent_message(self, workspace: str, row_id: int) -> SentMessage | None:
        """The message that a row of the outbox became."""
        with self.office.look(workspace) as tx:
            return sent_messages.one(tx, row_id)

    def is_customer_channel(self, workspace: str, channel: str) -> bool:
        """Whether customers read this channel."""
        with self.office.look(workspace) as tx:
            return accounts.by_channel(tx, channel) is not None

    def died(self, row: OutboxRow, error: str, code: str | None = None) -> None:
        """Something cannot be delivered: on record, and the owner of the account is told.

        `code` is Slack's word for the reason, or ours, where there is one: people are advised by
        it. A message *to* the owner that died is only on record: telling it the same way would
        fail the same way.
        """
        with self.office.begin(row.workspace_id, "delivery") as tx:
            mark_dead(tx.connection, row.id, error)
            tx.record(
                "outbox.dead",
                account=row.account_id,
                outbox=row.id,
                outbox_kind=row.kind,
                error=error,
            )
            account = accounts.by_id(tx, row.account_id) if row.account_id else None
            if account is not None:
                self._mourn(tx, row, account, error, code)

    def _mourn(
        self, tx: Transaction, row: OutboxRow, account: Account, error: str, code: str | None
    ) -> None:
        """Leave nothing waiting for a row that will not come, and tell whoever can mend it."""
        match row.kind:
            case "step":
                step = steps.one(tx, account.id, row.body["step"])
                if step is not None:
                    step_failed(tx, account, step, code or error, row.id)
            case "surface":
                shown = surfaces.by_id(tx, row.body["surface"])
                if shown is not None:
                    give_up(tx, shown.id, shown.version, row_id=row.id, error=error, code=code)
            case "invite" | "document" | "export":
                tell_owner(
                    tx,
                    account,
                    what=row.kind,
                    reason=code or error,
                    row_id=row.id,
                    channel=account.channel_id,
                    key=str(row.id),
                )
            case "channel_message" | "team_message" | "stakeholder_message" | "email":
                to_team = row.kind == "team_message"
                tell_owner(
                    tx,
                    account,
                    what=row.body["message"]["kind"],
                    reason=code or error,
                    row_id=row.id,
                    channel=team_channel(self.office, tx) if to_team else account.channel_id,
                    key=str(row.id),
                )
            case "archive":
                tell_owner(
                    tx,
                    account,
                    what=row.kind,
                    reason=code or error,
                    row_id=row.id,
                    channel=account.channel_id,
                    key=str(row.id),
                )
