"""A message as words with what can be seen at each: its own form, its neighbours, its clause, its sentence.

Features are hashed into a fixed number of buckets, so that no vocabulary is kept. Nothing here is learned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from assistant.errors import LibraryError
from assistant.outreach.bank import DATA, load_bank
from assistant.reading import read_yaml
from assistant.weights import Ids, hashed

BUCKETS = 1 << 16
# Raised with any change to what is seen at a word; kept with the weights.
VERSION = 2
# A word, or one sign. "St.", "obs/gyn", "Asante-Mensah", "20-30" and "4:30" are each one word, its full stop another;
# of "Kim's" the name is one word and the rest another.
_TOKEN = re.compile(r"[^\W_]+(?:(?:'(?!s\b)|[&/@.:-])[^\W_]+)*|'s\b|[^\w\s]|_", re.I)
_CODE = re.compile(r"(?:m|ms|oms|pgy|st|ct|fy|f|imt|gpst|r|yr|y|jr)-?\d{1,2}|\d00-?l(?:evel)?", re.I)
_ROLE_END = re.compile(r"(?:ologist|iatrician|iatrist|surgeon|thetist|etrician)$")
_FIELD_END = re.compile(r"(?:ology|iatry|iatrics|etrics)$")


@dataclass(frozen=True)
class Token:
    """One word or sign of a message."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a message into words and signs."""
    return tuple(Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text.replace("’", "'")))


def seen(words: Sequence[Token]) -> list[Ids]:
    """The buckets of what is seen at each word."""
    return [_buckets(names) for names in _names(words)]


def seen_beside(words: Sequence[Token], plain: Sequence[Ids], marks: Sequence[str]) -> list[Ids]:
    """`plain`, which is `seen(words)`, and what the marks add: what is known of each word, such as whose name it is."""
    clause, _, ends = _openings(words, [_class_of(word.text) for word in words])
    return [np.union1d(ids, _buckets(_names_of_marks(marks, n, clause[n], ends[n]))) for n, ids in enumerate(plain)]


def _buckets(names: Sequence[str]) -> Ids:
    return hashed(names, BUCKETS)


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Word -> the classes it stands in. Raises LibraryError for a class that is no list of words."""
    found: dict[str, tuple[str, ...]] = {}
    data = read_yaml(DATA / "cues.yaml", without="messages cannot be read without it")
    if not isinstance(data, dict):
        raise LibraryError("cues.yaml", "file", "must be a mapping of classes to words")
    lists = load_bank().lists
    for name, words in {**data, "given": " ".join(lists["given"]), "common": " ".join(lists["stop"])}.items():
        if not isinstance(words, str):
            raise LibraryError("cues.yaml", str(name), "must be a line of words")
        for word in words.lower().split():
            found[word] = (*found.get(word, ()), str(name))
    return found


def _class_of(word: str) -> tuple[str, ...]:
    low = word.lower()
    found = list(_classes().get(low, ()))
    found += [name for name, form in (("role", _ROLE_END), ("field", _FIELD_END)) if form.search(low)]
    if _CODE.fullmatch(word):
        found.append("code")
    if any(char.isdigit() for char in word):
        found.append("figure")
    return tuple(found) or ("?",)


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "0" if word.isdigit() else "0x"
    if not word[0].isalnum():
        return word
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    return "Xx" if word[0].isupper() else "x"


def _names_of_marks(marks: Sequence[str], n: int, first: int, end: int) -> list[str]:
    """What the marks tell at word `n`, whose clause runs from `first` to `end`."""
    near = [(step, n + step) for step in (-3, -2, -1, 1, 2, 3)]
    names = [f"m{step}={marks[place]}" for step, place in near if 0 <= place < len(marks)]
    names += [f"m={marks[n]}", f"clause m={marks[first]}", f"clause m, at={marks[first]} {min(n - first, 3)}"]
    return names + [f"in clause m={mark}" for mark in set(marks[first:end])]


def _names(words: Sequence[Token]) -> list[list[str]]:
    low = [re.sub(r"\d", "0", word.text.lower()) for word in words]
    shape = [_shape(word.text) for word in words]
    classes = [_class_of(word.text) for word in words]
    count = len(words)
    clause, sentence, ends = _openings(words, classes)
    told: list[list[str]] = []
    titled = -9
    for n in range(count):
        titled = n if "title" in classes[n] else titled
        names = ["bias", f"w={low[n]}", f"s={shape[n]}", f"end={low[n][-3:]}", f"start={low[n][:3]}"]
        names += [f"c={name}" for name in classes[n]] + [f"cs={name} {shape[n]}" for name in classes[n]]
        for step in (-3, -2, -1, 1, 2, 3):
            near = n + step
            if not 0 <= near < count:
                names.append(f"w{step}=")
                continue
            if abs(step) < 3:
                names += [f"w{step}={low[near]}", f"s{step}={shape[near]}"]
            names += [f"c{step}={name}" for name in classes[near]]
        names += [f"before={' '.join(low[max(0, n - 1) : n + 1])}", f"two before={' '.join(low[max(0, n - 2) : n])}"]
        names.append(f"after={' '.join(low[n : n + 2])}")
        first, opens = clause[n], sentence[n]
        names += [f"clause={low[first]}", f"clause two={' '.join(low[first : first + 2])}", f"at={min(n - first, 6)}"]
        names += [f"clause c={name}" for name in classes[first]]
        if first:
            names += [f"joint={low[first - 1]}", f"led={' '.join(low[max(0, first - 2) : first])}"]
        names += [f"sentence={low[opens]}", f"sentence at={min((n - opens) // 3, 5)}"]
        names += [f"sentence c={name}" for name in classes[opens]]
        inside = {name for some in classes[first : ends[n]] for name in some} - {"common", "?"}
        names += [f"in clause={name}" for name in inside]
        names += [f"to the end={min((count - n) // 3, 4)}", f"since title={min(n - titled, 8)}"]
        told.append(names)
    return told


def _openings(words: Sequence[Token], classes: Sequence[tuple[str, ...]]) -> tuple[list[int], list[int], list[int]]:
    """For each word, where its clause and its sentence begin, and where its clause ends."""
    clause, sentence = [0] * len(words), [0] * len(words)
    for n in range(1, len(words)):
        sign, stopped = words[n - 1].text, n > 1 and "title" in classes[n - 2]
        ended = sign in ".!?" and not (sign == "." and stopped)
        sentence[n] = n if ended else sentence[n - 1]
        clause[n] = n if ended or sign in ",;:()-&" else clause[n - 1]
    ends = [len(words)] * len(words)
    for n in reversed(range(len(words) - 1)):
        ends[n] = ends[n + 1] if clause[n + 1] == clause[n] else n + 1
    return clause, sentence, ends
