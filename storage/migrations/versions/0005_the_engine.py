"""How a feed behaves over weeks, and the address that it moved to for good."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; the habits of a feed that was polled before are learned anew."""
    with op.batch_alter_table("feeds", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("adopted_from", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("habits", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    """Take back, in place: entries point at the table, so that it cannot be made anew."""
    with op.batch_alter_table("feeds", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("habits")
        batch_op.drop_column("adopted_from")
