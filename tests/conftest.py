"""Every test in a home of its own; the real library, indexed once, for tests that read it."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings

from assistant import Coach
from assistant.models import choose
from assistant.settings import PROJECT, Settings, load_settings
from tests.hashing import HashEmbedder

KNOWLEDGE = PROJECT / "knowledge"
# A busy machine is slow, not wrong; and the same commit has the same result.
hypothesis_settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("tests")
_SHOWN = ("chromadb", "gradio", "sentence-transformers")


def pytest_report_header() -> str:
    """Say which versions of the parts that matter most are tested."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _SHOWN)


def _isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in os.environ:
        # MENTOR_TESTS_* are switches of the tests, not settings of the program.
        if name.startswith("MENTOR_") and not name.startswith("MENTOR_TESTS_"):
            patch.delenv(name)
        # No test has a key to anybody's account.
        if name.endswith("_API_KEY"):
            patch.delenv(name)
    patch.setattr(choose, "ALLOW_REMOTE", False)
    patch.setenv("HOME", str(home))
    patch.setenv("MENTOR_DATA_DIR", str(home / "data"))
    patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    patch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session", autouse=True)
def _isolated_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What outlives a test (servers, the session's index) starts in a temporary home too."""
    with pytest.MonkeyPatch.context() as patch:
        _isolate(patch, tmp_path_factory.mktemp("session-home"))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder; no setting of the machine reaches a test."""
    folder = tmp_path_factory.mktemp("home")
    _isolate(monkeypatch, folder)
    return folder


@pytest.fixture
def hash_embedder() -> HashEmbedder:
    """An embedder that needs no weights and counts the texts that it embedded."""
    return HashEmbedder()


@pytest.fixture(scope="session")
def guidance_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings under which the session's index was made; workers that run side by side share one."""
    shared = tmp_path_factory.getbasetemp().parent / "guidance"
    folder = shared if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.mktemp("guidance")
    return load_settings(data_dir=folder, knowledge=KNOWLEDGE)


@pytest.fixture(scope="session")
def coach(guidance_settings: Settings) -> Coach:
    """A coach on the real library and the real embedder.

    MENTOR_TESTS_GUIDANCE names a data folder with an index, so that each run of pytest need not make its own; one that
    is out of date is mended by what opens it.
    """
    made = os.environ.get("MENTOR_TESTS_GUIDANCE")
    with FileLock(f"{guidance_settings.data_dir}.lock"):
        if made and not (guidance_settings.data_dir / "index").exists():
            shutil.copytree(made, guidance_settings.data_dir, dirs_exist_ok=True)
        return Coach.open(guidance_settings)


@pytest.fixture(scope="session")
def guidance(coach: Coach) -> Path:
    """A data folder with the real library, indexed by the real embedder. Read it, never write it."""
    return coach.settings.data_dir
