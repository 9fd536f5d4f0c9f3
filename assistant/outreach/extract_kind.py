"""What kind of message, by which channel and in which tone: as a message says it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Channel, Kind, Tone

_ASKED = (
    r"(?:ask|asking|request\w*|want|wanna|need|get|getting|would like|'d like|write me|for|help me ask|hoping|hope)"
)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "reschedule",
        re.compile(
            (
                r"\bre-?schedul\w+|\bpostpone\b|\bcancel(?:ling|ing)?\b(?![^.]{0,20}\bsubscription)|\b(?:push|move) "
                r"(?:back )?(?:it|our|my|the|this)\b[^.]{0,30}\b(?:to|meeting|back|appointment|call|session)\b|"
                r"\b(?:can'?t|cannot|won'?t be able to|not going to) (?:make|come|attend)\b[^.]{0,40}\b(?:meeting|"
                r"appointment|our|call|tomorrow|tmrw|today|\d)|\brunning (?:\d+ (?:min\w* )?)?late\b|\bgoing to be "
                r"late\b"
            ),
            re.I,
        ),
    ),
    (
        "decline-reply",
        re.compile(
            (
                r"\b(?:turn(?:ing)? down|declin(?:e|ing)|say(?:ing)? no to|have to say no|reject|politely refuse)\b|"
                r"\b(?:asked|wants|emailed) me (?:to (?:be (?:her|his|their) mentor|mentor)|as (?:his|her|their|a) "
                r"mentor)\b[^.]*(?:\.|,|but|and)[^.]{0,60}\b(?:can'?t|cannot|no\b|unable|don'?t have)|\bcan'?t (?:take "
                r"(?:on )?(?:another|any|a new|more)|mentor (?:her|him|them|another))\b"
            ),
            re.I,
        ),
    ),
    (
        "ending",
        re.compile(
            (
                r"\b(?:end|ending|stop|stopping|close|wrap(?:ping)? up|finish|step(?:ping)? away from|part ways|move "
                r"on from|conclude|wind(?:ing)? down)\b[^.]{0,30}\b(?:mentor\w*|meeting with (?:her|him|them)|working "
                r"together|relationship|our (?:meetings|sessions|mentoring)|things with)\b|\b(?:no longer|don'?t) "
                r"(?:want|need) (?:(?:her|him|them|dr\.? \w+) (?:as|to be) )?(?:my |a )?mentor\b|\bpart ways\b|\bbreak "
                r"up with my mentor\b"
            ),
            re.I,
        ),
    ),
    (
        "thank-you",
        re.compile(
            (
                r"\bthank(?:ing)? (?:him|her|them|dr|prof|professor|my|the|mr|ms|mrs|dean|(?-i:[A-Z]))|\bthank(?:s)?[- "
                r"]?you (?:note|e-?mail|message|letter|card|text|to)\b|\b(?:say|send|express)(?:ing)? (?:my |some |a "
                r")?(?:thanks|thank you|gratitude|appreciation)\b|\b(?:an?|the|my|that) thank[- ]?you\b|"
                r"\bjust say thanks\b|\bthanks to "
                r"(?:dr|prof|my)\b|\bto thank\b"
            ),
            re.I,
        ),
    ),
    (
        "follow-up",
        re.compile(
            (
                r"\bfollow(?:ing)?[- ]?up\b|\bfollowup\b|\b(?:has|have|did|hasn'?t|haven'?t|hasnt|havent|didn'?t|didnt|"
                r"never|not|no)\b[^.?!]{0,30}\b(?:heard? back|replied|reply|answered|responded|response|gotten back|"
                r"got back|answer)\b|\bnudge\b|\bsend a reminder\b|\bsecond email\b|\bremind (?:her|him|them|dr|"
                r"prof)\b"
            ),
            re.I,
        ),
    ),
    (
        "letter-request",
        re.compile(
            (
                rf"\b{_ASKED}\b[^.?!]{{0,70}}\b(?:(?:rec(?:ommendation)?|reference|strong) letters?|letters? of "
                rf"(?:rec\w*|support|reference)|lors?|letters? (?:for|from)|a (?:reference|recommendation|letter)|"
                rf"write (?:me )?a letter|slo[er])\b|\b(?:lor|rec letter|letter of rec\w*|recommendation "
                rf"letter)s?\b(?! (?:she|he|they) wrote)|\brecommend me\b"
            ),
            re.I,
        ),
    ),
    (
        "introduction-request",
        re.compile(
            (
                r"\b(?:introduce me to|introducing me to|intro(?:duction)? to|introduce us|connect me (?:with|to)|put "
                r"me in touch with|make an intro(?:duction)?)\b"
            ),
            re.I,
        ),
    ),
    (
        "check-in-request",
        re.compile(
            (
                r"\b(?:quick |short |brief )?check[- ]?in\b|\btouch base\b|\b(?:meet|talk|catch up) (?:before|between) "
                r"(?:our|the) (?:next|regular|monthly) (?:\w+ )?meeting"
            ),
            re.I,
        ),
    ),
    (
        "shadowing-request",
        re.compile(
            (
                r"\b(?:to|can i|could i|if i (?:can|could)|like to|want(?:s)? to|about|hoping to|let me|and|asking to|"
                r"request(?:ing)? to|for|wanna|ask(?:ing)?(?: (?:her|him|them))? (?:to|about|if i can)) (?:shadow|"
                r"shadowing|observe)\b|\bshadowing (?:request|opportunity|opportunities|experience|spot|day)\b|"
                r"\b(?:an?|for|do|doing|about|request(?:ing)?) observership\b"
            ),
            re.I,
        ),
    ),
    (
        "research-request",
        re.compile(
            (
                r"\b(?:join(?:ing)?|help(?:ing)?(?: out)?(?: with| on| in)?|work(?:ing)? (?:in|on|with)|assist\w*|"
                r"collaborat\w+|get(?:ting)? involved (?:in|with)|volunteer\w*|looking for|do|"
                r"find)\b[^.?!]{0,40}\b(?:lab|research|project|study|trial|registry|team'?s work|case report|paper|"
                r"manuscript)\b|\bresearch (?:opportunit\w+|position|spot|experience|request|project|collaboration|"
                r"with (?:him|her|them|dr|prof))\b"
            ),
            re.I,
        ),
    ),
    (
        "progress-update",
        re.compile(
            (
                r"\btell (?:my mentor|(?:dr|prof)\.? \w+|him|her|them)\b[^.?!]{0,20}\b(?:that )?i (?:passed|got|"
                r"matched|finished|submitted|completed|started)\b|\b(?:progress )?update\b(?! my (?!mentor|advis|pi\b|"
                r"pd\b|program)| the (?:cv|resume|draft))|\bupdating (?:my mentor|dr|prof|him|her)|\blet (?:him|her|"
                r"them|my mentor|dr\.? \w+|prof\.? \w+) know (?:how|that|what) (?:i|it|things)|\btell (?:my mentor|him|"
                r"her|them) (?:how (?:i|it)|what i'?ve)"
            ),
            re.I,
        ),
    ),
    (
        "career-change",
        re.compile(
            (
                r"\b(?:switch(?:ing)?|chang(?:e|ing)|mov(?:e|ing)|transition(?:ing)?|leav(?:e|ing)|pivot(?:ing)?|"
                r"retrain(?:ing)?)\b[^.?!]{0,30}\b(?:specialt(?:y|ies)|career|careers|field|out of (?:clinical "
                r")?medicine|into (?:\w+ )?(?:medicine|care|surgery|informatics|industry|pharma|consulting|"
                r"administration|academia|psychiatry|\w+ology|\w+ics|\w+iatry)|(?:emergency medicine|surgery|\w+ology|"
                r"\w+ics|\w+iatry|medicine|em|im) for (?:\w+ )?\w+|to (?:\w+ )?(?:medicine|care|informatics|industry|"
                r"psychiatry|\w+ology|\w+iatry|anesthesia|radiology))\b|\bcareer (?:change|switch|transition)\b"
            ),
            re.I,
        ),
    ),
)

_PHYSICIAN = re.compile(
    r"\b(?:i'?m|i am)\b[^.]{0,24}\b(?:hospitalist|attending|physician|surgeon|\w+ologist|doc|doctor|gp|"
    r"internist|an(?:a)?esthetist|consultant|intensivist|psychiatrist|pediatrician|resident|pgy|fellow)\b|"
    r"\b\d+ (?:yrs|years) out\b",
    re.I,
)

_WRITE = re.compile(
    r"\b(?:e-?mail(?:ing)? (?!me|length|tips|etiquette)|write (?:to|2|an?|something|smth|dr|prof|in)|"
    r"writing to|draft|compose|message to|msg|dm|reach(?:ing)? out|contact(?:ing)?|introduce myself|"
    r"linkedin (?:note|msg|message|dm)|message|note to|what (?:do|should|can) i say to|words for|help me "
    r"(?:email|write|contact|message|text|ask)|want to ask|like to ask|wanna ask|ask (?:dr|prof)|like "
    r"(?:to )?contact|want to (?:talk|speak) (?:to|with) (?:dr|prof)|(?:'d|would) (?:love|like) to (?:meet|"
    r"talk|speak|connect))\b",
    re.I,
)

_EXISTING = re.compile(
    r"(?<!be )(?<!become )(?<!as )\bmy (?:current |long-?time )?mentor\b|\bour (?:next|last|monthly|weekly|"
    r"regular) (?:\w+ )?(?:meeting|session|call)\b|\bagain\b",
    re.I,
)

_QUESTION = re.compile(
    r"^\s*(?:so |and |ok |hi |hey )*(?:how (?:do|should|can|long|many|often|would|to|soon)|what (?:is|are|"
    r"does|should (?:i|a|the) (?!say)|do i (?!say)|makes)|why|when (?:do|should|is)|should i|is it|are "
    r"there|do i|does|can you explain|tell me (?:about|how))\b",
    re.I,
)

_LINKEDIN = re.compile(r"\blinked[- ]?in\b", re.I)

_PERSON = re.compile(
    r"\bin[- ]person\b(?! (?:meeting|or by|if))|\bface[- ]to[- ]face\b|\bout loud\b|\bwhen i (?:see|meet|"
    r"run into|bump into) (?:him|her|them|dr|prof)|\bwhat (?:do|should|can|could) i say to\b|\bwords to "
    r"say\b|\bin the (?:hallway|corridor)\b",
    re.I,
)

_EMAIL = re.compile(r"(?<!my )(?<!this )(?<!first )\be-?mail(?:ing)?\b(?! address|@|ed)", re.I)

_NOT_EMAIL = re.compile(
    r"\b(?:my|the|this|his|her|their|a|first|last) (?:first |last |old |previous "
    r")?e-?mail\b[^.]{0,30}\b(?:about|from|feels|sounds|was|is|got)\b|\bmy e-?mail\b|\banswered my e-?mail|"
    r"\be-?mailed\b",
    re.I,
)

_TONES: tuple[tuple[Tone, str], ...] = (
    ("formal", r"formal|professional"),
    ("warm", r"warm|friendly|casual|informal|personal"),
    ("brief", r"brief|short|concise|to the point|short and sweet"),
)


def kind_of(text: str) -> Kind | None:
    """The kind of message, where the words say it; a plain wish to write to somebody new is a first contact."""
    if _QUESTION.search(text) and not _WRITE.search(text) and not re.search(r"\b(?:dr|prof|professor)\b", text, re.I):
        return None
    for kind, pattern in _KINDS:
        if not pattern.search(text):
            continue
        if kind == "career-change" and not (
            _PHYSICIAN.search(text) or re.search(r"\bcareer (?:change|switch)", text, re.I)
        ):
            continue
        if (
            kind == "thank-you"
            and re.fullmatch(r"(?s).*\bthanks?(?:,| )[A-Z]\w+.*", text)
            and not re.search(
                r"\bthank[- ]?you (?:note|email|message|letter)|\bthank (?:him|her|them|dr|prof)|\bthanks? "
                r"to (?:dr|prof)|\bto thank\b|\bhelp me thank\b",
                text,
                re.I,
            )
        ):
            continue
        if kind == "progress-update" and not re.search(
            r"\b(?:mentor|dr|prof|professor|him|her|them|to|for|advis[eo]r|pi|progress|email|note|send)\b", text, re.I
        ):
            continue
        return kind
    if _QUESTION.search(text) and not re.search(r"\b(?:dr|prof|professor|named)\b", text, re.I):
        return None
    if _WRITE.search(text) and not _EXISTING.search(text) and _somebody_new(text):
        return "first-contact"
    return None


def _somebody_new(text: str) -> bool:
    """Whether nothing in the message says that the two work together already."""
    return not re.search(
        r"\b(?:my (?:old |current |former )?(?:preceptor|attending|advis[eo]r|pi|boss|chief|resident|"
        r"program director|pd|supervisor)\b(?![^.!?]{0,3}[^!?]{0,40}\b(?:suggest|told|recommend|said|refer|"
        r"introduc|knows|gave me))|my (?:feedback|elective|evaluation|rotation|grade|application|schedule|"
        r"exam)\b|i missed|taking a leave|(?:review|look at|read|feedback on) my|keep in touch|met (?:him|"
        r"her|them)|i took (?:his|her|their)|(?:rotated|worked|trained) (?:with|under) (?:him|her|them|dr|"
        r"prof))\b",
        text,
        re.I,
    )


def channel_of(text: str) -> Channel | None:
    """The channel, where it is named."""
    if _LINKEDIN.search(text):
        return "linkedin"
    if _PERSON.search(text):
        return "in-person"
    plain = _NOT_EMAIL.sub(" ", text)
    if _EMAIL.search(plain) and not _QUESTION.search(text):
        return "email"
    return None


def tone_of(text: str) -> Tone | None:
    """The tone, where it is wished for."""
    for tone, word in _TONES:
        for pattern in (
            rf"\b(?:keep|make|want|wants|like|prefer|sound|sounding|be|tone|rather)\b(?: (?:it|this|the "
            rf"(?:tone|email|message)|to be|to sound|something|very|quite|really|pretty|fairly|more|a bit|"
            rf"and|warm|formal|friendly|short|brief|so i want it))* (?:{word})\b",
            rf"\b(?:an?|something|smth|really|very)(?: (?:very|quite|really|pretty|nice|polite|simple))? "
            rf"(?:{word})(?:,? (?:and |but )?\w+)? (?:e-?mail|note|message|msg|follow-?up|thank[- ]you|"
            rf"letter|text|reply|draft|to|by)\b",
            rf"\b(?:{word})(?: (?:and|but) \w+)? (?:tone|style|is (?:fine|ok|good)|please|pls)\b",
            rf"\bsomething (?:{word})\b",
            rf"\b(?:tone|style)(?: is|:)? (?:{word})\b",
        ):
            found = re.search(pattern, text, re.I)
            if (
                found
                and not re.search(
                    r"\b(?:not|n't|don't|too|never|less)\s(?:\w+ ){0,3}$",
                    text[: found.end() - len(found.group().split()[-1])],
                    re.I,
                )
                and "not too" not in found.group().lower()
            ):
                return tone
    return None


def is_question(text: str) -> bool:
    """Whether the message asks for guidance rather than for a draft."""
    return bool(_QUESTION.search(text)) and not _WRITE.search(text)
