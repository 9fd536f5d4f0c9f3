"""A model through the coach against the bare runtime, in one run: tokens a second, and time to the first of them."""

from __future__ import annotations

import statistics
import time

import pytest

from assistant.answers.with_model import AnswersWithModel
from assistant.coach import Coach
from assistant.events import Conversation, Status
from assistant.models.choose import Choice
from assistant.models.local import LocalChat
from assistant.models.prompts import load_prompt
from assistant.models.store import Store
from assistant.models.wording import Wording
from assistant.models.writer import Call, Writer
from tests.weights import NAME, weights_folder

pytestmark = pytest.mark.benchmark

ROUNDS = 5
TOKENS = 48
QUESTION = "How often should I meet my mentor?"


def bare(chat: LocalChat, messages: list[object]) -> tuple[float, float]:
    """Seconds to the first token, and tokens a second after it, of the runtime alone."""
    request = chat._request(messages, None, max_tokens=TOKENS)  # type: ignore[arg-type]
    started, times = time.perf_counter(), list[float]()

    def take(piece: dict[str, object]) -> bool:
        choices = piece.get("choices") or [{}]
        if isinstance(choices, list) and (choices[0].get("delta") or {}).get("content"):
            times.append(time.perf_counter())
        return False

    chat.load().handle_chat_completions(request, take)
    return times[0] - started, (len(times) - 1) / (times[-1] - times[0])


@pytest.mark.xfail(reason="not reached yet: .92 of the bare runtime's tokens, first token at 1.33 of its bound")
def test_a_turn_of_the_model_against_the_bare_runtime(coach: Coach) -> None:
    path = Store(weights_folder() / "models").require(NAME)
    chat = LocalChat(path=str(path), context=2048, temperature=0.0, max_tokens=TOKENS)
    writer = Writer(Choice("local", f"local:{NAME}"), lambda: chat, timeout=600)
    wording = Wording(writer, coach.words, lambda text: None, lambda one, other: 1.0)
    task = coach._task("ask")
    prompts: list[list[object]] = []
    asked = writer.write

    def recorded(messages: list[object], call: Call | None = None, **options: object) -> object:
        prompts.append(messages)
        return asked(messages, call, **options)  # type: ignore[arg-type]

    writer.write = recorded  # type: ignore[method-assign, assignment]
    modelled = AnswersWithModel(task, wording)  # type: ignore[arg-type]
    first, speed, search = list[float](), list[float](), list[float]()
    bare_first, bare_speed = list[float](), list[float]()
    other: list[object] = list(load_prompt("draft").fill(lines="1. Something else altogether."))
    for n in range(ROUNDS + 1):
        # Another prompt goes before each, so that neither finds its own read already.
        bare(chat, other)
        prompts.clear()
        wording.calls.clear()
        started, came = time.perf_counter(), 0.0
        for event in modelled.turn(Conversation(), f"{QUESTION} {n}"):
            if not came and isinstance(event, Status) and event.text == coach.words("model_writing"):
                came = time.perf_counter() - started
        call = wording.calls[0]
        started = time.perf_counter()
        list(task.turn(Conversation(), f"{QUESTION} {n}"))
        searched = time.perf_counter() - started
        bare(chat, other)
        alone_first, alone_speed = bare(chat, prompts[0])
        if n:
            assert call.first is not None and call.ended is not None
            first.append(came)
            speed.append((call.pieces - 1) / (call.ended - call.first))
            search.append(searched)
            bare_first.append(alone_first)
            bare_speed.append(alone_speed)
    rates = [s / b for s, b in zip(speed, bare_speed, strict=True)]
    waits = [f / (b * 1.15 + s) for f, b, s in zip(first, bare_first, search, strict=True)]
    print(
        f"\ntokens a second {statistics.median(rates):.2f} of the bare runtime's (best {max(rates):.2f}); first token "
        f"at {statistics.median(waits):.2f} of 1.15 of its time plus the search (best {min(waits):.2f})"
    )
    # The best of five: a round that meets somebody else's work says nothing about ours.
    assert max(rates) >= 0.95
    assert min(waits) <= 1
