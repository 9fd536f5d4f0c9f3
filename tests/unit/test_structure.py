"""The shape of the house: sizes, layers, docstrings, and what lies at the top."""

from __future__ import annotations

import ast
import fnmatch
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import PROJECT

PACKAGE = PROJECT / "assistant"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 350
STARTERS = {"app.py": 60, "ingest.py": 60}

# The house as the design lists it: dot files aside, nothing else lies at the top.
TOP = {
    "assistant",
    "knowledge",
    "ingest.py",
    "app.py",
    "tests",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "constraints.txt",
    "compose.yaml",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
}

# From the ground up. A module imports its own floor and those below it.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "events", "language", "words", "phrases", "collected", "reading", "weights"}),
    frozenset({"embedding", "adapted"}),
    frozenset({"safety", "routing"}),
    frozenset({"library"}),
    frozenset({"search"}),
    frozenset({"settings", "logs", "start", "models", "prompts", "export", "screening"}),
    frozenset({"sessions"}),
    frozenset({"answers", "outreach", "agenda", "rehearsal"}),
    frozenset({"worded"}),
    frozenset({"coach"}),
    frozenset({"transcript", "lines", "doctor", "ingest", "door", "train", "workshop"}),
    frozenset({"ui"}),
    frozenset({"__main__"}),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}


def _part(path: Path) -> str:
    """The part of the house that a module belongs to: its folder, or its own name at the top of the package."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, in full."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written in full"
            module = node.module or ""
            yield module
            if module == "assistant":
                yield from (f"assistant.{alias.name}" for alias in node.names)


def _named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_only_the_page_imports_gradio(path: Path) -> None:
    if _part(path) != "ui":
        assert not [name for name in _imports(path) if name.split(".")[0] in ("gradio", "gradio_client")]


def test_the_page_does_import_gradio() -> None:
    assert any("gradio" in set(_imports(path)) for path in MODULES if _part(path) == "ui")


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_every_module_is_at_most_350_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES


@pytest.mark.parametrize("name", STARTERS)
def test_the_starters_only_wire(name: str) -> None:
    assert len((PROJECT / name).read_text(encoding="utf-8").splitlines()) <= STARTERS[name]


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_every_public_name_has_a_docstring(path: Path) -> None:
    bare: list[str] = []

    def look(body: list[ast.stmt], inside: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
                if not ast.get_docstring(node):
                    bare.append(f"{inside}{node.name}")
                if isinstance(node, ast.ClassDef):
                    look(node.body, f"{node.name}.")

    tree = _tree(path)
    look(tree.body, "")
    assert bare == []
    assert ast.get_docstring(tree), "the module says what it is"


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_no_module_imports_one_that_stands_above_it(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = _part(path)
    assert own in FLOOR, f"'{own}' has no floor in FLOORS yet"
    above = {
        name
        for name in _imports(path)
        if name.startswith("assistant.") and FLOOR.get(name.split(".")[1], -1) > FLOOR[own]
    }
    assert above == set()


@pytest.mark.parametrize("name", sorted(FLOORS[0]))
def test_the_ground_floor_stands_on_nothing_but_itself(name: str) -> None:
    imported = {other.split(".")[1] for other in _imports(PACKAGE / f"{name}.py") if other.startswith("assistant.")}
    assert imported <= FLOORS[0]
    assert name not in imported


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=_named)
def test_a_folder_only_names_what_it_offers(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        # It also sets what must be set before numpy, chromadb and gradio are imported.
        return
    allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign)
    others = [node for node in _tree(path).body if not isinstance(node, allowed)]
    assert others == []


def test_nothing_else_lies_at_the_top() -> None:
    lines = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/ ") for line in lines if line.strip() and not line.startswith("#")]
    there = {path.name for path in PROJECT.iterdir() if not path.name.startswith(".")}
    strange = {name for name in there - TOP if not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)}
    assert strange == set()


def test_what_must_lie_at_the_top_does() -> None:
    fixed = {"assistant", "knowledge", "ingest.py", "app.py", "tests", "pyproject.toml", "README.md"}
    assert fixed <= {path.name for path in PROJECT.iterdir()}
