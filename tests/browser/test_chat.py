"""The chat: growing without a jump, stopped, edited, taken back; markup stays text; nothing is lost on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, at_one_size

pytestmark = pytest.mark.browser

QUESTION = "How do I ask for a letter of recommendation?"


def test_nothing_moves_while_a_reply_is_written(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say("How often should we meet?")
    page.fill("#box", QUESTION)
    page.press("#box", "Enter")
    bubble = page.locator("#user-2")
    expect(page.locator("#reply-2 .coach")).to_be_visible()
    where = bubble.bounding_box()
    places = []
    while page.locator("#room").get_attribute("data-busy") == "yes":
        places.append(bubble.bounding_box())
        page.wait_for_timeout(60)
    visitor.answered()
    assert len(places) > 2, "the reply came in one piece"
    assert all(place == where for place in [*places, bubble.bounding_box()])
    live = page.evaluate("[...document.querySelectorAll('#log, #log *')].filter((e) => e.ariaLive).length")
    assert live == 0, "what is being written is not read aloud piece by piece"
    expect(page.locator("#said")).to_contain_text("strong letter")


@at_one_size
def test_a_stream_is_stopped_and_the_conversation_goes_on(visitor: Visitor) -> None:
    page = visitor.page
    page.fill("#box", QUESTION)
    page.press("#box", "Enter")
    expect(page.locator("#reply-1 .coach")).to_be_visible()
    page.get_by_role("button", name="Stop writing").click()
    expect(page.locator("#reply-1")).to_contain_text("Stopped")
    stopped = page.locator("#reply-1").inner_text()
    assert "Evidence:" not in stopped, "the whole reply had come before stop was pressed"
    page.wait_for_timeout(700)
    assert page.locator("#reply-1").inner_text() == stopped, "it went on after stop"
    visitor.say("How often should we meet?")
    expect(page.locator("#log .turn")).to_have_count(2)


def test_a_message_is_changed_answered_again_and_taken_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say(QUESTION)
    page.get_by_role("button", name="Change this message").click()
    page.locator("#edit-1").fill("How often should a mentor and mentee meet?")
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#user-1")).to_have_text("How often should a mentor and mentee meet?")
    visitor.answered()
    expect(visitor.reply).to_contain_text("month")
    page.get_by_role("button", name="Answer again").click()
    expect(page.locator("#stop")).to_be_visible()
    visitor.answered()
    expect(page.locator("#log .turn")).to_have_count(1)
    page.get_by_role("button", name="Take the last message back").click()
    expect(page.locator("#box")).to_have_value("How often should a mentor and mentee meet?")
    expect(page.locator("#welcome")).to_be_visible()


@at_one_size
def test_typed_markup_is_shown_and_never_run(visitor: Visitor) -> None:
    text = '<img src="http://example.invalid/x.png" onerror="alert(1)"> ![x](http://example.invalid/y.png) mentor?'
    visitor.say(text)
    assert visitor.page.locator("#log img, #log a").count() == 0
    expect(visitor.page.locator("#user-1")).to_contain_text("<img src=")


@at_one_size
def test_fifty_pages_are_answered_with_one_clear_line(visitor: Visitor) -> None:
    visitor.page.evaluate("document.querySelector('#box').value = 'How do I find a mentor? '.repeat(6000)")
    visitor.page.press("#box", "Enter")
    visitor.answered()
    expect(visitor.reply).to_contain_text(re.compile(r"characters"))


@at_one_size
def test_a_lost_connection_is_said_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say("How often should we meet?")
    page.context.set_offline(True)
    expect(page.locator("#hint-line")).to_contain_text("offline")
    page.fill("#box", QUESTION)
    page.press("#box", "Enter")
    expect(page.locator("#box")).to_have_value(QUESTION)
    page.context.set_offline(False)
    page.press("#box", "Enter")
    visitor.answered()
    expect(visitor.reply).to_contain_text("strong letter")
