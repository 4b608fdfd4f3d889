"""Thirty people to show the app with; nothing in them changes, so that screenshots don't either."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Select, select

from app.data import passwords
from app.data.models import User
from app.extensions import db
from app.settings import DEVELOPMENT

PASSWORD = "flash-once-demo"  # noqa: S105  # everybody may know it: it opens nothing in production
ADMIN = "ada.byron@example.com"
MEMBER = "tomas@example.com"
FIRST_JOINED = datetime(2024, 1, 8, 9, 30, tzinfo=UTC)
BETWEEN = timedelta(days=17, hours=5)
with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    PEOPLE = [(row["name"], row["email"]) for row in csv.DictReader(file)]


def is_open() -> bool:
    """Whether demo accounts may be used, and shown."""
    return bool(current_app.config["ENVIRONMENT"] == DEVELOPMENT)


def seed() -> int:
    """Add those who aren't there yet; return how many that were."""
    emails = [email for _name, email in PEOPLE]
    there = set(db.session.scalars(_find(emails).with_only_columns(User.folded_email)))
    password_hash = passwords.make_hash(PASSWORD)
    added = [
        User(
            name=name,
            email=email,
            password_hash=password_hash if email in (ADMIN, MEMBER) else None,
            role="admin" if email == ADMIN else "member",
            created_at=FIRST_JOINED + number * BETWEEN,
            updated_at=FIRST_JOINED + number * BETWEEN,
        )
        for number, (name, email) in enumerate(PEOPLE)
        if email not in there
    ]
    db.session.add_all(added)
    db.session.commit()
    return len(added)


def _find(emails: list[str]) -> Select[User]:
    return select(User).where(User.folded_email.in_(emails)).order_by(User.id)


def accounts() -> list[tuple[str, str, str]]:
    """What to sign in with, where that may be shown: role, email and password."""
    if not is_open():
        return []
    there = db.session.scalars(_find([ADMIN, MEMBER]).where(User.deletion_id.is_(None)))
    return [(_("Admin") if one.is_admin else _("Member"), one.email, PASSWORD) for one in there]
