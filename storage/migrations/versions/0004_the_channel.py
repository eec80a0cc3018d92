"""Lanes of chats, what nobody knows the fate of, and chats that take no messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; a message that was queued before gets the lane of its chat."""
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("moved_to", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("probe_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lane", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("is_held", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("after_id", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_deliveries_lane"), ["lane"], unique=False)
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        state = sa.Column("state", sa.String(), server_default=sa.text("'published'"), nullable=False)
        batch_op.add_column(state)
        batch_op.add_column(sa.Column("said", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("lead", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("notes", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column("is_current", sa.Boolean(), server_default=sa.text("true"), nullable=False))
        batch_op.create_index(batch_op.f("ix_delivery_items_is_current"), ["is_current"], unique=False)
    deliveries = sa.table("deliveries", sa.column("chat_id", sa.String()), sa.column("lane", sa.String()))
    for chat in op.get_bind().execute(sa.select(deliveries.c.chat_id).distinct()).scalars().all():
        lane = chat.partition(":")[0]
        op.execute(deliveries.update().where(deliveries.c.chat_id == chat).values(lane=lane))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_items_is_current"))
        for column in ("is_current", "notes", "lead", "said", "state"):
            batch_op.drop_column(column)
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_lane"))
        for column in ("after_id", "is_held", "lane"):
            batch_op.drop_column(column)
    with op.batch_alter_table("chats", schema=None) as batch_op:
        for column in ("probe_confirmed_at", "moved_to", "failures", "reason"):
            batch_op.drop_column(column)
