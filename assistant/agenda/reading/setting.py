"""The setting of a meeting, as a message tells it: its kind, the user's role, the stage of training, who meets whom.

Names are spans of the user's words, taken only where grammar makes it plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from assistant.agenda.bank import Bank
from assistant.agenda.brief import Meeting, Role
from assistant.agenda.reading import cues
from assistant.agenda.wording.themes import stage_of

_KINDS: tuple[tuple[Meeting, re.Pattern[str]], ...] = tuple(
    (cast(Meeting, kind), re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "first",
            r"\b(?:first|1st|very first|initial) (?:ever )?(?:mentor\w* |proper |real |official )?(?:meeting|chat|"
            r"session|sit-?down|"
            r"one|1:1|call|time|conversation|coffee|appointment)\b|\bmeet\w* .{0,30}for the first time|"
            r"\b(?:a )?new(?:ly assigned)? (?:mentor|mentee|student|advisee|supervisor|advis[oe]r)\b|"
            r"\bnever met\b|\bfirst time\b(?=.{0,20}(?:\d|$|[.,]))|\b(?:agreed|offered) to (?:be my mentor|mentor "
            r"me)\b|\bintro(?:ductory)? (?:meeting|call|chat)|\binitial (?:meeting|chat|session|"
            r"call)|\bkick-?off\b|\bget(?:ting)? to know\b|\bjust (?:been )?(?:assigned|matched|paired|"
            r"given)\b",
        ),
        (
            "closing",
            r"(?<!since our )(?<!at our )(?<!from our )(?<!in our )(?<!after our )(?<!since the )(?<!at the "
            r")(?<!from the )(?<!in the )(?<!after the )\b(?:final|closing|goodbye|farewell|wrap[- ]?up) "
            r"(?:meeting|session|chat|call|one|conversation)\b|\b(?:our|my|the) (?:very )?last (?:meeting|"
            r"session|chat|call|one)(?: (?:before|with|together|as)|,? (?:i|we|she|he|they)(?:'m|'re|'s| am|"
            r" are| is) (?:graduat|leav|mov))|\b(?:is|be|as) (?:our|my|the) last (?:meeting|session)?|"
            r"\b(?:wrap(?:ping)? up|end(?:ing)?|clos(?:e|ing)|finish(?:ing)?) (?:the|our|my|this) "
            r"(?:mentor\w*|relationship|year together|time together|pairing)|\bend of (?:our|the|my) mentor|"
            r"\bmentor(?:ship|ing)(?: pairing)? (?:is ending|ends|is over|finishes)\b|"
            r"(?:^|[.!?]\s+)last (?:meeting|session)(?= (?:with|before|together))|\bour last (?:one|meeting|"
            r"session)\b(?! (?:went|we|i|she|he))|"
            r"\b(?:finish|end|stop|step back from) (?:the |our |this )?mentor(?:ship|ing)\b|\bmoving to another "
            r"mentor\b|"
            r"\bsay(?:ing)? goodbye\b|\bstep(?:ping)? (?:away|back) from (?:the|our|my) mentor|\b(?:she|he|"
            r"they|i)(?:'s|'m| is| am| are|'re)? (?:leaving|graduating|moving on|moving away|retiring)\b",
        ),
        (
            "review",
            r"\b(?:formal|annual|yearly|quarterly|semi-?annual|six[- ]month(?:ly)?|mid[- ]?(?:rotation|year|"
            r"clerkship|term|point|block)|end[- ]of[- ](?:rotation|year|block|placement|term|clerkship)|"
            r"performance|progress|milestone|portfolio|evaluation|appraisal|90[- ]day) (?:review|meeting|"
            r"evaluation|appraisal|feedback|conversation|discussion)|\breview meeting\b|\bappraisal\b|"
            r"\br2c2\b|\breview (?:w|with|w/) (?:my |the )?(?:pd|pi|programme director|program director|supervisor|"
            r"mentor)\b|"
            r"\b(?:annual|yearly|formal|end[- ]of[- ]\w+|mid[- ]?\w+) (?:\w+ )?(?:review|meeting|appraisal|feedback)\b|"
            r"\b(?:mid-?point|mid-?year|half-?year) (?:with|w|review|chat)\b|\barcp (?:outcome|review|meeting)\b|"
            r"\bdevelopment plan\b|\bidp\b|\bilp\b|\blearning plan\b|\bmilestones? "
            r"(?:review|meeting)",
        ),
        (
            "difficult",
            r"\b(?:difficult|hard|tough|awkward|uncomfortable|tricky|tense|delicate) (?:conversation|talk|"
            r"chat|discussion|meeting|one)\b|\bconfront|\b(?:raise|address|bring up|talk about) (?:a|the|"
            r"an) (?:problem|issue|concern|conflict)\b|\bconflict with (?:my|our|him|her|them)|"
            r"\bdisagree\w* with (?:my mentor|him|her|them|my mentee)|\b(?:mentor|mentee|student|resident|"
            r"supervisor|attending|he|she|they|dr\.? \w+|prof\w*\.? \w+) (?:keeps?|always|never|constantly) "
            r"(?:\w+)|\b(?:mentor|mentee|student|resident|supervisor|attending|he|she|they) ha(?:s|ve) been "
            r"(?:ignoring|cancell?ing|unresponsive|distant|rude|harsh|dismissive|avoiding)|\btakes? credit|"
            r"\btook credit|\bnot working (?:out|well)\b|\b(?:have|need|got|going) to (?:raise|address|confront|"
            r"tell (?:him|her|them|my (?:mentee|student|resident|trainee|mentor|supervisor|pi)))"
            r"\b(?! (?:about (?:the|my) (?:draft|project|plan)))|\b(?:shout|yell)(?:s|ed|ing) at me\b|\bput "
            r"(?:another|someone|somebody) "
            r"(?:\w+ )?(?:else )?as first author|\bha(?:sn't|s not|snt|ve not|ven't) (?:answered|replied|responded)\b|"
            r"\b(?:not|isn't|isnt) (?:ready|meeting the standard)\b|\b(?:lied|lying) (?:about|to)\b|\bunhappy with "
            r"(?:my|him|her|how)|\bclear the "
            r"air\b|\bfell out\b|\bfalling out\b|\b(?:missed|missing) deadlines\b(?=.{0,40}\b(?:again|third|"
            r"repeated|talk))",
        ),
        (
            "career",
            r"\bcareer (?:decision|choice|change|planning|plan|meeting|talk|advice|conversation|chat|"
            r"discussion|path)\b|\b(?:choos\w+|decid\w+|pick\w*|torn|choice) (?:\w+ ){0,3}(?:a |my |which "
            r")?(?:special(?:ty|ity)|between|residenc(?:y|ies)|fellowship|career|field|job)\b|\bwhich "
            r"(?:special(?:ty|ity)|residency|fellowship|job|field)\b|\bswitch\w* (?:\w+ )?(?:special(?:ty|"
            r"ity)|to|from|into|out of)\b|\bwhether to (?:apply|take the|switch|leave|do a fellowship|go "
            r"into|specialise|specialize|accept|stay in)\b|\bjob offers?\b|\b(?:re|about|regarding|discuss) (?:my|"
            r"her|his|their) career\b|\b(?:out of|leav\w+|quit\w*) (?:medicine|surgery|"
            r"academia|clinical)\b|\bchang\w+ (?:from|careers?)\b|\brank list\b|\bchang(?:e|ing) "
            r"(?:special(?:ty|ity)|career|field)",
        ),
    )
)
_EXPLICIT = re.compile(
    r"\b(?:regular|every (?:month|week|two weeks|fortnight)|monthly|weekly|usual|routine|standing|biweekly|"
    r"fortnightly|catch[- ]?up)\b",
    re.IGNORECASE,
)
_MENTOR_ROLE = re.compile(
    r"\brole: mentor\b|^mentor: (?-i:[a-z])|"
    r"\bwith (?-i:[A-Z])[\w'-]+, (?:an?|my) (?:[\w-]+ )?(?:m[1-5]|ms-?[1-4]|pgy-?\d|f[12]|premed|student|intern|"
    r"resident|trainee|fellow|registrar)\b|"
    r"\bmentor:? (?:is |= ?)?me\b|\bmentor here\b|\b(?:meeting|session with|with|see|seeing) "
    r"mentee\b|\bmentee ?[:=] ?(?!me\b)|"
    r"\bsupervision (?:of|for) (?:dr|my)\b|\b(?:she|he|they)(?:'s| is|'d| would)? (?:wants?|likes?|asked for) my "
    r"(?:view|advice|help|opinion)|"
    r"\bmy (?:\w+ )?(?:trainee|registrar|supervisee|learner|junior colleague)\b|\b(?:my|our|with an?|meeting an?|"
    r"the) (?:new |junior |first[- ]year |second[- ]year |third[- ]year |"
    r"pgy-?\d |m\d )*(?:mentees?|advisees?|supervisees?)\b|\bi(?:'m| am|m)? (?:mentor(?:ing)?|supervis(?:e|"
    r"ing)|precept(?:ing)?|advis(?:e|ing)|the mentor|her mentor|his mentor|their mentor)\b|\bas (?:a|an|the|"
    r"her|his|their|your) (?:\w+ )?(?:mentor|preceptor|supervisor|advis[oe]r|faculty)\b|"
    r"\bi(?:'m| am|m) (?:a|an|her|his|their|the) (?:\w+ )?(?:mentor|preceptor|supervisor|programme director|"
    r"program director|clerkship director|faculty mentor|attending mentor)\b|\b(?:meeting|review|talk|chat|"
    r"1:1|one-on-one|session|conversation) with (?:my|one of my|our) (?:\w+ )?(?:student|resident|intern|"
    r"trainee|fellow|registrar|learner)s?\b|\b(?:my|one of my) (?:student|resident|intern|trainee|fellow|"
    r"learner)s?\b(?! (?:is my|and i are))|\b(?:a|the) (?:student|resident|intern) i(?:'m| am)? (?:mentor|"
    r"supervise|precept|teach)|\bfirst[- ]time mentor\b|\bmeet(?:ing)? (?:with )?(?:an?|one of my) "
    r"(?:[\w-]+ ){0,2}(?:student|resident|intern|premed|trainee|fellow)\b|\bhow (?:he|she|they)(?:'s|'re| "
    r"is| are) (?:doing|coping|holding)|\bgiv(?:e|ing) (?:him|her|them) (?:\w+ )?feedback|\b(?:his|her|"
    r"their) (?:progress|deadlines|charting|missed)",
    re.IGNORECASE,
)
_MENTEE_ROLE = re.compile(
    r"\bmy (?:es|ed supervisor|educational supervisor|tutor|guide|coach|chief|consultant)\b|\brole: mentee\b|"
    r"\bmentee:? (?:is |= ?)?me\b|\b(?:my|our|a|new) (?:\w+ )?(?:mentor|advis[oe]r|supervisor|attending|preceptor|"
    r"pi|programme director|"
    r"program director)\b|\bi(?:'m| am|m) (?:a|an|the) (?:\w+[- ])?(?:mentee|student|m[1-5]|ms[1-4]|premed|"
    r"intern|resident|fellow)\b",
    re.IGNORECASE,
)

# What a message to the planning task asks for, apart from changes of the plan.
_CAP = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]*"
_NOT_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november "
    "december step usmle i i'm dr prof professor the my a an and about on at for to from with next this "
    "tomorrow today in re is who she he they we it "
    "research mentor mentee zoom eras mcat osce who's whose me him her them us you what how when where why "
    "which first last new second regular monthly "
    "thu thurs tue tues wed fri mon sat sun want need so because but also tonight then after before by or "
    "of had have has was said says will again "
    "img pgy ms md phd uk us usa nhs gp er icu or er hi date time role who when where topics goals concerns length "
    "place agenda "
    "keeps never always gave told took wants thinks re: has our his their your if as that".split()
)
_TITLED = re.compile(
    rf"\b(?:(?i:dr|prof|professor|mr|ms|mrs|mx))\.? (?:(?:{_CAP}(?: {_CAP})*)|[a-z\u00df-\u024f'-]+"
    r"(?: [a-z\u00df-\u024f'-]+(?=[,)(\n]|\. |\.?$))?)"
)
_ROLE_MENTOR = (
    r"(?:mentor|supervisor|advis[oe]r|attending|preceptor|pi|programme director|program director|"
    r"clerkship director)"
)
_ROLE_MENTEE = r"(?:mentee|student|resident|intern|trainee|fellow|advisee|registrar|learner|supervisee)"
_NAMED_MENTOR = re.compile(
    rf"\b(?i:my|our|a|new) (?i:(?:\w+ )?{_ROLE_MENTOR})(?i:,? (?:named |called |is )?| \(){{1}}({_CAP}(?: "
    rf"{_CAP})?)"
)
_NAMED_MENTEE = re.compile(
    rf"\b(?i:my|our|a|new|one of my|the) (?i:(?:[\w-]+ ){{0,2}}{_ROLE_MENTEE}s?)(?i:,? (?:named |called |is "
    rf")?| \(){{1}}({_CAP}(?: {_CAP})?)"
)
_MENTOR_OF = re.compile(
    rf"\b(?i:mentor|adviser|advisor|supervisor|preceptor|supervision) (?i:of|to|for) ((?:(?i:dr|prof)\.? "
    rf")?{_CAP}(?: {_CAP})?)"
)
_PLAIN_MENTEE = re.compile(
    rf"\b(?i:mentee|student|trainee|registrar|resident|supervisee)(?i: is|:|,| =)? (?:(?i:called|named) "
    rf")?({_CAP}(?: {_CAP})?)"
)
_PLAIN_MENTOR = re.compile(
    rf"\b(?i:mentor|supervisor)(?i: is|:| =)? (?:(?i:called|named) )?((?:(?i:dr|prof)\.? )?{_CAP}(?: {_CAP})?)"
)
_APPOSED = re.compile(
    rf"\b(?i:one of (?:them|my \w+)),? ({_CAP})|\b(?i:an? (?:[\w-]+ ){{0,2}}(?:{_ROLE_MENTEE}|premed) "
    rf"(?:called|named)) ({_CAP})"
)
_WITH = re.compile(
    r"\b(?i:meet(?:ing|s)?(?: up)?(?: with)?|see(?:ing)?|with|call with|chat with|talk(?:ing)? to|"
    r"mentor(?:ing)?|mentee:|mentor:|precept(?:ing)?|supervis(?:e|ing)) (?i:my (?:\w+ )?(?:mentee|mentor|"
    rf"student|resident) )?({_CAP}(?: {_CAP})?)"
)
_LOWER_WITH = re.compile(
    r"\b(?:meet(?:ing)? with|meeting|1:1 with|chat with|call with) ([a-z]{3,14})(?= (?:on|at|for|tomorrow|"
    r"today|next|this|mon|tue|wed|thu|fri|sat|sun|to (?:talk|discuss))|,|$)",
    re.IGNORECASE,
)
_LOWER_STOP = _NOT_NAME | frozenset(
    "my mentor someone somebody people everyone agenda notes plan minutes hour half quick short link room "
    "length tips ideas times".split()
)


@dataclass(frozen=True)
class Names:
    """Names found. `other` is somebody met whose role the words do not tell."""

    mentor: str | None = None
    mentee: str | None = None
    other: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def read_names(text: str) -> Names:
    """Return the names of the two who meet."""
    spans: list[tuple[int, int]] = []
    mentor = _first(_NAMED_MENTOR, text, spans)
    mentee = _first(_NAMED_MENTEE, text, spans)
    mentee = mentee or _first(_MENTOR_OF, text, spans)
    if mentee is None and (apposed := _APPOSED.search(text)):
        mentee = apposed[1] or apposed[2]
        spans.append(apposed.span(1) if apposed[1] else apposed.span(2))
    mentee = mentee or _first(_PLAIN_MENTEE, text, spans)
    mentor = mentor or _first(_PLAIN_MENTOR, text, spans)
    other: str | None = None
    for found in _TITLED.finditer(text):
        name = _cut(found.group())
        if name:
            other = other or name
            spans.append((found.start(), found.start() + len(name)))
            break
    if mentor is None and mentee is None and other is None:
        other = _first(_WITH, text, spans)
        if other is None and (low := _LOWER_WITH.search(text)) and low[1].lower() not in _LOWER_STOP:
            other = low[1]
            spans.append(low.span(1))
    if (
        other
        and not mentor
        and re.match(r"(?i)(?:dr|prof)", other)
        and re.search(rf"(?i)\b{_ROLE_MENTOR}\b,? (?:is )?{re.escape(other)}", text)
    ):
        mentor, other = other, None
    return Names(mentor, mentee, other if other not in (mentor, mentee) else None, tuple(spans))


def _first(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> str | None:
    for found in pattern.finditer(text):
        name = _cut(found[1])
        if name:
            spans.append((found.start(1), found.start(1) + len(name)))
            return name
    return None


def _cut(name: str) -> str | None:
    """The name up to the first word that is none; None when nothing is left but a title."""
    words = name.split()
    titled = words[0].lower().rstrip(".") in ("dr", "prof", "professor", "mr", "ms", "mrs", "mx")
    kept = words[:1] if titled else []
    for word in words[len(kept) :]:
        bare = re.sub(r"'s$", "", word).strip(",.")
        if bare.lower() in _NOT_NAME or (len(kept) > (1 if titled else 0) and bare[:1].islower()):
            break
        kept.append(bare)
    return " ".join(kept) if len(kept) > (1 if titled else 0) else None


def read_kind(text: str) -> Meeting | None:
    """Return the kind of meeting that the words name, or None."""
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return "regular" if _EXPLICIT.search(text) else None


def read_role(text: str) -> Role | None:
    """Return the user's role where the words tell it; the first plain sign wins."""
    mentor, mentee = _MENTOR_ROLE.search(text), _MENTEE_ROLE.search(text)
    if mentor and mentee:
        return "mentor" if mentor.start() < mentee.start() else "mentee"
    return "mentor" if mentor else "mentee" if mentee else None


def read_stage(text: str, role: Role | None, bank: Bank) -> str | None:
    """The span that tells the mentee's stage: the user's own, or for a mentor the stage of the one they
    meet.
    """
    own = cues.OWN_STAGE.search(text)
    if role == "mentor":
        rest = text[: own.start()] + " " * (own.end() - own.start()) + text[own.end() :] if own else text
        other = cues.OTHER_STAGE.search(rest)
        if other and stage_of(other["other"], bank):
            return other["other"]
        found = cues.STAGE.search(rest)
        return found.group() if found and stage_of(found.group(), bank) else None
    if own and stage_of(own["own"], bank):
        return own["own"]
    plain = next((m for m in cues.CODE_STAGE.finditer(text) if stage_of(m.group(), bank)), None)
    if plain:
        return plain.group()
    aside = cues.ASIDE_STAGE.search(text)
    return aside["stage"] if aside and stage_of(aside["stage"], bank) else None
