"""Shipped weights: what is saved comes back, and what is missing, broken or of another version is refused by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.weights import bucket, in_bytes, read_weights, softmax, table_of

SHAPES = {"weights": (8, 2)}


def save(folder: Path, version: int = 1, rows: int = 8) -> Path:
    weights = np.linspace(-1, 1, rows * 2, dtype=np.float32).reshape(rows, 2)
    np.savez_compressed(folder / "some.npz", version=version, stamp="made", **in_bytes("weights", weights))
    return folder / "some.npz"


def test_a_feature_falls_into_one_bucket_in_every_process() -> None:
    # CRC-32's own check value.
    assert bucket("123456789", 1 << 16) == 0xCBF43926 % (1 << 16)


def test_chances_add_up_and_follow_the_scores() -> None:
    chances = softmax(np.array([[1.0, 2.0, 900.0], [0.0, 0.0, 0.0]]))
    assert np.allclose(chances.sum(axis=1), 1) and chances[0].argmax() == 2
    assert softmax(np.zeros(2, np.float32)).dtype == np.float32


def test_a_row_of_the_table_has_length_one() -> None:
    table = table_of([np.array([0, 3, 5]), np.array([1])], 8)
    assert table.shape == (2, 8)
    assert np.allclose(np.sqrt(table.multiply(table).sum(axis=1)), 1)


def test_what_is_saved_comes_back_to_a_byte(tmp_path: Path) -> None:
    arrays = read_weights(save(tmp_path), 1, SHAPES)
    assert np.allclose(arrays["weights"].ravel(), np.linspace(-1, 1, 16), atol=1 / 127)
    assert str(arrays["stamp"]) == "made"


@pytest.mark.parametrize(("version", "rows"), [(2, 8), (1, 4)])
def test_another_version_or_shape_is_refused(tmp_path: Path, version: int, rows: int) -> None:
    with pytest.raises(LibraryError, match=r"some\.npz.*another one; run: python -m assistant\.train"):
        read_weights(save(tmp_path, version, rows), 1, SHAPES)


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_a_missing_or_broken_file_says_what_to_run(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "some.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"some\.npz.*run: python -m assistant\.train"):
        read_weights(path, 1, SHAPES)
