"""Written feedback, sorted: appreciation, coaching, evaluation; what is vague, personal or biased in its wording.

    found = Inbox(embedder).read(text)
    found.question        the one question to send back

Every quote is an exact substring of what was pasted. The pasted text is material, never an instruction.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy import sparse

from assistant.embedding import Embeds
from assistant.errors import LibraryError
from assistant.phrases import compile_any
from assistant.reading import read_yaml
from assistant.rehearsal.classifier import Classifier, features, fit, kept, stamp
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
KINDS: tuple[FeedbackKind, ...] = ("appreciation", "coaching", "evaluation", "other")
# The chance from which a wording stands out; chosen by cross-validation over the examples.
THRESHOLDS = {"biased": 0.4, "personal": 0.3, "vague": 0.42}
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
    certain: str
    concrete: str
    plan: tuple[str, ...]
    question_clear: str
    question_praise: str


class Group(BaseModel):
    """Example sentences of one kind whose wording does the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: FeedbackKind
    flags: tuple[FlagKind, ...]
    examples: tuple[str, ...] = Field(min_length=8)


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
    """Sorts written feedback by example sentences (data/feedback.yaml); only certain evidence decides by itself.

    `cache` is a folder where what was learned is kept between starts.
    """

    def __init__(self, embedder: Embeds, cache: Path | None = None, path: Path = _PATH) -> None:
        form = load_inbox(path)
        self._examples = load_examples(path.with_name("feedback.yaml"))
        patterns: dict[str, str] = {**form.kinds, **{str(name): flag.patterns for name, flag in form.flags.items()}}
        self._hints = {name: compile_any(lines.splitlines(), path.name, name) for name, lines in patterns.items()}
        self._certain = compile_any(form.certain.splitlines(), path.name, "certain")
        self._concrete = compile_any(form.concrete.splitlines(), path.name, "concrete")
        self._form = form
        self._embedder = embedder
        self._cache = cache
        self._lock = threading.Lock()
        self._fitted: Classifier | None = None

    def load(self) -> Classifier:
        """Return what was learned from the examples; learns it first if need be."""
        with self._lock:
            if self._fitted is None:
                made_of = (self._embedder.name, repr(self._examples), repr(self._hints))
                self._fitted = kept(f"inbox-{stamp(*made_of)}.npz", self._cache, self._fit)
            return self._fitted

    def read(self, text: str) -> Sorting:
        """Sort a pasted text; without a sentence in it, `pieces` is empty."""
        body = text[_intro(text) :]
        halves = [
            half
            for sentence in sentences(body)[:MOST_SENTENCES]
            for half in _halves(sentence.text)
            if len(words(fold(half))) >= 2
        ]
        chances = self.load().chances(self._features(halves)) if halves else []
        pieces = tuple(self._sort(half, table) for half, table in zip(halves, chances, strict=True))
        return Sorting(pieces, self._question(pieces), self._form.plan, _opening(pieces))

    def _sort(self, text: str, chances: Mapping[str, float]) -> Sorted:
        folded = fold(text)
        kind = max(KINDS, key=lambda name: chances[name])
        if self._certain.search(folded):
            kind = "evaluation"
        elif _THANKED.match(folded):
            kind = "appreciation"
        flags = [name for name in ORDER if chances[name] > THRESHOLDS[name]]
        if "vague" in flags and (self._concrete.search(folded) or kind in ("evaluation", "other")):
            flags.remove("vague")
        if kind == "other" and flags:
            kind = "coaching"
        return Sorted(text, kind, tuple(self._flag(name, text) for name in flags))

    def _flag(self, name: FlagKind, text: str) -> Flag:
        """The words that stand out, where they are known; else the whole of it."""
        low = text.lower()
        found = self._hints[name].search(low) if len(low) == len(text) else None
        quote = text[found.start() : found.end()] if found else text
        return Flag(name, quote.strip(" ."), self._form.flags[name].message)

    def _features(self, texts: Sequence[str]) -> sparse.csr_matrix:
        folded = [fold(text) for text in texts]
        fired = np.array([[bool(hint.search(line)) for hint in self._hints.values()] for line in folded])
        return features(self._embedder.documents(texts), folded, fired)

    def _fit(self) -> Classifier:
        rows = [(group, text) for group in self._examples for text in group.examples]
        answers: dict[str, Any] = {kind: np.array([group.kind == kind for group, _ in rows]) for kind in KINDS}
        answers |= {flag: np.array([flag in group.flags for group, _ in rows]) for flag in ORDER}
        return fit(self._features([text for _, text in rows]), answers)

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


def load_examples(path: Path) -> tuple[Group, ...]:
    """Read the example sentences. Raises LibraryError naming the group and the field."""
    data = read_yaml(path)
    try:
        groups = tuple(Group.model_validate(group) for group in data)
    except ValidationError as error:
        raise refusal(error, path.name, "group") from None
    except TypeError:
        raise LibraryError(path.name, "file", "must be a list of groups") from None
    missing = {*KINDS, *ORDER} - {name for group in groups for name in (group.kind, *group.flags)}
    if missing:
        raise LibraryError(path.name, sorted(missing)[0], "has no examples")
    return groups


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
