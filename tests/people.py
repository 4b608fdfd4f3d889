"""The people in an app's database, as fast tests see and change them behind its back."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.data import passwords
from app.data.models import Deletion, User
from app.extensions import db

PASSWORD = "correct horse"


class People:
    """The database's own view of who is there: each call is a transaction of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def add(
        self, name: str, email: str, password: str | None = PASSWORD, role: str = "member"
    ) -> User:
        with self.app.app_context():
            user = User(name=name, email=email, role=role)
            user.password_hash = passwords.make_hash(password) if password else None
            db.session.add(user)
            db.session.commit()
            db.session.refresh(user)
            return user

    def all(self) -> list[User]:
        with self.app.app_context():
            return list(db.session.scalars(select(User).order_by(User.id)))

    def find(self, email: str) -> User:
        return next(user for user in self.all() if user.email == email)

    def change(self, user: User, **values: object) -> None:
        """Change somebody behind everyone's back."""
        with self.app.app_context():
            for column, value in values.items():
                setattr(db.session.get_one(User, user.id), column, value)
            db.session.commit()

    def age_deletions(self, seconds: float) -> None:
        """Have every deletion be older by some seconds."""
        with self.app.app_context():
            for one in db.session.scalars(select(Deletion)):
                one.made_at -= timedelta(seconds=seconds)
            db.session.commit()

    def remove(self, user: User) -> None:
        with self.app.app_context():
            db.session.delete(db.session.get_one(User, user.id))
            db.session.commit()
