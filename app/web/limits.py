"""How often something may be tried, and what is said to who tried too often."""

import math
import time
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import Flask, Response, current_app, g, make_response, request
from flask_limiter import RequestLimit
from limits.errors import ConfigurationError

from app.data.counters import DatabaseStorage
from app.extensions import limiter
from app.settings import SettingsError
from app.web import wording
from app.web.forms import TravellingForm
from app.web.security import wants_page

Answer = Response | None  # to what is over the limit; None is a plain 429


def init_app(app: Flask) -> None:
    # While what counts is away, or locked for long, each process counts by itself.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    try:
        limiter.init_app(app)
    except (ConfigurationError, ValueError) as error:  # of a package that is missing, or no address
        raise SettingsError(f"RATELIMIT_STORAGE_URI: {str(error).rstrip('.')}.") from None


def refund() -> None:
    """Take back, once, what this request counted: it was no failure."""
    if g.get("refunded"):
        return
    g.refunded = True
    storage = limiter.limiter.storage
    try:
        for limit in limiter.current_limits:
            if isinstance(storage, DatabaseStorage):
                storage.give_back(limit.key, limit.limit.get_expiry())
            elif storage.get(limit.key) > 0:  # or the next window would begin with one to spare
                storage.incr(limit.key, limit.limit.get_expiry(), -1)
    except storage.base_exceptions:  # one too many, in a window that ends by itself
        current_app.logger.warning("A try that wasn't wrong stays counted", exc_info=True)


def send_back(form: TravellingForm, page: str, text: str) -> Answer:
    """Say on the form's page how long to wait, and keep what was typed; a script gets a 429.

    It isn't counted: nobody looked at what was sent, which may well have been right.
    """
    refund()
    return make_response(form.send_back(page, text)) if wants_page() else None


def seconds_left(limit: RequestLimit) -> int:
    return max(1, math.ceil(limit.window.reset_time - time.time()))


def time_left(limit: RequestLimit) -> str:
    return wording.time_left(seconds_left(limit))


def address() -> str:
    """Who to count for: the client's address, of IPv6 the /64 that a single home has."""
    try:
        client = ip_address(_without_port(request.remote_addr or ""))
    except ValueError:  # a Unix socket has none
        return "local"
    if isinstance(client, IPv6Address):
        return str(client.ipv4_mapped or IPv6Network((int(client), 64), strict=False))
    return str(client)


def _without_port(client: str) -> str:
    """Some proxies tell it, too: 192.0.2.1:50123, [2001:db8::1]:50123."""
    if client.startswith("["):
        return client[1:].partition("]")[0]
    return client.partition(":")[0] if client.count(":") == 1 else client
