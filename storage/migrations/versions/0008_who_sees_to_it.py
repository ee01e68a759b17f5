"""Of a low answer it is kept whether somebody of ours sees to it; older ones count as seen to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answers", sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE answers SET taken_up_at = at"))
