"""What a person does on the page, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUESTION = "How do I ask for a letter of recommendation?"
ANSWER = re.compile("strong letter")


def ask(page: Page, text: str) -> None:
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")


def answered(page: Page) -> None:
    """Wait until the reply is whole: its next questions are offered."""
    expect(page.locator("#chat button.option").first).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("submit-button")).to_be_visible()
    # The last event of a stream draws the chat once more; folds opened before it would close.
    page.wait_for_timeout(400)


def test_a_question_is_answered_and_a_citation_opens_to_the_card_and_its_sources(page: Page) -> None:
    ask(page, QUESTION)
    answered(page)
    expect(page.locator("#chat .bot").first).to_contain_text(ANSWER)
    page.get_by_text(re.compile(r"^Sources: open the \d+ passages")).click()
    citation = page.locator("details.citation").first
    citation.locator("summary").first.click()
    expect(citation.locator("blockquote")).to_contain_text(ANSWER)
    expect(citation.locator(".evidence")).to_contain_text("Evidence:")
    citation.get_by_text("The whole card").click()
    expect(citation.get_by_role("heading", name="When it differs")).to_be_visible()
    citation.get_by_text("What it rests on").click()
    expect(citation.get_by_text("Association of American Medical Colleges").first).to_be_visible()


def test_a_stream_is_stopped_and_the_conversation_goes_on(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_test_id("stop-button").click(timeout=10_000)
    expect(page.get_by_test_id("submit-button")).to_be_visible()
    page.wait_for_timeout(1200)
    stopped = page.locator("#chat .bot").first.inner_text()
    page.wait_for_timeout(800)
    assert page.locator("#chat .bot").first.inner_text() == stopped, "it went on after stop"
    assert "Evidence:" not in stopped, "the whole reply had come before stop was pressed"
    ask(page, "How often should we meet?")
    answered(page)
    expect(page.locator("#chat .bot").last).to_be_visible()
    assert page.locator("#chat .user .message-content").count() == 2


def test_a_next_question_is_asked_by_its_button(page: Page) -> None:
    ask(page, QUESTION)
    answered(page)
    option = page.locator("#chat button.option").first
    title = option.inner_text().strip()
    option.click()
    expect(page.locator("#chat .user .message-content").nth(1)).to_have_text(title, timeout=10_000)
    answered(page)


def test_an_example_starts_the_conversation(page: Page) -> None:
    page.get_by_text("How do I ask for feedback that is useful?").click()
    answered(page)
    expect(page.locator("#chat .bot").first).to_contain_text("[1]")


def test_undo_gives_the_message_back_and_retry_answers_again(page: Page) -> None:
    ask(page, QUESTION)
    answered(page)
    page.get_by_role("button", name="Retry").last.click()
    page.wait_for_timeout(500)
    answered(page)
    assert page.locator("#chat .user .message-content").count() == 1
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator("#box textarea")).to_have_value(QUESTION, timeout=10_000)
    assert page.locator("#chat .user .message-content").count() == 0


def test_an_edited_message_is_answered_anew(page: Page) -> None:
    ask(page, QUESTION)
    answered(page)
    page.get_by_role("button", name="Edit").first.click()
    box = page.locator("#chat textarea")
    box.fill("How often should a mentor and mentee meet?")
    page.get_by_role("button", name="Submit").first.click()
    expect(page.locator("#chat .bot").first).to_contain_text("month", timeout=20_000)
    assert page.locator("#chat .user .message-content").count() == 1


def test_typed_markup_is_shown_and_never_run(page: Page) -> None:
    ask(page, '<img src="http://example.invalid/x.png" onerror="alert(1)"> ![x](http://example.invalid/y.png) mentor?')
    page.wait_for_timeout(2500)
    assert page.locator("#chat .user img").count() == 0
    expect(page.locator("#chat .user .message-content").first).to_contain_text("<img src=")


def test_nothing_is_wider_than_the_window_and_the_box_is_in_reach(page: Page) -> None:
    ask(page, QUESTION)
    answered(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], "the page scrolls sideways"
    bottom = page.locator("#box textarea").bounding_box()
    assert bottom and bottom["y"] + bottom["height"] <= page.viewport_size["height"]
