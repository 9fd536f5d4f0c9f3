"""What a facilitator takes away: a handout of the exercise, and results in which nobody can be found."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.shared import Pt

from assistant.library.rubrics import RubricItem
from assistant.words import Words
from assistant.workshop.exercises import Exercise
from assistant.workshop.progress import CLARIFYING, build_wall
from assistant.workshop.state import Participant, Progress

COLUMNS = ("exercise", "participant", "turns", "asked", "made", "points", "most", "moves")


def handout_markdown(exercise: Exercise, rubrics: Mapping[str, RubricItem], words: Words) -> str:
    """The exercise as a page: setting, goals, cards to read, words to try, what to look for."""
    lines = [f"# {exercise.title}", "", exercise.setting, ""]
    for heading, entries in _sections(exercise, rubrics, words):
        lines += [f"## {heading}", "", *(f"- {entry}" for entry in entries), ""]
    return "\n".join(lines)


def handout_docx(exercise: Exercise, rubrics: Mapping[str, RubricItem], words: Words) -> bytes:
    """The same as a Word document."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(exercise.title, level=1)
    document.add_paragraph(exercise.setting)
    for heading, entries in _sections(exercise, rubrics, words):
        document.add_heading(heading, level=2)
        for entry in entries:
            document.add_paragraph(entry, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def results_csv(participants: Mapping[str, Participant]) -> str:
    """One line a participant and exercise. Numbers in place of handles, so that no line can be claimed."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for row in _rows(participants):
        table.writerow({**row, "moves": " ".join(row["moves"])})
    return out.getvalue()


def results_json(
    participants: Mapping[str, Participant], exercises: Mapping[str, Exercise], rubrics: Mapping[str, RubricItem]
) -> str:
    """The same with the group's counts for each exercise, and the quotes that were agreed to."""
    groups = []
    for id in dict.fromkeys(id for p in participants.values() for id in p.progress):
        if id not in exercises:
            continue
        wall = build_wall(participants, exercises[id], rubrics)
        groups.append(
            {
                "exercise": id,
                "title": exercises[id].title,
                "joined": wall.joined,
                "playing": wall.playing,
                "made": wall.made,
                "asked": wall.asked,
                "moves": {move.item: move.count for move in wall.moves},
                "quotes": [{"item": name, "text": text} for name, text in wall.quotes],
            }
        )
    return json.dumps({"exercises": groups, "participants": list(_rows(participants))}, ensure_ascii=False, indent=2)


def _sections(
    exercise: Exercise, rubrics: Mapping[str, RubricItem], words: Words
) -> Iterator[tuple[str, Sequence[str]]]:
    yield words("goals"), exercise.goals
    yield words("read"), [f"{card.title} {card.answer}" for card in exercise.cards]
    if exercise.phrases:
        yield words("phrases"), [phrase.text for phrase in exercise.phrases]
    if exercise.rubric:
        yield words("rubric"), [f"{rubrics[item].name}: {rubrics[item].definition}" for item in exercise.rubric]
    yield words("begin"), [words("begin_more", say=exercise.say)]


def _rows(participants: Mapping[str, Participant]) -> Iterator[dict[str, Any]]:
    # In the order of the seats, which are hashes: nothing is left of who came when.
    seats = sorted(participants)
    for id in dict.fromkeys(id for seat in seats for id in participants[seat].progress):
        for number, seat in enumerate(seats, 1):
            progress = participants[seat].progress.get(id)
            if progress is not None:
                yield _row(id, number, progress)


def _row(exercise: str, number: int, progress: Progress) -> dict[str, Any]:
    seen: Iterable[str] = sorted(progress.seen)
    return {
        "exercise": exercise,
        "participant": number,
        "turns": progress.turns,
        "asked": CLARIFYING in progress.seen,
        "made": progress.made,
        "points": progress.points,
        "most": progress.most,
        "moves": list(seen),
    }
