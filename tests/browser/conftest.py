"""A real Chromium and a real page. Where Chromium is missing the tests skip, or fail where they must run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.browser.looking import Scheme, in_both_schemes
from tests.serving import serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("MENTOR_TESTS_NEED_BROWSER"):
        pytest.fail("Chromium is not installed, and these tests must run here; run: apt-get install chromium")
    pytest.skip("Chromium is not installed; run: apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, started as a person starts it: python app.py. It has a data folder of its own, with the index in it.

    MENTOR_TESTS_URL names one that runs already, so that a test can be written without waiting for an index.
    """
    if running := os.environ.get("MENTOR_TESTS_URL"):
        yield running
        return
    guidance: Path = request.getfixturevalue("guidance")
    data = tmp_path_factory.mktemp("page") / "data"
    shutil.copytree(guidance, data)
    with serve(data) as page:
        yield page.url


class Visitor:
    """A person at the page: what they do, in words a test can tell a story with."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.narrow = page.viewport_size is not None and page.viewport_size["width"] < 900

    def idle(self) -> None:
        """Wait until nothing is being written."""
        expect(self.page.locator("#room")).to_have_attribute("data-busy", "no", timeout=30_000)

    def say(self, text: str) -> None:
        """Send a message and wait for the whole reply."""
        self.page.fill("#box", text)
        self.page.press("#box", "Enter")
        self.answered()

    def answered(self) -> None:
        """Wait for a reply that is on its way."""
        expect(self.page.locator("#log .turn.last .tools").last).to_be_visible(timeout=30_000)
        self.idle()

    def bench(self) -> None:
        """Open the workbench where it is a drawer."""
        if self.narrow and not self.page.locator("#bench.open").count():
            self.page.click("#top [data-drawer=bench]")
            expect(self.page.locator("#bench")).to_have_css("transform", "none")

    def menu(self) -> None:
        """Open the left side where it is a drawer."""
        if self.narrow and not self.page.locator("#nav.open").count():
            self.page.click("#top [data-drawer=nav]")
            expect(self.page.locator("#nav")).to_have_css("transform", "none")

    def chat(self) -> None:
        """Back to the chat where a drawer lies over it."""
        if self.page.locator(".drawer.open").count():
            self.page.keyboard.press("Escape")
            expect(self.page.locator("#veil")).to_be_hidden()

    def saves(self, selector: str) -> tuple[str, bytes]:
        """Press what saves a file; returns its name and what is in it."""
        with self.page.expect_download() as started:
            self.page.click(selector)
        return started.value.suggested_filename, started.value.path().read_bytes()

    @property
    def reply(self) -> Locator:
        """The last reply."""
        return self.page.locator("#log .turn.last .reply")


SIZES: dict[str, tuple[int, int, Scheme]] = {"1280-light": (1280, 800, "light"), "390-dark": (390, 844, "dark")}


@contextmanager
def opened(
    browser: Browser, url: str, size: str, context: BrowserContext | None = None, at: str = ""
) -> Iterator[Visitor]:
    """Open the page, or `at` on it; fails when anything outside is asked for, or when the script failed."""
    width, height, scheme = SIZES[size]
    own = context or browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = own.new_page()
    page.set_default_timeout(30_000)
    wrong: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith((url, "data:", "blob:")) else wrong.append(asked.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(url + at)
    # The list of conversations is drawn by the server: the page can be used from here on.
    page.locator("#nav-body h2").first.wait_for(state="attached")
    yield Visitor(page)
    if context is None:
        own.close()
    assert not wrong, wrong


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Each of two sizes, one light and one dark."""
    return str(request.param)


# For what does not depend on how wide the page is.
at_one_size = pytest.mark.parametrize("size", ["390-dark"])


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browser: Browser, url: str, size: str) -> Iterator[Visitor]:
    """Somebody new at the page; what they saw last is kept as a picture, in the light and in the dark."""
    with opened(browser, url, size) as visitor:
        yield visitor
        ARTEFACTS.mkdir(exist_ok=True)
        for scheme in in_both_schemes(visitor.page):
            name = f"{request.node.originalname}-{size.split('-')[0]}-{scheme}.png"
            visitor.page.screenshot(path=str(ARTEFACTS / name))
