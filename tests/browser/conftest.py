"""A real Chromium and a real page. Where Chromium is missing the tests skip, or fail where they must run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.ports import free_port

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
def url(guidance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, started as a person starts it: python app.py."""
    port = free_port()
    log = tmp_path_factory.mktemp("page") / "log.txt"
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance), "MENTOR_PORT": str(port)}
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "app.py"], env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            if process.poll() is not None:
                pytest.fail(f"the page did not start: {log.read_text()}")
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(params=[(1280, 800, "light"), (390, 844, "dark")], ids=["1280-light", "390-dark"])
def page(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Page]:
    """The open page, in each of two sizes; it fails the test when anything outside is asked for."""
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    outside: list[str] = []
    local = (url, "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(local) else outside.append(asked.url))
    page.goto(url)
    page.wait_for_selector("#box textarea")
    yield page
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTEFACTS / f"{request.node.originalname}-{request.node.callspec.id}.png"))
    context.close()
    assert not outside, f"the page asked for {outside}"
