"""Which weights: the packaged ones, a folder, or a name; telling them apart without loading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import Coach
from assistant.errors import SettingsError
from assistant.search import Embedder
from assistant.search.embedding import PACKAGED, embedder_id, weights_folder


def test_the_packaged_weights_lie_in_a_folder() -> None:
    folder = weights_folder(PACKAGED)
    assert folder and (folder / "model.safetensors").is_file()
    assert embedder_id(PACKAGED) == PACKAGED


def test_a_name_of_the_hub_has_no_folder() -> None:
    assert weights_folder("somebody/some-model") is None
    assert embedder_id("somebody/some-model") == "somebody/some-model"


def test_a_folder_is_told_apart_by_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "weights").write_bytes(b"one")
    first = embedder_id(str(folder))
    assert first.startswith("my-model@")
    assert embedder_id(str(folder)) == first
    (folder / "weights").write_bytes(b"other")
    assert embedder_id(str(folder)) != first


def test_nothing_is_loaded_before_it_is_needed() -> None:
    assert not Embedder().loaded


def test_a_folder_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"'{tmp_path}' cannot be loaded.*set MENTOR_EMBEDDER"):
        Embedder(str(tmp_path)).load()


def test_vectors_have_length_one_and_like_texts_are_near(coach: Coach) -> None:
    embedder = coach.searcher.embedder
    texts = ["How often should we meet?", "What is a good rhythm of meetings?", "The boiling point of tungsten"]
    vectors = embedder.documents(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(embedder.query(texts[0]), vectors[0], atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
