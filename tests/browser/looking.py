"""Looking at a page as it stands: in the light and in the dark, by eye and with axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
_AXE = Axe()
# Until nothing has changed for so long: what is taken off the page while axe looks has no name any more.
_STILL = """() => new Promise((done) => {
  let timer = setTimeout(done, 250);
  const again = () => { clearTimeout(timer); timer = setTimeout(done, 250); };
  new MutationObserver(again).observe(document.body, { subtree: true, childList: true, attributes: true });
})"""


def in_both_schemes(page: Page) -> Iterator[Scheme]:
    """Show the page in the one scheme, then in the other, and then as it was."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    schemes: tuple[Scheme, Scheme] = ("dark", "light") if dark else ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        yield scheme
    page.emulate_media(color_scheme=schemes[0])


def faults(page: Page, view: str) -> list[str]:
    """What axe finds serious or critical in what is shown now; and in the other scheme, whether it can be read."""
    found = []
    page.evaluate(_STILL)
    for nth, scheme in enumerate(in_both_schemes(page)):
        only = {"runOnly": ["color-contrast"]} if nth else {}
        for fault in _AXE.run(page, options=only).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found.append(f"{view}, {scheme}: {fault['id']}: {fault['nodes'][0]['html'][:200]}")
    return found
