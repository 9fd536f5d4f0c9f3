"""How good plans are, item by item, and how well messages are understood.

    python -m tests.evals.agenda [dev] [held] [held2] [dev2] [held3] [marked] [marked2] [marked3]

The examples that the tagger learns from include the messages of all these sets but the marked ones, which it never
saw. The cases of `marked` and half of those of `marked3` have been looked at since; of `marked2` only the figures.

In the gold values of a message "a|b" is either of two spans, and `fine` lists what may be read or left.
Prints the share of plans that pass each rubric item (A01 to A22), what an independent reading finds (sums,
lost points, days and numbers that nobody gave), and precision and recall of each field read from messages.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.agenda.bank import load_bank
from assistant.agenda.brief import parse_brief
from assistant.agenda.plan import plan
from assistant.agenda.reading.tagger import points
from assistant.agenda.understand import understand
from assistant.agenda.wording.themes import is_case
from assistant.library import Library, load_library
from tests.evals.agenda_learning import read_example
from tests.evals.tables import share, table

DATA = Path(__file__).with_name("data") / "agenda"
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TODAY = dt.date(2026, 11, 23)
_PATIENT = re.compile(r"\b(?:Mrs?|Ms)\. \w+(?: in bed \d+)?")
_FIELD = {"topic": "topics", "goal": "goals", "concern": "concerns", "action": "last_actions"}
_MARKED = {"marked": "marked_held.jsonl", "marked2": "marked_held2.jsonl", "marked3": "marked_held3.jsonl"}
_LISTS = ("topics", "goals", "concerns")
_SINGLE = ("role", "meeting", "stage", "minutes", "date", "mentor", "mentee")


def mask(text: str) -> str:
    """A stand-in for the screen, for the one planted patient."""
    return _PATIENT.sub("[PATIENT NAME]", text)


def plans(half: str, library: Library) -> tuple[Counter[str], Counter[str], list[str], Counter[str]]:
    """Passed and seen per item, failures in words, and what an independent reading finds."""
    passed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    independent: Counter[str] = Counter()
    failures: list[str] = []
    for line in _read(f"briefs_{half}.jsonl"):
        made = plan(parse_brief(line["brief"]), library, TODAY, mask)
        for finding in made["findings"]:
            seen[finding["item"]] += 1
            passed[finding["item"]] += finding["passed"]
            if not finding["passed"]:
                failures.append(f"{line['id']} {finding['item']}: {finding['message']}")
        for name, judge in INDEPENDENT.items():
            said = judge(made["agenda"], line["brief"])
            independent[name] += not said
            failures += [f"{line['id']} {name}: {said}"] if said else []
    return passed, seen, failures, independent


def _sums(agenda: dict[str, Any], brief: dict[str, Any]) -> str:
    minutes = [item["minutes"] for item in agenda["items"]]
    return "" if sum(minutes) == agenda["minutes"] and min(minutes) >= 2 else f"{minutes} for {agenda['minutes']}"


def _lost(agenda: dict[str, Any], brief: dict[str, Any]) -> str:
    """Each word of four letters or more that the user named must be shown somewhere."""
    shown = json.dumps(agenda, ensure_ascii=False).lower()
    texts = [t for name in _LISTS for t in brief.get(name, [])] + [a["what"] for a in brief.get("last_actions", [])]
    # What asks about one patient's care is left out on purpose (A18).
    texts = [text for text in texts if not is_case(text)]
    words = [w for text in texts for w in re.findall(r"[^\W\d_]{4,}", mask(text).lower())]
    missing = [w for w in words if w not in shown and w not in ("worried",)]
    return f"missing {missing}" if missing else ""


def _numbers(agenda: dict[str, Any], brief: dict[str, Any]) -> str:
    """Digits that stand neither in the brief nor in a day counted from its date are invented."""
    text = json.dumps([agenda[n] for n in agenda if n not in ("minutes",)], ensure_ascii=False)
    text = re.sub(r'"minutes": \d+', "", text)
    known = set(re.findall(r"\d+", json.dumps(brief))) | {
        str(agenda["minutes"]),
        "24",
        "48",
        "15",
        "30",
        "60",
    }
    if brief.get("date", "").startswith("20") and brief["date"] != "2026-02-30":
        known |= set(map(str, range(1, 32))) | {"2026", "2027"}
    invented = [n for n in re.findall(r"\d+", text) if n not in known]
    return f"numbers {invented}" if invented else ""


INDEPENDENT: dict[str, Callable[[dict[str, Any], dict[str, Any]], str]] = {
    "sums": _sums,
    "nothing lost": _lost,
    "no invented number": _numbers,
}


def messages(half: str) -> tuple[dict[str, Counter[str]], list[str]]:
    """Per field: right, wrong (a value that is not gold) and missed."""
    bank = load_bank()
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for line in _read(f"messages_{half}.jsonl"):
        brief = understand(line["text"], TODAY, bank).brief
        gold = line["gold"]
        for name in _SINGLE:
            count = counts.setdefault(name, Counter())
            value, wanted = getattr(brief, name), gold.get(name)
            if name == "role" and wanted is None:
                continue
            right_one = value == wanted or (isinstance(wanted, str) and value in wanted.split("|"))
            count["right" if right_one and wanted is not None else "none"] += 1
            if not right_one:
                count["wrong"] += value is not None
                count["missed"] += wanted is not None
                wrong.append(f"{line['id']} {name}: {value!r}, not {wanted!r}")
        for name in (*_LISTS, "last_actions"):
            count = counts.setdefault(name, Counter())
            got = [a.what for a in brief.last_actions] if name == "last_actions" else list(getattr(brief, name))
            wanted_ones = [set(map(_folded, entry.split("|"))) for entry in gold.get(name, [])]
            fine = set(map(_folded, gold.get("fine", [])))
            found = [one for one in wanted_ones if one & set(map(_folded, got))]
            extra = [v for v in got if not any(_folded(v) in one for one in wanted_ones) and _folded(v) not in fine]
            missed = len(wanted_ones) - len(found)
            count["right"] += len(found)
            count["wrong"] += len(extra)
            count["missed"] += missed
            if extra or missed:
                wrong.append(f"{line['id']} {name}: {got}, not {gold.get(name, [])}")
    return counts, wrong


def marked(name: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, read and wanted for each field of the marked messages, in the words of the marks."""
    bank = load_bank()
    right, read, wanted = Counter[str](), Counter[str](), Counter[str]()
    for line in _read(name):
        example = read_example(str(line))
        brief = understand(example.text, TODAY, bank).brief
        got = {name: {_without_self(text) for text in getattr(brief, name)} for name in _LISTS}
        got["last_actions"] = {_without_self(action.what) for action in brief.last_actions}
        gold: dict[str, set[str]] = {name: set() for name in got}
        for point in points(example.row, example.states):
            if point.kind != "status":
                gold[_FIELD[point.kind]].add(_without_self(example.text[point.start : point.end]))
        got["of any kind"], gold["of any kind"] = set().union(*got.values()), set().union(*gold.values())
        for name in got:
            right[name] += len(got[name] & gold[name])
            read[name] += len(got[name])
            wanted[name] += len(gold[name])
    return right, read, wanted


def _without_self(text: str) -> str:
    bare = " ".join(re.sub(r"[\"?.!()]", " ", text.lower()).split())
    return re.sub(r"^(?:i'?m|im|i am|i feel|feeling) ", "", bare)


def main(argv: list[str]) -> None:
    """Print the tables of one half, or of both."""
    halves = argv or ["dev", "held", "held2", "dev2", "held3", *_MARKED]
    for half in (half for half in halves if half in _MARKED):
        right, read, wanted = marked(_MARKED[half])
        found = [("field", "precision", "recall")]
        found += [(name, share(right[name], read[name]), share(right[name], wanted[name])) for name in wanted]
        print(table(f"Messages never learned from, {half}", found))
    library = load_library(KNOWLEDGE)
    for half in (half for half in halves if half not in _MARKED):
        if not (DATA / f"briefs_{half}.jsonl").exists():
            _print_messages(half)
            continue
        passed, seen, failures, independent = plans(half, library)
        total = len(_read(f"briefs_{half}.jsonl"))
        rows = [("item", "passed")] + [(item, share(passed[item], seen[item])) for item in sorted(seen)]
        rows += [(name, share(count, total)) for name, count in independent.items()]
        print(table(f"Plans, {half}", rows))
        print("\n".join(failures) + "\n")
        _print_messages(half)


def _print_messages(half: str) -> None:
    counts, wrong = messages(half)
    fields = [("field", "precision", "recall")]
    fields += [
        (name, share(c["right"], c["right"] + c["wrong"]), share(c["right"], c["right"] + c["missed"]))
        for name, c in counts.items()
    ]
    print(table(f"Messages, {half}", fields))
    print("\n".join(wrong) + "\n")


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .?!")


if __name__ == "__main__":
    main(sys.argv[1:])
