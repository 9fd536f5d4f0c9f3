"""Names of patients, found by the company they keep (HIPAA Safe Harbor, 45 CFR 164.514(b)(2); framework F48).

A name alone says nothing: mentors, students and staff have names too. A name is a patient's when the grammar says
so ("my patient Ana", "Mr X in bed 4", "we admitted Ana", "Ana, a 54-year-old woman", "Ana, MRN 12"). Once it is
known, every other place where it stands is masked as well.
"""

from __future__ import annotations

import re
from pathlib import Path

from assistant.safety.patterns import read_mapping

Span = tuple[int, int]

_DATA = read_mapping(Path(__file__).with_name("data") / "names.yaml", {"not_names", "given"})
_NOT_NAMES = frozenset(str(_DATA["not_names"]).split()) | frozenset(w.upper() for w in str(_DATA["not_names"]).split())
_GIVEN = frozenset(str(_DATA["given"]).split())
_AFTER_A_GIVEN_NAME = frozenset(
    "is was has had and or who with in on at from to came said told asked cried died whose but because for about did does "
    "got felt complained refused wanted wants needs left went are were will would can could mrn dob dr gave called keeps "
    "coded fell yelled thanked likes hated me us him her them you back out crying hit a an the my i we he she they it yesterday today again last when while".split()
)

_UP = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0102\u0104\u0106\u010c\u010e\u0110\u0118\u011a\u011e\u0130\u0141\u0143\u0147\u0150\u0158\u015a\u015e\u0160\u0164\u016e\u0170\u0178\u0179\u017b\u017d\u0218\u021a"
_TOKEN = re.compile(rf"[{_UP}][\w]{{0,24}}(?:[-'\u2019][^\W\d_]\w{{0,24}}){{0,2}}\.?")
_PARTICLE = re.compile(r"(?:de la|de los|van der|van den|de|del|van|von|der|den|la|al|el|bin|ibn|da|dos|di|du|le|ter|st)(?= )")
_TITLE = r"(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Mm]x|[Mm]aster|[Ss]e\u00f1ora?|[Hh]err|[Ff]rau|[Mm]adame|[Mm]onsieur|Baby (?:Boy|Girl))\.?(?: and (?:Mrs|Mr|Ms)\.?)?"
_DOCTOR = re.compile(r"(?:\b(?:Dr|Doctor|Prof|Professor|Dean|Nurse|Sister|Coach|Attending|Consultant|Chief|Chaplain|dr|prof|professor|doctor)\b\.?\s{1,2}(?:[A-Z][\w.'-]{0,20}\s{1,2}){0,2})$")
_CLINICAL = re.compile(
    r"(?i)\b(?:patients?|discharge summary|warfarin|plan of care|pt|pts|bed \d+|bay \d+|admit\w*|admission|discharg\w*|diagnos\w*|present(?:ed|s|ing) with|complain\w*|symptoms?|biops\w+|ct|mri|ecg|ekg|labs?"
    r"|chest pain|cancer|metasta\w+|stroke|dementia|coded?|code|died|dying|consent\w*|mrn|dob|in (?:the )?clinic|abuse|insulin|dose|chaperone|examin\w+"
    r"|hospice|prognosis|potassium|sodium|creatinine|troponin|lactate|ventilator|oxygen|drip|family meeting|goals of care|c-section|hospital stay|treatment|therapy|relapse|allergic|vitals|hospitali[sz]ed|dying|icu|nicu|picu|pneumonia|infection|fracture|bleed\w*|sepsis|diabetes|dka|chf|copd|uti|surgery|operated|intubat\w+|resuscitat\w+|handover|handoff"
    r"|medications?|meds|prescri\w+|overdose|miscarr\w+|deliver(?:ed|y)|labou?r ward|chemo\w*|radiation|transplant|hip|pain control|lumbar puncture|lp|iv|catheter|wound|icd"
    r"|pacemaker|blood|x-?ray|scan|rash|fever|sick|ill|illness|disease|disorder|leuk\w+|lupus|fell|fall|dnr|code status|the ward|bedside|rounds|bad news|the news|room \d+)\b"
)
_STAFF_AFTER = re.compile(
    r"(?i)^[,\s(]{0,3}(?:(?:is|was|who is|from|in|at|of|our|my|the|their|a|an|your|teaches|supervises|works|runs|leads|chairs|manages|said that i|british|senior|new|old) ){0,4}"
    r"(?:mentors?|attending|consultant|supervisor|professor|coordinator|secretary|dean|director|teacher|teaches|tutor|anatomy|surgeon|registrar|hr\b|student affairs|nurse|manager|chair|officer|administrator"
    r"|clerkship|program|programme|human resources|operates|supervises|admissions|department|resident|student|mentee|intern|fellow|pgy|ms[1-4]|md\b|librarian|chaplain|boss|chief|physio\w*|pharmacist|counsel\w+|interpreter|colleague|coworker|classmate)"
)
_STAFF_BEFORE = re.compile(
    r"(?i)\b(?:mentors?|mentee|attending|consultant|supervisor|professor|coordinator|director|teacher|tutor|surgeon|registrar|nurse|dean|boss|chief|secretary|resident|student|intern|fellow|colleague|co-resident|senior|preceptor|friend|email(?: to)?|write to|letter (?:from|to)|writing to|dear|meeting with|meet|shadow(?:ed|ing)?|contact|thank|chaired by|with my|pharmacist|pi),?\s{1,2}(?:dr\.?\s|mr\.?\s|mrs\.?\s|ms\.?\s|miss\s)?$"
)
_LEARNER_AFTER = re.compile(
    r"(?i)^[\s,\-]{0,3}(?:old|yo|y/o)?[\s,]{0,2}(?:\w+[\s-]){0,3}?(?:student|resident|mentee|intern|fellow|trainee|doctor|physician|nurse|mentor|applicant|registrar|surgeon|professor|colleague|researcher|postdoc|graduate|premed)\b"
)


def _c(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# After each of these a patient's name begins. The second value says whether clinical words must stand in the sentence.
_BEFORE_A_NAME: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_c(rf"\b[Pp]atient(?:['\u2019]s)?(?: (?:full |first |last )?name)?(?: (?:ever|is|was|named|called|whose name is|whose name was|I followed|i followed|I saw|I admitted|in (?:bed|room|bay) ?\w{{1,4}}|in \w{{1,3}}|about))?\s?[,:(\-]?\s{{0,3}}(?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\bPATIENT(?: NAME)?\s?[:\-]?\s{{0,3}}(?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b[Pp]ts?\.?(?: is| named| called| name)?\s?[,:]?\s{{1,2}}(?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b(?:[Pp]atients|[Cc]lients?)(?:,| named| called|:) (?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b(?:[Bb]ed|[Bb]ay|[Cc]ubicle|BED) ?\w{{1,4}}(?: is|,|:| \-|\))? (?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b(?:[Rr]oom|[Ww]ard) ?\w{{1,4}}(?: is|,|:)? (?:{_TITLE} )(?=[{_UP}])"), True),
    (_c(rf"\b(?:man|woman|lady|gentleman|boy|girl|teenager|child|baby|infant|toddler) in (?:bed|room|bay|cubicle) ?\w{{1,4}},? (?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b{_TITLE} (?=[{_UP}])"), True),
    (_c(rf"\b(?:[Aa]dmitted|[Dd]ischarged|[Ii]ntubated|[Ee]xamined|[Cc]onsented|[Oo]perated on|[Rr]esuscitated|[Cc]lerked|[Rr]eadmitted|[Ee]xtubated|[Pp]alpated|[Ss]utured|[Cc]atheteri[sz]ed|[Cc]annulated|[Vv]accinated|[Ss]edated) (?:{_TITLE} )?(?=[{_UP}])"), False),
    (_c(rf"\b(?:[Tt]reated|[Ll]ooked after|[Cc]ared for|[Ss]aw|[Ss]een|[Rr]ounded on|[Pp]resented|[Ff]ollowed|[Ff]ollowing|[Dd]elivered|[Cc]ounsell?ed|[Dd]iagnosed|[Rr]eviewed|[Ll]ost|[Bb]roke (?:the |bad )?news to|[Tt]old|[Gg]ave|[Hh]anded over|[Vv]isited|[Ss]poke (?:to|with)|[Uu]psetting|[Tt]ransferred|[Mm]anaged|[Aa]ssessed|[Ii]nterviewed|[Cc]oded|about|for|with|on|and) (?:{_TITLE} )(?=[{_UP}])"), True),
    (_c(rf"\b(?:[Tt]reated|[Ll]ooked after|[Cc]ared for|[Ss]aw|[Rr]ounded on|[Pp]resented|[Ff]ollowed|[Dd]elivered|[Cc]ounsell?ed|[Dd]iagnosed|[Rr]eviewed|[Bb]roke (?:the |bad )?news to|[Aa]ssessed|[Tt]ransferred|[Hh]anded over) (?=[{_UP}])"), True),
    (_c(rf"\b(?:lumbar puncture|LP|procedure|surgery|biopsy|intubation|central line|h&p|H&P|note|discharge summary|referral(?: letter)?|handover|summary|reflection|essay|story|case report|consult|arterial line|paracentesis|thoracentesis|pelvic exam|exam|code|ECG|EKG|CT|MRI|labs|scan|case|chart|notes|death|discharge|family|mother|father|wife|husband|daughter|son|parents?|care) (?:on|of|about|for) (?:{_TITLE} )?(?=[{_UP}])"), True),
    (_c(rf"\b(?:[Hh]er|[Hh]is|[Tt]heir) name (?:is|was) (?=[{_UP}])"), True),
    (_c(rf"\b(?:[Hh]e|[Ss]he|who) (?:is|was) (?:called|named) (?=[{_UP}])"), True),
    (_c(rf"\b[Pp]atient['\u2019]?s (?:\w+ )?(?:wife|husband|son|daughter|mother|father|brother|sister|partner|mum|mom|dad|carer|guardian|friend|boyfriend|girlfriend|aunt|uncle),? (?:named |called )?(?=[{_UP}])"), False),
    (_c(rf"\b(?:[Pp]atient(?:['\u2019]s)?|[Hh]is|[Hh]er|['\u2019]s) (?:wife|husband|son|daughter|mother|father|brother|sister|partner|mum|mom|dad|carer|guardian),? (?:named |called )?(?=[{_UP}])"), True),
    (_c(rf"(?:^|\n)\s{{0,4}}(?:[Pp]atient|[Pp]t|PATIENT)? ?(?:[Nn]ame|NAME)\s{{0,2}}:\s{{0,2}}(?:{_TITLE} )?(?=[{_UP}])"), True),
    (_c(rf"\b[Nn]ame: (?:{_TITLE} )?(?=[{_UP}][^\n]{{0,60}}(?:MRN|DOB))"), False),
    (_c(rf"\b(?:the )?(?:patient|pt) and (?:{_TITLE} )(?=[{_UP}])"), False),
)

# A name stands before each of these.
_AFTER_A_NAME: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_c(r"^,? ?\(?,? ?(?:an? |age[d]? )?\d{1,3}[\s-]?(?:years?[\s-]old|yrs?[\s-]old|year[\s-]old|yo\b|y/o|y\.o\.|[MF]\b|male\b|female\b|months?[\s-]old|weeks?[\s-]old|days?[\s-]old)"), False),
    (_c(r"^ \(?aged? \d{1,3}"), True),
    (_c(r"^,? ?\(?(?:MRN|mrn|DOB|dob|D\.O\.B|[Dd]ate of birth|[Mm]edical record|[Hh]ospital (?:number|no)|[Rr]ecord (?:no|number)|NHS (?:number|no)|CPR|chart (?:no|number|#))"), False),
    (_c(r"^ (?:was|is|has been|had been|got) (?:re)?(?:admitted (?:to (?:the |our )?(?:ICU|ward|floor|hospital|unit|service|psych|CCU|MICU|step)|with|for|on|last|yesterday|overnight|from|after|under|by|and)|intubated|transferred to (?:the )?(?:ICU|ward|floor|hospice)|diagnosed|resuscitated|extubated|hospitali[sz]ed)(?! (?:to the (?:academy|society|bar|program|college|university|faculty|school|honou?r)))"), False),
    (_c(r"^ (?:was|is|has been|had been|got) discharged(?! from (?:her|his|their|the) (?:dut|army|navy|role|service|military))"), True),
    (_c(r"^ presented (?:to (?:the )?(?:ED|ER|clinic|hospital|emergency)|with (?!an? (?:great|good|nice|excellent|new|talk|poster|slide)))"), False),
    (_c(r"^['\u2019]s? (?:labs?|CT|MRI|ECG|EKG|biopsy|discharge|pain control|pain|chart|surgery|blood|diagnosis|medications?|meds|scan|potassium|creatinine|operation|death|x-?ray|vitals|family meeting|code status|wound|fever|cancer|stroke|chemo|admission|bedside|insulin|results?|recovery|wife|husband|daughter|son|mother|family)\b"), True),
    (_c(r"^,? (?:in|from) (?:bed|bay|cubicle) ?\w{1,4}\b"), False),
    (_c(r"^ \((?:bed|room|bay|age)\b"), False),
    (_c(r"^ (?:came in|came to (?:the )?(?:ED|ER|clinic|hospital|ward)|is in (?:the )?(?:ICU|ED|ER|ward|hospital)|was seen|was brought|had (?:a |an )?(?:stroke|MI|seizure|fall|arrest|biopsy|CT|MRI|surgery|fever|miscarriage|chest pain|reaction)|has (?:been )?(?:diagnosed|COPD|CHF|cancer|dementia|diabetes|sepsis)|needs (?:a |an )?(?:biopsy|CT|MRI|surgery|transfusion|dialysis))"), True),
    (_c(r"^, (?:the|a|an|my|our) (?:\w+[ -]){0,4}?(?:patient|teenager (?:I|who|with)|inpatient|baby in|infant in|child in)\b"), False),
    (_c(r"^, (?:the|a|an) (?:\w+[ -]){0,2}?(?:man|woman|boy|girl|lady|gentleman|child|teenager) (?:I (?:saw|admitted|followed|treated|met in)|with|who (?:had|came|presented|fell))"), True),
    (_c(r"^,? (?:has been|was|is) (?:my|our|a|the) (?:\w+ ){0,2}?(?:patient|inpatient)\b"), False),
    (_c(r"^,? (?:whose|who) (?:\w+ ){0,3}?(?:CT|MRI|scan|biopsy|surgery|replacement|cancer|stroke|delivered|had an?|came in|labs|fell|was admitted|died)\b"), True),
    (_c(r"^,? (?:since|after) (?:his|her|their) (?:diagnosis|surgery|stroke|admission|operation|transplant|accident)"), True),
    (_c(r"^ (?:coded|died|arrested|bled|aspirated|deteriorated|desaturated|seized|crashed|flatlined|passed away)\b(?! (?:the|a|in the (?:game|exam)))"), True),
)  # fmt: skip

_LOWER_AFTER = re.compile(
    r"\b(?:my |our |the )?(?:patient|pt)(?:'s|s)?(?: (?:name is|name's|named|name|called|name is))?[:,]? (?:(?:mr|mrs|ms|miss)\.? )?(?=[a-z])", re.IGNORECASE
)
_LOWER_TITLE = re.compile(r"\b(?:mr|mrs|ms)\.? (?=[a-z]{3,})")
_LOWER_WORD = re.compile(r"[a-z]{2,20}(?:['-][a-z]{2,20})?")
_NAMED = re.compile(r"(?:name|named|called|name is)[:,]? $", re.IGNORECASE)
_AND = re.compile(r"(?:,? and|,) (?=[A-Z])")
_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)(?<!\bProf)(?<!\b[A-Z])[.!?](?=\s|[\"'\u201d)])|\n\n")


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
    if not _CLINICAL.search(text) and not re.search(r"(?i)\b(?:year[\s-]old|y/?o\b|client)|\d ?[MF]\b", text):
        return []
    bounds = sentence_ends(text)
    found: set[Span] = set()
    for pattern, needs_clinical in _BEFORE_A_NAME:
        for match in pattern.finditer(text):
            span = _name_at(text, match.end())
            if span is None:
                continue
            titled = bool(re.search(rf"{_TITLE} $", match[0]))
            if needs_clinical and not _clinical_near(text, span, match, bounds, titled):
                continue
            if (titled or needs_clinical) and _is_staff(text, span, match.start()):
                continue
            if not _DOCTOR.search(text[max(0, span[0] - 60) : span[0]]):
                found.update(_with_companions(text, span))
    for match in _TOKEN.finditer(text):
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
            if needs_clinical and not _CLINICAL.search(sentence_around(text, span[0], bounds)):
                continue
            found.add(span)
    found.update(_in_small_letters(text, bounds))
    return _merged(found | _same_people(text, found))


def _clinical_near(text: str, span: Span, match: re.Match[str], bounds: list[int], titled: bool) -> bool:
    sentence = sentence_around(text, span[0], bounds)
    own = match[0]
    rest = sentence.replace(text[span[0] : span[1]], " ", 1)
    if not titled:
        # The verb before the name ("presented Ana") is not yet the clinical word that it needs.
        rest = rest.replace(own, " ", 1)
    return bool(_CLINICAL.search(rest)) or (titled and bool(_CLINICAL.search(own)))


def _is_staff(text: str, span: Span, start: int) -> bool:
    before = text[max(0, span[0] - 60) : span[0]]
    if _DOCTOR.search(before) or _STAFF_AFTER.search(text[span[1] : span[1] + 60]):
        return True
    return bool(_STAFF_BEFORE.search(text[max(0, start - 40) : span[0]]))


def _name_at(text: str, at: int) -> Span | None:
    """Return the name that begins at a place: up to four capitalised words that are no common words."""
    end, i, words, letters = at, at, 0, 0
    while words < 4:
        particle = _PARTICLE.match(text, i) if words else None
        j = particle.end() + 1 if particle else i
        token = _TOKEN.match(text, j)
        if token is None:
            break
        word = token[0]
        bare = re.sub(r"['\u2019]s\.?$", "", word).rstrip(".")
        initial = len(bare) == 1
        if bare in _NOT_NAMES and not (initial and word.endswith(".") and bare != "I"):
            break
        if bare.isupper() and 1 < len(bare) < 4 and words == 0 and not re.match(r", [A-Z]{2,}\b", text[j + len(bare) : j + len(bare) + 12]):
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
    before = re.search(rf"(?:[{_UP}][\w'\u2019-]*\.? (?:(?:de|del|van|von|al|el|la|bin|da|di) )?){{0,3}}$", text[max(0, start - 70) : start])
    first = start - len(before[0]) if before else start
    while first < start:
        span = _name_at(text, first)
        if span is not None and span[0] <= start < span[1]:
            break
        step = text.find(" ", first, start)
        first = step + 1 if step >= 0 else start
    span = _name_at(text, first)
    if span is None or not span[0] <= start < span[1]:
        return None
    following = _TOKEN.match(text, span[1] + 1) if text[span[1] : span[1] + 1] == " " else None
    if following is not None and following[0].rstrip(".") not in _NOT_NAMES and span[1] < token.end():
        return None
    return span


def _with_companions(text: str, span: Span) -> list[Span]:
    """Return the span and the names listed right after it: "patients, Ana Lopez and Ana Souza"."""
    spans = [span]
    plural = re.search(r"(?i)(?:patients|clients|parents)[,: ]", text[max(0, span[0] - 25) : span[0]])
    while plural:
        link = _AND.match(text, spans[-1][1])
        following = _name_at(text, link.end()) if link else None
        if following is None or len(spans) > 8:
            break
        spans.append(following)
    return spans


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
            if titled and not _CLINICAL.search(sentence_around(text, word.start(), bounds)):
                continue
            if titled and _is_staff(text, word.span(), match.start()):
                continue
            given = word[0] in _GIVEN
            if not (given or titled or named) or word[0] in _AFTER_A_GIVEN_NAME:
                continue
            end = word.end()
            second = _LOWER_WORD.match(text, end + 1) if text[end : end + 1] == " " else None
            if second and not titled and second[0] not in _AFTER_A_GIVEN_NAME and (given or named):
                end = second.end()
            found.add((word.start(), end))
    return found


def _same_people(text: str, found: set[Span]) -> set[Span]:
    """Return the other places where a name, or its first or last word, stands without a doctor's title."""
    words: set[str] = set()
    for start, end in found:
        name = text[start:end]
        words.add(name)
        words.update(w for w in re.split(r"[ ]", name) if len(w) > 2 and w[0].isupper() and w.rstrip(".") not in _NOT_NAMES)
    if not words:
        return set()
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)[:60]) + r")\b")
    others: set[Span] = set()
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _DOCTOR.search(before) or re.search(r"(?i)\b(?:my (?:mentor|attending|consultant|friend|colleague|student|mentee) )$", before):
            continue
        if re.search(rf"[{_UP}][\w'-]+ $", before) and match.span() not in found and not re.search(rf"(?:{_TITLE}|Patient|Pt|Bed|The|On|In|And|But|When|So|If|Then) $", before):
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
