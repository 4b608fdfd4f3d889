"""The lesson, live: at /lesson with our store, and once more under /stock with Flask's own."""

from flask import Flask

from app.lesson import listing, stock
from app.lesson.pages import lesson


def init_app(app: Flask) -> None:
    app.add_template_filter(listing.tinted)
    app.register_blueprint(lesson)
    app.register_blueprint(lesson, name="stock", url_prefix=stock.PREFIX)
    stock.init_app(app)
