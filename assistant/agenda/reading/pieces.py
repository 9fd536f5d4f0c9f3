"""A message or pasted notes, cut into small pieces: where something new may begin, a piece begins.

Pieces are the units that `tagger` labels; it also decides which of them go on together. So the cuts here may be many
and need no judgement: at line ends, bullets, punctuation and conjunctions, after what leads to a topic ("to talk
about"), before clauses ("whether", "how"), and around days, times and lengths. Every piece is a span of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ABBREVIATED = r"(?:dr|prof|mr|mrs|ms|mx|vs|e\.g|i\.e|approx|dra|st|assoc|asst)\."
_TOKEN = re.compile(
    rf"(?P<line>[ \t]*\n\s*)|(?P<mask>\[[A-Z ]+\])|(?P<abbr>\b{_ABBREVIATED})|(?P<clock>\b[ap]\.m\.?)"
    r"|(?P<number>\d+(?:[.:/,]\d+)*(?:%|(?:st|nd|rd|th|m|min|mins|h|hr|hrs|am|pm|k|ish|p|a)\b)?)"
    r"|(?P<word>[^\W\d_](?:[\w'&*]|-(?=\w))*|&)|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t]*(?:[-*\u2022\u2013\u2014>\u00b7]|\(?\d{1,2}[.)]|\(?[a-h][.)])[ \t]+(?=\S)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\w:./])(?:\(\d{1,2}\)|\d{1,2}\)|\d{1,2}\.(?!\d)|\([a-h]\)|[a-h]\)) ?(?=[^\W\d])")
_CONJUNCTIONS = frozenset("and or but also plus then & + & nd".split())
_BEFORE = frozenset(
    "whether if how what which who whom whose why when where that because bc cuz since so although though while "
    "until unless i'd i'm i've im ive i we she he they she's he's they're it's its".split()
)
_AFTER = frozenset(
    "about abt regarding re discuss discussing cover covering ask asking tell telling mention raise raising explore "
    "need needs want wants wanna gotta gonna hear show know decide deciding review going clear explain "
    "topic topics agenda is are was thinking think said says asked told agreed promised i'd id would should will "
    "i'll she'd he'd i'm im maybe time get got set plan practise practice write see give looked feel feeling seems "
    "low wondering really just talk chat since like".split()
)
# What may follow such a word before the new thing begins: "ask her", "want to", "talk about".
_GOES_ON = frozenset("to about abt on over through out up with for also really just".split())
_OBJECTS = frozenset("her him them me us you".split())
# Words before which, and words after which, something new may begin whatever stands around them.
_OPENERS = frozenset("a an the my our his her their this these those some any more better".split())
_LEADERS = frozenset(
    "on for of with to from is are there's it's that's mainly mostly first second third fourth firstly secondly "
    "finally lastly maybe perhaps possibly probably definitely either besides including include flag sort prepare "
    "prefer appreciate add let's do mention otherwise debrief update next well only".split()
)
_CLOSERS = frozenset("idk really mostly mainly again please pls lol tbh thanks thx obviously before without".split())
_PARTICLES = {
    "on": frozenset("advice feedback help input view views take opinion thoughts guidance focus touch".split()),
    "over": frozenset("go going went run".split()),
    "through": frozenset("talk go going work think run talking".split()),
    "out": frozenset("figure sort work find figuring sorting".split()),
    "up": frozenset("bring".split()),
    "with": frozenset("help start".split()),
    "for": frozenset("ask asking".split()),
    "to": frozenset(
        "want wants like need needs hope hoping have has going meant supposed love are hope plan planning trying "
        "try asked "
        "agreed promised was were wish ready able me her him us".split()
    ),
    "at": frozenset("look looking".split()),
}
_DAYS = frozenset(
    "mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "today tomorrow tmrw tmr tomoz 2moro tonight tomorow".split()
)
_MONTHS = frozenset(
    "jan january feb february mar march apr april jun june jul july aug august sep sept september oct october nov "
    "november dec december".split()
)
_UNITS = frozenset("min mins minute minutes hour hours hr hrs h m am pm a.m p.m noon midday ish o'clock".split())
_NUMBER_WORDS = frozenset(
    "one two three four five ten fifteen twenty thirty forty forty-five fifty sixty ninety half quarter an".split()
)
_LEADS_DAY = frozenset("on at in for by from next this coming around about the of until till @ every".split())


@dataclass(frozen=True)
class Token:
    """One word, number or mark, with its place in the text and what it tells: a day, a time, a length ("when")."""

    text: str
    start: int
    end: int
    kind: str
    when: bool = False

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True)
class Piece:
    """Some words that go together: a span of the text, its words, and what stood before and after it.

    `joint` is how it is joined to the piece before: "start", "line", "bullet", a mark, a conjunction, both
    (", and"), or "" for a cut without any.
    """

    start: int
    end: int
    words: tuple[str, ...]
    joint: str
    after: str = ""
    when: bool = False
    bullet: bool = False
    sentence: int = 0


def plain(text: str) -> str:
    """The text with straight quotes; each character keeps its place."""
    for curly, straight in (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"')):
        text = text.replace(curly, straight)
    return text


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut the text. The same text always gives the same pieces."""
    text = plain(text)
    tokens = _dated(_tokens(text))
    made: list[Piece] = []
    joint: list[str] = ["start"]
    held: list[Token] = []
    sentence, bullet, aside = 0, False, 0

    def close() -> None:
        nonlocal joint
        if held:
            when = any(t.when for t in held) and all(t.when or t.low in _LEADS_DAY for t in held)
            made.append(
                Piece(
                    held[0].start,
                    held[-1].end,
                    tuple(t.low for t in held),
                    _joint(joint),
                    when=when,
                    bullet=bullet,
                    sentence=sentence,
                )
            )
            held.clear()
            joint = []

    for place, token in enumerate(tokens):
        if token.kind in ("line", "bullet"):
            close()
            joint.append(token.kind)
            bullet = token.kind == "bullet"
            sentence += 1
        elif token.kind == "mark" and token.text in "\"'*_~`#":
            continue
        elif place < aside and not (token.kind == "mark" and token.text == ")"):
            if token.kind != "mark":
                held.append(token)
        elif token.kind == "mark":
            if token.text == "(":
                aside = next((n for n in range(place, min(place + 14, len(tokens))) if tokens[n].text == ")"), 0)
            if token.text == "-" and not _stands_apart(text, token):
                continue
            close()
            joint.append(token.text)
            sentence += token.text in ".!?"
        elif token.low in _CONJUNCTIONS:
            close()
            joint.append(token.low)
        else:
            if held and _cuts(held, token, tokens, place):
                close()
            held.append(token)
    close()
    return tuple(
        _with_after(piece, made[n + 1].joint if n + 1 < len(made) else _end(text, piece))
        for n, piece in enumerate(made)
    )


def _with_after(piece: Piece, after: str) -> Piece:
    return Piece(piece.start, piece.end, piece.words, piece.joint, after, piece.when, piece.bullet, piece.sentence)


def _end(text: str, piece: Piece) -> str:
    rest = text[piece.end :].strip()
    return rest[:1] if rest[:1] in ".!?)" and rest else "end"


def _tokens(text: str) -> list[Token]:
    """Words, numbers and marks; a bullet or a number at the head of a point is one token."""
    bullets = {m.start(): m.end() for m in _BULLET.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\n"}
    numbered = list(_NUMBERED.finditer(text))
    if len(numbered) > 1:
        bullets |= {m.start(): m.end() for m in numbered}
    found: list[Token] = []
    place = 0
    while place < len(text):
        if place in bullets:
            found.append(Token(text[place : bullets[place]], place, bullets[place], "bullet"))
            place = bullets[place]
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            place += 1
            continue
        kind = match.lastgroup or "mark"
        end = match.end()
        if kind == "line":
            # A bullet may follow the line end inside the swallowed white space.
            inner = next((start for start in bullets if match.start() < start <= end), end)
            end = max(inner, match.start() + 1)
        found.append(
            Token(match.group() if end == match.end() else text[match.start() : end], match.start(), end, kind)
        )
        place = end
    return found


def _dated(tokens: list[Token]) -> list[Token]:
    """Mark the tokens that tell a day, a time or a length."""
    made = list(tokens)
    for n, token in enumerate(tokens):
        before = tokens[n - 1].low if n else ""
        after = tokens[n + 1].low if n + 1 < len(tokens) else ""
        low = token.low.rstrip(".")
        told = (
            low in _DAYS
            or (low in _MONTHS and (_is_number(before) or _is_number(after) or before in ("in", "of", "by", "next")))
            or token.kind == "clock"
            or (low in _UNITS and (_is_number(before) or before in _NUMBER_WORDS or before == "-"))
            or (token.kind == "number" and re.fullmatch(r"\d+(?:[:.]\d\d)?(?:m|min|mins|h|hr|hrs|am|pm|ish|p|a)", low))
            or (token.kind == "number" and re.fullmatch(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d+)?", low))
            or (token.kind == "number" and before in ("at", "@") and re.fullmatch(r"\d{1,2}(?:\.\d\d)?", low))
            or (token.kind == "number" and (after in _UNITS or after in _MONTHS or before in _MONTHS))
            or (low in _NUMBER_WORDS and after in _UNITS)
            or (low in ("morning", "afternoon", "evening", "arvo") and before in (*_DAYS, "this", "the"))
            or (low in ("week", "month") and before in ("next", "this"))
        )
        if told:
            made[n] = Token(token.text, token.start, token.end, token.kind, when=True)
    return made


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word))


def _cuts(held: Sequence[Token], token: Token, tokens: Sequence[Token], place: int) -> bool:
    """Whether a new piece begins at this word."""
    before = held[-1]
    low = token.low
    following = next((t for t in tokens[place + 1 : place + 2]), None)
    if token.when != before.when and not (before.low in _LEADS_DAY and len(held) == 1):
        return not (token.when and before.low in _LEADS_DAY)
    if low in _LEADS_DAY and following and following.when and not before.when:
        return True
    if low in ("with", "w", "w/") and len(held) > 1:
        return True
    if low in _BEFORE or (before.low in _AFTER and low not in _GOES_ON):
        return True
    if low in _OPENERS and before.low not in _OPENERS:
        return True
    to_do = before.low == "to" and len(held) > 1 and held[-2].low in _BEFORE
    if (before.low in _LEADERS and not token.when and not to_do) or low in _CLOSERS or low in ("on", "between"):
        return True
    earlier = [t.low for t in tokens[max(0, place - 5) : place - 1]]
    if before.low == "to":
        return any(word in _PARTICLES["to"] for word in earlier)
    if before.low in _OBJECTS:
        return bool(earlier) and (low in _PARTICLES or earlier[-1] in ("help", "make", "want"))
    return before.low in _PARTICLES and bool(earlier) and earlier[-1] in _PARTICLES[before.low]


def _stands_apart(text: str, token: Token) -> bool:
    return text[token.start - 1 : token.start] in (" ", "") and text[token.end : token.end + 1] in (" ", "")


def _joint(parts: list[str]) -> str:
    """The strongest of what stood between two pieces, with a conjunction if there was one."""
    word = next((p for p in parts if p in _CONJUNCTIONS), "")
    for strong in ("bullet", "line", "?", "!", ".", ";", ":", "(", ")", "-", "/", ",", "start"):
        if strong in parts:
            return f"{strong} {word}".strip()
    return word or (parts[0] if parts else "")
