"""The examples from which the learned layer is made: data/examples/*.yaml, checked when they are read.

Each file maps labels to groups; a group is a list of phrasings of one idea. A tenth of the groups is set apart:
nothing is trained on them, the thresholds are set on them, and the development figures are theirs.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError
from assistant.reading import read_yaml

FOLDER = Path(__file__).with_name("data") / "examples"

# One group in so many is set apart.
APART = 10
# One in so many of what the coach is asked all day is set apart.
ASKED_APART = 4

# "none" stands first: it is what the coach helps with.
LABELS = (
    "none",
    "self",
    "other",
    "mistreatment",
    "clinical",
    "legal",
    "visa",
    "injection",
    "fabrication",
    "impersonation",
    "cruelty",
)
_FILES: dict[str, tuple[str, ...]] = {
    "crisis": ("self", "other"),
    "mistreatment": ("mistreatment",),
    "outside": ("clinical", "legal", "visa"),
    "injection": ("injection",),
    "integrity": ("fabrication", "impersonation", "cruelty"),
    "ordinary": ("near-crisis", "near-mistreatment", "near-clinical", "near-injection", "near-integrity", "ordinary"),
    "everyday": ("commands", "turns", "questions"),
}


@dataclass(frozen=True)
class Frames:
    """Messages with a gap, `{}`: `talk` keeps any label, `voiced` those of a crisis and of what sounds like one."""

    talk: tuple[str, ...]
    voiced: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """One message: what it is (one of LABELS), which list it stands in, and whether its group is set apart."""

    text: str
    label: str
    source: str
    apart: bool


def load_examples(folder: Path = FOLDER) -> list[Example]:
    """Read all examples, in the order of the files. Raises LibraryError naming the file and the label."""
    examples: list[Example] = []
    for name, sources in _FILES.items():
        data = _read(folder / f"{name}.yaml")
        for source in sorted(set(map(str, data)) ^ set(sources)):
            raise LibraryError(f"{name}.yaml", source, "is missing or is no label of this file")
        for source in sources:
            groups = data[source]
            if not isinstance(groups, list):
                raise LibraryError(f"{name}.yaml", source, "must be a list of groups")
            for texts in groups:
                if not isinstance(texts, list) or not texts or not all(isinstance(t, str) and t.strip() for t in texts):
                    raise LibraryError(f"{name}.yaml", source, f"'{texts}' must be a list of messages")
                label = source if source in LABELS else "none"
                # By the words of its first phrasing, so that a new group moves no other.
                apart = zlib.crc32(texts[0].encode()) % APART == 0
                examples += [Example(text, label, source, apart) for text in texts]
    return examples


def asked_of(phrasings: Mapping[str, Sequence[str]], folder: Path = FOLDER) -> list[Example]:
    """Return what is asked of the library, by card, as ordinary examples; one in four is set apart.

    Left out are the cards of asked.yaml, whose questions may be disclosures. Raises LibraryError naming the field.
    """
    cards = _left_out("cards", phrasings, folder)
    return _ordinary("asked", [text for card, texts in phrasings.items() if card not in cards for text in texts])


def told_of(messages: Sequence[str], folder: Path = FOLDER) -> list[Example]:
    """Return what the coach is told so that it writes a message or plans a meeting, as ordinary examples; one in four
    is set apart.

    Left out are the messages of asked.yaml, which may disclose something. Raises LibraryError naming the field.
    """
    left_out = _left_out("messages", messages, folder)
    return _ordinary("told", [text for text in dict.fromkeys(messages) if text not in left_out])


def without_patients(told: Sequence[Example], folder: Path = FOLDER) -> list[Example]:
    """Return the messages that name no patient, which asked.yaml lists. Raises LibraryError naming the field."""
    left_out = _left_out("patients", [example.text for example in told], folder)
    return [example for example in told if example.text not in left_out]


def _ordinary(source: str, texts: Sequence[str]) -> list[Example]:
    # By its words, so that a new text moves no other.
    return [Example(text, "none", source, apart=zlib.crc32(text.encode()) % ASKED_APART == 0) for text in texts]


def _left_out(field: str, known: Collection[str], folder: Path) -> frozenset[str]:
    """What a field of asked.yaml names, all of which must be known."""
    data = _read(folder / "asked.yaml")
    for name in sorted(set(map(str, data)) ^ {"cards", "messages", "patients"}):
        raise LibraryError("asked.yaml", name, "is missing or is no field of this file")
    named = data[field]
    if not isinstance(named, list):
        raise LibraryError("asked.yaml", field, "must be a list")
    if strange := [str(text) for text in named if text not in known]:
        raise LibraryError("asked.yaml", field, f"'{strange[0][:60]}' is none of those that the coach knows")
    return frozenset(named)


def load_frames(folder: Path = FOLDER) -> Frames:
    """Read the frames. Raises LibraryError naming the file and the field."""
    data = _read(folder / "frames.yaml")
    for field in sorted(set(map(str, data)) ^ {"talk", "voiced"}):
        raise LibraryError("frames.yaml", field, "is missing or is no field of this file")
    for field, frames in data.items():
        if not isinstance(frames, list) or not all(isinstance(f, str) and f.count("{}") == 1 for f in frames):
            raise LibraryError("frames.yaml", field, "must be a list of messages with one gap, '{}', each")
    return Frames(*(tuple(map(str, data[field])) for field in ("talk", "voiced")))


def digest(examples: Sequence[Example], frames: Frames) -> str:
    """What tells two sets of examples apart."""
    lines = "\n".join(f"{example.label}\t{example.apart}\t{example.text!r}" for example in examples)
    lines += f"\n{frames}"
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def _read(path: Path) -> dict[str, Any]:
    data = read_yaml(path, without="the screen cannot be trained without it")
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must be a mapping of labels to groups")
    return data
