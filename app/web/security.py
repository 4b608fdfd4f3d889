"""Headers, cookies, where a POST may come from, and where one may be sent."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_babel import ngettext
from werkzeug.middleware.proxy_fix import ProxyFix

from app.flashing import FlashOnce
from app.settings import ONE_YEAR
from app.web.sessions import Sessions, StockSessions
from app.web.tokens import csrf

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    # Every page says who is signed in. What else an answer says of caches goes first.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_PATH = 1000


class Flashes(FlashOnce):
    """Flashes in cookies of their own."""

    takes_over = False  # the lesson's /stock has some in a session, for itself

    def name_page(self, path: str, query: str) -> str:
        """Return what tells a page from others; the lesson's is one, however it is looked at."""
        return super().name_page(path, "" if path.endswith("/lesson") else query)

    def more(self, count: int) -> str:
        return str(ngettext("… and %(num)s more message.", "… and %(num)s more messages.", count))


flash_once = Flashes()


def init_app(app: Flask) -> None:
    if app.config["FLASH_STORE"] == "cookies":
        app.session_interface = Sessions()
        flash_once.init_app(app)
    else:
        app.session_interface = StockSessions()
    app.before_request(_check_length)
    app.before_request(_check_origin)
    app.after_request(_add_headers)
    if hops := app.config["TRUSTED_PROXIES"]:
        host = hops if app.config["TRUSTED_FORWARDED_HOST"] else 0
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=host
        )


def _check_length() -> None:
    """Refuse a body that doesn't say how long it is: it would be read up to the limit, and cut."""
    if "Transfer-Encoding" in request.headers:
        abort(411)


def _check_origin() -> None:
    """Let a POST through that this site's own page sent, or that carries a CSRF token.

    Browsers set Sec-Fetch-Site themselves, and a page can't forge it (W3C Fetch Metadata), so a
    form whose token went stale, by signing in in another tab, say, still isn't refused. Without
    that header (older browsers, plain http beyond localhost) the token decides.
    """
    if request.endpoint and request.headers.get("Sec-Fetch-Site") != "same-origin":
        csrf.protect()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    return response


def safe_path(target: str | None, default: str) -> str:
    r"""`target` where it is a path of this very site, else `default`.

    Browsers read a backslash as a slash and skip tabs and line breaks (WHATWG URL), so
    "/\evil.example" and "/\t/evil.example" would leave the site.
    """
    if not target or len(target) > LONGEST_PATH or target[0] != "/" or target.startswith("//"):
        return default
    if "\\" in target or any(ord(char) < 33 or ord(char) == 127 for char in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def wants_page() -> bool:
    """Whether a person is about to look: not a script, a prefetch, or a client that speaks JSON."""
    if request.is_json or "Sec-Purpose" in request.headers:
        return False
    if destination := request.headers.get("Sec-Fetch-Dest"):
        return destination == "document"
    accepted = request.accept_mimetypes
    return not accepted or accepted.best_match(["text/html", "application/json"]) == "text/html"
