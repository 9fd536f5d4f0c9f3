"""A hint, in the coach's voice: the one thing that this play lacks most. Kept apart from the persona."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.scenarios import Scenario
from assistant.reading import read_yaml
from assistant.rehearsal.play import Play

_PATH = Path(__file__).with_name("data") / "hints.yaml"
_RECEIVE = (
    ("summary", {"summarised"}),
    ("question", {"asked", "disagreed_well"}),
    ("own", {"owned"}),
    ("plan", {"planned"}),
    ("check", {"check_back"}),
)
_GIVE = (
    ("view", {"asked_view"}),
    ("event", {"specific"}),
    ("feeling", {"reflected"}),
    ("impact", {"impact"}),
    ("plan", {"plan_asked"}),
    ("check", {"follow_up"}),
)


class Hints:
    """Chooses hints from one file."""

    def __init__(self, path: Path = _PATH) -> None:
        self._texts = load_hints(path)

    def hint(self, play: Play, scenario: Scenario) -> str:
        """Return the hint for the learner's next turn."""
        texts = self._texts[scenario.role]
        last = set(play.turns[-1].acts) if play.turns else set()
        done = {act for turn in play.turns for act in turn.acts}
        if scenario.role == "receive":
            if "R16" in scenario.rubric and "boundary" not in done and scenario.difficulty == 3:
                return texts["boundary"]
            for acts, name in (
                ({"attacked", "abusive"}, "unkind"),
                ({"self_attacked"}, "self"),
                ({"defended", "blamed", "sarcastic"}, "heat"),
            ):
                if last & acts:
                    return texts[name]
        elif last & {"labelled", "biased", "abusive"}:
            return texts["unkind"]
        elif last & {"dismissed", "lectured"}:
            return texts["feeling"]
        steps = _RECEIVE if scenario.role == "receive" else _GIVE
        return next((texts[name] for name, acts in steps if not acts & done), texts["close"])


def load_hints(path: Path = _PATH) -> Mapping[str, Mapping[str, str]]:
    """Read the hints. Raises LibraryError naming the missing one."""
    data = read_yaml(path)
    wanted = {
        "receive": {"heat", "unkind", "self", "boundary", "close", *(name for name, _ in _RECEIVE)},
        "give": {"unkind", "close", *(name for name, _ in _GIVE)},
    }
    for role, names in wanted.items():
        texts = data.get(role) if isinstance(data, dict) else None
        for name in sorted(names):
            if not isinstance(texts, dict) or not isinstance(texts.get(name), str):
                raise LibraryError(path.name, f"{role}.{name}", "is missing")
    found: Mapping[str, Mapping[str, str]] = data
    return found
