"""Whether a sentence says no more than its source: numbers, names, negation, opposites, who did it, and every word.

Closed on purpose. A word that stands neither in the source nor among words that carry no fact is a fault, so that an
invention needs no rule of its own to be caught; what is caught wrongly costs a plainer sentence and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import Stemmer
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.reading import first_fault, read_yaml

WORDS = Path(__file__).with_name("data") / "plain_words.yaml"
_TOKEN = re.compile(r"\[ADD: [^\]\n]*\]|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d+(?:[.,:]\d+)*")
_LINK = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+")
_UNITS = frozenset("minute hour day week month year".split())
_FIRST = frozenset("i me my mine myself we us our ours i'm i've i'd i'll we're we've".split())
_SECOND = frozenset("you your yours yourself you're you've you'd you'll".split())
_stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord


_WORD_LISTS = ("ordinary", "courteous", "advising", "negators", "strong", "irregular_past", "plain_past")


class _Lists(BaseModel):
    """The word lists of data/plain_words.yaml, which says what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ordinary: frozenset[str]
    courteous: frozenset[str]
    advising: frozenset[str]
    negators: frozenset[str]
    strong: frozenset[str]
    irregular_past: frozenset[str]
    plain_past: frozenset[str]
    same: tuple[frozenset[str], ...]
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    numbers: Mapping[str, str]

    @field_validator(
        "ordinary", "courteous", "advising", "negators", "strong", "irregular_past", "plain_past", mode="before"
    )
    @classmethod
    def _words(cls, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    @field_validator("same", mode="before")
    @classmethod
    def _groups(cls, value: Any) -> Any:
        return [line.split() if isinstance(line, str) else line for line in value]

    @field_validator("opposites", mode="before")
    @classmethod
    def _pairs(cls, value: Any) -> Any:
        return [[side.split() for side in pair] for pair in value]


def load_lists(path: Path = WORDS) -> _Lists:
    """Read the word lists. Raises LibraryError naming the file and the field."""
    try:
        return _Lists.model_validate(read_yaml(path))
    except ValidationError as error:
        raise first_fault(path.name, error) from None


@cache
def _lists() -> _Lists:
    return load_lists()


@cache
def plain_words(*kinds: str) -> frozenset[str]:
    """The stems of words that carry no fact: `ordinary`, `courteous`, `advising` of data/plain_words.yaml."""
    return frozenset(_stem(word) for kind in kinds for word in getattr(_lists(), kind))


@cache
def _mates() -> Mapping[str, frozenset[str]]:
    """For each stem of a line of `same`, the stems of that line and of the others in which it stands."""
    found: dict[str, frozenset[str]] = {}
    for line in _lists().same:
        group = frozenset(_stem(word) for word in line)
        for stem in group:
            found[stem] = found.get(stem, frozenset()) | group
    return found


def with_mates(found: frozenset[str]) -> frozenset[str]:
    """The stems and those of words for the same thing."""
    return found.union(*(_mates().get(stem, frozenset()) for stem in found))


def tokens(text: str) -> list[str]:
    """Words, numbers and blanks of a text, in order, as they are written."""
    return [found.group().replace("\u2019", "'") for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text; contractions count as their first part."""
    return frozenset(stem_of(word) for word in tokens(text) if word[0].isalpha())


def stem_of(word: str) -> str:
    """The stem of a word; of a contraction that of its first part ("doesn't" is "does")."""
    low = word.lower()
    if low.endswith("n't"):
        return _stem({"wo": "will", "ca": "can", "sha": "shall"}.get(low[:-3], low[:-3]))
    return _stem(low.split("'")[0])


def content_stems(text: str) -> frozenset[str]:
    """The stems that carry a fact."""
    return stems(text) - plain_words("ordinary", "courteous")


def fault(
    claim: str, source: str, *, allowed: frozenset[str], strict_past: bool = False, dialogue: bool = False
) -> str | None:
    """Say what the claim states beyond its source, or None.

    `allowed` are stems that carry no fact here. `strict_past`: a verb in the past is an experience, which must stand in
    the source. `dialogue`: the source is what two people said, so that "I" and "you" change with the speaker.
    """
    tests: tuple[Callable[[], str | None], ...] = (
        lambda: _links(claim, source),
        lambda: _numbers(claim, source),
        lambda: _amounts(claim, source),
        lambda: _names(claim, source, allowed),
        lambda: _negation(claim, source),
        lambda: _opposites(claim, source),
        lambda: _strength(claim, source),
        lambda: None if dialogue else _persons(claim, source),
        lambda: _past(claim, source) if strict_past else None,
        lambda: _new_words(claim, source, allowed),
    )
    return next((found for test in tests if (found := test())), None)


def lost(claim: str, source: str, *, share: float) -> str | None:
    """Say what of the source the claim leaves out, or None: a number, a name, a blank, or too many of its words."""
    have = {word.lower() for word in tokens(claim)} | numbers(claim)
    for word in tokens(source):
        if (word[0] == "[" or word[0].isdigit()) and word.lower() not in have:
            return f"'{word}' is left out"
    for name in names(source):
        if name.lower() not in have:
            return f"'{name}' is left out"
    carries = content_stems(source)
    kept = carries & with_mates(stems(claim))
    if carries and len(kept) / len(carries) < share:
        return f"'{min(carries - kept)}' and more is left out"
    # Courteous words carry no fact, but a sentence without most of them says something else.
    whole = stems(source) - plain_words("ordinary")
    gone = whole - with_mates(stems(claim))
    return f"'{min(gone)}' and more is left out" if len(gone) > 0.55 * len(whole) else None


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, as digits."""
    found = set()
    for word in tokens(text):
        if word[0].isdigit():
            found |= {word, *re.split(r"[.,:]", word)}
        elif word.lower() in _lists().numbers:
            found.add(_lists().numbers[word.lower()])
    return frozenset(found)


def names(text: str) -> list[str]:
    """Words with a capital that are no beginning of a sentence, and words of capitals; not "I"."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0] == "[" or not word[0].isupper() or word.split("'")[0].split("\u2019")[0] == "I":
            continue
        before = text[: match.start()].rstrip(" \"'\u201c\u2018(*")
        begins = not before or (before[-1] in ".!?:\n" and not re.search(r"\b(?:Dr|Prof|Mr|Mrs|Ms|[A-Z])\.$", before))
        if not begins or (word.isupper() and len(word) > 1):
            found.append(word)
    return found


def _links(claim: str, source: str) -> str | None:
    new = next((link for link in _LINK.findall(claim) if link.rstrip(".,") not in source), None)
    return f"the address '{new}' is invented" if new else None


def _numbers(claim: str, source: str) -> str | None:
    new = numbers(claim) - numbers(source) - {"1"}
    return f"the number '{min(new)}' is not in the source" if new else None


def _amounts(claim: str, source: str) -> str | None:
    """Say so when a length of time has lost or changed its number: "every two weeks" is not "every week"."""
    theirs = _lengths(source)
    for unit, amount in _lengths(claim):
        if amount not in {other for name, other in theirs if name == unit} and theirs:
            return f"the '{unit}' has another number than in the source"
    return None


def _lengths(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each unit of time with the numbers in the four words before it, as far as the unit before that."""
    found: list[tuple[str, frozenset[str]]] = []
    before: list[str] = []
    for word in tokens(text):
        unit = word.lower().rstrip("s")
        if unit in _UNITS:
            found.append((unit, numbers(" ".join(before[-4:]))))
            before = []
        else:
            before.append(word)
    return found


def _names(claim: str, source: str, allowed: frozenset[str]) -> str | None:
    known = {word.lower() for word in tokens(source)}
    for name in names(claim):
        if name.lower() not in known and stem_of(name) not in stems(source) | allowed:
            return f"the name '{name}' is not in the source"
    for blank in re.findall(r"\[[^\]]*\]", claim):
        if blank not in source:
            return f"the blank '{blank}' is not in the source"
    return None


def _signs(text: str) -> dict[str, set[bool]]:
    """For each stem that carries meaning, whether a negation stands within four words before it."""
    found: dict[str, set[bool]] = {}
    since = 99
    for match in re.finditer(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[,.;:!?]", text):
        word = match.group().lower().replace("\u2019", "'")
        if word in ".;:!?,":
            since = 99
            continue
        if word in _lists().negators or word.endswith("n't"):
            since = 0
            continue
        since += 1
        stem = stem_of(word)
        if stem not in plain_words("ordinary"):
            found.setdefault(stem, set()).add(since <= 4)
    return found


def _negation(claim: str, source: str) -> str | None:
    mine, theirs = _signs(claim), _signs(source)
    for stem, signs in mine.items():
        if stem in theirs and not signs & theirs[stem]:
            return f"'{stem}' is turned into its opposite"
    return None


def _opposites(claim: str, source: str) -> str | None:
    mine = {word.lower() for word in tokens(claim)}
    theirs = {word.lower() for word in tokens(source)}
    for left, right in _lists().opposites:
        for one, other in ((left, right), (right, left)):
            if mine & one and not theirs & one and theirs & other and not mine & other:
                return f"'{min(mine & one)}' stands for '{min(theirs & other)}'"
    return None


def _strength(claim: str, source: str) -> str | None:
    new = ({word.lower() for word in tokens(claim)} & _lists().strong) - {word.lower() for word in tokens(source)}
    return f"'{min(new)}' is stronger than the source" if new else None


def _persons(claim: str, source: str) -> str | None:
    mine, theirs = _holders(claim), _holders(source)
    begins = next((stem_of(word) for word in tokens(claim)), "")
    if "first" in theirs.get(begins, ()) and begins not in mine:
        return f"'{begins}' has become an order"
    for stem, person in mine.items():
        if stem in theirs and theirs[stem] and person and not person & theirs[stem]:
            return f"'{stem}' has changed hands"
    return None


def _holders(text: str) -> dict[str, set[str]]:
    """For each stem that carries meaning, who stands within three words before it: first or second person.

    Right after "and" or "but" that may also be whom the sentence began with ("I wish you well, and hope ...").
    """
    found: dict[str, set[str]] = {}
    for part in re.split(r"[.!?;]\s", text):
        subject, person, since, last = "", "", 99, ""
        for word in (token.lower() for token in tokens(part)):
            if word in _FIRST or word in _SECOND:
                person, since = ("first" if word in _FIRST else "second"), 0
                subject = subject or person
                continue
            since += 1
            stem = stem_of(word)
            if word[0].isalpha() and stem not in plain_words("ordinary") and since <= 3:
                found.setdefault(stem, set()).update({person, subject} if last in ("and", "but") else {person})
            last = word
    return found


def _past(claim: str, source: str) -> str | None:
    known = {word.lower() for word in tokens(source)}
    same = with_mates(stems(source))
    for word in (token.lower() for token in tokens(claim)):
        past = word in _lists().irregular_past or (word.endswith("ed") and len(word) > 4)
        if past and word not in known | _lists().plain_past and stem_of(word) not in same - stems(source):
            return f"'{word}' tells of something that the source does not"
    return None


def _new_words(claim: str, source: str, allowed: frozenset[str]) -> str | None:
    known = with_mates(stems(source)) | allowed
    for word in tokens(claim):
        if word[0].isalpha() and stem_of(word) not in known and word.lower() not in _lists().numbers:
            return f"'{word}' is not in the source"
    return None


def overlap(claim: str, source: str) -> float:
    """The share of the claim's words that carry a fact and stand in the source, 0 to 1."""
    mine = content_stems(claim)
    return len(mine & stems(source)) / len(mine) if mine else 0.0
