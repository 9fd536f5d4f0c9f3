"""Phrase lists: one alternation a name; a bad file is refused by name and pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.phrases import load_phrases


def write(folder: Path, text: str) -> Path:
    path = folder / "phrases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_name_matches_any_of_its_patterns_whole(tmp_path: Path) -> None:
    phrases = load_phrases(write(tmp_path, "agree:\n  - ok|sure\n  - go ahead\n"))
    assert [bool(phrases["agree"].fullmatch(text)) for text in ("ok", "sure", "go ahead", "sure ahead")] == [
        True
    ] * 3 + [False]


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("- a\n", "file", "must map names"),
        ("", "file", "must map names"),
        ("agree: ok\n", "agree", "must be a list"),
        ("agree: []\n", "agree", "must be a list"),
        ("agree: [1]\n", "agree", "must be a list"),
        ("agree: ['(ok']\n", "agree", "'(ok' is not a pattern"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_reason(tmp_path: Path, text: str, field: str, reason: str) -> None:
    with pytest.raises(LibraryError) as caught:
        load_phrases(write(tmp_path, text))
    assert (caught.value.file, caught.value.field) == ("phrases.yaml", field)
    assert reason in caught.value.reason
