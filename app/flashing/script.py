"""The browser's half: a script that drops what was shown once when its page is left."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, url_for
from markupsafe import Markup, escape

CONTENT = Path(__file__).with_name("static").joinpath("flash_once.js").read_bytes()
DIGEST = sha256(CONTENT).hexdigest()[:12]
ENDPOINT = "flash_once_script"
ONE_YEAR = 365 * 24 * 60 * 60


def add_script(app: Flask) -> None:
    """Serve it, and have templates write its tag: `{{ flash_once_script() }}`."""
    app.add_url_rule("/_flash_once/<digest>.js", ENDPOINT, _serve)
    # Rather than a global: for one, Jinja would be set up before the app has set it all.
    app.context_processor(lambda: {ENDPOINT: _make_tag})


def _serve(digest: str) -> Response:
    response = Response(CONTENT, mimetype="text/javascript")
    if digest == DIGEST:
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    else:  # a page of another release, in a tab that was open
        response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _make_tag(**attributes: str) -> Markup:
    """Write the tag, with further attributes: a `nonce`, say."""
    further = Markup().join(Markup(' {}="{}"').format(*pair) for pair in attributes.items())
    source = escape(url_for(ENDPOINT, digest=DIGEST))
    return Markup('<script src="{}" defer{}></script>').format(source, further)
