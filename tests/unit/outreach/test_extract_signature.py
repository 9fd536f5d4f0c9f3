from __future__ import annotations

import pytest

from assistant.outreach.extract.signature import signature_of


@pytest.mark.parametrize(
    ("message", "name", "stage", "place"),
    [
        ("Need to thank the ward sister. Chidi Eze, FY1, Leeds", "Chidi Eze", "FY1", "Leeds"),
        ("want to nudge her. thx - Marcus Bell, MS2", "Marcus Bell", "MS2", None),
        ("He is kind. 3rd year, McGill, Étienne Roy", "Étienne Roy", "3rd year", "McGill"),
        ("Please write. - Dr. Elena Petrova, PGY-5", "Elena Petrova", "PGY-5", None),
        (
            "i'm a sophomore premed (kayla jennings, ohio state). help me",
            "kayla jennings",
            "sophomore premed",
            "ohio state",
        ),
        ("sally, imt2", "sally", "imt2", None),
    ],
)
def test_a_signature_is_read_without_a_verb(message: str, name: str, stage: str | None, place: str | None) -> None:
    found = signature_of(message, None)
    assert (found.name, found.stage, found.institution) == (name, stage, place)


@pytest.mark.parametrize(
    "message", ["She runs the ward, and I liked it.", "Keep it short, warm, please", "Free Monday, Tuesday"]
)
def test_a_sentence_is_no_signature(message: str) -> None:
    assert signature_of(message, None).name is None
