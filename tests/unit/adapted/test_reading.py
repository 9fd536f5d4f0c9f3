"""Reading and teaching, on the real embedder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.adapted import Adapted, Chain, Span
from assistant.adapted.reading import OVERLAP, WINDOW, cut
from assistant.adapted.training import Heads, Lesson, save, teach
from assistant.embedding import packaged_model
from assistant.errors import LibraryError

NAMES = Chain(("name",))
COLOURS = ("warm", "cold")


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Taught in seconds: who is thanked, and whether it is warm."""
    lessons = []
    for name in ("Ann", "Bo", "Ida", "Tom", "Eve", "Uma", "Kai", "Lea"):
        for start, colour in (("It is hot, thanks ", 0), ("Snow again, thanks ", 1)):
            span = Span("name", len(start), len(start) + len(name), 1.0)
            lessons.append(Lesson(start + name, {"colour": colour}, (span,)))
    lessons.append(Lesson("The sun burns", {"colour": 0}, None))
    nets = teach(
        lessons * 4,
        packaged_model(),
        Heads({"colour": COLOURS}, {"names": NAMES}),
        first_layer=4,
        passes=6,
        said=lambda *_, **__: None,
    )
    file = tmp_path_factory.mktemp("weights") / "small.npz"
    save(nets, file, "small")
    return file


@pytest.fixture(scope="module")
def adapted(weights: Path) -> Adapted:
    return Adapted(weights, packaged_model)


def test_what_was_taught_is_read(adapted: Adapted) -> None:
    text = "Ice on the road, thanks Noor"
    read = adapted.read(text)
    assert COLOURS[int(read.scores["colour"].argmax())] == "cold"
    found = NAMES.read(read.scores["names"], read.steps["names"], read.words)
    assert [text[span.start : span.end] for span in found] == ["Noor"]


def test_the_same_text_reads_the_same_also_from_several_threads(adapted: Adapted, weights: Path) -> None:
    first = adapted.read("thanks Noor").scores["names"]
    fresh = Adapted(weights, packaged_model)
    with ThreadPoolExecutor(4) as threads:
        for read in threads.map(fresh.read, ["thanks Noor"] * 8):
            assert np.allclose(read.scores["names"], first, atol=1e-4)


def test_the_embedder_that_it_stands_on_is_left_as_it_was(weights: Path) -> None:
    model = packaged_model()
    before = model.encode("How often should we meet?")
    Adapted(weights, packaged_model).read("How often should we meet?")
    assert np.array_equal(before, model.encode("How often should we meet?"))


def test_every_word_of_a_text_longer_than_a_window_has_its_scores(adapted: Adapted) -> None:
    text = "and then it went on " * (WINDOW // 2) + "thanks Noor"
    read = adapted.read(text)
    assert len(read.words) == len(text.split()) == len(read.scores["names"])
    found = list(NAMES.read(read.scores["names"], read.steps["names"], read.words))
    assert text[found[-1].start : found[-1].end] == "Noor"
    assert OVERLAP < WINDOW


def test_signs_that_the_tokenizer_does_not_know_are_no_trouble(adapted: Adapted) -> None:
    for text in ("", " ", "\U0001f642", "\u200b", "thanks \U0001f642 Noor \x00"):
        read = adapted.read(text)
        assert len(read.words) == len(read.scores["names"])


def test_a_word_spans_its_pieces() -> None:
    pieces = cut("Asante-Mensah sang", packaged_model().tokenizer)
    (first, end), (next_first, _) = pieces.spans
    assert end - first > 2 and next_first == end


def test_missing_or_strange_weights_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"python -m assistant\.train"):
        Adapted(tmp_path / "none.npz", packaged_model).read("hello")
    np.savez(tmp_path / "other.npz", weights=np.zeros(3))
    with pytest.raises(LibraryError, match=r"python -m assistant\.train"):
        Adapted(tmp_path / "other.npz", packaged_model).read("hello")
