from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.outreach.extract.learning import WISHES, digest, learn_chains, load_readings, parse, states, varied
from assistant.outreach.extract.reader import told
from assistant.outreach.extract.tagger import PERSONS, SAID, WEIGHTS, spans
from assistant.outreach.extract.tokens import seen, tokens


def test_the_weights_were_learned_from_the_examples_as_they_stand() -> None:
    with np.load(WEIGHTS) as data:
        assert str(data["stamp"]) == digest([*load_readings(), *load_readings(WISHES)]), (
            "run: python -m assistant.train"
        )


def test_marks_are_read_one_inside_the_other() -> None:
    reading = parse("{tie I met {rt Dr.} {rn Ann Lee} in May}.", "thank-you")
    assert reading.text == "I met Dr. Ann Lee in May."
    assert [(span.code, reading.text[span.start : span.end]) for span in reading.spans] == [
        ("tie", "I met Dr. Ann Lee in May"),
        ("rt", "Dr."),
        ("rn", "Ann Lee"),
    ]
    assert states(reading, PERSONS)[2:6] == [1, 2, 3, 4]
    assert states(reading, SAID)[:2] == [7 - 4, 8 - 4]


@pytest.mark.parametrize("marked", ["{xx what}", "{rn Lee", "{tie {rn Lee}"])
def test_a_bad_mark_is_refused(marked: str) -> None:
    with pytest.raises(LibraryError, match="mark"):
        parse(marked, "ending")


def test_other_fillers_keep_the_marks_in_place() -> None:
    readings = [
        parse("email {rt dr} {rn lee}, {why she runs {ri Mercy}'s lab}", "first-contact"),
        parse("{rn Bo}", "other"),
    ]
    for reading in varied(readings, copies=8):
        for span in reading.spans:
            value = reading.text[span.start : span.end]
            assert value == value.strip() and value


def test_a_chain_learns_its_examples() -> None:
    readings = [
        parse(f"email {{rt Dr}} {{rn {name}}}. i am {{sn {own}}}", "first-contact")
        for name, own in (("Lee", "Bo"), ("Adu", "Ida"), ("Sato", "Tom"), ("Roy", "Eve"))
    ]
    persons, _ = learn_chains(readings)
    words = tokens("email Dr Novak. i am Ann")
    found = {span.code: span for span in persons.read(seen(words), words)}
    assert {"rn", "sn"} <= set(found)
    assert 0.5 < found["rn"].chance <= 1.0


def test_a_name_is_one_word_and_its_ending_another() -> None:
    assert [word.text for word in tokens("Dr Kim’s talk, don't")] == ["Dr", "Kim", "'s", "talk", ",", "don't"]


def test_a_place_that_one_comes_from_is_no_institution() -> None:
    text = "email Dr. Rosa Lind. I am Ana Sol, a fourth year from Brazil"
    assert told(text, spans(text)).get("sender.institution") is None


def test_what_is_told_is_bare_and_sure() -> None:
    text = "Thank Dr. Ines Vidal for reading my essay. - Tom Reyes (M3, Tulane)"
    found = told(text, spans(text))
    assert found["sender.name"] == "Tom Reyes"
    assert found["sender.stage"] == "M3"
    assert found["sender.institution"] == "Tulane"


def test_nothing_is_found_in_nothing() -> None:
    assert spans("") == ()
    assert told("...", spans("...")) == {}
