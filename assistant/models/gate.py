"""The gate: what a model wrote is shown only if it says no more than the person and the guidance said.

    whole_fault(text, prompt)          nothing, JSON, another language, its own instructions
    AnswerGate(...).check(sentence)    a sentence of advice and the passage that it stands on
    draft_fault(claim, source)         a sentence of a message against the plain sentence that it says anew
    persona_fault(line, ...)           a line in a rehearsal: role, coaching, advice, invention, giving in early

Each returns the fault in words, which the model is told once; then the built-in text is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.language import is_english
from assistant.models import faithful
from assistant.models.citing import CitedSentence

Similar = Callable[[str, str], float]

# Words in a row that a reply may share with its own instructions.
_LEAK = 7
_MARKUP = re.compile(
    r"<\|?/?(?:im_start|im_end|system|user|assistant|data|passages|draft|lines|s)\b|\[/?INST\]|```", re.I
)
_MACHINE = re.compile(
    r"\bas an? (?:ai|language model|assistant|chatbot)\b"
    r"|\bi(?:'m| am) (?:an? )?(?:ai|language model|virtual assistant|chatbot)\b"
    r"|\b(?:my|the|these|your) (?:system )?(?:instructions|prompt)\b"
    r"|\b(?:openai|anthropic|alibaba|chatgpt|qwen|claude)\b",
    re.I,
)
_ROLE = re.compile(
    r"^\s*\**(?:user|assistant|system|human|ai|you|learner|student|me|narrator|coach)\**\s*:", re.I | re.M
)
_ABUSE = re.compile(
    r"\b(?:idiot|stupid|moron|imbecile|dumb|worthless|pathetic|useless|loser|shut up|hate you|disgusting|incompetent "
    r"(?:fool|idiot)|fuck\w*|shit\w*|bastard|asshole)\b",
    re.I,
)
_DOSE = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:mg|mcg|micrograms?|ml|units?|mmol)\b|\b(?:prescribe|administer|titrate|intubate|diagnose)\b"
    r"|\b(?:start|stop|give|double|increase|reduce) (?:him|her|them|the patient)\b",
    re.I,
)
# What a sentence of an answer must share with its passage, by words and by meaning (cosine).
SHARED = 0.75
NEAR = 0.4
# A line of a persona: so long at most.
PERSONA_SENTENCES = 3
PERSONA_WORDS = 60


def whole_fault(text: str, instructions: str) -> str | None:
    """Say why a whole reply cannot be used, or None. `instructions` are the rules of its prompt."""
    bare = text.strip()
    if not re.search(r"\w", bare):
        return "the reply is empty"
    if _is_json(bare):
        return "the reply is JSON, not words"
    if _MARKUP.search(bare):
        return "the reply holds marks of the prompt"
    if not is_english(bare):
        return "the reply is not in English"
    if _MACHINE.search(bare) or _leaks(bare, instructions):
        return "the reply is about its own instructions"
    return None


def _is_json(text: str) -> bool:
    body = re.sub(r"^```\w*\s*|\s*```$", "", text)
    if not body.startswith(("{", "[{", '["')):
        return False
    try:
        json.loads(body)
    except ValueError:
        return bool(re.search(r'"\w+"\s*:', body))
    return True


def _leaks(text: str, instructions: str) -> bool:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[i : i + _LEAK]) for i in range(len(words) - _LEAK + 1)}

    return bool(runs(re.findall(r"\w+", text.lower())) & runs(re.findall(r"\w+", instructions.lower())))


@dataclass(frozen=True)
class Supported:
    """A sentence that may be shown, and the number of the passage that carries it."""

    text: str
    n: int
    step: bool


class AnswerGate:
    """Checks the sentences of one answer against its numbered passages."""

    def __init__(self, passages: Mapping[int, str], question: str, similar: Similar) -> None:
        self._passages = passages
        self._allowed = faithful.plain_words("ordinary", "advising") | faithful.stems(question)
        self._similar = similar
        self.faults: list[str] = []

    def check(self, sentence: CitedSentence) -> Supported | None:
        """Return the sentence with the passage that supports it: the cited one, or else a better one; None if none."""
        others = sorted(
            (n for n in self._passages if n not in sentence.ids),
            key=lambda n: -faithful.overlap(sentence.text, self._passages[n]),
        )
        first: str | None = None
        for n in (*sentence.ids, *others[:2]):
            found = self._fault(sentence.text, self._passages[n])
            if found is None:
                return Supported(sentence.text, n, sentence.step)
            first = first or found
        self.faults.append(f'"{sentence.text}": {first or "it cites nothing"}')
        return None

    def _fault(self, claim: str, passage: str) -> str | None:
        if len(faithful.content_stems(claim)) < 2:
            return "it says too little to be checked"
        if _MACHINE.search(claim) or _ROLE.search(claim) or _DOSE.search(claim):
            return "it is no advice about mentoring"
        # Negations and opposites are judged against the words that are meant, not against all of the passage.
        parts = [part for part in re.split(r"\n+|(?<=[.!?])\s+", passage) if part.strip()]
        pairs = [f"{first} {second}" for first, second in pairwise(parts)]
        source = max([*parts, *pairs], key=lambda part: faithful.overlap(claim, part), default="")
        if faithful.overlap(claim, source) < SHARED:
            return "the passage does not say it"
        return faithful.fault(claim, source, allowed=self._allowed) or (
            "the passage means something else" if self._similar(claim, source) < NEAR else None
        )


def draft_fault(claim: str, source: str) -> str | None:
    """Say what a sentence of a message adds to the plain sentence that it says anew, or leaves out, or None."""
    asks, asked = (text.rstrip().endswith("?") for text in (claim, source))
    if asks != asked:
        return "a statement has become a question" if asks else "a question has become a statement"
    return (
        faithful.fault(claim, source, allowed=faithful.plain_words("ordinary", "courteous"), strict_past=True)
        or _swapped(claim, source)
        or _owned(claim, source)
        or _asked(claim, source)
        or faithful.lost(claim, source, share=0.6)
    )


def _swapped(claim: str, source: str) -> str | None:
    """Say so when the writer or the reader of a message has come into a sentence, or gone out of it."""
    words = {word.lower().split("'")[0] for word in faithful.tokens(claim)}
    plain = {word.lower().split("'")[0] for word in faithful.tokens(source)}
    third = {"he", "she", "him", "her", "his", "hers", "they", "them", "their"}
    if new := (words & third) - plain:
        return f"'{min(new)}' is somebody who is not in the sentence"
    if plain & {"i", "my", "we", "our"} and not words & {"i", "my", "me", "we", "our", "mine"}:
        return "it is no longer said by the writer"
    return None


def _owned(claim: str, source: str) -> str | None:
    """Say so when a thing changes its owner, or is nobody's in the source: "your research", "a day of my own"."""
    owners = {"your": "you", "my": "me", "our": "me"}
    there, mine, theirs = faithful.stems(source), _owners(claim, owners), _owners(source, owners)
    plain = faithful.plain_words("ordinary", "courteous")
    for stem, owner in mine.items():
        if (stem in theirs and owner != theirs[stem]) or stem in there - plain - set(theirs):
            return f"'{stem}' belongs to somebody else in the sentence"
    return None


def _owners(text: str, owners: Mapping[str, str]) -> dict[str, str]:
    found, owner = dict[str, str](), None
    for word in faithful.tokens(text.lower()):
        if owner:
            found[faithful.stem_of(word)] = owner
        # "my own ward": both are mine.
        owner = owner if owner and word == "own" else owners.get(word)
    return found


def _asked(claim: str, source: str) -> str | None:
    """Say so when something is asked for with "please" that is not asked for so in the source."""
    if claim.rstrip().endswith("?"):
        return None
    wanted, before = (
        {faithful.stem_of(b) for a, b in pairwise(faithful.tokens(text.lower())) if a == "please"}
        for text in (claim, source)
    )
    free = faithful.plain_words("ordinary") if not before else frozenset[str]()
    new = wanted - faithful.with_mates(frozenset(before)) - free
    return f"'please {min(new)}' is not asked for in the sentence" if new else None


@dataclass(frozen=True)
class Role:
    """What a persona may say now. `complaint` is the library's rule for lines; `known` all that it may speak of."""

    known: str
    hidden: str
    complaint: Callable[[str], str | None]
    user: Iterable[str] = ()


def persona_fault(line: str, role: Role) -> str | None:
    """Say why a line of the persona cannot be spoken, or None."""
    if _ROLE.search(line) or re.search(
        r"\b(?:you|the learner|the student) (?:say|reply|replies|answer|nod|sigh)s?:", line, re.I
    ):
        return "it speaks for the other side"
    if _MACHINE.search(line) or re.search(r"\b(?:role[- ]?play|scenario|persona|rehearsal|simulation)\b", line, re.I):
        return "it steps out of the role"
    if len(line.split()) > PERSONA_WORDS or len(re.findall(r"[.!?\u2026](?:\s|$)", line)) > PERSONA_SENTENCES:
        return "it is too long"
    if not line.rstrip().endswith((".", "!", "?", "\u2026", '"', "'", "\u201d")):
        return "it breaks off"
    if _ABUSE.search(line):
        return "it insults"
    if _DOSE.search(line) and not _DOSE.search(role.known):
        return "it gives clinical advice"
    if complaint := role.complaint(line):
        return complaint
    if any(_echoes(line, said) for said in role.user):
        return "it says the other side's words"
    if new := faithful.numbers(line) - faithful.numbers(role.known) - {"1", "2"}:
        return f"the number '{min(new)}' is invented"
    have = {word.lower() for word in faithful.tokens(role.known)}
    if unknown := next((name for name in faithful.names(line) if name.lower() not in have), None):
        return f"the name '{unknown}' is invented"
    if role.hidden and faithful.overlap(role.hidden, line) > 0.5:
        return "it tells what it still holds back"
    return None


def _echoes(line: str, said: str) -> bool:
    mine, theirs = faithful.content_stems(line), faithful.content_stems(said)
    return len(theirs) >= 4 and len(mine & theirs) / len(mine | theirs) > 0.6
