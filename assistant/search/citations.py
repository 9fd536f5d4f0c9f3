"""Numbered citations: each quotes one passage exactly, and can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.events import Citation
from assistant.search.passages import Passage


class CitationList:
    """Collects the citations of one reply and hands out their numbers, from 1, in order of first use."""

    def __init__(self) -> None:
        self._by_passage: dict[str, Citation] = {}

    def cite(self, passages: Sequence[Passage], section: str, words: str) -> int:
        """Return the number of the passage of `section` that holds `words`, adding it when it is new.

        Raises ValueError when no passage holds them: a citation is never made up.
        """
        passage = next((p for p in passages if p.section == section and words in p.text), None)
        if passage is None:
            raise ValueError(f"'{words[:60]}' does not stand in a passage of section '{section}'")
        return self.add(passage, passage.text)

    def add(self, passage: Passage, quote: str) -> int:
        """Return the number of a passage, adding it with this quote when it is new."""
        if passage.id not in self._by_passage:
            n = len(self._by_passage) + 1
            self._by_passage[passage.id] = Citation(
                n, passage.document, passage.section, quote, passage.rows, passage.title, passage.id
            )
        return self._by_passage[passage.id].n

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._by_passage.values())
