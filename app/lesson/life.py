"""The life of a message, as far as a request can tell: what it brought, and what came of that."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app, get_flashed_messages, request, session, url_for

from app.flashing import KEY, Visit, find_visit
from app.lesson import stock
from app.web.forms import is_parcel

IDLE, STORED, SHOWN, GONE = 0, 2, 3, 4  # how many of the four steps are taken
Message = tuple[str, str]  # category and text, as get_flashed_messages(with_categories=True) has it


@dataclass
class Cookie:
    """A cookie that came with this request and has messages in it."""

    name: str
    value: str
    content: str  # decoded
    messages: list[Message]
    page: str | None = None  # the one it belongs to; None: any
    expires: datetime | None = None  # None: not before a page reads it

    @property
    def size(self) -> int:
        """Bytes, as browsers count them: name and value (RFC 6265bis, 5.7)."""
        return len(self.name) + len(self.value)


@dataclass
class Life:
    """What the drawing needs; `seen` are cookies that an earlier drawing saw."""

    cookies: list[Cookie]
    shown: list[Message]
    seen: list[str]

    @property
    def reached(self) -> int:
        if self.shown:
            return SHOWN
        if self.cookies:
            return STORED
        return GONE if self.seen else IDLE

    @property
    def recorded(self) -> list[Message]:
        return [message for cookie in self.cookies for message in cookie.messages]

    @property
    def again(self) -> str:
        """The address of this page, which names the cookies to ask after the next time."""
        return url_for(".index", seen=[cookie.name for cookie in self.cookies])

    @property
    def page(self) -> str:
        """The address of the page that will show what waits."""
        page = self.cookies[0].page
        is_other = page and page.startswith("/") and page != url_for(".index")
        return page if page and is_other else self.again  # a long address is only a digest here


def watch(*, hold: bool) -> Life:
    """Read this page's messages, unless they are held, and say what came of the cookies."""
    visit = find_visit()
    cookies = _find_ours(visit) if visit else _find_stocks()
    # Asked here rather than by the layout, so that the drawing knows; Flask hands the same list
    # to whoever asks later in the request. What belongs to a form is for that form to read.
    flashes: list[Any] = [] if hold else get_flashed_messages(with_categories=True)
    shown = [flash for flash in flashes if not is_parcel(flash[0])]
    if shown:
        cookies = [cookie for cookie in cookies if any(pair in shown for pair in cookie.messages)]
    return Life(cookies, shown, request.args.getlist("seen"))


def _find_ours(visit: Visit) -> list[Cookie]:
    visit.holds = True  # having looked, this page keeps what it doesn't show
    cookies: list[Cookie] = []
    for waiting in visit.cookies:
        if waiting.flashes:
            value = waiting.sealed.partition("=")[2]
            messages = [
                (category, str(text))
                for category, text in (flash.pair for flash in waiting.flashes)
            ]
            left = timedelta(seconds=current_app.config["FLASH_LIFETIME"] - waiting.age)
            expires = datetime.now(UTC) + left
            cookies.append(
                Cookie(waiting.name, value, waiting.content, messages, waiting.target, expires)
            )
    return cookies


def _find_stocks() -> list[Cookie]:
    if KEY not in session:
        return []
    name = stock.cookie_name()
    # What else is in a session needn't be seen over somebody's shoulder.
    rest = {} if isinstance(current_app.session_interface, stock.StockUnderPrefix) else session
    content = dict.fromkeys(rest, "…") | {KEY: session[KEY]}
    told = json.dumps(content, ensure_ascii=False)
    return [Cookie(name, request.cookies[name], told, list(session[KEY]))]
