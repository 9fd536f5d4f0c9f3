"""The workbench of meetings: the brief as a form, the time bar to change, the lists around the meeting, its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from assistant.agenda import AgendaBrief, Planned, Planner, Working, parse_brief, thanks_brief
from assistant.agenda.brief import Meeting, Role
from assistant.agenda.editing.working import remembered
from assistant.agenda.export import to_docx, to_ics, to_markdown
from assistant.errors import InputError
from assistant.events import Agenda, Turn
from assistant.library import Library
from assistant.library.rubrics import RubricItem
from assistant.ui.desk import Action, Desk, File, Outcome
from assistant.ui.views import Views

Mask = Callable[[str], str]
LENGTHS = (15, 20, 30, 45, 60)
LISTS = ("topics", "goals", "concerns")
STEP = 5
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class AgendaPanel:
    """Draws and changes a meeting plan. `mask` takes patients' details out of what is typed."""

    def __init__(self, library: Library, rubrics: dict[str, RubricItem], views: Views, mask: Mask) -> None:
        self._planner = Planner(library, mask=mask)
        self._cards = library.cards
        self._rubrics = rubrics
        self._views = views
        self._words = views.words
        self._mask = mask

    def draw(self, desk: Desk) -> str:
        """Return the form, or the plan with all that stands around it."""
        state = desk.conversation.state("agenda")
        working = _working(desk)
        if working is None or desk.form:
            brief = working.brief if working else _brief(state)
            if desk.prepared and desk.task == "agenda":
                brief = AgendaBrief.model_validate(desk.prepared)
            return self._form(brief, planned=working is not None)
        made = self._planner.plan(working)
        start = self._planner.start(working)
        return self._views.render(
            "agenda",
            plan=made.agenda,
            items=_clocked(made.agenda["items"]),
            kinds=sorted({item["kind"] for item in made.agenda["items"]}),
            lengths=sorted({*LENGTHS, made.agenda["minutes"]}),
            step=STEP,
            start=start.isoformat()[:16] if start else "",
            has_day=start is not None,
            failed=self._failed(made),
            can_undo=bool(state.get("history")),
            key=desk.id or "page",
        )

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Change the plan. Raises InputError with the reason when a change cannot be made."""
        working, planner = _working(desk), self._planner
        if action.name == "agenda.form":
            return Outcome(desk.changed(form=not desk.form, tab="work", task="agenda"))
        if working is None:
            return Outcome(desk)
        item = action.number("item")
        match action.name:
            case "agenda.minutes":
                changed = planner.set_minutes(working, item, action.number("minutes"))
            case "agenda.move":
                changed = planner.move(working, item, action.number("to"))
            case "agenda.park":
                changed = planner.park(working, item)
            case "agenda.drop":
                changed = planner.drop(working, item)
            case "agenda.unpark":
                changed = planner.unpark(working, item)
            case "agenda.add":
                changed = planner.add(working, self._mask(action("topic")))
            case "agenda.length":
                changed = planner.set_length(working, action.number("minutes"))
            case "agenda.day":
                changed = replace(working, brief=working.brief.model_copy(update={"date": action("day") or None}))
            case "agenda.undo":
                return self._undo(desk)
            case _:
                return Outcome(desk)
        history = desk.conversation.state("agenda").get("history", [])
        return Outcome(self._put_back(desk, changed, remembered(list(history), working)))

    def make(self, desk: Desk, action: Action) -> Turn:
        """Plan from the form: a turn of the conversation. Raises InputError for a value that cannot be used."""
        data: dict[str, Any] = {
            name: self._mask(action(name)).strip() or None
            for name in ("role", "stage", "meeting", "date", "mentor", "mentee")
        }
        data |= {name: _lines(self._mask(action(name))) for name in LISTS}
        data["minutes"] = action.number("minutes") if action("minutes").strip() else None
        return self.plan(desk, parse_brief(data))

    def plan(self, desk: Desk, brief: AgendaBrief) -> Turn:
        """Plan from a brief, as a turn of the conversation; what was agreed last time is carried over."""
        state, before = desk.conversation.state("agenda"), _working(desk)
        if not brief.last_actions and state.get("agreed"):
            brief = parse_brief({**brief.model_dump(), "last_actions": state["agreed"]})
        working = Working(brief)
        made = self._planner.plan(working)
        history = remembered(list(state.get("history", [])), before) if before else []
        said = self._words("plan_said", meeting=self._words(f"meeting_{brief.kind}"), minutes=made.agenda["minutes"])
        lines = [f"{n}. {item['title']}, {item['minutes']} min" for n, item in enumerate(made.agenda["items"], 1)]
        parts = [self._words("plan_made", minutes=made.agenda["minutes"]), *made.problems, "\n".join(lines)]
        if count := len(made.agenda["parked"]):
            parts.append(self._words("plan_parked", count=count) if count > 1 else self._words("plan_parked_one"))
        return Turn(
            n=len(desk.conversation.turns) + 1,
            task="agenda",
            user=said,
            reply="\n\n".join(parts),
            citations=made.citations,
            state={**_kept(state), "working": working.as_json(), "history": history},
            agenda=Agenda(made.agenda),
            findings=made.findings,
        )

    def thanks(self, desk: Desk) -> dict[str, Any]:
        """The outreach brief of the thank-you. Raises InputError when nothing was planned."""
        state, working = desk.conversation.state("agenda"), _working(desk)
        if state.get("handoff"):
            return dict(state["handoff"])
        if working is None:
            raise InputError(self._words("no_plan"))
        return thanks_brief(working.brief, None)

    def file(self, desk: Desk, action: Action) -> File | None:
        """Return the plan as a file. Raises InputError without a plan, or without a day for a calendar file."""
        working = _working(desk)
        if working is None:
            raise InputError(self._words("no_plan"))
        agenda = self._planner.plan(working).agenda
        match action("file"):
            case "agenda.md":
                return File("agenda.md", "text/markdown", to_markdown(agenda).encode())
            case "agenda.docx":
                return File("agenda.docx", _DOCX, to_docx(agenda))
            case "agenda.ics":
                start = self._planner.start(working)
                if start is None:
                    raise InputError(self._words("no_day"))
                zone = action("zone") or "UTC"
                return File("agenda.ics", "text/calendar", to_ics(agenda, start, zone, dt.datetime.now(dt.UTC)))
        return None

    def _form(self, brief: AgendaBrief, *, planned: bool) -> str:
        return self._views.render(
            "agenda_form",
            brief=brief,
            meetings=get_args(Meeting),
            roles=get_args(Role),
            lengths=sorted({*LENGTHS, *([brief.minutes] if brief.minutes else [])}),
            minutes=brief.minutes or 30,
            lists=[(name, "\n".join(getattr(brief, name))) for name in LISTS],
            planned=planned,
        )

    def _undo(self, desk: Desk) -> Outcome:
        history = list(desk.conversation.state("agenda").get("history", []))
        if not history:
            return Outcome(desk)
        back = self._put_back(desk, Working.from_json(history[-1]), history[:-1])
        return Outcome(back, told=self._words("undone"))

    def _put_back(self, desk: Desk, working: Working, history: list[Any]) -> Desk:
        """The desk with its last turn about the meeting as it stands after a change."""
        turn = desk.conversation.last("agenda")
        if turn is None:
            return desk
        made = self._planner.plan(working)
        state = {**turn.state, "working": working.as_json(), "history": history}
        changed = replace(turn, agenda=Agenda(made.agenda), findings=made.findings, state=state)
        return desk.with_turn(changed).changed(revision=desk.revision + 1)

    def _failed(self, made: Planned) -> list[dict[str, str]]:
        found = []
        for item in made.findings:
            if item.passed or item.severity == "info":
                continue
            rubric = self._rubrics.get(item.item)
            card = rubric.card if rubric and rubric.card in self._cards else ""
            text = item.message[0].upper() + item.message[1:]
            found.append({"text": text, "quote": item.quote or "", "severity": item.severity, "card": card})
        return found


def _working(desk: Desk) -> Working | None:
    data = desk.conversation.state("agenda").get("working")
    return Working.from_json(data) if data else None


def _brief(state: Any) -> AgendaBrief:
    return AgendaBrief.model_validate(state["brief"]) if state.get("brief") else AgendaBrief()


def _kept(state: Any) -> dict[str, Any]:
    return {name: state[name] for name in ("agreed", "summary", "handoff") if name in state}


def _lines(text: str) -> list[str]:
    return [line.strip(" -*\t") for line in text.split("\n") if line.strip(" -*\t")]


def _clocked(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each item with the minute at which it begins, as 0:05."""
    at, found = 0, []
    for item in items:
        found.append({**item, "at": f"{at // 60}:{at % 60:02d}"})
        at += item["minutes"]
    return found
