"""The reader: fitted once, kept between starts, fitted anew when anything it depends on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.embedding import Embedder
from assistant.rehearsal.evidence import Reader
from assistant.rehearsal.moves import Example, Move, load_cues, load_moves
from tests.conftest import KNOWLEDGE
from tests.hashing import HashEmbedder


def _moves(extra: str = "I left early.") -> list[Move]:
    def move(name: str, side: str, shows: list[str], texts: list[str]) -> Move:
        return Move(
            move=name,
            side=side,
            what="What it does.",
            shows=tuple(shows),
            breaks=(),
            examples=tuple(Example(text=text) for text in texts),
        )

    thanks = [f"Thank you for point {n}." for n in range(8)]
    owning = [*(f"I forgot form {n}." for n in range(8)), extra]
    fair, abuse = [f"Note {n} is long." for n in range(8)], [f"You are an idiot, number {n}." for n in range(8)]
    return [
        move("thanks", "receive", ["R02"], thanks),
        move("owning", "receive", ["R07"], owning),
        move("giver-fair", "giver", [], fair),
        move("giver-abusive", "giver", ["abusive"], abuse),
    ]


def test_it_reads_the_pieces_of_a_turn_and_the_line_it_answers() -> None:
    reader = Reader(_moves(), load_cues(), HashEmbedder(), "receive")
    evidence = reader.read("You are an idiot.", "Thank you for point 9. I forgot form 9.")
    first, second = evidence.pieces
    assert first.chance("R02") > first.chance("R07")
    assert second.chance("R07") > second.chance("R02")
    assert evidence.giver_chances["abusive"] > 0.5
    assert first.chance("an item no example teaches") == 0.0


def test_silence_and_no_giver_are_read_too() -> None:
    reader = Reader(_moves(), load_cues(), HashEmbedder(), "receive")
    for text in ("", "...", "\U0001f600"):
        evidence = reader.read("", text)
        assert (evidence.pieces, dict(evidence.giver_chances)) == ((), {})


@pytest.mark.parametrize("side", ["receive", "give"])
def test_the_classifiers_that_come_with_the_program_are_those_of_its_example_turns(side: str) -> None:
    embedder = Embedder()
    Reader(load_moves(KNOWLEDGE / "moves"), load_cues(), embedder, side).load()
    assert not embedder.loaded, "fitted anew; run python -m tests.evals.rehearsal fit"


def test_a_second_start_embeds_no_examples(tmp_path: Path) -> None:
    Reader(_moves(), load_cues(), HashEmbedder(), "receive", tmp_path).load()
    again = HashEmbedder()
    Reader(_moves(), load_cues(), again, "receive", tmp_path).load()
    assert again.embedded == 0


def test_another_example_or_embedder_is_fitted_anew(tmp_path: Path) -> None:
    Reader(_moves(), load_cues(), HashEmbedder(), "receive", tmp_path).load()
    for moves, name in ((_moves("I was late."), "hashed-words"), (_moves(), "another")):
        embedder = HashEmbedder(name)
        Reader(moves, load_cues(), embedder, "receive", tmp_path).load()
        assert embedder.embedded > 0
