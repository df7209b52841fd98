"""Staff move an appointment: in one step, by the rules of the house, and the customer hears of it once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from calendar_integration.booking import booking, moving_by_staff
from calendar_integration.booking.moving_by_staff import MovedByStaff, move_by_staff
from calendar_integration.booking.moving_refused import NotMoved, Why
from calendar_integration.models import (
    Appointment,
    AppointmentMove,
    Notice,
    Occupancy,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    Session,
    Staff,
    TimeOff,
)
from calendar_integration.proof import broken_promises
from receptionist.domain.events import Booked, Moved
from receptionist.models import AuditEvent, Business, Conversation, FollowUp, OutboundMessage
from tests.calendar_integration.conftest import MADRID, NOW
from tests.power import Power
from tests.second_thoughts import told


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=MADRID)


@pytest.fixture
def luz(customer, slot_at, rung) -> Appointment:
    """Luz has a haircut with Ana on Tuesday at ten."""
    assert isinstance(booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW), Booked)
    return Appointment.objects.get()


@pytest.fixture
def move(luz, ana):
    def go(start: datetime, staff: Staff = ana, *, key: str = "m1", within_hours: bool = True, **more):
        return move_by_staff(
            luz.pk,
            **{
                "start": start,
                "staff_id": staff.pk,
                "by": "user 3",
                "key": key,
                "now": NOW,
                "within_hours": within_hours,
                **more,
            },
        )

    return go


def stands(appointment: Appointment) -> tuple[datetime, str]:
    appointment.refresh_from_db()
    return appointment.start, appointment.staff.name


def test_a_move_takes_the_new_place_frees_the_old_one_and_says_who_did_it(move, luz, ben, new_customer, slot_at):
    moved = move(at(4, 12), ben)
    assert isinstance(moved, MovedByStaff)
    assert stands(luz) == (at(4, 12), "Ben")
    assert (luz.local_day.isoformat(), luz.local_time) == ("2026-03-04", time(12))
    again = booking.book(new_customer(), slot_at(3, 10), name="Sol", notes="", key="k2", now=NOW)
    assert isinstance(again, Booked)
    line = AuditEvent.objects.get(kind="appointment.moved")
    assert (line.facts["by"], line.facts["staff"]) == ("user 3", ben.pk)
    assert AppointmentMove.objects.get().moved_from.lower == at(3, 10)
    assert list(broken_promises(limit=5)) == []


def test_the_customer_is_told_once_in_their_language_with_the_new_time_and_whom_they_will_see(move, luz, ben):
    Conversation.objects.update(state={"language": "es"})
    assert move(at(4, 12), ben).will_be_told
    assert move(at(4, 12), ben).will_be_told, "said again, it is as true as it was"
    [text] = told(NOW)
    assert "su cita ha cambiado" in text
    assert "miércoles 4 de marzo" in text
    assert "con Ben" in text
    OutboundMessage.objects.update(status="sent")
    assert told(NOW + timedelta(minutes=1)) == [text]
    assert move(at(5, 12), key="m2").will_be_told
    assert len(told(NOW)) == 2


def test_what_staff_do_and_undo_within_a_minute_is_told_as_one_by_how_it_stands_in_the_end(move, luz, ben):
    move(at(4, 12))
    move(at(4, 12), ben, key="m2")
    [text] = told(NOW)
    assert "Wednesday 4 March at noon, with Ben" in text
    OutboundMessage.objects.update(status="sent")
    move(at(5, 12), key="m3")
    booking.cancel_by_staff(luz, user_id=1, now=NOW)
    assert ["was cancelled" in text for text in told(NOW)] == [False, True]
    assert told(NOW)[0] == text


@pytest.mark.parametrize("ways", [[4], [4, 5]])
def test_what_is_put_back_within_a_minute_was_never_moved_for_the_customer(move, luz, ben, ways):
    for day in ways:
        assert move(at(day, 12), ben, key=f"away{day}").will_be_told
    assert not move(at(3, 10), key="back").will_be_told
    assert stands(luz) == (at(3, 10), "Ana")
    assert told(NOW) == []


def test_what_is_put_back_after_the_customer_heard_of_it_is_told_again(move, luz, ben):
    move(at(4, 12))
    told(NOW)
    OutboundMessage.objects.update(status="sent")
    move(at(5, 12), key="m2")
    assert move(at(3, 10), key="back").will_be_told
    assert ["Tuesday 3 March at 10 am" in text for text in told(NOW)] == [False, True]
    OutboundMessage.objects.update(status="sent")
    assert move(at(3, 10), ben, key="ben").will_be_told, "the same time with somebody else is another place"
    assert len(told(NOW)) == 3


def test_one_that_was_told_of_is_told_of_again_when_it_moves_on(move, luz, ben):
    move(at(4, 12))
    told(NOW)
    move(at(4, 12), ben, key="m2")
    assert ["with Ben" in text for text in told(NOW)] == [True], "the first had not left the house, and is called back"
    OutboundMessage.objects.filter(status="queued").update(status="sent")
    move(at(4, 12), key="m3")
    assert ["with Ana" in text for text in told(NOW)][-2:] == [False, True]


def test_what_failed_is_not_said_another_way_when_a_later_move_is_to_be_told(move, luz, ben):
    move(at(4, 12))
    told(NOW)
    OutboundMessage.objects.update(status="failed")
    move(at(4, 12), ben, key="m2")
    told(NOW)
    told(NOW + timedelta(minutes=2))
    first, _ = Notice.objects.filter(kind="moved").order_by("pk")
    assert first.status == "dropped"
    assert ["with Ben" in text for text in told(NOW + timedelta(minutes=2))] == [False, True]


def test_nobody_is_told_where_staff_do_so_themselves_but_reminded_all_the_same(move, luz):
    assert not move(at(4, 12), tell=False).will_be_told
    assert not move(at(4, 12), tell=True).will_be_told, "one wish is one move: a repetition tells nobody"
    assert stands(luz)[0] == at(4, 12)
    assert told(NOW) == []
    [reminder] = Notice.objects.filter(status="pending")
    assert (reminder.kind, reminder.starts) == ("reminder", at(4, 12))


def test_what_is_yet_to_be_told_is_told_though_another_hand_is_given_to_it_silently(move, luz, ben):
    move(at(4, 12))
    assert not move(at(4, 12), ben, key="m2", tell=False).will_be_told
    assert ["Wednesday 4 March at noon, with Ben" in text for text in told(NOW)] == [True]


def test_a_silent_move_sends_no_letter_either(move, luz, settings):
    settings.ENV = settings.ENV.model_copy(update={"email_from": "salon@example.com"})
    channels = {**settings.RECEPTIONIST["channels"], "email": "tests.fakes.ports.mail_channel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels}
    luz.contact.email = "luz@example.com"
    luz.contact.save()
    move(at(4, 12), tell=False)
    assert told(NOW) == []


def test_a_customer_who_wants_no_messages_is_left_alone_and_staff_hear_of_it(move, luz):
    Conversation.objects.update(opted_out_at=NOW)
    moved = move(at(4, 12))
    assert not moved.will_be_told
    assert (moved.is_out_of_reach, moved.remarks) == (True, ())
    assert told(NOW) == []
    [task] = FollowUp.objects.values_list("summary", flat=True)
    assert "does not know that their appointment was moved" in task


def test_a_repeated_move_does_not_undo_a_later_one(move, luz):
    move(at(4, 12))
    move(at(5, 12), key="m2")
    assert isinstance(move(at(4, 12)), MovedByStaff)
    assert stands(luz)[0] == at(5, 12)


def test_a_move_to_where_it_stands_is_none_and_nobody_hears_of_it(move, luz):
    moved = move(at(3, 10))
    assert isinstance(moved, MovedByStaff)
    assert not moved.will_be_told
    assert not AppointmentMove.objects.exists()
    assert told(NOW) == []


def test_what_is_booked_keeps_its_length_and_buffers_though_the_service_has_changed(move, luz, cut):
    Appointment.objects.update(buffer_after=10)
    Occupancy.objects.update(during=Appointment.objects.get().occupies)
    Service.objects.update(minutes=90, buffer_before=30, buffer_after=0)
    move(at(4, 17, 20))
    luz.refresh_from_db()
    assert luz.end - luz.start == timedelta(minutes=30)
    assert (luz.buffer_before, luz.buffer_after) == (0, 10)
    assert list(broken_promises(limit=5)) == []


def test_notice_is_for_customers_to_give_and_staff_may_use_the_minute(move, luz):
    Service.objects.update(lead_minutes=3 * 24 * 60)
    assert isinstance(move(at(2, 10, 5)), MovedByStaff)


def closed(business: Business, ana: Staff) -> datetime:
    return at(7, 12)


def after_hours(business: Business, ana: Staff) -> datetime:
    return at(3, 17, 45)


def away(business: Business, ana: Staff) -> datetime:
    TimeOff.objects.create(staff=ana, starts=at(4, 9), ends=at(4, 18))
    return at(4, 12)


def too_far(business: Business, ana: Staff) -> datetime:
    return at(2, 12) + timedelta(days=100)


def does_not_perform(business: Business, ana: Staff) -> datetime:
    ana.services.clear()
    return at(4, 12)


def not_booked_any_more(business: Business, ana: Staff) -> datetime:
    Staff.objects.update(active=False)
    return at(4, 12)


def not_at_this_location(business: Business, ana: Staff) -> datetime:
    business.locations.update(active=False)
    return at(4, 12)


@pytest.mark.parametrize(
    ("given", "why", "words"),
    [
        (closed, Why.CLOSED, "is closed then"),
        (after_hours, Why.CLOSED, "is closed then"),
        (away, Why.NOT_THERE, "Ana does not work at"),
        (too_far, Why.TOO_FAR, "not open that far ahead for Haircut"),
        (does_not_perform, Why.DOES_NOT_PERFORM, "Ana does not perform Haircut"),
        (not_booked_any_more, Why.NOT_BOOKED_ANY_MORE, "Ana is not booked any more"),
        (not_at_this_location, Why.NOT_AT_THIS_LOCATION, "Haircut is not offered at"),
    ],
)
def test_a_rule_of_the_house_refuses_says_which_and_may_be_overruled(move, luz, business, ana, given, why, words):
    start = given(business, ana)
    refused = move(start)
    assert isinstance(refused, NotMoved)
    assert (refused.why, refused.can_be_overruled) == (why, True)
    assert words in refused.words
    assert stands(luz)[0] == at(3, 10)
    assert told(NOW) == []
    assert isinstance(move(start, within_hours=False), MovedByStaff)
    assert stands(luz)[0] == start
    assert list(broken_promises(limit=5)) == []


def test_who_does_not_perform_the_service_may_be_given_it_with_a_remark(move, luz, ben):
    ben.services.clear()
    moved = move(at(3, 12), ben, within_hours=False)
    assert isinstance(moved, MovedByStaff)
    assert moved.remarks == ("Ben does not perform Haircut.",)


@pytest.mark.parametrize("within_hours", [True, False])
def test_a_taken_time_is_refused_whoever_asks_and_what_stands_there_is_named(
    move, luz, ben, new_customer, slot_at, within_hours
):
    booking.book(new_customer(), slot_at(4, 12, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    refused = move(at(4, 12, 15), ben, within_hours=within_hours)
    assert isinstance(refused, NotMoved)
    assert (refused.why, refused.can_be_overruled) == (Why.TAKEN, False)
    assert refused.words == "Ben is taken then. In the diary: Haircut, Sol, 12:00–12:30."
    assert stands(luz) == (at(3, 10), "Ana")


@pytest.mark.parametrize("within_hours", [True, False])
def test_a_room_that_is_taken_refuses_and_buffers_count(customer, new_customer, slot_at, ben, fitted, within_hours):
    booking.book(new_customer(), slot_at(4, 12, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    refused = move_by_staff(
        fitted.pk, start=at(4, 12, 40), staff_id=fitted.staff_id, by="user 3", key="m1", now=NOW,
        within_hours=within_hours,
    )  # fmt: skip
    assert isinstance(refused, NotMoved)
    assert refused.why is Why.NO_ROOM
    assert "Every room or device that Haircut needs" in refused.words


@pytest.mark.parametrize("within_hours", [True, False])
def test_the_past_the_cancelled_and_strangers_are_refused_and_nothing_changes(move, luz, within_hours):
    elsewhere = Business.objects.create(name="Other", timezone="UTC")
    stranger = Staff.objects.create(business=elsewhere, name="Zoe")
    for start, staff, why in (
        (NOW - timedelta(minutes=1), luz.staff, Why.PAST),
        (at(4, 12), stranger, Why.NO_SUCH_PERSON),
        (at(4, 12), Staff(pk=0), Why.NO_SUCH_PERSON),
    ):
        refused = move(start, staff, within_hours=within_hours)
        assert isinstance(refused, NotMoved)
        assert (refused.why, refused.can_be_overruled) == (why, False)
    assert stands(luz) == (at(3, 10), "Ana")
    booking.cancel_by_staff(luz, user_id=1, now=NOW)
    assert move(at(4, 12), within_hours=within_hours).why is Why.GONE
    with pytest.raises(Appointment.DoesNotExist):
        move_by_staff(0, start=at(4, 12), staff_id=1, by="user 3", key="m9", now=NOW, within_hours=within_hours)


def test_a_seat_moves_to_another_sitting_and_not_to_a_full_one(customer, new_customer, slot_at, sitting, ana):
    Service.objects.update(capacity=2)
    for number in (2, 3):
        booking.book(new_customer(), slot_at(4, 12), name=f"Sol {number}", notes="", key=f"k{number}", now=NOW)
    luz = Appointment.objects.get(customer_name="Luz")

    def go(start: datetime, key: str):
        return move_by_staff(luz.pk, start=start, staff_id=ana.pk, by="user 3", key=key, now=NOW, within_hours=False)

    refused = go(at(4, 12), "m1")
    assert isinstance(refused, NotMoved)
    booking.cancel_by_staff(Appointment.objects.get(customer_name="Sol 2"), user_id=1, now=NOW)
    assert isinstance(go(at(4, 12), "m2"), MovedByStaff)
    luz.refresh_from_db()
    assert Session.objects.get().pk == luz.session_id
    assert list(broken_promises(limit=5)) == []


def test_what_the_customer_changed_meanwhile_is_not_undone(move, luz, customer, slot_at, monkeypatch):
    judge = moving_by_staff._judge

    def meanwhile(*args, **kwargs):
        judged = judge(*args, **kwargs)
        assert isinstance(booking.move(customer, luz.pk, slot_at(5, 9), key="c1", now=NOW), Moved)
        return judged

    monkeypatch.setattr(moving_by_staff, "_judge", meanwhile)
    refused = move(at(4, 12))
    assert isinstance(refused, NotMoved)
    assert refused.why is Why.CHANGED
    assert stands(luz)[0] == at(5, 9)
    assert told(NOW) == []


def test_busy_outside_refuses_may_be_overruled_and_silence_outside_is_remarked(google, booked, ana):
    def go(start: datetime, key: str, *, within_hours: bool = True):
        return move_by_staff(
            booked.pk, start=start, staff_id=ana.pk, by="user 3", key=key, now=NOW, within_hours=within_hours
        )

    google.calendars["salon@example.com"].busy.append((at(4, 12).astimezone(UTC), at(4, 13).astimezone(UTC)))
    refused = go(at(4, 12, 30), "m1")
    assert isinstance(refused, NotMoved)
    assert (refused.why, refused.can_be_overruled) == (Why.BUSY_OUTSIDE, True)
    assert isinstance(go(at(4, 12, 30), "m1", within_hours=False), MovedByStaff)
    google.fail(20, path="freeBusy", status=503)
    moved = go(at(4, 15), "m2")
    assert isinstance(moved, MovedByStaff)
    assert "did not answer: look yourself whether Ana is free" in moved.remarks[0]


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_at_any_step_leaves_it_at_one_place_and_the_word_to_the_customer_with_it(
    business, cut, ana, ben, slot_at, new_customer, rung
):
    kind = ResourceKind.objects.create(business=business, name="chair")
    Resource.objects.create(location=business.locations.get(), kind=kind, name="Chair 1")
    ServiceNeed.objects.create(service=cut, kind=kind)
    run, power, ends = 0, Power(cut_at=0), set()
    while power.was_cut:
        run += 1
        booking.book(new_customer(), slot_at(3, 10), name="Luz", notes="", key=f"k{run}", now=NOW)
        luz = Appointment.objects.latest("pk")
        moves: list[MovedByStaff | NotMoved] = []

        def go(pk: int = luz.pk, key: str = f"m{run}", to: int = ben.pk, done: list[Any] = moves) -> None:
            done.append(
                move_by_staff(pk, start=at(4, 12), staff_id=to, by="user 3", key=key, now=NOW, within_hours=True)
            )

        power = Power(run, counts_reads=False)
        power.run(go)
        assert list(broken_promises(limit=5)) == [], f"cut at step {run}, {power.cut}"
        has_moved = stands(luz) == (at(4, 12), "Ben")
        word = luz.notices.filter(kind="moved")
        assert has_moved == word.exists() == luz.moves.exists(), f"cut at step {run}, {power.cut}"
        ends.add(has_moved)
        go()
        assert isinstance(moves[-1], MovedByStaff)
        assert stands(luz) == (at(4, 12), "Ben")
        assert len(told(NOW, luz.conversation_id)) == 1
        booking.cancel_by_staff(luz, user_id=1, now=NOW)
    assert ends == {True, False}
