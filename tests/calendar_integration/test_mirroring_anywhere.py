"""What customers and staff are promised of a calendar outside, on Google's double and on a real CalDAV server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from calendar_integration.booking import booking
from calendar_integration.calendar import Diary
from calendar_integration.free import busy_outside
from calendar_integration.models import Appointment, MirrorStatus, Staff
from calendar_integration.outside import mirroring
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import NoSlotReason, Wish
from receptionist.domain.events import Booked, SlotRefused
from receptionist.models import FollowUp, OutboundMessage
from receptionist.resilience.breaker import Breaker
from tests.calendar_integration.conftest import NOW
from tests.cases.outside_calendars import HALF_AN_HOUR, Keeper, utc
from tests.fakes.google_keeper import GoogleKeeper


@pytest.fixture(params=["google", "caldav"])
def keeper(request, db: None) -> Keeper:
    served: Keeper
    if request.param == "google":
        served = GoogleKeeper(request.getfixturevalue("google"))
    else:
        served = request.getfixturevalue("caldav")
    # What is remembered of a server for a while is asked for now: from here on, each request is one that matters.
    served.provider.free_busy([served.own, served.other], utc(NOW, NOW + HALF_AN_HOUR))
    return served


@pytest.fixture
def booked(keeper, customer, slot_at, rung) -> Appointment:
    """An appointment on Tuesday at ten, in our diary only."""
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    return Appointment.objects.get()


def make_due() -> None:
    Appointment.objects.update(mirror_next_at=timezone.now() - timedelta(seconds=1))


def at(slot):
    return utc(slot.start, slot.start + HALF_AN_HOUR)


def test_a_booking_stands_outside_once_however_often_it_is_mirrored(keeper, booked, slot_at):
    mirroring.mirror(booked.pk)
    Appointment.objects.update(mirror_status=MirrorStatus.PENDING, mirror_etag="")
    make_due()
    mirroring.mirror(booked.pk)
    assert keeper.spans() == [at(slot_at(3, 10))]
    assert Appointment.objects.get().mirror_status == "done"
    assert list(broken_promises(limit=5)) == []


def test_a_time_that_is_busy_outside_is_neither_offered_nor_booked(keeper, cut, customer, slot_at):
    ten = slot_at(3, 10).start
    keeper.adds(ten, ten + timedelta(hours=2))
    found = Diary().find_slots(cut.business_id, cut.pk, Wish(day=ten.date(), at=ten.time()), NOW)
    assert found.reason is NoSlotReason.TAKEN
    refused = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert refused.alternatives
    assert not Appointment.objects.exists()


def test_in_a_calendar_that_the_house_shares_our_events_make_nobody_else_busy(
    keeper, booked, new_customer, slot_at, ben
):
    mirroring.mirror(booked.pk)
    result = booking.book(new_customer(), slot_at(3, 10, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    assert isinstance(result, Booked)


def test_a_move_moves_the_event_and_a_cancellation_deletes_it(keeper, booked, customer, slot_at):
    mirroring.mirror(booked.pk)
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert keeper.spans() == [at(slot_at(4, 12))]
    booking.cancel(customer, booked.pk, now=NOW)
    mirroring.mirror(booked.pk)
    assert keeper.spans() == []
    assert Appointment.objects.get().mirror_status == "done"


def test_moving_to_somebody_with_another_calendar_moves_the_event_there_and_back(
    keeper, booked, customer, slot_at, ben
):
    Staff.objects.filter(pk=ben.pk).update(calendar_id=keeper.other)
    mirroring.mirror(booked.pk)
    booking.move(customer, booked.pk, slot_at(4, 12, staff=ben), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert (keeper.spans(), keeper.spans(keeper.other)) == ([], [at(slot_at(4, 12))])
    booking.move(customer, booked.pk, slot_at(5, 12), key="m2", now=NOW)
    mirroring.mirror(booked.pk)
    assert (keeper.spans(), keeper.spans(keeper.other)) == ([at(slot_at(5, 12))], [])


def test_an_event_that_a_person_deleted_is_written_again(keeper, booked, customer, slot_at):
    mirroring.mirror(booked.pk)
    keeper.wipes()
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    mirroring.mirror(booked.pk)
    assert keeper.spans() == [at(slot_at(4, 12))]


def test_an_event_of_somebody_elses_under_our_id_is_left_alone(keeper, booked, slot_at):
    taken = keeper.provider.event_id(booked.business_id, booked.public_id, 0)
    keeper.occupies(taken)
    before = keeper.spans()
    mirroring.mirror(booked.pk)
    assert keeper.spans() == sorted([*before, at(slot_at(3, 10))])
    assert Appointment.objects.get().mirror_status == "done"


@pytest.mark.parametrize(
    "trouble",
    [{"status": 500}, {"status": 503}, {"status": 429}, {"hang_up": "before"}, {"hang_up": "after"}],
    ids=str,
)
def test_whatever_goes_wrong_it_is_tried_again_until_exactly_one_event_stands(keeper, booked, slot_at, trouble):
    keeper.fails(20, where=keeper.writing, **trouble)
    for _ in range(3):
        make_due()
        mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert booked.mirror_status == "pending"
    assert booked.mirror_error
    keeper.recovers()
    make_due()
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert (booked.mirror_status, booked.mirror_error) == ("done", "")
    assert keeper.spans() == [at(slot_at(3, 10))]


def test_a_worker_that_died_after_the_event_was_taken_leaves_no_second_one(keeper, booked, slot_at):
    """All that the dead worker left is the claim, the id it announced, and the event."""
    assert mirroring._claim(booked.pk)
    dying = Appointment.objects.select_related("service", "staff").get(pk=booked.pk)
    mirroring._write(keeper.provider, dying)
    make_due()
    mirroring.mirror(booked.pk)
    assert keeper.spans() == [at(slot_at(3, 10))]
    assert Appointment.objects.get().mirror_status == "done"


def test_a_worker_that_died_leaves_no_orphan_though_the_customer_cancelled_meanwhile(keeper, booked, customer):
    assert mirroring._claim(booked.pk)
    mirroring._write(keeper.provider, Appointment.objects.select_related("service", "staff").get(pk=booked.pk))
    booking.cancel(customer, booked.pk, now=NOW)
    make_due()
    mirroring.mirror(booked.pk)
    assert keeper.spans() == []


def test_a_calendar_that_does_not_exist_is_shown_to_staff_and_tried_again(keeper, booked, slot_at, ana, rung):
    Staff.objects.filter(pk=ana.pk).update(calendar_id=keeper.missing)
    mirroring.mirror(booked.pk)
    booked.refresh_from_db()
    assert booked.mirror_status == "failed"
    assert booked.mirror_error
    Staff.objects.filter(pk=ana.pk).update(calendar_id="")
    assert mirroring.try_again(booked.pk)
    # The event that was announced there may stand there, for all that anybody knows; it is looked for and not found.
    mirroring.mirror(booked.pk)
    assert keeper.spans() == [at(slot_at(3, 10))]


# What is said while the calendar does not answer


@pytest.fixture
def promised(keeper, customer, slot_at, rung) -> Appointment:
    """Booked while the calendar did not answer; the customer was told so."""
    keeper.fails(20, where=keeper.reading, status=503)
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed
    keeper.recovers()
    return Appointment.objects.get()


def test_the_customer_hears_when_the_calendar_has_taken_it_and_only_once(keeper, promised, customer):
    mirroring.mirror(promised.pk)
    make_due()
    mirroring.mirror(promised.pk)
    assert len(keeper.spans()) == 1
    assert OutboundMessage.objects.filter(conversation_id=customer.conversation_id).count() == 1
    assert not FollowUp.objects.exists()


def test_the_customer_hears_nothing_while_the_calendar_stays_down(keeper, promised):
    keeper.fails(20, where=keeper.reading, status=503)
    mirroring.mirror(promised.pk)
    assert not OutboundMessage.objects.exists()
    assert Appointment.objects.get().mirror_status == "pending"


@pytest.mark.parametrize("trouble", [{}, {"status": 503}, {"hang_up": "before"}, {"hang_up": "after"}], ids=str)
def test_a_time_that_turns_out_to_be_taken_outside_goes_to_a_person(keeper, promised, trouble):
    keeper.adds(promised.during.lower, promised.during.upper)
    if trouble:
        keeper.fails(1, where=keeper.writing, **trouble)
        mirroring.mirror(promised.pk)
        keeper.recovers()
        make_due()
    mirroring.mirror(promised.pk)
    assert Appointment.objects.get().mirror_status == "done"
    assert not OutboundMessage.objects.exists()
    assert FollowUp.objects.get().reason == "cannot_book"


@pytest.mark.parametrize("trouble", [{"status": 503}, {"hang_up": "before"}, {"hang_up": "after"}], ids=str)
def test_our_own_event_is_no_clash_when_it_is_written_at_the_second_attempt(keeper, promised, trouble):
    keeper.fails(1, where=keeper.writing, **trouble)
    mirroring.mirror(promised.pk)
    keeper.recovers()
    make_due()
    mirroring.mirror(promised.pk)
    assert OutboundMessage.objects.count() == 1
    assert not FollowUp.objects.exists()


def test_a_calendar_of_which_nobody_can_tell_is_never_taken_for_a_free_one(keeper, customer, slot_at, ana, rung):
    Staff.objects.filter(pk=ana.pk).update(calendar_id=keeper.missing)
    result = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(result, Booked)
    assert not result.appointment.calendar_confirmed


def test_a_calendar_that_keeps_failing_is_left_alone_for_a_while(keeper, cut, slot_at, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(busy_outside, "_breaker", Breaker(failures=2, rest=30.0, clock=lambda: now[0]))
    keeper.fails(50, where=keeper.reading, status=503)
    ten = slot_at(3, 10).start

    def look():
        return Diary().find_slots(cut.business_id, cut.pk, Wish(day=ten.date(), at=ten.time()), NOW)

    look()
    look()
    keeper.recovers()
    asked = keeper.asked()
    assert look().exact is not None
    assert keeper.asked() == asked
    now[0] = 30.0
    look()
    assert keeper.asked() > asked
