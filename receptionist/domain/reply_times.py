"""How long customers waited, counted by how long: told to two digits, so that a day's replies fit into a short list.

Rounding keeps the order, so a percentile of the rounded times is exactly the rounded percentile of the true ones.
"""

from __future__ import annotations

import math
from collections.abc import Mapping


def two_digits(milliseconds: int) -> int:
    """Round to two digits: 2437 becomes 2400. What a clock that was put back makes negative counts as 0."""
    if milliseconds < 100:
        return max(0, milliseconds)
    step = int(10 ** (len(str(milliseconds)) - 2))
    return (milliseconds + step // 2) // step * step


def percentile(counts: Mapping[int, int], share: float) -> int | None:
    """Return the shortest time within which at least this share (0 < share ≤ 1) was answered; None for no reply."""
    wanted, reached = math.ceil(sum(counts.values()) * share), 0
    for wait in sorted(counts):
        reached += counts[wait]
        if reached >= wanted:
            return wait
    return None
