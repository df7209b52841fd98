from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calendar_integration.spans import NEVER, Busy, Span, merge, subtract

ZERO = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAIRS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8)


def build(pairs: list[tuple[int, int]]) -> list[Span]:
    return [Span(ZERO + start * SECOND, ZERO + end * SECOND) for start, end in pairs]


def covered(parts: list[Span]) -> set[int]:
    return {n for n in range(60) for part in parts if part.start <= ZERO + n * SECOND < part.end}


@given(PAIRS, PAIRS)
def test_subtracting_leaves_what_was_not_cut(spans, cuts):
    left = subtract(build(spans), build(cuts))
    assert covered(left) == covered(build(spans)) - covered(build(cuts))
    assert left == merge(left)


@given(PAIRS, st.integers(0, 50), st.integers(1, 10))
def test_busy_knows_what_overlaps_and_what_lies_around(pairs, start, length):
    zero = int(ZERO.timestamp())
    inside = [(zero + a, zero + b) for a, b in pairs[4:] if a < b]
    busy = Busy([a for a, _ in inside], [b for _, b in inside]).with_spans(build(pairs[:4]))
    taken = covered(build(pairs))
    asked = set(range(start, start + length))

    assert busy.is_free(zero + start, zero + start + length) == (not asked & taken)
    between = {n for a, b in busy.between(zero + start, zero + start + length) for n in range(a - zero, b - zero)}
    assert between & asked == taken & asked
    assert between <= taken
    if not asked & taken:
        before, after = busy.around(zero + start, zero + start + length)
        assert before == max((zero + n + 1 for n in taken if n < start), default=None)
        assert after == min((zero + n for n in taken if n > start), default=None)


def test_a_time_that_ends_within_a_second_takes_all_of_it():
    half = timedelta(milliseconds=500)
    busy = NEVER.with_spans([Span(ZERO + half, ZERO + SECOND + half)])
    zero = int(ZERO.timestamp())
    assert not busy.is_free(zero, zero + 1)
    assert not busy.is_free(zero + 1, zero + 2)
    assert busy.is_free(zero + 2, zero + 3)
