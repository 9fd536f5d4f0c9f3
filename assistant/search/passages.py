"""Documents and the passages they become.

A passage is about 60 words of one section. It is embedded and indexed under its document's title and its
heading: on public guidance questions headings were the biggest single lever, and short windows beat long ones.
A document also has short keys (its title, the ways a question is asked) that are embedded on their own and
lead to its first passage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.library import ANSWER, Card

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

WINDOW_WORDS = 60
# Raised whenever the text that is embedded changes its form, so that an old index is rebuilt.
SPLITTER_VERSION = 1


@dataclass(frozen=True)
class Section:
    """A heading and the text under it. The heading is empty for text before the first one."""

    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """One card or one own document, ready to be cut into passages.

    `keys` are texts embedded on their own; `rows` are ids of rows.tsv (cards only); `origin` is the file
    that it came from, for messages; `asked` are more ways of asking, which are learned from and not indexed;
    `related` are the ids of documents that its author calls related.
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    keys: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    origin: str = ""
    asked: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """sha256 over all that is indexed of this document."""
        content = json.dumps(asdict(self) | {"origin": ""}, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Passage:
    """A piece of a document. `text` is what is shown and quoted; `id` is `document#number`."""

    id: str
    document: str
    title: str
    section: str
    rows: tuple[str, ...]
    text: str
    keys: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def embedded_texts(self) -> tuple[str, ...]:
        """The texts that are embedded for this passage: itself under its headings, then each key alone."""
        return ("\n".join(part for part in (self.title, self.section, self.text) if part), *self.keys)


def card_document(card: Card, phrasings: Sequence[str] = ()) -> Document:
    """Return a card as a document: the direct answer first, then its sections."""
    sections = [Section(ANSWER, card.answer)]
    sections += [Section(name, "\n".join(f"- {b}" for b in bullets)) for name, bullets in card.sections.items()]
    keys = (card.title, *card.asked)
    related = tuple(card.related)
    return Document(card.id, card.title, tuple(sections), keys, card.rows, card.group, tuple(phrasings), related)


def split(document: Document) -> list[Passage]:
    """Cut a document into passages of about WINDOW_WORDS words, never across a heading."""
    texts = [
        (section.heading, piece.strip())
        for section in document.sections
        for piece in _splitter(section.text.startswith("- ")).split_text(section.text)
        if piece.strip()
    ]
    return [
        Passage(
            id=f"{document.id}#{number}",
            document=document.id,
            title=document.title,
            section=heading,
            rows=document.rows,
            text=text,
            keys=document.keys if number == 0 else (),
            related=document.related if number == 0 else (),
        )
        for number, (heading, text) in enumerate(texts)
    ]


def content_digest(documents: Iterable[Document]) -> str:
    """sha256 over all documents, independent of their order."""
    digests = sorted(f"{document.id} {document.digest}" for document in documents)
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


@lru_cache(maxsize=2)
def _splitter(bullets: bool) -> RecursiveCharacterTextSplitter:
    """Cut at sentences and paragraphs; a list is first cut at its bullets, which stay whole where they fit."""
    # Imported here: answering never splits, and the import costs half a second.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=[*([r"\n(?=- )"] if bullets else []), r"\n{2,}|\n(?=\s*[-*•])|(?<=[.!?])\s+", r"\s+"],
        is_separator_regex=True,
        keep_separator="start",
        chunk_size=WINDOW_WORDS,
        chunk_overlap=0,
        length_function=_count_words,
    )


def _count_words(text: str) -> int:
    return len(text.split())
