"""Codes that can be read out, and cannot be guessed in an afternoon."""

from __future__ import annotations

from assistant.door.limits import Allowance
from assistant.workshop.joining import JOIN_LETTERS, LETTERS, Tries, folded, new_code, same, spaced


def test_codes_use_letters_that_nobody_mistakes_and_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) <= set(LETTERS)
    assert not set("ILOUV01") & set(LETTERS)
    assert len(LETTERS) ** JOIN_LETTERS > 80_000_000


def test_how_a_code_is_written_does_not_matter() -> None:
    assert folded(" abc-def\n") == folded("ABC DEF") == "ABCDEF"
    assert folded(spaced("ABCDEF")) == "ABCDEF"
    assert same("ABCDEF", "ABCDEF") and not same("ABCDEG", "ABCDEF") and not same("", "ABCDEF")
    assert not same("\ud800é", "ABCDEF")


def test_tries_are_counted_by_browser_and_by_address() -> None:
    now = [0.0]
    tries = Tries(Allowance(2, 0.1), Allowance(5, 1), clock=lambda: now[0])
    assert [tries.wait("a", "ward") for _ in range(3)] == [0, 0, 11]
    # A new browser each time does not help: they all come from one address.
    assert [bool(tries.wait(f"fresh-{n}", "ward")) for n in range(5)] == [False, False, False, True, True]
    now[0] = 10.0
    assert tries.wait("a", "ward") == 0
