"""The two voices, and what follows the play: rating oneself, the debrief, another branch, earlier attempts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.events import Choices, Debrief, Event, Remember, Text
from assistant.library.scenarios import Scenario
from assistant.rehearsal import own, understand
from assistant.rehearsal.brief import Attempt, RehearsalState, changed, kept
from assistant.rehearsal.compose import total
from assistant.rehearsal.inbox import Sorting
from assistant.rehearsal.play import Play, PlayedTurn
from assistant.rehearsal.room import Room
from assistant.rehearsal.session import Line
from assistant.rehearsal.show import attempts_line, quoted_turn, show_debrief, trust_words


class Voices:
    """Speaks for the persona and for the coach, who are never mixed."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._words = room.words

    @property
    def room(self) -> Room:
        """What all rehearsals share."""
        return self._room

    def _in_play(self, state: RehearsalState) -> Iterator[Event]:
        yield Choices(tuple(self._words(name) for name in ("choice_hint", "choice_pause", "choice_end")))
        yield Remember(kept(state))

    def _persona(self, scenario: Scenario, line: str) -> Text:
        return Text(self._words("persona", who=scenario.persona.title, line=line))

    def _say(
        self, name: str, state: RehearsalState, choices: tuple[str, ...] = (), **values: object
    ) -> Iterator[Event]:
        yield Text(self._words(name, **values))
        if choices:
            yield Choices(choices)
        yield Remember(kept(state))

    def _scenario(self, state: RehearsalState) -> Scenario:
        if state.own is not None:
            return own.rebuild(state.own, self._room.rules)
        return self._room.scenarios[state.brief.scenario or next(iter(self._room.scenarios))]

    def _played(self, state: RehearsalState) -> Play:
        return state.play or self._room.player.begin(
            self._scenario(state), sliders=state.brief.sliders, seed=state.brief.seed
        )

    def _pause_choices(self) -> tuple[str, ...]:
        return tuple(self._words(name) for name in ("choice_go_on", "choice_end", "choice_stop"))

    def _again_choices(self, state: RehearsalState, turn: int = 1) -> tuple[str, ...]:
        names = [self._words("choice_again")]
        if state.play and state.play.turns:
            names.append(self._words("choice_redo", turn=turn))
        return (*names, self._words("choice_another"))


class Afterwards(Voices):
    """The steps after the play. Practice is not ended without its debrief being offered (rubric D08 to D12)."""

    def _finish(self, state: RehearsalState) -> Iterator[Event]:
        if not self._played(state).turns:
            yield from self._say("nothing_said", changed(state, stage="paused"), self._pause_choices())
            return
        yield Text(self._words("ask_rating"))
        yield Choices(("3", "5", "7", self._words("choice_skip")))
        yield Remember(kept(changed(state, stage="rating", asked_again=False)))

    # After the play

    def _rating(self, state: RehearsalState, message: str) -> Iterator[Event]:
        if understand.wants_to_quit(message) or understand.leaving(message) == "end":
            choices = ("Yes, show me the debrief", self._words("choice_stop"))
            yield from self._say("offer_debrief", changed(state, stage="leaving"), choices)
            return
        state = changed(state, stage="after", self_rating=understand.rating(message))
        yield from self._say("ask_after", state, ("2", "5", "7", self._words("choice_skip")))

    def _after(self, state: RehearsalState, message: str) -> Iterator[Event]:
        yield from self._debrief(state, understand.rating(message))

    def _debrief(self, state: RehearsalState, after: int | None) -> Iterator[Event]:
        scenario, play = self._scenario(state), self._played(state)
        lines = tuple(Line.model_validate(turn) for turn in play.transcript(scenario))
        report = self._room.report(lines, scenario.role, scenario)
        points, most = total(report)
        attempt = Attempt(
            scenario=scenario.id,
            points=points,
            most=most,
            self_rating=state.self_rating,
            before=state.before,
            after=after,
        )
        attempts = state.attempts if state.debriefed else (*state.attempts, attempt)
        otherwise = self._otherwise(report, scenario, play)
        yield from show_debrief(report, scenario, play, attempts, self._words, self._room.library, otherwise)
        yield Debrief(report)
        state = changed(state, stage="again", attempts=attempts, debriefed=True)
        yield Choices(self._again_choices(state, quoted_turn(report["change"]["turn"]) or 1))
        yield Remember(kept(state))

    def _otherwise(self, report: dict[str, Any], scenario: Scenario, play: Play) -> PlayedTurn | None:
        """The rewritten turn, played; none where it has blanks that only the person can fill."""
        rewrite = report["rewrite"]
        turn = quoted_turn(rewrite["turn"])
        if not rewrite["suggestion"] or "[ADD" in rewrite["suggestion"] or not 1 <= turn <= len(play.turns):
            return None
        other, was = self._room.player.branch(play, scenario, turn, rewrite["suggestion"]), play.turns[turn - 1]
        # Where nothing would have gone otherwise there is nothing to tell.
        return None if (other.reply, other.trust) == (was.reply, was.trust) else other

    def _redo(self, state: RehearsalState, redo: understand.Redo) -> Iterator[Event]:
        scenario, play = self._scenario(state), self._played(state)
        if not 1 <= redo.turn <= len(play.turns):
            yield Text(self._words("no_turn", turn=redo.turn, count=len(play.turns)))
            yield Remember(kept(state))
        elif redo.text is None:
            earlier = self._room.player.back_to(play, redo.turn)
            yield Text(self._words("redo", turn=redo.turn) + "\n\n")
            yield self._persona(scenario, earlier.turns[-1].reply if earlier.turns else scenario.opening)
            yield from self._in_play(changed(state, stage="play", play=earlier, debriefed=False, self_rating=None))
        elif redo.text == "":
            yield Text(self._words("branch_ask", turn=redo.turn))
            yield Remember(kept(state))
        else:
            other = self._room.player.branch(play, scenario, redo.turn, redo.text)
            trust = trust_words(other.trust, play.turns[redo.turn - 1].trust, self._words)
            yield Text(self._words("branch", turn=redo.turn, text=redo.text, reply=other.reply, trust=trust))
            yield Choices(self._again_choices(state, redo.turn))
            yield Remember(kept(state))

    def _compare(self, state: RehearsalState) -> Iterator[Event]:
        ids = dict.fromkeys(attempt.scenario for attempt in state.attempts)
        lines = [line for line in (attempts_line(state.attempts, name, self._words) for name in ids) if line]
        yield Text("\n\n".join(self._words("seen_before", line=line) for line in lines) or self._words("compare_none"))
        yield Remember(kept(state))

    # The person's own situation, and written feedback

    def _sorted(self, state: RehearsalState, sorting: Sorting) -> Iterator[Event]:
        words = self._words
        count = len(sorting.pieces)
        parts = [words("inbox_intro" if count > 1 else "inbox_intro_one", count=count)]
        for kind in ("appreciation", "coaching", "evaluation", "other"):
            found = [piece.text for piece in sorting.pieces if piece.kind == kind]
            if found:
                parts.append("\n".join([f"**{words('inbox_kind_' + kind)}**", "", *(f'- "{text}"' for text in found)]))
        if sorting.flags:
            flags = [words("inbox_flag", quote=flag.quote, message=flag.message) for flag in sorting.flags]
            parts.append("\n".join([words("inbox_flags"), "", *flags]))
        if any(flag.kind == "biased" for flag in sorting.flags):
            parts.append(words("inbox_biased"))
        parts.append(words("inbox_question", question=sorting.question))
        parts.append("\n".join([words("inbox_plan"), "", *(f"- {step}" for step in sorting.plan)]))
        yield Text("\n\n".join(parts))
        yield Choices((words("inbox_rehearse"), words("other")))
        facts = " ".join(
            piece.text if piece.text.endswith((".", "!", "?")) else f"{piece.text}." for piece in sorting.pieces[:6]
        )
        yield Remember(kept(changed(state, stage="inbox", answers={"says": sorting.opening, "facts": facts})))
