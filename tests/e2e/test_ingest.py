"""Ingest beside a reader: own documents, refusals, a kill half way, two processes at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.test_cli import lines, run

INGEST = ("ingest.py",)
CORPUS = [
    {"_id": "parking", "title": "Parking", "text": "Visitors park in the north garage. The first hour costs nothing."},
    {"_id": "pagers", "title": "Pagers", "text": "Collect a pager from the switchboard before the first night shift."},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)), encoding="utf-8")
    (folder / "leave.md").write_text("# Leave\n\n## Booking\n\nBook annual leave six weeks ahead.\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def test_own_documents_are_indexed_answered_from_and_renewed(tmp_path: Path, folder: Path, guidance: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(guidance, data)
    done = run(str(folder), "--collection", "local-rules", "--json", data=data, module=INGEST)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert sorted(report["added"]) == ["leave.md", "pagers", "parking"]
    assert len(report["refused"]) == 1 and report["refused"][0].startswith("broken.pdf: cannot be read as a PDF")

    asked = '{"id":"a","text":"where do visitors park"}'
    (found,) = lines(run("search", "-", "--collection", "local-rules", "--json", data=data, stdin=asked).stdout)
    assert found["results"][0]["card"] == "parking"
    (answer,) = lines(
        run("ask", "Where do I collect a pager?", "--collection", "local-rules", "--json", data=data).stdout
    )
    own = [c for c in answer["citations"] if c["card"] == "pagers"]
    assert own and own[0]["quote"] in CORPUS[1]["text"]

    (folder / "leave.md").write_text("# Leave\n\nBook annual leave eight weeks ahead.\n", encoding="utf-8")
    (folder / "corpus.jsonl").write_text(json.dumps(CORPUS[0]), encoding="utf-8")
    report = json.loads(run(str(folder), "--collection", "local-rules", "--json", data=data, module=INGEST).stdout)
    assert (report["added"], report["changed"], report["removed"]) == ([], ["leave.md"], ["pagers"])
    assert report["kept"] == 1 and 0 < report["embedded"] <= 2


def test_a_bad_card_stops_ingest_and_the_old_index_serves(tmp_path: Path, guidance: Path) -> None:
    data, knowledge = tmp_path / "data", tmp_path / "knowledge"
    shutil.copytree(guidance, data)
    shutil.copytree("knowledge", knowledge)
    card = knowledge / "cards" / "outreach" / "first-email.md"
    card.write_text(card.read_text(encoding="utf-8").replace("## Watch out", "## Beware"), encoding="utf-8")
    done = run(data=data, module=INGEST, MENTOR_KNOWLEDGE=str(knowledge))
    assert done.returncode == 2
    assert "cards/outreach/first-email.md:" in done.stderr and "'Watch out'" in done.stderr
    asked = '{"id":"a","text":"how do I write a first email"}'
    (found,) = lines(run("search", "-", "--json", data=data, stdin=asked).stdout)
    assert found["results"][0]["card"] == "first-email"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run(str(tmp_path / "no"), "--collection", "mine", data=tmp_path, module=INGEST)
    assert done.returncode == 2 and "is not a folder" in done.stderr


def test_a_kill_in_mid_ingest_leaves_the_old_index_and_the_next_ingest_mends(tmp_path: Path, guidance: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "big"
    shutil.copytree(guidance, data)
    folder.mkdir()
    small = {"_id": "one", "title": "One", "text": "The first document stands alone."}
    (folder / "corpus.jsonl").write_text(json.dumps(small), encoding="utf-8")
    assert run(str(folder), "--collection", "big", data=data, module=INGEST).returncode == 0
    many = [{"_id": f"n{n}", "title": f"Note {n}", "text": f"Sentence {n} of a long note. " * 30} for n in range(600)]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, [small, *many])), encoding="utf-8")
    environment = {**os.environ, "MENTOR_DATA_DIR": str(data)}
    command = [sys.executable, *INGEST, str(folder), "--collection", "big"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(9)
    assert process.poll() is None, "the ingest ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    asked = '{"id":"a","text":"first document"}'
    (found,) = lines(run("search", "-", "--collection", "big", "--json", data=data, stdin=asked).stdout)
    assert [result["card"] for result in found["results"]] == ["one"]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, [small, many[0]])), encoding="utf-8")
    report = json.loads(run(str(folder), "--collection", "big", "--json", data=data, module=INGEST).stdout)
    assert report["added"] == ["n0"]
    assert not list((data / "index" / "big").glob("*.building"))


def test_one_process_ingests_while_another_answers(tmp_path: Path, guidance: Path) -> None:
    data, knowledge = tmp_path / "data", tmp_path / "knowledge"
    shutil.copytree(guidance, data)
    shutil.copytree("knowledge", knowledge)
    card = knowledge / "cards" / "outreach" / "first-email.md"
    questions = "\n".join(
        json.dumps({"session": str(n), "text": f"How do I write a first email, attempt {n}?"}) for n in range(60)
    )
    environment = {**os.environ, "MENTOR_DATA_DIR": str(data)}
    asked = tmp_path / "questions.jsonl"
    asked.write_text(questions, encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "converse", str(asked), "--json"]
    changed = card.read_text(encoding="utf-8").replace("answer: >-\n  ", "answer: >-\n  In short, ", 1)
    card.write_text(changed, encoding="utf-8")
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        writer = run(data=data, module=INGEST, MENTOR_KNOWLEDGE=str(knowledge))
        said, complaint = reader.communicate(timeout=240)
    assert reader.returncode == 0, complaint
    assert writer.returncode == 0, writer.stderr
    assert "changed 1: first-email" in writer.stdout
    assert all(line["citations"] for line in lines(said)) and len(lines(said)) == 60
