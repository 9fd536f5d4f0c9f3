"""Time and memory as ratios within one run, so that a noisy machine cannot break them.

Run alone: make benchmarks
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from assistant.coach import Coach
from assistant.events import Conversation
from assistant.library import load_library
from assistant.search import Embedder, IndexStore, library_documents
from assistant.search.passages import split
from assistant.settings import load_settings
from assistant.transcript import take_turn
from tests.evals.retrieval import DATA, read_jsonl

pytestmark = pytest.mark.benchmark

QUESTIONS = [q["text"] for q in read_jsonl(DATA / "questions_dev.jsonl")][:80]


def interleaved(*actions: Callable[[str], object]) -> list[float]:
    """The median seconds of each action, called in turn on each question, so that noise meets all alike."""
    for action in actions:
        action(QUESTIONS[0])
    seconds: list[list[float]] = [[] for _ in actions]
    for question in QUESTIONS:
        for action, times in zip(actions, seconds, strict=True):
            started = time.perf_counter()
            action(question)
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in seconds]


def test_search_and_a_whole_turn_against_the_bare_encode(coach: Coach) -> None:
    bare = coach.searcher.embedder.load()._client
    encode, search, turn = interleaved(
        lambda text: bare.encode(text, normalize_embeddings=True),
        lambda text: coach.searcher.search(text, 10),
        lambda text: take_turn(coach, Conversation(), text),
    )
    print(f"\nsearch / encode {search / encode:.2f}, turn / encode {turn / encode:.2f}, encode {encode * 1e3:.1f} ms")
    assert search / encode <= 1.3
    assert turn / encode <= 2.5


def test_a_turn_of_each_other_task_against_the_bare_encode(coach: Coach) -> None:
    bare = coach.searcher.embedder.load()._client
    played = Conversation()
    for text in ("Rehearse: Your presentations wander", "5"):
        played = played.add(take_turn(coach, played, text).turn)
    encode, outreach, agenda, rehearsal = interleaved(
        lambda text: bare.encode(text, normalize_embeddings=True),
        lambda text: take_turn(coach, Conversation(), f"Help me email Dr. Ada Reyes, I am Sam Osei, M2. {text}"),
        lambda text: take_turn(coach, Conversation(), f"Plan 30 minutes with my mentor: exams, research, and {text}"),
        lambda text: take_turn(coach, played, f"Thank you for telling me. {text}"),
    )
    ratios = {"outreach": outreach / encode, "agenda": agenda / encode, "rehearsal": rehearsal / encode}
    print("\n" + ", ".join(f"{task} turn / encode {ratio:.2f}" for task, ratio in ratios.items()))
    assert ratios["outreach"] <= 2.5
    assert ratios["agenda"] <= 2.5
    assert ratios["rehearsal"] <= 3


def test_the_screen_against_the_bare_encode(coach: Coach) -> None:
    bare = coach.searcher.embedder.load()._client
    encode, screen = interleaved(lambda text: bare.encode(text, normalize_embeddings=True), coach.screen)
    print(f"\nscreen / encode {screen / encode:.2f}")
    assert screen / encode <= 0.3


def test_ingest_against_the_bare_encode(tmp_path: Path) -> None:
    library = load_library(load_settings().knowledge)
    documents = library_documents(library)[:16]
    texts = [text for document in documents for passage in split(document) for text in passage.embedded_texts]
    embedder = Embedder()
    bare = embedder.load()._client
    bare.encode(texts[:64])
    IndexStore(tmp_path, "warm").ingest(documents[:2], embedder)
    ratios = []
    for turn in range(3):
        started = time.perf_counter()
        bare.encode(texts, batch_size=32, normalize_embeddings=True)
        encode = time.perf_counter() - started
        started = time.perf_counter()
        IndexStore(tmp_path, f"guidance-{turn}").ingest(documents, embedder)
        ratios.append(encode / (time.perf_counter() - started))
    ratio = statistics.median(ratios)
    print(f"\ningest at {ratio:.2f} of the bare encode throughput ({len(texts)} texts)")
    assert ratio >= 0.8


@pytest.fixture(scope="module")
def importing() -> float:
    """Seconds that the import of sentence_transformers takes in a new process, the shorter of two."""
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import sentence_transformers"], check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def test_an_unchanged_library_is_reingested_at_once_without_the_model(guidance: Path, importing: float) -> None:
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance)}
    code = (
        "import sys, time; started = time.perf_counter(); from assistant.ingest import main; sys.argv = ['ingest.py']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(time.perf_counter() - started, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    seconds, torch = done.stdout.split()[-2:]
    print(f"\nre-ingest of an unchanged library {float(seconds):.2f} s")
    assert torch == "False"
    assert float(seconds) < importing


def test_the_first_answer_comes_before_the_embedder_could_be_imported(guidance: Path, importing: float) -> None:
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance)}
    command = [sys.executable, "-m", "assistant", "ask", "How do I ask for a letter of recommendation?"]
    answer = []
    for _ in range(3):
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        answer.append(time.perf_counter() - started)
        assert "strong letter" in done.stdout
    ratio = statistics.median(answer) / importing
    print(f"\nfirst answer / import sentence_transformers {ratio:.2f}")
    assert ratio < 1


def test_a_coach_that_has_answered_stays_under_a_gigabyte(guidance: Path) -> None:
    code = (
        "import resource, gradio\n"
        "from assistant.coach import Coach\nfrom assistant.events import Conversation\n"
        "from assistant.settings import load_settings\nfrom assistant.transcript import take_turn\n"
        "from assistant.ui import Page\n"
        "coach = Coach.open(load_settings()); Page(coach).build()\n"
        "for n in range(20): take_turn(coach, Conversation(), f'How do I ask for feedback, time {n}?')\n"
        "import psutil; print(psutil.Process().memory_info().rss)"
    )
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    resident = int(done.stdout.split()[-1])
    print(f"\nresident memory {resident / 1e6:.0f} MB of {psutil.virtual_memory().total / 1e9:.0f} GB")
    assert resident < 1_000_000_000
