"""A scenario of one's own: whose words the persona speaks, and what cannot be played."""

from __future__ import annotations

import pytest

from assistant.errors import LibraryError
from assistant.library.scenarios import load_rules
from assistant.rehearsal import own

ANSWERS = {
    "who": "my registrar",
    "says": "You never finish your jobs. I have to do them at night.",
    "style": "quite harsh really",
    "facts": "Three jobs were left on Monday. The ward had to call me at two.",
    "goal": "Stay calm.",
}


def test_the_persona_speaks_the_person_s_words() -> None:
    scenario, data = own.build(ANSWERS, load_rules(), title="My own situation")
    assert scenario.opening == ANSWERS["says"]
    assert [fact.says for fact in scenario.facts] == [
        "Three jobs were left on Monday.",
        "The ward had to call me at two.",
    ]
    assert (scenario.persona.style, scenario.goals) == ("blunt", ("Stay calm.", "Leave with one step and a day."))
    assert own.rebuild(data, load_rules()) == scenario


def test_only_the_words_are_needed() -> None:
    scenario, _ = own.build({"says": ANSWERS["says"]}, load_rules(), title="My own situation")
    assert scenario.persona.style == "brisk"
    assert scenario.facts


@pytest.mark.parametrize("says", ["", "no", "..."])
def test_too_little_cannot_be_played(says: str) -> None:
    with pytest.raises(LibraryError, match="too short"):
        own.build({**ANSWERS, "says": says}, load_rules(), title="My own situation")


def test_a_slur_is_not_played() -> None:
    with pytest.raises(LibraryError, match="slur"):
        own.build({**ANSWERS, "says": "Listen, you bitch, do your jobs."}, load_rules(), title="My own situation")


def test_a_long_line_is_cut_at_a_sentence() -> None:
    says = "You were late on Monday again. " * 30
    scenario, _ = own.build({**ANSWERS, "says": says}, load_rules(), title="My own situation")
    assert len(scenario.opening) <= 400
    assert scenario.opening.endswith("again.")
