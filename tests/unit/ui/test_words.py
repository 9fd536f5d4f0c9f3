"""Everything that the page says stands in one file: each text is used, each that is used is there."""

from __future__ import annotations

import re

from assistant.settings import PROJECT
from assistant.ui.page import SCRIPT_WORDS
from assistant.ui.views import load_page_words

UI = PROJECT / "assistant" / "ui"
NAMES = load_page_words().names()
# w("name"), w("name_" ~ value), words("name"), words(f"name_{value}")
_CALL = re.compile(r"""(?:\bw|(?<!room\.)words)\(\s*f?["']([^"']+)["']\s*(~)?""")
_LITERAL = re.compile(r"""["']([a-z_]+)["']""")


def _asked() -> tuple[set[str], set[str]]:
    """The names that are asked for in full, and the beginnings of those that are put together."""
    full, begun = {f"script_{name}" for name in SCRIPT_WORDS}, set()
    for path in [*UI.rglob("*.html"), *UI.glob("*.py")]:
        for name, joined in _CALL.findall(path.read_text(encoding="utf-8")):
            if joined or "{" in name:
                begun.add(name.split("{")[0])
            else:
                full.add(name)
    return full, begun


def _literals() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in [*UI.rglob("*.html"), *UI.glob("*.py")])
    return {name for text in texts for name in _LITERAL.findall(text)}


def test_every_word_that_is_asked_for_exists() -> None:
    full, begun = _asked()
    assert full - NAMES == set()
    assert {start for start in begun if not any(name.startswith(start) for name in NAMES)} == set()


def test_every_word_is_used() -> None:
    full, begun = _asked()
    unused = {name for name in NAMES - full if not any(start and name.startswith(start) for start in begun)}
    # Some are put together from a name that stands in the code: "stage", "feel_before".
    known = tuple(f"{name}_" for name in _literals())
    assert {name for name in unused if name not in _literals() and not name.startswith(known)} == set()


def test_the_templates_hold_no_words_of_their_own() -> None:
    found = {}
    for path in (UI / "templates").glob("*.html"):
        text = re.sub(r"{[{%#].*?[#%}]}", " ", path.read_text(encoding="utf-8"), flags=re.S)
        said = re.sub(r"<(script|svg).*?</\1>", " ", text, flags=re.S)
        words = [word for piece in re.findall(r">([^<]+)<", said) for word in re.findall(r"[A-Za-z]{3,}", piece)]
        if words and path.name != "agenda.html":
            found[path.name] = words
    assert found == {}


def test_labels_and_hints_are_words_too() -> None:
    for path in (UI / "templates").glob("*.html"):
        for text in re.findall(r'(?:aria-label|placeholder)="([^"]*)"', path.read_text(encoding="utf-8")):
            assert text.startswith("{{"), f"{path.name}: {text}"


def test_the_script_says_nothing_of_its_own() -> None:
    script = "".join(path.read_text(encoding="utf-8") for path in UI.glob("script/*.js"))
    assert not re.findall(r'(?:status|textContent = |placeholder = )\("[A-Z][a-z]+ ', script)
