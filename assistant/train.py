"""Makes what is learned anew from its examples: python -m assistant.train [screen] [outreach]

Needed after any change to assistant/safety/data/examples (screen), or to readings.yaml or wishes.yaml of
assistant/outreach/data (outreach); takes some minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant.library import load_library
from assistant.outreach.extract import kinds, learning
from assistant.outreach.extract import tagger as messages
from assistant.safety import adapting, learned, marking, reader, tagger
from assistant.safety.examples import asked_of, digest, load_examples, load_frames
from assistant.safety.training import save_words, taught, train_words
from assistant.search import Embedder
from assistant.settings import load_settings


def train_screen() -> None:
    """Train the three models of the screen, write their files, and say what was written."""
    examples, frames = load_examples(), load_frames()
    phrasings = load_library(load_settings().knowledge).phrasings
    asked = asked_of(phrasings.by_card)
    save_words(train_words(examples, frames, asked))
    plain = marking.plain_texts(examples)
    marking.save_tagger(marking.train_tagger(marking.load_messages(), plain, phrasings.texts()))
    model = Embedder().load()._client
    adapting.save_meaning(adapting.train_meaning(taught(examples, frames, asked), model), digest(examples, frames))
    for file in (learned.FILE, reader.FILE, tagger.FILE):
        print(f"{file.name}: {len(examples)} examples, {file.stat().st_size:,} bytes")


def train_outreach() -> None:
    """Train the reader of outreach messages, write its files, and say what was written."""
    count = learning.train()
    print(f"{messages.WEIGHTS.name}, {kinds.KIND_WEIGHTS.name}: {count} examples")


def main(parts: Sequence[str] = ()) -> None:
    """Train the named parts, or all."""
    for name, train in (("screen", train_screen), ("outreach", train_outreach)):
        if not parts or name in parts:
            train()


if __name__ == "__main__":
    main(sys.argv[1:])
