"""How roles, stages of training and institutions are written in a message; the words that the readers share."""

from __future__ import annotations

import re
from functools import cache

from assistant.outreach.bank import load_bank
from assistant.outreach.language.grammar import past_forms, third_forms

FIELD = (
    "internal medicine|family medicine|emergency medicine|palliative care|palliative medicine|critical "
    "care|sports medicine|general surgery|trauma surgery|plastic surgery|vascular surgery|medical "
    "education|student affairs|"
    "internal|family|emergency|palliative|pediatrics?|paediatrics?|peds|medicine|surgery|psychiatry|psych|"
    "neurology|neuro|cardiology|cards|radiology|oncology|orthopedics?|ortho|anatomy|physiology|pathology|"
    "dermatology|derm|"
    "interventional|vascular|trauma|plastic|general|cardiac|cardiothoracic|thoracic|transplant|critical|"
    "clinical|medical|surgical|academic|research|residency|fellowship|program|programme|clerkship|clinic|"
    "ward|course|site|"
    "associate|assistant|vice|deputy|senior|junior|chief|lead|acting|former|old|new|rural|community|sports|"
    "pulmonary|renal|gi|id|er|em|im|ed|icu|nicu|picu|ob|obgyn|ob-gyn|gyn|ent|uro|urology|rheum|endo|"
    "hematology|heme|onc|"
    "geriatric|pediatric|paediatric|adolescent|infectious|disease|global|health|public|simulation|"
    "education|attending|faculty|principal"
)

_HEAD = (
    r"(?:\w+ologist|\w*surgeon|\w+iatrician|psychiatrist|physiatrist|hospitalist|internist|intensivist|"
    r"an(?:a)?esthesiologist|an(?:a)?esthetist|obstetrician|gynecologist|geneticist|physician|director|"
    r"chair(?:man|woman|person)?|chief|coordinator|"
    r"attending|preceptor|advis[eo]r|supervisor|professor|lecturer|pi\b|pd\b|fellow|resident|registrar|"
    r"consultant|postdoc|doc|nurse practitioner|nurse|gp\b|investigator|instructor|tutor|department head|head|"
    r"dean|librarian|chaplain)"
)

ROLE = (
    rf"(?:(?:{FIELD})[ -]){{0,4}}{_HEAD}(?:(?: (?:of|for|in)) (?:the )?(?:{FIELD}|(?-i:[A-Z])[\w'-]+|"
    rf"admissions|curriculum|education|students?|wellness|diversity|research|(?:\w+ )?(?:unit|ward|clinic|"
    rf"department|program(?:me)?|lab|group|center|centre|service|residency|clerkship|fellowship))(?:[ "
    rf"-](?:{FIELD}|and (?={FIELD})|(?-i:[A-Z])[\w'-]+|unit|ward|clinic|department|program(?:me)?|lab|group|"
    rf"service))*)?"
)

ROLE_RE = re.compile(rf"(?i:{ROLE})")

_YEAR = (
    r"(?:(?:1st|2nd|3rd|4th|5th|6th|first|second|third|fourth|fifth|sixth|final|last|penultimate)[- ](?:year|yr)|"
    r"(?:mbbs |med(?:ical)? )?year \d{1,2}|\d00[- ]level)"
)
_STUDIES = (
    r"(?:med(?:ical)?(?: school)?|nursing|pa|mbbs|mbchb|md|clinical|graduate|undergraduate|"
    r"internal medicine|surgery|surgical|"
    r"pediatric|paediatric|family medicine|psychiatry|neurology|premed|pre-med|radiology|"
    r"anesthesia|em|im|fm|ob|obgyn|peds|ortho)"
)
STAGE_WORD = (
    rf"(?:{_YEAR}(?: {_STUDIES})?(?: (?:student|resident|fellow|undergraduate|intern|med|trainee|registrar))?|"
    r"m[1-5]|(?:o?ms)[- ]?(?:[1-5]|i{1,3}v?|iv)|"
    rf"pgy[- ]?\d{{1,2}}(?:(?: {_STUDIES})? (?:resident|fellow))?|"
    r"img|fmg|(?:international|foreign) medical graduate|"
    r"(?:sophomore|freshman|junior|senior) (?:premed|pre-med)|pre-?med(?:ical)?(?: student)?|post-?bacc?(?: student)?|"
    r"med(?:ical)? student|mbbs student|(?:nursing|pa|phd|mph|msc|bsc|mbchb|pharmacy|dental|"
    r"physio\w*|midwifery|biology|pre-health) student|"
    r"undergrad(?:uate)?(?: student)?|(?:college )?(?:sophomore|freshman)|(?:college )?(?:junior|"
    r"senior)(?= (?:at|in college|"
    r"majoring|undergrad)\b)|intern|resident|fellow|attending|house (?:officer|surgeon)|"
    r"foundation doctor|clinical officer|"
    r"medical officer|(?:\w+ )?registrar|fy ?[12]|f[12]|imt ?[1-3]|gpst ?[1-3]|ct[1-3]|st[1-8]|"
    r"bpt[1-3]|sho|jmo|rmo|gap[- ]year student|(?:pg|junior|senior) resident|clinical fellow|"
    r"incoming (?:m1|intern|resident)|student)"
)

STAGE = re.compile(rf"(?<![\w-])({STAGE_WORD})(?![\w-])", re.I)

ORG = (
    r"(?:university|univ|uni|college|school|hospital|institute|clinic|medical (?:center|centre|college|school)|med "
    r"school|center|centre|health system|health|infirmary|foundation|state)"
)

_EVENT = re.compile(
    r"(?:conference|meeting|symposium|congress|summit|talk|lecture|rounds|seminar|workshop|retreat|fair|"
    r"event|course|club|group|panel|gala|dinner|day|week|\d{4}|in (?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\b",
    re.I,
)

_PLACE_NOT = frozenset(
    "noon night least all home once work present first the my our her his their a an this that your time "
    "times lunch school college med hospital clinic rounds conference it me you us them him".split()
)


@cache
def given_names() -> frozenset[str]:
    """Given names that are read as such in small letters."""
    return frozenset(load_bank().lists["given"])


@cache
def common() -> frozenset[str]:
    """Words that are no name when typed without a capital."""
    verbs = load_bank().verbs
    return frozenset({*load_bank().lists["stop"], *verbs.base, *past_forms(), *third_forms()})


def read_place(text: str) -> str | None:
    """Read an institution at the start of a text, or None."""
    capital = re.match(r"((?:St\.|[A-Z][\w'&-]*)(?:(?: |-)(?:of|the|and|for|at|de|la|&|St\.|[A-Z][\w'&-]*))*)", text)
    if capital:
        place = re.sub(r"(?: (?:of|the|and|for|at|de|la|&))+$", "", capital.group(1)).rstrip(".,")
        following = text[len(place) : len(place) + 24]
        if (
            _EVENT.match(following.strip())
            or place.lower() in _PLACE_NOT
            or place in ("I", "I'm", "We", "She", "He")
            or place.lower().startswith(("grand rounds", "acp ", "saem"))
        ):
            return None
        lower_org = re.match(rf" (?:{ORG})\b", following, re.I)
        return place + (lower_org.group() if lower_org else "")
    named = re.match(rf"((?:[a-z.'-]+ ){{0,3}}?(?:{ORG})(?: of(?: [a-z]+){{1,2}})?)\b", text, re.I)
    if (
        named
        and named.group(1).split()[0].lower() not in (_PLACE_NOT - {"the"})
        and not re.fullmatch(ORG, named.group(1), re.I)
    ):
        place = re.sub(r"^the ", "", named.group(1))
        return place
    single = re.match(
        r"([a-z][a-z'-]{2,})(?=\s*(?:[,.;!?)]|$|\s(?:and|&|n|who|interested|looking|i|i'm|im|want|wanna|w/|"
        r"with|applying|trying|hoping|so|but)\b))",
        text,
    )
    if single and single.group(1) not in common() and single.group(1) not in _PLACE_NOT:
        return single.group(1)
    return None


def read_org(text: str) -> bool:
    """Whether a capitalised stretch is an institution."""
    return re.search(rf"\b{ORG}\b", text, re.I) is not None
