"""One turn of a rehearsal: choose, set out, play, rate oneself, look at it, again.

The persona and the coach are two voices: `_persona` shows the one, everything else is the other. Practice cannot
be ended without its debrief being offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assistant.errors import LibraryError
from assistant.events import Choices, Conversation, Event, Notice, Remember, TaskName, Text
from assistant.language import is_english
from assistant.library.scenarios import Scenario
from assistant.rehearsal import own, understand
from assistant.rehearsal.afterwards import Afterwards
from assistant.rehearsal.brief import RehearsalBrief, RehearsalState, changed, kept, restore
from assistant.rehearsal.room import Room
from assistant.rehearsal.text import sentences

Handler = Callable[[RehearsalState, str], Iterator[Event]]
# Scenarios offered at a time, and how tense somebody may be before an easier one is offered.
OFFERED = 6
TENSE = 8
LEVELS = {1: "(easier)", 2: "(harder)", 3: "(hard)"}
# Pasted feedback is longer than a wish to rehearse.
PASTED = 160


class RehearsalTask(Afterwards):
    """Rehearsals. Holds nothing of any conversation."""

    name: TaskName = "rehearsal"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._handlers: dict[str, Handler] = {
            "idle": self._idle,
            "choose": self._choose,
            "warn": self._warn,
            "before": self._before,
            "play": self._play,
            "paused": self._paused,
            "leaving": self._leaving,
            "rating": self._rating,
            "after": self._after,
            "again": self._again,
            "own": self._own,
            "inbox": self._inbox,
        }

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message of a rehearsal."""
        state = restore(conversation.state("rehearsal"))
        last = conversation.turns[-1] if conversation.turns else None
        if state.stage == "play" and last is not None and last.task != "rehearsal":
            # Something else came between, perhaps a safety reply: the role is not taken up again unasked.
            state = state.model_copy(update={"stage": "paused"})
            if understand.leaving(message) is None and not understand.says_yes(message):
                yield from self._say("paused_again", state, self._pause_choices())
                return
        if understand.wants(message) == "delete" and state.stage != "play":
            yield Text(self._words("deleted"))
            yield Remember(kept(RehearsalState()))
            return
        yield from self._handlers[state.stage](state, message)

    def scenario_of(self, state: RehearsalState) -> Scenario:
        """The scenario that is played: the library's, or the person's own."""
        return self._scenario(state)

    # Before the play

    def _idle(self, state: RehearsalState, message: str) -> Iterator[Event]:
        wish = understand.wants(message)
        if named := understand.named(message, self._room.scenarios.values()):
            yield from self._take(state, named, said=message)
        elif wish == "own":
            yield from self._say("own_who", changed(state, stage="own", answers={}))
        elif wish == "inbox" or (
            len(message) >= PASTED and len(sentences(message)) >= 3 and not understand.redo(message)
        ):
            yield from self._open_inbox(state, message)
        elif wish == "compare":
            yield from self._compare(state)
        else:
            scenario = understand.choose(message, self._room.scenarios.values())
            if scenario:
                yield from self._take(state, scenario, said=message)
            else:
                yield from self._offer(state, message)

    def _choose(self, state: RehearsalState, message: str) -> Iterator[Event]:
        if message.strip() == self._words("offer_more"):
            yield from self._offer(state, message, state.offered)
            return
        scenario = understand.choose(message, self._room.scenarios.values(), state.offered)
        if scenario:
            yield from self._take(state, scenario, said=message)
        else:
            yield from self._idle(state, message)

    def _offer(self, state: RehearsalState, message: str, seen: tuple[str, ...] = ()) -> Iterator[Event]:
        role = understand.wanted_role(message)
        every = [s for s in self._room.scenarios.values() if s.role == role or seen]
        left = [s for s in every if s.id not in seen] or every
        listed = _mixed(left)
        lines = [
            self._words("offer_line", number=n, title=s.title, level=LEVELS[s.difficulty], summary=s.summary)
            for n, s in enumerate(listed, 1)
        ]
        yield Text(self._words("offer_give" if role == "give" else "offer") + "\n\n" + "\n".join(lines))
        yield Choices((*(s.title for s in listed), self._words("offer_own"), self._words("offer_more")))
        yield Remember(
            kept(
                changed(
                    state,
                    stage="choose",
                    offered=(*seen, *(s.id for s in listed)) if seen else tuple(s.id for s in listed),
                )
            )
        )

    def _take(
        self, state: RehearsalState, scenario: Scenario, own_data: dict[str, Any] | None = None, said: str = ""
    ) -> Iterator[Event]:
        sliders = understand.adjust(said, scenario.sliders)
        brief = RehearsalBrief(scenario=scenario.id, sliders=sliders, seed=state.brief.seed)
        state = changed(
            state,
            brief=brief,
            own=own_data,
            play=None,
            before=None,
            self_rating=None,
            asked_again=False,
            debriefed=False,
        )
        if scenario.content_warning:
            choices = (self._words("warned"), self._words("other"))
            yield Text(self._words("warn", warning=scenario.content_warning))
            yield Choices(choices)
            yield Remember(kept(changed(state, stage="warn")))
        else:
            yield from self._set_out(state, scenario)

    def _warn(self, state: RehearsalState, message: str) -> Iterator[Event]:
        if understand.says_yes(message):
            yield from self._set_out(state, self._scenario(state))
        elif understand.says_no(message) or message.strip() == self._words("other"):
            yield from self._offer(state, "")
        else:
            yield from self._choose(state, message)

    def _set_out(self, state: RehearsalState, scenario: Scenario) -> Iterator[Event]:
        goals = "\n".join(f"- {goal}" for goal in scenario.goals)
        yield Text(
            self._words(
                "brief",
                title=scenario.title,
                setting=scenario.setting,
                persona=scenario.persona.title,
                relationship=scenario.persona.relationship.rstrip("."),
                goals=goals,
            )
        )
        yield Text("\n\n" + self._words("ask_before"))
        yield Choices(("2", "5", "7", self._words("choice_skip")))
        yield Remember(kept(changed(state, stage="before")))

    def _before(self, state: RehearsalState, message: str) -> Iterator[Event]:
        scenario = self._scenario(state)
        number = understand.rating(message)
        sliders = understand.adjust(message, state.brief.sliders or scenario.sliders)
        if sliders:
            state = changed(state, brief=state.brief.model_copy(update={"sliders": sliders}))
        if message.strip() == self._words("other") or understand.wants(message) == "another":
            yield from self._offer(state, "")
        elif (
            number is None
            and not sliders
            and not understand.skips(message)
            and not understand.says_yes(message)
            and not state.asked_again
        ):
            yield from self._say(
                "ask_before_again", changed(state, asked_again=True), ("2", "5", "7", self._words("choice_skip"))
            )
        elif number is not None and number >= TENSE and state.before is None and not state.asked_again:
            again = changed(state, before=number, asked_again=True)
            yield from self._say(
                "high_before", again, (self._words("choice_go_on"), "Make it kinder", self._words("other"))
            )
        else:
            before = number if number is not None else state.before
            play = self._room.player.begin(scenario, sliders=state.brief.sliders, seed=state.brief.seed)
            yield Text(self._words("begin") + "\n\n")
            yield self._persona(scenario, scenario.opening)
            yield from self._in_play(changed(state, stage="play", before=before, play=play))

    # In the play

    def _play(self, state: RehearsalState, message: str) -> Iterator[Event]:
        scenario, play = self._scenario(state), self._played(state)
        leave = understand.leaving(message)
        redo = understand.redo(message)
        if leave in ("pause", "distress"):
            key = "paused" if leave == "pause" else "distress"
            yield from self._say(key, changed(state, stage="paused"), self._pause_choices())
        elif leave == "end" or message.strip() == self._words("choice_end"):
            yield from self._finish(state)
        elif understand.wants_hint(message):
            yield Text(self._words("hint", hint=self._room.hints.hint(play, scenario)))
            yield from self._in_play(state)
        elif redo:
            yield from self._redo(state, redo)
        else:
            settled = play.settled
            play = self._room.player.step(play, scenario, message)
            turn = play.turns[-1]
            yield self._persona(scenario, turn.reply)
            state = changed(state, play=play)
            if play.over:
                yield Text("\n\n" + self._words("left") + " ")
                yield from self._finish(state)
                return
            if not is_english(message):
                yield Notice(self._words("other_language"))
            if play.settled and not settled:
                yield Notice(self._words("settled"))
            yield from self._in_play(state)

    def _paused(self, state: RehearsalState, message: str) -> Iterator[Event]:
        leave = understand.leaving(message)
        if understand.wants_to_quit(message):
            yield from self._say("quit", changed(state, stage="again"), self._again_choices(state))
        elif leave == "end" or (understand.wants_debrief(message) and not understand.says_yes(message)):
            yield from self._finish(state)
        elif understand.says_yes(message) or message.strip() == self._words("choice_go_on"):
            scenario, play = self._scenario(state), self._played(state)
            yield Text(self._words("resume") + "\n\n")
            yield self._persona(scenario, play.turns[-1].reply if play.turns else scenario.opening)
            yield from self._in_play(changed(state, stage="play"))
        elif leave == "distress":
            yield from self._say("distress", state, self._pause_choices())
        else:
            yield from self._say("paused", state, self._pause_choices())

    def _leaving(self, state: RehearsalState, message: str) -> Iterator[Event]:
        if understand.wants_debrief(message):
            yield from self._finish(state)
        else:
            yield from self._say("quit", changed(state, stage="again"), self._again_choices(state))

    def _again(self, state: RehearsalState, message: str) -> Iterator[Event]:
        redo = understand.redo(message)
        wish = understand.wants(message)
        if redo and state.play:
            yield from self._redo(state, redo)
        elif wish == "compare":
            yield from self._compare(state)
        elif wish == "again" and state.brief.scenario:
            seed = state.brief.seed + 1
            brief = state.brief.model_copy(update={"seed": seed})
            fresh = changed(
                state, brief=brief, play=None, before=None, self_rating=None, asked_again=False, debriefed=False
            )
            yield from self._set_out(fresh, self._scenario(fresh))
        elif understand.wants_debrief(message) and state.play and state.play.turns and not state.debriefed:
            yield from self._finish(state)
        else:
            yield from self._idle(state, message)

    def _own(self, state: RehearsalState, message: str) -> Iterator[Event]:
        asked = next(name for name in own.QUESTIONS if name not in state.answers)
        if understand.wants(message) == "another" or understand.leaving(message) == "end":
            yield from self._offer(state, "")
            return
        if asked == "says" and (understand.skips(message) or len(message.split()) < 2):
            yield from self._say("own_short", state)
            return
        answers = {**state.answers, asked: "" if understand.skips(message) else message.strip()}
        left = [name for name in own.QUESTIONS if name not in answers]
        if left:
            choices = (
                ("Blunt", "Brisk", "Warm", "Formal")
                if left[0] == "style"
                else (self._words("choice_skip"),)
                if left[0] in ("facts", "goal")
                else ()
            )
            yield from self._say(f"own_{left[0]}", changed(state, answers=answers), choices)
            return
        try:
            scenario, data = own.build(answers, self._room.rules, title=self._words("own_title"))
        except LibraryError as error:
            usable = {name: text for name, text in answers.items() if name == "who"}
            yield Text(self._words("own_bad", reason=error.reason))
            yield Remember(kept(changed(state, answers=usable)))
            return
        yield from self._take(changed(state, answers={}), scenario, data)

    def _open_inbox(self, state: RehearsalState, message: str) -> Iterator[Event]:
        sorting = self._room.inbox.read(message)
        if len(message) < 60 or not any(piece.kind != "other" for piece in sorting.pieces):
            yield from self._say("inbox_ask", changed(state, stage="inbox"))
            return
        yield from self._sorted(state, sorting)

    def _inbox(self, state: RehearsalState, message: str) -> Iterator[Event]:
        if message.strip() == self._words("inbox_rehearse") and state.answers.get("says"):
            facts = state.answers.get("facts", "")
            answers = {
                "who": "The person who wrote it",
                "says": state.answers["says"],
                "style": "formal",
                "facts": facts,
            }
            try:
                scenario, data = own.build(answers, self._room.rules, title=self._words("own_title"))
            except LibraryError as error:
                yield from self._say(
                    "own_bad", changed(state, stage="own", answers={"who": answers["who"]}), reason=error.reason
                )
                return
            yield from self._take(changed(state, answers={}), scenario, data)
            return
        if understand.says_no(message) or understand.wants(message) == "another":
            yield from self._offer(state, "")
            return
        if len(message) < PASTED and understand.wants_to_rehearse(message):
            yield from self._choose(state, message)
            return
        sorting = self._room.inbox.read(message)
        if sorting.pieces:
            yield from self._sorted(state, sorting)
        else:
            yield from self._say("inbox_empty", state)


def _mixed(scenarios: list[Scenario]) -> list[Scenario]:
    """A handful of every difficulty, easier ones first."""
    by_level = [[s for s in scenarios if s.difficulty == level] for level in LEVELS]
    dealt = [level[n] for n in range(OFFERED) for level in by_level if n < len(level)][:OFFERED]
    return sorted(dealt, key=lambda s: (s.difficulty, scenarios.index(s)))
