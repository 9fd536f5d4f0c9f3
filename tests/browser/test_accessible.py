"""Every view with axe; by keyboard alone; at twice the size; within the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.looking import faults

pytestmark = pytest.mark.browser


def test_axe_finds_what_is_wrong(visitor: Visitor) -> None:
    visitor.page.evaluate("document.querySelector('#box').removeAttribute('id')")
    assert any("label" in fault for fault in faults(visitor.page, "welcome"))


def test_axe_finds_nothing_serious_on_any_view(visitor: Visitor) -> None:
    page, found = visitor.page, []

    def look(view: str) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{view} scrolls sideways"  # type: ignore[index]
        found.extend(faults(page, view))

    def task(name: str, sign: str) -> None:
        visitor.menu()
        page.click(f"#nav-body [data-task={name}]")
        expect(page.locator(sign).first).to_be_visible()

    look("welcome")
    visitor.menu()
    page.locator("#settings summary").click()
    page.locator("#kept summary").click()
    look("left side")
    visitor.chat()
    visitor.say("My patient John Miller died. How do I ask for feedback?")
    look("answer")
    visitor.bench()
    look("sources")
    page.click("#tab-library")
    expect(page.locator("#library-query")).to_be_visible()
    look("library")
    page.locator("#panel .row-button").first.click()
    expect(page.locator("#panel article.card")).to_be_visible()
    look("card")
    visitor.chat()
    task("outreach", "[data-kind=first-contact]")
    look("kinds")
    page.click("[data-kind=first-contact]")
    page.fill("[name='recipient.name']", "Lindqvist")
    look("form")
    page.locator("#brief .main").first.click()
    visitor.answered()
    visitor.bench()
    page.locator(".chip summary").first.click()
    look("draft")
    page.keyboard.press("Escape")
    visitor.chat()
    task("agenda", "#meeting")
    look("meeting")
    page.fill("#m-topics", "exams\nresearch\nmy talk\nelectives\nsleep")
    page.click("#meeting .main")
    visitor.answered()
    visitor.bench()
    look("plan")
    visitor.chat()
    task("rehearsal", "[data-scenario]")
    look("situations")
    page.click("[data-scenario=wandering-presentation]")
    page.locator("#panel summary").click()
    look("situation")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator("#log")).to_contain_text("Rehearse:", timeout=30_000)
    visitor.answered()
    visitor.bench()
    look("before")
    visitor.chat()
    visitor.say("5")
    look("play")
    visitor.say("Thank you for telling me. So you lost the thread before the plan came?")
    for message in ("End and debrief", "5", "5"):
        visitor.say(message)
    visitor.bench()
    page.locator("#panel summary").click()
    look("debrief")
    assert found == []


def test_a_draft_is_made_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page

    def to(selector: str) -> None:
        """Go on with Tab until the wanted thing has the focus, and see that the focus can be seen."""
        for _ in range(80):
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert style != "none", f"{selector} does not show that it has the focus"
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    page.evaluate("document.activeElement.blur()")
    to("#welcome [data-task=outreach]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kind=thank-you]")).to_be_visible()
    to("[data-kind=thank-you]")
    page.keyboard.press("Enter")
    expect(page.locator("#brief")).to_be_visible()
    to("#brief .main")
    page.keyboard.press("Enter")
    visitor.answered()
    visitor.bench()
    to("#tab-work")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-sources")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#tab-sources")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#draft-body")).to_be_visible()
    to("#blanks button")
    page.keyboard.press("Enter")
    page.keyboard.type("Ada")
    expect(page.locator("#draft-body")).to_be_focused()
    assert "Ada" in page.input_value("#draft-body")


def test_at_twice_the_size_everything_is_in_reach(visitor: Visitor) -> None:
    page = visitor.page
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    if width < 600:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    else:
        page.set_viewport_size({"width": width // 2, "height": height // 2})
        visitor.narrow = True
    visitor.say("How often should we meet?")
    expect(visitor.reply).to_contain_text("month")
    box = page.locator("#box").bounding_box()
    bottom = page.viewport_size["height"]  # type: ignore[index]
    assert box and box["y"] + box["height"] <= bottom
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    visitor.bench()
    expect(page.locator(".sources summary").first).to_be_visible()


def test_the_look_is_chosen_and_remembered(visitor: Visitor) -> None:
    page = visitor.page
    visitor.menu()
    page.locator("#settings summary").click()
    page.select_option("#scheme", "dark")
    page.check("#large")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    expect(page.locator("html")).to_have_attribute("data-large", "yes")
    assert page.evaluate("getComputedStyle(document.querySelector('#room')).backgroundColor") == "rgb(18, 23, 21)"
