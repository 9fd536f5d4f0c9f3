"""Makes what is learned anew from its examples: python -m assistant.train [screen] [outreach]

Needed after any change to assistant/safety/data/examples (screen), or to readings.yaml or wishes.yaml of
assistant/outreach/data (outreach); takes some minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant.outreach.extract import kinds, learning, tagger
from assistant.safety import adapting, learned, reader
from assistant.safety.examples import load_examples
from assistant.safety.training import save_words, train_words, with_neighbours
from assistant.search import Embedder


def train_screen() -> None:
    """Train both models of the screen on all examples, write their files, and say what was written."""
    examples = load_examples()
    save_words(train_words(examples))
    model = Embedder().load()._client
    taught = with_neighbours([example for example in examples if not example.apart])
    adapting.save_meaning(adapting.train_meaning(taught, model), examples)
    for file in (learned.FILE, reader.FILE):
        print(f"{file.name}: {len(examples)} examples, {file.stat().st_size:,} bytes")


def train_outreach() -> None:
    """Train the reader of outreach messages, write its files, and say what was written."""
    count = learning.train()
    print(f"{tagger.WEIGHTS.name}, {kinds.KIND_WEIGHTS.name}: {count} examples")


def main(parts: Sequence[str] = ()) -> None:
    """Train the named parts, or all."""
    for name, train in (("screen", train_screen), ("outreach", train_outreach)):
        if not parts or name in parts:
            train()


if __name__ == "__main__":
    main(sys.argv[1:])
