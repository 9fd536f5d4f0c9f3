"""Faithfulness: a sentence that says more than its source, or something else, has a fault; a paraphrase has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.models import faithful
from assistant.models.gate import draft_fault

INTRO = "My name is Ana Ruiz, and I am a second-year student at Lakeside."
WHY = "I am writing because you lead the stroke clinic and gave a talk on aphasia in March."
ASK = "Would you be willing to meet for 20 minutes?"
TIMES = "Monday after 3 would suit me, or any other time that is easier for you."
OUT = "If this does not suit, I understand completely."
OFFER = "I can send a few lines about myself that you could simply forward, whenever suits you."
LETTER = "I did my rotation with you in May, and I can send you my CV."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("I'm Ana Ruiz, a second-year student at Lakeside.", INTRO),
        ("You lead the stroke clinic and gave a talk on aphasia in March, and that is why I am writing.", WHY),
        ("Could you spare 20 minutes to meet?", ASK),
        ("I am free on Monday after 3, or at any other time that is easier for you.", TIMES),
        ("Whenever it suits you, I can send a few lines about myself that you could forward.", OFFER),
        ("I would understand completely if this does not suit.", OUT),
        ("In May I did my rotation with you, and I could send you my CV.", LETTER),
        ("I wish you all the best, and hope it goes well.", "I wish you all the best, and I hope that it goes well."),
        ("The report changed how I see my ward.", "The report changed how I see my own ward."),
        ("Please let me know if this does not suit; I understand completely.", OUT),
    ],
)
def test_the_same_in_other_words_has_no_fault(claim: str, source: str) -> None:
    assert draft_fault(claim, source) is None


@pytest.mark.parametrize(
    ("claim", "source", "fault"),
    [
        ("I'm Ana Ruiz, a second-year student at Lakeside and a dancer.", INTRO, "dancer"),
        ("I'm Ana Ruiz, a third-year student at Lakeside.", INTRO, "third"),
        ("I'm Ana Ruiz, a second-year student at Brookside.", INTRO, "Brookside"),
        ("You lead the stroke clinic and gave a talk on aphasia in April, which is why I am writing.", WHY, "April"),
        ("You lead the stroke clinic, and I enjoyed your talk on aphasia in March.", WHY, "enjoyed"),
        ("I am writing because you lead the stroke clinic and won an award for your talk on aphasia.", WHY, "won"),
        ("Could you spare 30 minutes to meet?", ASK, "30"),
        ("Could you spare some time to meet?", ASK, "20"),
        ("I am free on Monday after 3 and on Tuesday.", TIMES, "Tuesday"),
        ("I am free on Monday before 3, or at any other time that is easier for you.", TIMES, "before"),
        ("If this does suit, I understand completely.", OUT, "suit"),
        ("You did your rotation with me in May, and I can send you my CV.", LETTER, "changed hands"),
        ("I did my rotation with you in May, and you can send me your CV.", LETTER, "changed hands"),
        ("She did the rotation with you in May, and can send that CV.", LETTER, "she"),
        ("Reach me at ana@lakeside.edu, and I can send you my CV from May.", LETTER, "address"),
        ("[ADD: a paper] is why I am writing to you about the stroke clinic and aphasia talk in March.", WHY, "blank"),
        ("Send me a few lines about myself.", OFFER, "order"),
        ("I can send a few lines.", OFFER, "left out"),
        ("Would I be willing to meet for 20 minutes at your house?", ASK, "house"),
        ("We could meet for 20 minutes.", ASK, "has become a statement"),
        ("I hope to hear about your stroke research.", "I hope to hear about stroke research.", "belongs to"),
        ("It took a day of my own.", "It took a day of your own.", "belongs to"),
        ("Please update me; we spoke in May.", "Please allow me a short update; we spoke in May.", "please updat"),
        ("Please forward a few lines about myself, whenever suits you, as I could.", OFFER, "please forward"),
    ],
)
def test_what_is_added_turned_or_left_out_is_named(claim: str, source: str, fault: str) -> None:
    assert fault in (draft_fault(claim, source) or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Always meet once a month.", "Meet once a month."),
        ("Do not meet once a month.", "Meet once a month."),
        ("Meet 3 times a month.", "Meet once a month."),
        ("Ask the dean to meet you once a month.", "Ask to meet once a month."),
    ],
)
def test_advice_that_is_stronger_or_opposite_has_a_fault(claim: str, source: str) -> None:
    assert faithful.fault(claim, source, allowed=faithful.plain_words("ordinary", "advising"))


def test_numbers_are_the_same_in_words_and_in_digits() -> None:
    assert faithful.numbers("twenty minutes at 3:30") == {"20", "3:30", "3", "30"}


def test_names_are_capitals_within_a_sentence() -> None:
    assert faithful.names("Please ask Dr. Lee. Then I call the NHS in Leeds.") == ["Dr", "Lee", "NHS", "Leeds"]


def test_a_contraction_is_its_first_word() -> None:
    assert faithful.stem_of("doesn't") == faithful.stem_of("does")
    assert faithful.stem_of("won't") == faithful.stem_of("will")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("ordinary: >-", "usual: >-"), "ordinary"),
        (("negators: >-", "negators: 3\nother: >-"), "negators"),
        (("- [before, after]", "- [before]"), "opposites.0"),
        (('twenty: "20"', "twenty: [20]"), "numbers.twenty"),
    ],
)
def test_a_bad_list_of_words_is_refused_by_field(tmp_path: Path, change: tuple[str, str], field: str) -> None:
    path = tmp_path / "plain_words.yaml"
    whole = faithful.WORDS.read_text(encoding="utf-8")
    assert change[0] in whole
    path.write_text(whole.replace(*change, 1), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        faithful.load_lists(path)
    assert (caught.value.file, caught.value.field.startswith(field)) == ("plain_words.yaml", True)
