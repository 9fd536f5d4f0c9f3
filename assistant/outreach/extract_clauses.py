"""Where a clause of a message ends, for each kind of phrase that is read from it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Kind
from assistant.outreach.extract_patterns import (
    CLAUSE,
    TRAIL,
)


def clause(span: str) -> str:
    """Cut a stretch at the end of its clause."""
    found = CLAUSE.match(span)
    return trim(found.group(1) if found else span)


def trim(span: str) -> str:
    """Take joining words and punctuation off the ends of a span."""
    previous = None
    span = span.strip()
    while span != previous:
        previous = span
        span = TRAIL.sub("", span).strip(" .!?\"'()")
    return span


def ok(span: str | None, least: int = 2) -> str | None:
    """Return the span where it has enough words, else None."""
    return span if span and len(span.split()) >= least else None


def sentence_clause(span: str) -> str:
    """A clause about somebody else's words keeps its "to contact her"; it ends at a full stop or a new "I ..."."""
    return trim(
        re.split(
            r"[.!?;\n](?=\s|$)|,? (?:and|but|so|&) (?:i|i'm|im|we)\b|, (?:i|im|i'm)\b",
            re.sub(r"\b(Dr|Prof)\.", "\\1\u2024", span, flags=re.I),
            maxsplit=1,
        )[0].replace("\u2024", ".")
    )


def ask_clause(span: str) -> str:
    """Cut a request at the end of its clause."""
    cut = re.split(
        r"[.!?;\n](?=\s|$)(?<!Dr\.)(?<!dr\.)(?<!Prof\.)|,? (?:but|so) |, (?:i|im|i'm|m\d|ms\d|pgy|free|and "
        r"i|no)\b|,? and (?:i(?:'m|m)?|could|can) (?!join)|,? (?:i'?m|im) (?:an?|in|free)\b|,? totally\b|, "
        r"(?:due|deadline|name)\b|,? (?:bc|because)\b|,? and (?:have|haven't|has|hasn't|havent|hasnt|he|"
        r"she|they|never|no)\b",
        span,
        maxsplit=1,
        flags=re.I,
    )[0]
    return trim(cut)


def news_clause(span: str, kind: Kind | None) -> str:
    """Cut what has happened to the sender from what follows from it."""
    span = re.split(
        r"[.!?;\n](?=\s|$)|,? (?:so|but) (?:i|we|can|could)\b|,? (?:can|could) (?:we|you|u|i)\b|, (?:15|10|"
        r"20|30|can|could|thurs|mon|tues|wed|fri|so|need|dr|prof|i could)|,? (?:so|and) (?:we should|i "
        r"need|need)\b| so (?:we|i)\b|, and our\b| and our\b|,? and (?:want|would like|wanna)\b|, my \w+ "
        r"is\b",
        span,
        maxsplit=1,
        flags=re.I,
    )[0]
    return trim(span)


def because_clause(span: str) -> str:
    """Cut a reason from what the sender wants next."""
    span = re.split(
        r"[.!?;\n](?=\s|$)|,? (?:and|&) (?:i |i'd|im |i'm |want|ask(?!ed)|wanna|could|would)(?! (?:loved|"
        r"liked|enjoyed))|,? so (?:i|can|could)\b|,? (?:im|i'm|i am) (?:an?|in|free)\b|, (?:can|could) "
        r"(?:u|you)\b|,? want(?:ed)? to ask|,? maybe (?:coffee|a)\b|, (?:an? )?(?:m\d|ms\d|pgy)|,? i "
        r"want\b|, he said\b|, she said\b|,? (?:15|10|20|30)[- ]min|, i'd",
        span,
        maxsplit=1,
        flags=re.I,
    )[0]
    return trim(span)


def clause_liked(span: str) -> str:
    """Cut what the sender heard or read from what they want next."""
    span = re.split(
        r"[.!?;\n](?=\s|$)|, (?:and )?(?:i'?d|i would|i want|i'?m|im|pgy|m\d|ms\d|just|can|could|want)\b|"
        r",? and (?:i'?d|i would|i want|want|would|i'?m|wanna|ask|i am|i'?d)\b|,? (?:but|so) i\b",
        span,
        maxsplit=1,
        flags=re.I,
    )[0]
    return trim(span)


def cut_long(span: str) -> str:
    """What somebody is thanked for, without what was done with it."""
    span = re.split(
        r"[.!?;\n](?=\s|$)|,? (?:and|so|but) (?:i|i'm|im|it|my|we)\b|, (?:i|im|i'm|just|m\d|ms\d|pgy)\b",
        span,
        maxsplit=1,
        flags=re.I,
    )[0]
    return trim(span)
