"""The screen with the library's own replies and helplines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.safety import Helplines, Replies, Screening, load_helplines, load_replies, screen
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"


@pytest.fixture(scope="session")
def replies() -> Replies:
    return load_replies(KNOWLEDGE)


@pytest.fixture(scope="session")
def helplines() -> Helplines:
    return load_helplines(KNOWLEDGE)


@pytest.fixture(scope="session")
def look(replies: Replies, helplines: Helplines) -> Callable[[str], Screening]:
    return lambda text: screen(text, replies=replies, helplines=helplines, country="GB")
