"""The lesson's page: messages to compose and send, and the life of one as the request tells it."""

from itertools import zip_longest
from secrets import token_hex

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.data.text import mark_unwanted
from app.lesson import life, listing
from app.lesson.examples import lesson as lesson
from app.web.forms import is_parcel
from app.web.security import safe_path

ROWS = 3  # at first, and as many more each time
# Messages in one go, characters of one, and of all: far beyond what any cookie holds.
LIMIT, LENGTH, LENGTH_OF_ALL = 500, 10_000, 100_000
Place = tuple[str, str, str]  # what people call it, its endpoint, its query
# Where messages may be sent, by what the form calls it.
PLACES: dict[str, Place] = {
    "here": (_l("this page"), ".index", ""),
    "hold": (_l("this page, held back to look inside"), ".index", "?hold#life"),
    "bar": (_l("the lesson’s /bar"), ".bar", ""),
    "users": (_l("the list of users"), "users.index", ""),
}
EMPTY = [("", "")] * ROWS

lesson.context_processor(listing.read)


@lesson.get("/lesson")
def index() -> ResponseReturnValue:
    return _page(EMPTY)


@lesson.post("/lesson")
def send() -> ResponseReturnValue:
    """Flash what was composed, in order, as many times over as asked."""
    if "more" in request.form:
        rows = [*_rows(), *EMPTY]
        if len(rows) > LIMIT:
            flash(_("Only the first %(limit)s rows were kept.", limit=LIMIT), "warning")
        return _page(rows[:LIMIT])
    times = min(max(request.form.get("times", 1, int), 1), LIMIT)
    composed = [(category, text) for category, text in _rows() if text.strip()]
    if not composed:
        flash(_("Nothing was sent: write a text first."), "error")
        return redirect(url_for(".index"), 303)
    if len(composed) * times > LIMIT:
        flash(_("Only the first %(limit)s of these messages were sent.", limit=LIMIT), "warning")
    count = min(len(composed) * times, LIMIT)
    length = min(LENGTH, LENGTH_OF_ALL // count)
    if any(len(part) > length for row in composed[:count] for part in row):
        text = _("Only the first %(length)s characters of each were sent.", length=length)
        flash(text, "warning")
    for number in range(count):
        time, place = divmod(number, len(composed))
        category, text = (part[:length] for part in composed[place])
        flash(text.replace("{n}", str(time + 1)) if times > 1 else text, category)
    places, to = _places(), request.form.get("to", "")
    _label, endpoint, query = places.get(to, places["here"])
    # The form offers places; a script may name any path of this site.
    return redirect(safe_path(to, url_for(endpoint) + query), 303)


@lesson.post("/lesson/forty")
def forty() -> ResponseReturnValue:
    """Flash more than a cookie holds: random, for stock Flask compresses what it stores."""
    for number in range(1, 41):
        flash(_("Message %(number)s of 40, and a long one:", number=number) + f" {token_hex(100)}")
    return redirect(url_for(".index"), 303)


def _rows() -> list[tuple[str, str]]:
    categories, texts = request.form.getlist("category"), request.form.getlist("text")
    return [
        # A form's own category is not for composing: such a message would never be shown.
        ("message" if not category.strip() or is_parcel(category) else category.strip(), text)
        for category, text in zip_longest(
            map(mark_unwanted, categories), map(mark_unwanted, texts), fillvalue=""
        )
    ]


def _places() -> dict[str, Place]:
    """Return where messages may be sent; stock's can't leave the pages that stock looks after."""
    if request.blueprint == "lesson":
        return PLACES
    return {name: place for name, place in PLACES.items() if place[1].startswith(".")}


def _page(rows: list[tuple[str, str]]) -> ResponseReturnValue:
    hold = "hold" in request.args
    drawing = life.watch(hold=hold)
    response = make_response(
        render_template(
            "lesson/index.html",
            hold=hold,
            life=drawing,
            places={name: label for name, (label, *_rest) in _places().items()},
            rows=rows,
            times=request.form.get("times", "1"),
            to=request.form.get("to", "here"),
        )
    )
    if drawing.cookies:
        response.cache_control.no_store = True  # what waits is drawn, even if it isn't shown yet
    return response
