"""Rules as data: phrase patterns that stand in YAML, checked when they are read.

A file has `words` (named pieces of patterns, used as `<name>`) and `rules` (groups of rules). A rule has a
`pattern` (one regular expression over the bare words of a folded sentence, or a list of alternatives),
`needs` (stems of which the sentence must hold one; they make the screen fast), `unless` (a pattern over the
same sentence that takes the match back) and a `weight`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError
from assistant.reading import read_yaml

_PIECE = re.compile(r"(?<!P)<([a-z_]+)>")
_RULE_FIELDS = {"name", "pattern", "needs", "unless", "weight", "tags"}


@dataclass(frozen=True)
class Rule:
    """One rule over a folded sentence."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    unless: re.Pattern[str] | None
    weight: int
    tags: frozenset[str]

    def matches(self, sentence: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a sentence, unless the sentence takes them back."""
        if self.needs and not any(stem in sentence for stem in self.needs):
            return
        first = self.pattern.search(sentence)
        if first is None or (self.unless is not None and self.unless.search(sentence)):
            return
        yield first
        yield from self.pattern.finditer(sentence, max(first.end(), first.start() + 1))

    def holds(self, sentence: str) -> bool:
        """Whether the rule matches at all."""
        return any(True for _ in self.matches(sentence))


@dataclass(frozen=True)
class Rules:
    """All rules of one file."""

    words: Mapping[str, re.Pattern[str]]
    groups: Mapping[str, tuple[Rule, ...]]

    def any(self, group: str, sentence: str) -> bool:
        """Whether any rule of a group holds in a sentence."""
        return any(rule.holds(sentence) for rule in self.groups[group])


def read_mapping(path: Path, fields: set[str]) -> dict[str, Any]:
    """Read a YAML mapping with exactly these fields. Raises LibraryError naming the file and the field."""
    data = read_yaml(path, without="the screen cannot work without it")
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must be a mapping")
    for name in sorted(fields - set(data)):
        raise LibraryError(path.name, name, "is missing")
    for name in sorted(set(map(str, data)) - fields):
        raise LibraryError(path.name, name, "is not a field of this file")
    return data


def load_rules(path: Path) -> Rules:
    """Read a file of rules. Raises LibraryError naming the file and the rule."""
    data = read_mapping(path, {"words", "rules"})
    pieces: dict[str, str] = {}
    for name, value in data["words"].items():
        pieces[name] = _fill(path, f"words.{name}", _alternatives(value), pieces)
    groups = {
        group: tuple(_rule(path, f"{group}[{i}]", fields, pieces) for i, fields in enumerate(rules))
        for group, rules in data["rules"].items()
    }
    words = {name: _compile(path, f"words.{name}", rf"\b{piece}\b") for name, piece in pieces.items()}
    return Rules(words, groups)


def load_patterns(path: Path, data: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Compile the `pieces` and `patterns` of a file whose patterns read a text in its own case.

    A pattern is one regular expression or a list of alternatives; with `whole_words` it stands between word
    ends. Raises LibraryError naming the file and the pattern.
    """
    pieces = {str(name): str(value) for name, value in data["pieces"].items()}
    patterns = {}
    for name, fields in data["patterns"].items():
        if not isinstance(fields, dict) or "pattern" not in fields:
            raise LibraryError(path.name, f"patterns.{name}", "needs a pattern")
        for field in sorted(set(fields) - {"pattern", "ignore_case", "whole_words"}):
            raise LibraryError(path.name, f"patterns.{name}.{field}", "is not a field of a pattern")
        value = fields["pattern"]
        whole = rf"\b{_alternatives(value)}\b" if fields.get("whole_words") else _alternatives(value)
        flags = re.IGNORECASE if fields.get("ignore_case") else re.NOFLAG
        patterns[str(name)] = _compile(path, f"patterns.{name}", _fill(path, name, whole, pieces), flags)
    return patterns


def compile_pattern(path: Path, field: str, pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    """Compile one pattern with its pieces filled in. Raises LibraryError naming the file and the field."""
    return _compile(path, field, _fill(path, field, pattern, pieces))


def _rule(path: Path, field: str, fields: Any, pieces: Mapping[str, str]) -> Rule:
    if not isinstance(fields, dict) or "name" not in fields or "pattern" not in fields:
        raise LibraryError(path.name, field, "a rule needs a name and a pattern")
    field = f"{field} {fields['name']}"
    for name in sorted(set(fields) - _RULE_FIELDS):
        raise LibraryError(path.name, f"{field}.{name}", "is not a field of a rule")
    unless = fields.get("unless")
    weight = fields.get("weight", 3)
    if not isinstance(weight, int):
        raise LibraryError(path.name, f"{field}.weight", f"'{weight}' must be a whole number")
    return Rule(
        str(fields["name"]),
        _compile(path, field, rf"\b{_fill(path, field, _alternatives(fields['pattern']), pieces)}\b"),
        tuple(str(fields.get("needs", "")).split()),
        _compile(path, field, rf"\b{_fill(path, field, _alternatives(unless), pieces)}\b") if unless else None,
        weight,
        frozenset(str(fields.get("tags", "")).split()),
    )


def _alternatives(value: Any) -> str:
    """A pattern is one string, or a list of alternatives; either becomes one group."""
    parts = value if isinstance(value, list) else [value]
    return "(?:" + "|".join(str(part) for part in parts) + ")"


def _fill(path: Path, field: str, pattern: str, pieces: Mapping[str, str]) -> str:
    def piece(match: re.Match[str]) -> str:
        if match[1] not in pieces:
            raise LibraryError(path.name, field, f"'<{match[1]}>' is not among the words above it")
        return pieces[match[1]]

    return _PIECE.sub(piece, pattern)


def _compile(path: Path, field: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise LibraryError(path.name, field, f"is not a regular expression ({error})") from None
