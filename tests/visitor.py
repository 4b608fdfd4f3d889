"""A browser without a window: a test client that checks every page it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Field:
    value: str
    error: str
    note: str


class Page:
    """What a visitor sees, and could do."""

    def __init__(self, response: TestResponse) -> None:
        self.path = response.request.full_path.removesuffix("?")
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.root, self.mistakes = parse(self.html)

    def find(self, tag: str = "*", **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter()
            if (tag in ("*", element.tag))
            and all(element.get(name) == value for name, value in wanted.items())
        ]

    @property
    def title(self) -> str:
        return text(self.find("title")[0])

    @property
    def heading(self) -> str:
        return text(self.find("h1")[0])

    @property
    def text(self) -> str:
        return text(self.find("main")[0])

    @property
    def banners(self) -> list[str]:
        """Each with its kind in front, as it is read: "Success Ada was created."."""
        return [text(words) for words in self.find("p", class_="banner__text")]

    @property
    def offers(self) -> dict[str, str]:
        """What the banners offer to do: the addresses to post to, by what the buttons say."""
        forms = self.find("form", class_="banner__action")
        return {text(next(form.iter("button"))): form.get("action") or "" for form in forms}

    @property
    def categories(self) -> list[str | None]:
        return [banner.get("data-category") for banner in self.find("li", class_="banner")]

    @property
    def rows(self) -> list[str]:
        """The names in the table, from the top."""
        return [text(row) for row in self.find("a") if "person__link" in (row.get("class") or "")]

    @property
    def range(self) -> str:
        """Where in a list the page is: "21–30 of 30"."""
        return text(self.find("nav", class_="pager")[0].findall("p")[0])

    @property
    def current(self) -> list[str]:
        """The links in the header that lead here."""
        return [text(link) for link in self.find("a") if link.get("aria-current")]

    def link(self, label: str) -> str:
        return next(a.get("href") or "" for a in self.find("a") if text(a) == label)

    def has_link(self, label: str) -> bool:
        return any(text(a) == label for a in self.find("a"))

    def field(self, name: str) -> Field:
        boxes = [*self.find("input", name=name), *self.find("textarea", name=name)]
        box = next(box for box in boxes if box.get("type") != "hidden")
        parts = {part: self.find(id=f"{box.get('id')}-{part}") for part in ("error", "note")}
        assert bool(parts["error"]) == (box.get("aria-invalid") == "true")
        error, note = (text(part[0]) if part else "" for part in parts.values())
        return Field(box.get("value") or box.text or "", error, note)

    def form(self, action: str) -> dict[str, str]:
        """What the form that posts to `action` would send as it stands."""
        form = next(form for form in self.find("form", action=action))
        return {
            box.get("name") or "": box.get("value") or box.text or ""
            for tag in ("input", "textarea")
            for box in form.iter(tag)
            if box.get("name")
        }


@lru_cache(maxsize=8)  # a page is looked at when it comes, and again by whoever asked for it
def parse(html: str) -> tuple[Element, list[str]]:
    """Return what a page is made of, and the mistakes in it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root, [f"{kind} at {place}" for place, kind, _ in parser.errors]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class Visitor(FlaskClient):
    """Flask's test client with a browser's headers and an eye on what comes back."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs["headers"] = {**BROWSER, **dict(kwargs.get("headers") or {})}
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.request.method != "HEAD":
            faults = list(self._faults(Page(response)))
            assert not faults, f"{response.request.path}: {faults}"
        return response

    def visit(self, path: str) -> Page:
        """Go to a page, and along with its redirects."""
        return Page(self.get(path, follow_redirects=True))

    def submit(self, path: str, **fields: str | list[str]) -> Page:
        """Post a form, be redirected with 303, and see the page it leads to."""
        response = self.post(path, data=fields)
        assert response.status_code == 303, f"{path} answers {response.status}, not 303"
        return self.visit(response.location)

    def fill_in(self, page: Page, action: str, **fields: str) -> Page:
        """Submit a form of `page`, some fields of it changed."""
        return self.submit(action, **(page.form(action) | fields))

    def sign_in(self, email: str, password: str) -> Page:
        return self.submit("/sign-in", email=email, password=password)

    def _faults(self, page: Page) -> Iterator[str]:
        yield from page.mistakes
        if len(page.find("h1")) != 1:
            yield f"{len(page.find('h1'))} h1"
        ids = [element.get("id") for element in page.find() if element.get("id")]
        yield from (f"two have the id {one}" for one in set(ids) if ids.count(one) > 1)
        yield from self._unlabelled(page, ids)
        for form in page.find("form", method="post"):
            if not any(box.get("name") == "csrf_token" for box in form.iter("input")):
                yield f"the form to {form.get('action')} has no CSRF token"
        routes = self.application.url_map.bind("localhost")
        for link in page.find("a"):
            target = urlsplit(link.get("href") or "")
            if not target.netloc and target.path and not routes.test(target.path):
                yield f"the link to {target.path} leads nowhere"

    def _unlabelled(self, page: Page, ids: list[str | None]) -> Iterator[str]:
        labelled = {label.get("for") for label in page.find("label")}
        for box in [*page.find("input"), *page.find("textarea")]:
            if box.get("type") not in ("hidden", "submit") and box.get("id") not in labelled:
                yield f"{box.get('name')} has no label"
            described = (box.get("aria-describedby") or "").split()
            yield from (f"nothing has the id {one}" for one in described if one not in ids)
