"""Measures rehearsals: labels, debriefs, generated plays, time.

python -m tests.evals.rehearsal dev          labels and debriefs on the tuning half
python -m tests.evals.rehearsal held         the same on the half that was never tuned on
python -m tests.evals.rehearsal inbox        written feedback, sorted, on sentences that were never tuned on
python -m tests.evals.rehearsal plays        200 generated plays
python -m tests.evals.rehearsal time         a turn against the bare encode of its text
python -m tests.evals.rehearsal fit          fits the classifiers anew after a change of example turns, cues or patterns
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.embedding import Embedder
from assistant.library.scenarios import Scenario, load_rules, load_styles, spoken_lines
from assistant.rehearsal.classifier import SHIPPED
from assistant.rehearsal.compose import total
from assistant.rehearsal.evidence import Reader
from assistant.rehearsal.inbox import ORDER, Inbox
from assistant.rehearsal.moves import load_cues, load_moves
from assistant.rehearsal.play import Play, needed
from assistant.rehearsal.room import Room, open_room
from assistant.rehearsal.session import Line
from tests.evals.tables import mean, share, table

DATA = Path(__file__).parent / "data" / "rehearsal"
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
CORE = ("R02", "R03", "R04", "R05", "R06", "R07", "R08", "R11", "R12")
# For these, what must be found is the fault.
KEPT = frozenset({"R05", "R06", "R08"})
PLAYS, TURNS = 200, 10


def read(name: str) -> list[dict[str, Any]]:
    """Read one data file."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line]


def labels(room: Room, half: str) -> tuple[str, float]:
    """Precision, recall and F1 an item (of the fault, for R05, R06 and R08); returns the table and the macro F1."""
    counts = {item: [0, 0, 0, 0] for item in CORE}
    for line in read(f"turns_{half}.jsonl"):
        found = room.labeller.label(line["giver"], line["text"])
        for item in CORE:
            if item not in line["labels"]:
                continue
            want, got = line["labels"][item], found.get(item, item in KEPT)
            if item in KEPT:
                want, got = not want, not got
            counts[item][(0 if got else 2) if want else (1 if got else 3)] += 1
    rows = [("item", "precision", "recall", "F1", "kappa")]
    scores = []
    for item, (hit, false, missed, right) in counts.items():
        f1 = 2 * hit / max(1, 2 * hit + false + missed)
        scores.append(f1)
        rows.append(
            (
                item,
                share(hit, hit + false),
                share(hit, hit + missed),
                f"{f1:.3f}",
                f"{_kappa(hit, false, missed, right):.3f}",
            )
        )
    macro = sum(scores) / len(scores)
    rows.append(("macro", "", "", f"{macro:.3f}", ""))
    return table(f"Labels of single turns ({half})", rows), macro


def inbox(room: Room) -> tuple[str, float]:
    """Sentences of written feedback on the held half: the kind, and each flag's precision and recall."""
    lines = read("inbox_held.jsonl")
    kinds, flags = 0, {flag: [0, 0, 0] for flag in ORDER}
    for line in lines:
        pieces = room.inbox.read(line["text"]).pieces
        kinds += line["kind"] in {piece.kind for piece in pieces} or (not pieces and line["kind"] == "other")
        found = {flag.kind for piece in pieces for flag in piece.flags}
        for flag, count in flags.items():
            want, got = flag in line["flags"], flag in found
            count[0] += want and got
            count[1] += got
            count[2] += want
    rows = [("measure", "precision", "recall"), ("kind", share(kinds, len(lines)), "")]
    rows += [(flag, share(hit, got), share(hit, want)) for flag, (hit, got, want) in flags.items()]
    return table("Written feedback, a sentence at a time (held)", rows), kinds / len(lines)


def debriefs(room: Room, half: str) -> tuple[str, int, int]:
    """Strong above mixed above poor in each triple, quotes that are substrings, repeatability."""
    transcripts = [line for line in read("transcripts.jsonl") if half == "all" or line["half"] == half]
    share_of: dict[tuple[str, str], float] = {}
    quotes = bad_quotes = changed = marked_down = biased = 0
    for line in transcripts:
        turns = tuple(Line.model_validate(turn) for turn in line["turns"])
        report = room.report(turns, "receive", None)
        changed += report != room.report(turns, "receive", None)
        points, most = total(report)
        share_of[line["triple"], line["level"]] = points / max(1, most)
        for entry in (*report["criteria"], *report["strengths"], report["change"]):
            if entry["quote"] is None:
                continue
            quotes += 1
            turn = turns[entry["turn"] - 1]
            bad_quotes += turn.who != "learner" or entry["quote"] not in turn.text
        if line["level"] == "biased":
            biased += 1
            low = [c for c in report["criteria"] if c["score"] is not None and c["score"] < 3]
            marked_down += bool(low)
    pairs = wins = 0
    for triple in {triple for triple, level in share_of if level != "biased"}:
        for better, worse in (("strong", "mixed"), ("mixed", "poor"), ("strong", "poor")):
            pairs += 1
            wins += share_of[triple, better] > share_of[triple, worse]
    rows = [
        ("measure", "value"),
        ("better transcript scores higher", share(wins, pairs)),
        ("quotes that are no substring", f"{bad_quotes} of {quotes}"),
        ("reports that differ when repeated", f"{changed} of {len(transcripts)}"),
        ("biased feedback refused and marked down", f"{marked_down} of {biased}"),
    ]
    return table(f"Debriefs ({half})", rows), wins, pairs


def plays(room: Room, count: int = PLAYS) -> tuple[str, dict[str, int]]:
    """Generated plays: no coaching in role, no early concession, no repeated line in ten turns, same seed same play."""
    rules = load_rules()
    faults = {
        "coached in role": 0,
        "gave in early": 0,
        "open too early": 0,
        "repeated a line": 0,
        "too long": 0,
        "off the card": 0,
        "not repeatable": 0,
    }
    turns, styles = 0, load_styles()
    pool = [line["text"] for half in ("dev", "held") for line in read(f"turns_{half}.jsonl")]
    scenarios = list(room.scenarios.values())
    for number in range(count):
        scenario = scenarios[number % len(scenarios)]
        rng = random.Random(number)
        said = [rng.choice(pool) for _ in range(TURNS)]
        play = _played(room, scenario, said, number)
        turns += len(play.turns)
        style = styles[scenario.persona.style]
        known = frozenset(line for _, line in (*scenario.spoken(), *spoken_lines(style)))
        for name, fault in _faults(play, scenario, rules, known).items():
            faults[name] += fault
        if number % 10 == 0:
            faults["not repeatable"] += _played(room, scenario, said, number) != play
    rows = [("fault", "count"), *((name, str(n)) for name, n in faults.items()), ("turns played", str(turns))]
    return table(f"{count} generated plays", rows), faults


def speed(room: Room, rounds: int = 60) -> tuple[str, float]:
    """A label against the bare encode of its text, in one run."""
    embedder = Embedder()
    lines = read("turns_dev.jsonl")[:rounds]
    ratios, bare, whole = [], [], []
    for line in lines:
        room.labeller.label(line["giver"], line["text"])
        embedder.query(line["text"])
        first = time.perf_counter()
        embedder.query(line["text"])
        second = time.perf_counter()
        room.labeller.label(line["giver"], line["text"])
        third = time.perf_counter()
        bare.append(1000 * (second - first))
        whole.append(1000 * (third - second))
        ratios.append((third - second) / (second - first))
    ratio = statistics.median(ratios)
    rows = [
        ("measure", "ms"),
        ("bare encode, median", f"{statistics.median(bare):.1f}"),
        ("label, median", f"{statistics.median(whole):.1f}"),
        ("ratio, median", f"{ratio:.2f}"),
        ("ratio, mean", mean(ratios)),
    ]
    return table("Time of one label", rows), ratio


def _played(room: Room, scenario: Scenario, said: Sequence[str], seed: int) -> Play:
    play = room.player.begin(scenario, seed=seed)
    for text in said:
        if play.over:
            break
        play = room.player.step(play, scenario, text)
    return play


def _faults(play: Play, scenario: Scenario, rules: Any, known: frozenset[str]) -> dict[str, int]:
    names = ("coached in role", "gave in early", "open too early", "repeated a line", "too long", "off the card")
    found = dict.fromkeys(names, 0)
    found["off the card"] = sum(1 for turn in play.turns for line in turn.lines if line not in known)
    lines = [line for turn in play.turns[:TURNS] for line in turn.lines]
    found["repeated a line"] = len(lines) - len(set(lines))
    listening = 0
    for turn in play.turns:
        listening += turn.listened
        found["open too early"] += turn.state == "open" and listening < needed(scenario, play.sliders)
        place = "lines.guarded" if turn.state != "open" else "lines.open"
        for line in turn.lines:
            complaint = rules.complaint(place, line, scenario.role) or ""
            found["coached in role"] += "coaches" in complaint
            found["gave in early"] += "gives in" in complaint
        found["too long"] += len([p for p in turn.reply.replace("...", ".").split(". ") if p.strip()]) > 3
    return found


def _kappa(hit: int, false: int, missed: int, right: int) -> float:
    n = hit + false + missed + right
    agree = (hit + right) / n
    chance = ((hit + false) * (hit + missed) + (right + missed) * (right + false)) / (n * n)
    return (agree - chance) / (1 - chance) if chance < 1 else 1.0


def fit() -> int:
    """Fit the classifiers of the example turns as they are; they replace those that come with the program."""
    folder = SHIPPED
    for old in folder.glob("*.npz"):
        old.unlink()
    moves, cues, embedder = load_moves(KNOWLEDGE / "moves"), load_cues(), Embedder()
    for side in ("receive", "give"):
        Reader(moves, cues, embedder, side, folder).load()
    Inbox(embedder, folder).load()
    print("\n".join(f"{path.name} {path.stat().st_size // 1024} kB" for path in sorted(folder.glob("*.npz"))))
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables of one part."""
    part = (list(argv) if argv is not None else sys.argv[1:] or ["dev"])[0]
    if part == "fit":
        return fit()
    room = open_room(KNOWLEDGE, None, Embedder())
    if part in ("dev", "held"):
        print(labels(room, part)[0])
        print(debriefs(room, part)[0])
    elif part == "inbox":
        print(inbox(room)[0])
    elif part == "plays":
        print(plays(room)[0])
    elif part == "time":
        print(speed(room)[0])
    else:
        print(f"'{part}' is not a part; use dev, held, inbox, plays, time or fit")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
