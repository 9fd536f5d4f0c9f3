"""The local chat model on a runtime of the test's own: what it hands over, in how many bundles, and how it stops."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelError
from assistant.models.local import BUNDLE, LocalChat

ASK = [HumanMessage("Hello")]
WORDS = [f"word{n} " for n in range(40)]
TIMINGS = {"predicted_n": 40, "cache_n": 7}
END: dict[str, Any] = {"choices": [{"delta": {}, "finish_reason": "stop"}], "timings": TIMINGS}


def piece(text: str) -> dict[str, Any]:
    return {"choices": [{"delta": {"content": text}, "finish_reason": None}]}


class Runtime:
    """Says its pieces, `gap` seconds apart, until it is told to stop."""

    def __init__(self, *pieces: dict[str, Any], gap: float = 0.0) -> None:
        self.pieces, self.gap, self.said = pieces, gap, 0

    def handle_chat_completions(self, request: dict[str, Any], take: Callable[[dict[str, Any]], bool]) -> None:
        for one in self.pieces:
            time.sleep(self.gap)
            self.said += 1
            if take(one):
                return


def chat_on(runtime: Runtime) -> LocalChat:
    chat = LocalChat(path="none.gguf")
    chat._server = runtime
    return chat


def test_words_that_come_fast_are_handed_over_in_bundles_and_none_is_lost() -> None:
    chunks = list(chat_on(Runtime(*map(piece, WORDS), END)).stream(ASK))
    assert "".join(chunk.text for chunk in chunks) == "".join(WORDS)
    assert chunks[0].text == WORDS[0], "the first word waits for nothing"
    assert len([chunk for chunk in chunks if chunk.text]) < 10
    assert TIMINGS in [chunk.response_metadata.get("timings") for chunk in chunks]


def test_words_that_come_slowly_are_handed_over_one_by_one() -> None:
    chunks = list(chat_on(Runtime(*map(piece, WORDS[:4]), END, gap=BUNDLE * 1.2)).stream(ASK))
    assert [chunk.text for chunk in chunks if chunk.text] == WORDS[:4]


def test_words_before_an_error_are_handed_over_first() -> None:
    runtime = Runtime(piece("One "), piece("two "), piece("three"), {"error": {"message": "out of memory"}})
    heard = ""
    with pytest.raises(ModelError, match="out of memory"):
        for chunk in chat_on(runtime).stream(ASK):
            heard += chunk.text
    assert heard == "One two three"


def test_a_stream_that_is_closed_stops_the_runtime() -> None:
    runtime = Runtime(*map(piece, WORDS), END, gap=0.02)
    stream = chat_on(runtime).stream(ASK)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert runtime.said < len(WORDS)
