"""A scenario of the person's own, from a few questions. Each line of the persona's is theirs or a plain one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.errors import LibraryError
from assistant.library.scenarios import Rules, Scenario, parse_scenario
from assistant.rehearsal.text import fold, sentences, words

# The questions, in order; only the second must be answered.
QUESTIONS = ("who", "says", "style", "facts", "goal")
_STYLES = {
    "blunt": r"\b(?:blunt|harsh|direct|rude|angry|aggressive|short|sharp|cold|tough|hard)\b",
    "warm": r"\b(?:warm|kind|nice|friendly|gentle|caring|soft)\b",
    "formal": r"\b(?:formal|polite|distant|official|stiff|correct)\b",
    "brisk": r"\b(?:brisk|busy|quick|rushed|hurried|fast|stressed)\b",
}
_RUBRIC = [f"R{number:02d}" for number in range(1, 17)]
_OPENING = 380
_LINES: dict[str, dict[str, list[str]]] = {
    "guarded": {"any": ["That is how I see it.", "I meant what I said."]},
    "thawing": {"any": ["All right, I am listening.", "Go on."]},
    "open": {"any": ["That helps me.", "I did not expect this to go so well."]},
}


def style_of(text: str) -> str:
    """The manner of speaking that an answer names; brisk when it names none."""
    folded = fold(text)
    return next((name for name, pattern in _STYLES.items() if re.search(pattern, folded)), "brisk")


def build(answers: Mapping[str, str], rules: Rules, *, title: str, source: str = "") -> tuple[Scenario, dict[str, Any]]:
    """Build the scenario; returns it and its data for keeping.

    Raises LibraryError naming the answer that cannot be used (a slur, or too little to play).
    """
    opening = _shorten(answers.get("says", ""))
    if len(words(fold(opening))) < 2:
        raise LibraryError("own situation", "says", "is too short to be played")
    who = " ".join(answers.get("who", "").split())[:80] or "The person who gives you feedback"
    goal = " ".join(answers.get("goal", "").split())[:200]
    facts = [s.text for s in sentences(answers.get("facts", "")) if len(words(fold(s.text))) >= 3][:6]
    data: dict[str, Any] = {
        "id": "own-situation",
        "title": title,
        "role": "receive",
        "summary": "The conversation that you described.",
        "persona": {
            "title": who if len(who) >= 5 else f"Your {who}",
            "relationship": "As you described it",
            "style": style_of(answers.get("style", "")),
        },
        "setting": source or "The place and the moment are the ones that you have in mind.",
        "opening": opening,
        "goals": [goal or "Understand the point before you answer it.", "Leave with one step and a day."],
        "rubric": _RUBRIC,
        "difficulty": 2,
        "content_warning": None,
        "sliders": {
            "warmth": 0.7 if style_of(answers.get("style", "")) == "warm" else 0.4,
            "specificity": 0.5,
            "time": 0.6,
            "accuracy": 0.9,
        },
        "facts": [{"about": fact, "says": _shorten(fact)} for fact in dict.fromkeys(facts) if _shorten(fact) != opening]
        or [{"about": "an example of it", "says": "I have told you the main thing."}],
        "holds_back": None,
        "trust_moves": {},
        "lines": _LINES,
    }
    return parse_scenario(data, "own situation", _lenient(rules)), data


def rebuild(data: Mapping[str, Any], rules: Rules) -> Scenario:
    """Build the scenario again from its kept data. Raises LibraryError."""
    return parse_scenario(dict(data), "own situation", _lenient(rules))


def _lenient(rules: Rules) -> Rules:
    """What a real person said is played as it was said; only slurs are left out."""
    return rules.model_copy(update={"concession": "", "coaching": ""})


def _shorten(text: str) -> str:
    """At most three sentences and the length that an opening may have; exact words of the text."""
    kept = ""
    for sentence in sentences(" ".join(text.split()))[:3]:
        longer = f"{kept} {sentence.text}".strip()
        if len(longer) > _OPENING:
            break
        kept = longer
    return kept or " ".join(text.split())[:_OPENING]
