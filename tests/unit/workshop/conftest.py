"""A room with a coach that plays rehearsals (no index: nobody asks it a question here), and people in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.events import Conversation, Done
from assistant.library import load_library
from assistant.rehearsal import RehearsalTask, open_room
from assistant.screening import Screener
from assistant.search import Embedder, Searcher
from assistant.search.index import LIBRARY
from assistant.settings import PROJECT, Settings, load_settings
from assistant.words import load_words
from assistant.workshop import Workshop
from assistant.workshop.state import RoomStore
from assistant.workshop.workshop import DATA

KNOWLEDGE = PROJECT / "knowledge"
PASSCODE = "lantern seven"


@pytest.fixture(scope="session")
def rehearsing(tmp_path_factory: pytest.TempPathFactory) -> Coach:
    settings = load_settings(data_dir=tmp_path_factory.mktemp("workshop"), knowledge=KNOWLEDGE)
    library, embedder = load_library(KNOWLEDGE), Embedder()
    room = open_room(KNOWLEDGE, library, embedder)
    # An embedder that is never loaded: the screen reads by its rules and words, in the same time on any machine.
    searcher = Searcher(settings.data_dir, LIBRARY, Embedder())
    tasks = {"rehearsal": lambda: RehearsalTask(room)}
    screener = Screener.open(KNOWLEDGE, library, searcher.embedder, settings.country, wait=False)
    return Coach(settings, library, load_words(), searcher, tasks, screener)  # type: ignore[arg-type]


@dataclass
class Time:
    """A clock that a test moves."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Person:
    """A participant with a conversation."""

    workshop: Workshop
    coach: Coach
    visitor: str
    conversation: Conversation = field(default_factory=Conversation)

    def say(self, *messages: str) -> None:
        """Talk with the coach as the page lets a participant talk."""
        for message in messages:
            done = list(self.coach.reply(self.conversation, message))[-1]
            assert isinstance(done, Done)
            self.conversation = self.conversation.add(done.turn)
            self.workshop.saw(self.visitor, done.turn)


@dataclass
class House:
    """Opens the room, again and again on one database."""

    coach: Coach
    settings: Settings
    time: Time = field(default_factory=Time)
    stores: list[RoomStore] = field(default_factory=list)

    def open(self) -> Workshop:
        self.stores.append(RoomStore.open(self.settings))
        return Workshop(self.coach, self.stores[-1], PASSCODE, load_words(DATA / "words.yaml"), clock=self.time)

    def person(self, workshop: Workshop, visitor: str) -> Person:
        workshop.join(visitor, "127.0.0.1", workshop.code)
        return Person(workshop, self.coach, visitor)


@pytest.fixture
def house(rehearsing: Coach, tmp_path: Path) -> Iterator[House]:
    house = House(rehearsing, load_settings(data_dir=tmp_path / "data"))
    yield house
    for store in house.stores:
        store.close()


@pytest.fixture
def workshop(house: House) -> Workshop:
    return house.open()
