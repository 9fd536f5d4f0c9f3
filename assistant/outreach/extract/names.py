"""Names in a message: which words are a name, and which of several persons is written to.

Precision before recall: where several persons could be meant, none is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.outreach.bank import load_bank
from assistant.outreach.extract.words import ROLE, ROLE_RE, STAGE, STAGE_WORD, common, given_names
from assistant.outreach.language.tagging import is_name_like

TITLE = re.compile(
    r"(?<![\w-])(prof\.? dr(?:\.? med)?|a/prof|adj\.? prof|clinical professor|associate professor|"
    r"assistant professor|assoc\.? prof|(?:prof(?:essor)?\.? )?(?:sir|dame)(?= (?-i:[A-Z]))|"
    r"professor|prof|doctor|dr|dean|mrs|"
    r"mr|ms|miss(?= [A-Z])|mx)\b\.?(?=[ \t]+[\w\u00c0-\u024f])",
    re.I,
)

_TOKEN = re.compile(r"[ \t]*([^\s,;:!?()\"/&]+)")

_CAP = re.compile(r"^[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]*$")

_INITIAL = re.compile(r"^[A-Za-z]\.$")

_TO = re.compile(
    r"(?:\b(?:e-?mail|write|writing|wrote|message|messaged|messaging|msg|contact|contacted|"
    r"contacting|turn(?:ing)? down|declin(?:e|ing)|dm|text|thank|thanking|ask|"
    r"asking|tell|telling|update|nudge|approach|approaching|remind|invite|shadow|shadowing|cancel on|late "
    r"for|meet|meeting|emailing|thank[- ]you|lor|letter|message|note|reply|reference|"
    r"reschedule|follow(?:ing)?[- ]up|for|from|with|to|2|get|want|is|say|actually|just|was|answer|"
    r"respond)\b)(?: (?:smth|something|an?|the|my|our|this|it|out|up|on|in|to|2|with|w/|email|e-?mail|note|"
    r"message|letter|from|for|at|by|is|old|new|former|brief|short|quick|follow-?up|you|lor))*(?:,? (?:my|"
    r"our|the|an?|this|his|her)(?: [\w-]+){1,4}?,?)?[ ,:]*$",
    re.I,
)

_STRONG = re.compile(
    r"\b(?:e-?mail|write|message|msg|contact|reach(?:ing)? out|dm|text|thank|nudge|actually(?: just)?|"
    r"reply|reschedule|shadow|cancel|note|letter|lor|update|follow[- ]?up|late for|linkedin|say|"
    r"tell)\b[^.?!]{0,32}$",
    re.I,
)

_NOT_TO = re.compile(
    r"\b(?:introduce (?:me|us) to|intro(?:duction)? to|connect me (?:to|with)|put me in touch with|through|"
    r"via|suggested by|recommended by|referred by|introduced by|told by|sent by|advised by|know(?:s)?|"
    r"try|instead of|not|works? (?:with|for)|worked (?:with|for)|"
    r"(?:point|refer|send|direct|pass|move|transfer|introduce) (?:her|him|them|"
    r"\w+) (?:on )?to(?: my colleague)?|friends? with|suggest(?:ing)?|recommend(?:ing)?|"
    r"mutual (?:contact|friend),?(?: is)?|(?:to|you|should|can|who) meet(?<!like to meet)(?<!love "
    r"to meet)(?<!want to meet)|contact is|heard about (?:her|him|you) from)(?: (?:my|our|"
    r"the|his|her) (?:\w+ ){1,3}?)?[ ,]*$",
    re.I,
)

_TOLD_ME = re.compile(
    r"^[,]?\s*(?:,[^,]{2,40},)?\s*(?:has |had |also |kindly )?(?:suggested|recommended|told me|said (?:i|"
    r"to|you|he|she|that)|advised|referred|sent me|introduced me|encouraged me to|mentioned (?:you|her|him|"
    r"that)|thought i should|pointed me|put me)\b",
    re.I,
)

_NAMED = re.compile(r"\b(?:named|called|(?:her|his|their) (?:full )?name(?:'s| is))[ :]+", re.I)

_WROTE_TO = re.compile(
    r"\b(?:e-?mail(?:ing)?|write(?: (?:an? |something |smth )?(?:\w+ ){0,3}?)? ?(?:to|2)|message(?: (?:for|"
    r"to))?|msg(?: (?:for|to))?|contact(?:ing)?|turn(?:ing)? down|reach(?:ing)? out to|dm|text|"
    r"thank(?:ing)?|ask(?:ing)?|"
    r"tell|reply to|nudge|(?:request|inquiry|asked) from|note (?:to|for)|letter (?:to|for|from)|something "
    r"(?:\w+ )?to|update(?: for)?|linkedin (?:msg|note|message) (?:to|for))\s+",
    re.I,
)


@dataclass(frozen=True)
class Mention:
    """A person named in the message; `start` and `end` are offsets of the title and name together."""

    name: str
    title: str
    start: int
    end: int
    score: int = 0


def read_name(text: str, at: int, *, titled: bool) -> tuple[str, int] | None:
    """Read a name that begins at `at`: (the span, its end), or None where no name stands there."""
    end = at
    count = 0
    lower = False
    particles = load_bank().lists["particles"]
    while count < 5:
        found = _TOKEN.match(text, end)
        if not found:
            break
        raw = found.group(1)
        token = re.sub(r"'s$|'$", "", raw)
        initial = bool(_INITIAL.match(token))
        token = token if initial else token.rstrip(".-'")
        if not token or not re.match(r"[^\W\d_]", token) or re.match(r"I'|i'", token):
            break
        low = token.lower()
        cap = bool(_CAP.match(token)) and not (token.isupper() and len(token) > 3)
        if cap and (
            low not in common() or (count == 0 and titled) or low in load_bank().lists["given_names_like"] or initial
        ):
            if count and lower:
                break
        elif count and low in particles and low not in ("o", "he", "a") and _TOKEN.match(text, found.end()):
            pass
        elif not cap and (count == 0 or lower) and _is_lower_name(token, text, found.end(), count, titled, at):
            lower = True
        elif count == 0 and low in particles and titled:
            lower = not cap
        else:
            break
        end = found.start(1) + len(token)
        count += 1
        if raw != token and not initial:
            break
    name = text[at:end].strip()
    words = name.split()
    while words and words[-1].lower() in particles:
        words.pop()
    if not words or all(_INITIAL.match(word) for word in words):
        return None
    name = name[: len(name)] if len(words) == len(name.split()) else " ".join(words)
    return name, at + (len(text[at:end]) - len(text[at:end].lstrip())) + len(name)


def _is_lower_name(token: str, text: str, end: int, count: int, titled: bool, start: int) -> bool:
    low = token.lower()
    if _INITIAL.match(token):
        return count == 0 and titled
    if len(low) < 2 or not re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", low) or low in common() or STAGE.fullmatch(low):
        return False
    if count == 0:
        return titled or low in given_names()
    if re.search(r"(?:ing|ly|ology|ics|iatry|tion|ment|ness)$", low) or ROLE_RE.fullmatch(low):
        return False
    first = text[start:end].split()[0].lower()
    rest = text[end : end + 24]
    follows = re.match(r"\s+([\w']+)", rest)
    if (
        titled
        and count == 1
        and first not in common()
        and follows
        and follows.group(1).lower() in common()
        and "'" not in low
        and is_name_like(low)
    ):
        return True
    return (first in given_names() or bool(_INITIAL.match(first))) or (
        titled
        and bool(re.match(r"\s*(?:[,.?!;:()]|$)", rest))
        and count == 1
        and len(low) > 3
        and first not in common()
    )


def mentions(text: str) -> list[Mention]:
    """All persons named with a title, and those named after a plain cue ("email Priya Nair")."""
    found: list[Mention] = []
    for match in TITLE.finditer(text):
        read = read_name(text, match.end(), titled=True)
        if read:
            found.append(Mention(read[0], match.group().strip(), match.start(), read[1]))
    taken = [(m.start, m.end) for m in found]

    def free(start: int) -> bool:
        return not any(a <= start < b for a, b in taken)

    for pattern, score in ((_NAMED, 6), (_WROTE_TO, 4)):
        for match in pattern.finditer(text):
            at = match.end()
            lead = re.match(
                rf"(?:(?:my|our|the|an?|this|old|new|former|his|her) )+(?:(?i:{ROLE})|mentor|friend|"
                rf"classmate|student|mentee|intern|colleague|boss),? ",
                text[at:],
                re.I,
            )
            start = at + (lead.end() if lead else 0)
            if TITLE.match(text, start) or not free(start):
                continue
            before = text[max(0, match.start() - 14) : match.start()].lower()
            if pattern is _NAMED and (re.search(r"\bmy (?:full )?$", before) or _of_oneself(text, match.start())):
                continue
            read = read_name(text, start, titled=False)
            if read and (read[0][0].isupper() or pattern is _NAMED or len(read[0].split()) > 1):
                found.append(Mention(read[0], "", start, read[1], score))
                taken.append((start, read[1]))
    # A role before a name without a title: "my chief resident, Hannah Cho".
    for match in re.finditer(rf"\b(?:my|our|the) (?:old |former |new )?(?i:{ROLE}),? (?=[A-Z])", text):
        if free(match.end()) and not TITLE.match(text, match.end()):
            read = read_name(text, match.end(), titled=False)
            if read:
                found.append(Mention(read[0], "", match.end(), read[1], 3))
                taken.append((match.end(), read[1]))
    # Somebody named in brackets, or with a stage, after "someone asked me": "(Jordan Pike, M1)".
    for match in re.finditer(
        rf"\b(?:someone|somebody|student|mentee|trainee|intern|resident)\b[^.?!]{{0,60}}?\(?(?=[A-Z])|"
        rf"\bmy (?:mentee|student|trainee|intern) (?=[A-Z])|\b(?:to|from) (?=[A-Z]\w+(?: [A-Z]\w+)?, "
        rf"an? (?i:{STAGE_WORD}))",
        text,
    ):
        if (
            free(match.end())
            and not TITLE.match(text, match.end())
            and (
                match.group().endswith(("(", "named ", "called "))
                or match.group().startswith(("my ", "to ", "from "))
                or (
                    match.group().endswith(", ")
                    and re.search(r"(?<!i'm )(?<!im )(?<!am )\b(?:a|the|my) $", text[: match.start()], re.I)
                )
            )
        ):
            read = read_name(text, match.end(), titled=False)
            if read:
                found.append(Mention(read[0], "", match.end(), read[1], 5))
                taken.append((match.end(), read[1]))
    return sorted(found, key=lambda m: m.start)


def _of_oneself(text: str, at: int) -> bool:
    """Whether "named X" is said of the sender ("I'm an M4 named X")."""
    clause = re.split(r"[.!?;,\n]", text[:at])[-1]
    return re.search(r"\b(?:i'?m|i am)\b", clause, re.I) is not None


def choose_recipient(text: str, kind: str | None) -> tuple[Mention | None, list[Mention]]:
    """Return who is written to, and the others. None where several could be meant."""
    people: dict[str, Mention] = {}
    others: set[str] = set()
    for mention in mentions(text):
        key = mention.name.split()[-1].lower()
        before = text[max(0, mention.start - 70) : mention.start]
        after = text[mention.end : mention.end + 60]
        score = mention.score
        listed = re.search(r"\b(?:dr|prof|professor|mr|ms|mrs)\.? [\w'-]+(?: the \w+)? (?:and|n|&) $", before, re.I)
        if (_NOT_TO.search(before) or listed) and not re.search(r"\bactually[^.]{0,12}$", before, re.I):
            others.add(key) if key not in people or people[key].score < 3 else None
            continue
        if _TOLD_ME.match(after) or (
            re.search(r"\bmy (?:\w+ )?(?:advis[eo]r|friend|classmate)[, ]*$", before, re.I) and not _TO.search(before)
        ):
            others.add(key)
            continue
        if re.search(r"\bactually(?: just)? $", before, re.I):
            score += 6
        if _STRONG.search(before):
            score += 4
        elif _TO.search(before):
            score += 2
        known = people.get(key)
        if known is None:
            people[key] = replace(mention, score=score)
        else:
            better = mention if len(mention.name) > len(known.name) else known
            people[key] = replace(better, title=known.title or mention.title, score=max(known.score, score))
    people = {key: person for key, person in people.items() if key not in others or person.score >= 4}
    if not people and len({mention.name.split()[-1].lower() for mention in mentions(text)}) == 1:
        only = max(mentions(text), key=lambda m: len(m.name))
        before, after = text[max(0, only.start - 70) : only.start], text[only.end : only.end + 60]
        if only.title and not _TOLD_ME.match(after) and not _NOT_TO.search(before):
            return only, []
    ranked = sorted(people.values(), key=lambda m: (-m.score, m.start))
    if not ranked:
        return None, []
    if len(ranked) > 1 and ranked[0].score == ranked[1].score and ranked[0].score < 2:
        return None, ranked
    return ranked[0], ranked[1:]
