"""The real room (scenarios, example turns, embedder), opened once; and a conversation that can be talked to."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from assistant.embedding import Embedder
from assistant.events import Choices, Conversation, Debrief, Remember, Text, Turn
from assistant.library import load_library
from assistant.rehearsal import RehearsalTask, Room, open_room
from assistant.settings import Settings
from tests.conftest import KNOWLEDGE


@pytest.fixture(scope="session")
def room(guidance_settings: Settings) -> Room:
    """Everything that rehearsals share, on the real library; fitted once for all tests of a session."""
    return open_room(KNOWLEDGE, load_library(KNOWLEDGE), Embedder(), guidance_settings.data_dir / "rehearsal")


@dataclass
class Talk:
    """A conversation with the rehearsal task; `say` returns what was answered."""

    task: RehearsalTask
    conversation: Conversation = field(default_factory=Conversation)
    choices: tuple[str, ...] = ()
    reports: list[Debrief] = field(default_factory=list)

    def say(self, message: str) -> str:
        """Send one message; keeps what the task remembers."""
        events = list(self.task.turn(self.conversation, message))
        reply = "".join(event.text for event in events if isinstance(event, Text))
        state = next((event.state for event in reversed(events) if isinstance(event, Remember)), {})
        self.choices = next((event.choices for event in reversed(events) if isinstance(event, Choices)), ())
        self.reports += [event for event in events if isinstance(event, Debrief)]
        n = len(self.conversation.turns) + 1
        self.conversation = self.conversation.add(Turn(n, "rehearsal", message, reply, state=state))
        return reply

    @property
    def stage(self) -> str:
        """Where the rehearsal stands."""
        return str(self.conversation.state("rehearsal")["stage"])


@pytest.fixture
def talk(room: Room) -> Talk:
    """A fresh conversation."""
    return Talk(RehearsalTask(room))
