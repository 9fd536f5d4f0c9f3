"""A library of three cards, valid in every field, for tests that must know each word of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

SOURCES: dict[str, dict[str, Any]] = {
    "lee-2020": {
        "authors": "Lee A, Bose C",
        "year": 2020,
        "title": "How often mentors and residents meet",
        "where": "Journal of Examples 3:1-9",
        "kind": "trial",
        "verified": True,
        "seen": "abstract: 34% of 120 residents met monthly",
    },
    "cruz-2015": {
        "authors": "Cruz D",
        "year": 2015,
        "title": "Letters that help",
        "where": "Example Press",
        "kind": "observational",
        "verified": False,
        "seen": "",
    },
    "own-practice": {
        "authors": "The authors of this library",
        "year": None,
        "title": "Practice advice",
        "where": "this library",
        "kind": "own",
        "verified": False,
        "seen": "",
    },
}

ROWS = (("MEET-1", "meetings", "How often to meet"), ("LET-1", "letters", "Letters"), ("QUIET-1", "letters", "Silence"))

ANSWER = "Agree a rhythm at the first meeting, write it down, and change it together when the work changes."
SECTIONS: dict[str, list[str]] = {
    "What to do": [
        "Offer two dates for the next meeting before this one ends, so that it never depends on memory.",
        "Send three lines a day before: what went well, what is stuck, and the one thing to decide.",
        "Keep the meeting when there is little to say, and use the time to look one year ahead.",
        "Ask twice a year whether the rhythm still suits both of you, and change it without apology.",
    ],
    "Words to try": [
        'Mentee: "Could we hold half an hour every month, and skip it only by agreement?"',
        'Mentor: "What would you like to be different by the time that we next meet?"',
    ],
    "Watch out": [
        "A meeting that is cancelled twice in a row tends to vanish; name a new date within the same message.",
        "Meeting often is not the same as being helped, so ask what each meeting changed.",
    ],
    "When it differs": [
        "Residents: rotations move, so book by the block and not by the weekday.",
        "Premed students: once a term is plenty until an application is near.",
    ],
}


def card_text(card_id: str = "how-often", *, body: str | None = None, **changes: Any) -> str:
    """Return a card's file. `changes` replace fields, None removes one; `body` replaces the sections."""
    fields: dict[str, Any] = {
        "id": card_id,
        "title": f"What is good to know about {card_id.replace('-', ' ')}?",
        "audience": ["mentee", "mentor"],
        "stage": ["any"],
        "tasks": ["ask"],
        "rows": ["MEET-1"],
        "frameworks": ["F1"],
        "evidence": "strong",
        "sources": ["lee-2020", "own-practice"],
        "reviewed": "2026-01-15",
        "asked": [
            "we never find a date",
            "is once a month too much",
            "my mentor cancels again and again",
            "weekly or by the block",
        ],
        "related": ["letters", "silence"],
        "answer": ANSWER,
        **changes,
    }
    front = yaml.safe_dump({k: v for k, v in fields.items() if v is not None}, sort_keys=False, allow_unicode=True)
    return f"---\n{front}---\n{sections_text() if body is None else body}"


def sections_text(**changes: list[str] | None) -> str:
    """Return the four sections; `changes` (with '_' for a space) replace one, None removes it."""
    replaced = {name.replace("_", " "): bullets for name, bullets in changes.items()}
    parts = []
    for name, bullets in (SECTIONS | replaced).items():
        if bullets is not None:
            parts.append("\n".join([f"## {name}", *(f"- {bullet}" for bullet in bullets)]))
    return "\n".join(parts) + "\n"


def write_library(folder: Path) -> Path:
    """Write three cards, their sources and their rows under `folder`; return it."""
    write_sources(folder)
    lines = ["id\tgroup\tstatement", *("\t".join(row) for row in ROWS)]
    (folder / "rows.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_card(folder, "meetings", "how-often")
    write_card(
        folder,
        "letters",
        "letters",
        title="How do I ask for a letter that helps me?",
        rows=["LET-1"],
        evidence="moderate",
        sources=["cruz-2015"],
        asked=[
            "recommendation from a surgeon",
            "who should write for me",
            "is a weak letter worse than none",
            "they said maybe",
        ],
        related=["how-often", "silence"],
        answer="Ask early, in person where you can, whether they could write you a strong letter, and accept a no.",
    )
    write_card(
        folder,
        "letters",
        "silence",
        title="Why does nobody answer my message?",
        rows=["QUIET-1"],
        evidence="opinion",
        sources=["own-practice"],
        asked=[
            "no reply for two weeks",
            "they ghosted me",
            "should I write again or leave it",
            "emailed her and nothing came",
        ],
        related=["letters", "how-often"],
        answer="Silence mostly means a full inbox; write once more after ten days and then turn to another person.",
    )
    return folder


def write_card(folder: Path, group: str, card_id: str, **changes: Any) -> Path:
    """Write one card under `folder`/cards/`group`; return its path."""
    path = folder / "cards" / group / f"{card_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(card_text(card_id, **changes), encoding="utf-8")
    return path


def write_sources(folder: Path, **changes: Any) -> Path:
    """Write sources.yaml under `folder`; `changes` replace or add a source (with '_' for '-'). Return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = SOURCES | {name.replace("_", "-"): fields for name, fields in changes.items()}
    path = folder / "sources.yaml"
    path.write_text(yaml.safe_dump(sources, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path
