"""Makes what is learned anew from its examples: python -m assistant.train [screen] [identifiers] [outreach]

Needed after any change to assistant/safety/data/examples (screen; identifiers for patients.yaml and marked.yaml), or to
readings.yaml, wishes.yaml or drafts.yaml of assistant/outreach/data (outreach). Takes some half an hour a part on two
cores.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from assistant.adapted.marks import unmarked
from assistant.adapted.training import Heads, Lesson, save, teach
from assistant.agenda.reading import tagger as plans
from assistant.embedding import packaged_model
from assistant.library import load_library
from assistant.outreach.extract import learning
from assistant.outreach.extract import tagger as messages
from assistant.safety import learned, marking, reader, tagger
from assistant.safety.examples import LABELS, asked_of, digest, load_examples, load_frames, told_of, without_patients
from assistant.safety.normalise import normalise
from assistant.safety.training import save_words, taught, train_words
from assistant.settings import load_settings

# The first adapted layer, and how often all examples are gone through; set on the examples set apart.
_SCREEN = {"first_layer": 3, "passes": 4}
_IDENTIFIERS = {"first_layer": 2, "passes": 6}


def messages_told() -> list[str]:
    """What people tell the coach so that it writes a message or plans a meeting: the texts of what those tasks learned
    their reading from."""
    written = (learning.EXAMPLES, learning.WISHES, learning.DRAFTS)
    told = [example.text for file in written for example in learning.load_examples(file)]
    planned = map(json.loads, plans.EXAMPLES.read_text(encoding="utf-8").splitlines())
    return told + [unmarked(line, plans.KIND_OF_MARK, plans.EXAMPLES.name, "message")[0] for line in planned]


def train_screen() -> None:
    """Train both models of the learned layer, write their files, and say what was written."""
    examples, frames = load_examples(), load_frames()
    asked = [*asked_of(load_library(load_settings().knowledge).phrasings.by_card), *told_of(messages_told())]
    save_words(train_words(examples, frames, asked))
    lessons = [
        Lesson(normalise(example.text), {reader.HEAD: LABELS.index(example.label)}, None)
        for example in taught(examples, frames, asked)
    ]
    nets = teach(lessons, packaged_model(), Heads({reader.HEAD: LABELS}, {}), **_SCREEN)
    save(nets, reader.FILE, digest(examples, frames))
    for file in (learned.FILE, reader.FILE):
        print(f"{file.name}: {len(examples)} examples, {file.stat().st_size:,} bytes")


def train_identifiers() -> None:
    """Train the tagger of identifiers, write its file, and say what was written."""
    patients, slotted = marking.load_patients(), marking.load_messages()
    told = without_patients(told_of(messages_told()))
    lessons = marking.lessons(patients, slotted, load_examples(), told)
    nets = teach(lessons, packaged_model(), Heads({}, {tagger.HEAD: tagger.PATIENT}), **_IDENTIFIERS)
    save(nets, tagger.FILE, marking.stamp(patients, slotted))
    print(f"{tagger.FILE.name}: {len(lessons)} messages, {tagger.FILE.stat().st_size:,} bytes")


def train_outreach() -> None:
    """Train the reader of outreach messages, write its file, and say what was written."""
    count = learning.train(packaged_model())
    print(f"{messages.WEIGHTS.name}: {count} examples, {messages.WEIGHTS.stat().st_size:,} bytes")


def main(parts: Sequence[str] = ()) -> None:
    """Train the named parts, or all."""
    for name, train in (("screen", train_screen), ("identifiers", train_identifiers), ("outreach", train_outreach)):
        if not parts or name in parts:
            train()


if __name__ == "__main__":
    main(sys.argv[1:])
