"""Give no id again, and remember the form that somebody was created with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
the_release_before_goes_on = True  # It leaves the new column empty.


def upgrade() -> None:
    # SQLite can't change a table's counting: it is made anew, with everybody in it.
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(
        "users",
        recreate="always" if is_sqlite else "never",
        table_kwargs={"sqlite_autoincrement": True},
    ) as users:
        users.add_column(sa.Column("once", sa.String(64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_column("once")
