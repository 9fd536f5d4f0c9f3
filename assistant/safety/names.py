"""Names of patients, found by the company they keep (HIPAA Safe Harbor, 45 CFR 164.514(b)(2); framework F48).

A name alone says nothing: mentors, students and staff have names too. A name is a patient's when the grammar
says so ("my patient Ana", "Mr X in bed 4", "we admitted Ana", "Ana, a 54-year-old woman", "Ana, MRN 12").
Once it is known, every other place where it stands is masked as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from assistant.safety.patterns import compile_pattern, load_patterns, read_mapping

Span = tuple[int, int]

_FILE = Path(__file__).with_name("data") / "names.yaml"
_DATA = read_mapping(
    _FILE, {"not_names", "given", "after_a_given_name", "pieces", "patterns", "before_a_name", "after_a_name"}
)
_PIECES: Mapping[str, str] = _DATA["pieces"]
_UP, _TITLE = _PIECES["up"], _PIECES["title"]
NOT_NAMES = frozenset(str(_DATA["not_names"]).split()) | frozenset(str(_DATA["not_names"]).upper().split())
GIVEN = frozenset(str(_DATA["given"]).split())
AFTER_A_GIVEN_NAME = frozenset(str(_DATA["after_a_given_name"]).split())
_LOOKS = load_patterns(_FILE, _DATA)
TOKEN, _PARTICLE, _DOCTOR, CLINICAL = (_LOOKS[name] for name in ("token", "particle", "doctor", "clinical"))
_STAFF_BEFORE, _STAFF_AFTER, _LEARNER_AFTER = (
    _LOOKS[name] for name in ("staff_before", "staff_after", "learner_after")
)
_LOWER_AFTER, _LOWER_TITLE, _LOWER_WORD = (_LOOKS[name] for name in ("lower_after", "lower_title", "lower_word"))
_NAMED, _AND, _SENTENCE, _INITIALS = (_LOOKS[name] for name in ("named", "and", "sentence", "initials"))


def _company(field: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Read the patterns beside names; the second value says whether a clinical word must stand in the
    sentence."""
    return tuple(
        (compile_pattern(_FILE, f"{field}[{i}]", row["pattern"], _PIECES), bool(row["clinical"]))
        for i, row in enumerate(_DATA[field])
    )


# "I'm", "We've": no name ends so.
_CONTRACTION = re.compile(r"['\u2019](?:m|ve|d|ll|re|t)\.?$", re.I)

_BEFORE_A_NAME, _AFTER_A_NAME = _company("before_a_name"), _company("after_a_name")


def sentence_around(text: str, at: int, bounds: list[int]) -> str:
    """Return the sentence that holds a place; `bounds` are the ends of the sentences."""
    start, end = 0, len(text)
    for bound in bounds:
        if bound <= at:
            start = bound
        else:
            end = bound
            break
    return text[max(start, at - 400) : min(end, at + 400)]


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end; "Mr." ends none."""
    return [match.end() for match in _SENTENCE.finditer(text)]


def find_names(text: str) -> list[Span]:
    """Return the spans of patients' names in a normalised text, in order, without overlaps."""
    if not CLINICAL.search(text) and not re.search(r"(?i)\b(?:year[\s-]old|y/?o\b|client|baby )|\d ?[MF]\b", text):
        return []
    bounds = sentence_ends(text)
    found: set[Span] = set()
    for pattern, needs_clinical in _BEFORE_A_NAME:
        for match in pattern.finditer(text):
            span = name_at(text, match.end())
            if span is None:
                continue
            titled = bool(re.search(rf"{_TITLE} $", match[0]))
            if _in_a_heading(text, span, match):
                continue
            if needs_clinical and not _clinical_near(text, span, match, bounds, titled):
                continue
            if (titled or needs_clinical) and _is_staff(text, span, match.start()):
                continue
            if not _DOCTOR.search(text[max(0, span[0] - 60) : span[0]]):
                found.update(_with_companions(text, span))
    for match in TOKEN.finditer(text):
        span = _name_ending_at(text, match)
        if span is None:
            continue
        tail = text[span[1] : span[1] + 90]
        for pattern, needs_clinical in _AFTER_A_NAME:
            after = pattern.search(tail)
            if after is None or _DOCTOR.search(text[max(0, span[0] - 60) : span[0]]):
                continue
            if _LEARNER_AFTER.search(tail[after.end() :]) or _STAFF_AFTER.search(text[span[1] : span[1] + 60]):
                continue
            if needs_clinical and not CLINICAL.search(sentence_around(text, span[0], bounds)):
                continue
            found.add(span)
    found.update(_in_small_letters(text, bounds))
    found.update(_initials(text, bounds))
    return _merged(found | _same_people(text, found))


def _in_a_heading(text: str, span: Span, match: re.Match[str]) -> bool:
    """Whether "Patient" and the word after it are capitals of a title: "Patient Encounters", not "Patient
    Weber"."""
    if not match[0].startswith("Patient ") or ":" in match[0]:
        return False
    word = text[span[0] : span[1]]
    mid_sentence = bool(re.search(r"\w[ ]$", text[max(0, match.start() - 2) : match.start()]))
    return mid_sentence and " " not in word and word.lower() not in GIVEN


def _clinical_near(text: str, span: Span, match: re.Match[str], bounds: list[int], titled: bool) -> bool:
    sentence = sentence_around(text, span[0], bounds)
    own = match[0]
    rest = sentence.replace(text[span[0] : span[1]], " ", 1)
    if not titled:
        # The verb before the name ("presented Ana") is not yet the clinical word that it needs.
        rest = rest.replace(own, " ", 1)
    return bool(CLINICAL.search(rest)) or (titled and bool(CLINICAL.search(own)))


def _is_staff(text: str, span: Span, start: int) -> bool:
    before = text[max(0, span[0] - 60) : span[0]]
    if _DOCTOR.search(before) or _STAFF_AFTER.search(text[span[1] : span[1] + 60]):
        return True
    return bool(_STAFF_BEFORE.search(text[max(0, start - 40) : span[0]]))


def name_at(text: str, at: int) -> Span | None:
    """Return the name that begins at a place: up to four capitalised words that are no common words."""
    end, i, words, letters = at, at, 0, 0
    while words < 4:
        particle = _PARTICLE.match(text, i) if words else None
        j = particle.end() + 1 if particle else i
        token = TOKEN.match(text, j)
        if token is None:
            break
        word = token[0]
        if _CONTRACTION.search(word):
            break
        bare = re.sub(r"['\u2019]s\.?$", "", word).rstrip(".")
        initial = len(bare) == 1
        if bare in NOT_NAMES and not (initial and word.endswith(".") and bare != "I"):
            break
        if (
            bare.isupper()
            and 1 < len(bare) < 4
            and words == 0
            and not re.match(r", [A-Z]{2,}\b", text[j + len(bare) : j + len(bare) + 12])
        ):
            break
        if any(c.isdigit() for c in bare):
            break
        words += 1
        letters += len(bare)
        keeps_dot = initial and word.endswith(".")
        end = j + len(bare) + (1 if keeps_dot else 0)
        if bare != word and not keeps_dot:
            break
        if text[end : end + 1] != " ":
            break
        i = end + 1
    if words == 0 or (words == 1 and letters == 1):
        return None
    return at, end


def _name_ending_at(text: str, token: re.Match[str]) -> Span | None:
    """Return the whole name that ends with a token, or None when the token does not end one."""
    start = token.start()
    if start and (text[start - 1].isalnum() or text[start - 1] in "'-@."):
        return None
    before = re.search(
        rf"(?:[{_UP}][\w'\u2019-]*\.? (?:(?:de|del|van|von|al|el|la|bin|da|di) )?){{0,3}}$",
        text[max(0, start - 70) : start],
    )
    first = start - len(before[0]) if before else start
    while first < start:
        span = name_at(text, first)
        if span is not None and span[0] <= start < span[1]:
            break
        step = text.find(" ", first, start)
        first = step + 1 if step >= 0 else start
    span = name_at(text, first)
    if span is None or not span[0] <= start < span[1]:
        return None
    following = TOKEN.match(text, span[1] + 1) if text[span[1] : span[1] + 1] == " " else None
    if following is not None and following[0].rstrip(".") not in NOT_NAMES and span[1] < token.end():
        return None
    return span


def _with_companions(text: str, span: Span) -> list[Span]:
    """Return the span and the names listed right after it: "patients, Ana Lopez and Ana Souza"."""
    spans = [span]
    plural = re.search(r"(?i)(?:patients|clients|parents)[,: ]", text[max(0, span[0] - 25) : span[0]])
    while plural:
        link = _AND.match(text, spans[-1][1])
        following = name_at(text, link.end()) if link else None
        if following is None or len(spans) > 8:
            break
        spans.append(following)
    return spans


def _initials(text: str, bounds: list[int]) -> set[Span]:
    """Return initials that stand for a patient: beside a bed, after "pt", or after a title among clinical words."""
    found: set[Span] = set()
    for match in _INITIALS.finditer(text):
        name = match.lastgroup or ""
        letters = match[name].rstrip(" ")
        start = match.start(name)
        if re.sub(r"[. ]", "", letters) in NOT_NAMES and "." not in letters:
            continue
        if name == "titled" and (
            not CLINICAL.search(sentence_around(text, start, bounds))
            or _is_staff(text, match.span(name), match.start())
        ):
            continue
        found.add((start, start + len(letters)))
    return found


def _in_small_letters(text: str, bounds: list[int]) -> set[Span]:
    """Return names that were typed without capitals, after words that announce a patient."""
    found: set[Span] = set()
    for pattern in (_LOWER_AFTER, _LOWER_TITLE):
        for match in pattern.finditer(text):
            word = _LOWER_WORD.match(text, match.end())
            if word is None:
                continue
            titled = bool(re.search(r"\b(?:mr|mrs|ms|miss)\.? $", match[0], re.IGNORECASE))
            named = bool(_NAMED.search(match[0]))
            if titled and not CLINICAL.search(sentence_around(text, word.start(), bounds)):
                continue
            if titled and _is_staff(text, word.span(), match.start()):
                continue
            given = word[0] in GIVEN
            aged = re.match(r",? \(?\d{1,3} ?(?:y|m\b|f\b)", text[word.end() : word.end() + 12])
            if not (given or titled or named or aged) or word[0] in AFTER_A_GIVEN_NAME:
                continue
            end = word.end()
            second = _LOWER_WORD.match(text, end + 1) if text[end : end + 1] == " " else None
            if second and not titled and second[0] not in AFTER_A_GIVEN_NAME and (given or named):
                end = second.end()
            found.add((word.start(), end))
    return found


def _same_people(text: str, found: set[Span]) -> set[Span]:
    """Return the other places where a name, or its first or last word, stands without a doctor's title."""
    words: set[str] = set()
    for start, end in found:
        name = text[start:end]
        words.add(name)
        words.update(
            w for w in re.split(r"[ ]", name) if len(w) > 2 and w[0].isupper() and w.rstrip(".") not in NOT_NAMES
        )
    if not words:
        return set()
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)[:60]) + r")\b")
    others: set[Span] = set()
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _DOCTOR.search(before) or re.search(
            r"(?i)\b(?:my (?:mentor|attending|consultant|friend|colleague|student|mentee) )$", before
        ):
            continue
        if (
            re.search(rf"[{_UP}][\w'-]+ $", before)
            and match.span() not in found
            and not re.search(rf"(?:{_TITLE}|Patient|Pt|Bed|The|On|In|And|But|When|So|If|Then) $", before)
        ):
            continue
        others.add(match.span())
    return others


def _merged(spans: set[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
