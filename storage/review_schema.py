"""The tables of what time brings: touches, quiet customers, questions, pauses, answers, digests.

As in `schema.py`: every row belongs to a workspace, instants are UTC, days and wall times local.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from storage.schema import (
    Id,
    Json,
    Key,
    SlackId,
    UtcDateTime,
    in_workspace,
    metadata,
    of_account,
    workspace_column,
)

__all__ = [
    "answers",
    "digests",
    "holds",
    "metadata",
    "questions",
    "signs",
    "sponsor_notes",
    "stalls",
    "touches",
]

touches = Table(  # what became of everything that was to be said, once per key
    "touches",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("rule", String(8), nullable=False),
    Column("door", String(16), nullable=False),
    Column("recipient", Text),  # a Slack user id, or an address
    Column("fate", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("again_at", UtcDateTime),
    Column("reason", Text),
    Column("by", SlackId),  # who skipped it, put it off or sent it at once
    Column("asked_for", Json, nullable=False, server_default="[]"),  # keys of milestones
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    Index("ix_touches_at", "workspace_id", "account_id", "at"),
)

signs = Table(  # the last sign of life of each person in an account's channel
    "signs",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("user_id", SlackId, primary_key=True),
    Column("side", String(16), nullable=False),
    Column("at", UtcDateTime),  # none: has come and done nothing yet
    Column("came_at", UtcDateTime),  # or first gave a sign
    Column("left_at", UtcDateTime),
    Column("unseen", Boolean, nullable=False, server_default=false()),  # no review saw it yet
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    Index(
        "ix_signs_unseen",
        "workspace_id",
        "account_id",
        sqlite_where=text("unseen"),
        postgresql_where=text("unseen"),
    ),
)

questions = Table(
    "questions",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("ts", String(32), primary_key=True),
    Column("asked_by", SlackId, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("thread_ts", String(32)),  # the thread in which it was asked; none: in the channel
    Column("answered_at", UtcDateTime),
    Column("answered_by", SlackId),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

holds = Table(
    "holds",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("from_at", UtcDateTime, nullable=False),
    Column("until_on", Date),
    Column("reason", Text, nullable=False),
    Column("by", SlackId, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_by", SlackId),
    Index("ix_holds_account", "workspace_id", "account_id"),
)

stalls = Table(
    "stalls",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("id", String(32), primary_key=True),  # the local day on which it was noticed
    Column("level", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ladder", Json, nullable=False),  # levers, as they were when it began
    Column("steps", Json, nullable=False),  # {lever, at, skipped}
    Column("proposed", String(32), nullable=False),
    Column("cause", String(32)),
    Column("cause_by", SlackId),
    Column("taken_by", SlackId),
    Column("taken_at", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("came_back", Boolean),
    Column("resolved_by", SlackId),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    Index(
        "ix_stalls_open",
        "workspace_id",
        "account_id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

answers = Table(  # what customers answered to check-ins and surveys
    "answers",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("touch", Key, primary_key=True),
    Column("user_id", SlackId, primary_key=True),
    Column("kind", String(32), nullable=False),  # "check_in", "pulse", "csat", "ces", "nps"
    Column("value", String(32), nullable=False),
    Column("comment", Text),
    Column("wording", Text),  # how it was asked
    Column("at", UtcDateTime, nullable=False),
    Column("taken_up_at", UtcDateTime),  # when somebody of ours said they see to it
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

sponsor_notes = Table(
    "sponsor_notes",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("stall_id", String(32), primary_key=True),
    Column("stakeholder_id", Id),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("way", String(16), nullable=False),  # "slack", "email"
    Column("sent_by", SlackId),  # nobody: the playbook says automatic
    Column("sent_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
)

digests = Table(
    "digests",
    metadata,
    workspace_column(),
    Column("user_id", SlackId, primary_key=True),
    Column("rhythm", String(16), nullable=False),  # "daily", "weekly", "never"
    Column("weekday", Integer, nullable=False),  # 0 is Monday
    Column("at", String(5), nullable=False),  # wall time, "08:30"
    Column("time_zone", Text, nullable=False),
    Column("next_at", UtcDateTime),
    Column("last_at", UtcDateTime),
    in_workspace(),
    Index(
        "ix_digests_due",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)
