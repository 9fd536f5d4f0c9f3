"""What a free phrase is, grammatically, so that it can be fitted into a sentence.

shape_of("her talk on burnout") -> "np"
shape_of("I loved your talk")   -> "i"
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import Literal

from assistant.outreach.bank import load_bank
from assistant.outreach.language.tagging import Word, tag

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
_WHEREABOUTS = frozenset("on in at out under off away between behind abroad back".split())
_RELATIVE = frozenset("who that which where when whose while if how what because as although though".split())
# Verbs that end so by themselves.
_ING_VERBS = frozenset("bring ring sing string swing sting cling fling wring ping".split())
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
_NOMINATIVE = frozenset("i you she he they we".split())
_OBJECTS = frozenset("me us you him her them it my your our".split())
_OWNERS = frozenset("your my our his their".split())
_REPORTING = frozenset(
    "said say says think thinks thought told tell believe believed argued "
    "argue showed show explained know knew wrote mean mentioned".split()
)
_VERY = frozenset("very so quite really extremely more most too pretty truly deeply particularly especially".split())
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


def finite_verbs(text: str) -> int:
    """How many finite verbs of its own a phrase has; those of relative and subordinate clauses do not count.

    An auxiliary and its verb are one. The first word never counts: a phrase that opens with its verb lacks its subject.
    """
    found = inside = 0
    before = ""
    tagged = tag(text)
    for at, word in enumerate(tagged):
        opens = word.low in _RELATIVE or (word.low == "that" and word.kind != "DET")
        after_noun = at > 1 and tagged[at - 1].kind in ("NOUN", "PROPN") and _adjoins(text, tagged[at - 1], word)
        if (at and opens) or (after_noun and word.low in _NOMINATIVE | _OWNERS):
            # A relative that names its subject ("who she met") is one clause, not two.
            inside += not (word.low in _NOMINATIVE and before in _RELATIVE)
        before = word.low
        if (
            not at
            or not word.finite
            or _disagrees(tagged[at - 1], word)
            or (tagged[at - 1].finite and tagged[at - 1].kind == "AUX" and at > 1)
        ):
            continue
        if inside:
            # What is said or thought inside a relative is a clause inside it, too.
            inside -= word.low not in _REPORTING
        else:
            found += 1
    return found


def _disagrees(before: Word, word: Word) -> bool:
    """Whether a word taken for a plain present verb stands after a noun in the singular ("the sepsis dashboard")."""
    plain = word.kind == "VERB" and not (word.low in past_forms() or word.low in third_forms() or "'" in word.text)
    return (
        plain
        and before.kind in ("NOUN", "PROPN", "ADJ")
        and not re.search(r"(?<!s)(?<!si)(?<!u)s$|people$|men$", before.low)
    )


def _adjoins(text: str, before: Word, word: Word) -> bool:
    """Whether only a space stands between two words ("the dashboard your team built")."""
    return text[before.start + len(before.text) : word.start].isspace()


def is_sure_clause(text: str) -> bool:
    """Whether the finite verb of a phrase is beyond doubt: an auxiliary, a known form, or one with an object."""
    tagged = tag(text)
    if finite_verbs(text) != 1:
        return finite_verbs(text) > 1
    for at, word in enumerate(tagged):
        if at and word.finite:
            after = tagged[at + 1] if at + 1 < len(tagged) else None
            return (
                word.kind == "AUX"
                or word.low in _AUX
                or word.low in past_forms()
                or (after is not None and (after.low in _OBJECTS or after.kind in ("DET", "SCONJ", "ADV")))
                or (word.low in third_forms() and third_forms()[word.low] not in load_bank().verbs.also_nouns)
            )
    return False


def _may_be_clause(text: str) -> bool:
    """Whether a participle with an object may be the verb after all ("the talk you gave changed my mind")."""
    tagged = tag(text)
    participle = any(
        word.form == "Part" and word.low.endswith("ed") and after.kind in ("DET", "PRON")
        for word, after in itertools.pairwise(tagged)
    )
    # "My leave starts in May", where a noun in -s would fit as well.
    present = any(
        word.low in third_forms()
        and before.kind in ("NOUN", "PROPN", "VERB")
        and not before.low.endswith("s")
        and after.kind in ("ADP", "ADV")
        for before, word, after in zip(tagged[1:], tagged[2:], tagged[3:], strict=False)
    )
    return participle or present


def _verb_like_plural(text: str) -> bool:
    """Whether a word in -s between two nouns is the verb ("your lab studies sleep"): compounds are in the singular."""
    tagged = tag(text)
    return any(
        word.low in third_forms()
        and word.low != "needs"
        and before.kind in ("NOUN", "PROPN")
        and not before.low.endswith("s")
        and after.kind in ("NOUN", "DET", "ADJ", "SCONJ")
        and _adjoins(text, before, word)
        and _adjoins(text, word, after)
        for before, word, after in zip(tagged[1:], tagged[2:], tagged[3:], strict=False)
    )


def _before_noun(text: str, adjective: str) -> bool:
    """Whether an adjective belongs to the noun after it ("fluent Spanish")."""
    tagged = tag(text)
    at = next((n for n, word in enumerate(tagged) if word.low == adjective), 0)
    return at + 1 < len(tagged) and tagged[at + 1].kind in ("NOUN", "PROPN", "ADJ")


def is_whereabouts(text: str) -> bool:
    """Whether a phrase tells where, or in what state, somebody is ("on call", "away at a conference", "off sick")."""
    tagged = tag(text)
    if not tagged or tagged[0].low not in _WHEREABOUTS:
        return False
    return tagged[0].low in _PREPOSITIONS | {"at"} or len(tagged) == 1 or tagged[1].kind in ("ADP", "ADJ")


def is_base_verb(tokens: list[str], *, prefer_verb: bool = False) -> bool:
    """Whether the phrase opens with an infinitive without "to" ("learn how to...")."""
    first = tokens[0]
    verbs = load_bank().verbs
    if first not in verbs.base:
        return False
    if first not in verbs.also_nouns:
        return True
    after = tokens[1] if len(tokens) > 1 else ""
    if after in ("on", "of"):
        return first in ("work", "focus") and prefer_verb
    if prefer_verb or after in _TAKES_VERB - {"with", "for", "in", "at", "to", "into", "over"}:
        return True
    if first in ("work", "start") and after in ("with", "in", "on", "at", "as"):
        return True
    if after in _PREPOSITIONS or after in ("with", "into", ""):
        return False
    # A word that may be either is what the tagger takes it for ("start something new", "research experience").
    return tag(" ".join(tokens))[0].kind in ("VERB", "AUX")


def shape_of(text: str, *, prefer_verb: bool = False) -> Shape:
    """Return the shape of a tidied phrase that already addresses the recipient as "you"."""
    tokens = [word for word in words(text) if word not in (",", ";", ":")]
    while len(tokens) > 1 and tokens[0] in _ADVERBS:
        tokens = tokens[1:]
    tokens = [word for word in tokens if word != "?"]
    if not tokens:
        return "any"
    first = tokens[0]
    if first == "not" and len(tokens) > 1 and tokens[1] in load_bank().lists["adjectives"]:
        return "adj"
    if first in _VERY and len(tokens) > 1 and tokens[1] in load_bank().lists["adjectives"]:
        return "adj"
    second = tokens[1] if len(tokens) > 1 else ""
    if text.rstrip().endswith("?") or (
        first in _AUX and second in ("i", "you", "we", "there", "she", "he", "they", "it", "this", "that")
    ):
        return "question"
    if first in ("if", "whether"):
        return "whether"
    if first == "what" and finite_verbs(text) > 1:
        # "what stayed with me is ..." is whole.
        return "other"
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
    if first in third_forms() and second and tag(text)[0].kind in ("VERB", "AUX"):
        return "theirs"
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
    travelled = first in ("moved", "lost") and second in ("from", "to", "into", "out", "my")
    if first in load_bank().lists["adjectives"] and not travelled and not _before_noun(text, first):
        return "adj"
    if (
        first.endswith("ing")
        and len(first) > 4
        and first not in _ING_VERBS
        and (first not in _ING_NOUNS or second in _TAKES_VERB or tag(text)[0].kind == "VERB")
    ):
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
        # "On call got swapped" is a clause about "on call".
        kinds = [word.kind for word in tag(" ".join(tokens))][:3]
        return "any" if kinds[1:] == ["NOUN", "VERB"] and not tokens[2].endswith("ing") else "pp"
    if _verb_like_plural(text):
        return "other"
    if not finite_verbs(text):
        return "any" if _may_be_clause(text) else "np"
    # Where the verb is in doubt, the phrase is shown as it stands, behind a colon.
    return "other" if is_sure_clause(text) else "any"
