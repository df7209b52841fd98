from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from calendar_integration import booking
from calendar_integration.models import Appointment, Closure, OpeningHours, Service, Staff
from receptionist.models import AuditEvent, Business
from tests.calendar_integration.conftest import NOW

PAGES = ["service", "staff", "openinghours", "closure", "appointment"]


@pytest.fixture
def appointment(customer, slot_at) -> Appointment:
    booking.book(customer, slot_at(3, 10), name="Luz <b>", notes="", key="k1", now=NOW)
    return Appointment.objects.get()


def page(model: str, name: str = "changelist", *args) -> str:
    return reverse(f"admin:calendar_integration_{model}_{name}", args=args)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("model", PAGES)
def test_every_list_opens(admin_client, appointment, model):
    assert admin_client.get(page(model)).status_code == 200


@pytest.mark.parametrize("model", PAGES[:-1])
def test_every_form_opens_with_the_only_business_chosen(admin_client, business, model):
    response = admin_client.get(page(model, "add"))
    assert response.context["adminform"].form.initial["business"] == business.pk


def test_an_appointment_is_shown_and_never_edited_or_added(admin_client, appointment):
    response = admin_client.get(page("appointment", "change", appointment.pk))
    assert b"Luz &lt;b&gt;" in response.content
    assert b'name="customer_name"' not in response.content
    assert admin_client.get(page("appointment", "add")).status_code == 403


def test_the_list_opens_with_what_is_coming_and_finds_the_day_and_the_name(admin_client, appointment):
    def shown(query: str) -> int:
        return len(admin_client.get(page("appointment") + query).context["cl"].result_list)

    assert (shown(""), shown("?state=past"), shown("?state=all")) == (0, 1, 1)
    today = timezone.now().astimezone(appointment.business.zone).date()
    Appointment.objects.update(local_day=today)
    assert shown("?state=today") == 1
    assert (shown("?state=all&q=luz"), shown("?state=all&q=sol")) == (1, 0)


def test_cancelling_goes_through_the_diary_and_says_who(admin_client, admin_user, appointment):
    form = {"action": "cancel_selected", "_selected_action": [appointment.pk]}
    response = admin_client.post(page("appointment") + "?state=all", form)
    appointment.refresh_from_db()
    assert appointment.status == "cancelled"
    assert AuditEvent.objects.get(kind="appointment.cancelled").facts["by"] == f"user {admin_user.pk}"
    assert "tell the customers" in said(response)


def test_who_may_only_look_cannot_cancel(client, appointment):
    viewer = User.objects.create_user("viewer", password="x", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_appointment"))
    client.force_login(viewer)
    client.post(page("appointment") + "?state=all", {"action": "cancel_selected", "_selected_action": [appointment.pk]})
    assert client.post(page("appointment", "mirror", appointment.pk)).status_code == 403
    appointment.refresh_from_db()
    assert appointment.status == "booked"


def test_a_refused_mirror_can_be_tried_again(admin_client, appointment, monkeypatch):
    rung: list[int] = []
    monkeypatch.setattr("receptionist.doorbell.ring", lambda task, row_id, **_: rung.append(row_id))
    later = timezone.now() + timedelta(hours=1)
    Appointment.objects.update(mirror_status="failed", mirror_error="HTTP 404", mirror_next_at=later)
    assert b"Write to the calendar again" in admin_client.get(page("appointment") + "?state=all").content
    admin_client.post(page("appointment", "mirror", appointment.pk))
    appointment.refresh_from_db()
    assert (rung, appointment.mirror_status, appointment.mirror_next_at) == ([appointment.pk], "pending", None)


@pytest.mark.parametrize(
    ("opens", "closes", "message"),
    [("18:00", "09:00", "Closing must be after opening"), ("17:00", "20:00", "overlap “Monday 09:00–18:00”")],
)
def test_impossible_hours_are_refused_with_the_reason(admin_client, business, opens, closes, message):
    form = {"weekday": "0", "opens": opens, "closes": closes, "business": business.pk}
    response = admin_client.post(page("openinghours", "add"), form)
    assert message in response.content.decode()
    assert OpeningHours.objects.count() == 5


def test_hours_up_to_midnight_are_fine(admin_client, business):
    form = {"weekday": "0", "opens": "20:00", "closes": "00:00", "business": business.pk}
    assert admin_client.post(page("openinghours", "add"), form).status_code == 302
    assert OpeningHours.objects.filter(closes=time(0)).exists()


def test_a_closure_that_ends_before_it_begins_is_refused(admin_client, business):
    form = {"first_day": "2026-03-05", "last_day": "2026-03-03", "business": business.pk}
    assert "must not be before the first" in admin_client.post(page("closure", "add"), form).content.decode()
    assert not Closure.objects.exists()


def test_a_closure_over_standing_appointments_says_so(admin_client, business, appointment):
    form = {"first_day": "2026-03-03", "last_day": "2026-03-05", "business": business.pk}
    assert "stand on these days: 1" in said(admin_client.post(page("closure", "add"), form))


def test_a_service_of_impossible_length_is_refused(admin_client, business):
    form = {"name": "Nap", "minutes": "0", "position": "0", "business": business.pk}
    assert admin_client.post(page("service", "add"), form).status_code == 200
    assert not Service.objects.exists()


def test_staff_perform_services_of_their_own_business_only(admin_client, business, cut):
    other = Business.objects.create(name="Other", timezone="UTC")
    form = {"name": "Ana", "services": [cut.pk], "business": other.pk}
    assert "Other does not offer Haircut" in admin_client.post(page("staff", "add"), form).content.decode()
    assert not Staff.objects.exists()


def test_a_service_with_appointments_is_not_deleted(admin_client, appointment, cut):
    admin_client.post(page("service", "delete", cut.pk), {"post": "yes"})
    assert Service.objects.filter(pk=cut.pk).exists()
