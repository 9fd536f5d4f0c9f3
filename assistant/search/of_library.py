"""The library's own index: its cards as documents, its phrasings as lessons, what they taught kept beside them."""

from __future__ import annotations

from pathlib import Path

from assistant.embedding import Embedder, embedder_id
from assistant.errors import InputError
from assistant.library import Library
from assistant.search.index import IndexStore, Progress, Report, fingerprint
from assistant.search.passages import Document, card_document

# In the library's folder: what an ingest of it learned with the packaged embedder.
LEARNED = "learned.npz"


def library_documents(library: Library) -> list[Document]:
    """Return every card as a document, with all the ways in which it is asked."""
    asked = library.phrasings.by_card
    return [card_document(card, asked.get(card.id, ())) for card in library.cards.values()]


def library_fingerprint(library: Library, embedder: str) -> str:
    """Return the fingerprint of the index that the library would have with an embedder of this name."""
    return fingerprint(library_documents(library), embedder_id(embedder), library.phrasings.not_covered)


def ingest_library(
    store: IndexStore, library: Library, knowledge: Path, embedder: Embedder, progress: Progress | None = None
) -> Report:
    """Index the library that was read from `knowledge`. Raises SearchError as `IndexStore.ingest` does."""
    return store.ingest(
        library_documents(library),
        embedder,
        progress,
        not_covered=library.phrasings.not_covered,
        known=knowledge / LEARNED,
    )


def keep_learned(store: IndexStore, knowledge: Path) -> Path:
    """Write what the live index learned into the library, so that others need not learn it; return the file.

    Raises SearchError when there is no index, InputError when it learned nothing.
    """
    learned = store.learned(store.require())
    if learned is None:
        raise InputError("the live index has learned nothing; write phrasings first, then run: python ingest.py")
    learned.save(knowledge / LEARNED)
    return knowledge / LEARNED
