from __future__ import annotations

import json

from assistant.agenda.reading.pieces import pieces
from assistant.agenda.reading.tagger import STATES, WEIGHTS, allowed, load_weights, points, tag
from tests.evals.agenda_learning import EXAMPLES, fingerprint, read_example


def _read(text: str) -> list[tuple[str, str]]:
    row = pieces(text)
    return [(point.kind, text[point.start : point.end]) for point in points(row, tag(row, load_weights()))]


def test_topics_goals_and_worries_are_told_apart() -> None:
    assert _read("I want to talk about my poster and the budget. I'm worried that I will fail.") == [
        ("topic", "my poster"),
        ("topic", "the budget"),
        ("concern", "I'm worried that I will fail"),
    ]


def test_what_is_only_about_the_meeting_is_no_point() -> None:
    assert _read("Please plan a meeting with my mentor Dr Lee, 30 minutes on Friday at 10.") == []


def test_a_point_goes_on_only_with_its_own_kind() -> None:
    assert allowed("open topic", "more topic")
    assert not allowed("none", "more topic")
    assert not allowed("open goal", "more topic")
    row = pieces("thesis and exam, the rota, because I am tired, whether to stay or go")
    states = tag(row, load_weights())
    assert all(allowed(a, b) for a, b in zip(("none", *states), states, strict=False))
    assert set(states) <= set(STATES)


def test_the_weights_were_learned_from_the_examples() -> None:
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["learned_from"] == fingerprint()
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        assert read_example(json.loads(line)).row
