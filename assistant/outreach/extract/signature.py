"""Who writes, where the message says it as a signature does: "Chidi Eze, FY1, Leeds", without a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outreach.bank import load_bank
from assistant.outreach.brief import Person
from assistant.outreach.extract.names import TITLE, Mention
from assistant.outreach.extract.words import ORG, ROLE_RE, STAGE, STAGE_WORD, common
from assistant.outreach.language.grammar import past_forms, third_forms
from assistant.outreach.language.tagging import tag

_ABBREVIATED = re.compile(r"\b(dr|prof|mr|ms|mrs|st|univ|(?<!\w)[A-Z])\.(?=\s)", re.I)
_LEAD = re.compile(
    r"^(?:(?:dear|respected) \w+(?:/\w+)?,? )?(?:(?:many |with )?(?:thanks|thank you|thx|best|"
    r"cheers|regards|kind regards|sincerely|from|"
    r"sent by|signed|hi|hello|hey)\b[ ,!]*)?"
    r"(?:[-\u2013~]+\s*)?(?:(?:my |full )?name(?: is|:)? |myself |i'?m |i am |this is |it'?s )?(?:an? )?",
    re.I,
)
_PIECES = re.compile(
    r"(\s*[,;/|]\s*(?!her|him|them|hers)|\s+[-\u2013]\s+|\s*\(|\)\s*,?\s*|\s+(?:at|@|from)\s+(?:the )?|\s+here\b)"
)
_CAPITAL = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'’-]*(?:(?<=\b[A-Z])\.)?"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|de|da|do|dos|van|von|der|den|bin|bint|al|el|la|le|ter)){{0,4}}")
_LOWER_NAME = re.compile(r"[a-z]{2,}(?: [a-z'-]{2,}){0,2}")
_YEAR_ALONE = re.compile(r"(?:final|first|second|third|fourth|fifth)[- ]year|(?:junior|senior|consultant)", re.I)
_PRONOUNS = re.compile(r"(?:she|he|they|xe|ze)\s?/\s?\w+(?:\s?/\s?\w+)?", re.I)
_CONTACT = re.compile(r"\S+@\S+|\+?[\d ()-]{7,}|pager \d+|https?://\S+", re.I)
_PLACE = re.compile(
    rf"(?:the )?(?:{_CAPITAL}|of|the|and|for|de|da|do|at|in|&)(?: (?:{_CAPITAL}|of|the|and|for|de|da|do|in|&))*"
)


def signature_of(text: str, other: Mention | None) -> Person:
    """The first sentence without a verb that holds a name or a stage of training, the last sentence looked at first."""
    best = Person()
    chunks = list(_chunks(text))
    for number, (chunk, outer) in enumerate(reversed(chunks)):
        edge = number == 0 or number == len(chunks) - 1
        found = _read(chunk, other, edge=edge, closing=number == 0, after_stage=STAGE.search(outer) is not None)
        if found and _filled(found) > _filled(best):
            best = found
    return best


def _filled(person: Person) -> int:
    return sum(value is not None for value in person.model_dump().values())


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """Sentences, and the brackets of a sentence that says "i'm a ..."; beside each the sentence it stands in."""
    marked = _ABBREVIATED.sub("\\1\u2024", text)
    for sentence in re.split(r"[!?\n]+|\.(?=\s|$)|;|\s-\s(?=[A-Z])|\s-(?=[A-Z])|\u2013", marked):
        plain = sentence.replace("\u2024", ".").strip(" ,")
        if plain:
            yield plain, ""
        for inner in re.findall(r"\b[iI]'?m an? [^()]{2,40}\(([^()]{3,50})\)", plain):
            yield inner, plain


def _read(chunk: str, other: Mention | None, *, edge: bool, closing: bool, after_stage: bool) -> Person | None:
    lead = _LEAD.match(chunk)
    bare = chunk[lead.end() :] if lead else chunk
    signed = bool(lead and re.search(r"[-\u2013~]|thanks|thx|best|cheers|regards|name|signed", lead.group(), re.I))
    if not bare or len(bare.split()) > 16 or (_has_verb(bare) and not re.search(r"\bhere\b", bare)):
        return None
    pieces = _pieces(bare)
    name = stage = place = role = pronouns = None
    lower = after_stage or any(STAGE.fullmatch(piece) for _, piece in pieces)
    named = [
        piece
        for before, piece in pieces
        if not before and not STAGE.fullmatch(piece) and _is_name(piece, other, lower=lower)
    ]
    # Of two that could be the name ("McGill, Étienne Roy") it is the one with a given and a family name.
    name = next((piece for piece in named if len(piece.split()) > 1), named[0] if named else None)
    for before, piece in pieces:
        if piece == name or _CONTACT.fullmatch(piece):
            continue
        if _PRONOUNS.fullmatch(piece):
            pronouns = piece
        elif STAGE.fullmatch(piece) or _YEAR_ALONE.fullmatch(piece):
            stage = stage or piece
        elif ROLE_RE.fullmatch(piece) or re.fullmatch(r"nurse|RN|paramedic|EMT|pharmacist", piece):
            role = role or piece
        elif (found := re.search(rf"(?<![\w-])(?i:{STAGE_WORD})$", piece)) and not stage and len(piece.split()) <= 5:
            stage = found.group()
        elif before == "from" and not re.search(rf"\b(?i:{ORG})\b|\b[A-Z]{{2,}}\b", piece):
            continue
        elif place is None and (name or stage) and _is_place(piece, bool(stage)):
            place = piece
        elif (extra := STAGE.match(piece)) and stage is None and len(piece.split()) <= 7:
            stage = extra.group(1)
        else:
            return None
    alone = name and not (stage or place or pronouns or role)
    if not (name or (stage and edge)) or (
        alone
        and not (signed and len((name or "").split()) <= 3)
        and not (closing and len((name or "").split()) in (2, 3))
    ):
        return None
    return Person(name=name, stage=stage, institution=place, pronouns=pronouns, role=role if not stage else None)


def _has_verb(bare: str) -> bool:
    """Whether a verb stands in it that is beyond doubt; a name that the tagger never saw may look like one."""
    known = load_bank().verbs.base | set(past_forms()) | set(third_forms())
    return any(word.finite and (word.kind == "AUX" or "'" in word.text or word.low in known) for word in tag(bare))


def _pieces(bare: str) -> list[tuple[str, str]]:
    """The parts of a signature, each with "at" or "from" where that stands before it."""
    found: list[tuple[str, str]] = []
    parts = ["", *_PIECES.split(bare)]
    for before, part in zip(parts[::2], parts[1::2], strict=True):
        piece = re.sub(r"^(?:and |now |currently )?(?:an? )?", "", part.strip(" ,.!-"))
        lead = re.match(r"(at|from|@) (?:the )?", piece)
        word = lead.group(1) if lead else (before.split() or [""])[0]
        piece = piece[lead.end() :] if lead else piece
        # "Luis Ortega MS3"
        piece = re.sub(r"^(?:Dr|Prof)\.? (?=[A-Z]\w+ [A-Z])", "", piece)
        if tail := re.fullmatch(rf"({_NAME.pattern}) ((?i:{STAGE_WORD}))", piece):
            found += [("", tail.group(1)), ("", tail.group(2))]
        elif piece:
            found.append((word if word in ("at", "from", "@") else "", piece))
    return found


def _is_place(piece: str, after_stage: bool) -> bool:
    return (
        _PLACE.fullmatch(piece) is not None
        or re.search(rf"\b{ORG}\b", piece, re.I) is not None
        or (after_stage and re.fullmatch(r"[a-z]{2,}(?: [a-z]+)?", piece) is not None and piece not in common())
    )


def _is_name(piece: str, other: Mention | None, *, lower: bool) -> bool:
    piece = re.sub(r"^(?:Dr|Prof)\.? (?=[A-Z])", "", piece)
    if TITLE.match(piece + " x") or re.search(rf"\b{ORG}\b", piece, re.I) or len(piece.split()) > 5:
        return False
    if other and (piece.lower() in f"{other.title} {other.name}".lower() or other.name.lower() in piece.lower()):
        return False
    words = [word.strip(".").lower() for word in piece.split()]
    if any(word in common() and len(word) > 2 for word in words) or (piece.isupper() and len(piece) > 1):
        return False
    if _NAME.fullmatch(piece):
        return not any(
            re.fullmatch(
                r"tone|formal|warm|brief|email|linkedin|casual|urgent|please|thanks|hi|hello|dear|saturdays?|\w+days?",
                word,
            )
            for word in words
        )
    return lower and _LOWER_NAME.fullmatch(piece) is not None and not any(word in common() for word in words)
