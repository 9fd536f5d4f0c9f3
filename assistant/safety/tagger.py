"""What in a text identifies a patient: spans read by the adapted embedder, which tells from the company that a name or
a number keeps whose it is.

It was made from data/examples/patients.yaml and marked.yaml (marking.py). The same text always gives the same spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.adapted import Adapted, Chain, Span
from assistant.embedding import packaged_model

FILE = Path(__file__).with_name("data") / "tagger.npz"
# The codes of the marked examples, and what each is called where it is masked.
KIND_OF_CODE = {
    "name": "PATIENT NAME",
    "dob": "DATE OF BIRTH",
    "date": "DATE",
    "mrn": "RECORD NUMBER",
    "id": "ID NUMBER",
    "addr": "ADDRESS",
    "phone": "PHONE",
    "email": "EMAIL",
    "bed": "ROOM OR BED",
}
PATIENT = Chain(tuple(KIND_OF_CODE))
HEAD = "patient"
# The chance from which a span is masked; set on the development half.
NEEDED = 0.3
# Pieces of words that are read of one text: some six pages.
MOST_PIECES = 2_500


class Tagger:
    """Finds spans. Loads nothing before the first text; safe from several threads; keeps nothing of a text."""

    def __init__(self, adapted: Adapted) -> None:
        self._adapted = adapted

    def found(self, stretches: Iterable[tuple[int, str]]) -> list[Span]:
        """Return the spans of a normalised text that identify a patient, in order, read from stretches of it, each with
        its place. Once MOST_PIECES are read, the stretches that are left are not.

        Raises LibraryError when the weights are missing or old, SettingsError when there is no embedder.
        """
        spans: list[Span] = []
        left = MOST_PIECES
        for place, stretch in stretches:
            read = self._adapted.read(stretch)
            found = PATIENT.read(read.scores[HEAD], read.steps[HEAD], read.words)
            spans += [
                replace(span, start=span.start + place, end=span.end + place) for span in found if span.chance >= NEEDED
            ]
            left -= read.pieces
            if left <= 0:
                break
        return spans


@cache
def tagger() -> Tagger:
    """The tagger of this process; the weights are read at the first text."""
    return Tagger(Adapted(FILE, packaged_model))
