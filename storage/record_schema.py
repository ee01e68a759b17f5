"""The tables of the record: what sales promised, what success means, who matters, and how it ended.

As in `schema.py`: every row belongs to a workspace, instants are UTC, days are local. Text in here
is about the customer and for our own people, unless a column says otherwise.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.review_schema import metadata
from storage.schema import (
    Id,
    Json,
    Key,
    SlackId,
    UtcDateTime,
    of_account,
    workspace_column,
)

__all__ = [
    "brief_entries",
    "charters",
    "closings",
    "criteria",
    "criterion_values",
    "criterion_wishes",
    "discovery_answers",
    "findings",
    "gate_passes",
    "go_live_items",
    "metadata",
    "notes",
    "package_questions",
    "packages",
    "post_mortems",
    "promises",
    "readiness",
    "usage_reports",
]


def _belongs() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]
    )


brief_entries = Table(  # what sales told, field by field (A1)
    "brief_entries",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("text", Text, nullable=False),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

promises = Table(  # non-standard commitments and what else was promised, until kept (A1, A7)
    "promises",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("text", Text, nullable=False),
    Column("owner", SlackId, nullable=False),
    Column("due_on", Date),
    Column("source", String(16), nullable=False),  # "brief", "note"
    Column("channel_id", SlackId),  # where the message stands by which it was made, if one was
    Column("ts", String(32)),
    Column("made_by", SlackId, nullable=False),  # who wrote it down
    Column("made_at", UtcDateTime, nullable=False),
    Column("kept", Boolean),  # none: still open
    Column("ended_at", UtcDateTime),
    Column("ended_by", SlackId),
    Column("remark", Text),
    Index("ix_promises_account", "workspace_id", "account_id"),
)

discovery_answers = Table(  # what the kickoff brought to light (A2)
    "discovery_answers",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("question", Key, primary_key=True),
    Column("text", Text, nullable=False),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

readiness = Table(  # who leads on the customer's side, and what stands in the way (R6)
    "readiness",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("lead", Id, nullable=False),  # a stakeholder
    Column("obstacles", Text, nullable=False),  # "" where somebody looked and there are none
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

charters = Table(  # the governance of a high-touch project (R7)
    "charters",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("structure", Text, nullable=False),
    Column("escalation_path", Text, nullable=False),
    Column("authority", Id, nullable=False),  # the stakeholder who may decide
    Column("executives_every", Integer, nullable=False),  # working days between check-ins
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

criteria = Table(  # what success means, in the customer's words; the customer may read it (A3)
    "criteria",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("position", Integer, nullable=False),
    Column("statement", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("unit", Text, nullable=False),  # "" for a plain number
    Column("baseline", Float),
    Column("target", Float, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("first_value", Boolean, nullable=False),
    Column("proposed_by", SlackId, nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("confirmed_by", SlackId),
    Column("confirmed_at", UtcDateTime),
    Column("reached_by", SlackId),
    Column("reached_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_criteria_account", "workspace_id", "account_id"),
)

criterion_values = Table(  # how far it has come, as reported (A3)
    "criterion_values",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("criterion_id", Id, nullable=False),
    Column("value", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", SlackId),  # nobody: a signal of the product's
    Column("remark", Text),
    Index("ix_criterion_values_account", "workspace_id", "account_id", "at"),
)

criterion_wishes = Table(  # changes to a criterion that the customer proposes (A3)
    "criterion_wishes",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("criterion_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("settled_by", SlackId),
    Index("ix_criterion_wishes_account", "workspace_id", "account_id"),
)

go_live_items = Table(  # the go-live checklist (A6); lines of it come from the frozen playbook
    "go_live_items",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("done_at", UtcDateTime, nullable=False),
    Column("done_by", SlackId, nullable=False),
    _belongs(),
)

gate_passes = Table(  # gates that somebody let be passed as things were (A1, R1)
    "gate_passes",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("gate", Key, primary_key=True),  # as `onboarding.plan.gate_key` writes it
    Column("reason", Text, nullable=False),
    Column("open", Json, nullable=False),  # what was missing then, in words
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

notes = Table(  # decisions, risks, questions and plain notes, taken from what was said
    "notes",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("kind", String(16), nullable=False),  # "decision", "risk", "question", "note"
    Column("text", Text, nullable=False),
    Column("said_by", SlackId),
    Column("said_at", UtcDateTime),
    Column("channel_id", SlackId),  # where the message stands from which it was taken
    Column("ts", String(32)),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("settled_by", SlackId),
    Column("answer", Text),
    Index("ix_notes_account", "workspace_id", "account_id"),
)

usage_reports = Table(  # how it is used, as somebody saw it (G1, G5)
    "usage_reports",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("active_people", Integer, nullable=False),  # in the last seven days
    Column("expected_people", Integer, nullable=False),
    Column("unused", Json, nullable=False),  # keys of milestones: set up, and nobody uses it
    Column("remark", Text),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_usage_reports_account", "workspace_id", "account_id", "at"),
)

packages = Table(  # the handoff to the customer success manager (A7)
    "packages",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("number", Integer, nullable=False),  # 1 for the first; each return makes another
    Column("body", Json, nullable=False),  # as it was made from the record
    Column("state", String(16), nullable=False),  # "offered", "returned", "accepted"
    Column("csm", SlackId, nullable=False),
    Column("offered_by", SlackId, nullable=False),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("answered_by", SlackId),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("workspace_id", "account_id", "number"),
)

package_questions = Table(  # what a package was returned with: each is a task
    "package_questions",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("package_id", Id, nullable=False),
    Column("question", Text, nullable=False),
    Column("owner", SlackId, nullable=False),
    Column("asked_by", SlackId, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer", Text),
    Column("answered_by", SlackId),
    Column("answered_at", UtcDateTime),
    Index("ix_package_questions_account", "workspace_id", "account_id"),
)

closings = Table(  # how it ended (R5)
    "closings",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("outcome", String(16), nullable=False),  # "completed", "incomplete", "abandoned"
    Column("cause", String(32)),
    Column("words", Text, nullable=False),
    Column("channel", String(16), nullable=False),  # "kept", "handed_over", "archived"
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _belongs(),
)

post_mortems = Table(  # among ourselves, when it ended late or badly (F1)
    "post_mortems",
    metadata,
    workspace_column(),
    Column("account_id", Id, primary_key=True),
    Column("because", String(32), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("summary", Text),
    Column("written_by", SlackId),
    Column("written_at", UtcDateTime),
    _belongs(),
)

findings = Table(  # what is to be done better next time, by version of the playbook (R9, F1)
    "findings",
    metadata,
    workspace_column(),
    Column("id", Id, primary_key=True),
    *of_account(),
    Column("playbook", Key, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),  # "keep", "change"
    Column("source", String(16), nullable=False),  # "retrospective", "post_mortem"
    Column("text", Text, nullable=False),
    Column("by", SlackId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_findings_playbook", "workspace_id", "playbook", "version"),
)
