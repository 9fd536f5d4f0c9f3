"""The command line as a person and a program use it: real processes, the contract's lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.warm import run_warm

CONVERSE_FIELDS = (
    "session turn task text citations draft agenda debrief findings choices screen model elapsed_ms".split()
)


def run(
    *arguments: str, data: Path, stdin: str = "", module: tuple[str, ...] = ("-m", "assistant"), **more: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MENTOR_DATA_DIR": str(data), **more}
    return run_warm(*module, *arguments, environment=environment, stdin=stdin)


def run_cold(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MENTOR_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_ask_prints_an_answer_whose_advice_is_cited(guidance: Path) -> None:
    done = run_cold("ask", "How do I ask for a letter of recommendation?", "--json", data=guidance)
    assert done.returncode == 0, done.stderr
    (line,) = lines(done.stdout)
    assert list(line) == CONVERSE_FIELDS
    assert line["citations"][0]["card"] == "asking-for-a-letter"
    assert "OUT-16" in line["citations"][0]["rows"]
    assert "[1]" in line["text"]


def test_search_returns_ranked_passages_for_each_question(guidance: Path) -> None:
    asked = '{"id":"a","text":"how often should we meet"}\n{"id":"b","text":"boiling point of tungsten"}\n'
    done = run("search", "-", "--k", "5", "--json", data=guidance, stdin=asked)
    assert done.returncode == 0, done.stderr
    first, second = lines(done.stdout)
    assert first["covered"] is True and second["covered"] is False
    assert len(first["results"]) == 5
    assert list(first["results"][0]) == ["passage", "card", "title", "section", "rows", "score", "text"]
    scores = [result["score"] for result in first["results"]]
    assert scores == sorted(scores, reverse=True)
    assert len({result["card"] for result in first["results"]}) == 5


def test_converse_keeps_sessions_apart_and_resolves_follow_ups(guidance: Path) -> None:
    said = [
        {"session": "one", "text": "How often should I meet my mentor?"},
        {"session": "two", "text": "why?"},
        {"session": "one", "text": "and for a resident?"},
    ]
    done = run("converse", "-", "--json", data=guidance, stdin="\n".join(map(json.dumps, said)))
    assert done.returncode == 0, done.stderr
    first, other, followed = lines(done.stdout)
    assert (first["turn"], other["turn"], followed["turn"]) == (1, 1, 2)
    assert other["citations"] == []
    assert followed["citations"][0]["card"] == first["citations"][0]["card"]
    assert "Resident" in followed["text"]


@pytest.mark.parametrize(
    ("command", "given", "complaint"),
    [
        ("search", '{"id":"a","text":"x","colour":1}', "'colour' is not a field"),
        ("search", '{"id":"a"}', "'text' is missing"),
        ("converse", "not json", "line 1: is not one JSON object"),
        ("screen", '{"id":"a","text":["x"]}', "'text'"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(guidance: Path, command: str, given: str, complaint: str) -> None:
    done = run(command, "-", "--json", data=guidance, stdin=given)
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_missing_file_and_a_missing_collection_say_what_to_do(guidance: Path) -> None:
    done = run("search", "nowhere.jsonl", data=guidance)
    assert done.returncode == 2 and "'nowhere.jsonl' cannot be read" in done.stderr
    done = run("ask", "How do I ask for feedback?", "--collection", "nothing-here", data=guidance)
    assert done.returncode == 2 and "python ingest.py FOLDER --collection nothing-here" in done.stderr


def test_doctor_finds_everything_well(guidance: Path) -> None:
    done = run("doctor", "--json", data=guidance)
    (report,) = lines(done.stdout)
    assert done.returncode == 0, report
    assert report["ok"] is True
    assert {check["name"] for check in report["checks"]} >= {"packages", "library", "index", "embedder", "search"}


def test_doctor_says_what_is_wrong_and_exits_two(guidance: Path) -> None:
    done = run("doctor", data=guidance, MENTOR_EMBEDDER="/nowhere/at/all")
    assert done.returncode == 2
    assert "FAIL" in done.stdout


def test_bad_settings_are_one_line(guidance: Path) -> None:
    done = run("ask", "hello", data=guidance, MENTOR_PORT="many")
    assert done.returncode == 2
    assert "MENTOR_PORT='many'" in done.stderr
    assert "Traceback" not in done.stderr
