"""The extensions, made here and bound to the app in `create_app`."""

from collections.abc import Callable, Mapping
from inspect import iscoroutinefunction
from typing import cast

from flask import Flask, current_app
from flask_alembic import Alembic
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import MetaData, make_url
from sqlalchemy.exc import SQLAlchemyError
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


Close = Callable[[BaseException | None], None]
CONNECT_TIMEOUT = 5  # seconds; a host that is gone doesn't refuse, it says nothing


def init_app(app: Flask) -> None:
    app.config["SQLALCHEMY_ENGINES"] = {"default": _engine(app.config)}
    for extension in (db, alembic, login, babel):
        extension.init_app(app)
    # Flask-SQLAlchemy-Lite would start an event loop at the end of each request, to close async
    # sessions that are never opened here; and where a loop runs already, Flask refuses to.
    app.teardown_appcontext_funcs = [
        _forgiving(cast(Close, close))
        for close in app.teardown_appcontext_funcs
        if not iscoroutinefunction(close)
    ]


def _engine(config: Mapping[str, object]) -> dict[str, object]:
    """How to connect: on PostgreSQL, to a server that may have been restarted meanwhile."""
    url = make_url(str(config["DATABASE_URL"]))
    if url.get_backend_name() != "postgresql":
        return {"url": url}
    # SQL_ASCII, which a database is refused for, would have the driver return bytes.
    said = {"connect_timeout": CONNECT_TIMEOUT, "client_encoding": "utf8"}
    return {
        "url": url,
        "pool_pre_ping": True,
        "pool_size": config["DATABASE_CONNECTIONS"],
        "max_overflow": 0,
        "connect_args": {name: value for name, value in said.items() if name not in url.query},
    }


def _forgiving(close: Close) -> Close:
    """Have an answer that is finished be sent, though the connection it came by broke since."""

    def close_or_say_so(error: BaseException | None) -> None:
        try:
            close(error)
        except SQLAlchemyError as broken:
            current_app.logger.warning("A connection broke at the end of a request: %s", broken)

    return close_or_say_so
