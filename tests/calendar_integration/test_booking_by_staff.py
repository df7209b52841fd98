"""Staff enter an appointment in the diary: it stands there by Sara's rules, once, and in the name of who entered it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from calendar_integration.booking import booking
from calendar_integration.booking.booking_by_staff import Entered, book_by_staff
from calendar_integration.models import (
    Appointment,
    AppointmentChange,
    Location,
    Notice,
    NoticeKind,
    NoticeSettings,
    OpeningHours,
    Service,
    Staff,
)
from calendar_integration.proof import broken_promises
from receptionist.domain.diary import Slot
from receptionist.domain.events import Booked
from receptionist.models import AuditEvent, Business, Contact, ContactAddress
from receptionist.people.contacts import Stated
from tests.calendar_integration.conftest import MADRID, NOW
from tests.power import Power

EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def now(time_machine_at, rung):
    time_machine_at(NOW)


@pytest.fixture
def main(business: Business, ana: Staff) -> Location:
    return business.locations.get()


@pytest.fixture
def vera(db) -> Client:
    return account("Vera", "add_appointment", "view_appointment")


def account(name: str, *permissions: str, **options: Any) -> Client:
    user = User.objects.create_user(name, password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(**options)
    client.force_login(user)
    return client


def form(at: Location, /, **changed: Any) -> dict[str, Any]:
    usual = {
        "location": at.pk,
        "service": Service.objects.filter(business=at.business)[0].pk,
        "staff": "",
        "day": "2026-03-04",
        "time": "12:00",
        "name": "Luz Vega",
        "phone": "600 111 222",
        "tell": "on",
        "key": "a",
    }
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def enter(client: Client, at: Location, /, **changed: Any) -> Any:
    return client.post(f"{reverse('diary:book')}?location={at.pk}", form(at, **changed))


def said(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def nothing_was_changed() -> bool:
    made = Appointment.objects.exists() or Contact.objects.exists()
    return not made and not AuditEvent.objects.filter(kind__startswith="appointment.").exists()


def refused(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    assert nothing_was_changed()
    return answer.content.decode()


def test_what_is_entered_stands_in_the_diary_in_the_name_of_who_entered_it(vera, main, ana):
    answer = enter(vera, main, staff=ana.pk, notes="Fringe only")
    assert answer["Location"] == f"{reverse('diary:page')}?location={main.pk}&day=2026-03-04"
    booked = Appointment.objects.select_related("contact").get()
    by = f"user {User.objects.get().pk}"
    assert booked.start == datetime(2026, 3, 4, 12, tzinfo=MADRID)
    assert (booked.staff, booked.status, booked.customer_name) == (ana, "booked", "Luz Vega")
    assert (booked.notes, booked.conversation_id) == ("Fringe only", None)
    assert ContactAddress.objects.get(contact=booked.contact).value == "+34600111222"
    assert AppointmentChange.objects.get().by == by
    assert AuditEvent.objects.get(kind="appointment.booked").facts["by"] == by
    assert "Booked: Luz Vega, Haircut with Ana, Wed 04 Mar 2026, 12:00" in said(answer)
    week = {"location": main.pk, "first": "2026-03-02", "last": "2026-03-08"}
    shown = vera.get(reverse("diary:feed"), week).json()["entries"]
    assert [row["who"] for row in shown if row["kind"] == "appointment"] == ["Luz Vega"]
    assert list(broken_promises(5)) == []


def test_the_form_is_filled_in_with_where_the_click_fell(vera, main, ana, ben):
    asked = {"location": main.pk, "day": "2026-03-05", "time": "09:15", "staff": ben.pk}
    page = vera.get(reverse("diary:book"), asked).content.decode()
    assert 'value="2026-03-05"' in page
    assert 'value="09:15"' in page
    assert f'<option value="{ben.pk}" selected>Ben' in page
    assert f'<option value="{Service.objects.get().pk}" selected>Haircut' in page
    evil = vera.get(reverse("diary:book"), {"location": EVIL, "day": EVIL, "time": EVIL, "staff": EVIL})
    assert evil.status_code == 200
    assert EVIL not in evil.content.decode()


def test_a_form_that_is_sent_twice_books_once_and_says_so(vera, main):
    enter(vera, main)
    again = enter(vera, main)
    assert "This form was sent before; nothing else was booked. Luz Vega, Haircut with Ana" in said(again)
    other = enter(vera, main, day="2026-03-05", phone="600 333 444", name="Eva")
    assert "Wed 04 Mar 2026, 12:00, Booked." in said(other)
    assert Appointment.objects.count() == Contact.objects.count() == 1
    booking.cancel_by_staff(Appointment.objects.get(), user_id=1, now=NOW)
    assert "12:00, Cancelled." in said(enter(vera, main))
    assert Appointment.objects.count() == 1


def test_the_key_of_one_is_not_the_key_of_another(vera, main, ana, ben):
    zoe = account("Zoe", "add_appointment", "view_appointment")
    enter(vera, main, staff=ana.pk)
    enter(zoe, main, staff=ben.pk, name="Eva", phone="600 333 444")
    assert Appointment.objects.count() == 2


def test_a_time_that_is_taken_is_refused_with_the_free_times_near_it_of_which_one_is_a_click(
    vera, main, ana, customer, slot_at
):
    booking.book(customer, slot_at(4, 12), name="Eva", notes="", key="k", now=NOW)
    page = enter(vera, main, staff=ana.pk).content.decode()
    assert "Nothing was booked. Somebody else has that time." in page
    take = f"2026-03-04 12:30 {ana.pk} {main.pk}"
    assert f'name="take" value="{take}"' in page
    assert "Book Wed 4 Mar, 12:30 with Ana" in page
    assert "600 111 222" in page
    assert Appointment.objects.count() == Contact.objects.count() == 1
    enter(vera, main, staff=ana.pk, take=take)
    assert Appointment.objects.get(customer_name="Luz Vega").start == datetime(2026, 3, 4, 12, 30, tzinfo=MADRID)


def test_a_button_that_somebody_has_written_themselves_is_checked_as_the_form_is(vera, main, ana):
    page = refused(enter(vera, main, take=f"2026-03-04 12:30 999999 {main.pk}"))
    assert "It is not booked any more" in page
    refused(enter(vera, main, take=f"{EVIL} 12:30 {ana.pk} {main.pk}"))
    enter(vera, main, take="what")
    assert Appointment.objects.get().start.hour == 12


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"time": "20:00"}, "The house is closed then."),
        ({"day": "2026-03-01"}, "That time is over."),
        ({"day": "2026-03-02", "time": "09:45"}, "That time is over."),
        ({"day": "2026-12-01"}, "The diary is not open so far ahead."),
        ({"day": "2026-03-29", "time": "02:30"}, "There is no such time on that day"),
        ({"day": "9999-12-31", "time": "23:59"}, "Name a year from 1900 to 2199."),
        ({"day": "0001-01-01", "time": "00:00"}, "Name a year from 1900 to 2199."),
        ({"day": "soon"}, "Enter a valid date."),
        ({"time": "12:00:30"}, "Begin at a full minute."),
        ({"phone": "12"}, "so short"),
        ({"phone": "call me"}, "Write the number with its country"),
        ({"phone": "600 111 2223"}, "so long"),
        ({"phone": ""}, "Give the customer&#x27;s phone number or e-mail address."),
        ({"email": "luz@"}, "Enter a valid email address."),
        ({"name": ""}, "Give a name: nobody is known by this."),
        ({"name": "Luz\x00"}, "Null characters are not allowed."),
        ({"name": "L" * 121}, "at most 120 characters"),
        ({"notes": "x" * 2_001}, "at most 2000 characters"),
        ({"service": "999999"}, "It is not booked any more. Choose another."),
        ({"service": EVIL}, "It is not booked any more. Choose another."),
        ({"staff": "999999"}, "It is not booked any more. Choose another."),
        ({"location": "999999"}, "It is not booked any more. Choose another."),
        ({"key": ""}, "Key: This field is required."),
        ({"key": "k" * 41}, "at most 40 characters"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words_and_changes_nothing(vera, main, changed, words):
    assert words in refused(enter(vera, main, **{"name": "Luz <Vega>", **changed}))


def test_a_service_or_person_switched_off_meanwhile_is_refused(vera, main, ana, ben):
    Staff.objects.filter(pk=ben.pk).update(active=False)
    assert "It is not booked any more" in refused(enter(vera, main, staff=ben.pk))
    Service.objects.update(active=False)
    assert "It is not booked any more" in refused(enter(vera, main))


def test_who_does_not_perform_it_and_where_it_is_not_offered_are_named(vera, main, ben, cut):
    ben.services.clear()
    assert "Ben does not perform Haircut." in refused(enter(vera, main, staff=ben.pk))
    other = Location.objects.create(business=main.business, name="Harbour", timezone="Europe/Madrid")
    cut.locations.add(other)
    assert f"Haircut is not offered at {main}." in refused(enter(vera, main))


def test_what_belongs_to_another_business_cannot_be_had(vera, main):
    rival = Business.objects.create(name="Rival", timezone="Europe/Madrid")
    theirs = Service.objects.create(business=rival, name="Shave", minutes=30)
    zoe = Staff.objects.create(business=rival, name="Zoe")
    where = rival.locations.get()
    for changed in ({"service": theirs.pk}, {"staff": zoe.pk}, {"location": where.pk}):
        assert "It is not booked any more" in refused(enter(vera, main, **changed))
    page = vera.get(reverse("diary:book"), {"location": main.pk}).content.decode()
    assert "Shave" not in page
    assert "Zoe" not in page


def test_a_known_customer_gets_it_by_their_number_without_a_name_and_nobody_is_made_twice(vera, main, business):
    luz = Contact.objects.create(business=business, name="Luz Vega")
    ContactAddress.objects.create(business=business, contact=luz, kind="phone", value="+34600111222")
    enter(vera, main, name="", phone="+34 600-111-222", email="new@example.com")
    booked = Appointment.objects.get()
    assert (booked.contact, booked.customer_name) == (luz, "Luz Vega")
    luz.refresh_from_db()
    assert luz.email == ""
    answer = enter(vera, main, name="Marta", day="2026-03-05", key="b")
    assert "the customer is known as Luz Vega" in said(answer)
    assert Contact.objects.count() == 1


def test_a_customer_is_made_and_found_again_by_an_address_alone(vera, main):
    enter(vera, main, phone="", email="luz@example.com")
    enter(vera, main, phone="", email="LUZ@example.com", name="", day="2026-03-05", key="b")
    assert Contact.objects.get().email == "luz@example.com"
    assert Appointment.objects.filter(customer_name="Luz Vega").count() == 2


def test_the_notice_that_customers_have_to_give_does_not_bind_staff(vera, main, cut, customer, slot_at):
    Service.objects.update(lead_minutes=24 * 60)
    assert not isinstance(booking.book(customer, slot_at(2, 10, 15), name="", notes="", key="k", now=NOW), Booked)
    enter(vera, main, day="2026-03-02", time="10:05")
    assert Appointment.objects.get().during.lower == NOW + timedelta(minutes=5)


def test_anybody_is_whoever_is_free_and_a_named_person_is_nobody_else(vera, main, ana, ben, customer, slot_at):
    booking.book(customer, slot_at(4, 12), name="Eva", notes="", key="k", now=NOW)
    assert "Somebody else has that time." in enter(vera, main, staff=ana.pk).content.decode()
    enter(vera, main)
    assert Appointment.objects.get(customer_name="Luz Vega").staff == ben


def test_a_hold_of_the_customer_with_somebody_else_does_not_give_them_that_person(
    vera, main, ana, ben, business, slot_at, customer
):
    booking.hold(customer, slot_at(4, 12, staff=ben), key="h", now=NOW)
    phone = ContactAddress.objects.get(contact=customer.contact_id).value
    enter(vera, main, staff=ana.pk, phone=phone)
    assert {row.staff.name: row.status for row in Appointment.objects.all()} == {"Ana": "booked", "Ben": "expired"}
    assert list(broken_promises(5)) == []


def test_a_hold_of_the_customer_for_that_very_place_becomes_the_appointment(vera, main, ana, customer, slot_at):
    booking.hold(customer, slot_at(4, 12), key="h", now=NOW)
    phone = ContactAddress.objects.get(contact=customer.contact_id).value
    enter(vera, main, staff=ana.pk, phone=phone, tell=None)
    booked = Appointment.objects.get()
    assert (booked.status, booked.conversation_id) == ("booked", customer.conversation_id)
    assert not Notice.objects.filter(kind=NoticeKind.CONFIRMATION).exists()


def test_the_customer_is_told_unless_staff_tell_them_and_reminded_either_way(vera, main, business):
    assert NoticeSettings.objects.filter(business=business, confirms=True).exists()
    told = enter(vera, main)
    assert "Sara confirms it to the customer." in said(told)
    assert set(Notice.objects.values_list("kind", flat=True)) == {"confirmation", "reminder"}
    Notice.objects.all().delete()
    silent = enter(vera, main, tell=None, day="2026-03-05", key="b")
    assert "Sara does not confirm it to the customer." in said(silent)
    assert set(Notice.objects.values_list("kind", flat=True)) == {"reminder"}


def test_the_clock_is_that_of_the_location(vera, main, ana):
    harbour = Location.objects.create(business=main.business, name="Harbour", timezone="Atlantic/Canary")
    OpeningHours.objects.create(location=harbour, weekday=2, opens=time(9), closes=time(18))
    enter(vera, main, location=harbour.pk)
    booked = Appointment.objects.get()
    assert (booked.location, booked.during.lower) == (harbour, datetime(2026, 3, 4, 12, tzinfo=UTC))


def test_a_name_is_text(vera, main):
    answer = enter(vera, main, name=EVIL)
    page = vera.get(answer["Location"]).content.decode()
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("permissions", [(), ("view_appointment", "change_appointment"), ("add_appointment",)])
def test_who_may_not_add_and_see_appointments_is_refused_and_sees_no_button(main, permissions):
    client = account("Zoe", *permissions)
    assert enter(client, main).status_code == 403
    assert client.get(reverse("diary:book")).status_code == 403
    assert nothing_was_changed()
    if "view_appointment" in permissions:
        assert "New appointment" not in client.get(reverse("diary:page")).content.decode()


def test_who_may_has_the_button(vera, main):
    page = vera.get(reverse("diary:page")).content.decode()
    assert f'href="{reverse("diary:book")}?location={main.pk}&amp;day=2026-03-02"' in page


def test_a_stranger_is_sent_to_sign_in_and_a_forged_form_is_refused(main):
    assert enter(Client(), main).status_code == 302
    strict = account("Zoe", "add_appointment", "view_appointment", enforce_csrf_checks=True)
    assert enter(strict, main).status_code == 403
    assert nothing_was_changed()


def test_without_any_location_there_is_nothing_to_enter(vera):
    assert vera.get(reverse("diary:book"))["Location"] == reverse("diary:page")


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_at_any_step_leaves_a_form_that_can_be_sent_again_and_books_once(main, ana):
    slot = Slot(Service.objects.get().pk, ana.pk, "Ana", datetime(2026, 3, 4, 12, tzinfo=MADRID), main.pk)
    run, power, ends = 0, Power(cut_at=0), set()
    while power.was_cut:
        run += 1
        luz = Stated(name=f"Luz {run}", phone=f"+34600111{run:03}")
        entered = Entered(business_id=main.business_id, slot=slot, customer=luz, strictly=True)

        def go(entered: Entered = entered, key: str = f"user 3 {run}") -> None:
            book_by_staff(entered, by="user 3", key=key, now=NOW)

        power = Power(run, counts_reads=False)
        power.run(go)
        rows = Appointment.objects.filter(idempotency_key=f"user 3 {run}")
        ends.add(rows.exists())
        assert rows.exists() == Notice.objects.filter(appointment__in=rows).exists(), f"cut at step {run}, {power.cut}"
        assert list(broken_promises(5)) == [], f"cut at step {run}, {power.cut}"
        go()
        booked = rows.get()
        assert (booked.status, booked.customer_name) == ("booked", f"Luz {run}")
        assert Contact.objects.filter(name=f"Luz {run}").count() == 1
        booking.cancel_by_staff(booked, user_id=1, now=NOW)
    assert ends == {True, False}


def test_a_calendar_outside_that_does_not_answer_is_said_and_stops_nothing(vera, main, google):
    google.fail(20, path="freeBusy", status=503)
    assert "The calendar outside did not answer: look yourself whether Ana is free there." in said(enter(vera, main))
    assert Appointment.objects.get().told_calendar_pending
