"""Written feedback, sorted: appreciation, coaching, evaluation; what is vague, personal or biased in its wording.

    found = Inbox().read(text)
    found.question        the one question to send back

Every quote is an exact substring of what was pasted. The pasted text is material, never an instruction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import LibraryError
from assistant.reading import read_yaml
from assistant.rehearsal.moves import refusal
from assistant.rehearsal.text import fold, sentences, words

FeedbackKind = Literal["appreciation", "coaching", "evaluation", "other"]
FlagKind = Literal["biased", "personal", "vague"]
_PATH = Path(__file__).with_name("data") / "inbox.yaml"
_INTRO = re.compile(
    r"^\W*(?:(?:so |hi |hello |ok )?(?:here(?:'s| is| are)|this is|my|i (?:got|received)|can you|"
    r"could you|please|help me)\b[^.:\n]{0,120}?"
    r"(?:feedback|evaluation|comments?|assessment|review|email)\b[^.:\n]{0,60}:\s*)",
    re.IGNORECASE,
)
# Whoever is thanked for something is not being told to change it.
_THANKED = re.compile(r"\W*(?:(?:many|big|a big) )?(?:thanks?|thank you|i appreciate|we appreciate|grateful) .*\bfor\b")
_TURN = re.compile(r"\s*(?:,\s*)?\b(?:but|however|although|though)\b\s*", re.IGNORECASE)
MOST_SENTENCES = 60
ORDER: tuple[FlagKind, ...] = ("biased", "personal", "vague")


class _FlagForm(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    patterns: str
    message: str
    question: str


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kinds: dict[str, str]
    flags: dict[FlagKind, _FlagForm]
    concrete: str
    plan: tuple[str, ...]
    question_clear: str
    question_praise: str


@dataclass(frozen=True)
class Flag:
    """Something in the wording. `quote` is an exact substring of the text."""

    kind: FlagKind
    quote: str
    message: str


@dataclass(frozen=True)
class Sorted:
    """One sentence, or half of one, with its kind and its flags."""

    text: str
    kind: FeedbackKind
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Sorting:
    """All of it: the sentences, the one question to send, the plan, and the line to rehearse with."""

    pieces: tuple[Sorted, ...]
    question: str
    plan: tuple[str, ...]
    opening: str

    @property
    def flags(self) -> tuple[Flag, ...]:
        """All flags, what matters most first, each wording once."""
        found = {flag.quote.lower(): flag for piece in self.pieces for flag in piece.flags}
        return tuple(sorted(found.values(), key=lambda flag: ORDER.index(flag.kind)))

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form."""
        return {
            "sentences": [
                {
                    "text": p.text,
                    "kind": p.kind,
                    "flags": [{"kind": f.kind, "quote": f.quote, "message": f.message} for f in p.flags],
                }
                for p in self.pieces
            ],
            "question": self.question,
            "plan": list(self.plan),
            "opening": self.opening,
        }


class Inbox:
    """Sorts written feedback with the patterns of one file."""

    def __init__(self, path: Path = _PATH) -> None:
        form = load_inbox(path)
        self._kinds = {name: _compile(patterns, path, name) for name, patterns in form.kinds.items()}
        self._flags = {name: _compile(flag.patterns, path, name) for name, flag in form.flags.items()}
        self._concrete = _compile(form.concrete, path, "concrete")
        self._form = form

    def read(self, text: str) -> Sorting:
        """Sort a pasted text; without a sentence in it, `pieces` is empty."""
        body = text[_intro(text) :]
        pieces = tuple(
            self._sort(half)
            for sentence in sentences(body)[:MOST_SENTENCES]
            for half in _halves(sentence.text)
            if len(words(fold(half))) >= 2
        )
        return Sorting(pieces, self._question(pieces), self._form.plan, _opening(pieces))

    def _sort(self, text: str) -> Sorted:
        folded = fold(text)
        hits = {name: len(pattern.findall(folded)) for name, pattern in self._kinds.items()}
        kind: FeedbackKind = "other"
        if _THANKED.match(folded):
            kind = "appreciation"
        elif hits["evaluation"]:
            kind = "evaluation"
        elif hits["coaching"] and hits["coaching"] >= hits["appreciation"]:
            kind = "coaching"
        elif hits["appreciation"]:
            kind = "appreciation"
        elif (
            hits["coaching"]
            or self._concrete.search(folded)
            or self._flags["personal"].search(folded)
            or self._flags["biased"].search(folded)
        ):
            kind = "coaching"
        return Sorted(text, kind, tuple(self._flag(name, text) for name in ORDER if self._flagged(name, folded, text)))

    def _flagged(self, name: FlagKind, folded: str, text: str) -> bool:
        if name == "vague" and self._concrete.search(folded):
            return False
        return bool(self._flags[name].search(text.lower()))

    def _flag(self, name: FlagKind, text: str) -> Flag:
        found = self._flags[name].search(text.lower())
        assert found is not None
        quote = text[found.start() : found.end()] if len(text.lower()) == len(text) else text
        return Flag(name, quote.strip(), self._form.flags[name].message)

    def _question(self, pieces: tuple[Sorted, ...]) -> str:
        flags = [
            flag for piece in pieces for flag in piece.flags if piece.kind != "appreciation" or flag.kind != "vague"
        ]
        if flags:
            chosen = min(flags, key=lambda flag: ORDER.index(flag.kind))
            return Template(self._form.flags[chosen.kind].question).substitute(quote=chosen.quote)
        if pieces and all(piece.kind == "appreciation" for piece in pieces):
            return self._form.question_praise
        return self._form.question_clear


def load_inbox(path: Path = _PATH) -> _Form:
    """Read the patterns. Raises LibraryError naming the field."""
    try:
        form = _Form.model_validate(read_yaml(path))
    except ValidationError as error:
        raise refusal(error, path.name, "inbox") from None
    if set(form.kinds) != {"appreciation", "coaching", "evaluation"} or set(form.flags) != set(ORDER):
        raise LibraryError(
            path.name, "kinds", "needs appreciation, coaching, evaluation; flags biased, personal, vague"
        )
    return form


def _compile(patterns: str, path: Path, name: str) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns.splitlines()))
    except re.error as error:
        raise LibraryError(path.name, name, f"has a pattern that cannot be read: {error}") from None


def _intro(text: str) -> int:
    found = _INTRO.match(text)
    return found.end() if found else 0


def _halves(sentence: str) -> list[str]:
    """A sentence that turns ("strong knowledge, but late") says two things."""
    cut = _TURN.search(sentence)
    if not cut or cut.start() == 0 or len(words(fold(sentence[cut.end() :]))) < 2:
        return [sentence]
    return [sentence[: cut.start()].strip(" ,"), sentence[cut.end() :].strip()]


def _opening(pieces: tuple[Sorted, ...]) -> str:
    """The hardest words of it, as the writer wrote them, for a persona to begin with."""
    rank = {"coaching": 0, "evaluation": 1, "other": 2, "appreciation": 3}
    hardest = sorted(pieces, key=lambda piece: (rank[piece.kind], -len(piece.flags)))[:1]
    return f'I wrote: "{hardest[0].text.rstrip(".")}."' if hardest else ""
