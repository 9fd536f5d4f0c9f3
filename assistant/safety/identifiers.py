"""What could identify a patient, each span replaced by its kind (HIPAA Safe Harbor's 18 kinds; framework F48,
rubric G11).

Names are found in names.py. Numbers with a label (record, insurance, licence, device) are masked where they
stand; dates, addresses, telephone numbers, e-mail and web addresses only where the sentence ties them to a
patient, for mentors, meetings and the writer's own signature have them too.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from assistant.safety.candidates import suspects
from assistant.safety.names import CLINICAL, find_names, sentence_around, sentence_ends
from assistant.safety.normalise import Normalised
from assistant.safety.patterns import load_patterns, read_mapping
from assistant.safety.tagger import KIND_OF_CODE, tagger

_log = logging.getLogger(__name__)

NAME, RECORD, BIRTH, DATE, AGE = "PATIENT NAME", "RECORD NUMBER", "DATE OF BIRTH", "DATE", "AGE"
ADDRESS, PHONE, EMAIL, ID, BED = "ADDRESS", "PHONE", "EMAIL", "ID NUMBER", "ROOM OR BED"

_FILE = Path(__file__).with_name("data") / "identifiers.yaml"
_LOOKS = load_patterns(_FILE, read_mapping(_FILE, {"pieces", "patterns"}))
_DATE, _RECORD, _ID, _SSN, _BIRTH = (_LOOKS[name] for name in ("date", "record", "id", "ssn", "birth"))
_AGE, _AGE_OF_A_NAME, _AGE_TOLD_LATER = (_LOOKS[name] for name in ("age", "age_of_a_name", "age_told_later"))
_STREET, _STREET_TAIL = _LOOKS["street"], _LOOKS["street_tail"]
_PHONE, _EMAIL, _URL, _BED = (_LOOKS[name] for name in ("phone", "email", "url", "bed"))
# What ties a span to a patient, to the writer, to others, to a clinical event or to a meeting.
_PATIENT, _OWN, _NOT_PATIENTS = (_LOOKS[name] for name in ("patient", "own", "not_patients"))
_NOT_PATIENT_AGE, _EVENT, _MEETING = (_LOOKS[name] for name in ("not_patient_age", "event", "meeting"))
_UNNAMED, _PERSON, _ILL, _OF_MYSELF = (_LOOKS[name] for name in ("unnamed", "person", "ill", "of_myself"))
_BRACKETED = re.compile(r",? \((?:no\.? |# ?)?(?P<value>[A-Z]{0,5}[- ]?\d{4,12})\)")


# Where no word tells of a patient, a name is masked only if it is as sure as this.
SURE_OF_A_NAME = 0.9
_ACRONYM = re.compile(r"[A-Z]{2,4}")
# A longer text is read by meaning in stretches of whole sentences, those in which somebody may stand.
STRETCH = 1_000


@dataclass(frozen=True)
class Mask:
    """One masked span: its place in the original text, what it is, and what stood there."""

    start: int
    end: int
    kind: str
    original: str


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    kind: str


def mask_identifiers(normal: Normalised, unmask: Collection[str] = ()) -> tuple[str, tuple[Mask, ...]]:
    """Return the normalised text with each identifier's kind in its place, `[PATIENT NAME]`, and the masks.

    The masks stand in order, without overlaps; their places are those of the original text. Words in `unmask`
    (whole masks, as `Mask.original` gives them) are left as they stand.
    """
    masks: list[Mask] = []
    out: list[str] = []
    position = 0
    for found in _found(normal.text):
        if normal.text[found.start : found.end] in unmask:
            continue
        start, end = normal.original_span(found.start, found.end)
        masks.append(Mask(start, end, found.kind, normal.text[found.start : found.end]))
        out.extend((normal.text[position : found.start], f"[{found.kind}]"))
        position = found.end
    out.append(normal.text[position:])
    return "".join(out), tuple(masks)


def _found(text: str) -> list[_Found]:
    bounds = sentence_ends(text)
    learned = _learned(text, bounds)
    by_rule = [_Found(start, end, NAME) for start, end in find_names(text)]
    names = _joined(by_rule, [span for span in learned if span.kind == NAME])
    spans = (
        names
        + _labelled(text)
        + _beside(text, names)
        + _births(text, names)
        + _ages(text, bounds)
        + _ages_of(text, bounds, names)
        + _contacts(text, bounds, names)
    )
    spans += _dates(text, bounds, names)
    others = [span for span in learned if span.kind not in (NAME, BED)]
    spans = _with_learned(spans, others)
    # A bed alone is nobody's; beside a name or initials it says whose they are.
    spans += [_Found(match.start(), match.end(), BED) for match in _BED.finditer(text)] if names else []
    spans += [span for span in learned if span.kind == BED] if names or others else []
    order = {RECORD: 0, ID: 1, BIRTH: 2, EMAIL: 3, ADDRESS: 4, PHONE: 5, AGE: 6, DATE: 7, NAME: 8, BED: 9}
    chosen: list[_Found] = []
    taken = bytearray(len(text))
    for span in sorted(spans, key=lambda s: (order[s.kind], s.start)):
        if span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def _learned(text: str, bounds: list[int]) -> list[_Found]:
    """What the tagger finds; a stretch in which nothing can be a patient's is not read."""
    clinical = CLINICAL.search(text) is not None
    stretches = (
        (start, text[start:end])
        for start, end in _stretches(text, bounds)
        if suspects(text[start:end], of_a_patient=clinical)
    )
    try:
        found = tagger().found(stretches)
    except AssistantError as error:
        # Without an embedder the rules still mask.
        _log.warning("identifiers are masked by rule alone: %s", error)
        return []
    return [
        _Found(span.start, span.end, KIND_OF_CODE[span.code])
        for span in found
        if span.code != "name"
        or (not _ACRONYM.fullmatch(text[span.start : span.end]) and (clinical or span.cover >= SURE_OF_A_NAME))
    ]


def _stretches(text: str, bounds: list[int]) -> Iterator[tuple[int, int]]:
    """Yield stretches of at most STRETCH characters that end where a sentence ends, if one does."""
    start = reached = 0
    for end in (*bounds, len(text)):
        if end - start > STRETCH and reached > start:
            yield start, reached
            start = reached
        while end - start > STRETCH:
            yield start, start + STRETCH
            start += STRETCH
        reached = end
    if start < len(text):
        yield start, len(text)


def _joined(one: list[_Found], other: list[_Found]) -> list[_Found]:
    """Return spans of one kind, each stretch that they cover once."""
    joined: list[_Found] = []
    for span in sorted(one + other, key=lambda span: (span.start, -span.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = _Found(joined[-1].start, max(joined[-1].end, span.end), span.kind)
        else:
            joined.append(span)
    return joined


def _with_learned(known: list[_Found], learned: list[_Found]) -> list[_Found]:
    """Return both; where a learned span meets one that a rule knows, both are one, of the kind that the rule says."""
    spans = list(known)
    for span in learned:
        met = next((i for i, rule in enumerate(spans) if span.start < rule.end and rule.start < span.end), None)
        if met is None:
            spans.append(span)
        else:
            rule = spans[met]
            spans[met] = _Found(min(span.start, rule.start), max(span.end, rule.end), rule.kind)
    return spans


def _labelled(text: str) -> list[_Found]:
    found = []
    for pattern, kind in ((_RECORD, RECORD), (_ID, ID)):
        for match in pattern.finditer(text):
            value = match["value"]
            if sum(c.isdigit() for c in value) < 3 or _OWN.search(
                text[max(0, match.start() - 12) : match.end("value")]
            ):
                continue
            end = match.end("value")
            # A small word that follows a number is not part of it.
            tail = re.search(r"(?: [a-z]+)+$|[ ./-]+$", text[match.start("value") : end])
            end -= len(tail[0]) if tail else 0
            found.append(_Found(match.start("value"), end, kind))
    found.extend(_Found(m.start(), m.end(), ID) for m in _SSN.finditer(text))
    return found


def _beside(text: str, names: list[_Found]) -> list[_Found]:
    """Return numbers that stand in brackets right behind a patient's name: "Ana Lopez (AB-12345)"."""
    matches = (_BRACKETED.match(text, name.end) for name in names)
    return [_Found(match.start("value"), match.end("value"), RECORD) for match in matches if match]


def _births(text: str, names: list[_Found]) -> list[_Found]:
    found = []
    for match in _BIRTH.finditer(text):
        date = _DATE.match(text, match.end())
        if date is None or _OWN.search(text[max(0, match.start() - 22) : match.start() + 5]):
            continue
        label = match[0].lower()
        sentence = text[max(0, match.start() - 120) : date.end() + 80]
        before = text[max(0, match.start() - 60) : match.start()]
        somebody = any(0 <= match.start() - name.end < 40 for name in names) or (
            _UNNAMED.search(before) and not _NOT_PATIENT_AGE.search(before)
        )
        if label.startswith(("born", "birthday")) and not somebody and not _PATIENT.search(sentence):
            continue
        found.append(_Found(date.start(), date.end(), BIRTH))
    return found


def _ages(text: str, bounds: list[int]) -> list[_Found]:
    """Return ages of 90 and more of somebody who seems to be a patient."""
    found = []
    for match in _AGE.finditer(text):
        before = text[max(0, match.start() - 45) : match.start()]
        if _NOT_PATIENT_AGE.search(before + match.group()) or _OF_MYSELF.search(before):
            continue
        sentence = sentence_around(text, match.start(), bounds)
        group = "digits" if match["digits"] else "words" if match["words"] else "bare"
        ill = _PATIENT.search(sentence) or (group != "words" and _ILL.search(sentence))
        if ill or (group == "digits" and _PERSON.match(match["after"] or "")):
            end = {"digits": match.start("after"), "words": match.end(), "bare": match.end("bare")}[group]
            found.append(_Found(match.start(group), end, AGE))
    return found


def _ages_of(text: str, bounds: list[int], names: list[_Found]) -> list[_Found]:
    """Return ages of 90 and more that stand beside a patient's name, or are told of whom the sentence named before."""
    ends = [name.end for name in names]
    beside = [_AGE_OF_A_NAME.match(text, end) for end in ends]
    told = [
        match for match in _AGE_TOLD_LATER.finditer(text) if _last(ends, match.start()) > _last(bounds, match.start())
    ]
    return [_Found(match.start("value"), match.end("value"), AGE) for match in (*beside, *told) if match]


def _last(places: list[int], at: int) -> int:
    """Return the last of ordered places that is not behind `at`; -1 where there is none."""
    before = bisect_right(places, at)
    return places[before - 1] if before else -1


def _contacts(text: str, bounds: list[int], names: list[_Found]) -> list[_Found]:
    found: list[_Found] = []
    for pattern, kind in ((_STREET, ADDRESS), (_PHONE, PHONE), (_EMAIL, EMAIL), (_URL, ID)):
        for match in pattern.finditer(text):
            if not _tied(text, match.start(), match.end(), bounds, names):
                continue
            end = match.end()
            if kind == ADDRESS:
                while tail := _STREET_TAIL.match(text, end):
                    end = tail.end()
            elif kind == ID:
                end -= len(re.search(r"[.,;:!?]*$", match[0])[0])  # type: ignore[index]
            found.append(_Found(match.start(), end, kind))
    return found


def _tied(text: str, start: int, end: int, bounds: list[int], names: list[_Found]) -> bool:
    """Whether the sentence, or the labelled block around, ties a span to a patient and to nobody else."""
    sentence = sentence_around(text, start, bounds)
    before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    # "I'm afraid ..." elsewhere in the sentence does not make an address the writer's.
    if _OWN.search(text[max(0, start - 50) : end + 5]) and not re.search(
        r"(?i)\b(?:his|her|their|patient'?s?) (?:\w+ ){0,2}(?:number|phone|email|address|cell)", sentence
    ):
        return False
    if _NOT_PATIENTS.search(before) and not re.search(r"\b(?:my|the|our) patient\b|patient's", before):
        return False
    return bool(_PATIENT.search(sentence)) or any(abs(name.start - start) < 160 and name.start >= 0 for name in names)


def _dates(text: str, bounds: list[int], names: list[_Found]) -> list[_Found]:
    found = []
    for match in _DATE.finditer(text):
        sentence = sentence_around(text, match.start(), bounds)
        patient = _PATIENT.search(sentence) or any(n.kind == NAME and abs(n.start - match.start()) < 200 for n in names)
        if not patient or _OWN.search(sentence):
            continue
        if re.match(r"\d{1,2}/\d{1,2}$", match[0]) and re.search(
            r"(?i)(?:pain|score|rated|blood pressure|bp|apgar|gcs|scored?|\bof)\W{0,4}$",
            text[max(0, match.start() - 16) : match.start()],
        ):
            continue
        near = text[max(0, match.start() - 60) : match.end() + 45]
        event = _nearest(_EVENT, near, min(60, match.start()), match.end() - match.start())
        meeting = _nearest(_MEETING, near, min(60, match.start()), match.end() - match.start())
        if event is not None and (meeting is None or event < meeting):
            found.append(_Found(match.start(), match.end(), DATE))
    return found


def _nearest(pattern: re.Pattern[str], near: str, at: int, length: int) -> int | None:
    """Return the distance from the date to the nearest match of a pattern."""
    distances = [at - m.end() if m.end() <= at else m.start() - at - length for m in pattern.finditer(near)]
    return min((abs(d) for d in distances), default=None)
