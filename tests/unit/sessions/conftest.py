"""A store in a folder of its own, and turns to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.events import Turn
from assistant.sessions import ConversationStore
from assistant.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[ConversationStore]:
    store = ConversationStore.open(settings)
    yield store
    store.close()


@pytest.fixture
def say() -> Callable[..., Turn]:
    def make(user: str = "How often?", reply: str = "Monthly.", **more: object) -> Turn:
        return Turn(**{"n": 1, "task": "ask", "user": user, "reply": reply, **more})  # type: ignore[arg-type]

    return make
