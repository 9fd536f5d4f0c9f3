"""What the tagger (tagger.py) is taught: the marked messages of data/examples/patients.yaml, those of marked.yaml,
whose slots are filled, and ordinary messages, in which nobody is a patient. Seeded.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.adapted import Span
from assistant.adapted.marks import exchanged, fillers, places, unmarked
from assistant.adapted.training import Lesson
from assistant.errors import LibraryError
from assistant.reading import read_yaml
from assistant.safety.examples import FOLDER, Example
from assistant.safety.names import GIVEN
from assistant.safety.normalise import normalise
from assistant.safety.tagger import KIND_OF_CODE

# How many ordinary messages are learned from, how often a filler is exchanged, and how much is typed in small letters.
PLAIN, EXCHANGED, SMALL = 900, 0.7, 0.35
_PLAIN_SOURCES = frozenset({"ordinary", "questions", "turns", "commands"})
_CODE_OF = {
    **dict.fromkeys(("name", "first", "last", "lastfirst", "lowername", "lowerlast", "LAST", "initials"), "name"),
    **dict.fromkeys(("id", "passport", "plate", "ssn", "url", "file"), "id"),
    **dict.fromkeys(("street", "place"), "addr"),
    **dict.fromkeys(("bed", "bedno"), "bed"),
    "record": "mrn",
    "birth": "dob",
    "date": "date",
    "phone": "phone",
    "email": "email",
}
_UNMARKED = frozenset({"title", "age", "record4"})
_TITLES = ("Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Miss")
_SLOT = re.compile(r"\{(=?)(\w+)\}")


Marked = tuple[str, tuple[Span, ...]]


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
                if slot not in _CODE_OF and slot not in _UNMARKED:
                    raise LibraryError("marked.yaml", field, f"'{{{slot}}}' is no slot, in {text!r}")
                if field == "clean" and not mark:
                    raise LibraryError("marked.yaml", field, f"'{{{slot}}}' would be masked, in {text!r}")
    return Messages(values, tuple(map(str, data["masked"])), tuple(map(str, data["clean"])))


def load_patients(folder: Path = FOLDER) -> list[Marked]:
    """Read the marked messages. Raises LibraryError naming the file and the bad line."""
    data = read_yaml(folder / "patients.yaml", without="the tagger cannot be made without it")
    if not isinstance(data, dict) or set(data) != {"messages"}:
        raise LibraryError("patients.yaml", "file", "must hold messages, and nothing else")
    lines = filter(None, map(str.strip, str(data["messages"]).splitlines()))
    return [unmarked(line.replace("\\n", "\n"), KIND_OF_CODE, "patients.yaml", "messages") for line in lines]


def stamp(patients: Sequence[Marked], messages: Messages) -> str:
    """What tells the makings of one tagger from those of another."""
    marked = [(text, places(spans)) for text, spans in patients]
    made_from = repr((marked, sorted(messages.values.items()), messages.masked, messages.clean))
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def lessons(
    patients: Sequence[Marked], messages: Messages, examples: Sequence[Example], told: Sequence[Example] = ()
) -> list[Lesson]:
    """What the tagger is taught: each marked message twice, the second time with other names and numbers; each message
    with slots once; ordinary ones from the examples of the screen; and what the coach is `told` so that it writes or
    plans something, which is full of names and dates, and none of them a patient's."""
    rng = random.Random(7)
    others = fillers(patients)
    often = dict.fromkeys(KIND_OF_CODE, EXCHANGED)
    found: list[Lesson] = []
    for text, spans in patients:
        found.append(Lesson(text, {}, spans))
        again, moved = exchanged(text, spans, others, often, rng)
        found.append(Lesson(again.lower() if rng.random() < SMALL else again, {}, moved))
    found += [Lesson(text, {}, spans) for text, spans in filled(messages)]
    plain = [normalise(example.text) for example in examples if example.source in _PLAIN_SOURCES and not example.apart]
    rng.shuffle(plain)
    plain = plain[:PLAIN] + [normalise(example.text) for example in told if not example.apart]
    return found + [Lesson(text, {}, ()) for text in plain]


def filled(messages: Messages) -> Iterator[Marked]:
    """Yield each message with slots, filled, in part typed without capitals."""
    rng = np.random.default_rng(7)
    for text in messages.masked + messages.clean:
        yield _fill(text, messages.values, rng)


def _fill(text: str, values: Mapping[str, Sequence[str]], rng: np.random.Generator) -> Marked:
    out: list[str] = []
    spans: list[Span] = []
    position = length = 0
    given = sorted(GIVEN)
    for match in _SLOT.finditer(text):
        before = text[position : match.start()]
        value = _value(match[2], values, given, rng)
        length += len(before)
        if not match[1] and match[2] in _CODE_OF:
            spans.append(Span(_CODE_OF[match[2]], length, length + len(value), 1.0))
        out += [before, value]
        length += len(value)
        position = match.end()
    return "".join([*out, text[position:]]), tuple(spans)


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
