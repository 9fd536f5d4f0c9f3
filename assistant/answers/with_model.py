"""Asking with a model on: the built-in answer's passages, said in the model's words, sentence by sentence as they come.

A sentence is shown as soon as it is complete and its passage carries it; others are never shown. When nothing passes,
the model is asked once more with the reason, then the built-in answer is shown.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answers.compose import MAX_STEPS, MAX_WORDS, count_words
from assistant.answers.task import AnswerTask
from assistant.answers.understand import understand
from assistant.errors import ModelError
from assistant.events import Citation, Conversation, Event, TaskName, Text, WrittenBy
from assistant.models.citing import CitationStream, CitedSentence
from assistant.models.gate import AnswerGate, Supported
from assistant.models.wording import Wording, again, load_prompt

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

# Fewer sentences than this are no answer.
LEAST = 2


class AnswersWithModel:
    """The task of answering, in the model's words where they pass the gate."""

    name: TaskName = "ask"

    def __init__(self, task: AnswerTask, wording: Wording) -> None:
        self._task = task
        self._wording = wording

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message. Raises SearchError when the index cannot be read."""
        events = list(self._task.turn(conversation, message))
        citations = [event for event in events if isinstance(event, Citation)]
        texts = [event for event in events if isinstance(event, Text)]
        asked = understand(message, conversation).intent in ("question", "stage")
        if not citations or not texts or not asked:
            # A greeting, a question back, "not covered", or the card's own wordings: said in our words.
            yield from events
            return
        shown = yield from reword(message, citations, self._wording)
        if not shown:
            yield from events
            return
        # The evidence label is the library's to give, so it stays.
        closing = texts[-1].text.strip()
        if closing.startswith("*") and closing.endswith("*"):
            yield Text(f"\n\n{closing}")
        yield from _cited(citations, shown)
        yield from (event for event in events if not isinstance(event, Text | Citation))
        yield WrittenBy(self._wording.name)


def reword(question: str, citations: list[Citation], wording: Wording) -> Generator[Event, None, list[int]]:
    """Yield the answer in the model's words; return the citations used, in order, or none when nothing passed."""
    passages = {citation.n: citation.quote for citation in citations}
    messages = answer_prompt(question, passages)
    fault = ""
    for _ in range(2):
        reply = _Reply(AnswerGate(passages, question, wording.similar))
        parser = CitationStream(set(passages))
        said: list[str] = []
        failed = False
        pulse = wording.pulse()
        with closing(wording.pieces(messages)) as pieces:
            for piece in pieces:
                if isinstance(piece, ModelError):
                    failed = True
                    yield wording.failed(piece, shown=bool(reply.used))
                    break
                yield from pulse.beat(piece)
                if isinstance(piece, str):
                    said.append(piece)
                    for sentence in parser.feed(piece):
                        yield from reply.take(sentence, wording)
                if reply.full:
                    break
        for sentence in parser.finish():
            # The last words of a reply that broke off are no sentence.
            if not failed and sentence.text.endswith((".", "!", "?")):
                yield from reply.take(sentence, wording)
        if len(reply.used) or failed:
            return reply.used
        fault = wording.fault("".join(said), load_prompt("answer")) or next(
            iter(reply.gate.faults), "it says too little"
        )
        messages = again(messages, fault)
    yield wording.refused(fault)
    return []


def answer_prompt(question: str, passages: Mapping[int, str]) -> list[BaseMessage]:
    """What the model is asked: the passages, numbered, then the question."""
    listed = "\n".join(f"[{n}] {' '.join(text.split())}" for n, text in passages.items())
    return load_prompt("answer").fill(passages=listed, question=question)


class _Reply:
    """The sentences of one reply that have passed."""

    def __init__(self, gate: AnswerGate) -> None:
        self.gate = gate
        self.used: list[int] = []
        self._held: list[Supported] = []
        self._words = 0
        self._steps = 0
        self._said: set[str] = set()
        self._last: Supported | None = None

    @property
    def full(self) -> bool:
        """Whether an answer may not be longer (rubric item G14)."""
        return self._words >= MAX_WORDS - 30

    def take(self, sentence: CitedSentence, wording: Wording) -> Iterator[Event]:
        """Yield a sentence that passes; the first is held back until it is not alone."""
        passed = self.gate.check(sentence)
        if passed is None or passed.text.lower() in self._said:
            return
        words = count_words([passed.text])
        if self._words + words > MAX_WORDS - 20 or (passed.step and self._steps >= MAX_STEPS):
            return
        if fault := wording.unfit(passed.text):
            self.gate.faults.append(f'"{passed.text}": {fault}')
            return
        self._said.add(passed.text.lower())
        self._words += words
        self._held.append(passed)
        if self.used or len(self._held) >= LEAST:
            for held in self._held:
                yield Text(self._shown(held))
            self._held = []

    def _shown(self, passed: Supported) -> str:
        if passed.n not in self.used:
            self.used.append(passed.n)
        mark = f"[{self.used.index(passed.n) + 1}]"
        before, self._last = self._last, passed
        self._steps += passed.step
        # A list begins after an empty line, and so does what follows it.
        gap = "" if before is None else "\n\n" if before.step != passed.step else "\n" if passed.step else " "
        return f"{gap}{'- ' if passed.step else ''}{passed.text} {mark}"


def _cited(citations: list[Citation], used: list[int]) -> Iterator[Citation]:
    by_number = {citation.n: citation for citation in citations}
    for n, old in enumerate(used, 1):
        yield replace(by_number[old], n=n)
