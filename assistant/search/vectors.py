"""Vectors in Chroma: one collection a build, written once and read whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding import Vectors

_READ_BATCH = 5000


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))


def write_vectors(folder: Path, name: str, vectors: Vectors, texts: Sequence[str]) -> None:
    """Write vectors and their texts into a new collection, with cosine set at creation."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        step = client.get_max_batch_size()
        for start in range(0, len(texts), step):
            end = min(start + step, len(texts))
            ids = [f"{number:08d}" for number in range(start, end)]
            collection.add(ids=ids, embeddings=vectors[start:end], documents=list(texts[start:end]))
    finally:
        client.close()


def read_vectors(folder: Path, name: str) -> Vectors:
    """Read all vectors of a collection, in the order in which they were written."""
    client = _client(folder)
    try:
        collection = client.get_collection(name, embedding_function=None)
        count = collection.count()
        rows: list[tuple[str, Any]] = []
        for start in range(0, count, _READ_BATCH):
            page = collection.get(limit=_READ_BATCH, offset=start, include=["embeddings"])
            rows += zip(page["ids"], page["embeddings"], strict=True)
        rows.sort(key=lambda row: row[0])
        return np.stack([vector for _, vector in rows]).astype(np.float32)
    finally:
        client.close()
