"""A coach with a model on: what is asked before anything is sent away, who wrote what, and what the screen stops."""

from __future__ import annotations

import pytest

from assistant.coach import Coach
from assistant.events import Conversation, Notice, Turn
from assistant.models.choose import Choice
from assistant.models.wording import Wording, load_prompt
from assistant.models.writer import Writer
from assistant.settings import load_settings
from assistant.transcript import Said, as_line, take_turn
from assistant.worded import ModelOn, model_line, open_model
from assistant.words import load_words
from tests.recording import Cut, RecordingModel, Slow

WORDS = load_words()
QUESTION = "How often should I meet my mentor?"
Reply = str | Slow | Cut | Exception


def with_model(
    coach: Coach, host: str | None, *replies: Reply, consented: bool = False
) -> tuple[Coach, RecordingModel]:
    """The coach with a recording model that runs on `host`; everything else is the real one."""
    model = RecordingModel().say(*replies)
    writer = Writer(Choice("remote", "openai:recording", host), lambda: model, timeout=20)

    wording = Wording(writer, WORDS, coach._screener.unfit, lambda one, other: 0.9)
    worded = Coach(
        coach.settings,
        coach.library,
        coach.words,
        coach.searcher,
        coach._factories,
        coach._screener,
        ModelOn(wording, WORDS, consented=consented),
    )
    return worded, model


def answer_of(coach: Coach) -> str:
    """Two sentences that the built-in answer's passages carry."""
    plain = take_turn(coach, Conversation(), QUESTION).turn
    quotes = [
        citation.quote.replace("\n", " ").split(". ")[0].removeprefix("- ").rstrip(".") for citation in plain.citations
    ]
    return f"{quotes[0]}. [1] {quotes[1]}. [2]"


def texts(said: Said) -> list[str]:
    return [event.text for event in said.events if isinstance(event, Notice)]


def test_nothing_is_sent_away_before_the_person_has_said_yes(coach: Coach) -> None:
    worded, model = with_model(coach, "api.example.org", answer_of(coach))
    first = take_turn(worded, Conversation(), QUESTION)
    assert model.calls == [] and first.turn.model == "builtin"
    assert any("would then be sent to api.example.org" in text for text in texts(first))
    yes, no = first.turn.choices[-2:]
    conversation = Conversation().add(first.turn)
    again = take_turn(worded, conversation, "How do I prepare for a meeting?")
    assert model.calls == [] and texts(again) == [], "it is asked once"
    given = take_turn(worded, conversation, yes)
    assert "goes to api.example.org" in given.turn.reply and yes not in given.turn.choices
    after = take_turn(worded, conversation.add(given.turn), QUESTION)
    assert len(model.calls) == 1
    assert as_line("s", after)["model"] == "openai:recording"
    assert no == WORDS("consent_no")


def test_a_no_keeps_everything_here(coach: Coach) -> None:
    worded, model = with_model(coach, "api.example.org")
    first = take_turn(worded, Conversation(), QUESTION)
    refused = take_turn(worded, Conversation().add(first.turn), WORDS("consent_no"))
    after = take_turn(worded, Conversation().add(first.turn).add(refused.turn), QUESTION)
    assert model.calls == [] and texts(after) == [] and after.turn.model == "builtin"


def test_a_yes_does_not_lose_the_task_that_is_under_way(coach: Coach) -> None:
    worded, _ = with_model(coach, "api.example.org")
    first = take_turn(worded, Conversation(), "Help me write a first email to Dr. Lee")
    given = take_turn(worded, Conversation().add(first.turn), WORDS("consent_yes", host="api.example.org"))
    assert given.turn.task == "outreach"
    assert given.turn.state == first.turn.state


@pytest.mark.parametrize(("host", "consented"), [(None, False), ("api.example.org", True)])
def test_on_this_machine_or_with_the_setting_nothing_is_asked(coach: Coach, host: str | None, consented: bool) -> None:
    worded, model = with_model(coach, host, answer_of(coach), consented=consented)
    said = take_turn(worded, Conversation(), QUESTION)
    assert len(model.calls) == 1 and said.turn.model == "openai:recording" and texts(said) == []


@pytest.mark.parametrize(
    "reply",
    [
        RuntimeError("boom"),
        Cut("Meet", RuntimeError("boom")),
        "",
        "{}",
        "Debe reunirse con su mentor cada dos semanas. [1] Envíe la agenda dos días antes. [2]",
        load_prompt("answer").system,
        Slow("late", 60),
    ],
    ids=["error", "cut", "nothing", "json", "another language", "its instructions", "silent"],
)
def test_whatever_the_model_does_the_person_has_the_built_in_reply(coach: Coach, reply: Reply) -> None:
    worded, model = with_model(coach, None, reply, reply)
    assert worded.model
    worded.model.wording.writer._timeout = 1
    said = take_turn(worded, Conversation(), QUESTION)
    plain = take_turn(coach, Conversation(), QUESTION)
    assert said.turn.reply == plain.turn.reply and said.turn.citations == plain.turn.citations
    assert said.turn.model == "builtin"
    assert len(texts(said)) == 1 and len(texts(said)[0].splitlines()) == 1
    model.say(answer_of(coach))
    model._queue[:] = model._queue[-1:]
    after = take_turn(worded, Conversation().add(said.turn), QUESTION)
    assert after.turn.model == "openai:recording", "the conversation goes on"


def test_a_crisis_never_reaches_the_model(coach: Coach) -> None:
    worded, model = with_model(coach, None)
    said = take_turn(worded, Conversation(), "I want to kill myself, I can not go on")
    assert as_line("s", said)["screen"]["kind"] == "crisis"
    assert model.calls == []


def test_what_the_screen_finds_in_the_model_s_words_is_not_shown(coach: Coach) -> None:
    bad = "I want to kill myself. [1] I want to end my life tonight. [1]"
    worded, _ = with_model(coach, None, bad, bad)
    said = take_turn(worded, Conversation(), QUESTION)
    assert "kill" not in said.turn.reply and said.turn.model == "builtin"


def test_identifiers_are_masked_before_the_model_sees_them(coach: Coach) -> None:
    worded, model = with_model(coach, None, answer_of(coach), answer_of(coach))
    take_turn(worded, Conversation(), f"{QUESTION} My patient John Smith, MRN 12345678, died.")
    assert all("12345678" not in message.text for call in model.calls for message in call)


def test_a_meeting_plan_keeps_its_own_words(coach: Coach) -> None:
    worded, model = with_model(coach, None)
    said = take_turn(worded, Conversation(), "Plan a 30 minute meeting with my mentor about my research project")
    assert said.turn.task == "agenda" and model.calls == []


def test_without_a_model_nothing_is_built() -> None:
    assert open_model(load_settings(), WORDS, lambda text: None, lambda one, other: 0.0) is None
    assert model_line(load_settings(), WORDS) == "Words by the built-in coach, on this machine."


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"model": "local:smollm2-135m"}, "Words by local:smollm2-135m, on this machine."),
        ({"model": "openai:gpt-x"}, "Words by openai:gpt-x, sent to api.openai.com."),
        ({"model": "openai:x", "model_url": "http://127.0.0.1:8000/v1"}, "Words by openai:x, on this machine."),
    ],
)
def test_who_writes_and_where_text_goes_is_one_line(settings: dict[str, str], line: str) -> None:
    assert model_line(load_settings(**settings), WORDS) == line


def test_a_model_that_cannot_be_opened_is_told_with_the_command(coach: Coach) -> None:
    settings = load_settings(
        data_dir=coach.settings.data_dir, knowledge=coach.settings.knowledge, model="local:qwen3-8b"
    )
    opened = Coach.open(settings)
    said = take_turn(opened, Conversation(), QUESTION)
    assert any("python -m assistant models pull qwen3-8b" in t or "pip install" in t for t in texts(said))
    assert said.turn.model == "builtin" and said.turn.citations


def test_a_turn_remembers_who_wrote_it(coach: Coach) -> None:
    worded, _ = with_model(coach, None, answer_of(coach))
    turn = take_turn(worded, Conversation(), QUESTION).turn
    assert Turn.read(turn.to_json()).model == "openai:recording"
