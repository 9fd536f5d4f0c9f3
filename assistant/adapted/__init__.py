"""The embedder, adapted: what it was taught to read off a text besides its vector.

    reader = Adapted(FILE, packaged_model)
    read = reader.read("I'm an M1 and want to write to Dr. Osei")
    read.words, read.scores["persons"]     one row a word; see chains.py
    read.scores["kind"]                    one row for the text

Small matrices, a few hundred kilobytes, are added to the maps of the embedder's upper layers (low-rank adaptation,
Hu et al. 2021), and linear heads read what comes out. `training.py` makes them from examples; `reading.py` applies
them; `chains.py` reads spans off the words' scores.
"""

from assistant.adapted.chains import Chain, Span
from assistant.adapted.reading import Adapted, Read

__all__ = ["Adapted", "Chain", "Read", "Span"]
