"""Both doors of a turn: what is masked can be undone, a play is a play, and what is shown is only text."""

from __future__ import annotations

import pytest

from assistant import Coach
from assistant.errors import SettingsError
from assistant.events import Conversation, Masked, Notice, Text, Turn
from assistant.screening import Screener, in_play
from assistant.transcript import Said, take_turn

NAMED = "My patient Maria Gonzalez, MRN 4471902, was upset with me. How do I debrief with my mentor?"
QUOTED = [
    "you said I was stupid in front of everyone",
    "You called me an idiot in front of the whole team. Which part did you mean?",
    "He shouts at me until I cry, and you do the same.",
    "Should I have given furosemide 40 mg?",
]


@pytest.fixture(scope="module")
def screener(coach: Coach) -> Screener:
    return coach._screener


def playing() -> Conversation:
    return Conversation((Turn(1, "rehearsal", "ready", "You wandered.", state={"stage": "play"}),))


def masked(said: Said) -> tuple[tuple[str, str], ...]:
    return tuple(span for event in said.events if isinstance(event, Masked) for span in event.spans)


def test_what_was_masked_is_shown_to_whoever_typed_it_and_kept_nowhere(coach: Coach) -> None:
    said = take_turn(coach, Conversation(), NAMED)
    assert masked(said) == (("PATIENT NAME", "Maria Gonzalez"), ("RECORD NUMBER", "4471902"))
    assert "Gonzalez" not in str(said.turn.to_json())


def test_a_wrong_mask_can_be_undone_for_one_turn(coach: Coach) -> None:
    events = tuple(coach.reply(Conversation(), NAMED, unmask={"Maria Gonzalez"}))
    said = Said(events)
    assert masked(said) == (("RECORD NUMBER", "4471902"),)
    assert "Maria Gonzalez" in said.turn.user
    assert "4471902" not in str(said.turn.to_json())
    again = take_turn(coach, Conversation((said.turn,)), NAMED)
    assert "Maria Gonzalez" not in again.turn.user


@pytest.mark.parametrize("message", QUOTED)
def test_what_answers_the_persona_is_part_of_the_play(screener: Screener, message: str) -> None:
    assert not screener.screen(message, in_play=True).stops


@pytest.mark.parametrize(
    "message",
    ["I want to kill myself", "pause. I can't go on living", "Stop. I really don't want to be alive any more."],
)
def test_a_crisis_leaves_the_play_at_once(coach: Coach, message: str) -> None:
    said = take_turn(coach, playing(), message)
    assert not said.turn.kept
    assert said.turn.task != "rehearsal"


def test_out_of_the_play_the_same_words_are_mistreatment(screener: Screener) -> None:
    told = "My attending called me an idiot in front of the whole team."
    assert screener.screen(told).kind == "mistreatment"
    assert in_play(playing())
    assert not in_play(Conversation())
    assert not in_play(Conversation((Turn(1, "rehearsal", "", "", state={"stage": "paused"}),)))


@pytest.mark.parametrize("kind", [Text, Notice])
def test_words_pass_the_door_without_anything_live(screener: Screener, kind: type[Text] | type[Notice]) -> None:
    shown = screener.shown(kind("a\u202eb ![x](http://evil.example/q)"))
    assert isinstance(shown, kind)
    assert shown.text == "a[U+202E]b ![x]\\(http:\\//evil.example/q)"


def test_a_link_to_a_cited_work_passes(coach: Coach, screener: Screener) -> None:
    address = next(source.url for source in coach.library.sources.values() if source.url)
    text = Text(f"[the work]({address})")
    assert screener.shown(text) == text


def test_an_embedder_that_cannot_be_loaded_leaves_the_words_to_decide(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(texts: object) -> None:
        raise SettingsError("the embedder cannot be loaded")

    monkeypatch.setattr(coach._screener, "_reader", fails)
    assert coach.screen("I want to kill myself").kind == "crisis"
    assert coach.screen("the nurses and the registrar laugh when I walk in").kind in ("none", "mistreatment")
    assert "words alone" in caplog.text
