"""Which fonts a page is really drawn in, as Chromium's developer tools tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

TEXT = 3  # a node's type
BOXES = ("children", "shadowRoots", "pseudoElements")


def foreign(page: Page, selector: str) -> set[str]:
    """Name the fonts under some elements that are the machine's, not the site's."""
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    document = tools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    query = {"nodeId": document["nodeId"], "selector": selector}
    wanted = set(tools.send("DOM.querySelectorAll", query)["nodeIds"])
    fonts = [
        font
        for root in inside(document)
        if root["nodeId"] in wanted
        for node in inside(root)
        if has_text(node)
        for font in tools.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
    ]
    assert fonts, f"there is no text in {selector}"
    return {font["familyName"] for font in fonts if not font["isCustomFont"]}


def has_text(node: dict[str, Any]) -> bool:
    texts = (child["nodeValue"] for child in node.get("children", ()) if child["nodeType"] == TEXT)
    return any(text.strip() for text in texts)


def inside(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk through an element and all in it, what the browser puts into a field included."""
    yield node
    for box in BOXES:
        for child in node.get(box, ()):
            yield from inside(child)
