"""Fitting sentences to the length that a reader has time for (rubric items E01, E02, E22).

A message is a list of paragraphs of `Line`s. Lines from the person's own words always stay; fixed lines may be
shortened or dropped, and lines without facts are added only while the message is too short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.outreach.language.wording import split_sentences

MIN_WORDS, TARGET_WORDS, MAX_WORDS, HARD_MAX = 75, 80, 145, 195
MAX_SENTENCES = 8
MAX_MEAN = 22.0

_BLANK = re.compile(r"\[ADD: [^\]\n]*\]")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Line:
    """One sentence (or more) of a slot. `own` says that it carries what the person stated."""

    slot: str
    text: str
    own: bool = False
    paragraph: int = 0


def count_words(text: str) -> int:
    """Words as a reader counts them; a blank counts as its words."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def count_sentences(text: str) -> int:
    """Sentences of running text; a line break after a full stop ends one."""
    return sum(len(split_sentences(_BLANK.sub("blank", line))) for line in text.split("\n") if line.strip())


def syllables(word: str) -> int:
    """Syllables of an English word, by its vowel groups."""
    low = re.sub(r"[^a-z]", "", word.lower())
    if not low:
        return 1
    n = len(_VOWELS.findall(low))
    if low.endswith("e") and not low.endswith(("le", "ee", "ye")) and n > 1:
        n -= 1
    if re.search(r"[^td]ed$", low) and n > 1:
        n -= 1
    return max(n, 1)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade of the running text; blanks, names of places and addresses do not count."""
    text = _BLANK.sub("this", text)
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", text) if "@" not in word]
    sentences = max(count_sentences(text), 1)
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59


def body_of(lines: list[Line]) -> str:
    """Join the lines into paragraphs."""
    paragraphs: dict[int, list[str]] = {}
    for line in lines:
        if line.text:
            paragraphs.setdefault(line.paragraph, []).append(line.text)
    return "\n\n".join(" ".join(texts) for _, texts in sorted(paragraphs.items()))


def fit(lines: list[Line], fill: tuple[str, ...], *, low: int = TARGET_WORDS, high: int = MAX_WORDS) -> list[Line]:
    """Bring the message into the wanted length and number of sentences. No own line is ever dropped."""
    lines = [line for line in lines if line.text]
    lines = _filled(lines, fill, low)
    if count_words(body_of(lines)) < min(low, MIN_WORDS) and len(lines) > 4:
        # Many short notes leave no room for another sentence: some are joined.
        lines = _filled(_merge(lines, MAX_SENTENCES - 3), fill, low)
    for slot in ("close", "inbox", "forward", "person", "did", "out2"):
        if count_words(body_of(lines)) <= high and count_sentences(body_of(lines)) <= MAX_SENTENCES:
            break
        lines = [line for line in lines if line.slot != slot or line.own]
    return _merge(lines)


def _filled(lines: list[Line], fill: tuple[str, ...], low: int) -> list[Line]:
    """Add fixed sentences while the message is too short and has room for one."""
    said = {line.text for line in lines}
    for sentence in fill:
        words, sentences = count_words(body_of(lines)), count_sentences(body_of(lines))
        if words >= low or sentences >= MAX_SENTENCES - (words >= MIN_WORDS):
            break
        if sentence not in said:
            lines = _insert(lines, sentence)
    return lines


def _insert(lines: list[Line], sentence: str) -> list[Line]:
    """Add a line without facts before the closing lines of the last paragraph but one, or before the thanks."""
    at = next(
        (
            n
            for n, line in enumerate(lines)
            if line.slot in ("out", "thanks") or (line.slot == "close" and n == len(lines) - 1)
        ),
        len(lines),
    )
    paragraph = lines[at].paragraph if at < len(lines) else (lines[-1].paragraph if lines else 0)
    return [*lines[:at], Line("fill", sentence, paragraph=paragraph), *lines[at:]]


def _merge(lines: list[Line], most: int = MAX_SENTENCES) -> list[Line]:
    """Join neighbours until there are at most so many sentences."""
    lines = list(lines)
    while count_sentences(body_of(lines)) > most:
        pairs = [n for n in range(len(lines) - 1) if _can_join(lines[n], lines[n + 1])]
        if not pairs:
            return lines
        best = min(pairs, key=lambda n: count_words(lines[n].text) + count_words(lines[n + 1].text))
        first, second = lines[best], lines[best + 1]
        lines[best : best + 2] = [replace(first, text=_joined(first, second), own=first.own or second.own)]
    return lines


def _can_join(first: Line, second: Line) -> bool:
    if first.paragraph != second.paragraph or not first.text.endswith(".") or not second.text.endswith("."):
        return False
    if second.slot == "thanks":
        return first.slot == "out" and second.text.startswith("Thank you")
    if second.slot in ("out", "time", "ask", "close") or first.slot in ("ask", "time", "out"):
        return False
    return (
        count_sentences(first.text) == 1
        and ";" not in first.text + second.text
        and ":" not in first.text
        and not second.text.startswith("One more")
    )


def _joined(first: Line, second: Line) -> str:
    text = second.text
    if second.slot == "thanks":
        return f"{first.text[:-1]}, and thank you{text[9:]}"
    word = text.split(" ", 1)[0]
    keep = word in ("I", "I'm", "I'd", "I've", "I'll") or not _is_plain(word)
    if keep and first.slot == second.slot and first.text.startswith("I "):
        return f"{first.text[:-1]}, and {text}"
    return f"{first.text[:-1]}; {text if keep else text[0].lower() + text[1:]}"


def _is_plain(word: str) -> bool:
    return word.lower().strip(",.;:") in (
        "you your my we our the a an this that there if it he she they any another some one two in on at "
        "because since after before "
        "would could please on what when how here since".split()
    )
