from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.domain.reply_times import percentile, two_digits

WAITS = st.lists(st.integers(-1_000, 172_800_000), min_size=1, max_size=60)


@given(waits=WAITS, share=st.floats(0.01, 1))
def test_a_percentile_is_that_of_the_true_times_to_two_digits(waits: list[int], share: float):
    nearest = sorted(waits)[math.ceil(len(waits) * share) - 1]
    assert percentile(Counter(map(two_digits, waits)), share) == two_digits(nearest)


@given(milliseconds=st.integers(0, 10**10))
def test_two_digits_are_never_further_off_than_a_twentieth(milliseconds: int):
    assert abs(two_digits(milliseconds) - milliseconds) <= milliseconds / 20


@pytest.mark.parametrize(
    ("milliseconds", "told"), [(-5, 0), (0, 0), (7, 7), (99, 99), (994, 990), (995, 1000), (2437, 2400)]
)
def test_times_are_told_to_two_digits(milliseconds: int, told: int):
    assert two_digits(milliseconds) == told


def test_of_no_reply_there_is_no_percentile():
    assert percentile({}, 0.5) is None
