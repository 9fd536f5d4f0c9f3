"""A workshop as it is run: started, opened with the passcode, joined by a crowd, found again after a restart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.participants import BRIDGE, WORKSHOP_BRIDGE, Browser, Participant, crowd
from tests.ports import free_port
from tests.serving import Served, serve

PASSCODE = "lantern-seven"
SCRIPT = ("Rehearse: Three notes still open at eight", "5", "Thank you. Which of the patients did $mark affect most?")
PEOPLE = 12


@pytest.fixture(scope="module")
def data_dir(guidance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this module's own, with the session's index: a room is written to it."""
    folder = tmp_path_factory.mktemp("workshop") / "data"
    shutil.copytree(guidance, folder)
    return folder


@pytest.fixture(scope="module")
def served(data_dir: Path) -> Iterator[Served]:
    with serve(data_dir, "--workshop", "--passcode", PASSCODE) as served:
        yield served


@pytest.fixture
def facilitator(served: Served) -> Iterator[Browser]:
    with Browser(served.url, "/facilitator") as browser:
        opened = browser.send(WORKSHOP_BRIDGE, "act", {"act": "unlock", "passcode": PASSCODE, "here": served.url})
        assert opened["inside"]
        yield browser


def code_of(served: Served) -> str:
    return served.said.split("the code ")[1][:6]


def test_the_passcode_that_was_set_is_not_printed(served: Served) -> None:
    assert "/facilitator" in served.said and PASSCODE not in served.said


def test_without_the_passcode_nothing_is_shown_or_done(served: Served) -> None:
    with Browser(served.url, "/facilitator") as stranger:
        for data in ({"act": "reset"}, {"act": "save", "file": "results.json"}, {"act": "unlock", "passcode": "guess"}):
            payload = stranger.send(WORKSHOP_BRIDGE, "act", data)
            shown = "".join(payload.get("regions", {}).values())
            assert code_of(served) not in shown and "file" not in payload and "inside" not in payload
    with Participant(served.url) as somebody:
        assert "made-up name" in somebody.send(WORKSHOP_BRIDGE, "act", {"act": "look"})["regions"]["workshop"]


def test_a_wrong_code_is_said_kindly(served: Served) -> None:
    with Participant(served.url) as somebody:
        told = somebody.send(WORKSHOP_BRIDGE, "act", {"act": "join", "code": "WRONGX"})
        assert "'WRONGX' is not the code of this room" in told["told"] and not told["joined"]


def test_a_crowd_plays_and_the_wall_counts_it(served: Served, facilitator: Browser) -> None:
    facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "exercise", "exercise": "late-notes"})
    measured = crowd(served.url, code_of(served), SCRIPT, PEOPLE, seconds=0)
    assert measured.errors == []
    assert len(measured.seconds) == PEOPLE * len(SCRIPT)
    wall = facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "look"})["regions"]["hall-wall"]
    assert wall.count(f"<dd>{PEOPLE}</dd>") >= 2, "all joined and are at work"
    saved = facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "save", "file": "results.csv"})
    assert saved["file"]["name"] == "results.csv"


def test_a_pause_keeps_the_message_and_says_why(served: Served, facilitator: Browser) -> None:
    with Participant(served.url) as somebody:
        somebody.join(code_of(served))
        facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "pause"})
        held = somebody.send(BRIDGE, "say", {"text": "Which example do you mean?"})
        assert "paused" in held["told"] and held["box"] == "Which example do you mean?"
        facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "pause"})
        assert "box" not in somebody.send(BRIDGE, "say", {"text": "Rehearse: Three notes still open at eight"})


def test_a_demonstration_plays_a_real_conversation(facilitator: Browser) -> None:
    shown = facilitator.send(
        WORKSHOP_BRIDGE,
        "demo",
        {"demo": "hearing-hard-feedback"},
        enough=lambda payload: "how do you feel" in payload.get("regions", {}).get("demo-log", ""),
    )
    assert "Rehearse: Three notes still open at eight" in shown["regions"]["demo-log"]


def test_a_restart_finds_the_room_with_everybody_in_it(data_dir: Path) -> None:
    port, folder = free_port(), data_dir
    with serve(folder, "--workshop", "--passcode", PASSCODE, port=port) as first:
        code = code_of(first)
        with Participant(first.url) as somebody:
            band = somebody.join(code)
            cookies = dict(somebody.http.cookies)
    with serve(folder, "--workshop", "--passcode", PASSCODE, port=port) as again:
        assert code_of(again) == code
        with Participant(again.url) as somebody:
            somebody.http.cookies.update(cookies)
            found = somebody.send(WORKSHOP_BRIDGE, "act", {"act": "look"})
    assert found["joined"] and found["regions"]["workshop"] == band


def test_without_the_option_there_is_no_room(guidance: Path) -> None:
    with serve(guidance) as served, Browser(served.url) as browser:
        assert (WORKSHOP_BRIDGE, "act") not in browser._calls
        assert browser.http.get("/facilitator").status_code == 404
