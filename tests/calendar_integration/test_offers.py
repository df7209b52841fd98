from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_integration import offers
from calendar_integration.availability import Busy, Hours, Performer, Search, Span, Timetable
from receptionist.domain.diary import NoSlotReason, PartOfDay, Wish

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Madrid
TODAY = date(2026, 3, 2)
TUESDAY, FRIDAY, SATURDAY, MONDAY = date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)


def busy(day: int, begins: int, ends: int) -> Span:
    return Span(datetime(2026, 3, day, begins, tzinfo=MADRID), datetime(2026, 3, day, ends, tzinfo=MADRID))


def answer(wish: Wish, *taken: Span, minutes: int = 60, closures=(), also=()):
    hours = tuple(Hours(weekday, time(9), time(18)) for weekday in range(5))
    first, last = offers.window(wish, TODAY)
    performers = [Performer(1, "Ana", Busy(taken)), *also]
    search = Search(
        service_id=7,
        minutes=minutes,
        timetable=Timetable(MADRID, hours, closures),
        performers=tuple(performers),
        earliest=NOW + timedelta(minutes=30),
        first_day=first,
        last_day=last,
        last_open=TODAY + timedelta(days=90),
    )
    return offers.find(search, wish)


def said(found) -> list[str]:
    return [f"{slot.start:%a %d %H:%M}" for slot in found.slots]


def test_the_wanted_slot_is_offered_when_it_is_free():
    found = answer(Wish(day=TUESDAY, at=time(10)))
    assert found.exact is not None
    assert found.exact.start == datetime(2026, 3, 3, 10, tzinfo=MADRID)
    assert found.reason is None


def test_a_time_off_the_grid_is_to_be_had_when_the_customer_names_it():
    assert answer(Wish(day=TUESDAY, at=time(10, 10))).exact is not None


def test_it_offers_the_nearest_free_slots_when_the_wanted_one_is_taken():
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(3, 10, 11))
    assert (found.exact, found.reason) == (None, NoSlotReason.TAKEN)
    assert said(found) == ["Tue 03 09:00", "Tue 03 11:00", "Wed 04 10:00"]


def test_nothing_is_offered_on_a_weekday_that_is_ruled_out():
    assert said(answer(Wish(not_weekdays=(0, 2)))) == ["Tue 03 09:00", "Tue 03 11:00", "Thu 05 09:00"]
    assert said(answer(Wish(at=time(10), not_weekdays=(0, 1, 2)))) == ["Thu 05 10:00", "Fri 06 10:00", "Thu 12 10:00"]
    near = answer(Wish(day=TUESDAY, at=time(10), not_weekdays=(2,)), busy(3, 9, 18))
    assert said(near) == ["Mon 02 10:30", "Thu 05 10:00", "Fri 06 10:00"]


def test_what_is_offered_begins_within_the_times_that_were_named():
    found = answer(Wish(day=TUESDAY, earliest=time(14), latest=time(15)))
    assert all("14:00" <= moment[-5:] < "15:00" for moment in said(found))
    assert (len(said(found)), found.reason) == (3, None)


def test_other_times_than_those_wished_for_are_offered_with_the_reason():
    found = answer(Wish(earliest=time(22)))
    assert found.reason is NoSlotReason.FULL
    assert said(found)


def test_another_member_of_staff_takes_the_wanted_time_when_one_is_busy():
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(3, 10, 11), also=[Performer(2, "Ben", Busy())])
    assert found.exact is not None
    assert found.exact.staff_name == "Ben"


def test_an_appointment_must_end_before_the_house_closes():
    found = answer(Wish(day=TUESDAY, at=time(17, 30)))
    assert found.reason is NoSlotReason.CLOSED
    assert "Tue 03 17:00" in said(found)
    assert answer(Wish(day=TUESDAY, at=time(17))).exact is not None


def test_a_named_time_that_has_passed_or_is_about_to_is_said_to_be_past():
    assert answer(Wish(day=TODAY, at=time(9))).reason is NoSlotReason.PAST
    assert answer(Wish(day=TODAY, at=time(10, 15))).reason is NoSlotReason.PAST
    assert answer(Wish(day=TODAY, at=time(10, 30))).exact is not None


def test_a_day_beyond_the_horizon_is_too_far_and_the_last_open_days_are_offered():
    found = answer(Wish(day=TODAY + timedelta(days=200), at=time(10)))
    assert found.reason is NoSlotReason.TOO_FAR
    assert found.slots


def test_a_closed_day_is_said_to_be_closed_and_the_days_around_it_are_offered():
    found = answer(Wish(day=SATURDAY))
    assert found.reason is NoSlotReason.CLOSED
    assert [text[:6] for text in said(found)] == ["Fri 06", "Fri 06", "Mon 09"]


def test_a_closure_closes_a_weekday():
    found = answer(Wish(day=TUESDAY, at=time(10)), closures=((TUESDAY, TUESDAY),))
    assert found.reason is NoSlotReason.CLOSED
    assert all(slot.start.date() != TUESDAY for slot in found.slots)


def test_a_full_day_is_said_to_be_full():
    assert answer(Wish(day=TUESDAY), busy(3, 9, 18)).reason is NoSlotReason.FULL


def test_a_day_without_a_time_is_spread_over_the_day_at_full_hours():
    found = answer(Wish(day=TUESDAY))
    assert said(found) == ["Tue 03 09:00", "Tue 03 12:00", "Tue 03 15:00"]
    assert found.reason is None


def test_a_part_of_the_day_is_kept_to():
    assert all(slot.start.hour < 12 for slot in answer(Wish(day=TUESDAY, part_of_day=PartOfDay.MORNING)).slots)
    afternoon = answer(Wish(part_of_day=PartOfDay.AFTERNOON))
    assert said(afternoon) == ["Mon 02 12:00", "Mon 02 14:00", "Tue 03 12:00"]


def test_another_part_of_the_named_day_is_offered_when_the_wanted_part_is_full():
    found = answer(Wish(day=TUESDAY, part_of_day=PartOfDay.MORNING), busy(3, 9, 12))
    assert found.reason is NoSlotReason.FULL
    assert {slot.start.date() for slot in found.slots} == {TUESDAY}


def test_nothing_is_offered_before_the_day_the_customer_named():
    assert said(answer(Wish(not_before=FRIDAY)))[0] == "Fri 06 09:00"
    after = (TUESDAY + timedelta(days=7), date(2026, 6, 1))
    found = answer(Wish(day=MONDAY, at=time(10), not_before=FRIDAY), busy(9, 9, 18), closures=(after,))
    assert {slot.start.date() for slot in found.slots} == {FRIDAY}


def test_a_time_without_a_day_is_offered_on_the_first_days_that_have_it():
    found = answer(Wish(at=time(16)), busy(3, 15, 17))
    assert said(found) == ["Mon 02 16:00", "Wed 04 16:00", "Thu 05 16:00"]


def test_without_a_wish_the_soonest_places_are_offered():
    assert said(answer(Wish())) == ["Mon 02 10:30", "Mon 02 12:30", "Tue 03 09:00"]


def test_a_diary_without_any_place_is_said_to_be_full():
    found = answer(Wish(), busy(1, 0, 1), minutes=720)
    assert (found.exact, found.slots, found.reason) == (None, (), NoSlotReason.FULL)


def test_the_least_busy_member_of_staff_is_offered():
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(4, 10, 11), also=[Performer(2, "Ben", Busy())])
    assert found.exact is not None
    assert found.exact.staff_name == "Ben"


def test_a_day_that_has_passed_or_lies_too_far_ahead_is_said_to_be_so():
    assert answer(Wish(day=TODAY - timedelta(days=1))).reason is NoSlotReason.PAST
    too_far = answer(Wish(day=TODAY + timedelta(days=91)))
    assert too_far.reason is NoSlotReason.TOO_FAR
    assert too_far.slots
