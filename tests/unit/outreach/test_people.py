from __future__ import annotations

import pytest

from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.contacts import contact
from assistant.outreach.people import introduction, salutation, signature, surname


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (Person(name="Ingrid Lindqvist", title="Prof."), "Dear Prof. Lindqvist,"),
        (Person(name="lindqvist", title="prof"), "Dear Prof Lindqvist,"),
        (Person(name="Jan van der Berg", title="Dr."), "Dear Dr. van der Berg,"),
        (Person(name="Aurélie Lefèvre", title="Dr"), "Dear Dr Lefèvre,"),
        (Person(name="Kim Min-jun", title="Dr."), "Dear Dr. Kim Min-jun,"),
        (Person(name="Sarah Okafor"), "Dear Sarah Okafor,"),
        (Person(name="Okafor"), "Dear [ADD: title] Okafor,"),
        (Person(title="Dr."), "Dear Dr. [ADD: the recipient's surname],"),
        (Person(), "Dear [ADD: the recipient's title and name],"),
        (Person(name="Marcus Bell", stage="M1"), "Dear Marcus,"),
        (Person(name="Jane Doe", title="MD"), "Dear Dr. Doe,"),
        (Person(name="Dr. Ann Lee and Dr. Bo Ray"), "Dear Dr. Ann Lee and Dr. Bo Ray,"),
    ],
)
def test_the_greeting_has_name_and_title_as_given(person: Person, line: str) -> None:
    assert salutation(OutreachBrief(kind="first-contact", recipient=person)) == line


def test_an_unclear_surname_is_not_split() -> None:
    assert surname("María José García Márquez") == "María José García Márquez"
    assert surname("Ana B. Costa") == "Costa"


@pytest.mark.parametrize(
    ("sender", "line"),
    [
        (
            Person(name="Maya Chen", stage="M1", institution="Riverside"),
            "My name is Maya Chen, and I am an M1 medical student at Riverside.",
        ),
        (
            Person(name="Leo Marsh", role="emergency physician"),
            "My name is Leo Marsh, and I am an emergency physician.",
        ),
        (
            Person(name="Pia Nair", stage="PGY-2", role="internal medicine resident"),
            "My name is Pia Nair, and I am a PGY-2 internal medicine resident.",
        ),
        (
            Person(name="Jo Ash", stage="M2", role="president of the surgery club"),
            "My name is Jo Ash, and I am an M2 medical student and president of the surgery club.",
        ),
        (
            Person(name="Elif Kaya", stage="IMG"),
            "My name is Elif Kaya, and I am an international medical graduate (IMG).",
        ),
        (Person(), "I am [ADD: your stage of training] at [ADD: your school or hospital]."),
    ],
)
def test_one_sentence_says_who_writes(sender: Person, line: str) -> None:
    assert introduction(OutreachBrief(kind="first-contact", sender=sender), "full") == line


def test_the_signature_has_name_programme_and_contact_or_blanks() -> None:
    brief = OutreachBrief(
        kind="thank-you",
        sender=Person(name="Maya Chen", stage="m1", pronouns="she/her"),
        notes="reach me at maya@example.org",
    )
    assert signature(brief) == ["Kind regards,", "Maya Chen (she/her)", "M1", "maya@example.org"]
    assert signature(OutreachBrief(kind="thank-you"))[1:] == [
        "[ADD: your full name]",
        "[ADD: your stage or programme]",
        "[ADD: your email or phone]",
    ]


def test_a_contact_is_an_address_or_a_number_but_no_date() -> None:
    assert contact(OutreachBrief(notes="phone 555 0142 33")) == "555 0142 33"
    assert contact(OutreachBrief(notes="due 2026-09-15")) == ""
