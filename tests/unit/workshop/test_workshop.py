"""The room: joining, the facilitator's doing, the timer, what is counted and what is never kept."""

from __future__ import annotations

import json
import stat

import pytest

from assistant.errors import InputError, SettingsError
from assistant.settings import load_settings
from assistant.workshop import Workshop
from tests.unit.workshop.conftest import PASSCODE, House

SCENARIO = "late-notes"
BEGIN = ("Rehearse: Three notes still open at eight", "5")
LISTENS = "Thank you for telling me. Which of the three patients did it affect most?"
DEFENDS = "That is not fair, the system was down and everybody writes late."
PLANS = "I left them open, that was my part. From today I sign each note before I leave. Will you look on Friday?"


def test_a_wrong_code_gets_a_kind_line_and_a_right_one_a_handle(workshop: Workshop) -> None:
    with pytest.raises(InputError, match="'QQQQQQ' is not the code of this room"):
        workshop.join("ann", "ward", "QQQQQQ")
    ann = workshop.join("ann", "ward", f" {workshop.code.lower()[:3]}-{workshop.code.lower()[3:]} ")
    ben = workshop.join("ben", "ward", workshop.code)
    assert ann.handle != ben.handle and len(ann.handle.split()) == 2
    assert workshop.join("ann", "ward", workshop.code) == ann
    assert workshop.participant("nobody") is None and workshop.participant("") is None


def test_codes_are_not_guessed_by_trying(workshop: Workshop) -> None:
    for _ in range(8):
        with pytest.raises(InputError, match="is not the code"):
            workshop.join("eve", "cafe", "AAAAAA")
    with pytest.raises(InputError, match="try again in"):
        workshop.join("eve", "cafe", workshop.code)
    assert workshop.join("ann", "ward", workshop.code)


def test_only_the_passcode_opens_the_facilitators_page(workshop: Workshop) -> None:
    workshop.unlock("fay", "ward", PASSCODE)
    workshop.unlock("fay", "ward", "LANTERN-SEVEN")
    for guess in ("", "lantern", workshop.code, PASSCODE + "x"):
        with pytest.raises(InputError, match="not the passcode"):
            workshop.unlock("eve", "ward", guess)
    for _ in range(4):
        with pytest.raises(InputError):
            workshop.unlock("eve", "ward", "x")
    with pytest.raises(InputError, match="try again in"):
        workshop.unlock("eve", "ward", PASSCODE)
    workshop.unlock("fay", "ward", PASSCODE)


def test_a_short_passcode_is_refused_and_one_made_anew_is_said_once(house: House) -> None:
    with pytest.raises(SettingsError, match="6 letters"):
        Workshop.open(house.settings, house.coach, "abc")
    room, told = Workshop.open(house.settings, house.coach)
    assert room.code in told
    room.unlock("fay", "ward", told.rsplit(" ", 1)[1])
    set_before = load_settings(data_dir=house.settings.data_dir, workshop_passcode=PASSCODE)
    room, told = Workshop.open(set_before, house.coach)
    assert PASSCODE not in told and PASSCODE not in repr(set_before)
    room.unlock("fay", "ward", PASSCODE)


def test_the_timer_runs_stands_still_in_a_pause_and_goes_on(workshop: Workshop, house: House) -> None:
    workshop.start_timer(10)
    house.time.now += 60
    assert workshop.timer.left == 540 and workshop.timer.running
    workshop.pause(True)
    house.time.now += 500
    assert workshop.timer.left == 540 and not workshop.timer.running
    workshop.pause(False)
    house.time.now += 600
    assert workshop.timer.left == 0
    workshop.stop_timer()
    assert workshop.timer.left is None
    for minutes in (0, -1, 181, float("nan"), float("inf")):
        with pytest.raises(InputError, match="1 to 180"):
            workshop.start_timer(minutes)


def test_a_paused_room_holds_participants_and_nobody_else(workshop: Workshop) -> None:
    workshop.join("ann", "ward", workshop.code)
    workshop.pause(True)
    assert "paused" in workshop.held("ann") and workshop.held("visitor-of-the-page") == ""
    workshop.pause(False)
    assert workshop.held("ann") == ""


def test_the_wall_counts_who_showed_what(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann, ben = house.person(workshop, "ann"), house.person(workshop, "ben")
    house.person(workshop, "cat")
    ann.say(*BEGIN, LISTENS, PLANS)
    ben.say(*BEGIN, DEFENDS)
    wall = workshop.wall()
    counts = {move.item: move.count for move in wall.moves}
    assert (wall.joined, wall.playing, wall.asked, wall.made) == (3, 2, 1, 0)
    assert counts["R04"] == counts["R02"] == counts["R07"] == counts["R11"] == 1
    assert counts["R05"] == 1, "a defence in one turn takes 'without defence' back"
    ann.say("end", "6", "3")
    assert workshop.wall().made == 1


def test_giving_feedback_is_counted_too(workshop: Workshop, house: House) -> None:
    workshop.choose("sharp-with-nurses")
    exercise = workshop.exercise
    assert exercise
    ann = house.person(workshop, "ann")
    ann.say(exercise.say, "yes", "5", "Is now a good time to talk? How do you see this morning's round yourself?")
    wall = workshop.wall()
    assert wall.asked is None
    assert sum(move.count for move in wall.moves) > 0


def test_what_is_not_the_exercise_does_not_count(workshop: Workshop, house: House) -> None:
    ann = house.person(workshop, "ann")
    ann.say(*BEGIN)
    assert workshop.wall().playing == 0
    workshop.choose("vague-praise")
    ann.say(LISTENS)
    assert workshop.wall().playing == 0
    with pytest.raises(InputError, match="no exercise 'nothing'"):
        workshop.choose("nothing")
    workshop.choose("")
    assert workshop.exercise is None


def test_quotes_need_consent_and_leave_with_it(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    people = [house.person(workshop, name) for name in ("ann", "ben", "cat")]
    workshop.consent("ann", True)
    for person in people[:2]:
        person.say(*BEGIN, LISTENS, PLANS, "end", "6", "3")
    quotes = [text for _, text in workshop.wall().quotes]
    assert quotes and all(text in f"{LISTENS} {PLANS}" for text in quotes)
    assert len(quotes) <= 2, "Ben did not agree"
    assert not workshop.participant("ben").quotes  # type: ignore[union-attr]
    workshop.consent("ann", False)
    assert workshop.wall().quotes == ()
    workshop.consent("ann", True)
    assert workshop.wall().quotes == (), "what was taken back does not return"


def test_of_two_people_no_words_are_shown(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann = house.person(workshop, "ann")
    house.person(workshop, "ben")
    workshop.consent("ann", True)
    ann.say(*BEGIN, LISTENS, PLANS, "end", "6", "3")
    assert workshop.wall().quotes == ()


def test_a_patients_name_never_reaches_the_wall(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann = house.person(workshop, "ann")
    for name in ("ben", "cat"):
        house.person(workshop, name)
    workshop.consent("ann", True)
    named = "Thank you for telling me. Was it the note of my patient John Miller, DOB 03/04/1951, that did the harm?"
    ann.say(*BEGIN, named, PLANS, "end", "6", "3")
    kept = json.dumps([p.model_dump(mode="json") for p in workshop.participants.values()])
    assert "Miller" not in kept and "1951" not in kept


def test_a_crisis_leaves_no_trace(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann = house.person(workshop, "ann")
    ann.say(*BEGIN)
    before = workshop.participants
    ann.say("I want to kill myself")
    assert workshop.participants == before


def test_leaving_and_emptying_forget(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann = house.person(workshop, "ann")
    house.person(workshop, "ben")
    ann.say(*BEGIN, LISTENS)
    workshop.leave("ann")
    assert (workshop.wall().joined, workshop.wall().playing) == (1, 0)
    code = workshop.code
    workshop.reset()
    assert workshop.code != code and workshop.wall().joined == 0 and workshop.exercise is None
    ann.say(PLANS)
    assert workshop.wall().joined == 0, "a turn that ends late brings nobody back"


def test_a_full_room_says_so(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.workshop.workshop.MOST_PARTICIPANTS", 2)
    for name in ("ann", "ben"):
        workshop.join(name, "ward", workshop.code)
    with pytest.raises(InputError, match="full with 2"):
        workshop.join("cat", "ward", workshop.code)


def test_a_restart_finds_the_room_again(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    workshop.start_timer(10)
    ann = house.person(workshop, "ann")
    ann.say(*BEGIN, LISTENS)
    again = house.open()
    assert (again.code, again.wall(), again.timer) == (workshop.code, workshop.wall(), workshop.timer)
    assert again.participant("ann") == workshop.participant("ann")


def test_what_is_kept_leads_to_nobody(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    house.person(workshop, "the-secret-of-a-browser").say(*BEGIN, LISTENS)
    path = house.settings.data_dir / "conversations.sqlite"
    kept = b"".join(file.read_bytes() for file in path.parent.glob("conversations.sqlite*"))
    assert b"the-secret-of-a-browser" not in kept and b"night team" not in kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_room_that_cannot_be_kept_goes_on_and_says_so(house: House) -> None:
    house.settings.data_dir.mkdir(parents=True)
    (house.settings.data_dir / "conversations.sqlite").mkdir()
    workshop = house.open()
    workshop.join("ann", "ward", workshop.code)
    assert workshop.wall().joined == 1
    assert "A restart will lose this room" in workshop.trouble


def test_a_room_of_another_version_is_replaced(
    workshop: Workshop, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    from sqlalchemy import update

    from assistant.workshop.state import ROOMS

    workshop.join("ann", "ward", workshop.code)
    with house.stores[0]._engine.begin() as connection:
        connection.execute(update(ROOMS).values(body='{"colour": "red"}'))
    again = house.open()
    assert again.wall().joined == 0 and again.code != workshop.code and again.trouble == ""
    assert "another version" in caplog.text
