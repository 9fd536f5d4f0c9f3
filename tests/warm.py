"""Commands and pages in processes of their own that start warm: forked from one that has imported what they import.

    done = run_warm("-m", "assistant", "screen", "-", environment={...}, stdin="...")
    process = start_warm("app.py", environment={...}, said=Path("log"))

Importing torch, what stands on it and our own modules takes seconds of each start, and the suite has some fifty.
Nothing else is shared: each process has an environment, files and an exit code of its own. That a cold start works,
test_cli and the benchmarks show.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

# `assistant` first: it says to numpy, chromadb and gradio what they read when they are imported.
_HEAVY = ["assistant", "torch", "sentence_transformers", "langchain_huggingface", "chromadb", "gradio", "scipy.stats"]
_OURS = ["assistant.coach", "assistant.ui", "assistant.ingest", "assistant.transcript"]
_WARM = multiprocessing.get_context("forkserver")
_WARM.set_forkserver_preload([*_HEAVY, *_OURS])


def start_warm(*words: str, environment: Mapping[str, str], said: Path, stdin: Path | None = None) -> ForkServerProcess:
    """Start `python WORDS`; what it prints and complains goes into one file."""
    return _started(words, environment, stdin, said, said)


def run_warm(
    *words: str, environment: Mapping[str, str], stdin: str = "", timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Run `python WORDS` to its end, as subprocess.run does."""
    with tempfile.TemporaryDirectory() as folder:
        given, said, complained = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8")
        process = _started(words, environment, given, said, complained)
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, timeout)
        texts = (path.read_text(encoding="utf-8") for path in (said, complained))
        return subprocess.CompletedProcess(words, process.exitcode, *texts)


def _started(
    words: tuple[str, ...], environment: Mapping[str, str], stdin: Path | None, said: Path, complained: Path
) -> ForkServerProcess:
    for path in {said, complained}:
        path.touch()
    files = tuple(str(path) for path in (stdin or Path(os.devnull), said, complained))
    process = _WARM.Process(target=_play, args=(words, dict(environment), files, os.getcwd()), daemon=True)
    process.start()
    return process


def _play(words: tuple[str, ...], environment: dict[str, str], files: tuple[str, str, str], folder: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in enumerate(files):
        opened = os.open(path, os.O_WRONLY | os.O_APPEND if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, how, encoding="utf-8") for n, how in enumerate("rww"))
    sys.path.insert(0, folder)
    if words[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(words)
        runpy.run_path(words[0], run_name="__main__")
