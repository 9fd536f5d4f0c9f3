"""The play: trust with reasons, no early concession, no repetition, branches, and the same seed twice."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.library.scenarios import Sliders
from assistant.rehearsal import Room
from assistant.rehearsal.play import MOST_FALL, MOST_RISE, Play, most_turns, needed

LISTENS = (
    "Thank you for telling me. So I'd lost you before I came to the point, is that right?",
    "Can you give me one example of when it happened?",
    "I see. I did that, I was in a hurry and I didn't look up.",
    "What would good look like to you?",
    "Tomorrow with the first patient I'll start with one sentence and then stop.",
)
DEFENDS = ("But nobody told me that.", "You just don't like me.", "It's not my fault if the system is slow.")
SCENARIO = "wandering-presentation"


def _play(room: Room, scenario: str, *texts: str, seed: int = 3, sliders: Sliders | None = None) -> Play:
    chosen = room.scenarios[scenario]
    play = room.player.begin(chosen, sliders=sliders, seed=seed)
    for text in texts:
        play = room.player.step(play, chosen, text)
    return play


def test_listening_opens_the_persona_and_every_change_has_a_reason(room: Room) -> None:
    play = _play(room, SCENARIO, *LISTENS)
    assert play.turns[-1].state == "open"
    assert all(change.reason for turn in play.turns for change in turn.changes)


def test_defending_closes_it(room: Room) -> None:
    play = _play(room, SCENARIO, *DEFENDS)
    assert play.trust < play.start_trust
    assert {turn.state for turn in play.turns} == {"guarded"}


def test_trust_moves_in_small_steps_and_stays_within_its_scale(room: Room) -> None:
    play = _play(room, SCENARIO, *LISTENS, *DEFENDS, *DEFENDS)
    before = play.start_trust
    for turn in play.turns:
        assert -MOST_FALL <= turn.trust - before <= MOST_RISE
        assert 0 <= turn.trust <= 10
        before = turn.trust


@pytest.mark.parametrize("name", ["late-notes", "wandering-presentation", "feedback-in-public"])
def test_no_persona_opens_before_the_listening_that_its_difficulty_asks_for(room: Room, name: str) -> None:
    scenario = room.scenarios[name]
    play, listened = _play(room, name, *LISTENS), 0
    for turn in play.turns:
        listened += turn.listened
        assert turn.state != "open" or listened >= needed(scenario, play.sliders)


def test_kindness_without_listening_does_not_open_it(room: Room) -> None:
    play = _play(room, SCENARIO, "Thank you.", "Thanks so much.", "I appreciate it.", "Thank you, really.", "Cheers.")
    assert all(turn.state != "open" for turn in play.turns)


def test_the_same_turn_said_again_is_not_listening_again(room: Room) -> None:
    play = _play(room, SCENARIO, LISTENS[1], LISTENS[1], LISTENS[1])
    assert [turn.listened for turn in play.turns] == [True, False, False]


def test_ten_turns_repeat_no_line(room: Room) -> None:
    for name in list(room.scenarios)[::3]:
        play = _play(room, name, *["Okay then."] * 10)
        lines = [line for turn in play.turns for line in turn.lines]
        assert len(lines) == len(set(lines)), name


def test_the_same_seed_gives_the_same_play_and_another_may_not(room: Room) -> None:
    turns = (*DEFENDS, "Okay.", "I don't know.", "Hm.")
    assert _play(room, SCENARIO, *turns) == _play(room, SCENARIO, *turns)
    replies = {tuple(turn.reply for turn in _play(room, SCENARIO, *turns, seed=seed).turns) for seed in range(6)}
    assert len(replies) > 1


def test_it_ends_when_the_time_is_up(room: Room) -> None:
    hurried = Sliders(time=0.0)
    play = _play(room, SCENARIO, *["I see."] * most_turns(hurried), sliders=hurried)
    assert play.over
    with pytest.raises(InputError, match="over"):
        room.player.step(play, room.scenarios[SCENARIO], "One more thing.")


def test_a_play_goes_back_to_any_turn_and_no_other(room: Room) -> None:
    play = _play(room, SCENARIO, *LISTENS)
    assert room.player.back_to(play, 2).turns == play.turns[:1]
    for turn in (0, len(play.turns) + 1):
        with pytest.raises(InputError, match=f"turn '{turn}'"):
            room.player.back_to(play, turn)


def test_a_branch_leaves_the_play_as_it_is(room: Room) -> None:
    play = _play(room, SCENARIO, *DEFENDS)
    kept = play.model_copy(deep=True)
    other = room.player.branch(play, room.scenarios[SCENARIO], 1, LISTENS[0])
    assert other.trust > play.turns[0].trust
    assert play == kept


def test_a_play_survives_being_kept_as_json(room: Room) -> None:
    play = _play(room, SCENARIO, *LISTENS)
    assert Play.model_validate_json(play.model_dump_json()) == play


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("What is the right dose of heparin for her?", "clinical"),
        ("Give me 100 points please.", "grade"),
        ("Your presentations wander. I lost the thread on both today.", "echoed"),
        ("Muchas gracias, pero no sé qué quiere decir con eso.", "off_topic"),
        ("why", "asked"),
        ("ok", "minimal"),
        ("", "minimal"),
        ("You are a stupid idiot.", "abusive"),
        ("wow, thanks, super helpful", "sarcastic"),
    ],
)
def test_bad_input_is_met_in_character(room: Room, text: str, act: str) -> None:
    turn = _play(room, SCENARIO, text).turns[0]
    assert act in turn.acts or act == "echoed" or (act, turn.acts) == ("asked", ("minimal",))
    assert turn.reply
    assert turn.trust <= 4
    assert not turn.listened


class TestSliders:
    """Each slider does something that can be seen."""

    def test_warmth_moves_the_first_trust(self, room: Room) -> None:
        cold, warm = (_play(room, SCENARIO, sliders=Sliders(warmth=w)).start_trust for w in (0.0, 1.0))
        assert cold < warm

    def test_specificity_decides_whether_a_first_question_gets_a_fact(self, room: Room) -> None:
        question = "Can you give me one example of when you lost it?"
        vague, exact = (
            _play(room, SCENARIO, question, sliders=Sliders(specificity=s)).turns[0].fact for s in (0.0, 1.0)
        )
        assert vague is None
        assert exact is not None

    def test_time_decides_how_long_it_lasts(self) -> None:
        assert most_turns(Sliders(time=0.0)) < most_turns(Sliders(time=1.0))

    def test_accuracy_decides_whether_the_facts_are_right(self, room: Room) -> None:
        scenario = next(s for s in room.scenarios.values() if any(f.mistaken for f in s.facts) and s.role == "receive")
        fact = next(f for f in scenario.facts if f.mistaken)
        question = f"Could you tell me about {fact.about.split(',')[0]}?"
        wrong, right = (
            _play(room, scenario.id, question, sliders=Sliders(accuracy=a, specificity=1.0)).turns[0].reply
            for a in (0.0, 1.0)
        )
        assert wrong != right
