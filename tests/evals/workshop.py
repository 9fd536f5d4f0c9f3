"""A workshop under load: python -m tests.evals.workshop [--people 30] [--seconds 300]

Starts the page with a room, lets that many scripted participants play at once, and reports errors, cross-talk, the time
from a message to its whole reply, and the memory of the page at the beginning and the end.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import threading
import time
from pathlib import Path

import psutil

from tests.participants import WORKSHOP_BRIDGE, Browser, crowd
from tests.serving import serve

PASSCODE = "lantern-seven"
SCRIPT = (
    "Rehearse: Three notes still open at eight",
    "5",
    "Thank you for telling me. Which of the patients did $mark affect most?",
    "I left them open, that was my part. From today I sign each note before I leave.",
    "end",
    "6",
    "3",
)
# Nobody types at once: seconds between a reply and the next message, in the mean.
PAUSE = 6.0


def measure(data_dir: Path, people: int, seconds: float, pause: float = PAUSE) -> dict[str, object]:
    """Return what was met."""
    with serve(data_dir, "--workshop", "--passcode", PASSCODE) as served:
        code = served.said.split("the code ")[1][:6]
        page, memory = psutil.Process(served.pid), []

        def watch() -> None:
            while not over.wait(5):
                memory.append(round(page.memory_info().rss / 1e6))

        with Browser(served.url, "/facilitator") as facilitator:
            facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "unlock", "passcode": PASSCODE})
            facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "exercise", "exercise": "late-notes"})
            # What is loaded once (the embedder, the examples) is not the room's time.
            crowd(served.url, code, SCRIPT, 1, 0)
            over = threading.Event()
            watcher = threading.Thread(target=watch)
            watcher.start()
            started = time.monotonic()
            measured = crowd(served.url, code, SCRIPT, people, seconds, pause)
            took = time.monotonic() - started
            over.set()
            watcher.join()
            saved = facilitator.send(WORKSHOP_BRIDGE, "act", {"act": "look"})["regions"]["hall-wall"]
    third = max(len(memory) // 3, 1)
    return {
        "people": people,
        "seconds": round(took),
        "turns": len(measured.seconds),
        "errors": len(measured.errors),
        "first_errors": measured.errors[:3],
        "median_s": round(statistics.median(measured.seconds), 2) if measured.seconds else None,
        "p95_s": round(measured.p95, 2) if measured.seconds else None,
        # The first third is the way up; flat means that the last third lies no higher than the middle one.
        "memory_mb": {"middle": max(memory[third : 2 * third], default=0), "end": max(memory[-third:], default=0)},
        "all_on_the_wall": f"<dd>{people + 1}</dd>" in saved,
    }


def main() -> None:
    """Measure and print one JSON object."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=30)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--data", type=Path, help="a data folder with an index; made anew where left out")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(given.data or Path(folder), given.people, given.seconds)))


if __name__ == "__main__":
    main()
