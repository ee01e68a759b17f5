"""Which columns hold text that no customer may read, and which of them hold marks by now.

Each column of free text or JSON is in exactly one of these tables; a test says so. What is kept
in ids, keys and short words (`String`) is ours to choose and nobody's to type.
"""

from sqlalchemy import JSON, Column, Text, cast, select, update

from playbooks.load import shipped_playbooks
from storage.database import Database
from storage.record_schema import metadata

INTERNAL = {
    "answers": {"comment"},  # told to us, not to the whole channel
    "brief_entries": {"text"},
    "closings": {"words"},
    "discovery_answers": {"text"},  # but for what the customer said to be quoted: `_QUOTED`
    "findings": {"text"},
    "gate_passes": {"reason"},
    "holds": {"reason"},
    "notes": {"answer", "text"},
    "package_questions": {"answer", "question"},
    "packages": {"body"},
    "post_mortems": {"summary"},
    "promises": {"remark", "text"},
    "readiness": {"obstacles"},
    "stakeholders": {"remark", "title"},
    "usage_reports": {"remark"},
}
"""Written for our own people."""

READ_BY_CUSTOMERS = {
    "accounts": {"last_words", "name", "outcome"},
    "answers": {"wording"},
    "blockers": {"helper", "what"},
    "charters": {"escalation_path", "structure"},
    "criteria": {"metric", "statement", "unit"},
    "criterion_values": {"remark"},
    "criterion_wishes": {"text"},
    "members": {"email", "name"},
    "milestones": {"title"},
    "playbooks": {"body"},
    "questions": {"text"},
    "sponsor_notes": {"subject", "text"},
    "stakeholders": {"email", "name"},
    "workspaces": {"name"},
}
"""Their own words, or ours for them."""

NOT_TYPED = {
    "accounts": {"time_zone"},
    "digests": {"time_zone"},
    "gate_passes": {"open"},
    "members": {"time_zone"},
    "milestones": {"depends_on"},
    "outbox": {"error"},
    "plans": {"standing"},
    "provisioning_steps": {"error"},
    "stakeholders": {"roles"},
    "stalls": {"ladder", "steps"},
    "touches": {"asked_for", "reason", "recipient"},
    "usage_reports": {"unused"},
}
"""Written by Milepost itself: codes, keys, zones."""

_QUOTED = sorted(
    {
        question.key
        for playbook in shipped_playbooks().values()
        for question in playbook.discovery.questions
        if question.quotable
    }
)
"""The questions whose answers are the customer's own words, written down to be said to it again."""

COPIES = {"activity": {"data"}, "outbox": {"body"}}
"""What stands in the others, once more: the record of it, and what is to be said."""


def text_columns() -> list[tuple[str, str]]:
    """Every column in which text of any kind may stand, by table and name."""
    return sorted(
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Text | JSON)
    )


def marked(database: Database, workspace: str) -> set[str]:
    """The internal columns in which a mark stands, as `table.column`."""
    with database.reading() as connection:
        return {
            f"{table}.{column.name}"
            for table, column in _internal()
            if connection.execute(
                select(column)
                .where(
                    column.table.c.workspace_id == workspace,
                    cast(column, Text).contains("leak:"),
                )
                .limit(1)
            ).first()
        }


def mark_all(database: Database, workspace: str, mark: str) -> None:
    """Put this into every internal column that is kept as plain text, in every row of which
    nothing is meant to be quoted."""
    with database.writing() as connection:
        for table, column in _internal():
            if isinstance(column.type, Text):
                rows = [column.table.c.workspace_id == workspace]
                if table == "discovery_answers":
                    rows.append(column.table.c.question.not_in(_QUOTED))
                connection.execute(update(column.table).where(*rows).values({column.name: mark}))


def _internal() -> list[tuple[str, Column[object]]]:
    return [
        (table, metadata.tables[table].c[name])
        for table, names in sorted(INTERNAL.items())
        for name in sorted(names)
    ]
