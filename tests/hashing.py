"""An embedder for tests of everything around embeddings: words hashed into a unit vector."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.embedding import Vectors
from assistant.search import Embedder

DIMENSIONS = 64
_WORD = re.compile(r"\w+")


class HashEmbedder(Embedder):
    """Equal texts have cosine 1; texts that share words are nearer than texts that do not."""

    def __init__(self, name: str = "hashed-words") -> None:
        super().__init__(name)
        self.embedded = 0
        self.loads = 0

    @property
    def loaded(self) -> bool:
        return self.loads > 0

    def load(self) -> Any:
        self.loads += 1
        return None

    def documents(self, texts: Sequence[str]) -> Vectors:
        self.load()
        self.embedded += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def query(self, text: str) -> Vectors:
        self.load()
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        for word in _WORD.findall(text.lower()) or ["\x00"]:
            # Not the built-in hash: that differs from process to process.
            vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1
        return vector / np.linalg.norm(vector)
