"""What Playwright Test gives its users, for pytest (see README.md)."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .config.project import Project
    from .pictures.screenshots import ExpectScreenshot
    from .report.steps import attach, step
    from .serving.server import Server

__all__ = ["ExpectScreenshot", "Project", "Server", "attach", "step"]

PACKAGE = __name__  # which is another where this folder is copied to, or installed
HOMES = {
    "ExpectScreenshot": "pictures.screenshots",
    "Project": "config.project",
    "Server": "serving.server",
    "attach": "report.steps",
    "step": "report.steps",
}


def __getattr__(name: str) -> object:
    """Import what somebody asks for, and not before: browsers can be got without a server."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{HOMES[name]}", __name__), name)
