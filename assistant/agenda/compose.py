"""Brief -> meeting plan, in the contract's form. Deterministic; every fact in it is the user's.

plan = compose(brief, bank, Schedule(today, day), minutes=30)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assistant.agenda.bank import Bank, Kind, MeetingData, fill
from assistant.agenda.brief import AgendaBrief, LastAction, status_of
from assistant.agenda.planning.around import actions, next_meeting, prepare, questions, send_ahead, thanks
from assistant.agenda.planning.boxes import Boxes, fit
from assistant.agenda.planning.points import (
    Point,
    Selection,
    Speaker,
    is_sentence,
    is_vague,
    select,
    speaker,
)
from assistant.agenda.planning.schedule import Schedule
from assistant.agenda.wording.address import to_third
from assistant.agenda.wording.phrases import tidy, title
from assistant.agenda.wording.themes import content_words, is_clinical, is_decision

_PURPOSE_WORDS = 25
_BREAK_FROM = 90
_FULL_FRAME_FROM = 20


@dataclass(frozen=True)
class Wishes:
    """What the user changed by talking: kinds left out, topics set aside, points put first, their own first step."""

    omit: tuple[Kind, ...] = ()
    parked: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    first_step: str = ""


def compose(
    brief: AgendaBrief,
    bank: Bank,
    schedule: Schedule,
    minutes: int,
    wishes: Wishes | None = None,
    stated: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the plan. `stated` are assumptions to be told to the other side (a default length, no day)."""
    wishes = wishes or Wishes()
    who = speaker(brief, bank)
    set_aside = {text.lower() for text in wishes.parked}
    active = brief.model_copy(update={"topics": tuple(t for t in brief.topics if t.lower() not in set_aside)})
    chosen = select(active, minutes, bank, order=wishes.order)
    meeting = bank.meetings[brief.kind]
    points = chosen.points or (Point(fill(meeting.default_topic[brief.role], _names(who)), given=False),)
    wanted = _wanted(meeting, brief, chosen, minutes, wishes)
    boxes = fit(minutes, _boxed(wanted, brief, minutes), meeting.spare, len(points))
    shown, left = points[: len(boxes.topics)], points[len(boxes.topics) :]
    writer = _Writer(brief, bank, meeting, schedule, who, chosen, minutes, stated)
    return {
        "purpose": writer.purpose(shown),
        "minutes": minutes,
        "items": writer.items(boxes, shown, wanted),
        "parked": writer.parked(left, wishes.parked),
        "prepare": prepare(brief, bank, schedule, who, shown, chosen, minutes),
        "send_ahead": send_ahead(brief, bank, schedule, who, shown, stated),
        "questions": questions(brief, bank, who, shown, chosen, minutes),
        "actions": actions(brief, bank, schedule, who, shown, chosen, wishes.first_step),
        "next_meeting": next_meeting(brief, bank, schedule, minutes),
        "thanks": thanks(brief, bank, schedule, who, shown),
    }


def _names(who: Speaker) -> dict[str, str]:
    return {"mentor": who.mentor, "mentee": who.mentee}


def _wanted(
    meeting: MeetingData, brief: AgendaBrief, chosen: Selection, minutes: int, wishes: Wishes
) -> dict[Kind, Any]:
    """The kinds that this meeting calls for. Wellbeing only when strain was mentioned."""
    kinds = {kind: box for kind, box in meeting.boxes.items() if kind not in wishes.omit}
    if not chosen.strain:
        kinds.pop("wellbeing", None)
    asks_progress = brief.kind in ("regular", "review") or (brief.kind == "career" and minutes >= 30)
    if not brief.last_actions and not asks_progress:
        kinds.pop("last-actions", None)
    if brief.kind == "first" and brief.last_actions:
        opening: dict[Kind, Any] = {"introductions": kinds.pop("introductions", meeting.boxes["introductions"])}
        kinds = {**opening, "last-actions": meeting.boxes["feedback"], **kinds}
    return dict(kinds)


def _boxed(wanted: dict[Kind, Any], brief: AgendaBrief, minutes: int) -> dict[Kind, Any]:
    """The kinds that may have a box of their own: in a short meeting the one topic comes before the frame."""
    folded = () if minutes >= _FULL_FRAME_FROM else ("next-meeting", *(() if brief.last_actions else ("last-actions",)))
    return {kind: box for kind, box in wanted.items() if kind not in folded}


class _Writer:
    """Writes one plan's purpose, items and parked list."""

    def __init__(
        self,
        brief: AgendaBrief,
        bank: Bank,
        meeting: MeetingData,
        schedule: Schedule,
        who: Speaker,
        chosen: Selection,
        minutes: int,
        stated: tuple[str, ...],
    ) -> None:
        self._brief = brief
        self._bank = bank
        self._meeting = meeting
        self._schedule = schedule
        self._who = who
        self._chosen = chosen
        self._minutes = minutes
        self._names = _names(who)

    def purpose(self, shown: tuple[Point, ...]) -> str:
        """One outcome in at most 25 words (rubric A03), with as many of the topics as fit."""
        frames = self._meeting.purpose[self._brief.role]
        # The purpose speaks with the user's voice.
        mine = {role: re.sub("^your ", "my ", name) for role, name in self._names.items()}
        named = [self._who.about(p.text) for p in shown if p.given and not is_sentence(p.text)]
        said = bool(named) and content_words(named[0]) <= content_words(frames.none)
        if named and not said and not (shown[0].given and is_sentence(shown[0].text)):
            values = {**mine, "first": named[0], "second": named[1] if len(named) > 1 else ""}
            for frame in (frames.two, frames.one) if len(named) > 1 else (frames.one,):
                line = fill(frame, values)
                if len(line.split()) <= _PURPOSE_WORDS:
                    return line
        return fill(frames.none, mine)

    def items(self, boxes: Boxes, shown: tuple[Point, ...], wanted: dict[Kind, Any]) -> list[dict[str, Any]]:
        """The items in the meeting's order, with notes; what has no box is folded into the topic or the next
        steps.
        """
        made: list[dict[str, Any]] = []
        for kind in wanted:
            if kind == "topic":
                for place, (point, minutes) in enumerate(zip(shown, boxes.topics, strict=True)):
                    made.append(
                        self._item("topic", title(point.text), minutes, self._topic_notes(point, shown[:place]))
                    )
            elif kind in boxes.fixed:
                made.append(self._fixed(kind, boxes.fixed[kind], shown))
        self._fold(made, [kind for kind in wanted if kind != "topic" and kind not in boxes.fixed], shown)
        return made

    def parked(self, left: tuple[Point, ...], aside: tuple[str, ...]) -> list[str]:
        """What the time does not hold, each with its goals and worries, and why it waits."""
        why = self._bank.plan.note("later")
        lines = []
        for point in left:
            extra = "".join(f"; goal: {tidy(goal)}" for goal in point.goals if goal != point.text)
            extra += "".join(f"; worry: {tidy(concern)}" for concern in point.concerns)
            lines.append(f"{_capital(tidy(point.text))}{extra} ({why})")
        return lines + [f"{_capital(tidy(text))} (set aside at your wish)" for text in aside]

    def _item(self, kind: str, heading: str, minutes: int, notes: str) -> dict[str, Any]:
        return {"kind": kind, "title": heading, "minutes": minutes, "notes": notes}

    def _fixed(self, kind: Kind, minutes: int, shown: tuple[Point, ...]) -> dict[str, Any]:
        name = "progress" if kind == "last-actions" and not self._brief.last_actions else kind
        heading = fill(self._bank.plan.titles[name][self._brief.role], self._names)
        return self._item(kind, _capital(heading), minutes, self._notes(kind, shown))

    def _notes(self, kind: Kind, shown: tuple[Point, ...]) -> str:
        role, words = self._brief.role, self._bank.plan
        theme = self._who.theme(shown[0])[1]
        stage = self._bank.stages.get(self._who.stage) if self._who.stage else None
        values = {
            **self._names,
            "check_in": stage.check_in if stage else words.note("default_check_in"),
            "evidence": self._to_role(theme.evidence),
            "narrow": theme.narrow,
            "strain": "; ".join(f'"{tidy(text)}"' for text in self._chosen.strain),
            "route": self._to_role(self._route()),
            "first": self._first(shown),
            "next": next_meeting(self._brief, self._bank, self._schedule, self._minutes, short=True),
        }
        if kind == "last-actions":
            if not self._brief.last_actions:
                return fill(words.note("progress", role), values)
            return " ".join([words.note("last_actions", role), *self._last_actions()])
        own = {
            "introductions": self._meeting.introductions,
            "feedback": self._meeting.feedback,
            "thanks": self._meeting.thanks,
        }.get(kind)
        text = fill(own[role] if own else words.note(kind, role), values)
        if kind == "wellbeing" or not self._chosen.loose or kind not in ("check-in", "introductions"):
            return text
        return text + " " + " ".join(self._loose())

    def _loose(self) -> list[str]:
        return [fill(self._bank.plan.note("extra_concern"), {"concern": tidy(text)}) for text in self._chosen.loose]

    def _last_actions(self) -> list[str]:
        texts = self._bank.plan.status
        return [f'"{_capital(tidy(a.what))}": {self._status(a, texts[status_of(a)])}' for a in self._brief.last_actions]

    def _status(self, action: LastAction, ask: str) -> str:
        """The user's own word on it, when it says more than the question does."""
        said = tidy(action.status or "")
        return (
            ask
            if not said or said.lower() in ask.lower() or len(said.split()) == 1
            else f"{said}; {ask.split(': ')[-1]}"
        )

    def _topic_notes(self, point: Point, earlier: tuple[Point, ...]) -> str:
        words, role, place = self._bank.plan, self._brief.role, len(earlier)
        parts = []
        if self._minutes >= _BREAK_FROM and place == 1:
            parts.append(words.note("break"))
        if len(tidy(point.text).split()) > 12:
            parts.append(fill(words.note("full"), {"text": tidy(point.text)}))
        goals = [goal for goal in point.goals if goal != point.text]
        wish, _, plain = point.text.partition(": ")
        if plain and is_vague(wish, self._bank):
            goals.append(plain)
        parts += [fill(words.note("goal"), {"goal": tidy(goal)}) for goal in goals]
        _, theme = self._who.theme(point)
        if place == 0:
            parts.append(fill(self._meeting.topic_notes[role], self._names))
            if self._who.stage and self._minutes >= 15:
                parts.append(self._stage_note())
        elif not is_decision(tidy(point.text)) or self._brief.kind != "regular":
            parts.append(fill(words.note("second", role), self._names))
        elif is_decision(tidy(point.text)):
            parts.append(words.note("decision"))
        if (
            point.given
            and (place > 0 or self._brief.last_actions)
            and self._brief.kind in ("regular", "review", "career")
            and all(self._who.theme(other)[1].evidence != theme.evidence for other in earlier)
        ):
            parts.append(fill(words.note("evidence"), {"evidence": self._to_role(theme.evidence)}))
        parts += [fill(words.note("concern"), {"concern": tidy(concern)}) for concern in point.concerns]
        if is_clinical(point.text):
            parts.append(words.note("clinical"))
        return " ".join(parts)

    def _stage_note(self) -> str:
        """What this stage needs in this kind of meeting. A mentor reads the student's side as their own."""
        assert self._who.stage
        stage = self._bank.stages[self._who.stage]
        if self._brief.role == "mentor" and self._brief.kind == "difficult":
            return _capital(fill(self._bank.plan.note("power"), self._names))
        text = {"difficult": stage.difficult, "closing": stage.closing}.get(self._brief.kind, stage.focus)
        other = self._who.mentor if self._brief.role == "mentee" else self._who.mentee
        return fill(text, {"other": other})

    def _fold(self, made: list[dict[str, Any]], kinds: list[Kind], shown: tuple[Point, ...]) -> None:
        """Put into other items' notes what has no box: the opening kinds into the topic, the closing ones at
        the end.
        """
        topic = next(item for item in made if item["kind"] == "topic")
        last = made[-1]
        theme = self._who.theme(shown[0])[1]
        for kind in kinds:
            if kind == "check-in":
                continue
            name = "last-actions-none" if kind == "last-actions" and not self._brief.last_actions else kind
            values = {
                "evidence": self._to_role(theme.evidence),
                "what": " ".join(self._last_actions()).rstrip("?."),
                "narrow": theme.narrow if self._brief.role == "mentee" else self._bank.plan.note("narrow_mentor"),
                "strain": "; ".join(f'"{tidy(text)}"' for text in self._chosen.strain),
                "route": self._to_role(self._route()),
                "next": next_meeting(self._brief, self._bank, self._schedule, self._minutes, short=True),
            }
            text = fill(self._bank.plan.folded(name), values)
            home = topic if kind in ("last-actions", "introductions", "wellbeing", "expectations") else last
            home["notes"] = (
                f"{text} {home['notes']}"
                if kind in ("last-actions", "introductions", "wellbeing")
                else f"{home['notes']} {text}"
            )
        if self._chosen.loose and not any(item["kind"] in ("check-in", "introductions") for item in made):
            topic["notes"] += " " + " ".join(self._loose())

    def _route(self) -> str:
        stage = self._bank.stages.get(self._who.stage) if self._who.stage else None
        return stage.route if stage else self._bank.plan.note("default_route")

    def _first(self, shown: tuple[Point, ...]) -> str:
        point = shown[0]
        if not point.given or is_sentence(point.text):
            return "the first topic"
        return self._who.to_user(point.text)

    def _to_role(self, text: str) -> str:
        """Advice about the mentee's things, as told to a mentor."""
        return text if self._brief.role == "mentee" else to_third(text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
