"""Prompts, and asking the model for its wording of something that is already written, and giving up politely.

    text = yield from wording.ask(prompt, {"passages": ...}, judge)

Whatever goes wrong, the caller gets None and a `Notice` says why; the built-in text is then shown. The first fault is
told to the model, once.

A prompt is a file of assistant/prompts: a part `[system]`, perhaps an `[example]` with its `[reply]`, and a part
`[user]` with $names. What never changes comes first and what changes most last, so that a runtime that keeps the
beginning of a prompt reads only what is new. Whatever is filled in is data: its angle brackets are taken away, so that
nothing in it can close the tag in which it stands.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from assistant.errors import LibraryError, ModelError
from assistant.events import Event, Notice, Status
from assistant.models.gate import Similar, whole_fault
from assistant.models.writer import BEAT, Call, Piece, Waiting, Writer
from assistant.words import Words

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

ATTEMPTS = 2
# A reply that is longer than any that is wanted has lost its way.
MAX_CHARACTERS = 3000
_AGAIN = "\n\nThe last try cannot be used: "
Judge = Callable[[str], str | None]
FOLDER = Path(__file__).resolve().parent.parent / "prompts"
_BRACKETS = str.maketrans("<>", "\u2039\u203a")


@dataclass(frozen=True)
class Prompt:
    """One prompt. `system` has no names to fill in, nor has the `example`: what is asked, and a reply to it."""

    name: str
    system: str
    example: tuple[str, str] | None
    user: Template

    def fill(self, **values: str) -> list[BaseMessage]:
        """Return the messages. Raises KeyError when a value is missing or one is given too many."""
        # Imported late: the built-in coach needs none of it, and it is slow.
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        wanted = set(self.user.get_identifiers())
        if wanted != set(values):
            raise KeyError(f"prompt '{self.name}' asks for {sorted(wanted)}, is given {sorted(values)}")
        shown = {name: value.translate(_BRACKETS).strip() for name, value in values.items()}
        example = [HumanMessage(self.example[0]), AIMessage(self.example[1])] if self.example else []
        return [SystemMessage(self.system), *example, HumanMessage(self.user.substitute(shown))]


@cache
def load_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """Read one prompt. Raises LibraryError naming the file and the part that is missing."""
    path = folder / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    before, found, user = text.partition("\n[user]\n")
    if not found or not before.startswith("[system]\n"):
        raise LibraryError(path.name, "file", "must hold a part [system] and a part [user]")
    system, *shown = (
        part.strip() for part in re.split(r"\n\[(?:example|reply)\]\n", before.removeprefix("[system]\n"))
    )
    if "$" in before or not system or not user.strip():
        raise LibraryError(path.name, "[system]", "must be filled, and must not change from call to call")
    if len(shown) not in (0, 2):
        raise LibraryError(path.name, "[example]", "must have one [reply], and only one")
    return Prompt(name, system, (shown[0], shown[1]) if shown else None, Template(user.strip()))


@dataclass
class Wording:
    """One model at work for the coach. `unfit` says why a text must not be shown at all (the safety screen), or None.

    `calls` are the calls of this process, for those who measure.
    """

    writer: Writer
    words: Words
    unfit: Judge
    similar: Similar
    calls: list[Call] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The full name of the model."""
        return self.writer.choice.name

    def ask(
        self, prompt: Prompt, values: Mapping[str, str], judge: Judge, **options: float
    ) -> Generator[Event, None, str | None]:
        """Yield what happens; return words that `judge` finds nothing wrong with, or None after two tries."""
        messages = prompt.fill(**values)
        fault: str | None = None
        for _ in range(ATTEMPTS):
            text = yield from self.listen(messages, **options)
            if text is None:
                return None
            fault = self.fault(text, prompt) or judge(text)
            if fault is None:
                return text
            messages = again(messages, fault)
        yield self.refused(fault or "")
        return None

    def fault(self, text: str, prompt: Prompt) -> str | None:
        """Say what is wrong with a whole reply, whatever it was meant to be, or None."""
        return whole_fault(text, prompt.system) or self.unfit(text)

    def listen(self, messages: list[BaseMessage], **options: float) -> Generator[Event, None, str | None]:
        """Yield where the reply stands; return it whole, or None after a notice when the model failed."""
        text = ""
        pulse = self.pulse()
        with closing(self.pieces(messages, **options)) as pieces:
            for piece in pieces:
                if isinstance(piece, ModelError):
                    yield self.failed(piece)
                    return None
                if isinstance(piece, str):
                    text += piece
                yield from pulse.beat(piece)
                if len(text) > MAX_CHARACTERS:
                    break
        return text.strip()

    def pieces(self, messages: list[BaseMessage], **options: float) -> Generator[Piece | ModelError, None, None]:
        """Yield the pieces of one reply; a failure is the last of them."""
        call = Call()
        self.calls.append(call)
        try:
            yield from self.writer.write(messages, call, **options)
        except ModelError as error:
            yield error

    def pulse(self) -> Pulse:
        """A status line for one reply."""
        return Pulse(self.words)

    def another_way(self, text: str) -> str:
        """Say what else could be said, as the model's suggestion."""
        return self.words("model_another_way", suggestion=text)

    def failed(self, error: ModelError, *, shown: bool = False) -> Notice:
        """Say why the model failed, and whose words the reply is. `shown`: some of the model's are on the page."""
        return Notice(self.words("model_broke_off" if shown else "model_failed", reason=str(error)))

    def refused(self, fault: str) -> Notice:
        """Say that the model's text did not pass, and why."""
        return Notice(self.words("model_refused", reason=fault[:200]))


class Pulse:
    """The status line while a model is at work: said when it changes, and often enough that a turn can be stopped."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._said = ""
        self._at = 0.0
        self._writing = False

    def beat(self, piece: Piece) -> Iterator[Status]:
        """Yield the status after one piece, if it is due."""
        self._writing = self._writing or isinstance(piece, str)
        if isinstance(piece, Waiting):
            text = self._words("model_waiting", before=piece.before)
        else:
            text = self._words("model_writing" if self._writing else "model_thinking")
        now = time.monotonic()
        if text != self._said or now - self._at >= BEAT:
            self._said, self._at = text, now
            yield Status(text)


def again(messages: list[BaseMessage], fault: str) -> list[BaseMessage]:
    """The same prompt with what was wrong at its end: its beginning stays, and a small model has nothing to repeat."""
    from langchain_core.messages import HumanMessage

    last = messages[-1].text.partition(_AGAIN)[0]
    return [*messages[:-1], HumanMessage(f"{last}{_AGAIN}{fault}. Now all of it, without that:")]
