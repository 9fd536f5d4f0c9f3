"""Makes the tagger (tagger.py) from data/examples/marked.yaml: fills the messages, and fits the model.

Seeded; the same file and libraries give the same weights.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import LibraryError
from assistant.reading import read_yaml
from assistant.safety.candidates import candidates
from assistant.safety.examples import FOLDER, Example
from assistant.safety.names import GIVEN
from assistant.safety.normalise import normalise
from assistant.safety.tagger import BUCKETS, FILE, TAGS, VERSION, Tagger, features
from assistant.weights import Ids, in_bytes, table_of

# How often each message is filled, and how strongly weights are held back.
FILLED, PENALTY = 8, 1 / 10
PLAIN = frozenset({"ordinary", "questions", "turns", "commands"})
NAME = "PATIENT NAME"
_TAG_OF = {
    **dict.fromkeys(("name", "first", "last", "lastfirst", "lowername", "lowerlast", "LAST", "initials"), NAME),
    **dict.fromkeys(("id", "passport", "plate", "ssn", "url", "file"), "ID NUMBER"),
    **dict.fromkeys(("street", "place"), "ADDRESS"),
    "bed": "ROOM OR BED",
    "bedno": "ROOM OR BED",
    "record": "RECORD NUMBER",
    "birth": "DATE OF BIRTH",
    "date": "DATE",
    "phone": "PHONE",
    "email": "EMAIL",
}
_UNMARKED = frozenset({"title", "age", "record4"})
_TITLES = ("Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Miss")
_SLOT = re.compile(r"\{(=?)(\w+)\}")


@dataclass(frozen=True)
class Marked:
    """A filled message and what in it must be masked: (start, end, tag)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Messages:
    """What marked.yaml holds."""

    values: Mapping[str, tuple[str, ...]]
    masked: tuple[str, ...]
    clean: tuple[str, ...]


def load_messages(folder: Path = FOLDER) -> Messages:
    """Read the messages. Raises LibraryError naming the file and the field."""
    data = read_yaml(folder / "marked.yaml", without="the tagger cannot be made without it")
    wanted = {"values", "masked", "clean"}
    if not isinstance(data, dict) or set(data) != wanted:
        raise LibraryError("marked.yaml", "file", f"must hold {', '.join(sorted(wanted))}")
    values = {str(n): tuple(str(v).split() if isinstance(v, str) else map(str, v)) for n, v in data["values"].items()}
    for field in ("masked", "clean"):
        for text in data[field]:
            for mark, slot in _SLOT.findall(str(text)):
                if slot not in _TAG_OF and slot not in _UNMARKED:
                    raise LibraryError("marked.yaml", field, f"'{{{slot}}}' is no slot, in {text!r}")
                if field == "clean" and not mark:
                    raise LibraryError("marked.yaml", field, f"'{{{slot}}}' would be masked, in {text!r}")
    return Messages(values, tuple(map(str, data["masked"])), tuple(map(str, data["clean"])))


def stamp(messages: Messages, plain: Sequence[str]) -> str:
    """What tells the makings of one tagger from those of another."""
    made_from = repr((sorted(messages.values.items()), messages.masked, messages.clean, list(plain)))
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def plain_texts(examples: Sequence[Example]) -> list[str]:
    """Return those examples of the other models in which nobody is a patient."""
    return [normalise(example.text) for example in examples if example.source in PLAIN and not example.apart]


def filled(messages: Messages, times: int = FILLED) -> Iterator[Marked]:
    """Yield each message filled so many times, in part typed without capitals."""
    rng = np.random.default_rng(7)
    for text in messages.masked + messages.clean:
        for _ in range(times):
            yield _fill(text, messages.values, rng)


def train_tagger(messages: Messages, plain: Sequence[str], asked: Iterable[str] = ()) -> Tagger:
    """Fit the model on the filled messages, and on texts that hold nothing to mask: `plain`, and what is `asked`.

    What is asked of the library grows with it; the stamp leaves it out, so that a new card makes no tagger old. Needs
    scikit-learn, which sentence-transformers brings.
    """
    from sklearn.linear_model import LogisticRegression

    answers: list[int] = []
    rows: list[Ids] = []
    for message in (*filled(messages), *(Marked(text, ()) for text in (*plain, *map(normalise, asked)))):
        spans = candidates(message.text)
        for span, ids in zip(spans, features(message.text, spans), strict=True):
            rows.append(ids)
            answers.append(_answer(span.start, span.end, message.spans))
    fitted: Any = LogisticRegression(C=1 / PENALTY, max_iter=1000).fit(table_of(rows, BUCKETS), np.array(answers))
    weights = np.zeros((BUCKETS, len(TAGS)), dtype=np.float32)
    bias = np.full(len(TAGS), -20.0, dtype=np.float32)
    weights[:, fitted.classes_] = fitted.coef_.T
    bias[fitted.classes_] = fitted.intercept_
    return Tagger(weights, bias, stamp(messages, plain))


def save_tagger(tagger: Tagger) -> None:
    """Write the model, one byte a weight."""
    weights = in_bytes("weights", tagger.weights)
    np.savez_compressed(FILE, bias=tagger.bias, stamp=tagger.stamp, version=VERSION, **weights)


def _answer(start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> int:
    """The tag of a candidate: that of the marked span that it meets, if any."""
    return next((TAGS.index(tag) for a, b, tag in spans if a < end and start < b), 0)


def _fill(text: str, values: Mapping[str, Sequence[str]], rng: np.random.Generator) -> Marked:
    out: list[str] = []
    spans: list[tuple[int, int, str]] = []
    position = length = 0
    given = sorted(GIVEN)
    for match in _SLOT.finditer(text):
        before = text[position : match.start()]
        value = _value(match[2], values, given, rng)
        length += len(before)
        if not match[1] and match[2] in _TAG_OF:
            spans.append((length, length + len(value), _TAG_OF[match[2]]))
        out += [before, value]
        length += len(value)
        position = match.end()
    return Marked("".join([*out, text[position:]]), tuple(spans))


def _value(slot: str, values: Mapping[str, Sequence[str]], given: list[str], rng: np.random.Generator) -> str:
    def one(of: Sequence[str]) -> str:
        return of[int(rng.integers(len(of)))]

    first, last = one(given).capitalize(), one(values["surname"])
    made: dict[str, Callable[[], str]] = {
        "title": lambda: one(_TITLES),
        "first": lambda: first,
        "last": lambda: last,
        "LAST": last.upper,
        "name": lambda: f"{first} {last}" if rng.random() < 0.8 else f"{first} {one(values['surname'])}-{last}",
        "lastfirst": lambda: f"{last} {first[0]}" if rng.random() < 0.5 else f"{last} {first[0]}{one('ABEHJKLMRST')}",
        "lowername": lambda: f"{first} {last}".lower() if rng.random() < 0.7 else first.lower(),
        "lowerlast": last.lower,
        "age": lambda: str(rng.integers(90, 105)),
        "bedno": lambda: _drawn("1#", rng),
        "record4": lambda: _drawn("####", rng),
        "place": lambda: one(values["place"]),
    }
    if slot in made:
        return made[slot]()
    plain = one(values[slot])
    return _drawn(plain.replace("{first}", first.lower()).replace("{last}", last.lower()), rng)


def _drawn(form: str, rng: np.random.Generator) -> str:
    """A form with its signs drawn: # a digit, @ a capital letter where it stands for none in an address."""
    form = re.sub("#", lambda _: str(rng.integers(1, 10)), form)
    return form if "example" in form else re.sub("@", lambda _: "ABCDEFGHJKLMNPRSTWXYZ"[int(rng.integers(21))], form)
