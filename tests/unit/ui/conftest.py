"""The page without a browser: what a person does is handed to its handlers, and what it would draw is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant import Coach
from assistant.sessions import ConversationStore
from assistant.settings import load_settings
from assistant.ui import Page
from assistant.ui import page as page_module
from assistant.ui.desk import Desk


@dataclass
class Visit:
    """One visitor with the page open. `got` is the last thing that was drawn, `steps` how often something was."""

    page: Page
    visitor: str = "a-secret"
    desk: Desk = field(default_factory=Desk)
    got: dict[str, Any] = field(default_factory=dict)
    steps: int = 0

    def say(self, text: str = "", **more: str) -> str:
        """Send a message; returns the reply."""
        shown = self.page.say(self.desk, gr.EventData(None, {"text": text, **more}), self.visitor)  # type: ignore[arg-type]
        for self.got, self.desk in shown:
            self.steps += 1
        return self.desk.conversation.turns[-1].reply if self.desk.conversation.turns else ""

    def make(self, name: str, **values: str) -> None:
        """Make a turn beside the chat."""
        self.say(mode="act", act=name, **values)

    def act(self, name: str, **values: str) -> str:
        """Do one thing beside the chat; returns the workbench, or "" when it was not drawn."""
        event = gr.EventData(None, {"act": name, **values})
        self.got, self.desk = self.page.act(self.desk, event, self.visitor)  # type: ignore[arg-type]
        return str(self.got.get("regions", {}).get("bench-body", ""))

    @property
    def bench(self) -> str:
        """The workbench as it was last drawn."""
        return str(self.got["regions"]["bench-body"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    """A store in a folder of its own."""
    store = ConversationStore.open(load_settings(data_dir=tmp_path / "data"))
    yield store
    store.close()


@pytest.fixture
def visit(coach: Coach, store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Visit]:
    """Opens the page for a visitor; all of them share one store."""
    monkeypatch.setattr(page_module, "visitor_of", str)
    monkeypatch.setattr(page_module, "STEP_SECONDS", 0)
    page = Page(coach, store)
    return lambda visitor="a-secret": Visit(page, visitor)


@pytest.fixture
def someone(visit: Callable[..., Visit]) -> Visit:
    """One visitor."""
    return visit()
