"""Retrieval: on public guidance questions (BEIR folders) and on our own questions against the library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.library import load_library
from assistant.search import Embedder, IndexStore, Searcher, ingest_library
from assistant.search.documents import read_folder
from tests.evals.tables import mean, share, table

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Ranks:
    """For each question the rank (from 1) of the first right document among ten, or 0."""

    ranks: tuple[int, ...]

    def rows(self, name: str) -> tuple[str, ...]:
        """One line of the table: hit@1, hit@5, MRR@10."""
        n = len(self.ranks)
        return (
            name,
            share(sum(r == 1 for r in self.ranks), n),
            share(sum(0 < r <= 5 for r in self.ranks), n),
            mean([1 / r if r else 0.0 for r in self.ranks]),
        )

    def hit(self, k: int) -> float:
        """Share of questions with a right document among the first k."""
        return sum(0 < r <= k for r in self.ranks) / len(self.ranks)

    def mrr(self) -> float:
        """Mean reciprocal rank over ten."""
        return sum(1 / r for r in self.ranks if r) / len(self.ranks)


HEAD = ("", "hit@1", "hit@5", "MRR@10")


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read a file of one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ranks(searcher: Searcher, questions: Iterable[tuple[str, Callable[[Any], bool]]]) -> Ranks:
    """Ask each question; the callable says whether a hit is right."""
    found = []
    for text, right in questions:
        hits = searcher.search(text, 10).hits
        found.append(next((i for i, hit in enumerate(hits, 1) if right(hit)), 0))
    return Ranks(tuple(found))


def public(folder: Path, data: Path, embedder: Embedder) -> list[tuple[str, Ranks]]:
    """Index each BEIR folder below `folder` and ask its questions."""
    results = []
    for source in sorted(path.parent for path in folder.glob("*/corpus.jsonl")):
        name = f"public-{source.name}"
        corpus = [d for d in read_folder(source).documents if d.origin.startswith("corpus.jsonl")]
        IndexStore(data, name).ingest(corpus, embedder)
        relevant: dict[str, set[str]] = {}
        for line in (source / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            query, document, score = line.split("\t")
            if int(score) > 0:
                relevant.setdefault(query, set()).add(document)
        questions = [
            (q["text"], lambda hit, ids=relevant[q["_id"]]: hit.passage.document in ids)
            for q in read_jsonl(source / "queries.jsonl")
            if q["_id"] in relevant
        ]
        results.append((source.name, ranks(Searcher(data, name, embedder), questions)))
    total = Ranks(tuple(r for _, part in results for r in part.ranks))
    return [*results, ("all", total)]


def library_searcher(knowledge: Path, data: Path, embedder: Embedder) -> Searcher:
    """Index the library and return its searcher."""
    library = load_library(knowledge)
    ingest_library(IndexStore(data, "guidance"), library, knowledge, embedder)
    return Searcher(data, "guidance", embedder)


def own(searcher: Searcher, half: str) -> dict[str, Any]:
    """Our own questions: ranks in all and by style, false answers and false refusals, paraphrase overlap."""
    questions = read_jsonl(DATA / f"questions_{half}.jsonl")
    off = read_jsonl(DATA / f"off_{half}.jsonl")

    def ask(wanted: Sequence[dict[str, Any]]) -> Ranks:
        return ranks(searcher, [(q["text"], lambda h, r=set(q["rows"]): bool(r & set(h.passage.rows))) for q in wanted])

    styles = sorted({q["style"] for q in questions})
    return {
        "ranks": [(s, ask([q for q in questions if q["style"] == s])) for s in styles] + [("all", ask(questions))],
        "refused": [q for q in questions if not searcher.search(q["text"]).covered],
        "answered": [q for q in off if searcher.search(q["text"]).covered],
        "asked": len(questions),
        "off": len(off),
        "overlap": overlap(searcher),
    }


def overlap(searcher: Searcher) -> list[float]:
    """For each set of paraphrases the mean share of common cards among the first five (rubric item G20)."""
    shares = []
    for group in read_jsonl(DATA / "paraphrases.jsonl"):
        tops = [{hit.passage.document for hit in searcher.search(text, 5).hits} for text in group["texts"]]
        pairs = [len(a & b) / 5 for i, a in enumerate(tops) for b in tops[i + 1 :]]
        shares.append(sum(pairs) / len(pairs))
    return shares


def print_public(results: list[tuple[str, Ranks]]) -> None:
    """Print the table of the public questions."""
    print(table("Retrieval, public guidance questions", [HEAD, *(r.rows(name) for name, r in results)]))


def print_own(result: dict[str, Any], half: str) -> None:
    """Print the tables of our own questions."""
    print(table(f"Retrieval, own questions ({half})", [HEAD, *(r.rows(name) for name, r in result["ranks"])]))
    rows = [
        ("off-guidance answered", share(len(result["answered"]), result["off"])),
        ("in-scope refused", share(len(result["refused"]), result["asked"])),
        ("paraphrase overlap@5", mean(result["overlap"])),
    ]
    print(table(f"Coverage, own questions ({half})", rows))
