from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.agenda import bank as module
from assistant.agenda.bank import Bank, load_bank
from assistant.errors import LibraryError

_DATA = Path(module.__file__).with_name("data")


def test_questions_embed_the_topic_only_where_any_form_fits(bank: Bank) -> None:
    texts = [q for t in bank.themes.values() for q in (*t.mentee, *t.first, *t.mentor)]
    texts += [q for s in bank.stages.values() for q in (s.question_mentee, s.question_mentor)]
    for text in texts:
        for before in re.findall(r"(\w+ \w+) \$about", text):
            assert before.split()[1] in ("about", "on", "with", "over", "of") or before == "comes to", text


def test_every_meeting_has_what_its_boxes_need(bank: Bank) -> None:
    for name, meeting in bank.meetings.items():
        assert "topic" in meeting.boxes, name
        assert set(meeting.spare) <= set(meeting.boxes), name
        assert "introductions" not in meeting.boxes or meeting.introductions, name
        assert "thanks" not in meeting.boxes or meeting.thanks, name


def test_every_cited_card_exists(bank: Bank, library: object) -> None:
    cards = library.cards  # type: ignore[attr-defined]
    assert all(use.card in cards for meeting in bank.meetings.values() for use in meeting.cards)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("themes.yaml", "mentee:", "mentees:", ["themes.yaml", "exam"]),
        (
            "themes.yaml",
            "What would you need to see from me",
            "Do you need to see anything from me",
            ["themes.yaml", "exam"],
        ),
        ("stages.yaml", "route:", "rout:", ["stages.yaml", "premed"]),
        ("meetings.yaml", "share: 0.18", "share: 18", ["meetings.yaml", "first"]),
        ("plan.yaml", "titles:", "titles: [", ["plan.yaml", "yaml"]),
    ],
)
def test_a_bad_data_file_is_refused_by_file_and_field(
    tmp_path: Path, file: str, old: str, new: str, words: list[str]
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(_DATA, folder)
    text = (folder / file).read_text(encoding="utf-8")
    if "Do you" in new:
        text = re.sub(
            r'"What would you need to see from me[^"]+"',
            '"Do you need to see anything from me?"',
            text,
            count=1,
        )
    else:
        text = text.replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as refused:
        load_bank(folder)
    assert all(word in str(refused.value) for word in words), str(refused.value)
