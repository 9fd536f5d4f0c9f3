"""What could be an identifier, whoever's it is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.safety.candidates import MOST, candidates, suspects


def looks(text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.look) for c in candidates(text)]


@pytest.mark.parametrize(
    ("text", "span", "look"),
    [
        ("I saw Ottilie Brandt again", "Ottilie Brandt", "name"),
        ("pt ravi kumar was kind", "ravi kumar", "name"),
        ("mrs okonkwo cried", "okonkwo", "name"),
        ("bed list: Lim KH, Jones T", "Lim KH", "name"),
        ("initials A.N.O. and more", "A.N.O.", "initials"),
        ("on 5 May. Then we met", "5 May", "date"),
        ("due 19.07.1949, he said", "19.07.1949", "date"),
        ("in side room 4 now", "side room 4", "bed"),
        ("he drives KX19 ABC", "KX19 ABC", "number"),
        ("card 2345 6789 0123 was lost", "2345 6789 0123", "number"),
        ("ring 07700 900123", "07700 900123", "phone"),
        ("mail a.b@post.example please", "a.b@post.example", "email"),
        ("photo IMG_4471.jpg was sent", "IMG_4471.jpg", "file"),
        ("at 14 Maple Street, alone", "14 Maple Street", "street"),
    ],
)
def test_each_look_is_found_in_its_whole_length(text: str, span: str, look: str) -> None:
    assert (span, look) in looks(text)


@pytest.mark.parametrize(
    "text", ["How do I ask for feedback?", "the ICU was full, so was the ED", "my pulse is 80", ""]
)
def test_common_words_and_abbreviations_are_none(text: str) -> None:
    assert looks(text) == []


def test_they_stand_in_order_without_overlaps_and_are_not_endless() -> None:
    found = candidates("Ana Souza, 3 May, bed 4, MRN 4482913. " * 400)
    assert len(found) == MOST
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        ("I saw Ottilie Brandt again and could not say a word", True),
        ("Ottilie Brandt, M1, Riverside", False),
        ("my patient is kind", True),
        ("call 07700 900123", True),
        ("Write to Dr. Susan Park about her clinic", False),
        ("I am Sam Osei, and my exam is on 5 May", False),
        ("How do I ask for feedback on my EM rotation?", False),
    ],
)
def test_only_a_text_that_may_tell_of_a_patient_is_suspect(text: str, suspect: bool) -> None:
    assert suspects(text) is suspect
