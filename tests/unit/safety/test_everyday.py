"""What the coach is used for all day is never stopped: its commands, the turns of a rehearsal, ordinary questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Coach
from assistant.library.files import read_yaml
from assistant.screening import Screener
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"
COMMANDS = (
    "end, End., END NOW, stop, Stop!, quit, exit, pause, resume, again, once more, shorter, longer, undo, next, back,"
    " done, I'm done, I am done for today, yes, no, ok, hint, give me a hint, 1, 2, 10, finish it, the end, that's all,"
    " let me go, goodbye, I give up, enough, end it here, can we end now, I want to stop, kill the second line"
).split(", ")
TURNS = ("So the plan came too late for you to use it?", "I find that hurtful, and I'd like it to stop.", "Nobody told me.")
# Cards about what is grave: a question that a reader would ask of them may well be a disclosure.
GRAVE = frozenset(
    "thoughts-of-suicide worried-about-a-mentee mistreatment burnout microaggressions biased-feedback patient-privacy"
    " ethical-dilemmas speaking-up mentor-malpractice when-mentoring-fails not-covered".split()
)


@pytest.fixture(scope="module")
def screener(coach: Coach) -> Screener:
    return coach._screener


def questions() -> Iterator[str]:
    """Every fifth phrasing of the cards that are not about what is grave."""
    for path in sorted((KNOWLEDGE / "phrasings").glob("*.yaml")):
        pass


@pytest.mark.parametrize("play", [False, True])
@pytest.mark.parametrize("message", [*COMMANDS, *TURNS])
def test_a_plain_command_or_turn_goes_through(screener: Screener, message: str, play: bool) -> None:
    assert screener.screen(message, in_play=play).kind == "none"
