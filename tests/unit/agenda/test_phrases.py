from __future__ import annotations

import pytest

from assistant.agenda.wording.address import said_to, to_reader, to_third
from assistant.agenda.wording.phrases import about, core, form, tidy, title


@pytest.mark.parametrize(
    ("phrase", "kind", "said"),
    [
        ("Step 1 timing", "noun", "Step 1 timing"),
        ("research year", "noun", "the research year"),
        ("Dr Lee's offer", "noun", "Dr Lee's offer"),
        ("whether to do a research year", "clause", "whether to do a research year"),
        ("not sure if I'm competitive", "clause", "whether I'm competitive"),
        ("should I do a research year?", "question", "whether to do a research year"),
        ("is medicine right for me?", "question", "whether medicine is right for me"),
        ("how many programs should I apply to?", "question", "how many programs to apply to"),
        ("choose an elective", "verb", "choosing an elective"),
        ("spend more evenings at home", "verb", "spending more evenings at home"),
        ("I keep freezing on rounds", "statement", "freezing on rounds"),
        ("I failed my shelf exam", "statement", "failing my shelf exam"),
        ("my slides are long", "statement", "my slides being long"),
        ("failed a block", "verb", "failing a block"),
        ("help with my CV", "verb", "my CV"),
        ("im pretty burnt out", "feeling", "feeling pretty burnt out"),
    ],
)
def test_a_phrase_of_any_form_can_follow_about(phrase: str, kind: str, said: str) -> None:
    assert form(phrase) == kind
    assert about(phrase) == said


def test_texting_is_written_out_and_words_stay() -> None:
    assert tidy("- abt my usmle step 1 & cv, im lost") == "about my USMLE Step 1 and CV, I'm lost"


def test_a_long_heading_ends_at_a_word() -> None:
    heading = title("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
    assert heading == "One two three four five six seven eight nine ten eleven twelve ..."


def test_a_wish_to_improve_is_about_what_it_improves() -> None:
    assert core("getting better at presenting") == "presenting"
    assert core("being more confident") == "being more confident"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("she keeps cancelling our meetings", "you keep cancelling our meetings"),
        ("her missed deadlines", "your missed deadlines"),
        ("Sam's research abstract", "your research abstract"),
        ("supporting her through a hard rotation", "supporting you through a hard rotation"),
        ("he's been late", "you have been late"),
    ],
)
def test_what_is_said_of_somebody_can_be_said_to_them(text: str, said: str) -> None:
    assert said_to(text, "mentee", ("Sam",)) == said


def test_my_becomes_your_for_the_reader_and_their_for_a_mentor() -> None:
    assert to_reader("whether I'm ready for my exam") == "whether you are ready for your exam"
    assert to_third("your last two scores, and what you planned") == "their last two scores, and what they planned"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("and my sleep and", "My sleep"),
        ("I want to talk about research in cardiology", "Research in cardiology"),
        ("whether to move", "Whether to move"),
    ],
)
def test_a_heading_is_no_fragment_of_speech(text: str, heading: str) -> None:
    assert title(text) == heading
