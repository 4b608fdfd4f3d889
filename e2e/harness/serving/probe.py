"""Whether a site answers, and why not: asked over HTTP, as Node does before it plays."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

FIRST_ERROR = 404  # as in Node: up to 403, a status says that somebody is there
PATIENCE = 2  # seconds


@dataclass(frozen=True)
class Silence:
    """Why a site isn't there for those who visit it."""

    reason: str
    final: bool = False  # whether waiting won't help


class Standing(urllib.request.HTTPRedirectHandler):
    """Whoever sends visitors on is there, wherever that leads."""

    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, *, any_certificate: bool = False) -> Silence | None:
    """Ask for a page; None says that somebody answers as they should."""
    silence = asked(url, any_certificate=any_certificate)
    if silence and silence.reason.startswith("answers 404") and urlsplit(url).path in {"", "/"}:
        page = url.rstrip("/") + "/index.html"
        return asked(page, any_certificate=any_certificate) and silence
    return silence


def asked(url: str, *, any_certificate: bool) -> Silence | None:
    context = ssl.create_default_context()
    if any_certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    handlers = [Standing(), urllib.request.HTTPSHandler(context=context)]
    if is_loopback(urlsplit(url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))  # nobody else can tell what is here
    try:
        with urllib.request.build_opener(*handlers).open(url, timeout=PATIENCE):
            return None
    except urllib.error.HTTPError as error:
        return Silence(f"answers {error.code}") if error.code >= FIRST_ERROR else None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            return Silence(f"has a certificate that isn't trusted ({error.reason})", final=True)
        return Silence("did not answer")
    except (OSError, http.client.HTTPException):
        return Silence("did not answer")


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
