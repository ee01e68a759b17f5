"""What people do: whose signs the review has yet to see, where questions stand, what was asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("signs", schema=None) as batch_op:
        batch_op.alter_column("at", existing_type=sa.DateTime(timezone=True), nullable=True)
        batch_op.add_column(sa.Column("came_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("unseen", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_index(
            "ix_signs_unseen",
            ["workspace_id", "account_id"],
            unique=False,
            sqlite_where=sa.text("unseen"),
            postgresql_where=sa.text("unseen"),
        )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread_ts", sa.String(length=32), nullable=True))
    with op.batch_alter_table("touches", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "asked_for",
                sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
                nullable=False,
                server_default="[]",
            )
        )
    op.create_index(
        "ix_activity_redated",
        "activity",
        ["workspace_id", "account_id"],
        unique=False,
        sqlite_where=sa.text("kind = 'plan.redated'"),
        postgresql_where=sa.text("kind = 'plan.redated'"),
    )
