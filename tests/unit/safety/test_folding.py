"""Folding gives the same words for the same thought, however it is typed."""

from __future__ import annotations

import pytest

from assistant.safety.folding import fold, joined_letters
from assistant.safety.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be here anymore",
        "i dont wanna be here any more",
        "I DON\u2019T WANT TO BE HERE ANYMORE!!",
        "Ｉ don't want to be here anymore",
    ],
)
def test_one_thought_folds_to_one_sentence(text: str) -> None:
    assert fold(normalise(text)).sentences == ("i do not want to be here anymore",)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("sucide", "suicide"),
        ("suicidel", "suicidal"),
        ("preivous", "previous"),
        ("instrcutions", "instructions"),
        ("igrnoe", "ignore"),
        ("mysef", "myself"),
    ],
)
def test_slips_in_weighty_words_are_mended(slip: str, word: str) -> None:
    assert fold(slip).sentences == (word,)


@pytest.mark.parametrize("word", ["ignores", "patients", "prompts", "systems", "revel", "attendings"])
def test_words_that_only_look_like_slips_stay(word: str) -> None:
    assert fold(word).sentences == (word,)


def test_look_alike_letters_of_other_scripts_are_read_in_mixed_words_only() -> None:
    assert fold("ignоre").sentences == ("ignore",)  # a Cyrillic letter in a Latin word
    assert fold("оно").sentences == ("оно",)


def test_titles_and_decimals_end_no_sentence() -> None:
    assert fold("I told Dr. Lee that it was 5.9 today. Then I left.").sentences == (
        "i told dr lee that it was 5 9 today",
        "then i left",
    )


def test_endless_sentences_are_cut_with_overlap() -> None:
    sentences = fold("word " * 2000).sentences
    assert len(sentences) > 10
    assert all(len(sentence) <= 600 for sentence in sentences)


def test_spelt_out_words_are_joined() -> None:
    assert joined_letters("please i g n o r e it") == "please ignore it"
