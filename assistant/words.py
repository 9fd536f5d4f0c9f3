"""The coach's own words, from words.yaml: one place to read, mend and translate them."""

from __future__ import annotations

from pathlib import Path
from string import Template

from assistant.errors import LibraryError
from assistant.reading import read_yaml


class Words:
    """A flat mapping of names to texts. `words("too_long", count=5)` fills in what the text asks for."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def __call__(self, name: str, **values: object) -> str:
        """Return the text called `name`, filled in.

        Raises KeyError when the name or one of its values is missing: a fault of the program, not of the person.
        """
        text = self._texts[name]
        return Template(text).substitute({key: str(value) for key, value in values.items()}) if "$" in text else text

    def names(self) -> frozenset[str]:
        """All names, for the test that each is used."""
        return frozenset(self._texts)


def load_words(path: Path | None = None) -> Words:
    """Read the words. Raises LibraryError naming the file and the entry."""
    path = path or Path(__file__).with_name("words.yaml")
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map names to texts")
    for name, text in data.items():
        if not isinstance(text, str) or not text.strip():
            raise LibraryError(path.name, str(name), "must be a text")
    return Words({name: text.strip() for name, text in data.items()})
