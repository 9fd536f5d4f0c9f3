"""Small statistics and one way to print them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence


def wilson(successes: int, n: int) -> tuple[float, float]:
    """95% Wilson interval of a share."""
    if n == 0:
        return 0.0, 1.0
    z, p = 1.96, successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap(values: Sequence[float], rounds: int = 1000) -> tuple[float, float]:
    """95% bootstrap interval of a mean; the same values give the same interval."""
    rng = random.Random(7)
    n = len(values)
    means = sorted(sum(rng.choices(values, k=n)) / n for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds)]


def share(successes: int, n: int) -> str:
    """`0.812 [0.788, 0.834] (893/1100)`."""
    low, high = wilson(successes, n)
    return f"{successes / max(n, 1):.3f} [{low:.3f}, {high:.3f}] ({successes}/{n})"


def mean(values: Sequence[float]) -> str:
    """`0.703 [0.680, 0.725]`."""
    low, high = bootstrap(values)
    return f"{sum(values) / max(len(values), 1):.3f} [{low:.3f}, {high:.3f}]"


def table(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    """Lay out rows in columns, under a title."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([title, "-" * len(title), *lines, ""])
