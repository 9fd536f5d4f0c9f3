"""Replies as HTML: nothing live in them but what the library itself vouches for."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from assistant.library import load_library
from assistant.settings import PROJECT
from assistant.ui.views import Views, load_page_words, typed

LIBRARY = load_library(PROJECT / "knowledge")
VIEWS = Views(LIBRARY, load_page_words())
KNOWN = next(source.url for source in LIBRARY.sources.values() if source.url)


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://example.invalid/y.png)",
        '<img src="http://example.invalid/x.png" onerror="alert(1)">',
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "[click](https://example.invalid)",
        "<https://example.invalid>",
        "[1]: https://example.invalid\n\nSee [1].",
        "https://example.invalid/path",
        '<details open ontoggle="alert(1)">',
        f"{KNOWN}.evil.example.invalid",
        f"[here]({KNOWN})",
    ],
)
def test_nothing_in_a_reply_is_live(text: str) -> None:
    html = VIEWS.prose(text)
    for tag in ("<img", "<script", "<a ", "<details", "<iframe"):
        assert tag not in html.replace(f'<a href="{KNOWN}"', ""), html


def test_only_an_address_of_the_library_is_a_link() -> None:
    assert f'<a href="{KNOWN}"' in VIEWS.prose(f"Read {KNOWN}.")
    assert f'<a href="{KNOWN}"' not in VIEWS.prose(f"Read {KNOWN}/more")


def test_a_number_is_a_button_only_where_there_is_such_a_source() -> None:
    html = VIEWS.prose("Ask early [1], not late [7].", 3, [1, 2])
    assert 'data-act="sources.open" data-turn="3" data-n="1"' in html
    assert "[7]" in html


def test_a_blank_is_marked() -> None:
    assert '<mark class="blank">[ADD: their name]</mark>' in VIEWS.prose("Dear [ADD: their name],")


def test_what_was_typed_keeps_its_lines_and_is_escaped() -> None:
    assert typed("<b>one</b>\ntwo") == "&lt;b&gt;one&lt;/b&gt;<br>two"


def test_a_template_that_lacks_a_value_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        VIEWS.render("turn")
