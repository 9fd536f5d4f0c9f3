"""The rehearsal room: the choice of a situation, the persona, how one feels, the debrief with its quotes and charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.errors import InputError
from assistant.library import Library
from assistant.library.scenarios import Sliders
from assistant.rehearsal import (
    Attempt,
    RehearsalView,
    Room,
    ScenarioCard,
    list_scenarios,
    read_report,
    read_view,
    rehearsal_files,
    start_message,
)
from assistant.rehearsal.show import quoted_turn
from assistant.ui.desk import Action, Desk, File, Outcome
from assistant.ui.views import Views

SLIDERS = ("warmth", "specificity", "time", "accuracy")
_KINDS = {
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The stages in which a number from 0 to 10 is waited for, and what it is.
RATED = {"before": "feel_before", "rating": "rate_self", "after": "feel_after"}
_WIDTH, _HEIGHT, _EDGE = 300, 90, 12


class RehearsalPanel:
    """Draws the rehearsal room. What happens in it is said in the chat."""

    def __init__(self, library: Library, views: Views, room: Callable[[], Room]) -> None:
        self._library = library
        self._views = views
        self._words = views.words
        self._open_room = room

    def draw(self, desk: Desk) -> str:
        """Return what fits the stage: the choice, one scenario, the play, or the debrief."""
        room = self._open_room()
        cards = {card.id: card for card in list_scenarios(room)}
        view = read_view(room, desk.conversation.state("rehearsal"))
        if desk.scenario in cards:
            return self._views.render("rehearsal_look", card=cards[desk.scenario], sliders=SLIDERS)
        if desk.form or view.card is None or view.stage in ("idle", "choose"):
            return self._views.render(
                "rehearsal_choose",
                groups=[(role, [c for c in cards.values() if c.role == role]) for role in ("receive", "give")],
                stage=view.stage,
                playing=view.card is not None and view.stage not in ("idle", "choose"),
                own=room.words("offer_own"),
            )
        report = read_report(room, desk.conversation.state("rehearsal")) if view.stage == "again" else None
        return self._views.render(
            "rehearsal",
            view=view,
            card=view.card,
            rated=RATED.get(view.stage, ""),
            say={name: room.words(f"choice_{name}") for name in ("hint", "pause", "end", "go_on", "stop", "skip")}
            | {"warned": room.words("warned"), "other": room.words("other")}
            | {name: room.words(f"choice_{name}") for name in ("again", "another")},
            redo=[room.words("choice_redo", turn=n) for n in range(1, len(view.trust))],
            report=self._told(room, report) if report else None,
            trust=_line([point.trust for point in view.trust], 10),
            attempts=_bars(view.attempts),
            feelings=_feelings(view),
            files=sorted(rehearsal_files(room, desk.conversation.state("rehearsal"))) if view.lines else [],
        )

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Look at a scenario, go back to the list, or begin."""
        match action.name:
            case "rehearsal.look":
                return Outcome(desk.changed(task="rehearsal", tab="work", scenario=action("scenario")))
            case "rehearsal.choose":
                return Outcome(desk.changed(task="rehearsal", tab="work", scenario="", form=True))
            case "rehearsal.back":
                return Outcome(desk.changed(scenario="", form=False))
            case "rehearsal.begin":
                card = self._card(action("scenario"))
                sliders = Sliders(**{name: _share(action, name, getattr(card.sliders, name)) for name in SLIDERS})
                return Outcome(desk, say=start_message(card, sliders))
        return Outcome(desk)

    def knows(self, scenario: str) -> bool:
        """Whether there is such a scenario."""
        return scenario in self._open_room().scenarios

    def file(self, desk: Desk, action: Action) -> File | None:
        """Return the transcript or the debrief as a file. Raises InputError when there is none."""
        name = action("file")
        files = rehearsal_files(self._open_room(), desk.conversation.state("rehearsal"))
        if name not in files:
            raise InputError(self._words("no_rehearsal"))
        return File(name, _KINDS[name.rsplit(".", 1)[1]], files[name]())

    def _card(self, scenario: str) -> ScenarioCard:
        found = next((card for card in list_scenarios(self._open_room()) if card.id == scenario), None)
        if found is None:
            raise InputError(self._words("no_such_scenario", scenario=scenario[:60]))
        return found

    def _told(self, room: Room, report: Mapping[str, Any]) -> dict[str, Any]:
        """The report with names for its items, and turns counted as the person counts their own."""

        def told(entry: Mapping[str, Any]) -> dict[str, Any]:
            card = entry["card"] if entry["card"] in self._library.cards else ""
            item = room.rubrics.get(entry["item"])
            return {
                **entry,
                "name": item.name if item else "",
                "mine": quoted_turn(entry["turn"]),
                "card": card,
            }

        rewrite = report["rewrite"]
        return {
            "strengths": [told(entry) for entry in report["strengths"]],
            "change": told(report["change"]),
            "criteria": [told(entry) for entry in report["criteria"] if entry["score"] is not None],
            "unseen": [told(entry)["name"] for entry in report["criteria"] if entry["score"] is None],
            "rewrite": {**rewrite, "mine": quoted_turn(rewrite["turn"])} if rewrite["suggestion"] else None,
        }


def _share(action: Action, name: str, default: float) -> float:
    """A slider of 0 to 10 as the share that a scenario takes."""
    return min(max(action.number(name, round(default * 10)) / 10, 0.0), 1.0) if action(name) else default


def _line(values: Sequence[int], most: int) -> dict[str, Any] | None:
    """Points of a small line chart; None where there is nothing to compare."""
    if len(values) < 2:
        return None
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    high = _HEIGHT - 2 * _EDGE
    points = [(_EDGE + n * step, _HEIGHT - _EDGE - high * value / most) for n, value in enumerate(values)]
    return {
        "path": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "points": [(f"{x:.1f}", f"{y:.1f}", value) for (x, y), value in zip(points, values, strict=True)],
        "width": _WIDTH,
        "height": _HEIGHT,
        "first": values[0],
        "last": values[-1],
    }


def _bars(attempts: Sequence[Attempt]) -> list[dict[str, int]]:
    """Each attempt at this scenario, its points as a share of a hundred."""
    return [
        {"points": attempt.points, "most": attempt.most, "share": round(100 * attempt.points / attempt.most)}
        for attempt in attempts
        if attempt.most
    ]


def _feelings(view: RehearsalView) -> tuple[int, int] | None:
    last = view.attempts[-1] if view.attempts else None
    if last is None or last.before is None or last.after is None:
        return None
    return last.before, last.after
