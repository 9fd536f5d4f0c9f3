"""The small model of the tests: pulled by `make test` before pytest, since tests have no network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.models.store import Store

NAME = "smollm2-135m"


def weights_folder() -> Path:
    """The data folder that holds the weights, in a folder `models`.

    Skips the test with the reason where there are none, and fails it where MENTOR_TESTS_NEED_MODEL is set.
    """
    pulled = Path(os.environ.get("MENTOR_TESTS_MODELS", "no-folder"))
    try:
        import xllamacpp  # noqa: F401

        Store(pulled / "models").require(NAME)
    except Exception as error:
        reason = f"no local model ({error}); make test pulls it"
        if os.environ.get("MENTOR_TESTS_NEED_MODEL"):
            pytest.fail(reason)
        pytest.skip(reason)
    return pulled
