"""How long a person waits, in the browser: for the page, and for the first words of a built-in reply."""

from __future__ import annotations

import statistics
import time

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import opened

pytestmark = [pytest.mark.browser, pytest.mark.benchmark]

READY_SECONDS, FIRST_WORDS_MS = 2.0, 300
QUESTIONS = (
    "How often should we meet?",
    "How do I ask for feedback?",
    "How do I find a mentor?",
    "What if feedback is unfair?",
    "How do I say no to a project?",
)
# From sending to the frame in which the first words stand on the page.
FIRST_WORDS = """async (text) => {
  document.querySelector("#box").value = text;
  const reply = `#reply-${document.querySelectorAll("#log .turn").length + 1} .coach`, sent = performance.now();
  document.querySelector("#say").requestSubmit();
  return new Promise((done) => {
    const look = () => document.querySelector(reply)?.textContent.trim()
      ? done(performance.now() - sent) : requestAnimationFrame(look);
    look();
  });
}"""


def test_the_page_is_ready_and_the_first_words_come_before_anybody_wonders(browser: Browser, url: str) -> None:
    waits = []
    for _ in range(3):
        started = time.perf_counter()
        with opened(browser, url, "1280-light") as somebody:
            somebody.page.press("#box", "a")
            waits.append(time.perf_counter() - started)
    assert min(waits) < READY_SECONDS, waits
    with opened(browser, url, "1280-light") as somebody:
        times = []
        for question in QUESTIONS:
            times.append(somebody.page.evaluate(FIRST_WORDS, question))
            somebody.answered()
    assert statistics.median(times) < FIRST_WORDS_MS, times
