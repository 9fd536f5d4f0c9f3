"""One turn of planning a meeting: gather (at most two questions), plan, change by talking, sum up afterwards.

Between turns the task remembers only JSON values: the plan under way, what was asked, the plans to go back
to, and the actions of the last meeting, from which the next plan starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.agenda.after import NO_DATE, NO_OWNER, is_notes, show, summarise, thanks_brief
from assistant.agenda.brief import AgendaBrief, LastAction
from assistant.agenda.compose import Wishes
from assistant.agenda.editing import commands
from assistant.agenda.editing.edits import Edit, read_edit
from assistant.agenda.editing.parts import asked_part, show_part
from assistant.agenda.editing.working import Working, edit, planned, remembered
from assistant.agenda.plan import Planned, blanks, planned_minutes_said
from assistant.agenda.planner import Equipped, carry_over
from assistant.agenda.planning.points import is_vague
from assistant.agenda.planning.schedule import show_day
from assistant.agenda.reading import cues
from assistant.agenda.reading.dates import When
from assistant.agenda.reading.setting import read_role
from assistant.agenda.understand import Understood, understand
from assistant.agenda.wording.phrases import tidy
from assistant.events import Agenda, Choices, Conversation, Event, Findings, Remember, Status, TaskName, Text

if TYPE_CHECKING:
    pass

_MOST_ASKED = 2


class AgendaTask(Equipped):
    """Plans meetings, in conversation."""

    name: TaskName = "agenda"

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message about a meeting."""
        state = conversation.state("agenda")
        message = self._mask(message)
        working = Working.from_json(state["working"]) if state.get("working") else None
        if is_notes(message, planned=working is not None):
            yield from self._after(state, working, message)
        elif working is None:
            yield from self._gather(state, message)
        elif cues.NEXT_PLAN.search(message):
            yield from self._fresh(state, message)
        elif cues.WHY.match(message):
            yield from self._why(state, working)
        elif part := asked_part(message):
            yield from self._part(state, working, part)
        else:
            yield from self._change(state, working, message)

    def _gather(self, state: Mapping[str, Any], message: str) -> Iterator[Event]:
        """Take the message in; ask what is most useful, or plan."""
        before = AgendaBrief.model_validate(state["brief"]) if state.get("brief") else AgendaBrief()
        asked, pending = int(state.get("asked", 0)), state.get("pending")
        step = state.get("first_step", "")
        agreed = tuple(LastAction.model_validate(entry) for entry in state.get("agreed", []))
        before = carry_over(before, agreed)
        skip = bool(pending and cues.SKIP.match(message.strip()) and not re.search(r"\d", message))
        heard = Understood(before, When(), None) if skip else understand(message, self._today(), self._bank, before)
        clock = state.get("clock") or (f"{heard.when.time:%H:%M}" if heard.when.problem and heard.when.time else "")
        if clock and heard.brief.date and "T" not in heard.brief.date:
            heard = Understood(
                heard.brief.model_copy(update={"date": f"{heard.brief.date}T{clock}"}),
                heard.when,
                heard.length,
                heard.asks,
                heard.left,
            )
        told_role = bool(state.get("told_role")) or read_role(message) is not None
        if pending == "topics" and not skip:
            heard = self._as_topics(heard, before, message)
        elif pending == "goal":
            heard = Understood(before if skip else self._workable(before, state, message.strip()), When(), None)
        elif pending == "date":
            # "I meant 3 December" answers the question, and holds nothing that is left to place.
            heard = replace(heard, left=())
        elif pending == "step":
            step = "" if skip else message.strip()
            heard = Understood(before, When(), None)
        question, waiting = self._question(heard, asked, pending, skip, str(state.get("vague", "")))
        if question:
            memory = {
                **state,
                "brief": heard.brief.model_dump(mode="json"),
                "asked": asked + 1,
                "pending": waiting,
                "first_step": step,
                "told_role": told_role,
                "clock": clock,
                "working": None,
            }
            if waiting == "goal":
                memory["vague"] = self._vague(heard.brief) or ""
            yield Text(question)
            yield Choices((self._words("choice_skip"),))
            yield Remember(memory)
            return
        working = Working(heard.brief, Wishes(first_step=step))
        yield Status(self._words("fitting"))
        yield from self._shown(state, working, self._opening(heard, working, told_role, agreed), heard)

    def _question(self, heard: Understood, asked: int, pending: str | None, skip: bool, vague: str) -> tuple[str, str]:
        """The next question and its name; at most two before the first plan."""
        brief = heard.brief
        if asked >= _MOST_ASKED:
            return "", ""
        if heard.asks and pending != "date" and not skip:
            return heard.asks[0], "date"
        if (
            not (brief.topics or brief.goals or brief.concerns)
            and pending != "topics"
            and brief.kind in ("regular", "career", "difficult")
        ):
            return self._words("ask_topics"), "topics"
        if pending == "goal" and not skip:
            return self._words("ask_step"), "step"
        goal = self._vague(brief)
        if goal and pending not in ("goal", "step") and goal != vague:
            name = "ask_goal" if brief.role == "mentee" else "ask_goal_mentor"
            return self._words(name, goal=tidy(goal)), "goal"
        return "", ""

    def _workable(self, brief: AgendaBrief, state: Mapping[str, Any], answer: str) -> AgendaBrief:
        """The brief with the goal that was asked about made plain: "be more confident: speaking up on rounds"."""
        vague = str(state.get("vague", ""))
        goals = (f"{goal}: {answer}" if goal == vague else goal for goal in brief.goals)
        return brief.model_copy(update={"goals": tuple(goals)})

    def _vague(self, brief: AgendaBrief) -> str | None:
        return next((goal for goal in brief.goals if is_vague(goal, self._bank)), None)

    def _as_topics(self, heard: Understood, before: AgendaBrief, message: str) -> Understood:
        """An answer to "what would make it worth its time" is a topic, whatever its form."""
        if (
            heard.brief.topics != before.topics
            or heard.brief.goals != before.goals
            or heard.brief.concerns != before.concerns
        ):
            return heard
        parts = (part.strip(" -*.\u2022") for part in re.split(r"[\n;,]|\s+and\s+", message))
        said = tuple(part for part in parts if len(part) > 2)
        return Understood(
            heard.brief.model_copy(update={"topics": said or (message.strip(),)}), heard.when, heard.length
        )

    def _opening(self, heard: Understood, working: Working, told_role: bool, agreed: tuple[LastAction, ...]) -> str:
        """What has to be said about how the message was read."""
        brief, words = working.brief, self._words
        minutes, _ = planned_minutes_said(brief)
        lines = [words("here", minutes=minutes)]
        if brief.minutes is None:
            lines.append(words("assumed_minutes", minutes=minutes))
        if heard.when.date and not heard.when.problem and heard.when.text[:4] != str(heard.when.date.year):
            lines.append(
                words(
                    "read_day",
                    text=heard.when.text,
                    day=_shown_when(heard.when),
                )
            )
        if not told_role and brief.role == "mentee" and not brief.stage and not brief.mentor:
            lines.append(words("assumed_role"))
        if agreed:
            lines.append(words("carried_over", what="; ".join(tidy(a.what) for a in agreed)))
        lines += [words("left_out", text=text) for text in heard.left[:2]]
        return " ".join(lines)

    def _part(self, state: Mapping[str, Any], working: Working, part: str) -> Iterator[Event]:
        """Show one part of the plan that stands; nothing is changed."""
        if part == "plan":
            yield from self._shown(state, working, self._words("as_it_stands"))
            return
        agenda = planned(working, self._library, self._today(), self._bank, self._mask).agenda
        if part in ("fine", "export"):
            yield Text(self._words(part))
        else:
            yield Text(f"{self._words(f'part_{part}')}\n\n{show_part(agenda, part) or self._words('part_none')}")
        yield Remember(dict(state))

    def _change(self, state: Mapping[str, Any], working: Working, message: str) -> Iterator[Event]:
        """Change the plan as asked, or take in what the message adds."""
        history = list(state.get("history", []))
        now = planned(working, self._library, self._today(), self._bank, self._mask)
        asked = read_edit(message)
        if asked is None and cues.FRESH.search(message) and len(message.split()) > 6:
            yield from self._fresh(state, message)
            return
        if asked is None:
            yield from self._taken_in(state, working, message, now)
            return
        if asked.op == "restart":
            yield Text(self._words("restarted"))
            yield Remember({"agreed": state.get("agreed", [])})
            return
        if asked.op == "undo":
            if not history:
                yield from self._shown(state, working, self._words("nothing_to_undo"))
                return
            yield from self._shown(
                {**state, "history": history[:-1]}, Working.from_json(history[-1]), self._words("undone")
            )
            return
        changed, said = edit(working, self._topic_numbers(asked, message, now), now.agenda, self._words)
        if changed != working:
            state = {**state, "history": remembered(history, working)}
        if asked.op == "add" and self._is_parked(changed, asked.target):
            said = self._words("added_parked", title=asked.target)
        yield from self._shown(state, changed, said)

    def _topic_numbers(self, asked: Edit, message: str, now: Planned) -> Edit:
        """ "Swap the first two topics" counts topics, not items."""
        if asked.op != "swap" or "first two" not in message:
            return asked
        topics = [n for n, item in enumerate(now.agenda["items"], 1) if item["kind"] == "topic"]
        return Edit("swap", str(topics[0]), str(topics[1])) if len(topics) > 1 else asked

    def _is_parked(self, working: Working, text: str) -> bool:
        made = planned(working, self._library, self._today(), self._bank, self._mask)
        shown = tidy(text).lower()
        return any(line.lower().startswith(shown) for line in made.agenda["parked"])

    def _taken_in(self, state: Mapping[str, Any], working: Working, message: str, now: Planned) -> Iterator[Event]:
        """A message that is no edit may still bring a day, a name, a topic or a worry."""
        heard = understand(message, self._today(), self._bank, working.brief)
        if commands.COMMAND.match(message.strip()) or (message.strip().endswith("?") and len(message.split()) < 15):
            # Who, when and how long may change; what is discussed is added by saying so.
            same = {name: getattr(working.brief, name) for name in ("topics", "goals", "concerns", "last_actions")}
            heard = replace(heard, brief=heard.brief.model_copy(update=same))
        if heard.brief != working.brief:
            changed = Working(heard.brief, working.wishes, working.changes)
            said = " ".join([self._words("updated"), *heard.asks])
            if heard.when.date and not heard.when.problem:
                said += " " + self._words("read_day", text=heard.when.text, day=_shown_when(heard.when))
            yield from self._shown(
                {**state, "history": remembered(list(state.get("history", [])), working)}, changed, said
            )
            return
        if heard.asks:
            yield Text(heard.asks[0])
            yield Remember(dict(state))
            return
        topic = next((item["title"] for item in now.agenda["items"] if item["kind"] == "topic"), "")
        yield from self._shown(state, working, self._words("not_understood", title=topic), quiet=True)

    def _fresh(self, state: Mapping[str, Any], message: str) -> Iterator[Event]:
        """A new plan that starts from what was agreed; who meets whom and the role carry over."""
        old = Working.from_json(state["working"]).brief if state.get("working") else AgendaBrief()
        kept = AgendaBrief(role=old.role, stage=old.stage, mentor=old.mentor, mentee=old.mentee, minutes=old.minutes)
        yield from self._gather({"agreed": state.get("agreed", []), "brief": kept.model_dump(mode="json")}, message)

    def _after(self, state: Mapping[str, Any], working: Working | None, message: str) -> Iterator[Event]:
        """Sum up pasted notes; the next plan starts from their actions."""
        brief = working.brief if working else AgendaBrief()
        made = summarise(message, brief, self._today())
        if not (made.decisions or made.actions or made.points):
            yield Text(self._words("no_notes"))
            yield Remember(dict(state))
            return
        text = show(made)
        said = [self._words("summary"), text]
        if NO_DATE in text or NO_OWNER in text or "[ADD:" in text:
            said.append(self._words("summary_blanks"))
        if made.actions:
            said.append(self._words("next_starts"))
        yield Text("\n\n".join(said))
        yield Choices((self._words("choice_thanks"), self._words("choice_next")))
        agreed = [action.model_dump(mode="json") for action in made.last_actions]
        handoff = thanks_brief(brief, made)
        kept = (working or Working(brief)).as_json()
        yield Remember({**state, "working": kept, "agreed": agreed, "summary": made.as_json(), "handoff": handoff})

    def _why(self, state: Mapping[str, Any], working: Working) -> Iterator[Event]:
        made = planned(working, self._library, self._today(), self._bank, self._mask)
        lines = [f"- {citation.quote} [{citation.n}]" for citation in made.citations]
        yield Text("\n".join([self._words("why"), *lines]))
        yield from made.citations
        yield Remember(dict(state))

    def _shown(
        self,
        state: Mapping[str, Any],
        working: Working,
        said: str,
        heard: Understood | None = None,
        *,
        quiet: bool = False,
    ) -> Iterator[Event]:
        """Show the plan with what was said, its findings and its citations; remember it."""
        made = planned(working, self._library, self._today(), self._bank, self._mask)
        agenda = made.agenda
        lines = [said, *([] if quiet else made.problems if heard is None or not heard.asks else ())]
        lines += [self._words("blank", blank=blank) for blank in blanks(agenda)]
        clock = "\n".join(f"{n}. {item['title']}, {item['minutes']} min" for n, item in enumerate(agenda["items"], 1))
        parts = [" ".join(lines)] if quiet else [" ".join(lines), f"**{agenda['purpose']}**", clock]
        if agenda["parked"] and not quiet:
            parts.append(self._words("parked", what="; ".join(line.rsplit(" (", 1)[0] for line in agenda["parked"])))
        if made.citations and heard is not None:
            parts.append(f"{made.citations[0].quote} [{made.citations[0].n}]")
        yield Text("\n\n".join(parts))
        yield Agenda(agenda)
        yield Findings(made.findings)
        if not quiet:
            yield from made.citations
        topics = sum(item["kind"] == "topic" for item in agenda["items"])
        choices = [self._words("choice_longer", minutes=45 if agenda["minutes"] < 45 else 30)]
        choices += [self._words("choice_swap")] if topics > 1 else []
        yield Choices((*choices, self._words("choice_notes")))
        kept = {name: state[name] for name in ("agreed", "history", "summary") if name in state}
        # Outreach begins a thank-you from "handoff", whenever it is asked for.
        handoff = state["handoff"] if "summary" in kept else thanks_brief(working.brief, None)
        yield Remember({**kept, "handoff": handoff, "working": working.as_json()})


def _shown_when(when: When) -> str:
    """The day, with its time where one was told."""
    day = show_day(when.date) if when.date else when.text
    return f"{day}, {when.time:%H:%M}" if when.time else day
