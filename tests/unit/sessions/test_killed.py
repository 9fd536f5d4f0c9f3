"""kill -9 in the middle of 200 concurrent turns: every turn that was acknowledged is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assistant.sessions import ConversationStore
from assistant.settings import load_settings

ANNA = "a-secret-of-the-browser"
WRITERS = 200
ACKNOWLEDGED = 300

# Each writer keeps turns in its own conversation as fast as it can, and says so after each.
WRITER = """
import os, threading
from assistant.events import Turn
from assistant.sessions import ConversationStore
from assistant.settings import load_settings

store = ConversationStore.open(load_settings())

def write():
    id = store.create("a-secret-of-the-browser")
    for n in range(1, 10_000):
        store.append("a-secret-of-the-browser", id, Turn(n, "ask", f"said {n}", "answered " * 50))
        os.write(1, f"{id} {n}\\n".encode())

for _ in range(200):
    threading.Thread(target=write).start()
"""


def test_every_acknowledged_turn_is_there_after_a_kill(tmp_path: Path) -> None:
    environment = {**os.environ, "MENTOR_DATA_DIR": str(tmp_path)}
    acknowledged: dict[str, int] = {}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env=environment, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        for seen, line in enumerate(program.stdout, 1):
            id, n = line.split()
            acknowledged[id] = int(n)
            if seen == ACKNOWLEDGED:
                program.kill()
        assert program.wait() == -9
    assert sum(acknowledged.values()) >= ACKNOWLEDGED
    store = ConversationStore.open(load_settings(data_dir=tmp_path))
    for id, n in acknowledged.items():
        turns = store.load(ANNA, id).turns
        assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))
        # The one after the last acknowledged may have been on its way.
        assert n <= len(turns) <= n + 1
    assert store.check().conversations >= len(acknowledged)
    store.close()
