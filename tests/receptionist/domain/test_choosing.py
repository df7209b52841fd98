"""Which of several things is meant, and what a wish becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from receptionist.domain.choosing import add_to_wish, pick_appointment, pick_service, pick_slot
from receptionist.domain.diary import Appointment, PartOfDay, Service, Slot, Wish
from receptionist.domain.reading import Bound, Cue, Reading

ZONE = ZoneInfo("America/New_York")
OFFERED = tuple(
    Slot(1, 7, "Maya", datetime(2026, 3, day, hour, tzinfo=ZONE)) for day, hour in ((3, 9), (3, 15), (4, 9))
)
HAIRCUT = Appointment(1, 1, "Haircut", "Maya", datetime(2026, 3, 5, 11, tzinfo=ZONE))
BEARD = Appointment(2, 2, "Beard trim", "Leo", datetime(2026, 3, 10, 15, tzinfo=ZONE))
SERVICES = (Service(4, "Haircut", 45), Service(9, "Beard trim", 20))


@pytest.mark.parametrize(
    ("reading", "index"),
    [
        (Reading(choice=1), 0),
        (Reading(choice=3), 2),
        (Reading(choice=-1), 2),
        (Reading(choice=4), None),
        (Reading(at=time(15)), 1),
        (Reading(day=date(2026, 3, 4)), 2),
        (Reading(day=date(2026, 3, 3)), None),
        (Reading(at=time(9)), None),
        (Reading(day=date(2026, 3, 3), at=time(9)), 0),
        (Reading(part_of_day=PartOfDay.AFTERNOON), 1),
        (Reading(cues=frozenset({Cue.YES})), None),
        (Reading(), None),
    ],
    ids=str,
)
def test_it_picks_an_offer_only_where_it_is_clear_which(reading: Reading, index: int | None) -> None:
    assert pick_slot(OFFERED, reading) == (None if index is None else OFFERED[index])


def test_it_takes_a_yes_for_the_only_offer() -> None:
    assert pick_slot(OFFERED[:1], Reading(cues=frozenset({Cue.YES}))) == OFFERED[0]


@pytest.mark.parametrize(
    ("reading", "meant"),
    [
        (Reading(service_id=2), BEARD),
        (Reading(choice=2), BEARD),
        (Reading(day=date(2026, 3, 5)), HAIRCUT),
        (Reading(service_id=3, day=date(2026, 3, 5)), HAIRCUT),
        (Reading(), None),
    ],
    ids=str,
)
def test_it_knows_an_appointment_by_its_service_its_place_or_its_time(
    reading: Reading, meant: Appointment | None
) -> None:
    assert pick_appointment((HAIRCUT, BEARD), reading) == meant


def test_it_tells_two_appointments_of_one_service_apart_by_their_time() -> None:
    other = replace(HAIRCUT, id=3, start=HAIRCUT.start.replace(day=6))
    assert pick_appointment((HAIRCUT, other), Reading(service_id=1)) is None
    trim_that_day = replace(BEARD, start=other.start.replace(hour=15))
    assert pick_appointment((HAIRCUT, other, trim_that_day), Reading(service_id=1, day=date(2026, 3, 6))) == other


def test_it_takes_a_service_by_name_or_by_its_place() -> None:
    assert pick_service(SERVICES, Reading(service_id=9, choice=1)) == 9
    assert pick_service(SERVICES, Reading(choice=2)) == 9
    assert pick_service(SERVICES, Reading(choice=3)) is None
    assert pick_service(SERVICES, Reading()) is None


WEDNESDAY_AT_THREE = Wish(day=date(2026, 3, 4), at=time(15))


@pytest.mark.parametrize(
    ("reading", "wish"),
    [
        (Reading(day=date(2026, 3, 5)), Wish(day=date(2026, 3, 5), at=time(15))),
        (Reading(at=time(16)), Wish(day=date(2026, 3, 4), at=time(16))),
        (Reading(part_of_day=PartOfDay.MORNING), Wish(day=date(2026, 3, 4), part_of_day=PartOfDay.MORNING)),
        (Reading(not_before=date(2026, 3, 9)), Wish(not_before=date(2026, 3, 9), at=time(15))),
        (Reading(cues=frozenset({Cue.EARLIEST})), Wish()),
        (Reading(), WEDNESDAY_AT_THREE),
    ],
    ids=str,
)
def test_it_replaces_what_is_contradicted_and_keeps_the_rest(reading: Reading, wish: Wish) -> None:
    assert add_to_wish(WEDNESDAY_AT_THREE, reading) == wish


TOMORROW_AFTERNOON = Wish(day=date(2026, 3, 3), part_of_day=PartOfDay.AFTERNOON)


@pytest.mark.parametrize(
    ("reading", "limits"),
    [
        (Reading(at=time(18), bound=Bound.UNTIL), (PartOfDay.AFTERNOON, None, time(18))),
        (Reading(at=time(15), bound=Bound.FROM), (PartOfDay.AFTERNOON, time(15), None)),
        (Reading(at=time(12), bound=Bound.UNTIL), (None, None, time(12))),
        (Reading(at=time(18), bound=Bound.FROM), (None, time(18), None)),
        (Reading(part_of_day=PartOfDay.EVENING), (PartOfDay.EVENING, None, None)),
        (
            Reading(part_of_day=PartOfDay.MORNING, at=time(11), bound=Bound.UNTIL),
            (PartOfDay.MORNING, None, time(11)),
        ),
        (Reading(at=time(16)), (None, None, None)),
    ],
    ids=str,
)
def test_a_limit_adds_to_the_part_of_the_day_unless_it_rules_it_out(
    reading: Reading, limits: tuple[PartOfDay | None, time | None, time | None]
) -> None:
    wish = add_to_wish(TOMORROW_AFTERNOON, reading)
    assert (wish.part_of_day, wish.earliest, wish.latest) == limits


def test_limits_that_leave_nothing_between_them_are_not_kept_together() -> None:
    before_three = add_to_wish(Wish(), Reading(at=time(15), bound=Bound.UNTIL))
    assert add_to_wish(before_three, Reading(at=time(13), bound=Bound.FROM)) == Wish(earliest=time(13), latest=time(15))
    assert add_to_wish(before_three, Reading(at=time(16), bound=Bound.FROM)) == Wish(earliest=time(16))
    assert add_to_wish(before_three, Reading(part_of_day=PartOfDay.MORNING)) == Wish(
        part_of_day=PartOfDay.MORNING, latest=time(15)
    )


@pytest.mark.parametrize(
    "reading",
    [
        Reading(cues=frozenset({Cue.NO}), at=time(9)),
        Reading(cues=frozenset({Cue.NO}), day=date(2026, 3, 3)),
        Reading(not_before=date(2026, 3, 9)),
        Reading(cues=frozenset({Cue.YES}), not_before=date(2026, 3, 9)),
    ],
    ids=str,
)
def test_it_takes_the_only_offer_from_nobody_who_declines_it_or_names_another_week(reading: Reading) -> None:
    assert pick_slot(OFFERED[:1], reading) is None
