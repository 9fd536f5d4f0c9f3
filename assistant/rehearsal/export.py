"""The debrief and the transcript as Markdown and as a Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.shared import Pt

from assistant.library import Library
from assistant.library.rubrics import RubricItem

_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
# What an XML document may not hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPEAKERS = {"giver": "Gave feedback", "learner": "Received feedback"}


def transcript_markdown(title: str, turns: Sequence[Mapping[str, str]], names: Mapping[str, str] | None = None) -> str:
    """The transcript, a numbered turn a paragraph. `names` says how giver and learner are called."""
    lines = [f"# {_plain(title)}", ""]
    for number, turn in enumerate(turns, 1):
        lines += [f"{number}. **{_plain(_name(turn['who'], names))}:** {_plain(turn['text'] or '(silence)')}", ""]
    return "\n".join(lines)


def debrief_markdown(
    title: str,
    report: Mapping[str, Any],
    rubrics: Mapping[str, RubricItem],
    library: Library | None = None,
    turns: Sequence[Mapping[str, str]] = (),
    names: Mapping[str, str] | None = None,
) -> str:
    """The debrief; with `turns`, the transcript stands below it."""
    lines = [f"# Debrief: {_plain(title)}", ""]
    for heading, body in _sections(report, rubrics, library):
        lines += [f"## {heading}", "", *(f"- {_plain(entry)}" for entry in body), ""]
    if turns:
        lines += [transcript_markdown("Transcript", turns, names).replace("# ", "## ", 1)]
    return "\n".join(lines)


def debrief_docx(
    title: str,
    report: Mapping[str, Any],
    rubrics: Mapping[str, RubricItem],
    library: Library | None = None,
    turns: Sequence[Mapping[str, str]] = (),
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The same as a Word document."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(f"Debrief: {_clean(title)}", level=1)
    for heading, body in _sections(report, rubrics, library):
        document.add_heading(heading, level=2)
        for entry in body:
            document.add_paragraph(_clean(entry), style="List Bullet")
    if turns:
        _add_transcript(document, turns, names, 2)
    return _bytes(document)


def transcript_docx(title: str, turns: Sequence[Mapping[str, str]], names: Mapping[str, str] | None = None) -> bytes:
    """The transcript as a Word document."""
    document = Document()
    document.add_heading(_clean(title), level=1)
    _add_transcript(document, turns, names, None)
    return _bytes(document)


def _sections(
    report: Mapping[str, Any], rubrics: Mapping[str, RubricItem], library: Library | None
) -> list[tuple[str, list[str]]]:
    sections: list[tuple[str, list[str]]] = []
    strengths = [_judgement(entry, rubrics, library) for entry in report["strengths"]]
    sections.append(("What worked", strengths or ["Nothing with a quote behind it."]))
    change = report["change"]
    sections.append(
        ("One thing to change", [_judgement(change, rubrics, library) if change.get("item") else change["comment"]])
    )
    rewrite = report["rewrite"]
    if rewrite.get("suggestion"):
        entries = [
            f"Turn {rewrite['turn']}, as said: \u201c{rewrite['original']}\u201d",
            f"Otherwise: \u201c{rewrite['suggestion']}\u201d",
        ]
        sections.append(("The same turn, otherwise", entries))
    scored = [entry for entry in report["criteria"] if entry["score"] is not None]
    sections.append(
        ("Each criterion, 0 to 3", [_scored(entry, rubrics) for entry in scored] or ["Too little to judge."])
    )
    unseen = [rubrics[entry["item"]].name for entry in report["criteria"] if entry["score"] is None]
    if unseen:
        sections.append(("Not seen, so not scored", unseen))
    return sections


def _judgement(entry: Mapping[str, Any], rubrics: Mapping[str, RubricItem], library: Library | None) -> str:
    card = library.cards.get(entry["card"]) if library else None
    more = f" See: {card.title}" if card else ""
    return (
        f"{rubrics[entry['item']].name}: \u201c{entry['quote']}\u201d (turn {entry['turn']}). {entry['comment']}{more}"
    )


def _scored(entry: Mapping[str, Any], rubrics: Mapping[str, RubricItem]) -> str:
    return (
        f"{entry['score']} of 3, {rubrics[entry['item']].name}: \u201c{entry['quote']}\u201d (turn "
        f"{entry['turn']}). {entry['comment']}"
    )


def _add_transcript(
    document: Any, turns: Sequence[Mapping[str, str]], names: Mapping[str, str] | None, level: int | None
) -> None:
    if level:
        document.add_heading("Transcript", level=level)
    for number, turn in enumerate(turns, 1):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{number}. {_clean(_name(turn['who'], names))}: ").bold = True
        paragraph.add_run(_clean(turn["text"] or "(silence)"))


def _name(who: str, names: Mapping[str, str] | None) -> str:
    return (names or _SPEAKERS).get(who, who)


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _clean(text)).replace("\n", " ")


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _bytes(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
