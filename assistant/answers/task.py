"""One turn of asking: understand the question, search, decide whether it is covered, answer and cite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answers import compose
from assistant.answers.brief import Question
from assistant.answers.own_documents import quote_passages
from assistant.answers.understand import understand
from assistant.events import Choices, Conversation, Event, Notice, Remember, Status, TaskName, Text
from assistant.library import Card, Library
from assistant.search import Result, Searcher
from assistant.words import Words

TOUR = ("tour_choice_ask", "tour_choice_outreach", "tour_choice_agenda", "tour_choice_rehearsal")
# Words that name the field but not a question; a message of nothing else is asked back about.
_GENERIC = frozenset(
    (
        "mentor mente mentorship help need advic problem question email meet want know thing issu talk "
        "student doctor medic medicin person work time tip guidanc support some someth anyth pleas feedback "
        "stuff relationship"
    ).split()
)
# From this cosine on, the question is as good as one that the card was written for.
_SAME_QUESTION = 0.72
# Keywords alone answer from this chance on, and only where the best card leads the next by so many deviations: on the
# development questions the card is then as often the right one as in a whole search.
_SURE = 0.9
_LEADS = 1.5
# A follow-up goes to the next card unless the last one is this much nearer (fused z-score).
_ASKS_ON = 1.0
# Below this chance the nearest cards are no help either, and the tour is offered.
_NEAR = 0.12


class AnswerTask:
    """Answers questions from the library and, where given, from a person's own documents.

    With `wait` every search waits for the embedder. Without, keywords answer until it is in, where they are sure.
    """

    name: TaskName = "ask"

    def __init__(
        self, library: Library, searcher: Searcher, words: Words, own: Searcher | None = None, *, wait: bool = True
    ) -> None:
        self._library = library
        self._searcher = searcher
        self._own = own
        self._words = words
        self._wait = wait

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message. Raises SearchError when the index cannot be read."""
        question = understand(message, conversation)
        if question.intent == "greeting":
            yield from self._say(self._words("tour"), tuple(self._words(name) for name in TOUR))
        elif question.intent == "thanks":
            last = conversation.last("ask")
            yield from self._say(self._words("thanks"), last.choices if last else (), last.state if last else {})
        elif question.intent == "goodbye":
            yield from self._say(self._words("goodbye"))
        elif question.intent in ("why", "example", "shorter", "more"):
            yield from self._about_last(question)
        else:
            yield from self._answer(question)

    def tour(self) -> Iterator[Event]:
        """Say what can be done here."""
        yield from self._say(self._words("tour"), tuple(self._words(name) for name in TOUR))

    def _about_last(self, question: Question) -> Iterator[Event]:
        card = self._library.cards.get(question.card or "")
        if card is None:
            yield from self._say(self._words("no_last"), tuple(self._words(name) for name in TOUR))
            return
        composer = self._composer(card)
        replies = {
            "why": composer.why,
            "example": composer.example,
            "shorter": composer.shorter,
            "more": composer.more,
        }
        yield from self._reply(replies[question.intent](), question)

    def _answer(self, question: Question) -> Iterator[Event]:
        yield Status(self._words("searching"))
        card = self._library.cards.get(question.card or "")
        if question.intent == "stage" and card and question.stage:
            reply = self._composer(card).for_stage(question.stage)
            if reply:
                yield from self._reply(reply, question)
                return
        result = self._moved_on(self._search(question.query), question)
        own = self._own.search(question.query, 5) if self._own else None
        if own and not own.covered:
            own = None
        if not result.by_meaning:
            yield Notice(self._words("keywords_only"))
        if own is None and not result.covered:
            yield from self._not_covered(result)
        elif own is None and self._is_vague(question, result):
            yield from self._say(self._words("which_one"), self._across_groups(result))
        else:
            yield from self._from_both(question, result, own)

    def _search(self, query: str) -> Result:
        """Search by meaning; by keywords alone only while the embedder loads and when they are sure."""
        if not self._wait and self._own is None:
            result = self._searcher.search(query, 10, wait=False)
            if result.by_meaning or (result.probability >= _SURE and _lead(result) >= _LEADS):
                return result
        return self._searcher.search(query, 10)

    def _moved_on(self, result: Result, question: Question) -> Result:
        """Prefer a new card for a follow-up: who asks on has read the last one."""
        first, *others = result.hits
        if not question.follow_up or first.passage.document != question.card or not others:
            return result
        next_best = max(others, key=lambda hit: hit.own)
        if next_best.own < first.own - _ASKS_ON:
            return result
        rest = (hit for hit in others if hit is not next_best)
        return replace(result, hits=(next_best, first, *rest))

    def _from_both(self, question: Question, result: Result, own: Result | None) -> Iterator[Event]:
        if result.covered and (own is None or result.probability >= own.probability - 0.2):
            card = self._library.cards[result.hits[0].passage.document]
            reply = self._composer(card).answer(result.hits, question.stage)
        else:
            reply = compose.Reply((), (), self._titles(result, 2) if result.covered else ())
        if own:
            paragraphs, citations = quote_passages(own, len(reply.citations) + 1)
            intro = self._words("own_documents")
            reply = replace(
                reply,
                paragraphs=(*reply.paragraphs, intro, *paragraphs),
                citations=(*reply.citations, *citations),
            )
        yield from self._reply(reply, question)

    def _not_covered(self, result: Result) -> Iterator[Event]:
        if result.probability < _NEAR:
            yield from self._say(self._words("not_covered"), tuple(self._words(name) for name in TOUR))
            return
        text = f"{self._words('not_covered')}\n\n{self._words('not_covered_nearest')}"
        yield from self._say(text, self._titles(result, 3))

    def _is_vague(self, question: Question, result: Result) -> bool:
        """Whether the message names the field but no question (rubric item G15)."""
        if question.follow_up or result.hits[0].dense >= _SAME_QUESTION:
            return False
        return not set(self._searcher.terms(question.query)) - _GENERIC

    def _composer(self, card: Card) -> compose.Composer:
        return compose.Composer(card, self._searcher.passages(card.id), self._library, self._words)

    def _titles(self, result: Result, n: int) -> tuple[str, ...]:
        return tuple(hit.passage.title for hit in result.hits[:n])

    def _across_groups(self, result: Result) -> tuple[str, ...]:
        """The best title of each of three groups: a vague word means different things in each."""
        best: dict[str, str] = {}
        for hit in result.hits:
            best.setdefault(self._library.cards[hit.passage.document].group, hit.passage.title)
        return tuple(best.values())[:3]

    def _reply(self, reply: compose.Reply, question: Question) -> Iterator[Event]:
        for number, paragraph in enumerate(reply.paragraphs):
            yield Text(("\n\n" if number else "") + paragraph)
        yield from reply.citations
        if reply.choices:
            yield Choices(reply.choices)
        yield Remember({"query": question.query, "card": reply.card})

    def _say(self, text: str, choices: tuple[str, ...] = (), state: object = None) -> Iterator[Event]:
        yield Text(text)
        if choices:
            yield Choices(choices)
        if isinstance(state, dict):
            yield Remember(state)


def _lead(result: Result) -> float:
    """By how much the best card leads the next."""
    return result.hits[0].own - result.hits[1].own if len(result.hits) > 1 else float("inf")
