"""Conversations: left, found again, in two tabs, exported, deleted; nobody sees another's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import SIZES, Visitor, at_one_size, opened

pytestmark = pytest.mark.browser

QUESTION = "How do I ask for a letter of recommendation?"


def test_a_reload_in_a_rehearsal_goes_on_where_it_was(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say("Rehearse: Your presentations wander")
    visitor.say("5")
    page.reload()
    expect(page.locator("#log .persona")).to_contain_text("I lost the thread")
    visitor.bench()
    expect(page.locator("#panel")).to_contain_text("They stay in role")
    visitor.chat()
    visitor.say("Thank you. What would a better one sound like?")
    expect(visitor.reply.locator(".persona")).to_be_visible()


def test_a_conversation_is_left_and_found_again_also_by_the_back_button(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say(QUESTION)
    visitor.menu()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#welcome")).to_be_visible()
    visitor.chat()
    page.go_back()
    expect(page.locator("#user-1")).to_have_text(QUESTION)
    visitor.menu()
    page.fill("#find", "nothing like that")
    expect(page.locator("#nav-body")).to_contain_text("Nothing found")
    page.fill("#find", "letter")
    expect(page.locator(".conversations li")).to_have_count(1)
    page.locator(".conversations summary").click()
    page.locator(".conversations input").fill("Letters")
    page.get_by_role("button", name="Keep", exact=True).click()
    visitor.menu()
    expect(page.locator(".conversations")).to_contain_text("Letters")
    page.locator(".conversations summary").click()
    page.locator(".conversations").get_by_role("button", name="Delete").click()
    page.locator("#sure-yes").click()
    expect(page.locator("#welcome")).to_be_attached()
    expect(page.locator("#nav-body")).to_contain_text("What you say is kept here")


def test_two_tabs_on_one_conversation(browser: Browser, url: str) -> None:
    width, height, scheme = SIZES["1280-light"]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    with opened(browser, url, "1280-light", context) as one:
        one.say(QUESTION)
        with opened(browser, url, "1280-light", context, one.page.url.removeprefix(url)) as two:
            two.say("How often should we meet?")
        one.say("What if feedback is unfair?")
        expect(one.page.locator("#log .turn")).to_have_count(3)
        expect(one.page.locator("#hint-line")).to_contain_text("another tab")
    context.close()


def test_somebody_else_does_not_see_it(browser: Browser, url: str) -> None:
    with opened(browser, url, "1280-light") as one:
        one.say(QUESTION)
        address = one.page.url
        with opened(browser, url, "1280-light") as other:
            other.page.goto(address)
            expect(other.page.locator("#hint-line")).to_contain_text("there is no conversation")
            expect(other.page.locator("#log .turn")).to_have_count(0)


def test_conversations_leave_as_a_file_and_all_of_them_at_once(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say(QUESTION)
    visitor.menu()
    page.get_by_role("button", name="New conversation").click()
    visitor.chat()
    visitor.say("How often should we meet?")
    visitor.menu()
    expect(page.locator(".conversations li")).to_have_count(2)
    page.locator(".conversations summary").first.click()
    name, content = visitor.saves(".conversations li:first-child [data-act='conversations.export']")
    assert name == "conversation.md"
    assert (
        content.decode().startswith("# How often should we meet?") and "> How often should we meet?" in content.decode()
    )
    visitor.menu()
    page.click("[data-act='conversations.delete-all']")
    page.locator("#sure-yes").click()
    expect(page.locator(".conversations li")).to_have_count(0)
    page.reload()
    expect(page.locator("#welcome")).to_be_attached()
    expect(page.locator(".conversations li")).to_have_count(0)


@at_one_size
def test_what_is_typed_while_a_new_conversation_is_on_its_way_stays(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say(QUESTION)
    page.fill("#box", "half a thought")
    visitor.menu()
    page.evaluate(
        "document.querySelector('[data-act=new]').click(); document.querySelector('#box').value = 'How often to meet?'"
    )
    expect(page.locator("#welcome")).to_be_attached()
    expect(page.locator("#box")).to_have_value("How often to meet?")


@at_one_size
def test_what_is_sent_while_a_new_conversation_is_on_its_way_belongs_to_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.say(QUESTION)
    page.evaluate(
        "document.querySelector('[data-act=new]').click();"
        "document.querySelector('#box').value = 'How often to meet?';"
        "document.querySelector('#say').requestSubmit()"
    )
    visitor.answered()
    expect(page.locator("#log .turn")).to_have_count(1)
    expect(page.locator(".conversations li")).to_have_count(2)
