"""Fold names anew: apostrophes, hyphens and dashes are one each, what is invisible is nothing."""

import sqlalchemy as sa
from alembic import op

from app.data.models import NAME_LENGTH
from app.data.text import fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
the_release_before_goes_on = False  # What it writes would be folded the old way, and not be found.

AT_ONCE = 1000  # rows
users = sa.table("users", sa.column("id"), sa.column("name"), sa.column("folded_name"))


def upgrade() -> None:
    last = 0
    change = users.update().where(users.c.id == sa.bindparam("one"))
    while rows := _read(last):
        last = rows[-1].id
        folded = ((row, fold(row.name)[:NAME_LENGTH]) for row in rows)
        new = [{"one": row.id, "new": name} for row, name in folded if name != row.folded_name]
        if new:
            op.get_bind().execute(change.values(folded_name=sa.bindparam("new")), new)


def _read(last: int) -> list[sa.Row[tuple[int, str, str]]]:
    after = sa.select(users).where(users.c.id > last).order_by(users.c.id).limit(AT_ONCE)
    return list(op.get_bind().execute(after))


def downgrade() -> None:
    pass  # the release before finds people by what is kept of their names now
