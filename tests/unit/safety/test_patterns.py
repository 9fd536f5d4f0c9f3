"""A file of rules that breaks its form is refused by file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.safety.patterns import load_patterns, load_rules, read_mapping


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


GOOD = """
words: {who: '(?:he|she)'}
rules:
  group:
    - {name: one, needs: went, pattern: '<who> went', unless: 'not', weight: 2}
"""


def test_a_rule_matches_unless_the_sentence_takes_it_back(tmp_path: Path) -> None:
    (rule,) = load_rules(_write(tmp_path, GOOD)).groups["group"]
    assert rule.holds("so she went home")
    assert not rule.holds("so she went not home")
    assert not rule.holds("they went")
    assert rule.weight == 2


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("words: {}", "rules"),
        ("words: {}\nrules: {}\nmore: 1", "more"),
        ("words: {a: '<b>'}\nrules: {}", "words.a"),
        ("words: {}\nrules: {g: [{name: x}]}", "g[0]"),
        ("words: {}\nrules: {g: [{name: x, pattern: '('}]}", "g[0] x"),
        ("words: {}\nrules: {g: [{name: x, pattern: a, wieght: 1}]}", "g[0] x.wieght"),
        ("words: {}\nrules: {g: [{name: x, pattern: a, weight: two}]}", "g[0] x.weight"),
        ("- a", "file"),
        ("a: [", "yaml"),
    ],
)
def test_a_broken_file_names_its_field(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(LibraryError) as error:
        load_rules(_write(tmp_path, text))
    assert (error.value.file, error.value.field) == ("rules.yaml", field)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"gone\.yaml"):
        read_mapping(tmp_path / "gone.yaml", set())


def test_patterns_fill_their_pieces_and_refuse_unknown_fields(tmp_path: Path) -> None:
    data = {"pieces": {"n": r"\d+"}, "patterns": {"age": {"pattern": ["aged <n>", "<n> years"], "ignore_case": True}}}
    assert load_patterns(tmp_path / "p.yaml", data)["age"].search("AGED 40")
    data["patterns"]["age"]["colour"] = "red"
    with pytest.raises(LibraryError, match="colour"):
        load_patterns(tmp_path / "p.yaml", data)
