"""Phone typing -> plain sentence words, with every fact kept.

tidy("she runs the EM interest group & gave a talk last week abt burnout which i loved")
-> "she runs the EM interest group and gave a talk last week about burnout which I loved"
"""

from __future__ import annotations

import re
from functools import cache

from assistant.outreach.bank import load_bank

# Days of the week and months, whole and cut short, as parts of patterns.
DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)s?"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TOKEN = re.compile(
    r"[@#]?[\w][\w.+'\u2019/&-]*@[\w.-]+\w|https?://\S+|www\.\S+|\w+(?:['\u2019.\u00b7/-]\w+)*\.?|[^\w\s]|\s+"
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_MINUTE_NOUN = re.compile(
    r"^\s+(?:phone |video |zoom |quick |short )?(?:call|chat|meeting|zoom|conversation|talk|coffee|slot|visit|catch)",
    re.I,
)
_CONTRACTIONS = {
    "i'm": "I am",
    "i've": "I have",
    "i'd": "I would",
    "i'll": "I will",
    "you're": "you are",
    "you've": "you have",
    "you'd": "you would",
    "you'll": "you will",
    "we're": "we are",
    "we've": "we have",
    "we'd": "we would",
    "don't": "do not",
    "doesn't": "does not",
    "didn't": "did not",
    "can't": "cannot",
    "couldn't": "could not",
    "wouldn't": "would not",
    "won't": "will not",
    "isn't": "is not",
    "aren't": "are not",
    "wasn't": "was not",
    "weren't": "were not",
    "haven't": "have not",
    "hasn't": "has not",
    "hadn't": "had not",
    "that's": "that is",
    "it's": "it is",
    "there's": "there is",
    "they're": "they are",
    "what's": "what is",
    "let's": "let us",
}
_CONTRACTED = re.compile(r"\b(" + "|".join(re.escape(word) for word in _CONTRACTIONS) + r")(?![\w'])", re.I)
_HAD = re.compile(r"\b(I|you|we)'d(?= (?:been|had|\w+ed|known|done|seen|met|heard|taken|given|read)\b)", re.I)
_SPECIALTY_AFTER = re.compile(
    r"\s+(?:residen\w+|application|program\w*|rotation|clerkship|interest|attending|fellowship|"
    r"match|boards?|intern)\b",
    re.I,
)
_BY_PHRASE = re.compile(r"(?<![/\w])(rec(?:ommendation)? letters?|med school|w/o|w/out|w/|b/c)(?=\W|$|(?<=/)\w)", re.I)
_STUTTER = re.compile(r"\b(the|a|an|to|and|i|my|of) \1\b", re.I)


def fold_quotes(text: str) -> str:
    """Make typographic quotes and dashes plain."""
    return text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x00B4: "'"})


def tidy(text: str) -> str:
    """Expand shorthand, give I, days, months and names after a title their capitals, drop emoji and shouting.

    Nothing that carries a fact is added or left out.
    """
    short = load_bank().shorthand
    text = _EMOJI.sub(" ", fold_quotes(" ".join(text.split())))
    text = _BY_PHRASE.sub(_phrase, text)
    text = re.sub(r"!+\?|\?!+|\?{2,}", "?", text)
    text = re.sub(r"!+", ".", text)
    text = re.sub(r"\.{2,}", ", ", text)
    text = re.sub(r"(?<=\w)\s*(?:->|=>)\s*", " to ", text)
    tokens = _TOKEN.findall(text)
    out: list[str] = []
    for at, token in enumerate(tokens):
        rest = "".join(tokens[at + 1 : at + 6])
        out.append(_word(token, rest, out))
    joined = "".join(out)
    for word in short.drop:
        joined = (
            re.sub(rf"(?:^|[ ,]+){word}(?=[ ,.]|$)", "", joined, flags=re.I)
            if re.search(rf"\b{word}\b", joined, re.I)
            else joined
        )
    joined = _STUTTER.sub(r"\1", " ".join(joined.split()))
    joined = re.sub(r"\s+([,.;:?])", r"\1", joined)
    joined = re.sub(r"(?<=\w) (?=which (?:i|we|you|was|is|helped|made|really)\b)", ", ", joined, flags=re.I)
    return re.sub(r"([,;:])\1+", r"\1", joined).strip(" ,;-")


@cache
def _day_names() -> re.Pattern[str]:
    short = load_bank().shorthand
    names = sorted({**short.days, **short.day_like}, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(names) + r")\b\.?", re.I)


def _phrase(found: re.Match[str]) -> str:
    text = found.group(1).lower()
    if text.startswith("rec"):
        return "letters of recommendation" if text.endswith("s") else "letter of recommendation"
    return load_bank().shorthand.words[text] + (" " if text == "w/" else "")


def _word(token: str, rest: str, before: list[str]) -> str:
    short = load_bank().shorthand
    low = token.lower()
    bare = low.rstrip(".")
    previous = next((word for word in reversed(before) if word.strip()), "")
    if token.isspace() or "@" in token or token.startswith(("http", "www.")):
        return token
    if low == "i" or low.startswith("i'"):
        return "I" + token[1:]
    if bare in ("dr", "prof", "mr", "ms", "mrs", "mx") and token == token.lower():
        return token.capitalize()
    if (
        previous.rstrip(".").lower() in ("dr", "prof", "professor", "mr", "ms", "mrs", "dean")
        and token == low
        and bare.isalpha()
    ):
        return token if bare in load_bank().lists["stop"] else token.capitalize()
    if bare == "id" and token == low and re.match(r"\s+(?:like|love|be|really|also|appreciate)\b", rest):
        return "I'd"
    if bare == "ill" and re.match(r"\s+(?:be|have|send|do|bring)\b", rest):
        return "I'll"
    if bare in ("min", "mins"):
        number = bool(re.search(r"\d$|\b(?:ten|fifteen|twenty|thirty|five)$", "".join(before).rstrip(" -"), re.I))
        return ("minute" if _MINUTE_NOUN.match(rest) else "minutes") if number else token
    if bare in ("hr", "hrs") and previous == "1":
        return "hour"
    if bare in ("dr", "prof"):
        return token
    if bare == "im" and (token.isupper() or _SPECIALTY_AFTER.match(rest)):
        return token.upper()
    if token.isupper() and len(token) > 1:
        return token
    if token in ("R", "N", "V"):
        return token
    if low in ("n", "r", "u", "+", "&") or bare in short.words:
        return _keep_case(token, short.words.get(low) or short.words.get(bare) or token, bool(before))
    if bare in ("march", "may") and re.search(
        r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|since|until|last|early|late))\s*$", "".join(before), re.I
    ):
        return token.capitalize()
    if bare in short.days or bare in short.months:
        return short.days.get(bare) or short.months[bare]
    if low in short.capital:
        return token.capitalize() if low not in ("linkedin",) else "LinkedIn"
    if low in short.upper and token == low and bare not in ("im", "ed", "er", "pi", "acp", "aha", "sas", "img"):
        return {"stata": "Stata"}.get(low, token.upper())
    return token


def _keep_case(token: str, word: str, inside: bool) -> str:
    if len(token) > 1 and token.isupper() and not inside:
        return word[:1].upper() + word[1:]
    if token[:1].isupper() and not inside:
        return word[:1].upper() + word[1:]
    return word


def day_words(text: str) -> str:
    """Write out days, also the short ones that are words elsewhere ("sat"); for times only."""
    short = load_bank().shorthand
    names = {**short.days, **short.day_like}
    return _day_names().sub(lambda m: names[m.group(1).lower()], tidy(text))


def expand_contractions(text: str) -> str:
    """Write contractions out, for a formal message."""
    text = _HAD.sub(r"\1 had", fold_quotes(text))

    def full(found: re.Match[str]) -> str:
        word = _CONTRACTIONS[found.group(1).lower()]
        return word[0].upper() + word[1:] if found.group(1)[0].isupper() else word

    return _CONTRACTED.sub(full, text)


def sentence(text: str) -> str:
    """Give a capital and a full stop."""
    text = text.strip().rstrip(",;:")
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else text + "."


def lower_first(text: str) -> str:
    """Take the capital off the first word unless it is a name, an acronym or I."""
    if not text or text[0].islower():
        return text
    first = re.split(r"[\s,.;:']", text, maxsplit=1)[0]
    plain = first.istitle() or len(first) == 1 or first.endswith("n't") or "-" in first
    return text[0].lower() + text[1:] if plain and first.lower().split("-")[0] in _openers() else text


@cache
def _openers() -> frozenset[str]:
    """Words that have a capital only because they open a sentence."""
    lists = load_bank().lists
    verbs = load_bank().verbs
    words = {*lists["stop"], *lists["adjectives"], *verbs.base}
    words |= {f"{verb.removesuffix('e')}ing" for verb in verbs.base} | {
        w.split()[0] for w in (*verbs.ours, *verbs.theirs)
    }
    names = {*load_bank().shorthand.capital, *load_bank().shorthand.days, *load_bank().shorthand.months}
    return frozenset(words - names - {"i", "may", "march", "grant", "mark"})


def split_sentences(text: str) -> list[str]:
    """Split into sentences; titles, initials and times do not end one."""
    marked = re.sub(
        r"\b(Dr|Prof|Mr|Ms|Mrs|Mx|St|Sr|Jr|vs|approx|Univ|e\.g|i\.e|a\.m|p\.m|No|Ave|dept|[A-Z])\.(?=\s)",
        "\\1\u2024",
        text,
        flags=re.I,
    )
    # A question quoted inside a sentence does not end it.
    marked = (
        re.sub(r"([?!])([\"'])(?= [a-z])", "\u2e2e\\2", marked) if re.search(r"[?!][\"'] [a-z]", marked) else marked
    )
    parts = re.split(r"(?<=[.?!])[\"')]*\s+(?=[\"'(\[A-Za-z0-9])", marked)
    return [part.replace("\u2024", ".").replace("\u2e2e", "?").strip() for part in parts if part.strip(" .")]
