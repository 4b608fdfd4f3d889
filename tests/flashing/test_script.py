"""The browser's half: a script that the extension serves, and its tag."""

import re

import pytest
from flask import Flask, render_template_string

from app.flashing import FlashOnce
from tests.flashing.browser import Browser

SMALL = 700  # bytes


def tag(app: Flask, template: str = "{{ flash_once_script() }}", prefix: str = "") -> str:
    with app.test_request_context("/", base_url=f"http://localhost{prefix}"):
        return render_template_string(template)


def source(tag: str) -> str:
    found = re.search(r'src="([^"]+)"', tag)
    assert found
    return found[1]


def test_the_script_is_small_and_kept_for_long(tabs: Browser) -> None:
    answer = tabs.get(source(tag(tabs.app)), {"Sec-Fetch-Dest": "script"})
    headers = answer.response.headers

    assert answer.status == 200
    assert answer.response.mimetype == "text/javascript"
    assert "data-flash-once" in answer.response.text
    assert len(answer.response.data) < SMALL
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert "Vary" not in headers


def test_a_page_of_another_release_finds_it_but_does_not_keep_it(tabs: Browser) -> None:
    answer = tabs.get("/_flash_once/0123456789ab.js", {"Sec-Fetch-Dest": "script"})

    assert answer.status == 200
    assert answer.response.headers["Cache-Control"] == "no-cache"


def test_the_tag_is_fit_for_a_strict_policy(tabs: Browser) -> None:
    assert re.fullmatch(
        r'<script src="/_flash_once/[0-9a-f]{12}\.js" defer></script>', tag(tabs.app)
    )


def test_the_tag_may_have_a_nonce(tabs: Browser) -> None:
    nonced = tag(tabs.app, """{{ flash_once_script(nonce='a"b') }}""")

    assert nonced.endswith(' defer nonce="a&#34;b"></script>')


def test_a_mounted_app_has_it_below_its_own_path(tabs: Browser) -> None:
    assert source(tag(tabs.app, prefix="/shop")).startswith("/shop/_flash_once/")


@pytest.mark.parametrize("times", [1, 2])
def test_an_app_may_be_set_up_twice(times: int) -> None:
    app = Flask(__name__)
    app.secret_key = "a key for tests"
    for _ in range(times):
        FlashOnce(app)

    assert tag(app)
