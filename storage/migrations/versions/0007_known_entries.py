"""What a feed served last and what stands under a GUID is found at once; what hosts said of robots is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index("ix_entries_feed_id_last_served_at", ["feed_id", "last_served_at"], unique=False)
        batch_op.drop_index(batch_op.f("ix_entries_feed_id"))
    with op.batch_alter_table("entry_guids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_guids_guid"), ["guid"], unique=False)
    op.create_table(
        "feed_places",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("whole_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"]),
        sa.PrimaryKeyConstraint("feed_id"),
    )
    op.create_table(
        "robots",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("stale_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("robots")
    op.drop_table("feed_places")
    with op.batch_alter_table("entry_guids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_guids_guid"))
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_feed_id"), ["feed_id"], unique=False)
        batch_op.drop_index("ix_entries_feed_id_last_served_at")
