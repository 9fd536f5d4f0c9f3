"""What kind of message is wanted, as a message says it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Kind
from assistant.outreach.extract.manner import QUESTION, WRITE

_ASKED = (
    r"(?:ask|asking|request\w*|want|wanna|need|get|getting|would like|'d like|write me|for|help me ask|hoping|hope)"
)

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "reschedule",
        re.compile(
            (
                r"\bre-?schedul\w+|\bpostpone\b|\bcancel(?:ling|ing)?\b(?![^.]{0,20}\bsubscription)|\b(?:push|"
                r"move|bump|shift) "
                r"(?:back )?(?:it|our|my|the|this)\b[^.]{0,30}\b(?:to|meeting|back|appointment|call|session|mtg)\b|"
                r"\b(?:can'?t|cannot|won'?t be able to|not going to|unable to|not able to) (?:make|come|"
                r"attend)\b[^.]{0,40}\b(?:meeting|"
                r"appointment|our|call|tomorrow|tmrw|today|session|slot|\d)|\b(?:was|am|were|is|"
                r"are)? ?(?:meant|supposed|due|scheduled|booked) to "
                r"(?:meet|see|speak|talk)\b|\b(?:need|have|got) to (?:move|push|shift|change|bump) (?:my|our|"
                r"the|a)\b[^.]{0,24}\b(?:meeting|"
                r"appointment|call|session|chat|with)|\b(?:find|pick|set) (?:another|a new|"
                r"a different) (?:time|day|date|slot)\b|\brunning (?:\d+ (?:min\w* )?)?late\b|\bgoing to be "
                r"late\b|\b(?:can'?t|cannot|won'?t|unable to) (?:do|manage|keep) (?:\w+'s |our |the |"
                r"my )?(?:\w+ )?(?:call|meeting|session|appointment|slot|catch[- ]?up|supervision)\b|"
                r"\bmove (?:it|us|our|my) (?:to|back|forward)\b|\bneed (?:to|2) cancel\b|\b(?:can'?t|"
                r"cannot) be (?:in|at|there|with)\b"
            ),
            re.I,
        ),
    ),
    (
        "decline-reply",
        re.compile(
            (
                r"\b(?:turn(?:ing)? (?:\w+ )?down|declin(?:e|ing)|say(?:ing)? no\b|reject|politely refuse|"
                r"let (?:her|him|them) down (?:gently|easy))\b|"
                r"\b(?:asked|asking|asks|wants|wrote to) me (?:to|for) (?:be|mentor|mentoring|sit|join|"
                r"supervise|review)\b[^?]{0,160}\b(?:no (?:time|room|space)|"
                r"can'?t|cannot|cant|say no|too many|full|unable|already)\b|"
                r"\b(?:asked|wants|emailed) me (?:to (?:be (?:her|his|their) mentor|mentor)|as (?:his|her|their|a) "
                r"mentor)\b[^.]*(?:\.|,|but|and)[^.]{0,60}\b(?:can'?t|cannot|no\b|unable|don'?t have)|"
                r"\bcan'?t (?:take "
                r"(?:on )?(?:another|any|a new|more)|mentor (?:her|him|them|another))\b|\b(?:kind|polite|"
                r"gentle|nice|soft|gracious) (?:no\b|decline|refusal)|\b(?:asked|asking|asks) (?:me|if i'?d|"
                r"if i would|if i could|whether i'?d) (?:to )?(?:be|mentor|supervise|sit|join|review|chair|"
                r"speak|take)\b[^?]{0,200}\b(?:over capacity|no capacity|isn'?t my area|not my area|"
                r"at my limit|stretched|overcommitted|on leave|sabbatical|don'?t have)\b"
            ),
            re.I,
        ),
    ),
    (
        "ending",
        re.compile(
            (
                r"\b(?:end|ending|stop|stopping|close|closing|wrap(?:ping)? up|finish|leav(?:e|ing)|"
                r"quit(?:ting)?|step(?:ping)? (?:away from|back from|down (?:as|from))|bow(?:ing)? out|"
                r"part ways|move on from|conclude|wind(?:ing)? down|"
                r"draw(?:ing)? a line under)\b[^.]{0,30}\b(?:mentor\w*|meeting with (?:her|him|them)|working "
                r"together|relationship|our (?:meetings|sessions|mentoring|arrangement|pairing)|the pairing|"
                r"pairing|things with)\b|\b(?:no longer|don'?t) "
                r"(?:want|need) (?:(?:her|him|them|dr\.? \w+) (?:as|to be) )?(?:my |a )?mentor\b|\bpart ways\b|"
                r"\bbreak "
                r"up with my mentor\b|\b(?:want|wants|need|get|getting) out of (?:my|this|the|"
                r"our) [^.]{0,20}\bmentor\w*|\bnot (?:keep|carry) on with (?:the|our|my) mentor\w*|"
                r"\bfind (?:a )?new mentor\b"
            ),
            re.I,
        ),
    ),
    (
        "thank-you",
        re.compile(
            (
                r"\bthank(?:ing)? (?:him|her|them|dr|prof|professor|my|the|mr|ms|mrs|dean|(?-i:[A-Z]))|"
                r"\bthank(?:s)?[- "
                r"]?you (?:note|e-?mail|message|letter|card|text|to)\b|\b(?:say|send|express)(?:ing)? (?:my |some |a "
                r")?(?:thanks|thank you|gratitude|appreciation)\b|\b(?:an?|the|my|that) thank[- ]?you\b|"
                r"\bi'?m (?:so |very |really )?(?:thankful|grateful) (?:for|that)\b|"
                r"\bim (?:so |very |really )?(?:thankful|grateful) (?:for|that)\b|\bjust say thanks\b|\bthanks to "
                r"(?:dr|prof|my)\b|\bto thank\b"
            ),
            re.I,
        ),
    ),
    (
        "follow-up",
        re.compile(
            (
                r"\bfollow(?:ing)?[- ]?up\b(?! (?:data|study|visits?|care|clinic|appointments?|period))|"
                r"\bfollowup\b|\b(?:has|have|did|hasn'?t|haven'?t|hasnt|havent|"
                r"didn'?t|didnt|"
                r"never|not|no)\b[^.?!]{0,30}\b(?:heard? back|replied|reply|answered|responded|response|gotten back|"
                r"got back|answer)\b|\bnudge\b|\bsend a reminder\b|\bsecond email\b|\bremind (?:her|him|them|dr|"
                r"prof)\b|\bbump\b|\band (?:still )?(?:nothing|crickets)\b|\bno (?:reply|response|answer)\b|"
                r"\bradio silence\b"
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
                rf"letter)s?\b(?! (?:she|he|they) wrote)|\brecommend me\b|\bwrite (?:me )?(?:an? )?(?:strong |"
                rf"good |great )?(?:recommendation|reference|letter)\b"
            ),
            re.I,
        ),
    ),
    (
        "introduction-request",
        re.compile(
            (
                r"\b(?:introduce me to|introducing me to|intro(?:duction)? to|introduce us|connect me (?:with|to)|put "
                r"me in touch with|(?:make|get|have|need|want|ask for|"
                r"asking for) an? (?:\w+ )?intro(?:duction)?|intro(?:duction)? from)\b"
            ),
            re.I,
        ),
    ),
    (
        "check-in-request",
        re.compile(
            (
                r"\b(?:quick |short |brief )?check[- ]?in\b|\b(?:quick |short |"
                r"brief )?catch[- ]?up\b(?! on (?:work|notes|sleep))|"
                r"\b(?:see|meet|talk to|speak to|speak with|talk with|sit down with) my (?:\w+ )?(?:mentor|"
                r"tutor|advis[eo]r|supervisor|educational supervisor|program director|pd)\b|\btouch base\b|"
                r"\b(?:meet|talk|catch up) (?:before|between) "
                r"(?:our|the) (?:next|regular|monthly) (?:\w+ )?meeting|\bask my (?:\w+ )?(?:mentor|tutor|"
                r"supervisor|advis[eo]r|pd)\b[^.?!]{0,40} for (?:half an hour|an hour|\d+ ?min\w*|(?:a |"
                r"some )?(?:quick |short )?(?:chat|talk|word|meeting|time))|\b(?:short|quick|"
                r"brief) (?:meeting|chat|talk|call) (?:with my (?:mentor|tutor|supervisor|advis)|before (?:he|"
                r"she|they|our))"
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
                r"\b(?:an?|for|do|doing|about|request(?:ing)?) observership\b|\b(?:sit in|tag along|"
                r"follow (?:her|him|them)|spend (?:a|one|half a) (?:day|morning|afternoon|"
                r"shift))\b[^.?!]{0,30}\b(?:clinic|"
                r"or|theatre|rounds|ward|for|in|with)\b|\bsee the (?:OR|operating room|inside of)\b|"
                r"\bwork experience\b|\bshadow(?:ing)?\b(?!ed)|\b(?<!got )(?<!first )(?:observerships?|"
                r"clinical attachment|"
                r"externship|taster (?:week|day)s?)\b"
            ),
            re.I,
        ),
    ),
    (
        "research-request",
        re.compile(
            (
                r"\b(?:join(?:ing)?|help(?:ing)?(?: out)?(?: with| on| in)?|work(?:ing)? (?:in|on|with)|assist\w*|"
                r"collaborat\w+|get(?:ting)? involved (?:in|with)|volunteer\w*|looking for|do(?:ing)?|write up|"
                r"takes?(?= (?:\w+ )?(?:students|volunteers)))\b[^.?!]{0,40}\b(?:lab|research|project|study|"
                r"trial|registry|team'?s work|case report|paper|"
                r"manuscript|(?:summer|research) students?|audit|chart review)\b|\bresearch (?:opportunit\w+|"
                r"position|spot|experience|request|project|collaboration|"
                r"with (?:him|her|them|dr|prof))\b|\bsupervise my (?:\w+ )?(?:ssp|ssc|project|thesis|"
                r"dissertation|research|msc|paper|audit)|\b(?:for|do|doing|some|about|"
                r"into) research\b(?! (?:nurse|talk))|\bresearch (?:in|at|under|for) (?:her|his|their|the)\b|"
                r"\btakes? on (?:\w+ )?(?:students|volunteers)\b"
            ),
            re.I,
        ),
    ),
    (
        "progress-update",
        re.compile(
            (
                r"\b(?:tell|telling|let) (?:my (?:\w+ )?(?:mentor|advis[eo]r|tutor|preceptor)|(?:dr|prof|"
                r"professor|mrs?|ms)\.? [\w'-]+(?: [\w'-]+)?|him|her|them)\b(?: know)?[^.?!]{0,20}"
                r"\b(?:that )?(?:i|we)(?:'ve| have|ve)? (?:\w+ )?(?:passed|got|matched|finished|submitted|"
                r"completed|started|chose|decided|won|published|presented|"
                r"landed|defended|graduated|picked|applied)\b|\b(?:tell|let) (?:dr|prof|him|her|them|"
                r"my)\b[^.?!]{0,30}\b(?:news|how (?:i|it|things))|\b(?:progress )?update\b(?! my (?!mentor|"
                r"advis|pi\b|"
                r"pd\b|program)| the (?:cv|resume|draft))|\bupdating (?:my mentor|dr|prof|him|her)|\blet (?:him|her|"
                r"them|my mentor|dr\.? \w+|prof\.? \w+) know (?:how|that|what) (?:i|it|things)|"
                r"\btell (?:my mentor|him|"
                r"her|them) (?:how (?:i|it)|what i'?ve)|\b(?:tell|let) (?:\w+\.? ){1,3}(?:\([^)]*\) "
                r")?(?:know )?(?:that )?(?:i|we)(?:'ve| have)? (?:\w+ )?(?:passed|got|matched|finished|"
                r"submitted|completed|started|won|published|defended|graduated)\b"
            ),
            re.I,
        ),
    ),
    (
        "career-change",
        re.compile(
            (
                r"\b(?:switch(?:ing)?|chang(?:e|ing)|go(?:ing)? back (?:for|to)|mov(?:e|ing)|"
                r"transition(?:ing)?|leav(?:e|ing)|pivot(?:ing)?|"
                r"retrain(?:ing)?)\b[^.?!]{0,30}\b(?:specialt(?:y|ies)|career|careers|field|"
                r"med(?:ical)? school|out of (?:clinical "
                r")?medicine|into (?:\w+ )?(?:medicine|care|surgery|informatics|industry|pharma|consulting|"
                r"administration|academia|psychiatry|\w+ology|\w+ics|\w+iatry)|(?:emergency medicine|surgery|\w+ology|"
                r"\w+ics|\w+iatry|medicine|em|im) for (?:\w+ )?\w+|to (?:\w+ )?(?:medicine|care|informatics|industry|"
                r"psychiatry|\w+ology|\w+iatry|anesthesia|radiology))\b|\bcareer (?:change|switch|transition)\b|"
                r"\b(?:go|going|applying) to (?:med(?:ical)?|nursing|law|pa) school\b|\b(?:retrain|retraining|"
                r"second career)\b|\bthinking (?:of|about) (?:\w+ ){0,2}(?:training|retraining)\b|\b(?:did|"
                r"made|making) the (?:same )?(?:switch|jump|move)\b"
            ),
            re.I,
        ),
    ),
)

_PHYSICIAN = re.compile(
    r"\b(?:i'?m|i am|i'?ve been|as an?)\b[^.]{0,24}\b(?:hospitalist|attending|physician|surgeon|\w+ologist|doc|"
    r"doctor|gp|nurse|rn|paramedic|pharmacist|engineer|lawyer|teacher|"
    r"internist|nurse|rn|paramedic|pharmacist|teacher|engineer|an(?:a)?esthetist|consultant|"
    r"intensivist|psychiatrist|pediatrician|resident|pgy|fellow)\b|"
    r"\b\d+ (?:yrs|years) out\b",
    re.I,
)

_EXISTING = re.compile(
    r"(?<!be )(?<!become )(?<!as )\bmy (?:current |long-?time )?mentor\b|\bour (?:next|last|monthly|weekly|"
    r"regular) (?:\w+ )?(?:meeting|session|call)\b|\bagain\b",
    re.I,
)

_STUDY = re.compile(r"\b(?:registry|trial|study|lab|project|research|dataset|cohort)\b", re.I)
_LEND_A_HAND = re.compile(
    r"\b(?:can|could|happy to|want to|like to|love to) (?:help|join|work on|volunteer|do (?:the |"
    r"some |chart|data)|assist|contribute|"
    r"enter|code)\b",
    re.I,
)


def kind_of(text: str) -> Kind | None:
    """The kind of message, where the words say it; a plain wish to write to somebody new is a first contact."""
    if QUESTION.search(text) and not WRITE.search(text) and not re.search(r"\b(?:dr|prof|professor)\b", text, re.I):
        return None
    for kind, pattern in _KINDS:
        if not pattern.search(text):
            continue
        if kind == "research-request" and re.search(r"\b(?:pull|drop|back) out\b|\bwithdraw\b", text, re.I):
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
            r"\b(?:mentor|dr|prof|professor|mrs?|ms|miss|tutor|supervisor|him|her|them|to|for|advis[eo]r|"
            r"pi|progress|email|note|send)\b",
            text,
            re.I,
        ):
            continue
        return kind
    if QUESTION.search(text) and not re.search(r"\b(?:dr|prof|professor|named)\b", text, re.I):
        return None
    if re.search(r"\b(?:want|need|like|wanna) to (?:tell|update) (?:my|dr|prof|mrs?|ms|her|him|them)\b", text, re.I):
        return "progress-update"
    wish = WRITE.search(text) or re.search(
        r"\b(?:want|like|love|hope|wish|wanna) to (?:volunteer|work|learn|connect|meet|talk|speak|get involved)\b",
        text,
        re.I,
    )
    if wish and not _EXISTING.search(text) and _somebody_new(text):
        return "research-request" if _STUDY.search(text) and _LEND_A_HAND.search(text) else "first-contact"
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
