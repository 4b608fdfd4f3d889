"""The code that the lesson's buttons run, read from the running app and tinted for reading."""

import inspect
import re
from pathlib import Path

from flask import current_app
from markupsafe import Markup, escape

from app.lesson import examples

TINTS = re.compile(
    r"(?P<comment>#(?!\}).*)|(?P<string>\"[^\"\n]*\")"
    r"|(?P<word>\b(?:def|return|for|in|if|endfor|endif)\b)"
)


def read() -> dict[str, object]:
    """Give the lesson's templates what runs: three views, and what draws their messages."""
    views = (examples.foo, examples.bar, examples.four)
    template = Path(current_app.root_path, current_app.template_folder or "", "lesson/flashes.html")
    code = {view.__name__: inspect.getsource(view) for view in views}
    return {"code": {**code, "template": template.read_text("utf-8")}}


def tinted(source: str) -> Markup:
    """Mark up comments, strings and keywords; everything is escaped."""
    parts, end = [], 0
    for found in TINTS.finditer(source):
        parts.append(escape(source[end : found.start()]))
        parts.append(Markup('<span data-tint="{}">{}</span>').format(found.lastgroup, found[0]))
        end = found.end()
    return Markup("").join([*parts, escape(source[end:])])
