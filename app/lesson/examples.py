"""The lesson's own code: one request records messages, the next page shows them."""

from flask import Blueprint, flash, get_flashed_messages, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

lesson = Blueprint("lesson", __name__)


@lesson.post("/foo")
def foo() -> ResponseReturnValue:
    # Only the next page gets it, and draws it as a "success".
    flash("This is a message", "success")
    return redirect(url_for(".bar"), 303)


@lesson.get("/bar")
def bar() -> ResponseReturnValue:
    # All that was recorded for this page, and now forgotten.
    messages = get_flashed_messages(with_categories=True)
    print(messages)  # [('success', 'This is a message')]
    return render_template("lesson/bar.html", messages=messages)


@lesson.post("/four")
def four() -> ResponseReturnValue:
    flash("first message", "success")
    flash("second message", "success")
    flash("first message", "error")
    flash("another message", "error")
    return redirect(url_for(".bar"), 303)
