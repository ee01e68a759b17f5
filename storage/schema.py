"""The tables. Every row belongs to a workspace; `scoping.py` sees to it that no query forgets.

Ids of our own are 32 hex digits, Slack's ids are kept as Slack spells them. Instants are UTC,
dates are calendar dates in the account's own zone.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], datetime | None]:
        """In one step: a tick reads 70 of them an account, most of them NULL, and SQLAlchemy's two
        steps were a tenth of what reading it cost."""
        return _of_text if dialect.name == "sqlite" else _of_aware


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _of_aware(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
Counter = BigInteger().with_variant(Integer(), "sqlite")
SlackId = String(32)
Id = String(32)
Key = String(255)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def workspace_column(*, primary_key: bool = True) -> Column[str]:
    return Column("workspace_id", SlackId, primary_key=primary_key, nullable=False)


def in_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"])


def of_account(*, nullable: bool = False) -> list[Any]:
    """The account column and its key, which holds the workspace: a row cannot change hands."""
    return [
        Column("account_id", Id, nullable=nullable),
        ForeignKeyConstraint(
            ["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]
        ),
    ]


workspaces = Table(
    "workspaces",
    metadata,
    workspace_column(),
    Column("name", Text, nullable=False),
    Column("bot_user_id", SlackId, nullable=False),
    Column("bot_id", SlackId, nullable=False),
    Column("team_channel_id", SlackId),
    Column("exposed_channel_id", SlackId),  # was the team channel until another company came in
    Column("starters_limited", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    workspace_column(),
    Column("user_id", SlackId, primary_key=True),
    Column("team_id", SlackId, nullable=False),  # where the person is at home
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("time_zone", Text),
    Column("is_guest", Boolean, nullable=False, default=False),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("seen_at", UtcDateTime, nullable=False),
    in_workspace(),
)

member_roles = Table(
    "member_roles",
    metadata,
    workspace_column(),
    Column("user_id", SlackId, primary_key=True),
    Column("role", String(32), primary_key=True),
    in_workspace(),
)

playbooks = Table(
    "playbooks",
    metadata,
    workspace_column(),
    Column("id", String(64), primary_key=True),  # digest of the body: a frozen copy, never edited
    Column("key", Key, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Json, nullable=False),
    in_workspace(),
)

accounts = Table(
    "accounts",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("contract_value", BigInteger, nullable=False),  # whole currency units a year
    Column("signed_on", Date, nullable=False),
    Column("track", String(16), nullable=False),
    Column("country", String(2), nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sharing", String(16), nullable=False),
    Column("playbook_id", String(64), nullable=False),
    Column("channel_name", String(80)),  # reserved here before Slack is asked for it
    Column("channel_id", SlackId),
    Column("channel_state", String(16), nullable=False),
    Column("created_by", SlackId, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime),  # the channel stood ready
    Column("last_words", Text),  # what somebody of the customer wrote last
    Column("next_review_at", UtcDateTime),  # when to look again; never for a closed one
    Column("closed_at", UtcDateTime),
    Column("renewal_on", Date),
    in_workspace(),
    ForeignKeyConstraint(
        ["workspace_id", "playbook_id"], ["playbooks.workspace_id", "playbooks.id"]
    ),
    UniqueConstraint("workspace_id", "channel_name"),
    UniqueConstraint("workspace_id", "channel_id"),
    Index(
        "ix_accounts_due",
        "workspace_id",  # first, or SQLite looks through all accounts of the workspace instead
        "next_review_at",
        sqlite_where=text("next_review_at IS NOT NULL"),
        postgresql_where=text("next_review_at IS NOT NULL"),
    ),
)

account_roles = Table(
    "account_roles",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("user_id", SlackId, primary_key=True),  # some roles are held by several (R10)
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    Index(
        "ix_account_roles_one",
        "workspace_id",
        "account_id",
        "role",
        unique=True,
        sqlite_where=text("role IN ('owner', 'ae', 'csm')"),
        postgresql_where=text("role IN ('owner', 'ae', 'csm')"),
    ),
)

account_teams = Table(  # the Slack workspaces a customer's people come from
    "account_teams",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("team_id", SlackId, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),  # the channel is no longer shared with it
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

stakeholders = Table(
    "stakeholders",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("position", Integer, nullable=False),
    Column("roles", Json, nullable=False),
    Column("user_id", SlackId),  # known once the person has joined
    Column("invite_id", SlackId),
    Column("invite_state", String(16), nullable=False),
    Column("invited_at", UtcDateTime),  # when the invitation was sent: Slack keeps it for 14 days
    Column("joined_at", UtcDateTime),
    Column("left_at", UtcDateTime),
    Column("title", Text),  # what they do there
    Column("attitude", String(16)),  # how they stand to us: for our own people only
    Column("remark", Text),  # what else to know about them: for our own people only
    UniqueConstraint("workspace_id", "account_id", "email"),
    Index("ix_stakeholders_user", "workspace_id", "account_id", "user_id"),
    Index("ix_stakeholders_invite", "workspace_id", "invite_id"),
    Index("ix_stakeholders_invited", "workspace_id", "invited_at"),
)

plans = Table(
    "plans",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("agreed_at", UtcDateTime),
    Column("agreed_by", SlackId),
    Column("standing", Json, nullable=False, server_default="{}"),  # what the record says to gates
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

stages = Table(
    "stages",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("completed_at", UtcDateTime),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

milestones = Table(
    "milestones",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("stage", Key, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("side", String(16), nullable=False),
    Column("role", String(32), nullable=False),
    Column("assignee", SlackId),
    Column("baseline_on", Date, nullable=False),  # never rewritten
    Column("due_on", Date, nullable=False),
    Column("depends_on", Json, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", SlackId),
    Column("handed_on_at", UtcDateTime),  # belongs to what comes after the onboarding
    Column("handed_on_by", SlackId),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    Index(
        "ix_milestones_open_due",
        "workspace_id",
        "due_on",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

blockers = Table(
    "blockers",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("milestone", Key, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("what", Text, nullable=False),
    Column("helper", Text),
    Column("raised_by", SlackId, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", SlackId),
    Index("ix_blockers_account", "workspace_id", "account_id"),
)

activity = Table(
    "activity",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    workspace_column(primary_key=False),
    Column("account_id", Id),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", SlackId),  # nobody: Milepost itself or Slack
    Column("origin", String(64)),  # where it was done: a channel's id, "command", "form", "home" …
    Column("kind", String(64), nullable=False),
    Column("data", Json, nullable=False),
    in_workspace(),
    Index("ix_activity_account", "workspace_id", "account_id", "id"),
    Index(
        "ix_activity_redated",
        "workspace_id",
        "account_id",
        sqlite_where=text("kind = 'plan.redated'"),
        postgresql_where=text("kind = 'plan.redated'"),
    ),
)

inbox = Table(
    "inbox",
    metadata,
    workspace_column(),
    Column("key", Key, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
    in_workspace(),
    Index("ix_inbox_received", "received_at"),
)

lanes = Table(
    "lanes",
    metadata,
    workspace_column(),
    Column("lane", Key, primary_key=True),
    Column("holder", String(64)),  # the replica that works the lane
    Column("held_until", UtcDateTime),
    Column("parked_until", UtcDateTime),  # Slack's Retry-After, or our own patience
    in_workspace(),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    workspace_column(primary_key=False),
    Column("account_id", Id),
    Column("lane", Key, nullable=False),
    Column("key", Key, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text),
    Column("channel_id", SlackId),
    Column("ts", String(32)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    ForeignKeyConstraint(["workspace_id", "lane"], ["lanes.workspace_id", "lanes.lane"]),
    UniqueConstraint("workspace_id", "key"),
    Index(
        "ix_outbox_waiting",
        "workspace_id",
        "lane",
        "id",
        sqlite_where=text("state IN ('pending', 'sending')"),
        postgresql_where=text("state IN ('pending', 'sending')"),
    ),
)

surfaces = Table(
    "surfaces",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("kind", String(32), nullable=False),
    Column("lane", Key, nullable=False),
    Column("ts", String(32)),
    Column("channel_id", SlackId),  # where it stands, if that is not the account's own channel
    Column("version", Integer, nullable=False),  # raised by each change
    Column("rendered", Integer, nullable=False),  # the version Slack last got
    Column("rendered_at", UtcDateTime),  # when it got that
    Column("page", Key),
    UniqueConstraint("workspace_id", "account_id", "kind"),
)

provisioning_steps = Table(
    "provisioning_steps",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject", Id),  # the stakeholder whom an invitation is for
    Column("state", String(16), nullable=False),
    Column("error", Text),
    Column("done_at", UtcDateTime),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)
