from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agenda import AgendaBrief, LastAction, Planner, Working, carry_over
from assistant.errors import InputError
from assistant.library import Library

_TODAY = dt.date(2026, 11, 23)
_BRIEF = AgendaBrief(topics=("letters", "my poster", "feedback"), minutes=45, date="2026-12-03T15:00")


@pytest.fixture
def planner(library: Library) -> Planner:
    return Planner(library, today=lambda: _TODAY)


def _shape(planner: Planner, working: Working) -> list[tuple[str, int]]:
    return [(item["title"], item["minutes"]) for item in planner.plan(working).agenda["items"]]


def test_minutes_set_by_hand_are_exact_and_the_sum_stays(planner: Planner) -> None:
    working = Working(_BRIEF)
    place = next(n for n, (name, _) in enumerate(_shape(planner, working)) if name == "My poster")
    for minutes in (14, 3, 9):
        working = planner.set_minutes(working, place, minutes)
        shape = _shape(planner, working)
        assert shape[place] == ("My poster", minutes)
        assert sum(value for _, value in shape) == 45


def test_an_item_lands_where_it_is_put(planner: Planner) -> None:
    working = Working(_BRIEF)
    names = [name for name, _ in _shape(planner, working)]
    for item, to in ((0, 3), (4, 1), (2, 2)):
        working = planner.move(working, item, to)
        names.insert(to, names.pop(item))
        assert [name for name, _ in _shape(planner, working)] == names


def test_what_is_parked_comes_back_as_the_first_topic(planner: Planner) -> None:
    shape = _shape(planner, Working(_BRIEF))
    place = next(n for n, (name, _) in enumerate(shape) if name == "My poster")
    parked = planner.park(Working(_BRIEF), place)
    agenda = planner.plan(parked).agenda
    assert [line.split(" (")[0] for line in agenda["parked"]] == ["My poster"]
    back = planner.plan(planner.unpark(parked, 0)).agenda
    assert back["parked"] == []
    assert next(item["title"] for item in back["items"] if item["kind"] == "topic") == "My poster"


def test_what_cannot_be_done_says_why(planner: Planner) -> None:
    working = Working(_BRIEF)
    shape = _shape(planner, working)
    opening = next(n for n, (name, _) in enumerate(shape) if name.startswith("Check-in"))
    for change, why in (
        (lambda: planner.set_minutes(working, 3, 1), "under two minutes"),
        (lambda: planner.set_minutes(working, 3, 60), "can give"),
        (lambda: planner.set_minutes(working, 40, 5), "no item '41'"),
        (lambda: planner.move(working, 0, 40), "no item '41'"),
        (lambda: planner.park(working, opening), "no topic"),
        (lambda: planner.unpark(working, 0), "no parked point '1'"),
        (lambda: planner.add(working, "  Letters "), "already"),
        (lambda: planner.set_length(working, 0), "cannot be planned"),
    ):
        with pytest.raises(InputError, match=why):
            change()


def test_findings_follow_the_change(planner: Planner) -> None:
    working = Working(_BRIEF)
    said = {finding.item: finding.message for finding in planner.plan(working).findings}
    assert said["A05"] == "the biggest box goes to the first goal"
    changed = planner.plan(planner.set_minutes(working, 3, 3))
    said = {finding.item: finding.message for finding in changed.findings}
    assert said["A05"] == "order and sizes are as you set them"
    assert said["A01"] == "the boxes sum to 45 minutes"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=st.lists(st.tuples(st.sampled_from(["set", "move"]), st.integers(0, 7), st.integers(0, 20)), max_size=6))
def test_any_row_of_drags_keeps_every_item_and_the_sum(moves: list[tuple[str, int, int]], library: Library) -> None:
    planner = Planner(library, today=lambda: _TODAY)
    working = Working(_BRIEF)
    names = sorted(name for name, _ in _shape(planner, working))
    for name, item, value in moves:
        try:
            working = (planner.set_minutes if name == "set" else planner.move)(working, item, value)
        except InputError:
            continue
        shape = _shape(planner, working)
        assert sorted(name for name, _ in shape) == names
        assert sum(minutes for _, minutes in shape) == 45
        assert min(minutes for _, minutes in shape) >= 2
    assert Working.from_json(working.as_json()) == working


def test_the_start_is_the_briefs_own_time(planner: Planner) -> None:
    assert planner.start(Working(_BRIEF)) == dt.datetime(2026, 12, 3, 15)
    assert planner.start(Working(AgendaBrief(date="2026-12-03"))) == dt.date(2026, 12, 3)
    assert planner.start(Working(AgendaBrief(date="2026-02-30"))) is None


def test_earlier_actions_stand_back_behind_the_users_own() -> None:
    earlier = (LastAction(what="email the lab"),)
    assert carry_over(AgendaBrief(), earlier).last_actions == earlier
    own = AgendaBrief(last_actions=(LastAction(what="read the paper"),))
    assert carry_over(own, earlier) == own


def test_a_message_adds_to_what_was_known(planner: Planner) -> None:
    read = planner.read("40 minutes, and talk about my rota", AgendaBrief(topics=("letters",)))
    assert read.brief.topics == ("letters", "my rota")
    assert read.brief.minutes == 40
