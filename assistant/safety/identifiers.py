"""What could identify a patient, each span replaced by its kind (HIPAA Safe Harbor's 18 kinds; framework F48, rubric G11).

Names are found in names.py. Numbers with a label (record, insurance, licence, device) are masked where they stand;
dates, addresses, telephone numbers, e-mail and web addresses only where the sentence ties them to a patient, for
mentors, meetings and the writer's own signature have them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.safety.names import find_names, sentence_around, sentence_ends
from assistant.safety.normalise import Normalised

NAME, RECORD, BIRTH, DATE, AGE = "PATIENT NAME", "RECORD NUMBER", "DATE OF BIRTH", "DATE", "AGE"
ADDRESS, PHONE, EMAIL, ID = "ADDRESS", "PHONE", "EMAIL", "ID NUMBER"

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}}|,? '?\d{{2}}\b)?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}/\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
# A label, words that may stand between, and the number itself: letters and digits, at least three of them digits.
_NUMBER = r"(?=[A-Z0-9 ./-]{0,24}\d)(?P<value>[A-Z]{0,5}-?\d(?:[ ./-]?[A-Z0-9]){2,22}|[A-Z]{1,5}(?:-?[A-Z0-9]){3,20})"
_SEP = r"(?:\s?(?:is|was|:|#|=|no\.?|number|num|of|,))*[\s:#=]{0,3}"
_RECORD = re.compile(
    r"\b(?:MRNs?|M\.R\.N\.?|UR ?N|medical record(?: number| no\.?| #)?|(?:patient |chart |clinic |hospital |health )?record (?:number|no\.|no|#|id)|chart (?:number|no\.?|#)"
    r"|hospital (?:number|no\.?|id)|patient (?:id|number|no\.?|identifier)|unit number|case (?:number|no\.?) of (?:my|the) patient"
    r"|account (?:number|no\.?|#)|encounter (?:number|no\.?|id|#)|accession (?:number|no\.?|#)|visit (?:number|id)|specimen (?:number|id)|CSN|FIN)(?!\w)" + _SEP + _NUMBER,
    re.IGNORECASE,
)
_ID = re.compile(
    r"\b(?:SSN|social security(?: number| no\.?)?|NHS (?:number|no\.?)|CPR(?: number| no\.?)?|CHI number|IHI|PPS ?N?|health ?card(?: number| no\.?)?|OHIP(?: number)?|medicare(?: number| id| no\.?)?|medicaid(?: number| id)?"
    r"|insurance (?:member |policy |card )?(?:id|number|no\.?|#)|(?:member|subscriber|policy|beneficiary|group) (?:id|number|no\.?)|health plan (?:id|number)"
    r"|driver'?s?'? licen[cs]e(?: number| no\.?)?|licen[cs]e plate(?: number)?|number plate|plate number|passport(?: number| no\.?)?|VIN|vehicle identification number"
    r"|(?:device|serial|implant|pacemaker|pump|lot)(?: serial)? (?:number|no\.?|id)|serial|national id(?: number)?|aadhaar(?: number)?|certificate number)(?!\w)" + _SEP + _NUMBER,
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_BIRTH = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|date of birth|birth ?date|birthday|born)\b(?:\s?(?:is|was|on|the|:|=|,|in))*[\s:=]{0,3}(?=\S)", re.IGNORECASE
)
_OWN = re.compile(r"(?i)\b(?:my (?:own )?(?:DOB|date of birth|birth|birthday|phone|number|email|e-mail|address|website|student|AAMC|grant|SSN|passport|insurance|visa|licen[cs]e|driver)|i was born|i am|i'm|you can (?:reach|call|email)|reach me|call me|contact me|email me|text me|our (?:office|son|daughter|baby)|my (?:son|daughter|wife|husband|mother|father|baby) )")
_AGE = re.compile(
    r"\b(?P<digits>9\d|1[01]\d|12[0-5])(?:[\s-]?(?:years?|yrs?)(?:[\s-]old| of age)?|[\s-]?y/?o\b|[\s-]?y\.o\.|[\s-]?[MF]\b)(?P<after>[^.\n]{0,40})"
    r"|\b(?P<words>ninety(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?:[\s-](?:and[\s-])?(?:one|two|three|four|five|six|seven|eight|nine|ten))?)\b(?:[\s-]?years?[\s-]?old)?"
    r"|\b(?:aged?|age:|is|turned) (?P<bare>9\d|1[01]\d)\b(?! (?:percent|%|minutes|hours|days|patients|students|papers|people|pages|points|beats|kg|lbs?|mmhg|mg))",
    re.IGNORECASE,
)
_NOT_PATIENT_AGE = re.compile(r"(?i)\b(?:grandmother|grandfather|grandma|grandpa|mentor|professor|programme|program|hospital|building|school|university|journal|society|institution|history|tradition|teacher|aunt|uncle|library|foundation|department|college)\b")
_STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?,? (?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.? )?(?:[A-Z][\w'.-]{1,20} ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Close|Crescent|Terrace|Gardens|Square|Highway|Hwy|Parkway|Row|Hill|Walk|Mews|Strasse|Stra\u00dfe|Gasse)\b\.?"
    r"|\b\d{1,4},? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]alle|[Vv]ia|[Pp]lace|[Cc]hemin|[Pp]lazacalle) (?:(?:de|du|des|la|le|les|del|di|della) ){0,2}(?:la |l')?[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2}"
    r"|\b[A-Z][a-z\u00e4\u00f6\u00fc\u00df]{2,20}(?:stra\u00dfe|strasse|gasse|weg|platz|allee) \d{1,4}[a-z]?\b"
)
_STREET_TAIL = re.compile(r",? (?:Apt|Apartment|Unit|Flat|Suite|#)\.? ?\w{1,5}|,? [A-Z][a-z]+(?: [A-Z][a-z]+)?,? [A-Z]{2} \d{5}(?:-\d{4})?|, [A-Z][a-z]{2,15}(?=[\n.,;]|$)|,? \d{5}(?:-\d{4})?|,? [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+\d{1,3}[\s.-]?(?:\(0\)[\s.-]?)?(?:\d[\s.-]?){7,12}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}|\b0\d{2,4}[\s.-]?\d{3,4}[\s.-]?\d{3,4}\b|\b\d{3}-\d{4}\b)(?!\w)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]{3,200}|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", re.IGNORECASE)
_PATIENT = re.compile(
    r"(?i)\b(?:patient(?:s|'s)?(?! (?:simulation|safety|experience|advoca\w+|education|portal|services|relations|navigator|handoff|handover|flow))|pt(?:'s)?|mrn|dob|(?:his|her|their) (?:wife|husband|son|daughter|mother|father|family|carer|home|address|number|phone|email|cell)|lives at|home visit|admitted|discharged|next of kin)\b"
)
_NOT_PATIENTS = re.compile(r"(?i)\b(?:mentor|attending|consultant|professor|prof|dr|supervisor|office|clinic|coordinator|dean|secretary|simulation|center|centre|conference|hotel)(?:'s)?\b[^.]{0,25}$")
_EVENT = re.compile(
    r"(?i)\b(?:(?:re)?admitted|admission|discharged?|surgery|operation|operated|biops\w+|died|death|passed away|seen in|presented (?:to|with)|procedure|transplant\w*|delivered|delivery|scan(?:ned)?|ct|mri|replacement|"
    r"diagnosed|intubated|coded|arrest(?:ed)?|fell|infusion|chemo\w*|visit(?:ed)?|appointment|follow[- ]up|complaint|consented|lumbar puncture|transferred|came in|colonoscopy|endoscopy|x-?ray|bled|stroke|overdose[d]?|saw|examined|treated|dialysis|injected|given)\b"
)
_MEETING = re.compile(r"(?i)\b(?:meet(?:ing)?s?|deadline|due|email|abstract|exam|interview|conference|talk|grand rounds|start(?:s|ed)? (?:residency|rotation|clinic)|schedule|resched\w+|available|call with|agenda|letter|application|journal club|rotation|lecture|i (?:was|am) diagnosed|my (?:own )?surgery)\b")


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


def find_masks(normal: Normalised) -> tuple[Mask, ...]:
    """Return what could identify a patient, in order, without overlaps. Places are those of the original text."""
    masks = []
    for found in _found(normal.text):
        start, end = normal.original_span(found.start, found.end)
        masks.append(Mask(start, end, found.kind, normal.text[found.start : found.end]))
    return tuple(masks)


def masked_text(normal: Normalised, masks: tuple[Mask, ...]) -> str:
    """Return the normalised text with each mask's kind in its place, `[PATIENT NAME]`."""
    if not masks:
        return normal.text
    out: list[str] = []
    position = 0
    for found in _found(normal.text):
        out.append(normal.text[position : found.start])
        out.append(f"[{found.kind}]")
        position = found.end
    out.append(normal.text[position:])
    return "".join(out)


def _found(text: str) -> list[_Found]:
    bounds = sentence_ends(text)
    names = [_Found(start, end, NAME) for start, end in find_names(text)]
    spans = names + _labelled(text) + _births(text) + _ages(text, bounds) + _contacts(text, bounds, names)
    spans += _dates(text, bounds, names)
    order = {RECORD: 0, ID: 1, BIRTH: 2, EMAIL: 3, ADDRESS: 4, PHONE: 5, AGE: 6, DATE: 7, NAME: 8}
    chosen: list[_Found] = []
    taken = bytearray(len(text))
    for span in sorted(spans, key=lambda s: (order[s.kind], s.start)):
        if span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def _labelled(text: str) -> list[_Found]:
    found = []
    for pattern, kind in ((_RECORD, RECORD), (_ID, ID)):
        for match in pattern.finditer(text):
            value = match["value"]
            if sum(c.isdigit() for c in value) < 3 or _OWN.search(text[max(0, match.start() - 12) : match.end("value")]):
                continue
            end = match.end("value")
            # A small word that follows a number is not part of it.
            tail = re.search(r"(?: [a-z]+)+$|[ ./-]+$", text[match.start("value") : end])
            end -= len(tail[0]) if tail else 0
            found.append(_Found(match.start("value"), end, kind))
    found.extend(_Found(m.start(), m.end(), ID) for m in _SSN.finditer(text))
    return found


def _births(text: str) -> list[_Found]:
    found = []
    for match in _BIRTH.finditer(text):
        date = _DATE.match(text, match.end())
        if date is None or _OWN.search(text[max(0, match.start() - 22) : match.start() + 5]):
            continue
        label = match[0].lower()
        sentence = text[max(0, match.start() - 120) : date.end() + 80]
        if label.startswith(("born", "birthday")) and not _PATIENT.search(sentence):
            continue
        found.append(_Found(date.start(), date.end(), BIRTH))
    return found


def _ages(text: str, bounds: list[int]) -> list[_Found]:
    found = []
    for match in _AGE.finditer(text):
        sentence = sentence_around(text, match.start(), bounds)
        near = text[max(0, match.start() - 45) : match.end()]
        if _NOT_PATIENT_AGE.search(near) or re.search(r"(?i)\bi(?:'m| am) (?:a )?$", text[max(0, match.start() - 8) : match.start()]):
            continue
        if match["digits"]:
            start, after = match.start(), match["after"] or ""
            end = match.start("after")
            person = re.match(r"(?i)[\s,-]{0,2}(?:\w+ ){0,3}?(?:wom[ae]n|m[ae]n|lady|gentleman|male|female|patient|widow|person|veteran)\b", after)
            if not person and not _PATIENT.search(sentence) and not re.search(r"(?i)sepsis|dementia|fracture|stroke|bed \d", sentence):
                continue
            found.append(_Found(start, end, AGE))
        elif _PATIENT.search(sentence):
            group = "words" if match["words"] else "bare"
            end = match.end() if group == "words" else match.end("bare")
            found.append(_Found(match.start(group), end, AGE))
    return found


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
    if _OWN.search(sentence) and not re.search(r"(?i)\b(?:his|her|their|patient'?s?) (?:\w+ ){0,2}(?:number|phone|email|address|cell)", sentence):
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
        if re.match(r"\d{1,2}/\d{1,2}$", match[0]) and re.search(r"(?i)(?:pain|score|rated|blood pressure|bp|apgar|gcs|scored?|\bof)\W{0,4}$", text[max(0, match.start() - 16) : match.start()]):
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
