"""The users: who is in the directory, one at a time or many at once."""

from flask import Blueprint

users = Blueprint("users", __name__, url_prefix="/users")

from app.users import pages, removal, roles  # noqa: E402, F401  # they add pages
