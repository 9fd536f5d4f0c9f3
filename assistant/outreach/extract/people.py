"""Who writes to whom, as a message says it: names, titles, roles, stages, institutions, pronouns.

Precision before recall: a value is taken only where the grammar makes it plain, and each is a span of the message.
"""

from __future__ import annotations

import re

from assistant.outreach.brief import Person
from assistant.outreach.extract.names import TITLE, Mention, read_name
from assistant.outreach.extract.signature import signature_of
from assistant.outreach.extract.words import FIELD, ORG, ROLE, ROLE_RE, STAGE, STAGE_WORD, common, read_org, read_place
from assistant.outreach.language.tagging import is_name_like

_I_AM = re.compile(
    r"(?:\b(?:i'?m|i am|i'm|me)\b|\bas)(?:,? (?:currently|now|just|also|still|only|in fact))*,? (?:an?|the|"
    r"in|one of|your|my|in my)?\s*(?:new |current(?:ly)? |rising |busy |tired )*$",
    re.I,
)

_SENDER_ROLE = re.compile(
    rf"\b(?:i'?m|i am|i'?ve been) (?:[A-Z]\w+(?: [A-Z]\w+)?, )?(?:currently )?(?:an?|"
    rf"the) (?:\d+[- ]?(?:yr|year)s?[- ]old )?((?:{FIELD})?[ "
    rf"-]?(?:{FIELD})?[ -]?(?:hospitalist|"
    rf"internist|intensivist|\w+ologist|\w*surgeon|\w+iatrician|psychiatrist|an(?:a)?esthetist|physician|"
    rf"er doc|em doc|gp|consultant|registrar|nurse practitioner|nurse|paramedic|pharmacist|"
    rf"physician assistant|midwife|scientist|engineer|associate professor|assistant professor|"
    rf"professor|family doctor|general practitioner))\b",
    re.I,
)

_PRONOUNS = re.compile(
    r"\b((?:she|he|they|xe|ze|her|his|him|they)\s?/\s?(?:her|him|them|hers|his|they|theirs|xem|"
    r"hir)(?:\s?/\s?(?:hers|his|theirs))?)\b",
    re.I,
)


def recipient(text: str, mention: Mention | None) -> Person:
    """The recipient with what is said of them."""
    role = _role_of(text, mention)
    pronouns = None
    if mention and (found := _PRONOUNS.search(text[mention.end : mention.end + 40])):
        pronouns = found.group(1)
    if not mention:
        return Person(role=role, pronouns=pronouns)
    name = mention.name
    return Person(
        name=name,
        title=mention.title or None,
        role=role,
        institution=_place_of(text, mention),
        stage=_stage_of_other(text, mention),
        pronouns=pronouns,
    )


def _role_of(text: str, mention: Mention | None) -> str | None:
    if mention is None:
        return None
    after = text[mention.end : mention.end + 110]
    before = text[max(0, mention.start - 70) : mention.start]
    # The person's own surname may come again: "dr lee is the clerkship director".
    key = re.escape(mention.name.split()[-1])
    for pattern, where in (
        (rf"^\s*,? (?:who(?: i|')s |is |was )?(?:an?|the|my|our) ({ROLE})(?=[\s,.;?!)&]|$)", after),
        (rf"^\s*(?:,|\() ?(?:an?|the|my|our)? ?({ROLE})(?=[\s,.;?!)&]|$)", after),
        (rf"\b(?:my|our|the|an?) ({ROLE})(?:,| is| named| called)? ?$", before),
        (rf"\b(?:my|our|the|an?|old|former) ({ROLE}),? (?:(?:named|called) )?$", before),
        (rf"\b(?i:{key})(?:'s| is|,? who(?:'s| is)) (?:the|an?|my|our) ({ROLE})(?=[\s,.;?!)&]|$)", text),
        (rf"\b(?:she|he)(?:'s|s| is) (?:the|an?|my|our) ({ROLE})(?=[\s,.;?!)&]|$)", after),
    ):
        if found := re.search(pattern, where, re.I):
            role = found.group(1).strip(" ,")
            role = re.sub(r"^(?:old|new|former) ", "", role, flags=re.I)
            bare = re.split(r",", role)[0].strip() if re.search(r", (?:the|my|our)\b", role) else role
            return bare
    return None


def _place_of(text: str, mention: Mention) -> str | None:
    after = re.sub(r"^\s*\([^)]{0,40}\)", "", text[mention.end : mention.end + 140])
    clause = re.split(
        r"[.;?!](?:\s|$)(?<!St\. )|\b(?:i|i'm|im|who|because|bc|and i|& i|she|he)\b",
        re.sub(r"\bSt\.", "St\u2024", after),
        maxsplit=1,
        flags=re.I,
    )[0].replace("\u2024", ".")
    for pattern in (
        rf"^\s*,? (?:(?:is|was|who is|who's)? ?(?:an?|the|my|our)? ?(?i:{ROLE}) )?(?:at|from) (?:the )?",
        rf"^\s*,? (?:an?|the|my|our)? ?(?i:{ROLE})(?: (?:at|from)|,) (?:the )?",
        r"^\s*\([^)]{0,30}\) at (?:the )?",
    ):
        if found := re.match(pattern, clause, re.I):
            read = read_place(clause[found.end() :])
            if read:
                return read
    return None


def _stage_of_other(text: str, mention: Mention) -> str | None:
    after = text[mention.end : mention.end + 40]
    found = re.match(rf"\s*(?:,|\(|is|who is|who's)? ?(?:an?|the)? ?({STAGE_WORD})(?![\w-])", after, re.I)
    if found and found.group(1).lower() not in ("attending", "resident", "fellow", "student") and not mention.title:
        return found.group(1)
    return None


def sender(text: str, other: Mention | None, kind: str | None) -> Person:
    """The sender, where the message says who writes: in a sentence, or as a signature does."""
    signed = signature_of(text, other)
    name = _sender_name(text, other)
    stage, stage_end = _sender_stage(text, other, kind, name)
    role = found.group(1).strip() if (found := _SENDER_ROLE.search(text)) and not stage else None
    if role and re.fullmatch(r"attending", role, re.I):
        role = None
    place = (
        read_place_after(text, stage_end)
        if stage_end
        else (read_place_after(text, found.end(1)) if found and role else None)
    )
    pronouns = None
    if found2 := re.search(r"\bmy pronouns are ((?:she|he|they|xe|ze)(?:\s?/\s?\w+){0,2})", text, re.I):
        pronouns = found2.group(1)
    if signed.name and name and name.split()[0].lower() != signed.name.split()[0].lower():
        signed = Person()
    if signed.name and name and name.startswith(signed.name):
        name = signed.name
    stage = max((value for value in (stage, signed.stage) if value), key=len, default=None)
    return Person(
        name=max((value for value in (name, signed.name) if value), key=len, default=None),
        stage=stage,
        role=role if not stage else None or signed.role,
        institution=next(
            (
                text
                for text in (place, signed.institution)
                if text and not STAGE.match(text) and not re.fullmatch(r"PG|OB|IM|EM|FM", text)
            ),
            None,
        ),
        pronouns=pronouns or signed.pronouns,
    )


def read_place_after(text: str, at: int) -> str | None:
    """The institution that follows a stage ("M2 at Creighton", "M3, Univ of Vermont")."""
    rest = text[at : at + 90]
    found = re.match(r"\s*(?:student |resident |fellow |intern )?(?:here )?(?:at|@) (?:the )?", rest, re.I)
    if not found and (origin := re.match(r"\s*(?:student |resident |fellow |intern )?from (?:the )?", rest, re.I)):
        # "from Nepal" is where somebody comes from, "from Emory University" where they study.
        place = read_place(rest[origin.end() :])
        return place if place and (read_org(place) or re.search(r"\b[A-Z]{2,}\b", place)) else None
    if not found and (comma := re.match(r",\s*(?=[A-Z])", rest)):
        place = read_place(rest[comma.end() :])
        return place if place and re.search(rf"\b{ORG}\b", place, re.I) else None
    if not found:
        middle = re.match(r"\s(?:in|of) [\w&/ -]{2,30}? (?:at|from) (?:the )?", rest)
        found = middle if middle and not re.search(r"[.,;]", middle.group()) else None
    return read_place(rest[found.end() :]) if found else None


def _sender_name(text: str, other: Mention | None) -> str | None:
    patterns = (
        r"(?:\bmy (?:full )?|(?:^|[.!?,;\n] ?))name(?:'s| is|s)[ :]+(?:(?:dr|prof)\.? )?(?=\S)",
        r"(?:^|[.\n;,(] ?)\s*name[ :]+(?=\S)",
        r"(?:^|[.!\n] ?)\s*(?:hi[,!]? |hello[,!]? |hey[,!]? )?(?:this is|it's|its|it is) (?!(?:been|a|an|"
        r"the|for|about|not|my|to|so|just|dr|prof)\b)",
        r"\b(?:i'?m|i am) (?!(?:an?|the|in|at|on|not|so|very)\b)",
        r"(?:\n|[.!?] |^)\s*(?:-|\u2013|~)+\s?(?=[A-Z])",
        r"\b(?:thanks|thank you|best|cheers|regards|sincerely|thx|signed|sign it|sign off as|sign as)(?:,|"
        r"!|\n| from)+\s*(?=[A-Z])",
    )
    for number, pattern in enumerate(patterns):
        for match in re.finditer(pattern, text, re.I):
            at = match.end()
            read = read_name(text, at, titled=number in (0, 1)) if number < 4 else read_name(text, at, titled=False)
            if (
                number == 2
                and not read
                and (single := re.match(r"([a-z]{3,12})(?=[.!,]| here\b)", text[at:]))
                and single.group(1) not in common()
            ):
                read = single.group(1), at + single.end()
            if (
                number == 3
                and not read
                and (single := re.match(r"([a-z]{3,12})(?=,| here\b|[.!](?:\s|$))", text[at:]))
                and single.group(1) not in common()
                and is_name_like(single.group(1))
            ):
                read = single.group(1), at + single.end()
            if (
                number == 3
                and not read
                and (
                    pair := re.match(
                        rf"([a-z]{{2,}} [a-z]{{2,}})(?=,? (?:an? )?(?:{STAGE_WORD})(?![\w-]))", text[at:], re.I
                    )
                )
                and not set(pair.group(1).lower().split()) & common()
            ):
                read = pair.group(1), at + pair.end()
            if not read or TITLE.match(text, at):
                continue
            name, end = read
            if (
                number == 3
                and not name[0].isupper()
                and not re.match(rf"\s*(?:,|\.|$|!|\ban?\b|(?:{STAGE_WORD})\b)", text[end:], re.I)
            ):
                continue
            if number == 3 and not re.match(
                r"\s*(?:,|\.|$|!|;|\n|and\b|an?\b|from\b|\(|(?:m|ms|pgy)-?\d|" + STAGE_WORD + r")", text[end:], re.I
            ):
                continue
            if number == 5 and text[end:].strip(" .!\n") and not re.match(r"\s*[,(\n]", text[end:]):
                continue
            if (
                (other and name.lower() in other.name.lower())
                or (name.isupper() and len(name) > 1)
                or ROLE_RE.fullmatch(name)
            ):
                continue
            return name
    for pattern in (
        r"\b(?i:i'?m|i am) an? [^.,;!?]{3,50}? (?:named|called) (?=[A-Z])",
        r"\b(?i:i'?m|i am|this is) (?:Dr|Prof)\.? (?=[A-Z])",
    ):
        if (told := re.search(pattern, text)) and (read := read_name(text, told.end(), titled=True)):
            return read[0]
    # "Tama Rewi, fourth-year medical student": a sentence of its own.
    for match in re.finditer(
        rf"(?:^|[.\n!?:] ?)\s*((?:[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]+ "
        rf"){{0,3}}[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]+), (?:an? )?(?={STAGE_WORD}(?![\w-]))",
        text,
    ):
        if (
            not TITLE.match(match.group(1))
            and (not other or match.group(1).lower() not in other.name.lower())
            and not set(match.group(1).lower().split()) & common()
        ):
            return match.group(1)
    return _img_name(text)


def _img_name(text: str) -> str | None:
    found = re.search(
        r"\b(?:i am|i'm|im) an? [^.,]{2,40}, ((?:[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]+ "
        r")+[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]+)(?=[.!\n]|$)",
        text,
        re.I,
    )
    return (
        found.group(1)
        if found and found.group(1)[0].isupper() and not read_org(found.group(1)) and not TITLE.match(found.group(1))
        else None
    )


def _sender_stage(text: str, other: Mention | None, kind: str | None, name: str | None) -> tuple[str | None, int]:
    for match in STAGE.finditer(text):
        span, start, end = match.group(1), match.start(1), match.end(1)
        before = text[max(0, start - 48) : start]
        fragment = re.search(r"(?:^|[.;,!\n(-]\s*|\b(?:here,?|and) )$", before) is not None
        low = span.lower()
        strong = (
            re.fullmatch(r"m[1-5]|ms[- ]?[1-5]|pgy[- ]?\d{1,2}|img", low) is not None
            or "year" in low
            or "premed" in low
            or "pre-med" in low
        )
        mine = _I_AM.search(before) is not None
        if not mine and (
            found := re.search(
                r"\b(?:i'?m|i am|as) (?:an?|the|in my|currently an?)? ?((?:[\w/&-]+ ){1,4})$", before, re.I
            )
        ):
            mine = bool(
                re.fullmatch(
                    rf"(?:(?:{FIELD}|new|rising|current|year|categorical|prelim|visiting|international|"
                    rf"foreign|pm&r|med-peds) )+",
                    found.group(1),
                    re.I,
                )
            )
        if (
            not mine
            and name
            and (at := text.find(name)) >= 0
            and re.fullmatch(
                r"[,:]? (?:an?|the|and i am an?|and i'?m an?|from)? ?",
                text[at + len(name) : start] if at + len(name) <= start else "x",
                re.I,
            )
        ):
            mine = True
        if not mine and name and re.search(r"\b(?:and|,) (?:i'?m|i am) (?:an?|in my) $", before, re.I):
            mine = True
        if (
            not mine
            and strong
            and kind != "decline-reply"
            and (
                (fragment and re.match(r"\s*(?:[,.;!\n)]|$|here\b|at\b|from\b|in [a-z&/]+\b)", text[end:]))
                or re.match(r"\s+here\b", text[end:])
            )
        ):
            mine = not (other and text[other.end : start].strip(" ,(") in ("", "an", "a"))
        if mine:
            if low in ("student",):
                continue
            return span, end
    if found := re.search(
        r"\b(?:i'?m|i am) in my ((?:first|second|third|fourth|fifth|final|1st|2nd|3rd|4th) year)\b", text, re.I
    ):
        return found.group(1), found.end(1)
    if found := re.search(
        r"\b(?:i'?m|i am) (?:an? |currently an? |just an? )?(first|second|third|fourth)[- ]year\b(?! "
        r"(?:resid|med|fell))",
        text,
        re.I,
    ):
        return found.group(0).split(maxsplit=1)[1].removeprefix("a ").removeprefix("am a "), found.end()
    return None, 0
