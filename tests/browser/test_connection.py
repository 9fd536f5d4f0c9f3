"""Connections are lost, phones sleep: nothing said is lost, and a line says what happened."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visitor, at_one_size, opened
from tests.proxy import Proxy, between

pytestmark = pytest.mark.browser
QUESTION = "How do I ask for a strong letter of recommendation?"


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    with between(urlsplit(url).port or 80) as proxy:
        yield proxy


@pytest.fixture
def traveller(browser: Browser, proxy: Proxy, size: str) -> Iterator[Visitor]:
    """Somebody whose connection can be lost."""
    with opened(browser, proxy.url, size) as visitor:
        yield visitor


@at_one_size
def test_a_reply_that_is_cut_off_is_there_when_the_connection_is_back(traveller: Visitor, proxy: Proxy) -> None:
    page = traveller.page
    traveller.say("How often should we meet?")
    proxy.cut_at(b"process_generating")
    page.fill("#box", QUESTION)
    page.press("#box", "Enter")
    expect(page.locator("#hint-line")).to_contain_text("connection was lost")
    assert proxy.is_cut
    page.fill("#box", "and what if she says no?")
    proxy.mend()
    expect(page.locator("#hint-line")).to_contain_text("connection is back")
    expect(page.locator("#log .turn")).to_have_count(1)
    expect(page.locator("#box")).to_have_value(f"{QUESTION}\nand what if she says no?")
    traveller.say(QUESTION)
    expect(traveller.reply).to_contain_text("strong letter")
    expect(page.locator("#log .turn")).to_have_count(2)


@at_one_size
def test_a_phone_that_slept_goes_on_where_it_was(traveller: Visitor, proxy: Proxy) -> None:
    page = traveller.page
    traveller.say("Rehearse: Your presentations wander")
    traveller.say("5")
    page.fill("#box", "Thank you. What would")
    phone = page.context.new_cdp_session(page)
    phone.send("Page.setWebLifecycleState", {"state": "frozen"})
    proxy.cut()
    proxy.mend()
    phone.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator("#box")).to_have_value("Thank you. What would")
    traveller.say("Thank you. What would a better one sound like?")
    expect(traveller.reply.locator(".persona")).to_be_visible()
