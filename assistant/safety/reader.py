"""The second model of the learned layer: it reads what a message means, with the adapted embedder.

Made from the examples by assistant.train. A message costs one more pass through the embedder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.adapted import Adapted
from assistant.embedding import packaged_model
from assistant.weights import Floats

FILE = Path(__file__).with_name("data") / "meaning.npz"
HEAD = "label"


class Reader:
    """Reads texts into one score a label. Loads nothing before the first text; safe from several threads."""

    def __init__(self) -> None:
        self._adapted = Adapted(FILE, packaged_model)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return an array of shape (texts, labels). Raises LibraryError when the weights are missing or old."""
        # Row by row, so that a text scores the same whatever is read with it.
        return np.stack([self._adapted.read(text).scores[HEAD] for text in texts])
