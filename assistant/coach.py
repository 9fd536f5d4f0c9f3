"""One turn: screen, route, task; the caller remembers.

    coach = Coach.open(load_settings())
    conversation = Conversation()
    for event in coach.reply(conversation, "How do I ask for feedback?"):
        if isinstance(event, Done):
            conversation = conversation.add(event.turn)

`Coach` knows nothing of the page. It holds no state of any conversation: the same conversation and message give
the same events.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from assistant.answers import AnswerTask
from assistant.collected import Collected
from assistant.errors import AssistantError
from assistant.events import (
    Choices,
    Conversation,
    Done,
    Event,
    Masked,
    Notice,
    Remember,
    Screened,
    TaskName,
    Text,
)
from assistant.language import has_words, is_english
from assistant.library import Library, load_library
from assistant.routing import route
from assistant.safety import Screening, mask
from assistant.screening import Screener, in_play
from assistant.search import Embedder, IndexStore, Searcher, ingest_library
from assistant.search.index import LIBRARY, Progress, Report
from assistant.settings import Settings
from assistant.worded import ModelOn, model_line, open_model
from assistant.words import Words, load_words

if TYPE_CHECKING:
    from assistant.rehearsal import Room

_log = logging.getLogger(__name__)


class Task(Protocol):
    """What each of the four tasks offers."""

    name: TaskName

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message of this task."""
        ...


class Coach:
    """The coach: everything that answers, built once and shared by all conversations."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        words: Words,
        searcher: Searcher,
        tasks: Mapping[TaskName, Callable[[], Task]],
        screener: Screener,
        model: ModelOn | None = None,
    ) -> None:
        self.settings = settings
        self.library = library
        self.words = words
        self.searcher = searcher
        self._factories = tasks
        self._tasks: dict[TaskName, Task] = {}
        self._lock = threading.Lock()
        self._screener = screener
        self.model = model

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        collection: str | None = None,
        wait: bool = True,
        progress: Progress | None = None,
        told: list[Report] | None = None,
    ) -> Coach:
        """Load the library and make its index if it is missing or old.

        `collection` names own documents that answer beside the library. With `wait`, the first question waits
        for the embedder; without, keywords answer it. `told` receives the report of an ingest that had work.
        Raises AssistantError with what to do.
        """
        words = load_words()
        library = load_library(settings.knowledge)
        embedder = Embedder(settings.embedder)
        report = ensure_index(settings, library, embedder, progress)
        if told is not None and report is not None:
            told.append(report)
        searcher = Searcher(settings.data_dir, LIBRARY, embedder)
        own = own_searcher(settings, collection, embedder) if collection else None
        screener = Screener.open(settings.knowledge, library, embedder, settings.country, wait=wait)

        tasks: dict[TaskName, Callable[[], Task]] = {
            "ask": partial(AnswerTask, library, searcher, words, own, wait=wait),
            "outreach": partial(_outreach, library),
            "agenda": partial(_agenda, library, mask),
            "rehearsal": partial(_rehearsal, settings, library, embedder),
        }

        def similar(one: str, other: str) -> float:
            first, second = embedder.documents([one, other])
            return float(first @ second)

        model = open_model(settings, words, screener.unfit, similar)
        return cls(settings, library, words, searcher, tasks, screener, model)

    def reply(
        self, conversation: Conversation, message: str, *, unmask: Collection[str] = (), country: str | None = None
    ) -> Iterator[Event]:
        """Answer one message; the last event is `Done` with the turn to remember.

        `unmask` holds words of an earlier `Masked` event that identify no patient: they are left as they stand, in
        this turn only. `country` is whose crisis lines are named; without one, the setting's. Never raises for
        anything a person typed: what fails is said in the reply.
        """
        started = time.perf_counter()
        collected = Collected()
        try:
            for event in self._events(conversation, message, collected, unmask, country):
                event = self._screener.shown(event)
                collected.take(event)
                yield event
        except AssistantError as error:
            yield collected.take(Text(collected.after_words(str(error))))
        except Exception:
            # Whatever it was, the person reads one line and the conversation goes on; the log has the rest.
            _log.exception("a turn failed")
            yield collected.take(Text(collected.after_words(self.words("failed"))))
        turn = collected.turn(len(conversation.turns) + 1)
        yield Done(turn, round((time.perf_counter() - started) * 1000))

    def rehearsals(self) -> Room:
        """What all rehearsals share; read when first asked for. Raises LibraryError naming the bad file and field."""
        from assistant.rehearsal import RehearsalTask

        task = self._task("rehearsal")
        assert isinstance(task, RehearsalTask)
        return task.room

    def warm(self) -> None:
        """Load in the background what the first turns will need."""
        self.searcher.warm()
        threading.Thread(target=self._task, args=("rehearsal",), name="warm-rehearsal", daemon=True).start()
        if self.model:
            threading.Thread(target=self.model.warm, name="warm-model", daemon=True).start()

    def screen(self, text: str) -> Screening:
        """Screen one text, with the country of the settings."""
        return self._screener.screen(text)

    def _events(
        self,
        conversation: Conversation,
        message: str,
        collected: Collected,
        unmask: Collection[str],
        country: str | None,
    ) -> Iterator[Event]:
        playing = in_play(conversation)
        # What the coach itself offered and the person pressed says nothing about the person.
        offered = (last := conversation.last()) is not None and message.strip() in last.choices
        screening = (
            Screening("none", message, (), None, stops=False)
            if offered
            else self._screener.screen(message, unmask=unmask, in_play=playing, country=country)
        )
        collected.user = screening.masked
        collected.kept = screening.kind != "crisis"
        if screening.masks:
            yield Masked(tuple((mask.kind, mask.original) for mask in screening.masks), screening.masked)
        if screening.reply is not None:
            yield Screened(screening.kind, screening.reply)
            if screening.stops:
                yield Text(screening.reply)
                if screening.kind in ("empty", "injection"):
                    yield self._tour_choices()
                elif screening.kind == "integrity" and last:
                    # One thing is declined; what is under way stays where it was.
                    collected.task = last.task
                    yield Remember(last.state)
                return
            yield Notice(screening.reply)
        message = screening.masked
        # In a rehearsal silence and another language are an answer, which the persona takes.
        if not playing and not has_words(message) and not any(char.isdigit() for char in message):
            yield Text(self.words("no_words"))
            yield self._tour_choices()
            return
        if not playing and not is_english(message):
            yield Text(self.words("other_language"))
            yield self._tour_choices()
            return
        if self.model and (reply := self.model.reply_to(message)):
            yield from self._consent(reply, conversation, collected)
            return
        collected.task = route(message, conversation, _wishes_to_write, _wishes_to_plan)
        task = self._task(collected.task)
        if self.model and self.model.allowed(conversation):
            task = self.model.task(collected.task, task)
        yield from task.turn(conversation, message)
        if self.model and self.model.must_ask(conversation):
            yield Notice(self.model.question)
            yield Choices((*collected.choices, *self.model.answers))

    def _consent(self, reply: str, conversation: Conversation, collected: Collected) -> Iterator[Event]:
        """Take a yes or a no about the model; the task that is under way stays where it was."""
        yield Text(reply)
        if (last := conversation.last()) and self.model:
            collected.task = last.task
            yield Choices(tuple(choice for choice in last.choices if choice not in self.model.answers))
            yield Remember(last.state)

    @property
    def model_line(self) -> str:
        """Who words replies and where text goes, in one line."""
        return model_line(self.settings, self.words)

    def _task(self, name: TaskName) -> Task:
        with self._lock:
            if name not in self._tasks:
                self._tasks[name] = self._factories[name]()
            return self._tasks[name]

    def _tour_choices(self) -> Choices:
        return Choices(tuple(self.words(f"tour_choice_{name}") for name in ("ask", "outreach", "agenda", "rehearsal")))


def ensure_index(
    settings: Settings, library: Library, embedder: Embedder, progress: Progress | None = None
) -> Report | None:
    """Bring the library's index up to date; return the report, or None when another process is doing it.

    Raises SearchError when there is no index and none can be made.
    """
    store = IndexStore(settings.data_dir, LIBRARY)
    try:
        return ingest_library(store, library, settings.knowledge, embedder, progress)
    except AssistantError:
        # An old index still serves; without one the reason must be heard.
        if store.live() is None:
            raise
        return None


# Each task is imported and made when it is first needed: a question waits for no scenarios.
def _outreach(library: Library) -> Task:
    from assistant.outreach import OutreachTask

    return OutreachTask(library)


def _wishes_to_write(message: str) -> float:
    from assistant.outreach import wish_to_write

    return wish_to_write(message)


def _wishes_to_plan(message: str) -> float:
    from assistant.agenda.reading.wishes import wish_score

    return wish_score(message)


def _agenda(library: Library, mask: Callable[[str], str]) -> Task:
    from assistant.agenda import AgendaTask

    return AgendaTask(library, mask=mask)


def _rehearsal(settings: Settings, library: Library, embedder: Embedder) -> Task:
    from assistant.rehearsal import RehearsalTask

    return RehearsalTask(open_rehearsals(settings, library, embedder))


def open_rehearsals(settings: Settings, library: Library, embedder: Embedder) -> Room:
    """Open everything that rehearsals need. Raises LibraryError naming the bad file and field."""
    from assistant.rehearsal import open_room

    return open_room(settings.knowledge, library, embedder, settings.data_dir / "rehearsal")


def own_searcher(settings: Settings, collection: str, embedder: Embedder) -> Searcher:
    """Return the searcher of a collection of own documents. Raises SearchError when there is none."""
    searcher = Searcher(settings.data_dir, collection, embedder)
    searcher.store.require()
    return searcher
