"""Scenario files: what must stand in them, and what no persona may say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library import load_library
from assistant.library.rubrics import check_cards, load_rubrics
from assistant.library.scenarios import load_rules, load_scenarios, load_styles, parse_scenario
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"


def _data(name: str = "wandering-presentation") -> dict[str, Any]:
    return yaml.safe_load((KNOWLEDGE / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8"))


def _refused(data: dict[str, Any]) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        parse_scenario(data, "scenarios/x.yaml", load_rules())
    assert caught.value.file == "scenarios/x.yaml"
    return caught.value


def test_the_library_holds_twenty_of_them_three_with_the_roles_reversed() -> None:
    scenarios = load_scenarios(KNOWLEDGE).values()
    assert len(scenarios) >= 20
    assert len([s for s in scenarios if s.role == "give"]) >= 3
    assert {s.difficulty for s in scenarios} == {1, 2, 3}
    assert all(s.content_warning for s in scenarios if s.rubric and "R16" in s.rubric and s.difficulty == 3)


def test_every_rubric_item_of_a_scenario_exists_and_its_card_too() -> None:
    rubrics = load_rubrics(KNOWLEDGE)
    check_cards(rubrics, load_library(KNOWLEDGE).cards)
    for scenario in load_scenarios(KNOWLEDGE).values():
        assert set(scenario.rubric) <= set(rubrics)


@pytest.mark.parametrize("field", ["persona", "opening", "facts", "lines", "goals", "sliders", "content_warning"])
def test_a_missing_field_is_named(field: str) -> None:
    data = _data()
    del data[field]
    error = _refused(data)
    assert (error.field, error.reason) == (field, "is missing")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Fair enough, you're right.", "gives in"),
        ("I apologise for that.", "gives in"),
        ("Next time try asking me an open question.", "coaches"),
        ("Good question.", "coaches"),
        ("One. Two. Three. Four.", "three sentences"),
        ("You bitch.", "slur"),
    ],
)
def test_what_no_persona_says_while_it_is_guarded_is_refused(line: str, reason: str) -> None:
    data = _data()
    data["lines"]["guarded"]["any"] = [line]
    assert reason in _refused(data).reason


def test_a_line_that_stands_twice_is_refused() -> None:
    data = _data()
    data["lines"]["guarded"]["any"] = [data["opening"]]
    assert "stands twice" in _refused(data).reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"difficulty": 4}, "difficulty"),
        ({"rubric": ["R01", "R02", "V01"]}, "does not fit the role"),
        ({"sliders": {"warmth": 2}}, "sliders.warmth"),
        ({"mood": "bad"}, "mood"),
        ({"rubric": ["R1", "R2", "R3"]}, "'R1'"),
        ({"trust_moves": {"raise": [{"move": "flattered", "by": 1, "reason": "Flattery."}]}}, "flattered"),
    ],
)
def test_a_bad_value_is_refused(change: dict[str, Any], words: str) -> None:
    error = _refused({**_data(), **change})
    assert words in f"{error.field} {error.reason}"


def test_a_file_must_be_called_as_its_id(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "other.yaml").write_text(yaml.safe_dump(_data()), encoding="utf-8")
    with pytest.raises(LibraryError, match="must be the file's name"):
        load_scenarios(tmp_path)


def test_every_style_has_lines_enough_for_ten_turns() -> None:
    short = {style: len(lines["guarded"]["any"]) for style, lines in load_styles().items()}
    assert {style: count for style, count in short.items() if count < 10} == {}
