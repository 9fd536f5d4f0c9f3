"""One clause -> what the sender asks for, hopes for, or offers: a span of it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Kind

_WANT = (
    r"(?:want(?:ed|s)?|wanna|would like|wd like|'d like|would love|'d love|id (?:love|like)|"
    r"hop(?:e|ing)|wish|like|love|"
    r"looking|plan(?:ning)?|aim(?:ing)?|trying|try|need|keen)"
)
_WHOM = (
    r"(?:her|him|them|for me|(?:my|our|the) [\w -]{3,24}?|(?:dr|prof|professor|dean|mr|ms|mrs|"
    r"a/prof)\.? [\w'\u00c0-\u024f-]+"
    r"(?: (?-i:[A-Z])[\w'\u00c0-\u024f-]+){0,3})(?:,? (?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?,)?"
)
_TASK = (
    r"(?:e-?mail|write|ask|thank|message|msg|contact|reach|send|draft|say|tell|do this|reply|"
    r"respond|let (?:him|her|them)|"
    r"know (?:if|how to (?:write|email|start|ask))|reschedule|cancel|move (?:it|our)|follow|text|"
    r"dm|meet|introduce myself|say no|"
    r"turn|stop|end|decline|apologi|get (?:a|an|some) |see if|shadow|join|it |dr\b|prof|feedback|"
    r"an? (?:letter|lor|quick|short|"
    r"formal|meeting|chat|call|reference)|discuss|talk (?:to|with)|postpone|be sorry|make|keep|"
    r"sound|this|request|just|use|have|"
    r"you|u |find|nudge|update|take (?:him|her|them) up|quit|leave the|bow|point|connect|help )"
)
_DO = (
    r"(?:shadow(?:ing)?(?! ask| request)|join(?:ing)?|volunteer(?:ing)?|observ(?:e|ing)|rotate|rotating|discuss|"
    r"introduce|help(?:ing)? (?:with|out|on|in)|"
    r"work(?:ing)? (?:with|on|in) (?:her|his|their|him|them)|sit in|collaborat(?:e|ing)|visit|"
    r"present|scrub in|spend (?:a|an|one|two|some)|"
    r"do (?:an? )?(?:case report|rotation|elective|observership|audit))"
)
_NOUN = (
    r"(?:a |an |some |one |about |his |her |their |the )?(?:quick |short |brief |\w+-month |"
    r"(?:\d+|one|two|three|four|six)[- ]weeks? )?(?:\d{1,3}(?:\s?-\s?\d{1,3})?[ -]?min(?:ute)?s?[ -]"
    r"(?:\w+ )?(?:call|chat|meeting|zoom|coffee|talk|conversation)|(?:coffee|zoom) (?:chat|call)|"
    r"call\b|chat\b|phone call|feedback on|"
    r"one question|observership|slides\b|intro(?:duction)?\b|advice (?:on|about))"
)

_REQUESTS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"\b(?:ask(?:ing)?|asks|get|have|request(?:ing)?) {_WHOM},? (?:for |to |about )(?P<what>.+)", re.I),
    re.compile(
        rf"\bask(?:ing)? {_WHOM}(?: [a-z'-]+)?,? (?P<what>(?:if|whether|how|what|when|why|which|a|an|"
        rf"one|some|the|his|her|their) .+)",
        re.I,
    ),
    re.compile(
        r"\b(?:ask(?:ing)?|request(?:ing)?|see|know|find out),? (?P<what>(?:if|whether) (?:i|we|she|"
        r"he|they|she'd|he'd|they'd|there) .+)",
        re.I,
    ),
    re.compile(r"\b(?:ask(?:ing)?|request(?:ing)?),? (?:for|about|to) (?P<what>.+)", re.I),
    re.compile(
        r"\bask(?:ing)?,? (?P<what>(?:how|what|when|why|which|whether|one question|a question|"
        r"one thing) .+)",
        re.I,
    ),
    re.compile(rf"\b{_WANT} (?:to |for )?(?P<what>{_NOUN}.*)", re.I),
    re.compile(
        rf"(?:^|\b(?:{_WANT}|about|if i (?:can|could|may)|see if i (?:can|could)|whether i (?:can|"
        rf"could|might)|asking|request(?:ing)?|and) (?:to |for )?)(?P<what>{_DO}\b.+)",
        re.I,
    ),
    re.compile(r"\bneed to (?P<what>know (?:if|whether|when) .+)", re.I),
    re.compile(rf"\b(?:want(?:s)?|like|need|get) {_WHOM} to (?P<what>.+)", re.I),
    re.compile(rf"\b(?:for|about) (?P<what>(?:an? )?(?:observership|{_DO})\b.+)", re.I),
    re.compile(
        r"^(?:maybe |just )?(?P<what>(?:an? )?(?:quick |short |"
        r"\d+[- ]min(?:ute)? )?(?:intro(?:duction)? (?:from|to)|feedback on)\b.+)",
        re.I,
    ),
    re.compile(r"\b(?:can|could) (?:i|we|you|u) (?:get |have )(?P<what>an? (?:quick )?intro(?:duction)?\b.+)", re.I),
)
_BARE = re.compile(
    r"(?:my )?(?:feedback|advice|help|it|this|that|time|something|(?:a|the|an) (?:meeting|email|"
    r"favou?r|letter)|mentor)$|"
    r"(?:for )?(?:about )?(?:ten|fifteen|twenty|thirty|\d+) min\w*(?:$| of (?:her|his|their|"
    r"your) time| on| to\b| by\b)|half an hour|"
    r"(?:to )?(?:email|write|thank|contact|message)\b",
    re.I,
)
_IF = re.compile(
    r"^(?:if|whether) (?:i|we) (?:can|could|may|might) (?=\w)|^(?:if|whether) (?:she|he|they)(?:'d| would| could| can)"
    r"(?: be (?:willing|able|open|happy) to)? (?=(?:review|read|write|introduce|look|meet|mentor|"
    r"help|give|share|supervise|be|"
    r"let|have|talk|advise|take)\b)",
    re.I,
)
_ENDS = re.compile(
    r",? (?:but|so|because|bc) |,? and (?:i|want|have|haven't|has|hasn't|he|she|they|never|no)\b|"
    r",? (?:thanks|thx|pls|please)\b|"
    r"\s(?:on|by) (?:linkedin|email)$|, (?:no|due|name)\b",
    re.I,
)
_TALK_ABOUT = re.compile(
    r"^(?:for )?(?:about )?(?:an? )?(?:ten|fifteen|twenty|thirty|\d+)[ -]min\w*(?: of (?:her|his|"
    r"their) time)?(?: on (?:zoom|the phone))?,? to "
    r"(?P<what>(?:talk|chat|speak|hear|discuss|learn|go) .+)",
    re.I,
)

_GOALS = re.compile(
    rf"\b(?:(?:{_WANT})(?: to| too)? (?!{_TASK})|(?:my |the )(?:main |long-term )?goal(?:'s|"
    rf" is) (?:to )?|in order to )"
    r"(?P<what>(?:match|learn|understand|figure out|find out|decide|become|get into|"
    r"get involved in (?!how)|explore|know|"
    r"hear (?:how|about|what|why)|see (?:how|what|if|whether)|choose|pursue|apply|go into|go for|"
    r"build|improve|teach|work in|"
    r"practi[sc]e|do (?!an? e-?mail|e-?mail)(?:an? |the )?\w+|switch|move|train|retrain|publish|prepare|develop|gain|"
    r"speciali[sz]e|start|pass|submit|"
    r"finish|land|secure|be an? )\b.+)",
    re.I,
)
_THINKING = re.compile(
    r"\b(?:thinking (?:of|about)|considering|contemplating) (?P<what>(?:switching|moving|leaving|"
    r"changing|transitioning|pursuing|applying|doing|"
    r"going|becoming|retraining|pivoting|(?:\w+ ){0,2}(?:training|residency)|(?:a|"
    r"an) (?:\w+ )?(?:switch|move|change|career|fellowship))\b.+)",
    re.I,
)
_INTERESTED = re.compile(
    r"\b(?P<what>(?<!not )interested in (?!(?:her|his|their|your|this|that|the (?:lab|project|work|study))\b).+)", re.I
)
_APPLYING = re.compile(
    r"(?P<what>\bapplying (?:to|for|into|in) .+|\bapplying (?:im|em|peds|psych|fm|ortho|surgery|"
    r"gen surg|derm|ob-?gyn|anesthesia|"
    r"neurology|radiology|\w+ medicine|\w+iatr\w+)\b)",
    re.I,
)
_LETTER_FOR = re.compile(
    r"\b(?:letters?|lors?|reference|recommendation)\b(?: of \w+)?(?: from (?:her|him|them|(?:dr|"
    r"prof)\.? [\w'-]+))? for (?P<what>(?!an? )[^,]*?\b"
    r"(?:residency|fellowship|programme|program|job|application|post|position|scholarship|masters|"
    r"mph|school|match|applications|training)\b|(?:the|my) [^,.]{3,40}$)",
    re.I,
)
_RESEARCH_TASK = re.compile(r"(?:do|hear|see|know|learn|do a|start) (?:research with|this|that|if|back|it)\b", re.I)

_OFFERS: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"\b(?:i|we)(?:'d| would)?(?: also)? (?:can|could|am able to|am (?:happy|glad|willing) to|"
        r"'m (?:happy|glad|willing) to|"
        r"would be (?:happy|glad) to|be (?:happy|glad) to) (?P<what>(?:help|offer|send|bring|provide|"
        r"translate|do (?:the |data|stats|chart)|assist|"
        r"volunteer|share|give|point|transcribe|teach|write|work|contribute|run|analy[sz]e|code|enter|"
        r"review|cover|refer|"
        r"recommend|introduce|suggest|commit|spare|present)\b.+)",
        re.I,
    ),
    re.compile(
        r"^(?:happy|glad|willing|can|could) (?:to )?(?P<what>(?:help|give|send|share|offer|bring|work|"
        r"translate|assist|do (?:the |data|stats)|volunteer|present|"
        r"provide|contribute|cover|suggest|point)\b.+)",
        re.I,
    ),
    re.compile(r"\b(?:know \w+.{0,30} and could|and (?:can|could)) (?P<what>(?:help with|give|send|offer) .+)", re.I),
)
_THEY_COULD = re.compile(
    r"^(?P<what>(?:he|she|they|(?:dr|prof|professor)\.? [\w'-]+) (?:could|can|should|"
    r"might) (?:try|ask|contact|talk to|"
    r"reach out to|write to|email|join|be an?|is an?)\b.+)",
    re.I,
)
_POINT_TO = re.compile(
    r"\b(?:to |can |could |and |want to )(?P<what>(?:send|point|refer|direct|suggest|pass|"
    r"introduce|connect) (?:her|him|them|(?-i:[A-Z])\w+) (?:to|on to|with|towards?) .+)",
    re.I,
)


def request_in(clause: str, kind: Kind | None) -> str | None:
    """What is asked of the recipient, or None."""
    for pattern in _REQUESTS:
        for found in pattern.finditer(clause):
            before = clause[max(0, found.start() - 24) : found.start()]
            if re.search(r"\b(?:she|he|they|who|student|someone|somebody)(?: has| had| keeps?)? $", before, re.I):
                continue
            what = _ENDS.split(found.group("what"), maxsplit=1)[0]
            if re.match(r"(?:me|us|you|u)\b", what, re.I):
                continue
            what = re.sub(r"^(?:for|about) (?=\w)", "", what, flags=re.I)
            if talk := _TALK_ABOUT.match(what):
                what = talk.group("what")
                if not re.match(r"(?:talk|chat|speak|discuss) ?(?:about )?", what, re.I) or kind is None:
                    return None
            if cut := _IF.match(what):
                what = what[cut.end() :]
            if _BARE.match(what.strip()) or len(what.split()) < 2:
                continue
            if re.search(r"\b(?:letter|lor|reference)\b", what, re.I) and kind == "letter-request":
                return None
            return what
    return None


def goal_in(clause: str, kind: Kind | None) -> str | None:
    """What it is for, or None."""
    for pattern in (_THINKING, _GOALS):
        if found := pattern.search(clause):
            what = _ENDS.split(found.group("what"), maxsplit=1)[0]
            if re.search(r"\b(?:first letter|a letter|lor)\b", what) or (
                kind == "research-request" and _RESEARCH_TASK.match(what)
            ):
                continue
            if re.match(r"(?:do|start|see) (?:research|it|this|that|back)\b", what, re.I):
                continue
            if re.search(r"\b(?:she|he|they|who) (?:also )?(?:\w+ )?$", clause[: found.start()], re.I):
                continue
            return what
    if found := _INTERESTED.search(clause):
        return _ENDS.split(found.group("what"), maxsplit=1)[0]
    if kind == "letter-request" and (found := _LETTER_FOR.search(clause)):
        return found.group("what")
    if found := _APPLYING.search(clause):
        what = _ENDS.split(found.group("what"), maxsplit=1)[0]
        if kind == "letter-request" or re.search(r"\b(?:to|for|into)\b", what):
            return what
    return None


def offer_in(clause: str, kind: Kind | None) -> str | None:
    """What the sender brings, or None."""
    if kind in ("decline-reply", "ending") and (found := _THEY_COULD.search(clause) or _POINT_TO.search(clause)):
        return found.group("what")
    for pattern in _OFFERS:
        for found in pattern.finditer(clause):
            before = clause[max(0, found.start() - 24) : found.start() + 2].lower()
            if re.search(r"\b(?:if|whether|ask|asking|how|what)(?: i| we)?\s?$", before) or re.search(
                r"\b(?:if|whether|how|what|ask) $", clause[: found.start()], re.I
            ):
                continue
            return _ENDS.split(found.group("what"), maxsplit=1)[0]
    return None
