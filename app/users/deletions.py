"""People deleted, brought back, and, when it can't be undone any more, forgotten."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select, update

from app.courses import seats
from app.data.locks import hold
from app.data.models import ADMIN, LARGEST_ID, Deletion, User
from app.extensions import db
from app.users.directory import THERE

UNDOABLE = timedelta(minutes=10)  # for so long; a flash that offers it lives no longer


class RefusedError(Exception):
    """Nothing was deleted or undone."""


class NotAllowedError(RefusedError):
    """Whoever asks is no admin, or isn't there, any more."""


class TooLateError(RefusedError):
    """The time in which a deletion can be undone is over."""


class NotTheirsError(RefusedError):
    """Somebody else deleted them."""


class Return(NamedTuple):
    """Who came back; and, by the title of a course that filled up, who isn't in it any more."""

    names: list[str]
    missed: dict[str, list[str]]


def remove(ids: Collection[int], by: int) -> tuple[int | None, list[str]]:
    """Delete those who are there, all or none, whatever they were changed to meanwhile.

    Return the deletion's id, if there was anybody to delete, and their names. Raises
    NotAllowedError.
    """
    purge()
    ids = [one for one in ids if one <= LARGEST_ID]
    held = hold(User.id.in_({*ids, by}), THERE)
    _check_admin(by)
    if not (going := held & set(ids)):
        return None, []
    new = insert(Deletion).values(by_id=by).returning(Deletion.id)
    deletion = db.session.execute(new).scalar_one()
    names = _mark(User.id.in_(going), deletion)
    seats.give_back(going)
    db.session.commit()
    return deletion, list(names.values())


def restore(id: int, by: int) -> Return:
    """Bring back whom a deletion deleted; nobody, if they are back already.

    Raises TooLateError, NotTheirsError or NotAllowedError.
    """
    hold(User.deletion_id == id)
    find(id, by)
    names = _mark(User.deletion_id == id, None)
    missed: dict[str, list[str]] = {}
    for user_id, title in seats.take_again(names):
        missed.setdefault(title, []).append(names[user_id])
    db.session.commit()
    return Return(list(names.values()), missed)


def find(id: int, by: int) -> Deletion:
    """Return a deletion that may be undone; raises as `restore` does."""
    deletion = db.session.get(Deletion, id)
    if not deletion or not seconds_left(deletion):
        raise TooLateError
    if deletion.by_id != by:
        raise NotTheirsError
    _check_admin(by)
    return deletion


def bring_back(user: User) -> None:
    """Undo somebody's deletion, whoever it was by, in the caller's transaction."""
    if user.deletion_id is not None:
        user.deletion_id = None
        db.session.flush()
        seats.take_again([user.id])


def deleted(id: int) -> list[User]:
    """Whom a deletion deleted, and nobody has brought back."""
    return list(db.session.scalars(select(User).where(User.deletion_id == id).order_by(User.id)))


def seconds_left(deletion: Deletion) -> float:
    """How long it can still be undone; 0 if it can't."""
    return max(0.0, (deletion.made_at + UNDOABLE - datetime.now(UTC)).total_seconds())


def purge() -> int:
    """Forget those whose deletion can't be undone any more; return how many they were."""
    over = Deletion.made_at <= datetime.now(UTC) - UNDOABLE
    old = select(Deletion.id).where(over)
    if db.session.scalar(old.limit(1)) is None:
        return 0  # nothing is written, which on SQLite would make others wait
    gone = db.session.scalars(delete(User).where(User.deletion_id.in_(old)).returning(User.id))
    count = len(gone.all())
    db.session.execute(delete(Deletion).where(over))
    db.session.commit()
    return count


def _check_admin(id: int) -> None:
    """Ask the database, not what was read before the rows were held."""
    is_admin = select(User.id).where(User.id == id, User.role == ADMIN, THERE)
    if db.session.scalar(is_admin) is None:
        db.session.rollback()
        raise NotAllowedError


def _mark(which: ColumnElement[bool], deletion_id: int | None) -> dict[int, str]:
    """Say of people that they were deleted, or weren't; return their names by id."""
    values = {"deletion_id": deletion_id, "updated_at": User.updated_at}
    marked = update(User).where(which).values(values).returning(User.id, User.name)
    rows = db.session.execute(marked, execution_options={"synchronize_session": False})
    return {row.id: row.name for row in sorted(rows, key=lambda row: row.name)}
