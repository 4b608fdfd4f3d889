"""Users written down: added, changed and removed, whoever else is doing the same."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.data import passwords
from app.data.models import User
from app.extensions import db
from app.users import directory

TWICE = timedelta(minutes=1)  # within which the same form again is the same click again


class EmailTakenError(Exception):
    """Somebody else has this email."""


class StaleError(Exception):
    """Somebody else changed or removed the user meanwhile."""


def add(name: str, email: str, password: str, once: str = "") -> User:
    """Add a user; for the same form sent again, which `once` tells, answer with the first one.

    Without `once` it would answer whoever guesses a name and password that the password is right,
    as often as they ask.
    """
    mark = sha256(once.encode(errors="replace")).hexdigest() if once else None
    twin = directory.find(email)  # asked before hashing, which takes long on purpose
    if not twin:
        user = User(name=name, email=email, password_hash=passwords.make_hash(password), once=mark)
        db.session.add(user)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            twin = directory.find(email)
        else:
            return user
    if twin and mark and twin.once == mark and _is_the_same(twin, name, password):
        return twin
    raise EmailTakenError


def _is_the_same(twin: User, name: str, password: str) -> bool:
    return (
        twin.name == name
        and datetime.now(UTC) - twin.created_at < TWICE
        and passwords.verify(twin.password_hash, password)
    )


def change(user: User, values: dict[str, str], version: str) -> list[str]:
    """Write `values` over the `version` that was edited; return which of them were new."""
    new = [column for column, value in values.items() if not _has(user, column, value)]
    if new and version != str(user.version):
        raise StaleError
    for column in new:
        if column == "password":
            user.password_hash = passwords.make_hash(values[column])
        else:
            setattr(user, column, values[column])
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise EmailTakenError from None
    except StaleDataError:
        db.session.rollback()
        raise StaleError from None
    return new


def _has(user: User, column: str, value: str) -> bool:
    if column == "password":
        return not value or passwords.verify(user.password_hash, value)
    return bool(getattr(user, column) == value)


def remove(user: User) -> bool:
    """Remove a user, whatever they were changed to meanwhile; False if they were gone already."""
    removed = db.session.scalar(delete(User).where(User.id == user.id).returning(User.id))
    db.session.commit()
    return removed is not None


def renew_hash(user: User, password: str) -> None:
    """Hash a password as it is done now; the user doesn't count as changed by that."""
    anew = {"password_hash": passwords.make_hash(password), "updated_at": User.updated_at}
    db.session.execute(update(User).where(User.id == user.id).values(anew))
    db.session.commit()


def make_admin(name: str, email: str, password: str) -> User:
    """Make an admin with exactly these, whoever had the email before."""
    user = directory.find(email) or User(email=email)
    user.name = name
    user.role = "admin"
    user.password_hash = passwords.make_hash(password)
    db.session.add(user)
    db.session.commit()
    return user
