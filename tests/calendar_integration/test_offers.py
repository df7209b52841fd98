from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_integration.free import offers
from calendar_integration.free.availability import DayNotReadError
from calendar_integration.free.searches import Performer, Resource, Search, Session, Site, Terms
from calendar_integration.free.timetables import Hours, Timetable
from calendar_integration.spans import NEVER, Span, Stretch
from receptionist.domain.diary import NoSlotReason, PartOfDay, Wish
from receptionist.domain.events import SlotsFound

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Madrid
TODAY = date(2026, 3, 2)
TUESDAY, FRIDAY, SATURDAY, MONDAY = date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)


def busy(day: int, begins: int, ends: int) -> Span:
    return Span(datetime(2026, 3, day, begins, tzinfo=MADRID), datetime(2026, 3, day, ends, tzinfo=MADRID))


HOURS = tuple(Hours(weekday, time(9), time(18)) for weekday in range(5))


def performer(number: int, name: str, *taken: Span, house: Timetable | None = None) -> Performer:
    return Performer(number, name, {1: house or Timetable(MADRID, HOURS)}, NEVER.with_spans(taken))


def look(wish: Wish, *taken: Span, closures=(), also=(), resources=(), sessions=(), **terms) -> Search:
    house = Timetable(MADRID, HOURS, closures=closures)
    first, last = offers.window(wish, TODAY, 90)
    return Search(
        terms=Terms(**{"service_id": 7, "minutes": 60, **terms}),
        now=NOW,
        sites=(Site(1, house, resources),),
        performers=(performer(1, "Ana", *taken, house=house), *also),
        sessions=sessions,
        first_day=first,
        last_day=last,
    )


def answer(wish: Wish, *taken: Span, **more):
    return offers.find(look(wish, *taken, **more), wish)


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
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(3, 10, 11), also=[performer(2, "Ben")])
    assert found.exact is not None
    assert found.exact.staff_name == "Ben"


def test_an_appointment_must_end_before_the_house_closes():
    found = answer(Wish(day=TUESDAY, at=time(17, 30)))
    assert found.reason is NoSlotReason.CLOSED
    assert "Tue 03 17:00" in said(found)
    assert answer(Wish(day=TUESDAY, at=time(17))).exact is not None


def test_a_named_time_that_has_passed_or_comes_too_soon_is_said_to_be_so():
    assert answer(Wish(day=TODAY, at=time(9))).reason is NoSlotReason.PAST
    assert answer(Wish(day=TODAY, at=time(10, 15))).reason is NoSlotReason.TOO_SOON
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


def test_the_member_of_staff_with_the_least_to_do_that_day_is_offered():
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(3, 14, 15), also=[performer(2, "Ben")])
    assert found.exact is not None
    assert found.exact.staff_name == "Ben"


def test_a_day_that_has_passed_or_lies_too_far_ahead_is_said_to_be_so():
    assert answer(Wish(day=TODAY - timedelta(days=1))).reason is NoSlotReason.PAST
    too_far = answer(Wish(day=TODAY + timedelta(days=91)))
    assert too_far.reason is NoSlotReason.TOO_FAR
    assert too_far.slots


def test_a_place_that_leaves_no_unusable_gap_is_preferred_where_it_costs_the_customer_nothing():
    # Of the full hours in the first third of what is free, 11:00 would leave half an hour idle after 10:30.
    taken = Span(datetime(2026, 3, 3, 9, 30, tzinfo=MADRID), datetime(2026, 3, 3, 10, 30, tzinfo=MADRID))
    loose = answer(Wish(day=TUESDAY), taken)
    compact = answer(Wish(day=TUESDAY), taken, shortest_minutes=60)
    assert said(loose)[0] == "Tue 03 11:00"
    assert said(compact)[0] == "Tue 03 12:00"


def test_a_customer_is_not_sent_to_another_time_for_the_sake_of_a_compact_day():
    taken = Span(datetime(2026, 3, 3, 9, tzinfo=MADRID), datetime(2026, 3, 3, 10, 30, tzinfo=MADRID))
    found = answer(Wish(day=TUESDAY, at=time(11)), taken, shortest_minutes=60)
    assert found.exact is not None
    near = answer(Wish(day=TUESDAY, at=time(10)), taken, shortest_minutes=60)
    assert said(near)[0] == "Tue 03 10:30"


def test_whoever_can_begin_without_an_unusable_gap_goes_before_who_has_less_to_do():
    taken = Span(datetime(2026, 3, 3, 9, tzinfo=MADRID), datetime(2026, 3, 3, 9, 45, tzinfo=MADRID))
    wish = Wish(day=TUESDAY, at=time(10))
    busier = performer(2, "Ben", busy(3, 9, 10))
    assert answer(wish, taken, also=[busier], shortest_minutes=60).exact.staff_name == "Ben"
    assert answer(wish, taken, also=[busier]).exact.staff_name == "Ana"


def test_a_gap_after_the_appointment_counts_and_one_that_lies_before_now_does_not():
    late = Span(datetime(2026, 3, 3, 11, 15, tzinfo=MADRID), datetime(2026, 3, 3, 12, tzinfo=MADRID))
    wish = Wish(day=TUESDAY, at=time(10))
    assert (
        answer(wish, late, also=[performer(2, "Ben", busy(3, 11, 13))], shortest_minutes=60).exact.staff_name == "Ben"
    )
    soon = Wish(day=TODAY, at=time(10, 15))
    until_now = busy(2, 9, 10)
    ben = performer(2, "Ben", Span(datetime(2026, 3, 2, 9, tzinfo=MADRID), datetime(2026, 3, 2, 10, 15, tzinfo=MADRID)))
    assert answer(soon, until_now, also=[ben], shortest_minutes=60, lead_minutes=15).exact.staff_name == "Ana"


def test_a_seat_in_a_session_that_has_begun_to_fill_goes_before_a_new_session():
    at = int(datetime(2026, 3, 3, 10, tzinfo=MADRID).timestamp())
    ben = performer(2, "Ben", busy(3, 10, 11))
    session = Session(5, 2, 1, Stretch(at, at + 3600), seats_left=1)
    found = answer(Wish(day=TUESDAY, at=time(10)), also=[ben], sessions=(session,))
    assert (found.exact.staff_name, found.exact.location_id) == ("Ben", 1)


def test_of_two_sessions_the_fuller_one_is_offered():
    at = int(datetime(2026, 3, 3, 10, tzinfo=MADRID).timestamp())
    both = [
        Session(5, 1, 1, Stretch(at, at + 3600), seats_left=2),
        Session(6, 2, 1, Stretch(at, at + 3600), seats_left=1),
    ]
    found = answer(
        Wish(day=TUESDAY, at=time(10)), busy(3, 10, 11), also=[performer(2, "Ben", busy(3, 10, 11))], sessions=both
    )
    assert found.exact.staff_name == "Ben"


def test_a_session_that_fills_is_offered_before_a_new_one_at_another_location():
    at = int(datetime(2026, 3, 6, 10, tzinfo=MADRID).timestamp())
    wish = Wish(day=FRIDAY)
    search = look(wish)
    house = search.sites[0].timetable
    people = (Performer(1, "Ana", {1: house}), Performer(2, "Ben", {2: house}, NEVER.with_spans([busy(6, 9, 18)])))
    sessions = (Session(5, 2, 2, Stretch(at, at + 3600), seats_left=1),)
    two = replace(search, sites=(*search.sites, Site(2, house)), performers=people, sessions=sessions)
    at_both = offers.find(two, Wish(day=FRIDAY, at=time(10)))
    # Which of the two is meant only the customer knows.
    assert at_both.exact is None
    assert [slot.location_id for slot in at_both.slots] == [2, 1]
    morning = replace(wish, earliest=time(10), latest=time(10, 15))
    assert [slot.location_id for slot in offers.find(two, morning).slots] == [2]


def test_when_every_room_is_taken_that_is_the_reason():
    room = Resource(3, 9, NEVER.with_spans([busy(3, 9, 18)]))
    exact = answer(Wish(day=TUESDAY, at=time(10)), resources=(room,), needs=frozenset({9}))
    assert exact.reason is NoSlotReason.NO_ROOM
    assert all(slot.start.date() != TUESDAY for slot in exact.slots)
    assert answer(Wish(day=TUESDAY), resources=(room,), needs=frozenset({9})).reason is NoSlotReason.NO_ROOM


def test_when_both_the_room_and_everybody_are_taken_the_time_is_taken():
    room = Resource(3, 9, NEVER.with_spans([busy(3, 9, 18)]))
    found = answer(Wish(day=TUESDAY, at=time(10)), busy(3, 9, 18), resources=(room,), needs=frozenset({9}))
    assert found.reason is NoSlotReason.TAKEN


def test_when_the_house_is_open_but_nobody_works_that_is_the_reason():
    mondays = tuple(hours for hours in HOURS if hours.weekday == 0)
    wish = Wish(day=TUESDAY, at=time(10))
    away = replace(look(wish), performers=(performer(1, "Ana", house=Timetable(MADRID, mondays)),))
    found = offers.find(away, wish)
    assert found.reason is NoSlotReason.NOBODY
    assert said(found)[0] == "Mon 02 10:30"
    assert offers.find(away, Wish(day=TUESDAY)).reason is NoSlotReason.NOBODY


def test_a_day_within_the_lead_time_is_too_soon():
    found = answer(Wish(day=TODAY), lead_minutes=24 * 60)
    assert found.reason is NoSlotReason.TOO_SOON
    assert said(found)[0] == "Tue 03 10:00"


def test_the_reason_that_several_locations_give_is_the_one_nearest_to_yes():
    wish = Wish(day=SATURDAY, at=time(10))
    saturdays = Timetable(MADRID, (Hours(5, time(9), time(18)),))
    search = look(wish)
    ana = Performer(1, "Ana", {1: saturdays, 2: saturdays}, NEVER.with_spans([busy(7, 9, 18)]))
    two = replace(search, sites=(*search.sites, Site(2, saturdays)), performers=(ana,))
    assert offers.find(two, wish).reason is NoSlotReason.TAKEN


def test_each_location_is_offered_by_its_own_clock_and_no_time_twice():
    canary = Timetable(ZoneInfo("Atlantic/Canary"), HOURS)
    search = look(Wish(day=TUESDAY, at=time(9)))
    madrid = search.sites[0]
    ana = Performer(1, "Ana", {1: madrid.timetable}, NEVER.with_spans([busy(3, 9, 10)]))
    ben = Performer(2, "Ben", {2: canary})
    two = replace(search, sites=(madrid, Site(2, canary)), performers=(ana, ben))
    exact = offers.find(two, Wish(day=TUESDAY, at=time(9))).exact
    assert exact is not None
    assert (exact.location_id, exact.start) == (2, datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Atlantic/Canary")))
    offered = said(offers.find(two, Wish(day=TUESDAY)))
    assert len(set(offered)) == 3


def test_an_answer_that_needs_more_of_the_diary_says_so_and_is_the_same_once_it_has_been_read():
    wish = Wish()
    full = look(wish, busy(2, 9, 18), busy(3, 9, 18), busy(4, 9, 18))
    first, last = offers.window(wish, TODAY, 90)
    answers: list[SlotsFound | None] = []
    for days in offers.widening(wish, TODAY, 90):
        part = replace(full, first_day=days[0], last_day=days[1])
        try:
            answers.append(offers.find(part, wish))
        except DayNotReadError:
            answers.append(None)
    assert days == (first, last)
    assert answers[0] is None
    assert answers[1] == answers[-1] == offers.find(full, wish)


def test_an_appointment_that_is_to_be_moved_is_not_offered_its_own_place():
    stands = datetime(2026, 3, 3, 16, tzinfo=MADRID)
    for wish in (Wish(at=time(16)), Wish(day=TUESDAY), Wish(day=TUESDAY, part_of_day=PartOfDay.AFTERNOON)):
        found = offers.find(replace(look(wish), stands_at=stands.astimezone(UTC)), wish)
        assert len(found.slots) == 3
        assert stands not in [slot.start for slot in found.slots]


def test_nothing_is_offered_up_to_the_moment_that_was_too_early_nor_from_the_one_that_was_too_late():
    noon = datetime(2026, 3, 10, 12, tzinfo=MADRID)
    assert said(answer(Wish(not_before=MONDAY, part_of_day=PartOfDay.AFTERNOON, after=noon))) == [
        "Tue 10 12:15",
        "Tue 10 14:15",
        "Wed 11 12:00",
    ]
    assert said(answer(Wish(day=date(2026, 3, 10), before=noon))) == ["Tue 10 09:00", "Tue 10 10:00", "Tue 10 11:00"]


def test_what_lies_later_than_all_that_is_left_of_a_day_is_said_to_be_full_or_closed():
    found = answer(Wish(day=TUESDAY, after=datetime(2026, 3, 3, 17, tzinfo=MADRID)))
    assert found.reason in {NoSlotReason.FULL, NoSlotReason.CLOSED}
    assert found.slots
