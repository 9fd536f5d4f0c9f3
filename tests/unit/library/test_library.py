"""What needs more than one file: references, evidence labels, statistics, rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.library import load_library
from assistant.library.library import load_rows, unverified_statistics
from tests.small_library import SECTIONS, sections_text, write_card, write_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path)


def refused(folder: Path) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    return caught.value


def test_a_library_holds_cards_sources_and_rows_by_id(folder: Path) -> None:
    library = load_library(folder)
    assert sorted(library.cards) == ["how-often", "letters", "silence"]
    assert library.cards["letters"].group == "letters"
    assert set(library.sources) >= {"lee-2020", "cruz-2015"}
    assert library.rows["MEET-1"].statement == "How often to meet"


def test_each_row_knows_its_cards_and_a_row_without_one_says_so(folder: Path) -> None:
    rows = (folder / "rows.tsv").read_text(encoding="utf-8")
    (folder / "rows.tsv").write_text(rows + "BARE-1\tletters\tNobody wrote this\n", encoding="utf-8")
    by_row = load_library(folder).by_row
    assert by_row["MEET-1"] == ("how-often",)
    assert by_row["BARE-1"] == ()


def test_loading_twice_gives_the_same_library(folder: Path) -> None:
    assert load_library(folder) == load_library(folder)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"rows": ["NO-1"]}, "rows", "'NO-1' is not a row of rows.tsv"),
        ({"sources": ["nobody-1999"]}, "sources", "'nobody-1999' is not in sources.yaml"),
        ({"related": ["letters", "nothing"]}, "related", "'nothing' is not another card's id"),
        ({"related": ["letters", "how-often"]}, "related", "'how-often' is not another card's id"),
        ({"evidence": "strong", "sources": ["cruz-2015"]}, "evidence", "'strong' needs"),
        ({"evidence": "moderate", "sources": ["own-practice"]}, "evidence", "'moderate' needs"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(
    folder: Path, changes: dict[str, object], field: str, reason: str
) -> None:
    write_card(folder, "meetings", "how-often", **changes)
    error = refused(folder)
    assert (error.file, error.field) == ("cards/meetings/how-often.md", field)
    assert reason in error.reason


def test_an_id_that_stands_twice_is_refused_with_both_places(folder: Path) -> None:
    write_card(folder, "silence", "letters")
    error = refused(folder)
    assert (error.file, error.field) == ("cards/silence/letters.md", "id")
    assert "cards/letters" in error.reason


def test_a_bad_card_stops_everything(folder: Path) -> None:
    write_card(folder, "meetings", "how-often", evidence="certain")
    assert refused(folder).field == "evidence"


def test_a_card_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "cards" / "meetings" / "how-often.md").write_bytes(b"---\nid: caf\xe9\n---\n")
    assert "is not UTF-8 text" in refused(folder).reason


def test_a_folder_without_cards_is_refused(folder: Path) -> None:
    for path in (folder / "cards").glob("*/*.md"):
        path.unlink()
    assert "no card found" in refused(folder).reason


@pytest.mark.parametrize("name", ["rows.tsv", "sources.yaml"])
def test_a_table_that_is_not_utf8_is_refused_by_name(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    assert refused(folder).file == name


@pytest.mark.parametrize("name", ["rows.tsv", "sources.yaml"])
def test_a_missing_table_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    error = refused(folder)
    assert (error.file, error.field) == (name, "file")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("MEET-2\tmeetings", "tab-separated"),
        ("\tmeetings\tno id", "tab-separated"),
        ("MEET-1\tx\tagain", "stands twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(f"id\tgroup\tstatement\nMEET-1\tmeetings\tMeet\n{line}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=reason) as caught:
        load_rows(path)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "claim",
    [
        "61% of trainees",
        "61 percent of trainees",
        "n = 88 people",
        "d = 0.7 overall",
        "9 of 14 felt so",
        "2,400 people",
        "88 residents",
    ],
)
def test_a_statistic_that_no_verified_source_says_is_refused(folder: Path, claim: str) -> None:
    bullets = [*SECTIONS["Watch out"], f"In one report {claim} met too rarely."]
    write_card(folder, "meetings", "how-often", body=sections_text(Watch_out=bullets))
    error = refused(folder)
    assert error.field == "sources"
    assert "was not seen in a verified source" in error.reason


def test_a_statistic_that_a_verified_source_was_seen_to_say_is_taken(folder: Path) -> None:
    bullets = [*SECTIONS["Watch out"], "In one report 34% of 120 residents met monthly."]
    write_card(folder, "meetings", "how-often", body=sections_text(Watch_out=bullets))
    library = load_library(folder)
    assert unverified_statistics(library.cards["how-often"], library.sources) == []


def test_a_statistic_of_an_unverified_source_is_refused(folder: Path) -> None:
    bullets = [*SECTIONS["Watch out"], "In one report 34% of 120 residents met monthly."]
    write_card(
        folder,
        "meetings",
        "how-often",
        body=sections_text(Watch_out=bullets),
        evidence="moderate",
        sources=["cruz-2015"],
    )
    assert refused(folder).field == "sources"


def test_plain_numbers_of_advice_are_no_statistics(folder: Path) -> None:
    bullets = [*SECTIONS["Watch out"], "Ask for 20 minutes, 2 weeks ahead, at most 3 times, before 5 pm."]
    write_card(folder, "meetings", "how-often", body=sections_text(Watch_out=bullets))
    assert load_library(folder).cards["how-often"].sections["Watch out"][-1] == bullets[-1]
