"""One turn of the coach: whatever is typed and whatever fails, one reply and one `Done`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant import Coach
from assistant.coach import LIBRARY, Task, ensure_index, own_searcher
from assistant.errors import LibraryError, SearchError
from assistant.events import Choices, Citation, Conversation, Done, Event, Remember, TaskName, Text, Turn
from assistant.library import load_library
from assistant.search import IndexStore, Report
from assistant.settings import Settings, load_settings
from assistant.transcript import Said, take_turn
from tests.hashing import HashEmbedder
from tests.small_library import write_card, write_library

QUESTION = "How do I ask for a letter of recommendation?"
ODD = {
    "empty": "",
    "spaces": " \n\t ",
    "40,000 characters": "How do I find a mentor? " * 1_667,
    "40,000 letters": "x" * 40_000,
    "emoji only": "🎉🎉🎉",
    "punctuation": "?!...",
    "null bytes": "How do I\x00 ask for \x00feedback?",
    "only null bytes": "\x00\x00",
    "html": "<script>alert(1)</script> How do I ask for feedback?",
    "only html": "<img src=x onerror=alert(1)>",
    "markdown": "[click](javascript:alert(1)) **how** do I ask for feedback",
    "templates": "{{7*7}} ${HOME} %s $count",
    "bidi": "\u202eHow do I ask for feedback?\u202c",
    "zero width": "How do\u200b I ask\u200d for feedback?",
    "half a surrogate pair": "How do I ask\ud83d for feedback?",
    "combining marks": "feedback" + "\u0301" * 500,
    "chinese": "如何请求反馈？",
    "arabic": "كيف أطلب رسالة توصية من أستاذي؟",
    "spanish": "¿Cómo puedo pedir una carta de recomendación a mi profesor?",
    "german": "Wie kann ich meinen Professor um ein Empfehlungsschreiben bitten?",
    "json": '{"session": "x", "text": null}',
    "one word": "feedback",
    "a letter": "a",
}


@pytest.fixture
def quick(tmp_path: Path, coach: Coach) -> Settings:
    """Settings of a library of three cards and an index of its own."""
    return load_settings(data_dir=tmp_path / "data", knowledge=write_library(tmp_path / "knowledge"))


class Scripted:
    """A task that says what it was given to say, then fails where it must."""

    name: TaskName = "ask"

    def __init__(self, *events: Event, error: Exception | None = None) -> None:
        self._events = events
        self._error = error

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        yield from self._events
        if self._error:
            raise self._error


def coach_with(coach: Coach, task: Task) -> Coach:
    tasks: dict[TaskName, Callable[[], Task]] = {"ask": lambda: task}
    return Coach(coach.settings, coach.library, coach.words, coach.searcher, tasks, coach._screener)


def assert_one_done(said: Said) -> None:
    assert [event for event in said.events if isinstance(event, Done)] == [said.events[-1]]


# Whatever is typed


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_any_message_gets_a_reply_and_one_done(coach: Coach, message: str, caplog: pytest.LogCaptureFixture) -> None:
    said = take_turn(coach, Conversation(), message)
    assert_one_done(said)
    assert said.turn.reply.strip()
    assert coach.words("failed") not in said.turn.reply
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_an_odd_message_in_mid_conversation_loses_nothing(coach: Coach, message: str) -> None:
    first = take_turn(coach, Conversation(), QUESTION).turn
    before = Conversation((first,))
    odd = take_turn(coach, before, message).turn
    assert before.turns == (first,)
    assert odd.n == 2
    conversation = before.add(odd)
    after = take_turn(coach, conversation, QUESTION).turn
    assert (after.reply, after.citations) == (first.reply, first.citations)


@pytest.mark.parametrize("name", ["html", "only html", "markdown"])
def test_markup_that_was_typed_is_not_said_back(coach: Coach, name: str) -> None:
    reply = take_turn(coach, Conversation(), ODD[name]).turn.reply
    assert "<script" not in reply and "<img" not in reply and "javascript:" not in reply


@pytest.mark.parametrize("name", ["chinese", "arabic", "spanish", "german"])
def test_other_languages_are_told_so_in_english(coach: Coach, name: str) -> None:
    said = take_turn(coach, Conversation(), ODD[name])
    assert said.turn.reply == coach.words("other_language")
    assert said.turn.choices


def test_emoji_alone_are_told_so(coach: Coach) -> None:
    assert take_turn(coach, Conversation(), "🎉🎉🎉").turn.reply == coach.words("no_words")


@pytest.mark.parametrize("name", ["empty", "spaces", "only null bytes"])
def test_nothing_typed_is_screened_as_empty_and_offers_the_tour(coach: Coach, name: str) -> None:
    said = take_turn(coach, Conversation(), ODD[name])
    assert coach.screen(ODD[name]).kind == "empty"
    assert said.turn.choices


def test_a_message_that_is_too_long_is_not_answered_but_told_so(coach: Coach) -> None:
    message = ODD["40,000 characters"]
    assert coach.screen(message).kind == "too-long"
    assert take_turn(coach, Conversation(), message).turn.citations == ()


# One turn


def test_a_question_is_answered_from_the_library(coach: Coach) -> None:
    turn = take_turn(coach, Conversation(), QUESTION).turn
    assert (turn.n, turn.task, turn.user, turn.kept) == (1, "ask", QUESTION, True)
    assert turn.citations
    assert all(citation.card in coach.library.cards for citation in turn.citations)


def test_the_same_conversation_and_message_give_the_same_turn(coach: Coach) -> None:
    assert take_turn(coach, Conversation(), QUESTION).turn == take_turn(coach, Conversation(), QUESTION).turn


def test_the_turn_is_what_the_events_said(coach: Coach) -> None:
    said = take_turn(coach, Conversation(), QUESTION)
    assert said.turn.reply == "".join(event.text for event in said.events if isinstance(event, Text))
    assert said.turn.citations == tuple(event for event in said.events if isinstance(event, Citation))
    assert [said.turn.choices] == [event.choices for event in said.events if isinstance(event, Choices)]
    assert [said.turn.state] == [event.state for event in said.events if isinstance(event, Remember)]


def test_a_turn_can_be_kept_as_json(coach: Coach) -> None:
    turn = take_turn(coach, Conversation(), QUESTION).turn
    assert json.loads(json.dumps(asdict(turn)))["state"] == turn.state


def test_two_conversations_do_not_touch(coach: Coach) -> None:
    first = Conversation((take_turn(coach, Conversation(), QUESTION).turn,))
    assert take_turn(coach, Conversation(), "why?").turn.reply == coach.words("no_last")
    assert take_turn(coach, first, "why?").turn.citations[0].card == first.turns[0].citations[0].card


def test_a_reply_that_is_stopped_half_way_is_no_error(coach: Coach) -> None:
    reply = coach.reply(Conversation(), QUESTION)
    next(reply)
    reply.close()  # type: ignore[attr-defined]
    assert take_turn(coach, Conversation(), QUESTION).turn.citations


def test_a_crisis_stops_the_task_and_is_not_kept(coach: Coach) -> None:
    said = take_turn(coach, Conversation(), "I want to kill myself")
    assert not said.turn.kept
    assert said.turn.citations == ()
    assert coach.screen("I want to kill myself").kind == "crisis"


def test_what_identifies_a_patient_is_masked_before_it_is_remembered(coach: Coach) -> None:
    turn = take_turn(
        coach, Conversation(), "My patient Maria Gonzalez died. How do I tell my mentor that I need help?"
    ).turn
    assert "Gonzalez" not in turn.user + turn.reply + json.dumps(dict(turn.state))


# Whatever fails


def test_a_task_that_raises_says_so_and_the_turn_is_done(coach: Coach, caplog: pytest.LogCaptureFixture) -> None:
    broken = coach_with(coach, Scripted(Text("Half a "), error=ZeroDivisionError("secret path")))
    with caplog.at_level(logging.ERROR):
        said = take_turn(broken, Conversation(), QUESTION)
    assert_one_done(said)
    assert said.turn.reply.endswith(coach.words("failed"))
    assert said.turn.reply.startswith("Half a ")
    assert said.turn.user == QUESTION
    assert "secret path" not in said.turn.reply
    assert "secret path" in caplog.text


def test_an_error_made_for_a_person_is_shown_as_it_is(coach: Coach) -> None:
    error = SearchError("there is no index 'guidance' yet; run: python ingest.py")
    said = take_turn(coach_with(coach, Scripted(error=error)), Conversation(), QUESTION)
    assert_one_done(said)
    assert said.turn.reply == str(error)


def test_words_said_before_a_failure_do_not_run_into_it(coach: Coach) -> None:
    said = take_turn(coach_with(coach, Scripted(Text("One step."), error=ValueError())), Conversation(), QUESTION)
    assert f"One step.{coach.words('failed')}" not in said.turn.reply


def test_what_a_task_asks_to_remember_is_in_the_turn(coach: Coach) -> None:
    task = Scripted(Text("A"), Remember({"step": 1}), Text("B"), Choices(("x", "y")), Remember({"step": 2}))
    turn = take_turn(coach_with(coach, task), Conversation(), QUESTION).turn
    assert turn == Turn(1, "ask", QUESTION, "AB", (), ("x", "y"), {"step": 2})


def test_the_coach_still_answers_after_a_failure(coach: Coach) -> None:
    broken = coach_with(coach, Scripted(error=RuntimeError()))
    failed = take_turn(broken, Conversation(), QUESTION).turn
    assert take_turn(coach, Conversation((failed,)), QUESTION).turn.citations


# Opening


def test_an_index_is_made_when_missing_and_left_when_fresh(quick: Settings, hash_embedder: HashEmbedder) -> None:
    library = load_library(quick.knowledge)
    first = ensure_index(quick, library, hash_embedder)
    assert first is not None
    assert sorted(first.added) == ["how-often", "letters", "silence"]
    again = HashEmbedder()
    second = ensure_index(quick, library, again)
    assert second is not None
    assert (second.kept, again.loaded) == (3, False)


def test_a_changed_card_is_indexed_at_the_next_start(quick: Settings, hash_embedder: HashEmbedder) -> None:
    ensure_index(quick, load_library(quick.knowledge), hash_embedder)
    write_card(quick.knowledge, "meetings", "how-often", title="How often is often enough?")
    report = ensure_index(quick, load_library(quick.knowledge), hash_embedder)
    assert report is not None
    assert report.changed == ("how-often",)


def test_an_old_index_serves_while_another_process_writes(quick: Settings, hash_embedder: HashEmbedder) -> None:
    import filelock

    library = load_library(quick.knowledge)
    store = IndexStore(quick.data_dir, LIBRARY)
    store.folder.mkdir(parents=True)
    with filelock.FileLock(store.folder / "lock"), pytest.raises(SearchError, match="another ingest"):
        ensure_index(quick, library, hash_embedder)
    ensure_index(quick, library, hash_embedder)
    write_card(quick.knowledge, "meetings", "how-often", title="How often is often enough?")
    with filelock.FileLock(store.folder / "lock"):
        assert ensure_index(quick, load_library(quick.knowledge), hash_embedder) is None
    assert store.live()


def test_a_bad_library_is_heard_at_the_start(quick: Settings) -> None:
    write_card(quick.knowledge, "meetings", "how-often", evidence="certain")
    with pytest.raises(LibraryError, match=r"how-often\.md"):
        Coach.open(quick)


def test_a_coach_opens_on_a_small_library_with_the_real_embedder(quick: Settings, coach: Coach) -> None:
    for name in ("helplines.yaml", "replies.yaml"):
        kept = coach.settings.knowledge / name
        if kept.exists():
            (quick.knowledge / name).write_bytes(kept.read_bytes())
    told: list[Report] = []
    small = Coach.open(quick, told=told)
    assert [report.embedded > 0 for report in told] == [True]
    turn = take_turn(small, Conversation(), "no reply for two weeks").turn
    assert turn.citations[0].card == "silence"


def test_own_documents_that_do_not_exist_are_named(quick: Settings, hash_embedder: HashEmbedder) -> None:
    with pytest.raises(SearchError, match="no collection 'local-rules'"):
        own_searcher(quick, "local-rules", hash_embedder)
