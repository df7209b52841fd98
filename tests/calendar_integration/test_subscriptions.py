"""One person's calendar behind a secret address: what is in it, who gets it, and how it is renewed and ended."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import vobject
from dateutil import tz
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from calendar_integration import subscriptions
from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Staff
from receptionist.models import AuditEvent, Contact
from tests.calendar_integration.conftest import MADRID, NOW

pytestmark = pytest.mark.usefixtures("rung")


@pytest.fixture
def address(ana: Staff, time_machine_at) -> str:
    time_machine_at(NOW)
    subscriptions.renew(ana, by="maya")
    return subscriptions.path(ana)


@pytest.fixture
def booked(address, customer, slot_at, rung) -> Appointment:
    booking.book(customer, slot_at(3, 10), name="Luz", notes="allergic", key="k1", now=NOW)
    return Appointment.objects.get()


def events(client: Client, address: str) -> list[Any]:
    response = client.get(address)
    assert response.status_code == 200
    known = vobject.icalendar.__dict__["__tzidMap"]
    known.clear()
    known["UTC"] = tz.UTC
    return list(getattr(vobject.readOne(response.content.decode()), "vevent_list", []))


def staff_page(staff: Staff) -> str:
    return reverse("admin:calendar_integration_staff_change", args=[staff.pk])


def press(client: Client, staff: Staff, what: str) -> Any:
    return client.post(reverse("admin:calendar_integration_staff_subscription", args=[staff.pk, what]))


def test_a_calendar_program_sees_the_appointments_and_no_more(client, address, booked, ben, customer, slot_at):
    booking.book(customer, slot_at(3, 11, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    booking.hold(customer, slot_at(3, 15), key="h", now=NOW)
    (event,) = events(client, address)
    assert event.summary.value == "Haircut: Luz"
    assert event.dtstart.value == datetime(2026, 3, 3, 10, tzinfo=MADRID)
    assert (event.uid.value, event.sequence.value) == (str(booked.public_id), "0")
    whole = client.get(address).content.decode()
    assert "allergic" not in whole
    assert "600000001" not in whole
    assert "METHOD" not in whole
    assert "X-WR-CALNAME:Ana – Salon" in whole
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M" in whole
    assert "X-PUBLISHED-TTL:PT15M" in whole


def test_phone_numbers_are_there_only_where_ticked(client, address, booked, ana):
    Staff.objects.update(subscription_shows_phones=True)
    assert events(client, address)[0].description.value == "+34600000001"
    Contact.objects.update(callback_phone="+34911111111")
    assert events(client, address)[0].description.value == "+34911111111"


def test_what_is_moved_or_cancelled_follows(client, address, booked, customer, slot_at):
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    (event,) = events(client, address)
    assert (event.dtstart.value, event.sequence.value) == (datetime(2026, 3, 4, 12, tzinfo=MADRID), "1")
    booking.cancel(customer, booked.pk, now=NOW)
    assert events(client, address) == []


def test_what_has_not_changed_is_not_sent_again(client, address, booked, customer, slot_at):
    first = client.get(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    booking.move(customer, booked.pk, slot_at(4, 12), key="m1", now=NOW)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert client.head(address).content == b""


def test_it_asks_the_database_once_for_the_person_and_once_for_the_appointments(
    client, address, booked, customer, slot_at, django_assert_num_queries
):
    Staff.objects.update(subscription_shows_phones=True)
    for hour in range(11, 16):
        booking.book(customer, slot_at(3, hour), name="Luz", notes="", key=f"k{hour}", now=NOW)
    with django_assert_num_queries(2):
        assert len(events(client, address)) == 6


def test_it_shows_a_month_back_a_year_ahead_and_not_more_than_a_program_can_take(
    client, address, booked, monkeypatch, time_machine_at
):
    seen = {}
    for days in (-366, -364, 29, 31):
        time_machine_at(booked.start + timedelta(days=days))
        seen[days] = len(events(client, address))
    assert seen == {-366: 0, -364: 1, 29: 1, 31: 0}
    time_machine_at(NOW)
    monkeypatch.setattr(subscriptions, "MOST", 0)
    assert events(client, address) == []


def test_who_works_here_no_more_leaves_an_empty_calendar(client, address, booked):
    """A program that finds nothing keeps what it showed last; one that finds an empty calendar empties its own."""
    Staff.objects.update(active=False)
    assert events(client, address) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda secret: secret[:-1] + ("0" if secret[-1] != "0" else "1"),
        lambda secret: ("A" if secret[0] != "A" else "B") + secret[1:],
        lambda secret: secret[:16],
        lambda secret: secret + "0",
        lambda secret: secret.upper(),
        lambda secret: "0" * 64,
        lambda secret: "ñ" * 64,
        lambda secret: "%00" * 64,
        lambda secret: secret + "%0A",
        lambda secret: "A" * 100_000,
    ],
)
def test_any_other_address_is_unknown_and_asks_nothing_of_the_database(
    client, address, booked, change, django_assert_num_queries
):
    secret = address.removeprefix("/calendar/feed/").removesuffix(".ics")
    with django_assert_num_queries(0):
        response = client.get(f"/calendar/feed/{change(secret)}.ics")
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-cache"


def test_only_reading_is_possible(client, address):
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(address).status_code == 405


def test_a_copy_of_the_database_opens_no_calendar(client, address, ana, settings):
    assert ana.subscription_key in address
    assert client.get(f"/calendar/feed/{ana.subscription_key}.ics").status_code == 404
    settings.SECRET_KEY = "another" * 10
    assert client.get(address).status_code == 404


def test_a_new_address_kills_the_old_one_and_so_does_the_end(client, address, booked, ana):
    subscriptions.renew(ana, by="maya")
    assert client.get(address).status_code == 404
    renewed = subscriptions.path(ana)
    assert len(events(client, renewed)) == 1
    subscriptions.end(ana, by="maya")
    assert subscriptions.path(ana) == ""
    assert client.get(renewed).status_code == 404
    kinds = AuditEvent.objects.filter(kind__startswith="subscription.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["subscription.renewed", "subscription.renewed", "subscription.ended"]


def test_who_asks_all_the_time_is_told_to_wait(client, address, booked, monkeypatch):
    monkeypatch.setattr(subscriptions, "PER_MINUTE", 3)
    seen = [client.get(address).status_code for _ in range(4)]
    assert seen == [200, 200, 200, 429]
    assert client.get(address)["Retry-After"] == "60"


def test_nobody_is_refused_because_redis_is_down(client, address, booked, settings, monkeypatch):
    monkeypatch.setattr(subscriptions, "PER_MINUTE", 0)
    settings.ENV = settings.ENV.model_copy(update={"redis_url": None})
    assert len(events(client, address)) == 1


def test_a_name_with_line_breaks_adds_no_line(client, address, booked):
    Appointment.objects.update(customer_name="Luz\r\nEND:VCALENDAR\x07")
    Staff.objects.update(name="Ana\nX-EVIL:1")
    whole = client.get(address).content.decode()
    assert whole.count("\r\nEND:VCALENDAR") == 1
    assert "\r\nX-EVIL" not in whole
    assert len(events(client, address)) == 1


def test_staff_make_copy_renew_and_end_an_address(admin_client, ana, client, settings):
    settings.PUBLIC_BASE_URL = "https://sara.example.com"
    assert "Make an address" in admin_client.get(staff_page(ana)).content.decode()
    press(admin_client, ana, "renew")
    ana.refresh_from_db()
    words = admin_client.get(staff_page(ana)).content.decode()
    shown = re.search(r'value="(https://sara\.example\.com/calendar/feed/[^"]+)"', words)
    assert shown
    assert shown[1] == f"https://sara.example.com{subscriptions.path(ana)}"
    assert "customers’ names" in words
    assert "calendar_integration/copy.js" in words
    settings.PUBLIC_BASE_URL = ""
    assert "only this computer can reach it" in admin_client.get(staff_page(ana)).content.decode()
    old = subscriptions.path(ana)
    press(admin_client, ana, "renew")
    assert client.get(old).status_code == 404
    press(admin_client, ana, "end")
    ana.refresh_from_db()
    assert ana.subscription_key is None
    assert press(admin_client, ana, "nonsense").status_code == 404


def test_who_may_only_look_sees_no_address_and_makes_none(client, ana, address):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_staff"))
    client.force_login(viewer)
    page = client.get(staff_page(ana))
    assert page.status_code == 200
    assert address not in page.content.decode()
    assert press(client, ana, "renew").status_code == 403
    assert press(client, ana, "end").status_code == 403
    assert client.get(address).status_code == 200
    editor = User.objects.create_user("nobody")
    client.force_login(editor)
    assert press(client, ana, "renew").status_code == 302
    assert client.get(address).status_code == 200
    assert client.get(reverse("admin:calendar_integration_staff_subscription", args=[ana.pk, "end"])).status_code != 200
