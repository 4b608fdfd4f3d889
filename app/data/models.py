"""The tables: who is in the directory, who was deleted from it, and who goes to which course."""

import hashlib
from datetime import UTC, datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.data.database import UTCDateTime
from app.data.text import fold
from app.extensions import Base

ADMIN, MEMBER = ROLES = ("admin", "member")
LARGEST_ID = 2**31 - 1  # PostgreSQL's INTEGER; a larger number is nobody's id
NAME_LENGTH = 100
TITLE_LENGTH = 80
SUMMARY_LENGTH = 200
EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3: a path is 256 octets with its angle brackets
# Sorted by code points on PostgreSQL, too: how a language sorts changes with the system's release.
FOLDED = String().with_variant(String(collation="C"), "postgresql")


def _now() -> datetime:
    return datetime.now(UTC)


class User(UserMixin, Base):
    """A person in the directory, who may sign in if they have a password."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    folded_name: Mapped[str] = mapped_column(FOLDED)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    # The database itself refuses a second "ADA@example.org", so two at once can't both win.
    folded_email: Mapped[str] = mapped_column(FOLDED, unique=True)
    password_hash: Mapped[str | None] = mapped_column(String)
    once: Mapped[str | None] = mapped_column(String(64))  # of the form they were created with
    role: Mapped[str] = mapped_column(String(16), default=MEMBER, index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=_now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=_now, onupdate=_now)
    # Who has one isn't there any more: for some minutes the deletion can be undone.
    deletion_id: Mapped[int | None] = mapped_column(ForeignKey("deletions.id"))

    # An update or delete of a version that is no longer there raises StaleDataError.
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_users_by_name", "folded_name", "id"),
        Index("ix_users_by_joined", "created_at", "id"),
        # Not of those who are there: SQLite would look there for them, and then sort a million.
        Index(
            "ix_users_deletion_id",
            "deletion_id",
            sqlite_where=text("deletion_id IS NOT NULL"),
            postgresql_where=text("deletion_id IS NOT NULL"),
        ),
        # Or SQLite would give the id of whoever left last to whoever comes next, and a page left
        # open, to delete the one, would delete the other.
        {"sqlite_autoincrement": True},
    )

    @validates("name", "email")
    def _keep_folded(self, column: str, value: str) -> str:
        # An accent makes another mailbox, case doesn't: "é@example.org" is not "e@example.org".
        # A letter can fold to eighteen (U+FDFA), and what folds to more is in addresses.
        folded = fold(value)[:NAME_LENGTH] if column == "name" else value.casefold()
        setattr(self, f"folded_{column}", folded)
        return value

    @property
    def is_admin(self) -> bool:
        return self.role == ADMIN

    @property
    def initials(self) -> str:
        """The first letters of the first and last word, at most two: "AL"."""
        firsts = [next(filter(str.isalnum, word), "") for word in self.name.split()]
        letters = "".join(firsts) or self.name[:1]
        return (letters[0] + letters[1:][-1:]).upper()

    @property
    def hue(self) -> int:
        """One of the avatar's 12 colours, 0 to 11, the same for as long as the id is."""
        return self.id * 5 % 12

    def get_id(self) -> str:
        """The id as the session keeps it: a new password makes every older session void."""
        stamp = hashlib.sha256((self.password_hash or "").encode()).hexdigest()[:16]
        return f"{self.id}.{stamp}"


class Deletion(Base):
    """One go at deleting people, who stay in their table until it can't be undone any more."""

    __tablename__ = "deletions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Who deleted them. No foreign key: an id is never given again, and they may leave, too.
    by_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=_now, index=True)

    __table_args__ = (
        {"sqlite_autoincrement": True},
    )  # as above: an old Undo must not fit a new one


class Course(Base):
    """Something to take part in, with so many seats and no more."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(TITLE_LENGTH), unique=True)  # its address, for good
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    folded_title: Mapped[str] = mapped_column(FOLDED)
    summary: Mapped[str] = mapped_column(String(SUMMARY_LENGTH), default="")
    capacity: Mapped[int]
    # Counted here, so that one statement can ask for a seat and take it; seats.py does both.
    taken: Mapped[int] = mapped_column(default=0)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the form it came from
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=_now)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND capacity", name="taken"),
        Index("ix_courses_by_title", "folded_title", "id"),
        {"sqlite_autoincrement": True},
    )

    @validates("title")
    def _keep_folded(self, _column: str, title: str) -> str:
        self.folded_title = fold(title)
        return title

    @property
    def left(self) -> int:
        return self.capacity - self.taken

    @property
    def fullness(self) -> str:
        """How full it is, in a word: "empty", "open", "nearly" (a fifth is left) or "full"."""
        if not self.left:
            return "full"
        if not self.taken:
            return "empty"
        return "nearly" if self.left * 5 <= self.capacity else "open"


class Enrollment(Base):
    """Somebody's seat in a course. Who is deleted keeps the row, not the seat, until it is sure."""

    __tablename__ = "enrollments"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    joined_at: Mapped[datetime] = mapped_column(UTCDateTime, default=_now)
