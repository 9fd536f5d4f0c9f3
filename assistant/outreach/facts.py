"""Finding what a text states that the brief does not (rubric item E13).

Names, numbers, dates, places, papers, talks, awards and claims of experience in the text are compared with the
person's own words, in any of the ways the same thing is written (Tues and Tuesday, M1 and first-year, EM and
emergency medicine, 15 and fifteen).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.bank import load_bank, patterns
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.known import NUMBER_WORDS, TENS, UNITS, Known, fold, known_words, stem
from assistant.outreach.language.wording import fold_quotes
from assistant.outreach.letter import BLANK

_COUNTED = re.compile(
    r"\b("
    + "|".join([*UNITS[1:], *TENS, "dozen", "dozens"])
    + r")\b[- ](?:and a half |full |more |or so )?(years?|months?|weeks?|days?|hours?|minutes?|papers?|"
    r"publications?|posters?|abstracts?|summers?|patients?|projects?|"
    r"awards?|rotations?|semesters?|times|articles?|presentations?|cases|shifts|studies|siblings|children|"
    r"languages|grants?|students|countries)\b",
    re.I,
)

_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_DAYS_OFTEN = {f"{day}s" for day in _DAYS}
# With a capital they begin a condition after an initial or an abbreviation ("... in R. Should the team be full").
_MODALS = {"should", "could", "would", "might"}

_MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
}

_MAY = re.compile(
    r"\b(?:in|on|since|by|last|early|late|until|before|after|of|mid|\d{1,2}(?:st|nd|rd|th)?)[ -]May\b|\bMay \d"
)

_PAST = re.compile(
    r"\b(?:last (?:week|month|year|spring|summer|fall|autumn|winter|night|weekend|semester|term)|yesterday|"
    r"(?:a|one|two|three|four|five|six|\d+) (?:days?|weeks?|months?|years?) ago|over a decade|for (?:a "
    r")?decades?)\b",
    re.I,
)

_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'&-]*|[a-z]{1,3}[A-Z]\w+")

_CONTENT_SKIP = frozenset(
    "your you my our his her their its this that these those with from into about which when where what "
    "have has had been were was are and the for how".split()
)

_SPECIFIC = {
    "paper": "papers? articles? publications? manuscripts? preprints? editorials? chapters? books? trials? commentary",
    "talk": "talks? lectures? keynotes? presentations? seminars? workshops? webinars? podcasts? symposium speech",
    "award": "awards? prizes? medals? scholarships? grants?",
}

_SPECIFIC_RE = {
    family: re.compile(
        r"\b(?:your|the|a|an|her|his|their)\s+(?:[\w'-]+\s+){0,4}?(" + "|".join(words.split()) + r")\b([^.;?!]{0,90})",
        re.I,
    )
    for family, words in _SPECIFIC.items()
}

_ALLOWED = frozenset(
    "i cv dear thank thanks best kind regards sincerely warm warmly wishes yours many subject hi hello "
    "mentor grand rounds linkedin zoom teams skype google meet facetime webex english "
    "medicine medical school department surgery pediatrics paediatrics internal emergency family "
    "psychiatry neurology cardiology radiology oncology residency fellowship clinic hospital "
    "university college program programme director professor doctor dr prof dean mr ms mrs mx student "
    "resident fellow intern attending year first second third fourth fifth final "
    "consultant physician premed phd md do am pm ps re fyi ok division center centre institute faculty "
    "gmail email phone tel mobile cell add img the of and on no yes if my ics pdf covid "
    "northern southern eastern western international associate assistant chief chair associate's junior "
    "senior sophomore freshman undergraduate graduate general".split()
)


@dataclass(frozen=True)
class Unsupported:
    """A statement without ground in the brief: what kind of thing, and the words of the text."""

    what: str
    quote: str


def unsupported(text: str, brief: OutreachBrief) -> list[Unsupported]:
    """Return each fact of the text that the brief does not hold, in the order of its kinds."""
    known = known_words(brief)
    plain = BLANK.sub(lambda m: " " * len(m.group()), fold_quotes(text))
    found = [
        *_numbers(plain, known),
        *_dates(plain, known),
        *_names(plain, known),
        *_works(plain, known),
        *_claims(plain, known),
    ]
    unique: dict[str, Unsupported] = {}
    for item in found:
        unique.setdefault(item.quote, item)
    return list(unique.values())


def _numbers(text: str, known: Known) -> list[Unsupported]:
    found = []
    for match in re.finditer(r"\d+", text):
        value = match.group().lstrip("0") or "0"
        around = text[max(0, match.start() - 2) : match.end() + 3]
        if value in known.numbers or re.search(r":0?0\b", around):
            continue
        if (
            match.start()
            and text[match.start() - 1].isalpha()
            and fold(re.findall(r"\w+$", text[: match.end()])[0]) in known.tokens
        ):
            continue
        found.append(Unsupported("number", _around(text, match.start(), match.end())))
    for match in _COUNTED.finditer(text):
        word = match.group(1).lower()
        value = str(NUMBER_WORDS.get(word, word))
        if word in ("one",) or value in known.numbers or word in known.tokens:
            continue
        if (
            match.group(2).lower().startswith(("week", "minute"))
            and not re.match(r"\s+(?:ago|of)\b", text[match.end() :])
            and _generic_time(text, match.start())
        ):
            continue
        found.append(Unsupported("number", match.group()))
    return found


def _generic_time(text: str, at: int) -> bool:
    """Notice or waiting time that states nothing about anybody ("at least four weeks", "in two weeks' time")."""
    return bool(re.search(r"(?:at least|about|within|in|or|next) $", text[max(0, at - 10) : at]))


def _dates(text: str, known: Known) -> list[Unsupported]:
    found = []
    for match in re.finditer(r"\b[A-Z][a-z]+\b", text):
        word = match.group().lower()
        singular = word.removesuffix("s") if word.removesuffix("s") in _DAYS else word
        if (singular in _DAYS or word in _MONTHS) and not {singular, word, singular + "s"} & known.tokens:
            if word == "march" and not re.search(
                r"\b(?:in|on|by|last|since|\d{1,2}(?:st|nd|rd|th)?) March|March \d", text
            ):
                continue
            found.append(Unsupported("date", _around(text, match.start(), match.end())))
    if (match2 := _MAY.search(text)) and "may" not in known.tokens:
        found.append(Unsupported("date", match2.group()))
    for match in _PAST.finditer(text):
        if (
            match.group().lower() not in known.text
            and not {fold(w) for w in match.group().split()} - {"last", "a", "ago"} <= known.tokens
        ):
            found.append(Unsupported("date", match.group()))
    return found


def _names(text: str, known: Known) -> list[Unsupported]:
    found = []
    allowed = {
        *_ALLOWED,
        *(fold(a) for a in load_bank().lists["acronym_known"]),
        *_DAYS,
        *_DAYS_OFTEN,
        *_MONTHS,
        "may",
        *_MODALS,
    }
    for line in text.split("\n"):
        # Where a sentence begins, a capital says nothing.
        starts = {
            match.end()
            for match in re.finditer(
                r"(?:^|(?<!\bDr)(?<!\bProf)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<! [A-Z])[.?!:;]|[\"(])\s*", line
            )
        }
        run: list[tuple[str, int, int]] = []
        for match in [*_CAPITAL.finditer(line), None]:
            between = line[run[-1][2] : match.start()] if match and run else ""
            abbreviated = (
                between == ". " and re.fullmatch(r"(?:Dr|Prof|Mr|Ms|Mrs|Mx|St|[A-Z])", run[-1][0]) if run else False
            )
            if (
                match
                and run
                and (abbreviated or re.fullmatch(r"(?: |-| of | of the | and | de | van | for )", between))
            ):
                run.append((match.group(), match.start(), match.end()))
                continue
            if run:
                found += _judge_run(run, line, starts, known, allowed)
            run = [(match.group(), match.start(), match.end())] if match else []
    return found


def _judge_run(
    run: list[tuple[str, int, int]], line: str, starts: set[int], known: Known, allowed: set[str]
) -> list[Unsupported]:
    initials = "".join(word[0].lower() for word, _, _ in run)
    if initials in known.tokens and len(run) > 1:
        return []
    unknown = []
    for number, (word, start, _) in enumerate(run):
        low = fold(word)
        pieces = [piece for piece in re.split(r"[-'&]", low) if piece]
        if (
            low in known.tokens
            or low in allowed
            or all(piece in known.tokens or piece in allowed or piece in NUMBER_WORDS for piece in pieces)
        ):
            continue
        if stem(low) in known.stems or re.sub(r"['.]", "", low) in {re.sub(r"['.-]", "", t) for t in known.tokens}:
            continue
        if word.isupper() and len(word) > 1 and low in known.initials:
            continue
        if re.fullmatch(r"(?:m|ms|pgy)-?\d", low):
            continue
        if (
            number == 0
            and start in starts
            and (len(run) == 1 or low in load_bank().lists["stop"] or low in load_bank().verbs.base)
        ):
            continue
        if low in ("i'm", "i've", "i'd", "i'll") or low.startswith("i'"):
            continue
        unknown.append(number)
    if not unknown:
        return []
    return [Unsupported("name", line[run[unknown[0]][1] : run[unknown[-1]][2]])]


def _works(text: str, known: Known) -> list[Unsupported]:
    found = []
    for family, pattern in _SPECIFIC_RE.items():
        members = {fold(noun) for noun in load_bank().lists[f"{family}_nouns"]}
        for match in pattern.finditer(text):
            start = match.group().lower()
            if re.match(r"^(?:the|a|an) ", start) and not re.search(
                r"\byou(?:r|'ve| have)?\b|\bi (?:won|got|received|published|wrote|gave)\b",
                text[max(0, match.start() - 30) : match.end()],
                re.I,
            ):
                continue
            if not members & known.tokens and not {stem(m) for m in members} & known.stems:
                found.append(Unsupported(family, match.group()[:80].strip()))
                continue
            tail = re.match(r"\s+(?:on|about|titled|called|entitled|regarding)\s+(.+)", match.group(2))
            if tail:
                content = [
                    word
                    for word in re.findall(
                        r"[A-Za-z][\w'-]{3,}",
                        re.split(r",|\band\b|\bwhich\b|\bthat\b|\bmade\b|\bstayed\b|\bat\b|\bin\b", tail.group(1))[0],
                    )
                    if fold(word) not in _CONTENT_SKIP
                ][:6]
                if len(content) >= 2 and not any(fold(w) in known.tokens or stem(w) in known.stems for w in content):
                    found.append(Unsupported(family, match.group(1) + match.group(2)[: tail.end()]))
    return found


def _claims(text: str, known: Known) -> list[Unsupported]:
    found = []
    for pattern in patterns("claims"):
        for start in pattern.finditer(text):
            tail = re.compile(r"[^.;?!]{0,60}").match(text, start.end())
            claim = start.group() + (tail.group() if tail else "")
            subject = text[max(0, start.start() - 25) : start.start()]
            if not re.search(r"\b(?:I|I've|my|we|having|and|you|also|was|been)\b", subject) and subject.strip():
                continue
            words = [w for w in re.findall(r"[A-Za-z][\w'-]{3,}", claim) if fold(w) not in _CONTENT_SKIP]
            hits = sum(fold(w) in known.tokens or stem(w) in known.stems for w in words)
            if words and hits / len(words) < 0.34:
                found.append(Unsupported("claim", claim.strip()))
    return found


def _around(text: str, start: int, end: int) -> str:
    left = re.search(r"(?:[\w'.-]+\s)?$", text[:start].split("\n")[-1])
    right = re.match(r"[\w:.%-]*(?:\s[A-Za-z][\w'-]*)?", text[end:].split("\n")[0])
    begin = start - (len(left.group()) if left else 0)
    return text[begin : end + (right.end() if right else 0)].strip(" .")
