"""How well outreach messages are learned to be read: cross-validation over the marked examples, nothing is written.

    python -m tests.evals.outreach_learning       one part of six held back; `all` for each of the six in turn

A span counts as found when it covers half of the words of both; by code, then for all at several chances.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

from assistant.outreach.extract.learning import WISHES, learn_chains, learn_kinds, load_readings
from assistant.outreach.extract.tagger import PERSONS, SAID, Span, marks_of
from assistant.outreach.extract.tokens import seen, seen_beside, tokens
from tests.evals.tables import share, table

PARTS = 6
CHANCES = (0.0, 0.5, 0.7, 0.8, 0.9)


def same(found: Span, gold: Span) -> bool:
    """Whether two spans are of one code and share half of what they cover."""
    shared = min(found.end, gold.end) - max(found.start, gold.start)
    whole = max(found.end, gold.end) - min(found.start, gold.start)
    return found.code == gold.code and 2 * shared >= whole


def main(argv: Sequence[str] = ()) -> int:
    """Print what is found of what is marked."""
    readings = load_readings()
    random.Random(3).shuffle(readings)
    told: list[tuple[Span, bool]] = []
    gold: list[str] = []
    kinds = right = 0
    for part in range(PARTS if "all" in argv else 1):
        rest = [reading for n, reading in enumerate(readings) if n % PARTS != part]
        persons, said = learn_chains(rest)
        model = learn_kinds(rest, load_readings(WISHES), persons)
        for reading in readings[part::PARTS]:
            words = tokens(reading.text)
            plain = seen(words)
            first = tuple(persons.read(plain, words))
            spans = (*first, *said.read(seen_beside(words, plain, marks_of(words, first)), words))
            told += [(span, any(same(span, other) for other in reading.spans)) for span in spans]
            gold += [span.code for span in reading.spans]
            chances = model.chances(reading.text, spans)
            right += max(chances, key=lambda label: chances[label]) == reading.kind
            kinds += 1
    rows = [("kinds", share(right, kinds))]
    for code in (*PERSONS, *SAID):
        hits = [hit for span, hit in told if span.code == code]
        if hits and gold.count(code):
            rows.append((f"{code}: precision", share(sum(hits), len(hits))))
            rows.append((f"{code}: recall", share(sum(hits), gold.count(code))))
    for least in CHANCES:
        hits = [hit for span, hit in told if span.chance >= least]
        rows.append((f"all, chance {least}: precision", share(sum(hits), len(hits))))
        rows.append((f"all, chance {least}: recall", share(sum(hits), len(gold))))
    print(table("Reading outreach messages (cross-validated)", rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
