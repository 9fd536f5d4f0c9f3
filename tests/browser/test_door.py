"""In a real browser: the page lives with its policy, and what somebody puts into it does not."""

from __future__ import annotations

import contextlib
import socket

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def watched(browser: Browser, url: str) -> tuple[Page, list[str]]:
    """The open page, and what its console says."""
    said: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"pageerror: {error}"))
    page.goto(url)
    page.wait_for_function("document.readyState === 'complete' && document.querySelector('textarea')")
    return page, said


@pytest.mark.browser
def test_the_page_breaks_none_of_its_own_rules(watched: tuple[Page, list[str]]) -> None:
    page, said = watched
    page.locator("textarea").first.fill("How often should I meet my mentor?")
    page.keyboard.press("Enter")
    page.wait_for_function("document.body.innerText.includes('[1]')", timeout=60_000)
    assert [line for line in said if line.startswith(("error", "pageerror"))] == []


@pytest.mark.browser
def test_what_is_put_into_the_page_neither_runs_nor_fetches(watched: tuple[Page, list[str]]) -> None:
    page, said = watched
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(1)
        received = b""
        page.evaluate(
            """(elsewhere) => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", `<img src="${elsewhere}/x.png" onerror="window.ran = true">
                <iframe src="${elsewhere}"></iframe>`);
              fetch(elsewhere).catch(() => {});
            }""",
            f"http://127.0.0.1:{elsewhere.getsockname()[1]}",
        )
        # Chromium may open a connection ahead of time; what counts is that nothing is asked for on it.
        with contextlib.suppress(TimeoutError):
            while True:
                connection, _ = elsewhere.accept()
                with connection, contextlib.suppress(TimeoutError):
                    connection.settimeout(0.5)
                    received += connection.recv(1000)
    assert received == b""
    assert page.evaluate("window.ran") is None
    assert len([line for line in said if "Content Security Policy" in line]) >= 4


@pytest.mark.browser
def test_a_conversation_is_there_after_a_reload_in_this_browser_only(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("document.querySelector('textarea')")
    page.locator("textarea").first.fill("How do I ask Dr Quillfeather for feedback?")
    page.keyboard.press("Enter")
    page.wait_for_function("document.body.innerText.includes('[1]')", timeout=60_000)
    page.wait_for_function("location.search.includes('c=')")
    address = page.url
    page.reload()
    page.wait_for_function("document.body.innerText.includes('Quillfeather')", timeout=30_000)
    assert not page.evaluate("document.cookie"), "no script reads the cookie"
    other = browser.new_context().new_page()
    other.goto(address)
    other.wait_for_function("document.body.innerText.includes('there is no conversation')", timeout=30_000)
    assert "Quillfeather" not in other.inner_text("body")
    other.context.close()
    context.close()
