"""What is due is found by workspace and moment: SQLite went through all accounts of a workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_accounts_due", table_name="accounts")
    op.create_index(
        "ix_accounts_due",
        "accounts",
        ["workspace_id", "next_review_at"],
        unique=False,
        sqlite_where=sa.text("next_review_at IS NOT NULL"),
        postgresql_where=sa.text("next_review_at IS NOT NULL"),
    )
