"""Order alike on every PostgreSQL, sweep counters by an index, and say who may use the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None
the_release_before_goes_on = True  # Only the order of its lists is another one.

FOLDED = [("users", "folded_name"), ("users", "folded_email"), ("courses", "folded_title")]


def upgrade() -> None:
    op.create_index("ix_counters_expires_at", "counters", ["expires_at"])
    op.create_table(
        "compatibility",
        sa.Column("oldest", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("oldest", name="pk_compatibility"),
    )
    _collate('"C"')


def downgrade() -> None:
    _collate('"default"')
    op.drop_table("compatibility")
    op.drop_index("ix_counters_expires_at", "counters")


def _collate(collation: str) -> None:
    """Sort by code points, as SQLite does: a language's order changes with the system's release."""
    if op.get_bind().dialect.name == "postgresql":
        for table, column in FOLDED:
            kind = f"TYPE VARCHAR COLLATE {collation}"
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} {kind}")
