"""An address as it comes out of a letter or a list: who signs in with it is let in."""

import pytest

from app.data.models import User
from tests.conftest import MakeApp, enter
from tests.people import PASSWORD
from tests.visitor import Visitor

PASTED = [
    "ada@example.org\u200b",
    "\u200eada@example.org\u200e",
    "\u202aada@example.org\u202c",
    "\ufeffada@exam\u00adple.org",
    "ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    "<ADA@example.org>",
    "mailto:ada@example.org",
    "Ada Lovelace <ada@example.org>,",
    "“ada@example.org”",
    "ada@example.org.",
    "ada@example.org; Ada@example.org",
    "EMAIL;TYPE=work:ada@example.org",
    "<•ada@example.org>",
    "&lt;ada@example.org&gt;",
]


@pytest.mark.parametrize("pasted", PASTED)
def test_an_address_that_is_pasted_with_something_around_it_signs_in(
    visitor: Visitor, ada: User, pasted: str
) -> None:
    assert visitor.sign_in(pasted, PASSWORD).banners == ["Success Welcome back, Ada Lovelace."]


@pytest.mark.parametrize("typed", ["ada@example.org, grace@example.org", "Ada", "@example.org"])
def test_what_is_no_one_address_is_nobodys_and_stays_as_it_was_typed(
    visitor: Visitor, ada: User, grace: User, typed: str
) -> None:
    page = visitor.sign_in(typed, PASSWORD)

    assert page.banners == ["Error Email or password is wrong."]
    assert page.field("email").value == typed


def test_something_around_an_address_is_no_way_around_the_limit(
    make_app: MakeApp, ada: User
) -> None:
    visitor = enter(make_app(SIGN_IN_LIMIT="10 per hour"))

    told = [visitor.sign_in(pasted, "wrong").banners for pasted in PASTED]

    assert told[:10] == [["Error Email or password is wrong."]] * 10
    assert told[10][0].startswith("Error Too many tries.")
