"""Add courses, and deletions that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
the_release_before_goes_on = False  # It would show who was deleted.


def upgrade() -> None:
    op.create_table(
        "deletions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deletions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deletions_made_at", "deletions", ["made_at"])
    # Not by alembic, which would make the table anew on SQLite and forget which ids were given.
    op.execute(
        "ALTER TABLE users ADD COLUMN deletion_id INTEGER"
        " CONSTRAINT fk_users_deletion_id REFERENCES deletions (id)"
    )
    op.create_index("ix_users_deletion_id", "users", ["deletion_id"])
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("folded_title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
        sa.UniqueConstraint("slug", name="uq_courses_slug"),
        sa.UniqueConstraint("once", name="uq_courses_once"),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="ck_courses_taken"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_courses_by_title", "courses", ["folded_title", "id"])
    op.create_table(
        "enrollments",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_enrollments_course_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_enrollments_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "user_id", name="pk_enrollments"),
    )
    op.create_index("ix_enrollments_user_id", "enrollments", ["user_id"])


def downgrade() -> None:
    op.drop_table("enrollments")
    op.drop_table("courses")
    # Who waits to be deleted for good is: the releases before know of nobody half there.
    op.execute("DELETE FROM users WHERE deletion_id IS NOT NULL")
    op.drop_index("ix_users_deletion_id", "users")
    with op.batch_alter_table("users", table_kwargs={"sqlite_autoincrement": True}) as users:
        users.drop_column("deletion_id")
    op.drop_table("deletions")
