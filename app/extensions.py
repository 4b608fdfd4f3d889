"""The extensions, made here and bound to the app in `create_app`."""

from inspect import iscoroutinefunction

from flask import Flask
from flask_alembic import Alembic
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """What every model derives from."""

    # A constraint without a name can't be changed by a migration.
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )


db = SQLAlchemy()
alembic = Alembic(metadatas=Base.metadata, run_mkdir=False)
login = LoginManager()
babel = Babel()
limiter = Limiter(get_remote_address)  # bound in web/limits.py, which is what it counts with


def init_app(app: Flask) -> None:
    app.config["SQLALCHEMY_ENGINES"] = {"default": app.config["DATABASE_URL"]}
    for extension in (db, alembic, login, babel):
        extension.init_app(app)
    # Flask-SQLAlchemy-Lite would start an event loop at the end of each request, to close async
    # sessions that are never opened here; and where a loop runs already, Flask refuses to.
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]
