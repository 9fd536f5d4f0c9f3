"""The coach's own words: each is used, each that is used exists, a bad file is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import get_args

import pytest

from assistant.errors import LibraryError
from assistant.events import TaskName
from assistant.library.cards import Evidence
from assistant.settings import PROJECT
from assistant.words import load_words

WORDS = load_words()
OWN_WORDS = {"agenda", "outreach", "rehearsal", "ui"}  # rooms that keep their replies beside their code
MODULES = [p for p in sorted((PROJECT / "assistant").rglob("*.py")) if p.relative_to(PROJECT).parts[1] not in OWN_WORDS]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of `words(...)`, `self.words(...)`, `self._words(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("words", "_words"):
                yield node


def _pattern(joined: ast.JoinedStr) -> re.Pattern[str]:
    """An f-string as a pattern; what is filled in may be any name."""
    parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[a-z_]+" for v in joined.values]
    return re.compile("".join(parts))


def _docstrings(tree: ast.AST) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, holders)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def _used() -> tuple[set[str], list[re.Pattern[str]], dict[str, str]]:
    """Every string in the code, every pattern that words are asked for by, and where each fixed name is asked for."""
    strings: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    asked: dict[str, str] = {}
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = _docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                strings.add(node.value)
        for call in _calls(tree):
            first = call.args[0]
            if isinstance(first, ast.JoinedStr):
                patterns.append(_pattern(first))
            elif isinstance(first, ast.Constant) and isinstance(first.value, str):
                asked[first.value] = str(path.relative_to(PROJECT))
    return strings, patterns, asked


def test_every_word_is_used() -> None:
    strings, patterns, _ = _used()
    unused = [n for n in WORDS.names() if n not in strings and not any(p.fullmatch(n) for p in patterns)]
    assert unused == []


def test_every_word_that_is_used_exists() -> None:
    _, patterns, asked = _used()
    missing = {name: where for name, where in asked.items() if name not in WORDS.names()}
    assert missing == {}
    assert asked, "no use of any word was found"
    assert all(any(pattern.fullmatch(name) for name in WORDS.names()) for pattern in patterns)


def test_every_evidence_label_and_every_task_has_its_words() -> None:
    for label in get_args(Evidence):
        assert {f"evidence_{label}"} <= WORDS.names()
    assert {f"tour_choice_{task}" for task in get_args(TaskName)} <= WORDS.names()


def test_values_given_in_the_code_are_those_that_the_text_asks_for() -> None:
    texts = WORDS._texts
    for path in MODULES:
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            first = call.args[0]
            given = {keyword.arg for keyword in call.keywords}
            if isinstance(first, ast.Constant) and first.value in texts:
                asked = set(Template(texts[first.value]).get_identifiers())
                assert asked == given, f"{path.name}: {first.value} asks for {asked}, is given {given}"


def test_a_text_is_filled_in() -> None:
    assert "7 characters" in WORDS("too_long", count=7, limit=5)


def test_a_missing_name_or_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        WORDS("no_such_words")
    with pytest.raises(KeyError):
        WORDS("too_long")


@pytest.mark.parametrize(
    ("text", "field"),
    [("- a\n", "file"), ("", "file"), ("tour: ''\n", "tour"), ("tour: 3\n", "tour"), ("tour: [a]\n", "tour")],
)
def test_a_bad_file_is_refused_by_entry(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_words(path)
    assert (caught.value.file, caught.value.field) == ("words.yaml", field)
