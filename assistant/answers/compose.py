"""Question + cards -> reply, in the cards' own sentences.

Each piece of advice is a bullet of a card, word for word, with the number of its citation. Rubric items G01
(every advice sentence cited), G07 (evidence label), G14 (at most 200 words and five steps).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.events import Citation
from assistant.library import ANSWER, Card, Library, Source
from assistant.library.cards import Stage
from assistant.search import CitationList, Hit, Passage
from assistant.words import Words

MAX_WORDS = 200
MAX_STEPS = 5
MAX_CHOICES = 3
_NAMED_SOURCES = 2

_STAGE_LABELS: dict[Stage, tuple[str, ...]] = {
    "premed": ("premed", "undergraduate", "early"),
    "preclinical": ("preclinical", "student", "early"),
    "clinical": ("clinical", "student", "clerkship"),
    "resident": ("resident", "intern", "trainee"),
    "fellow": ("fellow", "trainee"),
    "physician": ("physician", "attending", "consultant"),
    "mentor": ("mentor", "preceptor", "faculty"),
    "any": (),
}


@dataclass(frozen=True)
class Reply:
    """What will be said: paragraphs in order, the citations they number, and what to ask next."""

    paragraphs: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    choices: tuple[str, ...] = ()
    card: str | None = None

    @property
    def text(self) -> str:
        """The whole reply as Markdown."""
        return "\n\n".join(self.paragraphs)


class Composer:
    """Composes replies about one card. `passages` are the card's passages as the index holds them."""

    def __init__(self, card: Card, passages: Sequence[Passage], library: Library, words: Words) -> None:
        self._card = card
        self._passages = passages
        self._library = library
        self._words = words
        self._cited = CitationList()

    def answer(self, hits: tuple[Hit, ...], stage: Stage | None) -> Reply:
        """Compose the full answer; what else was found becomes next questions."""
        card = self._card
        paragraphs = [f"**{card.answer}** {self._mark(ANSWER, card.answer)}"]
        steps = card.sections["What to do"][:MAX_STEPS]
        paragraphs.append(self._block("steps", "What to do", steps, numbered=True))
        closing = f"*{evidence_line(card, self._library.sources, self._words)}*"
        budget = MAX_WORDS - count_words([*paragraphs, closing])
        for name, section, bullet in _extras(card, stage):
            cost = count_words([self._words(name), bullet])
            if cost <= budget:
                budget -= cost
                paragraphs.append(self._block(name, section, [bullet]))
        return self._reply([*paragraphs, closing], hits)

    def for_stage(self, stage: Stage) -> Reply | None:
        """Compose what the card says for one stage, or None when it says nothing special."""
        card = self._card
        bullets = _for_stage(card, stage)
        if not bullets:
            return None
        special = "\n".join(f"- {bullet} {self._mark('When it differs', bullet)}" for bullet in bullets)
        general = f"{self._words('in_general')} {card.answer} {self._mark(ANSWER, card.answer)}"
        return self._reply([special, general])

    def why(self) -> Reply:
        """Compose what the card rests on: its evidence label, its cautions, its sources."""
        card, sources = self._card, self._library.sources
        works = [sources[source] for source in card.sources if sources[source].kind != "own"]
        shown = [f"{work.cite()}{'' if work.verified else ' ' + self._words('unverified')}" for work in works]
        paragraphs = [
            evidence_line(card, sources, self._words, named=0),
            self._block("watch", "Watch out", card.sections["Watch out"]),
            _list(self._words("why"), shown) if shown else self._words("why_none"),
        ]
        return self._reply(paragraphs)

    def example(self) -> Reply:
        """Compose every wording that the card offers."""
        return self._reply([self._block("example_intro", "Words to try", self._card.sections["Words to try"])])

    def shorter(self) -> Reply:
        """Compose the direct answer and the first two steps."""
        card = self._card
        lines = [f"{card.answer} {self._mark(ANSWER, card.answer)}"]
        lines += [f"{step} {self._mark('What to do', step)}" for step in card.sections["What to do"][:2]]
        return self._reply([_list(self._words("shorter_intro"), lines)])

    def more(self) -> Reply:
        """Compose what the first answer left out: cautions, what differs, the other wordings."""
        blocks = (("watch", "Watch out"), ("differs", "When it differs"), ("words", "Words to try"))
        return self._reply([self._block(name, section, self._card.sections[section]) for name, section in blocks])

    def _block(self, name: str, section: str, bullets: Iterable[str], *, numbered: bool = False) -> str:
        lines = [f"{bullet} {self._mark(section, bullet)}" for bullet in bullets]
        return _list(self._words(name), lines, numbered=numbered)

    def _mark(self, section: str, words: str) -> str:
        return f"[{self._cited.cite(self._passages, section, words)}]"

    def _reply(self, paragraphs: Iterable[str], hits: Iterable[Hit] = ()) -> Reply:
        choices = next_questions(self._card, hits, self._library)
        return Reply(tuple(paragraphs), self._cited.citations, choices, self._card.id)


def next_questions(card: Card, hits: Iterable[Hit], library: Library) -> tuple[str, ...]:
    """Return two or three questions to ask next: what the card leads to, then what was found beside it."""
    ids = [*card.related, *(hit.passage.document for hit in hits)]
    fresh = [other for other in dict.fromkeys(ids) if other != card.id and other in library.cards]
    return tuple(library.cards[other].title for other in fresh[:MAX_CHOICES])


def evidence_line(card: Card, sources: dict[str, Source], words: Words, named: int = _NAMED_SOURCES) -> str:
    """Say how strong the evidence is, naming the first verified works."""
    works = [sources[s] for s in card.sources if sources[s].kind != "own"]
    works.sort(key=lambda work: not work.verified)
    names = "; ".join(_short(work) for work in works[:named])
    return words(f"evidence_{card.evidence}", sources=f"({names}.)" if names else "").strip()


def _extras(card: Card, stage: Stage | None) -> list[tuple[str, str, str]]:
    """What may follow the steps while there is room: (word, section, bullet), most useful first."""
    differs = card.sections["When it differs"]
    own = _for_stage(card, stage) if stage else ()
    disagree = tuple(b for b in differs if b.startswith(("Sources disagree", "Evidence")))
    chosen = (own or disagree or differs)[0]
    extras = [
        ("words", "Words to try", card.sections["Words to try"][0]),
        ("differs", "When it differs", chosen),
        ("watch", "Watch out", card.sections["Watch out"][0]),
    ]
    return [extras[1], extras[0], extras[2]] if own else extras


def _for_stage(card: Card, stage: Stage) -> tuple[str, ...]:
    labels = _STAGE_LABELS[stage]
    bullets = card.sections["When it differs"]
    return tuple(b for b in bullets if any(label in b.split(":", 1)[0].lower() for label in labels))


def _list(heading: str, lines: Iterable[str], *, numbered: bool = False) -> str:
    marked = [f"{n}. {line}" if numbered else f"- {line}" for n, line in enumerate(lines, 1)]
    return "\n".join([f"**{heading.rstrip(':')}**" if not heading.endswith(":") else heading, "", *marked])


def _short(work: Source) -> str:
    first = work.authors.split(",")[0].rsplit(" ", 1)
    surname = first[0] if len(first) == 2 and first[1].isupper() else work.authors.split(",")[0]
    return f"{surname} {work.year}" if work.year else surname


def count_words(paragraphs: Iterable[str]) -> int:
    """Words as a reader counts them: without list marks and citation numbers."""
    return sum(any(c.isalpha() for c in word) for paragraph in paragraphs for word in paragraph.split())
