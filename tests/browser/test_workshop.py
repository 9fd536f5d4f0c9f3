"""A workshop in the browser: somebody joins by the link, the facilitator sees what the room does; axe on every view."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ARTEFACTS, SIZES, at_one_size, opened
from tests.browser.looking import faults
from tests.serving import Served, serve

pytestmark = pytest.mark.browser
PASSCODE = "lantern-seven"


@pytest.fixture(scope="module")
def room(guidance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("workshop") / "data"
    shutil.copytree(guidance, folder)
    with serve(folder, "--workshop", "--passcode", PASSCODE) as served:
        yield served


def enter(page: Page, room: Served) -> None:
    """Open the facilitator's page with the passcode."""
    page.goto(f"{room.url}/facilitator")
    page.fill("#passcode", PASSCODE)
    page.press("#passcode", "Enter")
    expect(page.locator("#room")).to_have_attribute("data-inside", "yes")


@pytest.fixture
def facilitator(browser: Browser, room: Served, size: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height, scheme = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{room.url}/facilitator")
    page.fill("#passcode", "a wrong one")
    assert faults(page, "passcode") == []
    page.press("#passcode", "Enter")
    expect(page.locator("#hall-status")).to_contain_text("not the passcode")
    enter(page, room)
    yield page
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTEFACTS / f"{request.node.originalname}-facilitator-{size}.png"))
    context.close()


def test_somebody_joins_by_the_link_and_the_facilitator_sees_it(
    browser: Browser, room: Served, facilitator: Page, size: str
) -> None:
    facilitator.select_option("#exercise", "late-notes")
    facilitator.click("#exercise-give")
    facilitator.click("#timer-start")
    expect(facilitator.locator("#timer-stop")).to_be_visible()
    code = facilitator.locator(".code").inner_text().replace(" ", "")
    joined = facilitator.locator("#hall-wall .counts dd").first
    before = int(joined.inner_text())
    with opened(browser, room.url, size, at=f"/?join={code}") as visitor:
        expect(visitor.page.locator("#workshop .band")).to_contain_text("Three notes still open at eight")
        expect(visitor.page.locator("#workshop .timer")).to_contain_text("9:")
        visitor.page.click("#room-start")
        visitor.answered()
        visitor.say("5")
        visitor.say("Thank you for telling me. Which of the three patients did it affect most?")
        expect(joined).to_have_text(str(before + 1))
        expect(facilitator.locator("#move-R04 b")).not_to_have_text(f"0 of {before + 1}")
        visitor.page.click("#room-more summary")
        assert faults(visitor.page, "participant") == []
        facilitator.click("#pause")
        expect(visitor.page.locator("#workshop .notice")).to_contain_text("paused")
        visitor.page.fill("#box", "Which example?")
        visitor.page.press("#box", "Enter")
        expect(visitor.page.locator("#box")).to_have_value("Which example?")
        facilitator.click("#pause")
        assert faults(facilitator, "facilitator") == []
        width = facilitator.evaluate("document.querySelector('#hall').scrollWidth <= innerWidth")
        assert width, "the facilitator's page scrolls sideways"
        with facilitator.expect_download() as started:
            facilitator.click("#save-docx")
        assert started.value.suggested_filename == "handout.docx"


@at_one_size
def test_a_facilitator_who_closed_the_browser_finds_the_room_as_it_was(
    browser: Browser, room: Served, size: str
) -> None:
    first = browser.new_context()
    page = first.new_page()
    enter(page, room)
    page.select_option("#exercise", "late-notes")
    page.click("#exercise-give")
    page.click("#timer-start")
    expect(page.locator("#timer-stop")).to_be_visible()
    code = page.locator(".code").inner_text().replace(" ", "")
    joined = str(int(page.locator("#hall-wall .counts dd").first.inner_text()) + 1)
    with opened(browser, room.url, size, at=f"/?join={code}") as visitor:
        expect(visitor.page.locator("#workshop .band")).to_contain_text("Three notes still open at eight")
        expect(page.locator("#hall-wall .counts dd").first).to_have_text(joined)
        first.close()
        visitor.page.click("#room-start")
        visitor.answered()
        visitor.say("5")
        again = browser.new_context()
        page = again.new_page()
        enter(page, room)
        expect(page.locator(".code")).to_have_text(" ".join(code[i : i + 3] for i in range(0, len(code), 3)))
        expect(page.locator("#timer-stop")).to_be_visible()
        expect(page.locator("#hall-wall .counts dd").first).to_have_text(joined)
        expect(visitor.page.locator("#workshop .timer")).to_contain_text(":")
        again.close()


@at_one_size
def test_a_wrong_code_is_said_where_it_was_typed(browser: Browser, room: Served, size: str) -> None:
    with opened(browser, room.url, size) as visitor:
        visitor.page.fill("#join-code", "wrongx")
        visitor.page.press("#join-code", "Enter")
        expect(visitor.page.locator("#workshop-status")).to_contain_text("'wrongx' is not the code of this room")
        assert faults(visitor.page, "wrong code") == []


@at_one_size
def test_a_demonstration_plays_and_stops(facilitator: Page) -> None:
    facilitator.click("#demo-play")
    expect(facilitator.locator("#demo")).to_contain_text("how do you feel")
    assert faults(facilitator, "demonstration") == []
    facilitator.keyboard.press("Escape")
    expect(facilitator.locator("#demo")).to_be_hidden()
    expect(facilitator.locator("#demo-play")).to_be_focused()
