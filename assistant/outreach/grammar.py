"""What a free phrase is, grammatically, so that it can be fitted into a sentence.

shape_of("her talk on burnout") -> "np"
shape_of("I loved your talk")   -> "i"
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from assistant.outreach.bank import load_bank

Shape = Literal[
    "i",
    "you",
    "other",
    "np",
    "gerund",
    "inf",
    "base",
    "ours",
    "theirs",
    "adj",
    "pp",
    "wh",
    "whether",
    "question",
    "any",
]

_WORDS = re.compile(r"[\w][\w'\u2019.-]*|[,;:?]")
_AUX = frozenset(
    "is are was were am has have had do does did will would can could should might may must isn't aren't "
    "wasn't weren't "
    "hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't".split()
)
_DETERMINERS = frozenset(
    "a an the my our your her his their its this that these those any some one two three no every each another".split()
)
_TAKES_VERB = _DETERMINERS | frozenset(
    "you me us him them it with in into at to whether how if for up out through over around".split()
)
_PREPOSITIONS = frozenset(
    "at from through via by during after before on in under with because about as between since until for of".split()
)
_RELATIVE = frozenset("who that which where when whose while if how what because as although though".split())
_ING_NOUNS = frozenset(
    "training meeting morning evening nursing teaching mentoring funding nothing anything something "
    "everything spring screening imaging "
    "counselling counseling wellbeing building hearing writing feeling setting sibling during housing planning".split()
)
_ADVERBS = frozenset(
    "recently just also always really already currently finally both first still now actually then simply "
    "only never genuinely".split()
)
_SUBJECT = frozenset("i we".split())
_VERB_ENDING_EXCEPTIONS = frozenset(
    "based related focused centred centered integrated interested experienced combined advanced applied "
    "mixed limited".split()
)


def words(text: str) -> list[str]:
    """Lower-case words and commas."""
    return [word.lower().replace("\u2019", "'") for word in _WORDS.findall(text)]


@cache
def past_forms() -> dict[str, str]:
    """Finite past form -> base form."""
    verbs = load_bank().verbs
    found: dict[str, str] = {}
    for base in verbs.base:
        if base in verbs.irregular:
            found[verbs.irregular[base][0]] = base
        elif base.endswith("e"):
            found[base + "d"] = base
        elif base.endswith("y") and base[-2] not in "aeiou":
            found[base[:-1] + "ied"] = base
        else:
            found[base + "ed"] = base
            if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", base):
                found[base + base[-1] + "ed"] = base
    return found


@cache
def third_forms() -> dict[str, str]:
    """Third-person present -> base form ("runs" -> "run")."""
    found = {"is": "are", "has": "have", "does": "do", "goes": "go"}
    for base in load_bank().verbs.base - {"be", "have", "do", "go"}:
        if base.endswith("y") and base[-2] not in "aeiou":
            found[base[:-1] + "ies"] = base
        elif base.endswith(("s", "sh", "ch", "x", "z")):
            found[base + "es"] = base
        else:
            found[base + "s"] = base
    return found


@cache
def participles() -> frozenset[str]:
    """Past participles ("been", "given", "published")."""
    irregular = {forms[-1] for forms in load_bank().verbs.irregular.values()}
    return frozenset({"been", *irregular, *(form for form in past_forms() if form.endswith("ed"))})


def is_finite(tokens: list[str], at: int) -> bool:
    """Whether the word at `at` is a finite verb of its clause."""
    word = tokens[at]
    before = tokens[at - 1] if at else ""
    if word in _AUX or word.endswith(("n't", "'re", "'m", "'ve")):
        return True
    if word in past_forms():
        if (
            before in _DETERMINERS
            or before in _PREPOSITIONS
            or before in ("to", "and", "or")
            or word in _VERB_ENDING_EXCEPTIONS
        ):
            return False
        return word not in (
            "found",
            "left",
            "read",
            "cut",
            "set",
            "put",
            "split",
            "led",
            "met",
            "saw",
        ) or before not in ("",)
    if word in third_forms():
        base = third_forms()[word]
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if before in _DETERMINERS or before in _PREPOSITIONS or before == "":
            return False
        return base not in load_bank().verbs.also_nouns or after in _TAKES_VERB or after in ("well", "here", "there")
    return False


def has_clause(tokens: list[str]) -> bool:
    """Whether the phrase has its own finite verb outside a relative clause."""
    for at, word in enumerate(tokens):
        if at and (word in _RELATIVE or word in ("i", "you", "she", "he", "they", "we")):
            return False
        if at and is_finite(tokens, at):
            return True
    return False


def is_base_verb(tokens: list[str], *, prefer_verb: bool = False) -> bool:
    """Whether the phrase opens with an infinitive without "to" ("learn how to...")."""
    first = tokens[0]
    verbs = load_bank().verbs
    if first not in verbs.base:
        return False
    if first not in verbs.also_nouns:
        return True
    after = tokens[1] if len(tokens) > 1 else ""
    if (
        first
        in ("help", "research", "call", "answer", "question", "plan", "feedback", "support", "test", "work", "start")
        and not prefer_verb
    ):
        return after in _TAKES_VERB - {"with", "for", "in", "at", "to", "into", "over"} or (
            first in ("work", "start") and after in ("with", "in", "on", "at", "as")
        )
    if after in ("on", "of"):
        return first in ("work", "focus") and prefer_verb
    return (
        prefer_verb
        or after in _TAKES_VERB
        or (first in ("shadow", "visit", "volunteer", "mentor", "review") and after != "")
    )


def shape_of(text: str, *, prefer_verb: bool = False) -> Shape:
    """Return the shape of a tidied phrase that already addresses the recipient as "you"."""
    tokens = [word for word in words(text) if word not in (",", ";", ":")]
    while len(tokens) > 1 and tokens[0] in _ADVERBS:
        tokens = tokens[1:]
    tokens = [word for word in tokens if word != "?"]
    if not tokens:
        return "any"
    first = tokens[0]
    second = tokens[1] if len(tokens) > 1 else ""
    if text.rstrip().endswith("?") or (
        first in _AUX and second in ("i", "you", "we", "there", "she", "he", "they", "it", "this", "that")
    ):
        return "question"
    if first in ("if", "whether"):
        return "whether"
    if first in ("how", "what", "which", "why", "where", "when", "who"):
        return "wh" if not (second in _AUX and len(tokens) > 2 and tokens[2] in ("i", "you", "we")) else "question"
    if first in _SUBJECT or first.startswith(("i'", "we'")):
        return "i"
    if first == "you" or first.startswith("you'"):
        return "you"
    if first == "to" and second:
        return "inf"
    if first in ("because", "since") and second:
        return "pp" if second == "of" else "other"
    pair = f"{first} {second}"
    verbs = load_bank().verbs
    if (
        first in verbs.ours | set(past_forms())
        and re.match(r"\w+ (?:with |to |for )?me\b", text, re.I)
        and first not in ("wrote", "emailed")
    ):
        return "theirs"
    if pair in verbs.ours:
        return "ours"
    if pair in verbs.theirs:
        return "theirs"
    if first in load_bank().lists["adjectives"]:
        return "adj"
    if first.endswith("ing") and first not in _ING_NOUNS and len(first) > 4:
        return "gerund"
    if first in verbs.ours and not (first in verbs.also_nouns and second in ("for", "of")):
        return "ours"
    if (first in verbs.theirs and first not in ("works", "studies", "left", "found", "edits")) or (
        first in verbs.theirs and second in _TAKES_VERB
    ):
        return "theirs"
    if is_base_verb(tokens, prefer_verb=prefer_verb):
        return "base"
    if first in past_forms() and first not in _VERB_ENDING_EXCEPTIONS and first not in verbs.base:
        return "ours"
    if first in _AUX:
        return "i" if first in ("can", "could", "will", "would") else "theirs"
    if first in _PREPOSITIONS and first != "as":
        return "pp"
    if has_clause(tokens):
        return "other"
    return "np"
