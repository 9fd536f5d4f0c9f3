"""Asking with a model: its sentences are shown as they pass, each with the passage that carries it."""

from __future__ import annotations

import time

import pytest

from assistant.answers.checks import every_advice_line_cited
from assistant.answers.with_model import AnswersWithModel, reword
from assistant.coach import Coach
from assistant.events import Citation, Conversation, Event, Notice, Status, Text, WrittenBy
from tests.recording import Cut, RecordingModel, Slow, drained, wording_of

CITATIONS = [
    Citation(1, "how-often-to-meet", "Answer", "Meet every two to four weeks at first, and once a month later."),
    Citation(2, "how-often-to-meet", "What to do", "- Send a short agenda two days before the meeting."),
]
QUESTION = "How often should I meet my mentor?"
GOOD = "Send a short agenda two days before the meeting. [2] At first, meet every two to four weeks. [1]"
BAD = "Meet every day at first. [1] Bring a gift to the meeting. [2]"


def text_of(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, Text))


def notices(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


def test_sentences_that_pass_are_shown_and_numbered_by_use() -> None:
    wording, model = wording_of(GOOD)
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert (
        text_of(events)
        == "Send a short agenda two days before the meeting. [1] At first, meet every two to four weeks. [2]"
    )
    assert used == [2, 1]
    assert notices(events) == [] and len(model.calls) == 1
    assert "[2] - Send a short agenda" in model.calls[0][1].text and model.calls[0][1].text.index("[2]") < model.calls[
        0
    ][1].text.index(QUESTION), "the passages come before the question, which changes most"


def test_what_does_not_pass_is_never_shown() -> None:
    wording, _ = wording_of(f"{BAD} {GOOD}")
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert "gift" not in text_of(events) and "every day" not in text_of(events)
    assert used == [2, 1]


def test_an_answer_that_does_not_pass_is_asked_for_once_more_with_the_reason() -> None:
    wording, model = wording_of(BAD, GOOD)
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert used == [2, 1] and len(model.calls) == 2
    assert "Meet every day at first." in model.calls[1][-1].text
    assert model.calls[1][0] == model.calls[0][0]
    assert model.calls[1][1].text.startswith(model.calls[0][1].text), "the beginning stays"
    assert notices(events) == []


@pytest.mark.parametrize(
    "reply",
    [
        BAD,
        "",
        '{"answer": "Meet once a month. [1]"}',
        "Debe reunirse con su mentor cada dos semanas y enviar la agenda. [1]",
        "You answer a question about mentoring in medicine. You are given numbered passages.",
        "Meet once a month later. [1]",
    ],
)
def test_when_nothing_passes_the_built_in_answer_is_left_and_said(reply: str) -> None:
    wording, _ = wording_of(reply, reply)
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert used == [] and text_of(events) == ""
    assert len(notices(events)) == 1 and "This is the built-in text." in notices(events)[0]


def test_sentences_are_shown_before_the_reply_is_over() -> None:
    wording, _ = wording_of(f"{GOOD} " + "Meet once a month later. [1] " * 3)
    steps = reword(QUESTION, CITATIONS, wording)
    seen: list[Event] = []
    for event in steps:
        seen.append(event)
        if isinstance(event, Text):
            break
    assert any(isinstance(event, Text) for event in seen)
    assert isinstance(seen[0], Status)
    assert len([event for event in steps if isinstance(event, Text)]) >= 1, "the model was still writing"


def test_a_stream_that_is_cut_keeps_the_whole_sentences_that_passed() -> None:
    wording, _ = wording_of(Cut(f"{GOOD} Meet once a", RuntimeError("connection lost")))
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert used == [2, 1]
    assert "Meet once a" not in text_of(events)
    assert notices(events) == [
        "'local:recording' failed (connection lost). What it had said until then stands; ask again for the rest."
    ]


def test_a_stream_that_is_cut_at_once_leaves_the_built_in_answer() -> None:
    wording, _ = wording_of(Cut("Send a", RuntimeError("connection lost")))
    events, used = drained(reword(QUESTION, CITATIONS, wording))
    assert used == [] and len(notices(events)) == 1


def test_steps_are_a_list_of_their_own() -> None:
    wording, _ = wording_of(
        "At first, meet every two to four weeks. [1]\n- Send a short agenda two days before the meeting. [2]\n"
        "- Meet once a month later. [1]\n"
    )
    events, _ = drained(reword(QUESTION, CITATIONS, wording))
    assert text_of(events) == (
        "At first, meet every two to four weeks. [1]\n\n- Send a short agenda two days before the meeting. [2]\n"
        "- Meet once a month later. [1]"
    )


def test_stopping_closes_the_model_s_stream() -> None:
    wording, model = wording_of(Slow(f"{GOOD} " * 20, 0.01))
    steps = reword(QUESTION, CITATIONS, wording)
    next(event for event in steps if isinstance(event, Text))
    steps.close()
    assert isinstance(model, RecordingModel)
    for _ in range(200):
        if model.closed:
            break
        time.sleep(0.02)
    assert model.closed == 1


def test_an_answer_is_never_longer_than_a_reader_has_time_for() -> None:
    sentences = " ".join(
        f"At first, meet every two to four weeks, {word}. [1]" for word in ("simply", "together", "always")
    )
    wording, _ = wording_of(" ".join([GOOD] * 40 + [sentences]))
    events, _ = drained(reword(QUESTION, CITATIONS, wording))
    assert len(text_of(events).split()) <= 200
    assert text_of(events).count("Send a short agenda") == 1, "a sentence is said once"


def test_on_the_library_the_evidence_and_the_citations_stay(coach: Coach) -> None:
    task = coach._task("ask")
    plain = list(task.turn(Conversation(), QUESTION))
    quotes = [event for event in plain if isinstance(event, Citation)]
    first, second = (
        citation.quote.replace("\n", " ").split(". ")[0].removeprefix("- ") + "." for citation in quotes[:2]
    )
    wording, _ = wording_of(f"{first} [1] {second} [2]")
    events = list(AnswersWithModel(task, wording).turn(Conversation(), QUESTION))  # type: ignore[arg-type]
    cited = [event for event in events if isinstance(event, Citation)]
    assert [citation.n for citation in cited] == list(range(1, len(cited) + 1))
    assert {citation.quote for citation in cited} <= {citation.quote for citation in quotes}
    assert "*Evidence:" in text_of(events)
    assert every_advice_line_cited(text_of(events), tuple(cited)).passed
    assert [event.model for event in events if isinstance(event, WrittenBy)] == ["local:recording"]


@pytest.mark.parametrize("message", ["hello", "thanks!", "What is the boiling point of tungsten?"])
def test_what_is_decided_in_code_is_not_the_model_s_to_say(coach: Coach, message: str) -> None:
    task = coach._task("ask")
    wording, model = wording_of()
    assert list(AnswersWithModel(task, wording).turn(Conversation(), message)) == list(  # type: ignore[arg-type]
        task.turn(Conversation(), message)
    )
    assert model.calls == []
