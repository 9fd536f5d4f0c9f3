"""Which weights: the packaged ones, a folder, or a name; telling them apart without loading."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from assistant import Coach
from assistant.embedding import PACKAGED, Recent, all_cores, embedder_id, packaged_model, weights_folder
from assistant.errors import SettingsError
from assistant.search import Embedder
from tests.hashing import HashEmbedder


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


def test_the_same_texts_are_embedded_once_and_old_ones_are_let_go(hash_embedder: HashEmbedder) -> None:
    recent = Recent(hash_embedder, calls=2)
    first = recent.documents(["So the plan came late?", "Thank you."])
    assert recent.documents(["So the plan came late?", "Thank you."]) is first
    assert hash_embedder.embedded == 2
    recent.documents(["So the plan came late?"])
    recent.documents(["Thank you."])
    assert np.array_equal(recent.documents(["So the plan came late?", "Thank you."]), first)
    assert hash_embedder.embedded == 6


def test_it_goes_by_the_name_of_what_it_asks(hash_embedder: HashEmbedder) -> None:
    assert Recent(hash_embedder).name == hash_embedder.name


def test_what_is_known_cannot_be_written_to(hash_embedder: HashEmbedder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        Recent(hash_embedder).documents(["Thank you."])[0] = 0


def test_one_text_is_read_by_one_core_and_many_by_all() -> None:
    import torch

    packaged_model()
    assert torch.get_num_threads() == 1
    with all_cores():
        assert torch.get_num_threads() == (os.cpu_count() or 1)
    assert torch.get_num_threads() == 1
