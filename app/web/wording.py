"""How flashes are worded: names kept apart from the sentence, deeds offered, times told."""

import math
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Flask, flash
from flask_babel import format_timedelta
from flask_babel import gettext as _
from markupsafe import Markup, escape


def init_app(app: Flask) -> None:
    app.add_template_filter(fold, "folded")


def tell(text: str, **names: object) -> Markup:
    """`text` with each `%(name)s` in a <bdi>: an Arabic name doesn't turn an English sentence."""
    isolated = {key: Markup("<bdi>{}</bdi>").format(name) for key, name in names.items()}
    return Markup(text) % isolated  # noqa: S704  # `text` is ours, and % escapes what goes in


def offer(text: str, label: str, url: str) -> None:
    """Say that something is done, and offer a deed with it: a button that posts to `url`.

    The message is data, {"text": ..., "action": {"label": ..., "url": ...}}; the banner makes the
    form of it, with the token of whoever looks.
    """
    message: Any = {"text": text, "action": {"label": label, "url": url}}
    flash(message, "success")  # what is JSON can be flashed


class Banner(NamedTuple):
    """What components/banner.html draws: a flash, or several that are equal."""

    category: str
    text: object
    action: dict[str, str] | None = None
    times: int = 1


def fold(flashes: Iterable[tuple[str, object]]) -> list[Banner]:
    """Make banners of flashes, in the order recorded; equal ones are one, with their number."""
    banners: dict[tuple[str, ...], Banner] = {}
    for category, message in flashes:
        text, action = message, None
        if isinstance(message, dict) and "text" in message:
            text, action = message["text"], message.get("action")
        key = (category, str(escape(text)), str(action))
        times = banners[key].times + 1 if key in banners else 1
        banners[key] = Banner(category, text, action, times)
    return list(banners.values())


def tell_saved(fields: list[str], *, twice: bool) -> None:
    """Say which fields were saved; none now, maybe, because the form was sent `twice`."""
    if fields:
        flash(_("Saved: %(fields)s.", fields=", ".join(fields)), "success")
    elif twice:
        flash(_("Saved."), "success")  # by the first of two clicks
    else:
        flash(_("Nothing changed."), "warning")


def time_left(seconds: float) -> str:
    """How long to wait, in words and never too short: "15 minutes"."""
    whole = max(1, math.ceil(seconds))
    whole = whole if whole <= 60 else -(-whole // 60) * 60
    return str(format_timedelta(timedelta(seconds=whole), threshold=1.5))
