"""The app as fast tests build it: quick, strict about templates, and seen through visitors."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from jinja2 import BytecodeCache, Undefined
from jinja2.bccache import Bucket

from app import create_app
from app.extensions import db, limiter
from tests.databases import Database
from tests.visitor import Visitor

SETTINGS = {
    "TESTING": True,
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a key that is for tests only",
    "SIGN_IN_LIMIT": "1000 per minute",
    "SIGN_IN_LIMIT_BY_ADDRESS": "1000 per minute",
    "SIGN_UP_LIMIT": "1000 per minute",
}


class Unprintable(Undefined):
    """What a template names, but nothing gives: it may be asked for, not written into a page."""

    __str__ = Undefined._fail_with_undefined_error


class Compiled(BytecodeCache):
    """Templates as they were compiled for the first of all apps."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def build(**settings: object) -> Flask:
    app = create_app(SETTINGS | settings)
    app.test_client_class = Visitor
    app.jinja_env.bytecode_cache = COMPILED
    app.jinja_env.undefined = Unprintable
    return app


def let_go(app: Flask) -> None:
    """Close what an app has open on its database, and forget that it was away."""
    limiter._storage_dead = False  # one limiter serves all apps
    with app.app_context():
        db.engine.dispose()


class Shared:
    """An app that is built once, and its empty database, which is what tests begin with."""

    def __init__(self, database: Database) -> None:
        self.app, self.database = build(DATABASE_URL=database.url), database
        database.keep()

    @contextmanager
    def emptied(self) -> Iterator[Flask]:
        self.database.restore()
        yield self.app
        with self.app.app_context():
            self.database.release(db.engine)

    def close(self) -> None:
        let_go(self.app)
        self.database.close()
