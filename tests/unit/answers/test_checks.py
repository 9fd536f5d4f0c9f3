"""The checks of an answer: each passes what is right, and names what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import checks
from assistant.events import Citation
from assistant.library import Library, load_library
from tests.small_library import ANSWER, SECTIONS, write_library

STEP = SECTIONS["What to do"][0]
CITED = (Citation(1, "how-often", "Answer", ANSWER), Citation(2, "how-often", "What to do", f"- {STEP}"))
GOOD = f"**{ANSWER}** [1]\n\n**What to do**\n\n1. {STEP} [2]\n\n*Evidence: strong.*"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(write_library(tmp_path_factory.mktemp("library")))


def test_a_good_answer_passes_every_check(library: Library) -> None:
    findings = checks.check(GOOD, CITED, library)
    assert [finding.item for finding in findings] == ["G01", "G02", "G14", "G19"]
    assert all(finding.passed for finding in findings)


@pytest.mark.parametrize(
    "line", ["1. Send a cake.", "- Send a cake.", "> Send a cake.", "2. Send a cake. [3]", "- Send a cake. [1] [9]"]
)
def test_an_advice_line_without_a_citation_that_exists_fails_and_is_quoted(line: str) -> None:
    finding = checks.every_advice_line_cited(f"{GOOD}\n\n{line}", CITED)
    assert not finding.passed
    assert finding.severity == "fail"
    assert finding.quote and finding.quote in line


@pytest.mark.parametrize(
    "change",
    [
        {"card": "nowhere"},
        {"section": "Watch out"},
        {"section": "Elsewhere"},
        {"quote": "Send a cake."},
        {"quote": STEP.upper()},
    ],
)
def test_a_quote_that_does_not_stand_where_it_says_fails(library: Library, change: dict[str, str]) -> None:
    finding = checks.quotes_are_exact((CITED[0], replace(CITED[1], **change)), library)
    assert not finding.passed
    assert "citation 2" in finding.message


def test_length_counts_words_and_steps() -> None:
    assert checks.length("word " * 200).passed
    assert not checks.length("word " * 201).passed
    steps = "\n".join(f"{n}. Ask." for n in range(1, 6))
    assert checks.length(steps).passed
    assert not checks.length(f"{steps}\n6. Ask.").passed


@pytest.mark.parametrize("tag", ["<script>alert(1)</script>", "<b>", "</p >", "< img src=x>", "<!-- x -->"])
def test_html_fails_and_is_quoted(tag: str) -> None:
    finding = checks.no_live_markup(f"Words. {tag}")
    assert not finding.passed
    assert finding.quote and finding.quote in tag


@pytest.mark.parametrize("text", ["x < 3 and y > 2", "under <10 minutes", "[1] *Evidence*", ""])
def test_plain_signs_are_no_html(text: str) -> None:
    assert checks.no_live_markup(text).passed
