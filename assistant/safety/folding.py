"""A text as the rules read it: small letters, no accents, no apostrophes, contractions spelt out, typing
slips mended.

"I dont wanna be here any more" and "I don't want to be here anymore." fold to the same words. The folded text
is only ever read by rules; nobody sees it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.safety.patterns import read_mapping

_DATA = Path(__file__).with_name("data") / "folding.yaml"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MAX_SENTENCE, _OVERLAP, _MAX_WORD = 600, 120, 32

_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u2018\u02bc`\u00b4](?=\w)")
_MIXED_WORD = re.compile(r"\w*[a-z]\w*", re.ASCII)
_LONG = re.compile(r"\w{33,}")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+")
_CLAUSE_END = re.compile(r"[!?;\n\u2026]+|\.+(?!\d)|:(?=\s)")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_TITLE_DOT = re.compile(r"\b(dr|mr|mrs|ms|prof|st|vs|dept)\.")
_LETTER_BY_LETTER = re.compile(r"\b\w(?:[ .\-_*]{1,2}\w){5,}\b")


def _near(word: str) -> set[str]:
    """All strings one slip away: a letter left out, added, changed, or two swapped."""
    cuts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    near = {a + b[1:] for a, b in cuts if b}
    near |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
    near |= {a + c + b for a, b in cuts for c in _ALPHABET if b}
    return near - {word}


def _spellings() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...], dict[int, str], dict[str, str]]:
    data = read_mapping(_DATA, {"contractions", "phrases", "slips", "mend", "real_words", "lookalikes"})
    spellings: dict[str, str] = {}
    kept = set(str(data["real_words"]).split())
    for word in str(data["mend"]).split():
        for slip in _near(word):
            if slip not in kept:
                spellings.setdefault(slip, word)
    for word in str(data["mend"]).split():
        spellings.pop(word, None)
    for part in ("slips", "contractions"):
        spellings.update({str(key): str(value) for key, value in dict(data[part]).items()})
    phrases = tuple((re.compile(rf"\b{key}\b"), str(value)) for key, value in dict(data["phrases"]).items())
    pairs = str(data["lookalikes"]).split()
    shuffled = {_shape(word): word for word in str(data["mend"]).split()}
    return spellings, phrases, {ord(pair[0]): pair[1] for pair in pairs}, shuffled


def _shape(word: str) -> str:
    """First and last letter and those between in order: the same for a word whose inner letters were
    shuffled."""
    return word[0] + "".join(sorted(word[1:-1])) + word[-1]


_SPELLINGS, _PHRASES, _LOOKALIKES, _SHUFFLED = _spellings()
_SHUFFLED_STARTS = frozenset((shape[0], len(shape)) for shape in _SHUFFLED)


@dataclass(frozen=True)
class Folded:
    """The folded text: `text` keeps punctuation, `sentences` hold bare words parted by single spaces."""

    text: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The clauses of the text, in order, each at most 600 characters."""
        sentences: list[str] = []
        for piece in _CLAUSE_END.split(self.text):
            words = _NOT_WORD.sub(" ", piece).strip()
            if words:
                sentences.extend(_pieces(_mend_phrases(words)))
        return tuple(sentences)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """The clauses, each once: a page may say one thing a thousand times."""
        return tuple(dict.fromkeys(self.sentences))

    @cached_property
    def whole(self) -> str:
        """All sentences, parted by ` / `."""
        return " / ".join(self.sentences)


def fold(text: str) -> Folded:
    """Fold a normalised text."""
    plain = text
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).lower()
        plain = _MIXED_WORD.sub(lambda m: m[0], plain)
        plain = re.sub(r"\w+", _latin, plain)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    else:
        plain = plain.lower()
    plain = _APOSTROPHE.sub("", plain)
    plain = _TITLE_DOT.sub(r"\1 ", plain)
    plain = _LONG.sub(lambda m: m[0][:_MAX_WORD], plain)
    plain = _REPEATED.sub(r"\1", plain)
    plain = _WORD.sub(_spelt, plain)
    return Folded(plain)


def joined_letters(text: str) -> str:
    """Return the text with words that were spelt out letter by letter ("i g n o r e") written together."""
    return _LETTER_BY_LETTER.sub(lambda m: re.sub(r"[ .\-_*]{1,2}", "", m[0]), text)


def _spelt(match: re.Match[str]) -> str:
    word = match[0]
    known = _SPELLINGS.get(word)
    if known is None and (word[0], len(word)) in _SHUFFLED_STARTS:
        known = _SHUFFLED.get(_shape(word))
    return known or word


def _latin(match: re.Match[str]) -> str:
    """Swap look-alike letters of other scripts, in a word that also holds Latin ones."""
    word = match[0]
    if word.isascii() or not any("a" <= c <= "z" for c in word):
        return word
    return word.translate(_LOOKALIKES)


def _mend_phrases(words: str) -> str:
    for pattern, value in _PHRASES:
        words = pattern.sub(value, words)
    return words


def _pieces(words: str) -> list[str]:
    """Cut an endless sentence at spaces, with some overlap."""
    if len(words) <= _MAX_SENTENCE:
        return [words]
    pieces = []
    start = 0
    while start < len(words):
        end = start + _MAX_SENTENCE
        cut = words.rfind(" ", start + _OVERLAP, end) if end < len(words) else len(words)
        cut = cut if cut > start else end
        pieces.append(words[start:cut].strip())
        if cut >= len(words):
            break
        back = words.find(" ", max(start + 1, cut - _OVERLAP))
        start = back if start < back < cut else cut
    return [piece for piece in pieces if piece]
