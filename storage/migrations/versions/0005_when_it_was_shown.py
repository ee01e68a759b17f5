"""When a surface was last shown: a plan grows late by time alone, and then is to be shown anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("surfaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=True))
