"""One turn of asking: answered and cited, asked back, or said not to be covered; never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import AnswerTask
from assistant.answers.task import TOUR
from assistant.errors import SearchError
from assistant.events import Choices, Citation, Conversation, Event, Notice, Remember, Status, Text, Turn
from assistant.library import Library, load_library
from assistant.search import Document, IndexStore, Searcher, library_documents
from assistant.search.passages import Section
from assistant.words import load_words
from tests.hashing import HashEmbedder
from tests.small_library import ANSWER, SECTIONS, write_library

WORDS = load_words()
OWN = Document(
    "pagers.md", "Pagers", (Section("", "Collect a pager from the switchboard."),), ("Where do I get a pager?",)
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(write_library(tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="module")
def data(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    IndexStore(folder, "guidance").ingest(library_documents(library), HashEmbedder())
    IndexStore(folder, "own-rules").ingest([OWN], HashEmbedder())
    return folder


@pytest.fixture
def task(library: Library, data: Path, hash_embedder: HashEmbedder) -> AnswerTask:
    return AnswerTask(library, Searcher(data, "guidance", hash_embedder), WORDS)


@pytest.fixture
def both(library: Library, data: Path, hash_embedder: HashEmbedder) -> AnswerTask:
    own = Searcher(data, "own-rules", hash_embedder)
    return AnswerTask(library, Searcher(data, "guidance", hash_embedder), WORDS, own)


def said(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, Text))


def offered(events: list[Event]) -> tuple[str, ...]:
    return next((event.choices for event in events if isinstance(event, Choices)), ())


def cited(events: list[Event]) -> list[Citation]:
    return [event for event in events if isinstance(event, Citation)]


def remembered(events: list[Event]) -> dict[str, object]:
    return next((dict(event.state) for event in events if isinstance(event, Remember)), {})


def after(task: AnswerTask, message: str) -> Conversation:
    events = list(task.turn(Conversation(), message))
    turn = Turn(1, "ask", message, said(events), tuple(cited(events)), offered(events), remembered(events))
    return Conversation((turn,))


def test_a_covered_question_is_answered_cited_and_remembered(task: AnswerTask, library: Library) -> None:
    question = library.cards["how-often"].title
    events = list(task.turn(Conversation(), question))
    assert isinstance(events[0], Status)
    assert said(events).startswith(f"**{ANSWER}** [1]")
    assert {citation.card for citation in cited(events)} == {"how-often"}
    assert [citation.n for citation in cited(events)] == list(range(1, len(cited(events)) + 1))
    assert library.cards["letters"].title in offered(events)
    assert remembered(events) == {"query": question, "card": "how-often"}


def test_each_quote_stands_in_the_passage_it_names(task: AnswerTask, library: Library, data: Path) -> None:
    events = list(task.turn(Conversation(), library.cards["letters"].title))
    store = IndexStore(data, "guidance")
    passages = {passage.id: passage for passage in store.passages(store.require())}
    assert cited(events)
    assert all(citation.quote in passages[citation.passage].text for citation in cited(events))


def test_what_is_not_covered_is_said_and_not_answered(task: AnswerTask) -> None:
    events = list(task.turn(Conversation(), "boiling point of tungsten and quasars"))
    assert said(events).startswith(WORDS("not_covered"))
    assert cited(events) == []
    assert offered(events)
    assert not remembered(events)


@pytest.mark.parametrize(("message", "name"), [("hello", "tour"), ("thanks", "thanks"), ("bye", "goodbye")])
def test_small_talk_needs_no_search(task: AnswerTask, message: str, name: str, hash_embedder: HashEmbedder) -> None:
    assert said(list(task.turn(Conversation(), message))) == WORDS(name)
    assert not hash_embedder.loaded


def test_the_tour_offers_one_example_of_each_task(task: AnswerTask) -> None:
    assert offered(list(task.tour())) == tuple(WORDS(name) for name in TOUR)


@pytest.mark.parametrize("message", ["why?", "give me an example", "make it shorter", "tell me more"])
def test_a_follow_up_with_nothing_before_it_says_so(task: AnswerTask, message: str) -> None:
    events = list(task.turn(Conversation(), message))
    assert said(events) == WORDS("no_last")
    assert offered(events)


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("why?", WORDS("why")),
        ("give me an example", SECTIONS["Words to try"][1]),
        ("make it shorter", ANSWER),
        ("tell me more", SECTIONS["Watch out"][1]),
        ("and for a resident?", SECTIONS["When it differs"][0]),
    ],
)
def test_a_follow_up_stays_with_the_card(task: AnswerTask, library: Library, message: str, part: str) -> None:
    events = list(task.turn(after(task, library.cards["how-often"].title), message))
    assert part in said(events)
    assert {citation.card for citation in cited(events)} == {"how-often"}
    assert remembered(events)["card"] == "how-often"


def test_yes_asks_the_first_question_that_was_offered(task: AnswerTask, library: Library) -> None:
    conversation = after(task, library.cards["how-often"].title)
    events = list(task.turn(conversation, "yes"))
    assert remembered(events)["query"] == conversation.turns[0].choices[0]


def test_thanks_keeps_what_was_offered_and_remembered(task: AnswerTask, library: Library) -> None:
    conversation = after(task, library.cards["how-often"].title)
    events = list(task.turn(conversation, "thanks"))
    assert offered(events) == conversation.turns[0].choices
    assert remembered(events) == conversation.turns[0].state


def test_own_documents_answer_beside_the_library(both: AnswerTask) -> None:
    events = list(both.turn(Conversation(), "Where do I get a pager?"))
    assert WORDS("own_documents") in said(events)
    (citation,) = [citation for citation in cited(events) if citation.card == "pagers.md"]
    assert citation.quote in OWN.sections[0].text
    assert f"[{citation.n}]" in said(events)


def test_own_documents_do_not_answer_what_they_do_not_cover(both: AnswerTask, library: Library) -> None:
    events = list(both.turn(Conversation(), library.cards["letters"].title))
    assert "pagers.md" not in {citation.card for citation in cited(events)}


def test_without_waiting_keywords_answer_only_when_they_are_sure(
    library: Library, data: Path, hash_embedder: HashEmbedder
) -> None:
    task = AnswerTask(library, Searcher(data, "guidance", hash_embedder), WORDS, wait=False)
    unsure = list(task.turn(Conversation(), "tungsten quasars"))
    assert hash_embedder.loaded, "an unsure answer must wait for the embedder"
    assert not [event for event in unsure if isinstance(event, Notice)]


def test_an_index_that_is_gone_is_an_error_with_what_to_do(library: Library, tmp_path: Path) -> None:
    task = AnswerTask(library, Searcher(tmp_path, "guidance", HashEmbedder()), WORDS)
    with pytest.raises(SearchError, match=r"python ingest\.py"):
        list(task.turn(Conversation(), "How often should we meet?"))


def test_the_same_question_has_the_same_events(task: AnswerTask, library: Library) -> None:
    question = library.cards["silence"].title
    assert list(task.turn(Conversation(), question)) == list(task.turn(Conversation(), question))
