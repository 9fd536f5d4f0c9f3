"""The writing data of this task, read from data/*.yaml and checked: lexicon, frames, kinds, word lists.

    bank = load_bank()
    bank.kinds["thank-you"].order

A file that breaks its form is refused with the file, the field and the reason.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LibraryError
from assistant.outreach.brief import KINDS, Kind, OutreachBrief, Tone

DATA = Path(__file__).parent / "data"
Model = TypeVar("Model", bound=BaseModel)
# A reply to a no goes either way: the sender says it, to a mentee or to an offer, or answers somebody who said it. News
# is not always good.
ANSWER_TO_NO, DECLINE_OFFER, HARD_NEWS = _FORMS = ("answer-to-no", "decline-offer", "hard-news")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Shorthand(_Data):
    """How people type on a phone, and the plain words."""

    words: dict[str, str]
    drop: frozenset[str]
    days: dict[str, str]
    day_like: dict[str, str]
    months: dict[str, str]
    capital: frozenset[str]
    upper: frozenset[str]


class Verbs(_Data):
    """Verb forms, to see whether a phrase is a clause and whose."""

    base: frozenset[str]
    irregular: dict[str, tuple[str, ...]]
    also_nouns: frozenset[str]
    theirs: frozenset[str]
    ours: frozenset[str]


class KindText(_Data):
    """How one kind of message is built: the slots in order, and its fixed sentences.

    `frames` overrides the general frames of a slot. `blank` says what stands where a slot that the kind cannot
    do without is missing. `fill` are sentences without facts, used only while the message is too short.
    """

    cards: tuple[str, ...] = Field(min_length=1)
    asks: bool
    intro: str
    order: tuple[tuple[str, ...], ...]
    subjects: tuple[str, ...] = Field(min_length=1)
    ask: dict[str, tuple[str, ...]] = {}
    blank: dict[str, str] = {}
    frames: dict[str, dict[str, str]] = {}
    lines: dict[str, dict[str, tuple[str, ...]]]
    fill: tuple[str, ...] = Field(min_length=2)
    linkedin: tuple[str, ...] = Field(min_length=1)
    own_words: tuple[str, ...] = Field(min_length=1, max_length=3)
    follow_up_plan: str
    follow_up_text: str = ""

    def line(self, slot: str, tone: Tone) -> tuple[str, ...]:
        """The fixed sentences of a slot in one tone; the warm ones where the tone has none."""
        by_tone = self.lines.get(slot, {})
        return by_tone.get(tone) or by_tone.get("any") or by_tone.get("warm") or ()


class WordLists(_Data):
    """Word lists of the checks and of understanding; each is read by one place only."""

    lists: dict[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]


class Coaching(_Data):
    """What the coach says of its own in this task, and the questions that it asks."""

    texts: dict[str, str]
    questions: dict[str, str]
    order: dict[str, tuple[str, ...]]


class Bank(_Data):
    """All of it."""

    shorthand: Shorthand
    verbs: Verbs
    frames: dict[str, dict[str, str]]
    kinds: dict[Kind, KindText]
    forms: dict[str, KindText]
    lists: WordLists
    coaching: Coaching

    def form_of(self, brief: OutreachBrief) -> str:
        """Which form the message of a brief takes: its kind, or the other side of it."""
        why = " ".join(filter(None, (brief.reason, brief.connection)))
        if brief.kind == "decline-reply" and self._says("anothers_no", why):
            return ANSWER_TO_NO
        if brief.kind == "decline-reply" and brief.sender.stage and not self._says("mentoring", *brief.texts()):
            return DECLINE_OFFER
        if brief.kind == "progress-update" and self._says("setback", brief.reason or ""):
            return HARD_NEWS
        return brief.kind or "first-contact"

    def _says(self, name: str, *texts: str) -> bool:
        return any(pattern.search(text) for pattern in compiled(self.lists[name]) for text in texts)

    def text_of(self, brief: OutreachBrief) -> KindText:
        """How the message of a brief is built. A first contact where no kind is known yet."""
        return self.forms.get(self.form_of(brief)) or self.kinds[brief.kind or "first-contact"]


@cache
def load_bank(folder: Path = DATA) -> Bank:
    """Read and check the writing data. Raises LibraryError with file, field and reason."""
    kinds_file = _read(folder / "kinds.yaml")
    missing = [kind for kind in KINDS if kind not in kinds_file]
    if missing:
        raise LibraryError("kinds.yaml", missing[0], "this kind of message is missing")
    kinds = {kind: _model(KindText, kinds_file[kind], "kinds.yaml", f"{kind}.") for kind in KINDS}
    unknown = [name for name in kinds_file if name not in (*KINDS, *_FORMS)]
    if unknown:
        raise LibraryError("kinds.yaml", str(unknown[0]), "is not a kind of message")
    return _model(
        Bank,
        {
            "shorthand": _model(Shorthand, _read(folder / "shorthand.yaml"), "shorthand.yaml"),
            "verbs": _model(Verbs, _read(folder / "verbs.yaml"), "verbs.yaml"),
            "frames": _read(folder / "frames.yaml"),
            "kinds": kinds,
            "forms": {name: _model(KindText, kinds_file.get(name), "kinds.yaml", f"{name}.") for name in _FORMS},
            "lists": _model(WordLists, {"lists": _read(folder / "lists.yaml")}, "lists.yaml"),
            "coaching": _model(Coaching, _read(folder / "coaching.yaml"), "coaching.yaml"),
        },
        "frames.yaml",
    )


@cache
def compiled(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list, compiled once (more of them than Python's own cache holds)."""
    return tuple(re.compile(pattern, re.I) for pattern in words)


def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list of the writing data."""
    return compiled(load_bank().lists[name])


@cache
def any_word(name: str) -> re.Pattern[str]:
    """One pattern for any of a list's words or phrases, the longest first."""
    words = sorted(load_bank().lists[name], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.I)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise LibraryError(path.name, "file", "is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LibraryError(path.name, "file", f"is not YAML ({str(error).splitlines()[0]})") from None
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must be fields, each 'name: value'")
    return data


def _model(model: type[Model], data: Any, file: str, prefix: str = "") -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = prefix + ".".join(str(part) for part in first["loc"])
        raise LibraryError(file, field, str(first["msg"])) from None
