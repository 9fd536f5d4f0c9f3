"""Message -> findings on the names in it: E04 (recipient) and E20 (sign-off). One small pure function a rubric item."""

from __future__ import annotations

import re

from assistant.events import Finding
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.checks.form import finding
from assistant.outreach.language.known import fold, known_words
from assistant.outreach.language.wording import fold_quotes
from assistant.outreach.letter import BLANK, Letter
from assistant.outreach.people import is_junior, names, on_first_name_terms, shown_title, surname

_EMAIL_OR_PHONE = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|\+?\(?\d[\d ().-]{5,}\d|\b(?:https?://|www\.|linkedin\.com)\S+|\b(?:pager|ext|"
    r"extension|bleep)\b",
    re.I,
)

_TITLE_WORD = re.compile(
    r"\b(associate professor|assistant professor|professor|prof|doctor|dr|dean|mr|mrs|ms|miss|mx|sir|dame)\b\.?", re.I
)

_SAME_TITLE = {
    "professor": "prof",
    "doctor": "dr",
    "assoc prof": "prof",
    "asst prof": "prof",
    "associate professor": "prof",
    "assistant professor": "prof",
    "miss": "ms",
    "clinical professor": "prof",
    "a/prof": "prof",
}


def e04_name(letter: Letter, brief: OutreachBrief) -> Finding:
    """E04: the recipient's name and title as the person gave them; no first name for a senior unless told."""
    greeting = letter.salutation or "\n".join(letter.text.split("\n")[:3])[:80]
    quote = letter.salutation or None
    if not letter.salutation and brief.channel not in ("linkedin", "in-person"):
        return finding("E04", False, "warn", "there is no salutation; open with the recipient's title and name")
    given = names(brief.recipient)
    if len(given) == 1 and on_first_name_terms(brief) and any(_has(greeting, part) for part in given[0].split()):
        return finding("E04", True, "warn", "the first name, as you wished")
    title = _title_key(brief.recipient.title or "") if shown_title(brief.recipient) else ""
    shown = [_title_key(found.group(1)) for found in _TITLE_WORD.finditer(greeting)]
    if not given:
        rest = (
            re.sub(
                r"^(?:dear|hi|hello|hey)\b|[,:.!]", "", _TITLE_WORD.sub("", BLANK.sub("", greeting)), flags=re.I
            ).strip()
            if letter.salutation
            else ""
        )
        passed = (
            not re.search(r"[A-Z]\w+", rest)
            or bool(BLANK.search(greeting))
            or rest.lower() in ("all", "colleagues", "team")
        )
        return finding(
            "E04",
            passed,
            "warn",
            "no name was given, so leave a blank for it" if not passed else "the name is left open",
            quote,
            letter.text,
        )
    if found := _misspelt(letter, brief):
        return finding(
            "E04",
            False,
            "fail",
            f"'{found}' is not how you spelt the name '{brief.recipient.name}'",
            found,
            letter.text,
        )
    for name in given:
        parts = [part for part in re.split(r"\s+", name) if part]
        last = surname(name)
        has_last = _has(greeting, last) or _has(greeting, parts[-1])
        if not has_last and BLANK.search(greeting) and not any(_has(greeting, part) for part in parts):
            return finding("E04", False, "warn", f"the salutation leaves out the name '{name}'", quote, letter.text)
        if not has_last and any(_has(greeting, part) for part in parts[:-1]):
            if title or not is_junior(brief.recipient):
                return finding(
                    "E04",
                    False,
                    "warn",
                    "the salutation uses a first name; use the title and the surname until they invite you "
                    "to do otherwise",
                    quote,
                    letter.text,
                )
            continue
        if not has_last:
            return finding(
                "E04",
                False,
                "warn",
                f"the salutation does not have the name '{name}' as you gave it",
                quote,
                letter.text,
            )
        if (
            len(given) == 1
            and len(parts) == 1
            and not title
            and not shown
            and not BLANK.search(greeting)
            and not is_junior(brief.recipient)
        ):
            continue
    if title and title not in shown:
        return finding(
            "E04",
            False,
            "warn",
            f"the salutation lacks the title '{brief.recipient.title}' that you gave",
            quote,
            letter.text,
        )
    if not title and shown and not BLANK.search(greeting):
        given_text = " ".join([brief.recipient.title or "", brief.recipient.name or ""]).lower()
        if not any(
            word in given_text
            for word in (*shown, *(found.group(1).lower() for found in _TITLE_WORD.finditer(greeting)))
        ) and not (brief.recipient.title and "dr" in shown):
            return finding("E04", False, "warn", "the salutation has a title that you did not give", quote, letter.text)
    if title and any(other not in (title, "dean") for other in shown) and not {"prof", "dr"} >= {title, *shown}:
        return finding(
            "E04", False, "warn", f"the salutation has another title than '{brief.recipient.title}'", quote, letter.text
        )
    return finding("E04", True, "warn", "name and title are as given")


def _title_key(title: str) -> str:
    key = title.lower().strip(" .")
    # "Prof. Dr." is shown by its first part.
    first = re.match(r"(prof|professor|dr)\.? (?:dr|prof)", key)
    return _SAME_TITLE.get(key) or (_SAME_TITLE.get(first.group(1), first.group(1)) if first else key)


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(fold_quotes(name))}(?![\w-])", text, re.I) is not None


def _misspelt(letter: Letter, brief: OutreachBrief) -> str | None:
    """A capitalised word one or two letters away from the recipient's name, or with other accents."""
    parts = [
        part
        for name in names(brief.recipient)
        for part in re.split(r"[\s-]+", name)
        if len(part) >= 3 and not _TITLE_WORD.fullmatch(part)
    ]
    known = known_words(brief).tokens
    common = {*load_bank().lists["stop"], *load_bank().verbs.base}
    for word in dict.fromkeys(
        re.findall(r"[A-Z\u00c0-\u00de][\w']+", f"{letter.salutation}\n{letter.subject or ''}\n{letter.core}")
    ):
        bare = re.sub(r"'s$", "", word)
        for part in parts:
            if bare == part or bare.lower() == part.lower() or fold(bare) in common:
                continue
            if fold(bare) == fold(part):
                return bare
            in_greeting = word in letter.salutation
            limit = 2 if len(part) >= 6 else 1
            if (
                fold(bare) not in known
                and fold(bare)[0] == fold(part)[0]
                and abs(len(bare) - len(part)) <= limit
                and (in_greeting or len(part) >= 5)
                and _distance(fold(bare), fold(part)) <= limit
            ):
                return bare
    return None


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def e20_sign_off(letter: Letter, brief: OutreachBrief) -> Finding:
    """E20: full name, programme or year, and one contact under an email; a blank where something is missing."""
    if brief.channel in ("linkedin", "in-person"):
        return finding("E20", True, "info", "no signature is needed here")
    sign = letter.sign_off
    blanks = " ".join(BLANK.findall(sign)).lower()
    if not sign:
        return finding(
            "E20", False, "warn", "there is no sign-off; close with your full name, programme and one contact"
        )
    sender = brief.sender
    if sender.name:
        missing = [
            part
            for part in fold_quotes(sender.name).split()
            if fold(part) not in {fold(word) for word in re.findall(r"[\w'.-]+", sign)}
        ]
        if missing:
            return finding(
                "E20", False, "warn", f"sign with your full name, '{sender.name}'", sign.split("\n")[-1], letter.text
            )
    elif not re.search(r"[A-Z]\w+ [A-Z]\w+", sign) and "name" not in blanks:
        return finding("E20", False, "warn", "sign with your full name", sign.split("\n")[-1], letter.text)
    who = [text for text in (sender.stage, sender.role, sender.institution) if text]
    if who:
        signed = {fold(word) for word in re.findall(r"[\w']+", sign)}
        stated = {fold(word) for text in who for word in re.findall(r"[\w']+", text)}
        if (
            not signed & (stated - {"of", "the", "at", "a", "in"})
            and len([line for line in sign.split("\n") if line.strip()]) < 4
        ):
            return finding(
                "E20", False, "warn", "add your programme or year under your name", sign.split("\n")[-1], letter.text
            )
    if not _EMAIL_OR_PHONE.search(sign) and not re.search(r"email|phone|contact", blanks):
        return finding(
            "E20",
            False,
            "warn",
            "add one way to reach you under your name, or [ADD: your email or phone]",
            sign.split("\n")[-1],
            letter.text,
        )
    return finding("E20", True, "warn", "name, programme and contact stand below")
