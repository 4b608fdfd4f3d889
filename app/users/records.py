"""Users written down: added and changed, whoever else is doing the same."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.data import passwords
from app.data.locks import hold
from app.data.models import ADMIN, Deletion, User
from app.extensions import db
from app.users import deletions, directory
from app.users.directory import THERE

TWICE = timedelta(minutes=1)  # within which the same form again is the same click again


class EmailTakenError(Exception):
    """Somebody else has this email; for `wait` seconds more, if they were deleted."""

    def __init__(self, holder: User | None) -> None:
        self.wait = 0.0
        if holder and (deletion := db.session.get(Deletion, holder.deletion_id or 0)):
            self.wait = deletions.seconds_left(deletion)


class StaleError(Exception):
    """Somebody else changed or removed the user meanwhile."""


class GoneError(Exception):
    """The user isn't there any more."""


class LastAdminError(Exception):
    """Nobody else could do what an admin does."""


def add(name: str, email: str, password: str, once: str = "") -> User:
    """Add a user; for the same form sent again, which `once` tells, answer with the first one.

    Without `once` it would answer whoever guesses a name and password that the password is right,
    as often as they ask.
    """
    mark = sha256(once.encode(errors="replace")).hexdigest() if once else None
    deletions.purge()  # or whoever was deleted long ago would have the email still
    twin = directory.find_holder(email)  # asked before hashing, which takes long on purpose
    if not twin:
        user = User(name=name, email=email, password_hash=passwords.make_hash(password), once=mark)
        db.session.add(user)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            twin = directory.find_holder(email)
        else:
            return user
    if twin and mark and twin.once == mark and _is_the_same(twin, name, password):
        return twin
    raise EmailTakenError(twin)


def _is_the_same(twin: User, name: str, password: str) -> bool:
    return (
        twin.deletion_id is None
        and twin.name == name
        and datetime.now(UTC) - twin.created_at < TWICE
        and passwords.verify(twin.password_hash, password)
    )


def change(user: User, values: dict[str, str], version: str) -> list[str]:
    """Write `values` over the `version` that was edited; return which of them were new.

    Raises EmailTakenError, or StaleError, also where the user was deleted meanwhile.
    """
    deletions.purge()  # as above
    new = _find_new(user, values)
    if new and version != str(user.version):
        raise StaleError
    written = {column: values[column] for column in new if column != "password"}
    if "password" in new:
        written["password_hash"] = passwords.make_hash(values["password"])
    if new and not hold(User.id == user.id, THERE):
        raise StaleError
    for column, value in written.items():
        setattr(user, column, value)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise EmailTakenError(directory.find_holder(values["email"])) from None
    except StaleDataError:
        db.session.rollback()
        now = directory.get(user.id)
        if now and not _find_new(now, values):
            return []  # the same form was sent twice, and the other was quicker
        raise StaleError from None
    return new


def _find_new(user: User, values: dict[str, str]) -> list[str]:
    return [column for column, value in values.items() if not _has(user, column, value)]


def _has(user: User, column: str, value: str) -> bool:
    if column == "password":
        return not value or passwords.verify(user.password_hash, value)
    return bool(getattr(user, column) == value)


def renew_hash(user: User, password: str) -> None:
    """Hash a password as it is done now; the user doesn't count as changed by that."""
    anew = {"password_hash": passwords.make_hash(password), "updated_at": User.updated_at}
    db.session.execute(update(User).where(User.id == user.id).values(anew))
    db.session.commit()


def change_role(id: int, role: str, by: int) -> bool:
    """Give somebody a role; False if they have it. An admin who can sign in is always left.

    Raises GoneError, LastAdminError, or deletions.NotAllowedError.
    """
    held = hold(or_(User.role == ADMIN, User.id == id), THERE)
    admins = set(db.session.scalars(select(User.id).where(User.role == ADMIN, THERE)))
    if by not in admins:
        raise deletions.NotAllowedError
    if id not in held:
        raise GoneError
    if (id in admins) == (role == ADMIN):
        return False
    others = User.role == ADMIN, THERE, User.id != id, User.password_hash.is_not(None)
    if role != ADMIN and db.session.scalar(select(User.id).where(*others).limit(1)) is None:
        raise LastAdminError
    db.session.execute(update(User).where(User.id == id).values(role=role))
    db.session.commit()
    return True


def make_admin(name: str, email: str, password: str) -> User:
    """Make an admin with exactly these, whoever had the email before, or was deleted with it."""
    deletions.purge()  # who can't be brought back any more isn't
    user = directory.find_holder(email) or User(email=email)
    deletions.bring_back(user)
    user.name = name
    user.role = ADMIN
    user.password_hash = passwords.make_hash(password)
    db.session.add(user)
    db.session.commit()
    return user
