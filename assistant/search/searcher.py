"""Searching a collection: keywords from the first moment, meaning as soon as the embedder is in.

The live build is resolved at every request, so an ingest in another process is seen at the next question and a
reader never holds a lock.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from assistant.embedding import Embedder, Vectors, embedder_id
from assistant.errors import AssistantError, SearchError
from assistant.search import coverage
from assistant.search.fusion import Ints, Layout, Taught, rank
from assistant.search.index import IndexStore
from assistant.search.kin import lend, nearest
from assistant.search.learned import Learned, unlike
from assistant.search.lexical import Keywords
from assistant.search.passages import Passage
from assistant.search.spelling import Speller
from assistant.search.wording import Wording

RANKED_AT_LEAST = 10


@dataclass(frozen=True)
class Hit:
    """One document found, with its best passage. `score` is the fused z-score, `own` without what its kin lent it."""

    passage: Passage
    score: float
    own: float
    dense: float
    keyword: float


@dataclass(frozen=True)
class Result:
    """What a search found. `probability` is the calibrated chance that the guidance covers the question."""

    hits: tuple[Hit, ...]
    covered: bool
    probability: float
    evidence: coverage.Evidence
    by_meaning: bool


@dataclass(frozen=True)
class Teaching:
    """What was learned from phrasings, and which documents are kin."""

    learned: Learned
    wording: Wording
    near: Ints


@dataclass(frozen=True)
class Snapshot:
    """One build in memory. `vectors` is None until they are first needed."""

    build: str
    passages: list[Passage]
    layout: Layout
    keywords: Keywords
    speller: Speller
    vectors: Vectors | None
    teaching: Teaching | None
    by_document: dict[str, tuple[int, int]]


class Searcher:
    """Searches one collection. Safe from several threads; holds no state but what it has read."""

    def __init__(self, data: Path, name: str, embedder: Embedder) -> None:
        self.store = IndexStore(data, name)
        self.embedder = embedder
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def warm(self) -> threading.Thread:
        """Load the embedder and the vectors in the background; keyword search answers meanwhile."""
        thread = threading.Thread(target=self._warm_quietly, name="warm-search", daemon=True)
        thread.start()
        return thread

    def ready(self) -> bool:
        """Whether the next search will go by meaning without waiting."""
        snapshot = self._snapshot
        return self.embedder.loaded and snapshot is not None and snapshot.vectors is not None

    def search(self, query: str, k: int = 10, *, wait: bool = True) -> Result:
        """Return the best `k` documents for `query`.

        With `wait` the embedder is loaded when it is not yet in; without, keywords alone answer until then.
        Raises SearchError when there is no index or it is broken.
        """
        by_meaning = wait or self.ready()
        snapshot = self._current(with_vectors=by_meaning)
        query = snapshot.speller.mend(query)
        dense = taught = None
        apart = 0.0
        if by_meaning and snapshot.vectors is not None:
            vector = self.embedder.query(query)
            dense = snapshot.vectors @ vector
            if teaching := snapshot.teaching:
                learned = teaching.learned.scores(vector)
                apart = unlike(learned)
                taught = Taught(learned[:-1], teaching.wording.scores(query), partial(lend, near=teaching.near))
        ranked = rank(dense, snapshot.keywords.scores(query), snapshot.layout, max(k, RANKED_AT_LEAST), taught)
        terms = set(snapshot.keywords.terms(query))
        evidence = coverage.gather(ranked, snapshot.keywords.known_share(query), len(terms), apart)
        calibration = coverage.KEYWORDS_ONLY
        if dense is not None:
            calibration = coverage.FULL if taught is None else coverage.LEARNED
        probability = coverage.probability(evidence, calibration)
        hits = tuple(
            Hit(snapshot.passages[item.passage], item.score, item.own, item.dense, item.keyword) for item in ranked[:k]
        )
        return Result(hits, probability >= calibration.threshold, probability, evidence, dense is not None)

    def open_with_vectors(self) -> Snapshot:
        """Return the live build with its vectors in memory. Raises SearchError when there is none."""
        return self._current(with_vectors=True)

    def terms(self, query: str) -> list[str]:
        """Return the stems that keyword search would look for."""
        snapshot = self._current(with_vectors=False)
        return snapshot.keywords.terms(snapshot.speller.mend(query))

    def passages(self, document: str) -> list[Passage]:
        """Return the passages of one document in their order; [] when the index does not hold it."""
        snapshot = self._current(with_vectors=False)
        begin, end = snapshot.by_document.get(document, (0, 0))
        return snapshot.passages[begin:end]

    def _warm_quietly(self) -> None:
        try:
            self.embedder.load()
            self._current(with_vectors=True)
        except AssistantError:
            # The next search meets the same error and shows it to the person who asked.
            return

    def _current(self, *, with_vectors: bool) -> Snapshot:
        build = self.store.live()
        if build is None:
            raise SearchError(f"there is no index '{self.store.name}' yet; run: python ingest.py")
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None or snapshot.build != build:
                snapshot = self._open(build)
            if with_vectors and snapshot.vectors is None:
                snapshot = replace(snapshot, vectors=self._vectors(build))
                snapshot = replace(snapshot, teaching=self._teaching(snapshot))
            self._snapshot = snapshot
            return snapshot

    def _open(self, build: str) -> Snapshot:
        passages = self.store.passages(build)
        layout = Layout.of(passages)
        starts = layout.first_passage.tolist()
        ends = [*starts[1:], len(passages)]
        spans = {passages[b].document: (b, e) for b, e in zip(starts, ends, strict=True)}
        return Snapshot(
            build, passages, layout, self.store.keywords(build), self.store.speller(build), None, None, spans
        )

    def _teaching(self, snapshot: Snapshot) -> Teaching | None:
        learned, wording = self.store.learned(snapshot.build), self.store.wording(snapshot.build)
        in_order = learned.in_order(list(snapshot.by_document)) if learned else None
        if in_order is None or wording is None or snapshot.vectors is None:
            return None
        return Teaching(in_order, wording, nearest(snapshot.vectors, snapshot.passages, snapshot.layout))

    def _vectors(self, build: str) -> Vectors:
        made_with, wanted = self.store.manifest(build).embedder, embedder_id(self.embedder.name)
        if made_with != wanted:
            raise SearchError(f"the index was made with '{made_with}', not '{wanted}'; run: python ingest.py")
        return np.ascontiguousarray(self.store.vectors(build))
