from __future__ import annotations

import pytest

from calendar_integration.statuses import (
    AGREED,
    BEGINNINGS,
    STANDING,
    TAKES_PLACE,
    TRANSITIONS,
    AppointmentStatus,
    TransitionRefused,
    require,
)


def test_every_status_has_its_line_in_the_table():
    assert set(TRANSITIONS) == set(AppointmentStatus)


def test_every_status_can_be_reached_from_a_beginning():
    reached, before = set(BEGINNINGS), set[AppointmentStatus]()
    while reached != before:
        before, reached = reached, reached.union(*(TRANSITIONS[status] for status in reached))
    assert reached == set(AppointmentStatus)


def test_what_is_called_off_never_comes_back_to_a_place_that_somebody_else_may_have():
    freed = set(AppointmentStatus) - set(TAKES_PLACE)
    assert freed == {AppointmentStatus.CANCELLED, AppointmentStatus.EXPIRED}
    assert all(TRANSITIONS[status] == frozenset() for status in freed)


def test_only_what_stands_can_be_cancelled():
    assert {before for before, after in TRANSITIONS.items() if AppointmentStatus.CANCELLED in after} == set(STANDING)
    assert set(STANDING) < set(AGREED) < set(TAKES_PLACE)


@pytest.mark.parametrize(("before", "after"), [("held", "confirmed"), ("cancelled", "booked"), ("booked", "booked")])
def test_a_step_that_is_not_in_the_table_is_refused_with_both_names(before, after):
    with pytest.raises(TransitionRefused, match=f"{before} cannot become {after}"):
        require(AppointmentStatus(before), AppointmentStatus(after))
