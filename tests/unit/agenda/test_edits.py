from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agenda import task
from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief, parse_brief
from assistant.agenda.editing.edits import Edit, find_item, read_edit
from assistant.agenda.editing.working import Working, edit, planned
from assistant.agenda.plan import unmasked
from assistant.agenda.task import AgendaTask
from assistant.library import Library

_TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("give anatomy ten more minutes", Edit("minutes", "anatomy", "", 10)),
        ("can you add 5 minutes to the research year?", Edit("minutes", "research year", "", 5)),
        ("take 3 minutes from feedback", Edit("minutes", "feedback", "", -3)),
        ("make anatomy 12 minutes", Edit("set", "anatomy", "", 12)),
        ("swap 1 and 2", Edit("swap", "1", "2")),
        ("make it 20 minutes", Edit("length", amount=20)),
        ("we only have half an hour now", Edit("length", amount=30)),
        ("drop the feedback", Edit("drop", "feedback")),
        ("remove the second item", Edit("drop", "second item")),
        ("add my poster", Edit("add", "my poster")),
        ("park the research topic", Edit("park", "research topic")),
        ("save letters for next time", Edit("park", "letters")),
        ("bring back letters", Edit("unpark", "letters")),
        ("start with letters", Edit("first", "letters")),
        ("move 3 before 2", Edit("before", "3", "2")),
        ("undo that", Edit("undo")),
        ("start over", Edit("restart")),
        ("that looks good", None),
        ("what about feedback?", None),
    ],
)
def test_requests_for_a_change_are_read_in_many_words(message: str, wanted: Edit | None) -> None:
    assert read_edit(message) == wanted


def test_items_are_found_by_number_kind_or_word() -> None:
    items = [
        {"kind": "check-in", "title": "Check-in: how are you?", "notes": ""},
        {"kind": "topic", "title": "Whether to do a research year", "notes": ""},
        {"kind": "topic", "title": "Letters", "notes": ""},
        {"kind": "next-steps", "title": "Decisions and next steps", "notes": ""},
    ]
    found = [
        find_item(words, items) for words in ("2", "the last one", "research", "next steps", "letter", "7", "zebra")
    ]
    assert found == [1, 3, 1, 3, 2, None, None]


_EDITS = st.lists(
    st.one_of(
        st.builds(
            Edit,
            st.just("minutes"),
            st.sampled_from(["1", "2", "3", "letters", "poster"]),
            st.just(""),
            st.integers(-12, 12),
        ),
        st.builds(Edit, st.just("set"), st.sampled_from(["2", "letters"]), st.just(""), st.integers(0, 40)),
        st.builds(
            Edit,
            st.sampled_from(["swap", "before", "after"]),
            st.sampled_from(["1", "2", "letters"]),
            st.sampled_from(["3", "4", "poster"]),
        ),
        st.builds(
            Edit,
            st.sampled_from(["drop", "park", "unpark", "first", "last", "add"]),
            st.sampled_from(["letters", "poster", "feedback", "check-in", "time"]),
        ),
        st.builds(Edit, st.just("length"), st.just(""), st.just(""), st.integers(-5, 200)),
    ),
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=_EDITS)
def test_whatever_is_changed_the_plan_adds_up(edits: list[Edit], library: Library, bank: Bank) -> None:
    words = AgendaTask(library)._words
    working = Working(AgendaBrief(topics=("letters", "my poster"), minutes=30))
    for change in edits:
        made = planned(working, library, _TODAY, bank, unmasked)
        working, said = edit(working, change, made.agenda, words)
        assert said
        agenda = planned(working, library, _TODAY, bank, unmasked).agenda
        assert sum(item["minutes"] for item in agenda["items"]) == agenda["minutes"]
        assert min(item["minutes"] for item in agenda["items"]) >= 2
    assert Working.from_json(working.as_json()) == working


def test_a_change_survives_another_one(library: Library, bank: Bank) -> None:
    words = AgendaTask(library)._words
    working = Working(parse_brief({"topics": ["letters", "my poster"], "minutes": 45}))
    before = planned(working, library, _TODAY, bank, unmasked).agenda
    size = {item["title"]: item["minutes"] for item in before["items"]}
    working, _ = edit(working, Edit("minutes", "poster", "", 4), before, words)
    working, _ = edit(
        working,
        Edit("swap", "letters", "poster"),
        planned(working, library, _TODAY, bank, unmasked).agenda,
        words,
    )
    after = planned(working, library, _TODAY, bank, unmasked).agenda
    topics = [(item["title"], item["minutes"]) for item in after["items"] if item["kind"] == "topic"]
    assert [name for name, _ in topics] == ["My poster", "Letters"]
    assert topics[0][1] == size["My poster"] + 4


def test_the_only_topic_is_not_dropped(library: Library, bank: Bank) -> None:
    working = Working(AgendaBrief(topics=("letters",), minutes=30))
    made = planned(working, library, _TODAY, bank, unmasked)
    same, said = edit(working, Edit("drop", "letters"), made.agenda, AgendaTask(library)._words)
    assert same == working
    assert "only topic" in said


def test_the_module_of_the_task_asks_at_most_twice() -> None:
    assert task._MOST_ASKED == 2
