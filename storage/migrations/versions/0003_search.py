"""What entries are found by. Those of an existing store wait without a row, and are indexed at the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(title, summary, terms, content='searchable', "
    "content_rowid='version_id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN "
    "INSERT INTO search_index(rowid, title, summary, terms) "
    "VALUES (new.version_id, new.title, new.summary, new.terms); END",
    "CREATE TRIGGER searchable_dropped AFTER DELETE ON searchable BEGIN "
    "INSERT INTO search_index(search_index, rowid, title, summary, terms) "
    "VALUES ('delete', old.version_id, old.title, old.summary, old.terms); END",
    "CREATE TRIGGER searchable_changed AFTER UPDATE OF title, summary, withheld ON versions BEGIN "
    "DELETE FROM searchable WHERE version_id = old.id; END",
    "CREATE TRIGGER searchable_reread AFTER INSERT ON readings BEGIN "
    "DELETE FROM searchable WHERE version_id = new.version_id; END",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "searchable",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("is_quotable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_searchable_entry_id_entries")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_searchable_version_id_versions")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_searchable")),
    )
    with op.batch_alter_table("searchable", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_searchable_entry_id"), ["entry_id"], unique=True)
    for statement in INDEX if op.get_bind().dialect.name == "sqlite" else ():
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER searchable_reread")
        op.execute("DROP TRIGGER searchable_changed")
        op.execute("DROP TABLE search_index")
    op.drop_table("searchable")
