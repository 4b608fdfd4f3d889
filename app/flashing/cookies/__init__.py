"""What flashes travel in: how a cookie is written, signed, read and counted, and how many fit."""

from .cookie import Flash, FlashCookie
from .counting import Count, unite
from .jar import MARK, FlashJar
from .signing import make_session_serializer

__all__ = ["MARK", "Count", "Flash", "FlashCookie", "FlashJar", "make_session_serializer", "unite"]
