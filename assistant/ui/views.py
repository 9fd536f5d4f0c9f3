"""Templates -> HTML. Everything that is filled in is escaped, unless a template says that it is markup already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from assistant.library import Library
from assistant.words import Words, load_words

HERE = Path(__file__).parent
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_NUMBER = re.compile(r"\[(\d{1,2})\]")
_BLANK = re.compile(r"\[ADD: [^\]\n]*\]")


def load_page_words() -> Words:
    """What the page says of its own. Raises LibraryError naming the bad entry."""
    return load_words(HERE / "words.yaml")


class Views:
    """Renders the templates of this folder with the page's words and the library's links."""

    def __init__(self, library: Library, words: Words) -> None:
        self.words = words
        self._links = frozenset(work.url for work in library.sources.values() if work.url)
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["w"] = words
        self._environment.filters["typed"] = typed
        self._environment.filters["prose"] = self.prose

    def render(self, template: str, **values: object) -> str:
        """Return the template `template`.html, filled in. A missing value raises: a fault of the program."""
        return self._environment.get_template(f"{template}.html").render(**values)

    def prose(self, text: str, turn: int = 0, cited: Iterable[int] = ()) -> Markup:
        """Return Markdown as HTML without images, raw markup or links, but for the links of the library's sources.

        `[n]` becomes a button that opens source `n` of turn `turn`, where `n` is one of `cited`.
        """
        numbers = frozenset(cited)

        def citation(found: re.Match[str]) -> str:
            n = int(found.group(1))
            if n not in numbers:
                return found.group()
            return (
                f'<button type="button" class="cite" data-act="sources.open" data-turn="{turn}" data-n="{n}" '
                f'aria-label="Source {n}">{n}</button>'
            )

        html = self._markdown.render(text)
        html = _BLANK.sub(lambda found: f'<mark class="blank">{found.group()}</mark>', html)
        html = _ADDRESS.sub(self._link, html)
        return Markup(_NUMBER.sub(citation, html))

    def _link(self, found: re.Match[str]) -> str:
        address = found.group().rstrip(".,;:)")
        if address.replace("&amp;", "&") not in self._links:
            return found.group()
        rest = found.group()[len(address) :]
        return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>{rest}'

    @cached_property
    def _markdown(self) -> MarkdownIt:
        return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
            ["image", "link", "autolink", "html_inline", "html_block", "reference", "code", "heading", "lheading"]
        )


def typed(text: str) -> Markup:
    """What a person typed, line by line, with nothing in it that HTML would act on."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
