"""Asking for words: two tries, the fault told, and a notice in place of words that cannot be used."""

from __future__ import annotations

from assistant.events import Notice, Status
from assistant.models.wording import MAX_CHARACTERS, Pulse, again, load_prompt
from assistant.models.writer import Pause, Waiting
from assistant.words import load_words
from tests.recording import drained, wording_of

PROMPT = load_prompt("understand")
VALUES = {"message": "I would like to meet Dr. Lee about her sepsis registry."}


def fine(text: str) -> str | None:
    return None if "registry" in text else "it says nothing of the registry"


def test_words_that_pass_are_returned() -> None:
    wording, model = wording_of("goal: her sepsis registry")
    events, text = drained(wording.ask(PROMPT, VALUES, fine))
    assert text == "goal: her sepsis registry"
    assert all(isinstance(event, Status) for event in events) and len(model.calls) == 1
    assert len(wording.calls) == 1 and wording.calls[0].first is not None


def test_the_fault_is_told_once_at_the_end_of_the_same_prompt() -> None:
    wording, model = wording_of("goal: a place", "goal: her sepsis registry")
    _, text = drained(wording.ask(PROMPT, VALUES, fine))
    assert text == "goal: her sepsis registry"
    first, second = (call[-1].text for call in model.calls)
    assert second.startswith(first) and "it says nothing of the registry" in second
    third = again(again(PROMPT.fill(**VALUES), "one"), "two")[-1].text
    assert "two" in third and "one." not in third, "only the last fault is told"


def test_after_two_faults_there_is_a_notice_and_no_words() -> None:
    wording, _ = wording_of("a", "b")
    events, text = drained(wording.ask(PROMPT, VALUES, fine))
    assert text is None
    notices = [event.text for event in events if isinstance(event, Notice)]
    assert notices == [
        "The model's words did not pass the check (it says nothing of the registry). This is the built-in text."
    ]


def test_what_the_safety_screen_finds_is_a_fault() -> None:
    wording, _ = wording_of("her registry", "her registry")
    wording.unfit = lambda text: "the safety screen finds 'crisis' in it"
    events, text = drained(wording.ask(PROMPT, VALUES, fine))
    assert text is None and any(isinstance(e, Notice) and "safety screen" in e.text for e in events)


def test_a_model_that_fails_is_asked_once() -> None:
    wording, model = wording_of(RuntimeError("boom"))
    events, text = drained(wording.ask(PROMPT, VALUES, fine))
    assert text is None and len(model.calls) == 1
    assert any(
        isinstance(e, Notice) and e.text == "'local:recording' failed (boom). This is the built-in reply."
        for e in events
    )


def test_a_reply_that_never_ends_is_cut() -> None:
    wording, model = wording_of("word " * MAX_CHARACTERS)
    _, text = drained(wording.listen(PROMPT.fill(**VALUES)))
    assert text is not None and len(text) < MAX_CHARACTERS + 20
    assert len(model.calls) == 1


def test_the_status_is_said_when_it_changes() -> None:
    pulse = Pulse(load_words())
    pieces = [Waiting(2), Waiting(2), Waiting(1), Pause(), Pause(), "word", " and", Pause()]
    said = [event.text for piece in pieces for event in pulse.beat(piece)]
    assert said == [
        "The model is busy; 2 before you",
        "The model is busy; 1 before you",
        "The model is reading",
        "The model is writing",
    ]
