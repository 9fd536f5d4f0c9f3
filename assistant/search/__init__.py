"""Passages, embedding, the index, keywords, fusion, coverage and citations."""

from assistant.embedding import Embedder
from assistant.search.citations import CitationList
from assistant.search.index import IndexStore, Report
from assistant.search.of_library import ingest_library, library_documents
from assistant.search.passages import Document, Passage, card_document
from assistant.search.searcher import Hit, Result, Searcher

__all__ = [
    "CitationList",
    "Document",
    "Embedder",
    "Hit",
    "IndexStore",
    "Passage",
    "Report",
    "Result",
    "Searcher",
    "card_document",
    "ingest_library",
    "library_documents",
]
