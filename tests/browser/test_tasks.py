"""Each task from the empty page to an exported file, as a stranger does it, on a wide and on a narrow screen."""

from __future__ import annotations

import io
import re

import docx
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_question_is_answered_and_every_source_opens(visitor: Visitor) -> None:
    """Ask: 1 a question on the empty page. Then: 2 a number in the answer, 3 the whole card, 4 a related card."""
    page = visitor.page
    page.get_by_role("button", name="How do I ask for feedback that is useful?").click()
    visitor.answered()
    expect(visitor.reply).to_contain_text("feedback")
    visitor.reply.locator(".cite").nth(1).click()
    visitor.bench()
    opened = page.locator(".sources details[open]").first
    expect(opened.locator("blockquote")).to_be_visible()
    expect(opened).to_contain_text("Evidence:")
    opened.get_by_text("What it rests on").click()
    expect(opened.locator(".works li").first).to_be_visible()
    opened.get_by_role("button", name="The whole card").click()
    expect(page.get_by_role("heading", name="When it differs")).to_be_visible()
    page.locator("#panel .row-button").last.click()
    expect(page.get_by_role("heading", name="Related cards")).to_be_visible()


def test_a_draft_takes_three_clicks_and_leaves_as_a_file(visitor: Visitor) -> None:
    """Write: 1 'Write to someone', 2 the kind of message, 3 'Draft it': a first draft. Then: 4 a blank, typed over,
    5 the tone, 6 'Word'."""
    page = visitor.page
    page.locator("#welcome").get_by_role("button", name="Write to someone").click()
    page.get_by_role("button", name="Say thank you").click()
    page.locator("#brief").get_by_role("button", name="Draft it").first.click()
    visitor.answered()
    visitor.bench()
    body = page.locator("#draft-body")
    expect(body).to_have_value(re.compile(r"\[ADD: "))
    # Filled in later, from the form: its chip stands beside the draft.
    page.locator("#chip-form button").click()
    page.fill("[name='recipient.name']", "Lindqvist")
    page.fill("[name='recipient.title']", "Dr.")
    page.fill("[name='reason']", "the advice about my poster")
    page.locator("#brief").get_by_role("button", name="Draft it").first.click()
    visitor.answered()
    visitor.bench()
    expect(body).to_have_value(re.compile("Dear Dr. Lindqvist"))
    page.locator("#blanks").get_by_role("button", name="your full name").click()
    page.keyboard.type("Ada Brown")
    expect(page.locator("#blanks").get_by_role("button", name="your full name")).to_have_count(0)
    expect(body).to_be_focused()
    page.get_by_role("button", name="Formal", exact=True).click()
    expect(page.get_by_role("button", name="Formal", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(body).to_have_value(re.compile("Ada Brown"))
    name, content = visitor.saves("[data-file='draft.docx']")
    assert name == "draft.docx"
    assert "Ada Brown" in "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    link = page.get_by_role("link", name="Open in mail").get_attribute("href")
    assert link and link.startswith("mailto:")
    page.locator("#chip-recipient-name-item summary").click()
    page.locator("#chip-recipient-name-item").get_by_role("button", name="Remove").click()
    expect(body).to_have_value(re.compile(r"\[ADD: "))
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(body).to_have_value(re.compile("Lindqvist"))


def test_a_plan_takes_two_clicks_and_leaves_as_a_calendar_file(visitor: Visitor) -> None:
    """Plan: 1 'Plan a meeting', type the points, 2 'Make the plan'. Then: 3 more time, 4 earlier, 5 the day,
    6 'Calendar'."""
    page = visitor.page
    page.locator("#welcome").get_by_role("button", name="Plan a meeting").click()
    page.fill("#m-topics", "Step 1 timing\nmy research project is stuck\nfeedback on my presentation\nelectives")
    page.get_by_role("button", name="Make the plan").click()
    visitor.answered()
    visitor.bench()
    minutes = page.locator(".stepper b")
    before = [int(text.split()[0]) for text in minutes.all_inner_texts()]
    assert sum(before) == 30
    widths = [box["width"] for box in (s.bounding_box() for s in page.locator(".bar span").all()) if box]
    assert widths.index(max(widths)) == before.index(max(before)), "the bar is drawn to scale"
    largest = before.index(max(before))
    page.locator(".items > li").nth(largest).get_by_role("button", name=re.compile("^More time")).click()
    expect(minutes.nth(largest)).not_to_have_text(f"{before[largest]} min")
    assert sum(int(text.split()[0]) for text in minutes.all_inner_texts()) == 30
    title = page.locator(".items > li b.grow").nth(largest).inner_text()
    page.locator(".items > li").nth(largest).get_by_role("button", name=re.compile("^Later")).click()
    expect(page.locator(".items > li b.grow").nth(largest + 1)).to_have_text(title)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".items > li b.grow").nth(largest)).to_have_text(title)
    page.locator("[data-file='agenda.ics']").click()
    expect(page.locator("#hint-line")).to_contain_text("Set the day")
    page.fill("#a-day", "2030-03-05T15:00")
    page.locator("#a-day").blur()
    expect(page.get_by_text("Set it to save a calendar entry.")).to_have_count(0)
    name, content = visitor.saves("[data-file='agenda.ics']")
    assert name == "agenda.ics"
    assert str(Calendar.from_ical(content).walk("VEVENT")[0]["SUMMARY"])


def test_a_rehearsal_is_begun_in_three_clicks_and_leaves_as_a_debrief(visitor: Visitor) -> None:
    """Rehearse: 1 'Rehearse feedback', 2 a situation, 3 'Begin'. Then: 4 how one feels, talk, 5 'End and debrief',
    6 and 7 how it went and how one feels, 8 'Debrief, Word'."""
    page = visitor.page
    page.locator("#welcome").get_by_role("button", name="Rehearse feedback").click()
    page.get_by_role("button", name=re.compile("^Your presentations wander")).click()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator("#log .turn")).to_have_count(1, timeout=30_000)
    visitor.answered()
    visitor.bench()
    page.locator("#rate").fill("6")
    expect(page.locator("#rate-now")).to_have_text("6")
    page.get_by_role("button", name="Go on").click()
    visitor.answered()
    expect(visitor.reply.locator(".persona")).to_contain_text("I lost the thread")
    expect(visitor.reply.locator(".coach")).not_to_contain_text("I lost the thread")
    visitor.say("Thank you for telling me. So you lost the thread before the plan came?")
    visitor.bench()
    page.locator("#panel").get_by_role("button", name="Hint").click()
    visitor.answered()
    expect(visitor.reply.locator(".coach")).to_contain_text("Hint")
    expect(visitor.reply.locator(".persona")).to_have_count(0)
    visitor.say("Next time I open with the plan, on Friday. Would you watch me and tell me?")
    for _ in range(3):
        visitor.bench()
        page.locator("#panel").get_by_role("button", name=re.compile("^(End and debrief|Go on)$")).click()
        visitor.answered()
    visitor.bench()
    expect(page.get_by_role("heading", name="What worked")).to_be_visible()
    expect(page.locator(".judged q").first).to_contain_text(re.compile("plan"))
    expect(page.locator("svg.line")).to_be_visible()
    name, content = visitor.saves("[data-file='debrief.docx']")
    assert name == "debrief.docx" and len(docx.Document(io.BytesIO(content)).paragraphs) > 5


def test_the_library_is_searched_as_one_types(visitor: Visitor) -> None:
    """Library: 1 'Library', type, 2 a card, 3 'Ask about this'."""
    page = visitor.page
    visitor.menu()
    page.locator("#nav-body").get_by_role("button", name="Library").click()
    visitor.bench()
    expect(page.locator("#panel .row-button").nth(40)).to_be_attached()
    page.locator("#library-query").press_sequentially("letter of recommendation", delay=20)
    expect(page.locator("#library-count")).to_have_text(re.compile(r"^\d\d? cards$"))
    expect(page.locator("#library-query")).to_have_value("letter of recommendation")
    expect(page.locator("#library-query")).to_be_focused()
    page.select_option("#library-audience", "mentee")
    page.locator("#panel .row-button").first.click()
    expect(page.get_by_role("heading", name="How do I ask for a letter of recommendation?")).to_be_visible()
    page.get_by_role("button", name="Ask about this").click()
    visitor.answered()
    expect(visitor.reply).to_contain_text("strong letter")
