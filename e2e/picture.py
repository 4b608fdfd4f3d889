"""The README's picture, light and dark: `make screenshot`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from app.data import demo

from .harness.visiting.browsers import find, missing
from .harness.visiting.launching import can_sandbox

FOLDER = Path(__file__).parent.parent / ".github"
Scheme = Literal["light", "dark"]
Form = dict[str, str | float | bool]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
OURS = {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the demo from a database of its own."""
    app = create_app(
        {
            "ENVIRONMENT": "development",
            "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
            "SECRET_KEY": "for a picture",
        }
    )
    with app.app_context():
        demo.seed()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def take(browser: Browser, site: str, scheme: Scheme, path: Path) -> None:
    """Take the users page when it has something green, amber and red to say."""
    visitor = browser.new_context(
        base_url=site,
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": 1120, "height": 900},
        device_scale_factor=2,
    )
    ask = visitor.request
    me: Form = {"email": demo.ADMIN, "password": demo.PASSWORD}
    namesake: Form = {"name": "Suharto", "email": "another@example.com", "password": "long enough"}
    ask.post("/sign-in", form=me, headers=OURS)
    ask.post("/users", form=namesake, headers=OURS, max_redirects=0)
    ask.post("/users/999/delete", headers=OURS, max_redirects=0)
    page = visitor.new_page()
    page.goto("/users")
    page.locator("body").evaluate("body => body.ownerDocument.activeElement.blur()")
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.quantize(dither=Image.Dither.NONE).save(path, optimize=True)  # a third of the size
    visitor.close()


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    found = find("chromium")
    if not found:
        raise SystemExit(missing("chromium"))
    # The app is made before Playwright's event loop, beside which Flask does nothing async.
    for scheme in SCHEMES:
        with (
            TemporaryDirectory() as folder,
            served(Path(folder)) as site,
            sync_playwright() as driver,
        ):
            browser = driver.chromium.launch(
                channel=found.channel,
                executable_path=found.path,
                chromium_sandbox=can_sandbox(),
            )
            take(browser, site, scheme, FOLDER / f"users-{scheme}.png")
            browser.close()


if __name__ == "__main__":
    main()
