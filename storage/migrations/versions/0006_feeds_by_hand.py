"""What maintainers change of the list of feeds lies over the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; what is listed now is listed by the catalogue."""
    with op.batch_alter_table("publishers", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("listed_by", sa.String(), server_default=sa.text("'catalogue'"), nullable=False))
    with op.batch_alter_table("feeds", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("listed_by", sa.String(), server_default=sa.text("'catalogue'"), nullable=False))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_hand_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take back, in place: entries point at the tables, so that they cannot be made anew."""
    with op.batch_alter_table("feeds", schema=None, recreate="never") as batch_op:
        for column in ("confirmed_by_hand_on", "removed_at", "listed_by"):
            batch_op.drop_column(column)
    with op.batch_alter_table("publishers", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("listed_by")
