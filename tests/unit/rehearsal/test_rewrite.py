"""One rewrite: the learner's own words and facts, what stood in their way taken out, blanks for what only they know."""

from __future__ import annotations

import re

import pytest

from assistant.rehearsal import Room
from assistant.rehearsal.rewrite import said_back
from tests.unit.rehearsal.test_compose import BIASED, GOOD, POOR, WANDER, _report


@pytest.mark.parametrize(
    ("line", "back"),
    [
        (WANDER, "So you lost the thread on both today"),
        ("You prescribed a drug he's allergic to.", "So I prescribed a drug he's allergic to"),
        ("I had to wait outside for you.", "So you had to wait outside for me"),
        ("Why?", None),
        ("I don't think so.", None),
    ],
)
def test_a_line_is_said_back_from_the_other_side(line: str, back: str | None) -> None:
    assert said_back(line) == back


def test_a_defence_becomes_thanks_a_summary_and_a_question(room: Room) -> None:
    rewrite = _report(room, WANDER, "But nobody ever showed me how you want it.", "And?", "So.")["rewrite"]
    assert rewrite["suggestion"] == (
        "Thank you for telling me. So you lost the thread on both today, is that right? "
        "I have not been shown how you want it. Could you show me once what good looks like?"
    )


def test_blame_and_self_attack_are_left_out(room: Room) -> None:
    suggestion = _report(room, *POOR)["rewrite"]["suggestion"]
    assert not re.search(r"nurse|other attendings|always mess", suggestion)


def test_a_boundary_is_kept_word_for_word(room: Room) -> None:
    assert _report(room, *BIASED)["rewrite"]["suggestion"].startswith(BIASED[1])


@pytest.mark.parametrize("texts", [GOOD, POOR, BIASED])
def test_no_number_and_no_name_comes_from_nowhere(room: Room, texts: tuple[str, ...]) -> None:
    suggestion = re.sub(r"\[ADD:[^\]]*\]", "", _report(room, *texts)["rewrite"]["suggestion"])
    known = " ".join(texts)
    for token in re.findall(r"\d+|(?<=[a-z] )[A-Z][a-z]+", suggestion):
        assert token in known or token in ("Is", "So")
