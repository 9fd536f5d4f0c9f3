"""Text made plain: one form of every character, nothing hidden, nothing that can reorder what is read.

`normalise` is what the person and every later step see. Null bytes, control characters and zero-width
characters are dropped; characters that reorder text are shown as `[U+202E]`; text hidden in invisible tag
characters becomes visible. `normalised` also says where each character came from, so that a mask can name its
place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
)
_LINE_ENDS = frozenset("\u0085\u2028\u2029\x0b\x0c")
_ZWJ = "\u200d"
_FLAG = "\U0001f3f4"
_TAG_FIRST, _TAG_LAST = 0xE0000, 0xE007F
_PLAIN = re.compile(r"[\n\t -~]*\Z")


@dataclass(frozen=True)
class Normalised:
    """A normalised text. `origins[i]` is the place in the original of character i; None when nothing
    moved."""

    text: str
    origins: tuple[int, ...] | None
    original_length: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that text[start:end] came from."""
        if self.origins is None:
            return start, end
        if start >= len(self.origins):
            return self.original_length, self.original_length
        last = self.origins[end] if end < len(self.origins) else self.original_length
        return self.origins[start], max(last, self.origins[start])


def normalise(text: str) -> str:
    """Return the text in NFC without hidden or reordering characters."""
    return normalised(text).text


def normalised(text: str) -> Normalised:
    """Return the normalised text and where each of its characters came from."""
    if _PLAIN.match(text):
        return Normalised(text, None, len(text))
    out: list[str] = []
    origins: list[int] = []
    for start, cluster in _clusters(text):
        shown = _shown(cluster, text, start)
        out.append(shown)
        origins.extend([start] * len(shown))
    return Normalised("".join(out), tuple(origins), len(text))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Split into characters, each with the combining marks that follow it, so that NFC can be taken piece by
    piece.

    A Hangul syllable may be spelt in several letters, so those stay together too. At most 30 marks belong to
    one character; the rest of a longer heap is dropped, for it only hides what stands beneath.
    """
    clusters: list[tuple[int, str]] = []
    start, marks = 0, 0
    for i, char in enumerate(text):
        joined = i > start and (unicodedata.combining(char) or ("\u1160" < char <= "\u11ff"))
        if not joined:
            if i > start or marks:
                clusters.append((start, text[start : min(i, start + 31)]))
            start, marks = i, 0
        else:
            marks += 1
    if text:
        clusters.append((start, text[start : start + 31]))
    return clusters


def _shown(cluster: str, text: str, at: int) -> str:
    """Return what one cluster becomes."""
    char = cluster[0]
    code = ord(char)
    if len(cluster) > 1:
        return unicodedata.normalize("NFC", cluster)
    if " " <= char <= "~" or char in "\n\t":
        return char
    if char == "\r":
        return "" if text[at + 1 : at + 2] == "\n" else "\n"
    if char in _LINE_ENDS:
        return "\n"
    if char in _BIDI:
        return f"[U+{code:04X}]"
    if char in _DROPPED:
        return ""
    if char == _ZWJ:
        return char if _joins_symbols(text, at) else ""
    if _TAG_FIRST <= code <= _TAG_LAST:
        return _tag(text, at, code)
    category = unicodedata.category(char)
    if category == "Cc" or category == "Cs":
        return ""
    if category == "Zs":
        return " "
    return unicodedata.normalize("NFC", char)


def _joins_symbols(text: str, at: int) -> bool:
    """Whether a joiner stands between two emoji, where it belongs."""
    before = text[at - 1] if at else ""
    after = text[at + 1 : at + 2]
    return bool(before and after) and before > "\u2000" and after > "\u2000" and not (before + after).isalpha()


def _tag(text: str, at: int, code: int) -> str:
    """Show an invisible tag character as the letter it hides, except within a flag."""
    i = at
    while i and _TAG_FIRST <= ord(text[i - 1]) <= _TAG_LAST and at - i < 8:
        i -= 1
    if i and text[i - 1] == _FLAG:
        return chr(code)
    letter = code - _TAG_FIRST
    return chr(letter) if 0x20 <= letter < 0x7F else ""
