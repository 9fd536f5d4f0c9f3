"""The learned layer of the screen: what kind a message is, where no rule knows its wording.

Two models are trained on the same examples (training.py). The first reads hashed words and pieces of words, in
microseconds. Where it is in doubt, the second reads the meaning, when an embedder is at hand, and the two are
added; without one the first decides alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.language import is_english
from assistant.safety.examples import LABELS
from assistant.safety.features import BUCKETS, VERSION, WHOLE_WORDS, clause_features, parts
from assistant.safety.folding import Folded
from assistant.weights import Floats, read_weights, softmax

# Texts -> one row of scores a text, one column a label; None while no embedder is at hand.
Meaning = Callable[[Sequence[str]], Floats | None]

FILE = Path(__file__).with_name("data") / "words.npz"
# Of a page with many doubtful parts, those that look worst are read by meaning.
MOST_READ = 6

# The chance of anything but "none" under which the words alone clear a message, and a part, of which there are many.
CLEAR, CLEAR_OF_PART = 0.05, 0.4
# A single word is left to the rules: "end" says too little to be read for a crisis.
FEWEST_WORDS = 2
# The chance that a kind must reach, with the meaning read and by the words alone; set on the examples set apart. A
# crisis that is missed weighs more than one that is asked about in vain.
NEEDED = {"crisis": 0.9, "mistreatment": 0.5, "clinical": 0.3, "injection": 0.8, "integrity": 0.4}
NEEDED_ALONE = {"crisis": 0.6, "mistreatment": 0.8, "clinical": 0.6, "injection": 0.7, "integrity": 0.7}
# The chance at which a message, read whole, is surely of its kind. What is only likely is asked about (a crisis), or
# answered beside the request (mistreatment).
SURE = 0.97
# What a word's score weighs beside that of the meaning.
WORDS_WEIGH = 0.5
# What a part must reach, which is read without the message around it.
NEEDED_OF_PART = {"crisis": 0.99, "mistreatment": 0.97, "clinical": 0.99, "injection": 0.985, "integrity": 0.995}
NEEDED_OF_PART_ALONE = dict.fromkeys(NEEDED, 0.97)
# What the words alone must reach where the meaning was read of worse places.
NEEDED_UNREAD = dict.fromkeys(NEEDED, 0.98)
# While a persona is played, people blame themselves, snap and plead as part of it: only what is surer counts.
NEEDED_IN_PLAY = 0.985
# The examples are English: of other languages the rules know what is grave.
NEEDED_FOREIGN = 0.99

KIND_OF = {
    "self": "crisis",
    "other": "crisis",
    "mistreatment": "mistreatment",
    "clinical": "clinical",
    "legal": "clinical",
    "visa": "clinical",
    "injection": "injection",
    "fabrication": "integrity",
    "impersonation": "integrity",
    "cruelty": "integrity",
}
KINDS = tuple(NEEDED)
_COLUMNS = {kind: [i for i, label in enumerate(LABELS) if KIND_OF.get(label) == kind] for kind in KINDS}


@dataclass(frozen=True)
class WordModel:
    """The first model: `weights` has shape (BUCKETS, labels), `bias` (labels,); `stamp` names its examples."""

    weights: Floats
    bias: Floats
    stamp: str

    def scores(self, clauses: Sequence[str], spans: Sequence[tuple[int, int]]) -> Floats:
        """Return one row of scores for each span of clauses."""
        if not spans:
            return np.zeros((0, len(self.bias)), dtype=np.float32)
        # Each clause is read once, however often it stands there.
        features = {clause: clause_features(clause) for clause in dict.fromkeys(clauses)}
        summed = {clause: self.weights[ids].sum(axis=0, dtype=np.float32) for clause, ids in features.items()}
        sums = np.stack([summed[clause] for clause in clauses])
        counts = np.array([len(features[clause]) for clause in clauses], dtype=np.float32)
        rows = [sums[a:b].sum(axis=0) / np.sqrt(counts[a:b].sum()) for a, b in spans]
        return np.asarray(np.stack(rows) + self.bias, dtype=np.float32)


@dataclass(frozen=True)
class Verdict:
    """What the learned layer takes a text for: the kinds whose chance is high enough, the likeliest label of each,
    and, of the part that says so, the clauses (first, after the last); and of which kinds the whole surely is."""

    labels: dict[str, str]
    spans: dict[str, tuple[int, int]]
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Learned:
    """Both models. Without `meaning` the words decide alone."""

    words: WordModel
    meaning: Meaning | None = None

    def judge(self, text: str, folded: Folded, in_play: bool = False) -> Verdict:
        """Judge a normalised text, which may answer a persona (`in_play`). Deterministic; linear in its length."""
        clauses = folded.sentences
        words = sum(len(clause.split()) for clause in clauses)
        if words < FEWEST_WORDS:
            return Verdict({}, {})
        alone = parts(clauses)
        texts, spans = [part for part, _ in alone], [span for _, span in alone]
        scores = self.words.scores(texts, [(i, i + 1) for i in range(len(texts))])
        whole = 0
        if words <= WHOLE_WORDS or not alone:
            # The message is read as it was typed.
            texts, spans, whole = [text, *texts], [(0, len(clauses)), *spans], 1
            scores = np.concatenate([self.words.scores(clauses, spans[:1]), scores])
        chances = softmax(scores)
        needed = [NEEDED_ALONE if i < whole else NEEDED_OF_PART_ALONE for i in range(len(spans))]
        doubt = 1.0 - chances[:, 0]
        order = [int(i) for i in np.argsort(-doubt, kind="stable")]
        doubtful = [i for i in order if i < whole and doubt[i] > CLEAR][:MOST_READ]
        doubtful += [i for i in order if i >= whole and doubt[i] > CLEAR_OF_PART][: MOST_READ - len(doubtful)]
        if self.meaning is not None and doubtful:
            read = self.meaning([texts[i] for i in doubtful])
            if read is not None:
                needed = [NEEDED_UNREAD] * len(spans)
                chances[doubtful] = together(scores[doubtful], read)
                for i in doubtful:
                    needed[i] = NEEDED if i < whole else NEEDED_OF_PART
        labels: dict[str, str] = {}
        found: dict[str, tuple[int, int]] = {}
        sure = frozenset(
            kind for kind, columns in _COLUMNS.items() if (chances[:whole, columns].sum(axis=1) >= SURE).any()
        )
        least = max(NEEDED_IN_PLAY * in_play, NEEDED_FOREIGN * (not is_english(text)))
        for kind, columns in _COLUMNS.items():
            of_kind = chances[:, columns].sum(axis=1)
            over = of_kind - [max(limits[kind], least) for limits in needed]
            worst = int(np.argmax(over))
            if over[worst] >= 0:
                labels[kind] = LABELS[columns[int(np.argmax(chances[worst, columns]))]]
                found[kind] = spans[worst]
        return Verdict(labels, found, sure & labels.keys())


def together(words: Floats, meaning: Floats) -> Floats:
    """Return the chances of each label from the scores of both models, of which the second knows more."""
    return softmax(WORDS_WEIGH * words + meaning)


@cache
def load_words() -> WordModel:
    """Read the first model. Raises LibraryError when its file is missing or of another version."""
    arrays = read_weights(FILE, VERSION, {"weights": (BUCKETS, len(LABELS))})
    return WordModel(arrays["weights"], arrays["bias"].astype(np.float32), str(arrays["stamp"]))
