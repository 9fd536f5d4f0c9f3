"""Keeping what the person changed by hand when the draft is written anew.

    keep_edits(old_draft, edited, new_draft)

compares the draft as it was written with the draft as the person left it, sentence by sentence, and makes the same
changes in the new draft: what they replaced stays replaced, what they struck out stays out, what they added stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_UNIT = re.compile(
    r"[^\n]*?(?:(?<!\bDr)(?<!\bProf)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])[.?!](?=\s|$)|(?=\n)|$)"
)
_SIMILAR = 0.72


@dataclass(frozen=True)
class _Unit:
    text: str
    gap: str  # the white space that follows


def _units(body: str) -> list[_Unit]:
    units: list[_Unit] = []
    at = 0
    while at < len(body):
        found = _UNIT.match(body, at)
        end = found.end() if found else len(body)
        text = body[at:end]
        space = re.compile(r"\s*").match(body, end)
        gap = space.group() if space else ""
        at = end + len(gap)
        if text.strip():
            units.append(_Unit(text.strip(), gap))
        elif units:
            units[-1] = _Unit(units[-1].text, units[-1].gap + text + gap)
        if not text and not gap:
            break
    return units


def keep_edits(old_draft: str, edited: str, new_draft: str) -> str:
    """Return the new draft with the person's own edits of the old one made again. Pure; keeps line breaks."""
    if edited.strip() == old_draft.strip():
        return new_draft
    if new_draft.strip() == old_draft.strip():
        return edited
    old, mine, new = _units(old_draft), _units(edited), _units(new_draft)
    matcher = SequenceMatcher(a=[unit.text for unit in old], b=[unit.text for unit in mine], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        new = _apply(
            new,
            [unit.text for unit in old[:a]],
            [unit.text for unit in old[a:b]],
            mine[c:d],
            mine[c - 1].gap if c else "\n\n",
        )
    return "".join(unit.text + unit.gap for unit in new).rstrip()


def _apply(new: list[_Unit], before: list[str], gone: list[str], put: list[_Unit], lead: str) -> list[_Unit]:
    """Make one edit: `gone` (after `before`) was replaced by `put`; either may be empty.

    `lead` is the gap before `put`.
    """
    places = [place for text in gone if (place := _find(new, text)) is not None]
    kept_texts = {unit.text for unit in new}
    put = [unit for unit in put if unit.text not in kept_texts]
    if places:
        first = min(places)
        gap = new[max(places)].gap
        fresh = [*put[:-1], _Unit(put[-1].text, gap)] if put else []
        rest = [unit for n, unit in enumerate(new) if n not in places]
        if not fresh and first and first == max(places) and "\n" in gap and first - 1 < len(rest):
            # The struck sentence closed its paragraph: the break stays.
            rest[first - 1] = _Unit(rest[first - 1].text, gap)
        return [*rest[:first], *fresh, *rest[first:]]
    if not put:
        return new
    anchor = next((place for text in reversed(before) if (place := _find(new, text)) is not None), None)
    at = 0 if anchor is None else anchor + 1
    if anchor is not None:
        after = new[anchor].gap
        new = [*new[:anchor], _Unit(new[anchor].text, lead or " "), *new[at:]]
        put = [*put[:-1], _Unit(put[-1].text, after)]
    return [*new[:at], *put, *new[at:]]


def _find(units: list[_Unit], text: str) -> int | None:
    """The place of a sentence, or of the one that is nearly the same."""
    for n, unit in enumerate(units):
        if unit.text == text:
            return n
    scored = [(SequenceMatcher(a=unit.text, b=text, autojunk=False).ratio(), n) for n, unit in enumerate(units)]
    best, place = max(scored, default=(0.0, -1))
    if best >= _SIMILAR:
        return place
    # "Thank you." is the shorter "Thank you for considering it.", where it is the only one that opens so.
    same = [n for n, unit in enumerate(units) if text.startswith("Thank you") and unit.text.startswith("Thank you")]
    return same[0] if len(same) == 1 else None


def without_sentence(body: str, words: str) -> str | None:
    """Strike out the sentence that the words point at; None where there is none."""
    wanted = {word for word in re.findall(r"[\w']{3,}", words.lower())} - {
        "the",
        "part",
        "line",
        "sentence",
        "about",
        "that",
        "and",
        "bit",
        "with",
        "paragraph",
    }
    units = _units(body)
    if re.search(r"\b(?:last|final) (?:sentence|line)\b", words, re.I):
        inner = [n for n, unit in enumerate(units) if unit.text.endswith((".", "?", "!"))]
        return _without(units, inner[-1]) if inner else None
    if re.search(r"\bfirst (?:sentence|line)\b", words, re.I) and len(units) > 2:
        return _without(units, 1)
    scores = [len(wanted & set(re.findall(r"[\w']{3,}", unit.text.lower()))) / max(len(wanted), 1) for unit in units]
    if not wanted or not scores or max(scores) < 0.5:
        return None
    at = scores.index(max(scores))
    if at == 0 or not units[at].text.endswith((".", "?", "!")):
        return None
    return _without(units, at)


def _without(units: list[_Unit], at: int) -> str:
    """The text without one unit; a paragraph that it closed stays closed."""
    kept = list(units)
    if at and "\n" in units[at].gap and "\n" not in kept[at - 1].gap:
        kept[at - 1] = _Unit(kept[at - 1].text, units[at].gap)
    del kept[at]
    return "".join(unit.text + unit.gap for unit in kept).strip()
