"""One rewrite of one turn: the learner's own words and facts, with what stood in their way taken out.

Only sentences of data/rewrites.yaml are added. What only the learner can know is a visible blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import LibraryError
from assistant.reading import read_yaml
from assistant.rehearsal.evidence import Piece
from assistant.rehearsal.giving_checks import Given
from assistant.rehearsal.session import Seen, Session
from assistant.rehearsal.text import content_words, fold, sentences, words

_PATH = Path(__file__).with_name("data") / "rewrites.yaml"
_LEAD = re.compile(
    r"^(?:(?:but|though|although|and|well|look|honestly|frankly|actually|so|yes|yeah|no|because|i hear you|with "
    r"respect|to be fair)\b[,:]?\s*)+",
    re.IGNORECASE,
)
_ABSOLUTES = re.compile(r"\s*\b(?:ever|literally|obviously|clearly|honestly|frankly|totally)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:nobody|no one|no-one) (?:has )?(?:ever )?(showed|shown|told|taught|"
    r"explained to|gave|given) me\b",
    re.IGNORECASE,
)
_GIVEN = {"showed": "shown", "explained to": "shown", "gave": "given"}
_SORRY = re.compile(r"\b(?:(?:i'?m|i am) )?(?:so |very |really )*sorry\b[,.!]*\s*", re.IGNORECASE)
# Small words whose person turns when the giver's words are said back.
_FLIP = {
    "i": "you",
    "i'm": "you are",
    "i've": "you have",
    "i'd": "you would",
    "i'll": "you will",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "your": "my",
    "yours": "mine",
    "you're": "I am",
    "you've": "I have",
    "you'd": "I would",
    "you'll": "I will",
    "am": "are",
    "yourself": "myself",
    "myself": "yourself",
    "us": "you",
    "we": "you",
    "our": "your",
}
_BEFORE_OBJECT = frozenset(
    "to of for with at on from about than by like told tell asked ask saw see seen heard hear gave "
    "give called call find found behind after "
    "without beside need want watch watched paged page lost".split()
)
MOST_WORDS_BACK = 18
# What may stay of a turn that also defended.
_WORKS = ("R01", "R02", "R03", "R04", "R07", "R09", "R11", "R12", "R13")


class Rewriter:
    """Rewrites turns with the sentences of one file."""

    def __init__(self, path: Path = _PATH) -> None:
        self._says = load_sentences(path)

    def receive(self, seen: Seen, item: str, session: Session) -> str:
        """Rewrite a learner's turn so that it shows `item`, keeping its voice and its facts."""
        says = self._says
        if session.abusive:
            if seen.broke("R16"):
                return says["calm"]
            asks = "?" in seen.text or any(piece.chance("R04") > 0.5 for piece in seen.reading.evidence.pieces)
            return f"{_ended(seen.text.strip())} {says['firm' if asks else 'later']}"
        keeps, facts, hurt = _sort(seen, keep_facts=item == "R10")
        parts: list[str] = []
        if not seen.has("R02") or seen.broke("R05"):
            parts.append(says["thanks"])
            keeps = [text for text in keeps if not _is_thanks(text)]
        if item in ("R01", "R03", "R05", "R08") and not seen.has("R03"):
            back = said_back(seen.giver) or said_back(session.opening)
            if back:
                parts.append(f"{back}, {says['check']}")
        if hurt:
            parts.append(says["hard"])
        parts += keeps
        parts += facts
        added = {
            "R04": "example",
            "R06": "pick-one",
            "R07": "part",
            "R11": "step",
            "R12": "day",
            "R10": "look",
            "R15": "kind",
            "R13": "watch",
            "R14": "close",
            "R05": "standard" if facts else "pick-one",
            "R08": "example",
        }.get(item)
        if item == "R11" and seen.has("R11"):
            added = "when"
        if item == "R13" and seen.has("R13"):
            # Nothing is missing; shorter is the one thing left to try.
            return " ".join(_ended(_capital(text)) for text in keeps if not _is_thanks(text) or text is keeps[-1])
        if item == "R14" and any(seen.has(step) for step in ("R11", "R12", "R13")):
            # The step is there; the thanks in front complete it.
            added = None
        elif added == "close":
            parts = [part for part in parts if part != says["thanks"]]
        if added:
            parts.append(says[added])
        if item in ("R05", "R08") and not any("?" in part for part in parts[1:]):
            parts.append(says["example"])
        return " ".join(_ended(_capital(part)) for part in dict.fromkeys(parts) if part.strip())

    def give(self, given: Given, item: str) -> str:
        """Rewrite a giver's turn so that it shows `item`."""
        says, spans = self._says, given.reading.spans
        bad = {span for label, span in spans.items() if label.startswith("not ") or label in ("hit", "vague-praise")}
        keeps = [s.text for s in sentences(given.text) if not any(s.text in span or span in s.text for span in bad)]
        front = {"V01": "view", "V02": "leave", "V14": "place", "V10": "feeling", "V07": "one"}.get(item)
        back = {
            "V03": "event",
            "V04": "event",
            "V05": "impact",
            "V06": "intent",
            "V08": "praise",
            "V09": "standard-give",
            "V11": "plan",
            "V12": "follow",
            "V13": "event",
        }.get(item)
        if item == "V07":
            keeps = keeps[:2]
        parts = [*([says[front]] if front else []), *keeps, *([says[back]] if back else [])]
        return " ".join(_ended(_capital(part)) for part in dict.fromkeys(parts))


def said_back(giver: str) -> str | None:
    """The giver's point from the learner's side ("So you lost the thread on both"), or None where there is none."""
    candidates = [
        s.text
        for s in sentences(giver)
        if "?" not in s.text and 3 <= len(words(fold(s.text))) <= MOST_WORDS_BACK and _says_something(s.text)
    ]
    with_person = [text for text in candidates if re.search(r"\b(?:i|you|your|my|we)\b", fold(text))]
    if not with_person:
        return None
    chosen = with_person[-1] if len(with_person) < 3 else with_person[0]
    return f"So {_turn_person(chosen.rstrip('.! '))}"


def _says_something(sentence: str) -> bool:
    return len([word for word in content_words(fold(sentence)) if "'" not in word]) > 1


def load_sentences(path: Path = _PATH) -> Mapping[str, str]:
    """Read the sentences. Raises LibraryError naming the entry."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map names to sentences")
    for name, text in data.items():
        if not isinstance(text, str) or not text.strip():
            raise LibraryError(path.name, str(name), "must be a sentence")
    return data


def _sort(seen: Seen, keep_facts: bool) -> tuple[list[str], list[str], bool]:
    """Split a turn into what may stay, facts to be said without their edge, and whether it attacked the self.

    Out of a defence only what was never shown or told is kept, as it can be asked for; with `keep_facts`, also what
    the learner saw or did. Circumstances and the part of others go.
    """
    keeps: list[str] = []
    facts: list[str] = []
    hurt = False
    for piece in seen.reading.evidence.pieces:
        text = _SORRY.sub("", piece.segment.text).strip(" ,")
        if piece.chance("not R06") > 0.5:
            hurt = True
        elif (
            piece.chance("not R08") > 0.5
            or "insult" in piece.cues
            or piece.chance("move:sarcasm") > 0.5
            or ("sneer" in piece.cues and not seen.has("R02"))
            or _sharp(piece)
        ):
            continue
        elif piece.chance("not R05") > 0.5:
            fact = _plain_fact(text)
            if fact and (_NOBODY.match(_ABSOLUTES.sub("", _LEAD.sub("", text)).strip(" ,")) or keep_facts):
                facts.append(fact)
        elif seen.broke("R05") and (
            "other-people" in piece.cues or not any(piece.chance(item) > 0.5 for item in _WORKS)
        ):
            continue
        elif words(fold(text)) and "minimal" not in piece.cues:
            keeps.append(_LEAD.sub("", text) if fold(text).startswith("but") else text)
    return keeps, facts, hurt


def _plain_fact(text: str) -> str:
    """A fact out of a defence: no "but", no absolutes, and nobody accused."""
    plain = _ABSOLUTES.sub("", _LEAD.sub("", text)).strip(" ,")
    nobody = _NOBODY.match(plain)
    if nobody:
        verb = nobody[1].lower()
        plain = f"I have not been {_GIVEN.get(verb, verb)}{plain[nobody.end() :]}"
    if "?" in plain or len(words(fold(plain))) < 3 or re.match(r"(?:you|that's|it's not|this is)\b", fold(plain)):
        return ""
    return plain


def _sharp(piece: Piece) -> bool:
    return "question-mark" in piece.cues and piece.chance("not R05") > 0.4


def _is_thanks(text: str) -> bool:
    return fold(text).startswith(("thank", "cheers", "thx")) and len(words(fold(text))) <= 6


def _turn_person(text: str) -> str:
    found = re.findall(r"[\w'\u2019]+|[^\w\s]+|\s+", text)
    turned: list[str] = []
    before = ""
    for place, token in enumerate(found):
        low = token.lower().replace("\u2019", "'")
        if low == "you":
            subject = before not in _BEFORE_OBJECT and any(
                rest.strip() and rest.strip().isalpha() for rest in found[place + 1 :]
            )
            turned.append("I" if subject else "me")
        elif low in ("are", "were") and turned and before == "you":
            turned.append("am" if low == "are" else "was")
        elif low == "was" and before in ("i", "we"):
            turned.append("were")
        else:
            turned.append(
                _FLIP.get(low, token if place else token[:1].lower() + token[1:] if token not in ("I",) else "you")
            )
        if token.strip() and token.strip()[0].isalnum():
            before = low
    return "".join(turned)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    text = text.rstrip(" ,;")
    return text if text.endswith((".", "!", "?", "\u2026")) else f"{text}."
