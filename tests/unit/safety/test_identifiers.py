"""What could identify a patient is masked; mentors, students, meetings and the writer are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.safety import Screening
from assistant.safety.identifiers import mask_identifiers
from assistant.safety.normalise import normalised


def masked(text: str) -> str:
    return mask_identifiers(normalised(text))[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I saw my patient Maria Gonzalez today", "I saw my patient [PATIENT NAME] today"),
        ("Mr. Okafor in bed 4 was angry", "Mr. [PATIENT NAME] in [ROOM OR BED] was angry"),
        ("Start with the case in bed 4", "Start with the case in bed 4"),
        ("My patient Ada Kaplan in trauma bay 2 fell", "My patient [PATIENT NAME] in [ROOM OR BED] fell"),
        ("A case: a girl born on 30 October 2019 with chorea", "A case: a girl born on [DATE OF BIRTH] with chorea"),
        ("It was the woman aged 92 with the hip fracture", "It was the woman aged [AGE] with the hip fracture"),
        (
            "I took consent from Rosa Vidal (UHID 2023-88410)",
            "I took consent from [PATIENT NAME] (UHID [RECORD NUMBER])",
        ),
        ("our patient, initials A.N.O., fell", "our patient, initials [PATIENT NAME], fell"),
        ("my patient priya sharma cried", "my patient [PATIENT NAME] cried"),
        ("We admitted Emily Watson with sepsis", "We admitted [PATIENT NAME] with sepsis"),
        ("Yusuf Demir, 68 M, COPD", "[PATIENT NAME], 68 M, COPD"),
        ("The patient's daughter Leila called", "The patient's daughter [PATIENT NAME] called"),
        ("MRN: 00-88-1234 was wrong", "MRN: [RECORD NUMBER] was wrong"),
        ("pt with DOB 03/14/1957", "pt with DOB [DATE OF BIRTH]"),
        ("My patient was admitted on 12 March 2026", "My patient was admitted on [DATE]"),
        ("a 94-year-old woman with sepsis", "a [AGE] woman with sepsis"),
        ("my patient Ana Lopez, 92, fell", "my patient [PATIENT NAME], [AGE], fell"),
        ("My patient Ana Lopez died; she was 101", "My patient [PATIENT NAME] died; she was [AGE]"),
        ("my patient Ana Lopez, 95% on air, slept", "my patient [PATIENT NAME], 95% on air, slept"),
        ("My patient lives at 14 Maple Street", "My patient lives at [ADDRESS]"),
        ("The patient's phone is (555) 201-9934", "The patient's phone is [PHONE]"),
        ("My patient wrote from jane@example.com", "My patient wrote from [EMAIL]"),
        ("His SSN is 123-45-6789", "His SSN is [ID NUMBER]"),
        ("NHS number 943 476 5919", "NHS number [ID NUMBER]"),
    ],
)
def test_each_identifier_becomes_its_kind(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_known_name_is_masked_wherever_it_stands_again() -> None:
    text = "My patient Rosa Delgado was kind. Rosa thanked me, and Mrs Delgado's son did too."
    assert "Rosa" not in masked(text)
    assert "Delgado" not in masked(text)


def test_a_doctor_of_the_same_name_keeps_it() -> None:
    assert "Dr. Sarah Kim" in masked("My patient David Kim liked Dr. Sarah Kim")


@pytest.mark.parametrize(
    "text",
    [
        "My mentor Dr. Maria Gonzalez met me on 12 March",
        "Mr Patel, a consultant surgeon, gave me feedback",
        "Best regards,\nDaniel Weber\nd.weber@example.com\n(734) 555-0199",
        "My mentee Rosa Delgado is applying to dermatology",
        "Our programme is 95 years old, and I am 28",
        "My grandmother is 93",
        "My mentor, a man born on 5 June 1938, retires",
        "A 65-year-old woman with CHF was my first presentation",
        "Ben Carter, a 25-year-old medical student, asked me to mentor him",
        "I was born on 5 June 1998",
        "The Patient Safety Committee meets in room 312 on 03/14/2026",
        "The patient in room 312 died and I feel terrible",
        "My AAMC ID is 13345678 and my student ID 20231234",
        "PMID 31234567 is the paper I want to discuss",
    ],
)
def test_people_and_dates_of_mentoring_stay(text: str) -> None:
    assert masked(text) == text


def test_a_mask_names_its_place_in_the_original() -> None:
    text = "My\u200b patient Maria\u00a0Gonzalez cried"
    _, masks = mask_identifiers(normalised(text))
    (mask,) = masks
    assert mask.kind == "PATIENT NAME"
    assert text[mask.start : mask.end] == "Maria\u00a0Gonzalez"
    assert mask.original == "Maria Gonzalez"


def test_a_document_is_read_to_its_end_where_somebody_may_stand_in_it() -> None:
    page = "We talked about the plan for the year and what she would like to learn next. " * 40
    assert "Ottilie Brandt" not in masked(f"{page * 5}I sutured Ottilie Brandt badly and she cried. {page}")


def test_masks_are_applied_whatever_the_kind(look: Callable[[str], Screening]) -> None:
    screening = look("My patient Maria Gonzalez died and now I want to kill myself")
    assert screening.kind == "crisis"
    assert "Gonzalez" not in screening.masked
