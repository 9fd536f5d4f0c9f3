"""Makes the learned layer of the screen anew from its examples: python -m assistant.train

Needed after any change to assistant/safety/data/examples; takes some minutes on two cores.
"""

from __future__ import annotations

from assistant.safety import adapting, learned, reader
from assistant.safety.examples import load_examples
from assistant.safety.training import save_words, train_words, with_neighbours
from assistant.search import Embedder


def main() -> None:
    """Train both models on all examples, write their files, and say what was written."""
    examples = load_examples()
    save_words(train_words(examples))
    model = Embedder().load()._client
    taught = with_neighbours([example for example in examples if not example.apart])
    adapting.save_meaning(adapting.train_meaning(taught, model), examples)
    for file in (learned.FILE, reader.FILE):
        print(f"{file.name}: {len(examples)} examples, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
