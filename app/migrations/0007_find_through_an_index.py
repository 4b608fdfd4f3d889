"""Find admins, deleted users and parts of names through indexes, however many users there are."""

import sqlalchemy as sa
from alembic import op

from app.data import search_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
the_release_before_goes_on = True  # The database keeps the index by itself.

DELETED = sa.text("deletion_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_users_deletion_id", "users")
    op.create_index(
        "ix_users_deletion_id",
        "users",
        ["deletion_id"],
        sqlite_where=DELETED,
        postgresql_where=DELETED,
    )
    op.create_index("ix_users_role", "users", ["role"])
    search_index.create(op.get_bind())


def downgrade() -> None:
    search_index.drop(op.get_bind())
    op.drop_index("ix_users_role", "users")
    op.drop_index("ix_users_deletion_id", "users")
    op.create_index("ix_users_deletion_id", "users", ["deletion_id"])
