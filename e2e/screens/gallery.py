"""The gallery: every component in every state."""

from __future__ import annotations

from playwright.sync_api import Locator

from .screen import Screen

ALONE = """
specimen => {
  for (const other of specimen.parentElement.children) other.style.display = "none";
  specimen.style.display = "";
}
"""


class GalleryScreen(Screen):
    """Specimens under their names, "banner-error-long" for one."""

    def open(self) -> None:
        self.go_to("/gallery")

    def alone(self, name: str) -> Locator:
        """Take all the others away, which would move it by parts of a pixel when they change."""
        specimen = self.specimen(name)
        specimen.evaluate(ALONE)
        return specimen

    def specimen(self, name: str) -> Locator:
        return self.page.locator(self.selector(name))

    def selector(self, name: str) -> str:
        return f'[data-specimen="{name}"]'

    def names(self, component: str) -> list[str]:
        """Of a component's specimens, in their order on the page."""
        names: list[str] = self.page.locator("[data-specimen]").evaluate_all(
            "specimens => specimens.map(specimen => specimen.dataset.specimen)"
        )
        return [name for name in names if name.startswith(component)]

    def read_from_the_right(self) -> None:
        """Turn the page round, as it is for those who read Arabic."""
        self.page.locator("html").evaluate("html => { html.dir = 'rtl' }")
