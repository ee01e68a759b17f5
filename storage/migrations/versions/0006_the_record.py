"""The record: brief, success criteria, go-live, packages, the end; and what gates hear of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brief_entries",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_brief_entries_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "account_id", "field", name=op.f("pk_brief_entries")
        ),
    )
    op.create_table(
        "charters",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("escalation_path", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(length=32), nullable=False),
        sa.Column("executives_every", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_charters_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", name=op.f("pk_charters")),
    )
    op.create_table(
        "closings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_closings_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", name=op.f("pk_closings")),
    )
    op.create_table(
        "criteria",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_value", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_by", sa.String(length=32), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_criteria_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_criteria")),
    )
    op.create_index("ix_criteria_account", "criteria", ["workspace_id", "account_id"], unique=False)

    op.create_table(
        "criterion_values",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("criterion_id", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_criterion_values_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_criterion_values")),
    )
    op.create_index(
        "ix_criterion_values_account",
        "criterion_values",
        ["workspace_id", "account_id", "at"],
        unique=False,
    )

    op.create_table(
        "criterion_wishes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("criterion_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_criterion_wishes_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_criterion_wishes")),
    )
    op.create_index(
        "ix_criterion_wishes_account",
        "criterion_wishes",
        ["workspace_id", "account_id"],
        unique=False,
    )

    op.create_table(
        "discovery_answers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_discovery_answers_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "account_id", "question", name=op.f("pk_discovery_answers")
        ),
    )
    op.create_table(
        "findings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("playbook", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_findings_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_findings")),
    )
    op.create_index(
        "ix_findings_playbook", "findings", ["workspace_id", "playbook", "version"], unique=False
    )

    op.create_table(
        "gate_passes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("gate", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("open", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_gate_passes_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", "gate", name=op.f("pk_gate_passes")),
    )
    op.create_table(
        "go_live_items",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_go_live_items_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", "key", name=op.f("pk_go_live_items")),
    )
    op.create_table(
        "notes",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=32), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_notes_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_account", "notes", ["workspace_id", "account_id"], unique=False)

    op.create_table(
        "package_questions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("package_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_package_questions_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_package_questions")),
    )
    op.create_index(
        "ix_package_questions_account",
        "package_questions",
        ["workspace_id", "account_id"],
        unique=False,
    )

    op.create_table(
        "packages",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("csm", sa.String(length=32), nullable=False),
        sa.Column("offered_by", sa.String(length=32), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_packages_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_packages")),
        sa.UniqueConstraint(
            "workspace_id",
            "account_id",
            "number",
            name=op.f("uq_packages_workspace_id_account_id_number"),
        ),
    )
    op.create_table(
        "post_mortems",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("written_by", sa.String(length=32), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_post_mortems_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", name=op.f("pk_post_mortems")),
    )
    op.create_table(
        "promises",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_promises_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_promises")),
    )
    op.create_index("ix_promises_account", "promises", ["workspace_id", "account_id"], unique=False)

    op.create_table(
        "readiness",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("lead", sa.String(length=32), nullable=False),
        sa.Column("obstacles", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_readiness_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", name=op.f("pk_readiness")),
    )
    op.create_table(
        "usage_reports",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("active_people", sa.Integer(), nullable=False),
        sa.Column("expected_people", sa.Integer(), nullable=False),
        sa.Column(
            "unused", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_usage_reports_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_usage_reports")),
    )
    op.create_index(
        "ix_usage_reports_account",
        "usage_reports",
        ["workspace_id", "account_id", "at"],
        unique=False,
    )

    op.add_column("accounts", sa.Column("renewal_on", sa.Date(), nullable=True))

    op.add_column("activity", sa.Column("origin", sa.String(length=64), nullable=True))

    op.add_column("answers", sa.Column("wording", sa.Text(), nullable=True))

    op.add_column(
        "milestones", sa.Column("handed_on_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("milestones", sa.Column("handed_on_by", sa.String(length=32), nullable=True))

    op.add_column(
        "plans",
        sa.Column(
            "standing",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            server_default="{}",
            nullable=False,
        ),
    )

    op.add_column("stakeholders", sa.Column("title", sa.Text(), nullable=True))
    op.add_column("stakeholders", sa.Column("attitude", sa.String(length=16), nullable=True))
    op.add_column("stakeholders", sa.Column("remark", sa.Text(), nullable=True))

    with op.batch_alter_table("account_roles") as account_roles:
        account_roles.drop_constraint(op.f("pk_account_roles"), type_="primary")
        account_roles.create_primary_key(
            op.f("pk_account_roles"), ["workspace_id", "account_id", "role", "user_id"]
        )
    op.create_index(
        "ix_account_roles_one",
        "account_roles",
        ["workspace_id", "account_id", "role"],
        unique=True,
        sqlite_where=sa.text("role IN ('owner', 'ae', 'csm')"),
        postgresql_where=sa.text("role IN ('owner', 'ae', 'csm')"),
    )
