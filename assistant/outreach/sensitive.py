"""What should not stand in an outreach message unless the person wants it there (rubric item E26).

Patient details never; exam scores, a health condition and visa status only when the person confirms it. Blame and
scorn about a field or a person are kept out of a career-change or an ending (E25).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "patient details",
        r"\bMRN\b|\brecord (?:number|no\.?|#) ?\d|"
        r"\b\d{1,3}[- ]year[- ]old (?:in|from|on) (?:room|bed|bay|ward)\b|"
        r"\bmedical record (?:number|no)|\bDOB\b|\b(?:my|our|a|the|his|her)? ?(?:patient|pt\.?),? "
        r"(?:named |called |is )?(?:(?:Mr|Mrs|Ms|Miss)\.? ?)?[A-Z][a-z]+ [A-Z][a-z]+|\bpatient (?:named|"
        r"called) \w+"
        r"|\b\d{1,3}[- ]?(?:yo|y/o|year[- ]old) (?:\w+ )?(?:man|woman|male|female|patient|boy|girl|m\b|"
        r"f\b)|\b(?:patient|pt) (?:Mr|Mrs|Ms)\b|\bpatient in (?:bed|room) \d",
    ),
    (
        "exam scores",
        r"\b(?:step ?[123](?: ?c[ks])?|usmle|comlex(?: level ?\d)?|level ?\d|mcat|shelf|gpa|nbme|plab|ite|"
        r"in-?training|board|boards)\b[^.\n]{0,30}?\b(?:score|scores|scored|of|was|is|got|:|=|"
        r"with)?\s?(?<![:\d])\b(?:[1-5]\d{2}|[234]\.\d{1,2})\b"
        r"|\b(?:scored?|score of|got|received) (?:an? )?(?:[1-5]\d{2}|[234]\.\d{1,2})\b|\b\d{3} (?:on|in) "
        r"(?:my )?(?:step|usmle|mcat|comlex)|\b(?:fail(?:ed|ing)?|flunked|did(?:n't| not) pass) (?:my |the "
        r"|out of |usmle |a )*(?:step|boards?|comlex|exam|anatomy|shelf|mcat|course|class|rotation|"
        r"clerkship|plab|usmle)\b[ \d]*"
        r"|\b(?:step ?[123](?: ?c[ks])?|boards?|plab|mcat|usmle|comlex|exam) (?:fail(?:ure)?|retake|"
        r"resit)\b|\bgpa (?:is|of|was)\b|\b\d\.\d{1,2} gpa\b|\b(?:low|poor|bad) (?:step|board|mcat|"
        r"usmle|exam|"
        r"test) scores?\b|\b\d{1,2}(?:st|nd|rd|th) percentile\b",
    ),
    (
        "health details",
        r"\b(?:depress(?:ion|ed)|anxiety|bipolar|adhd|add diagnosis|ptsd|ocd|eating disorder|anorexia|bulimia|"
        r"my addiction|alcoholi[cs]\w*|my substance use|"
        r"suicid\w+|self-?harm|in therapy|my therap(?:y|ist)|my psychiatrist|a psychiatrist|"
        r"antidepressants?|ssri|sertraline|fluoxetine|(?:es)?citalopram|venlafaxine|bupropion|"
        r"mirtazapine|methylphenidate|lithium|medication for|my (?:diagnosis|illness|"
        r"disability|condition|medication)|"
        r"diagnosed with|miscarriage|pregnan(?:t|cy)|chemotherapy|my (?:cancer|epilepsy|diabetes|crohn'?s|"
        r"lupus|seizures?)|i have (?:cancer|epilepsy|diabetes|crohn'?s|lupus|hiv)|hiv[- ]positive|panic "
        r"attacks?|burn(?:ed|t) ?out leave|(?:medical|sick|mental health) leave|mental health (?:issue|"
        r"problem|crisis|reason|condition|struggle)s?)\b",
    ),
    (
        "immigration details",
        r"\b(?:h-?1b|j-?1|f-?1|(?-i:O-1|OPT)|green card|visa(?!\s+card)|undocumented|daca|asylum|refugee "
        r"status|immigration status|work permit|deport\w*)\b",
    ),
)
_COMPILED = tuple((name, re.compile(pattern, re.I if name != "patient details" else 0)) for name, pattern in _PATTERNS)
# Health words that name a field of work or a topic, not the sender.
_TOPIC = re.compile(
    r"\b(?:research|work|works|paper|study|studies|talk|lecture|clinic|project|trial|interest\w*|unit|"
    r"programme|program|course|seminar|treatment of|care of|care for|patients? with|people with|learn "
    r"about|registry|"
    r"screening|management of|epidemiology|psychiatry|department|conference|speciali[sz]\w+|expert\w*|"
    r"article|article on|rotation|service|journal|grand rounds|students?'?|residents'?|physicians?'?|"
    r"trainees'?|among|wellness|experience with|read on|read about|about)\b[^.;]{0,40}$",
    re.I,
)
_BLAME = re.compile(
    r"\b(?:hate[sd]?|can'?t stand|toxic|useless|worthless|waste(?:d)?(?: of)?(?: my)? time|awful|terrible|"
    r"horrible|incompetent|lazy|rude|selfish|unfair|stupid|idiots?|"
    r"fed up|sick of|miserable|nightmare|never (?:repl\w+|answer\w*|respond\w*|show\w*|help\w*|listen\w*|"
    r"had time|has time|have time)|ignor(?:ed|es|ing)|let me down|took credit|takes credit|stole|bull(?:y|"
    r"ied|ies)|"
    r"disappoint\w+|boring|pointless|soul[- ]?(?:less|destroying|crushing)|dead[- ]end|sucks?|crap|bad "
    r"mentor|poor mentor)\b",
    re.I,
)


class Sensitive(NamedTuple):
    """A stretch of text that is sensitive, and what it is."""

    what: str
    quote: str


# A remark that asks for something to stay out: "private, keep it out: ...", "don't mention that I ...".
_STAYS_OUT = re.compile(
    r"\b(?:(?:keep|leave) (?:it|that|this|them|those)?\s?out|private|confidential|between us|"
    r"(?:do not|don'?t|please not|never|without) (?:mention|tell|say|write|includ|shar|bring)\w*|"
    r"not for (?:the )?(?:email|letter|message|him|her|them))\b",
    re.I,
)


def stays_out(text: str) -> bool:
    """Whether a remark asks that what it tells stay out of the message."""
    return _STAYS_OUT.search(text) is not None


def find_sensitive(text: str) -> list[Sensitive]:
    """Return what is sensitive in a text, in order of the kinds."""
    found = []
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if name == "health details" and not _about_oneself(
                before, match.group(), text[match.end() : match.end() + 40]
            ):
                continue
            if name == "immigration details" and re.search(
                r"\b(?:clinic|health|law|project|asylum seekers|research)\b", text[match.end() : match.end() + 30], re.I
            ):
                continue
            found.append(Sensitive(name, match.group()))
            break
    return found


def _about_oneself(before: str, found: str, after: str) -> bool:
    """Whether a health word is said of the sender and not of a field of work."""
    clause = re.split(r"[.;!?\n]", before)[-1]
    if re.match(
        r"\s+(?:medicine|research|clinics?|care|fellowship|treatment|screening|unit|service|"
        r"program(?:me)?s?|disorders?|among|prevention|project|registry|study|trial|in (?:\w+ "
        r")?(?:students|residents|adolescents|children|older|people|patients|physicians|doctors|"
        r"pregnancy))\b",
        after,
        re.I,
    ):
        return False
    if re.match(r"my |i have ", found, re.I):
        return True
    personal = re.search(r"\b(?:my|i|i'?m|i'?ve|me|myself|off (?:sick )?with|due to|because of|for my)\b", clause, re.I)
    return bool(personal) and not _TOPIC.search(clause)


def find_blame(text: str) -> str | None:
    """Return the first word of scorn or blame, or None."""
    match = _BLAME.search(text)
    return match.group() if match else None
