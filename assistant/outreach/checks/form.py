"""Message -> findings on its form: E01 to E04, E14, E16, E20, E22, E24. One small pure function a rubric item."""

from __future__ import annotations

import re

from assistant.events import Finding, Severity
from assistant.outreach.bank import load_bank, patterns
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.fitting import MAX_MEAN, MAX_SENTENCES, count_sentences, count_words, reading_grade
from assistant.outreach.compose.subjects import MAX_CHARS, MAX_WORDS, MIN_WORDS
from assistant.outreach.language.known import fold, known_words
from assistant.outreach.language.wording import split_sentences
from assistant.outreach.letter import BLANK, Letter

LINKEDIN_CHARS, LINKEDIN_WORDS = 300, 60

MAX_GRADE = 10.0

# A single sentence beyond this hides its point, whatever the mean says.
MAX_SENTENCE = 55

_GENERIC_SUBJECT = frozenset(
    "quick question questions hello hi hey help request please read important message email e-mail urgent "
    "asap response needed need your me a an the for to you from favor favour reaching out inquiry enquiry "
    "re just can i have this note attention time sensitive on my of some one small subject none no fyi "
    "student regarding about introduction".split()
)

_OTHER_BLANK = re.compile(
    r"\[(?!ADD: )[^\]\n]{1,80}\]|\{[^}\n]{1,60}\}|<(?![^>]*@)[A-Za-z][^<>\n]{0,50}>|_{3,}|\bX{2,}\b|"
    r"\bTBD\b|\bTBC\b|\bINSERT\b|\(insert[^)]*\)|\(your \w+(?: \w+)?\)|\?{3,}|\blorem ipsum\b",
    re.I,
)

_THANKS = re.compile(r"\bthank(?:s|ful|ing| you)?\b|\bmuch obliged\b", re.I)

_GRATEFUL = re.compile(r"\b(?:grateful\w*|gratitude|apprecia\w+|indebted)\b", re.I)

_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,6}s?\b")


def finding(
    item: str, passed: bool, severity: Severity, message: str, quote: str | None = None, text: str = ""
) -> Finding:
    """A finding whose quote is dropped unless it stands word for word in the text."""
    return Finding(item, passed, severity, message, quote if quote and (not text or quote in text) else None)


def e01_length(letter: Letter, brief: OutreachBrief) -> Finding:
    """E01: 75 to 150 words; 50 to 200 is a warning; a LinkedIn note has at most 60 words and 300 characters."""
    words, whole = count_words(letter.core), count_words(letter.body)
    if brief.channel == "linkedin":
        chars = len(letter.body)
        passed = chars <= LINKEDIN_CHARS and whole <= LINKEDIN_WORDS
        return finding(
            "E01",
            passed,
            "fail",
            f"{chars} characters and {whole} words; a LinkedIn note holds {LINKEDIN_CHARS} characters and "
            f"{LINKEDIN_WORDS} words",
        )
    if brief.channel == "in-person":
        passed = 20 <= whole <= 150
        return finding("E01", passed, "warn", f"{whole} words to say; keep it between 20 and 150")
    if 75 <= words <= 150 or (words < 75 <= whole and words >= 60):
        return finding("E01", True, "fail", f"{words} words")
    severity: Severity = "warn" if 50 <= words <= 200 else "fail"
    advice = (
        "cut what the reader does not need"
        if words > 150
        else "say a little more about why this person and what you ask"
    )
    return finding("E01", False, severity, f"the message has {words} words; aim for 75 to 150: {advice}")


def e02_sentences(letter: Letter, brief: OutreachBrief) -> Finding:
    """E02: at most eight sentences of 22 words on average."""
    n = count_sentences(letter.core)
    mean = count_words(letter.core) / max(n, 1)
    if n > MAX_SENTENCES:
        return finding("E02", False, "warn", f"{n} sentences; join or cut until there are at most {MAX_SENTENCES}")
    longest = max(split_sentences(BLANK.sub("blank", letter.core.replace("\n", " "))) or [""], key=count_words)
    if count_words(longest) > MAX_SENTENCE:
        return finding(
            "E02", False, "warn", f"a sentence of {count_words(longest)} words; split it", longest, letter.text
        )
    if mean > MAX_MEAN:
        return finding(
            "E02",
            False,
            "warn",
            f"the sentences have {mean:.0f} words on average; split the longest, and stay under {MAX_MEAN:.0f}",
            longest,
            letter.text,
        )
    return finding("E02", True, "warn", f"{n} sentences of {mean:.0f} words")


def e03_subject(letter: Letter, brief: OutreachBrief) -> Finding:
    """E03: a subject of 3 to 9 words and at most 60 characters that names the purpose; emails only."""
    if brief.channel in ("linkedin", "in-person"):
        passed = letter.subject is None
        return finding(
            "E03", passed, "warn", "a LinkedIn note or spoken words have no subject line", letter.subject, letter.text
        )
    subject = letter.subject
    if not subject:
        return finding("E03", False, "warn", "there is no subject line; name the purpose in three to nine words")
    words = re.findall(r"[^\W_][\w'-]*", BLANK.sub("topic", subject))
    letters = [c for c in subject if c.isalpha()]
    if re.search(r"\burgent\b|\basap\b|!{1,}|\bimmediate", subject, re.I):
        return finding("E03", False, "warn", "the subject presses; name the purpose instead", subject, letter.text)
    if letters and sum(c.isupper() for c in letters) / len(letters) > 0.7 and len(letters) > 4:
        return finding("E03", False, "warn", "the subject is in capitals; write it as a sentence", subject, letter.text)
    if not {fold(word) for word in words} - _GENERIC_SUBJECT:
        return finding(
            "E03",
            False,
            "warn",
            "the subject does not say what the message is about; name the purpose or the topic",
            subject,
            letter.text,
        )
    if not MIN_WORDS <= len(words) <= MAX_WORDS or len(subject) > MAX_CHARS:
        return finding(
            "E03",
            False,
            "warn",
            f"the subject has {len(words)} words and {len(subject)} characters; keep it to 3 to 9 words "
            f"and 60 characters",
            subject,
            letter.text,
        )
    return finding("E03", True, "warn", "the subject names the purpose")


def e14_blanks(letter: Letter, brief: OutreachBrief, listed: tuple[str, ...] | None = None) -> Finding:
    """E14: every blank is `[ADD: ...]`, and the list beside the draft has each of them."""
    blanks = BLANK.findall(letter.text)
    if listed is not None and sorted(listed) != sorted(blanks):
        return finding("E14", False, "fail", f"{len(blanks)} blanks in the text and {len(listed)} in the list")
    if found := _OTHER_BLANK.search(BLANK.sub("", letter.text)):
        return finding(
            "E14",
            False,
            "fail",
            "a blank that is easy to overlook; write it as [ADD: what is missing]",
            found.group(),
            letter.text,
        )
    return finding("E14", True, "fail", f"{len(blanks)} blanks, each marked" if blanks else "no blank is left")


def e16_gratitude(letter: Letter, brief: OutreachBrief) -> Finding:
    """E16: thanks once or twice."""
    running = f"{letter.core}\n{letter.sign_off}"
    thanks, others = len(_THANKS.findall(running)), len(_GRATEFUL.findall(running))
    if not thanks + others:
        return finding("E16", False, "warn", "there is no word of thanks; say it once, near the end")
    if thanks > 2 + (brief.kind == "thank-you") or thanks + others > 3 + (brief.kind == "thank-you"):
        last = list(_THANKS.finditer(running)) or list(_GRATEFUL.finditer(running))
        return finding(
            "E16",
            False,
            "warn",
            f"thanks stand here {thanks + others} times; once or twice is enough",
            last[-1].group(),
            letter.text,
        )
    return finding("E16", True, "warn", "thanks, once or twice")


def e22_readability(letter: Letter, brief: OutreachBrief) -> Finding:
    """E22: Flesch-Kincaid grade 10 or lower; no acronym that the reader may not know."""
    known = known_words(brief)
    common = {word.upper() for word in load_bank().lists["acronym_known"]}
    strange = []
    for match in _ACRONYM.finditer(BLANK.sub("", letter.core)):
        word = match.group().rstrip("s")
        low = word.lower()
        if (
            word in common
            or low in known.tokens
            or f"{low}s" in known.tokens
            or low in known.initials
            or re.fullmatch(r"(?:M|MS|PGY)\d", word)
            or re.search(rf"\w \({re.escape(match.group())}\)", letter.core)
        ):
            continue
        strange.append(match.group())
    if strange:
        return finding(
            "E22",
            False,
            "warn",
            f"'{strange[0]}' may not be known to the reader; write it out once",
            strange[0],
            letter.text,
        )
    grade = reading_grade(letter.core)
    if grade > MAX_GRADE:
        sentences = split_sentences(BLANK.sub("this", letter.core.replace("\n", " ")))
        hardest = max(sentences or [""], key=reading_grade)
        return finding(
            "E22",
            False,
            "warn",
            f"reading grade {grade:.0f}; shorter sentences and plainer words bring it to 10 or below",
            hardest,
            letter.text,
        )
    return finding("E22", True, "warn", f"reading grade {max(grade, 0):.0f}")


def e24_cliches(letter: Letter, brief: OutreachBrief) -> Finding:
    """E24: none of the phrases that every such message has."""
    for pattern in patterns("cliches"):
        if found := pattern.search(letter.text):
            return finding(
                "E24",
                False,
                "warn",
                "a phrase that every such message has; say something only you could say, or cut it",
                found.group(),
                letter.text,
            )
    return finding("E24", True, "warn", "no worn phrase")
