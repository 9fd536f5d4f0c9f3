"""Outreach: extraction from messages, our own drafts, and the checks on emails with one planted fault.

    python -m tests.evals.outreach            # both halves
    python -m tests.evals.outreach held

What a message tells is marked by data/outreach/CONVENTION.md. A value counts as found when it is the gold value,
articles aside; a free phrase when it shares most of its words. A stated fact counts as used when at
least half of its own words, or of their stems, stand in the draft.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.outreach.brief import OutreachBrief, parse_brief
from assistant.outreach.checks import check, check_draft
from assistant.outreach.compose import compose
from assistant.outreach.export import to_text
from assistant.outreach.facts import unsupported
from assistant.outreach.language.known import stem
from assistant.outreach.understand import understand
from tests.evals.tables import share, table

DATA = Path(__file__).parent / "data" / "outreach"
HALVES = ("dev", "held")
FREE = ("reason", "connection", "goal", "ask", "offer")
HARD = ("E08", "E13", "E14", "E15", "E19", "E26")
_ARTICLE = re.compile(r"^(?:the|an?|i|for|my|to|that|bc|because) ")


def flat(brief: dict[str, Any]) -> dict[str, Any]:
    """`{"sender": {"name": x}}` -> `{"sender.name": x}`."""
    found: dict[str, Any] = {}
    for name, value in brief.items():
        found.update(
            {f"{name}.{key}": text for key, text in value.items()} if isinstance(value, dict) else {name: value}
        )
    return found


def same(name: str, value: Any, gold: Any) -> bool:
    """Whether a found value is the gold value."""
    if isinstance(value, list) or isinstance(gold, list):
        return sorted(_norm(" ".join(value)).split()) == sorted(_norm(" ".join(gold)).split())
    if name in FREE:
        a, b = set(_norm(value).split()), set(_norm(gold).split())
        return 2 * len(a & b) / max(len(a) + len(b), 1) >= 0.6
    return _norm(value) == _norm(gold)


def _norm(value: Any) -> str:
    return _ARTICLE.sub("", " ".join(re.findall(r"[\w'@/&.-]+", str(value).lower())).strip(" ."))


def extraction(half: str) -> tuple[int, int, int, list[str]]:
    """Right values, found values, gold values, and a line for each that is wrong."""
    right = found = gold = 0
    wrong: list[str] = []
    for item in read_jsonl(DATA / f"messages_{half}.jsonl"):
        told, wanted = flat(understand(item["text"]).to_dict()), flat(item["brief"])
        found += len(told)
        gold += len(wanted)
        for name, value in told.items():
            if name in wanted and same(name, value, wanted[name]):
                right += 1
            else:
                wrong.append(f"{item['id']} {name}={value!r} gold={wanted.get(name)!r}")
    return right, found, gold, wrong


def drafts(half: str) -> dict[str, tuple[int, int]]:
    """For our own briefs: hard fails, items passed, facts used, inventions."""
    passed = total = hard = used = stated = invented = n = 0
    for item in read_jsonl(DATA / f"briefs_{half}.jsonl"):
        brief = parse_brief(item["brief"])
        draft = compose(brief).draft
        findings = check_draft(brief, draft, cited=1, own_words=("own words",))
        items = {found.item: True for found in findings}
        items.update({found.item: False for found in findings if not found.passed})
        n += 1
        hard += any(not items.get(name, True) for name in HARD)
        passed += sum(items.values())
        total += len(items)
        invented += len(unsupported(draft.body, brief))
        if brief.channel != "linkedin":
            hits, all_facts = facts_used(brief, to_text(draft))
            used += hits
            stated += all_facts
    return {
        "drafts without a hard fail": (n - hard, n),
        "items passed": (passed, total),
        "stated facts used (not LinkedIn)": (used, stated),
        "drafts without an invented fact": (n - min(invented, n), n),
    }


def facts_used(brief: OutreachBrief, text: str) -> tuple[int, int]:
    """How many of the stated values stand in the text, and how many there are."""
    written = [word.lower() for word in re.findall(r"\w+", text)]
    stems = {stem(word) for word in written}
    hits = 0
    values = [value for value in brief.texts() if re.search(r"\w{3}", value)]
    for value in values:
        words = [stem(word) for word in re.findall(r"\w{3,}", value)]
        # "Tues" and "Oct" are written out in the draft.
        told = [word in stems or any(whole.startswith(word) for whole in written) for word in words]
        hits += not words or sum(told) / len(words) >= 0.5
    return hits, len(values)


def faults(half: str) -> tuple[int, int, int, int, list[str]]:
    """Planted faults named, faults, good emails with an alarm, good emails, and a line for each miss."""
    data = yaml.safe_load((DATA / f"emails_{half}.yaml").read_text(encoding="utf-8"))
    good = {item["id"]: item for item in data["good"]}
    lines: list[str] = []
    alarms = 0
    for item in good.values():
        failed = _failed(item["brief"], item["text"])
        alarms += bool(failed)
        lines += [f"alarm {item['id']} {name}" for name in sorted(failed)]
    named = 0
    for fault in data["faults"]:
        base = good[fault["base"]]
        if fault["from"] not in base["text"]:
            raise ValueError(f"{fault['base']} {fault['item']}: '{fault['from'][:40]}' is not in the good email")
        failed = _failed(base["brief"], base["text"].replace(fault["from"], fault["to"], 1))
        named += fault["item"] in failed
        lines += [] if fault["item"] in failed else [f"missed {fault['base']} {fault['item']}"]
    return named, len(data["faults"]), alarms, len(good), lines


def _failed(brief: dict[str, Any], text: str) -> set[str]:
    return {item.item for item in check(parse_brief(brief), text) if not item.passed}


def read_jsonl(path: Path) -> Iterable[dict[str, Any]]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(argv: Sequence[str] = ()) -> int:
    """Print the tables of the halves named (both when none is)."""
    for half in [name for name in HALVES if not argv or name in argv]:
        right, found, gold, wrong = extraction(half)
        named, planted, alarms, good, lines = faults(half)
        rows = [
            ("extraction: precision", share(right, found)),
            ("extraction: recall", share(right, gold)),
            *((name, share(*counts)) for name, counts in drafts(half).items()),
            ("planted faults named", share(named, planted)),
            ("good emails with a false alarm", share(alarms, good)),
        ]
        print(table(f"Outreach ({half})", rows))
        for line in (*wrong, *lines):
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
