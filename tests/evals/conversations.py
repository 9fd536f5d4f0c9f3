"""Whole turns: follow-ups resolved, and the rubric of grounded answers (items G01, G02, G14, G19)."""

from __future__ import annotations

from typing import Any

from assistant.answers.checks import check
from assistant.coach import Coach
from assistant.events import Conversation
from assistant.settings import Settings
from assistant.transcript import take_turn
from tests.evals.retrieval import DATA, read_jsonl
from tests.evals.tables import share, table


def report(settings: Settings, half: str) -> dict[str, Any]:
    """Play the follow-ups and every question of one half."""
    coach = Coach.open(settings)
    followed = []
    for item in read_jsonl(DATA / "followups.jsonl"):
        conversation = Conversation()
        for text in item["turns"]:
            conversation = conversation.add(take_turn(coach, conversation, text).turn)
        rows = {row for citation in conversation.turns[-1].citations for row in citation.rows}
        followed.append((item["id"], bool(rows & set(item["rows"]))))
    findings: dict[str, list[bool]] = {}
    answered = right = 0
    questions = read_jsonl(DATA / f"questions_{half}.jsonl")
    for question in questions:
        turn = take_turn(coach, Conversation(), question["text"]).turn
        if not turn.citations:
            continue
        answered += 1
        right += bool({row for citation in turn.citations for row in citation.rows} & set(question["rows"]))
        for finding in check(turn.reply, turn.citations, coach.library):
            findings.setdefault(finding.item, []).append(finding.passed)
    return {
        "half": half,
        "followed": followed,
        "findings": findings,
        "answered": answered,
        "right": right,
        "asked": len(questions),
    }


def print_report(result: dict[str, Any]) -> None:
    """Print the report."""
    followed = result["followed"]
    rows = [
        ("follow-ups answered from the right card", share(sum(ok for _, ok in followed), len(followed))),
        ("questions answered", share(result["answered"], result["asked"])),
        ("answers from a right card", share(result["right"], result["answered"])),
        *((f"answers that keep {item}", share(sum(v), len(v))) for item, v in sorted(result["findings"].items())),
    ]
    print(table(f"Conversations ({result['half']})", rows))
    missed = [name for name, ok in followed if not ok]
    if missed:
        print("follow-ups missed:", ", ".join(missed))
