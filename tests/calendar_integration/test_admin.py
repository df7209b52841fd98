from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from calendar_integration.booking import booking, holding
from calendar_integration.models import Appointment
from receptionist.models import AuditEvent
from tests.calendar_integration.conftest import NOW

PAGES = ["service", "staff", "location", "resourcekind", "appointment"]


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


def test_places_that_were_only_held_are_shown_when_all_is_asked_for(admin_client, customer, slot_at):
    booking.hold(customer, slot_at(3, 10), key="h1", now=NOW)
    holding.end_those_of(customer.contact_id, NOW)
    assert len(admin_client.get(page("appointment") + "?state=past").context["cl"].result_list) == 0
    assert len(admin_client.get(page("appointment") + "?state=all").context["cl"].result_list) == 1


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
    ("action", "status", "message"),
    [
        ("confirm_selected", "confirmed", "Noted: 1"),
        ("came", "completed", "Noted: 1"),
        ("did_not_come", "no_show", "Noted: 1"),
    ],
)
def test_staff_note_what_became_of_an_appointment(admin_client, admin_user, appointment, action, status, message):
    form = {"action": action, "_selected_action": [appointment.pk]}
    assert message in said(admin_client.post(page("appointment") + "?state=all", form))
    appointment.refresh_from_db()
    assert appointment.status == status
    step = appointment.changes.get(to_status=status)
    assert (step.from_status, step.by) == ("booked", f"user {admin_user.pk}")
    history = admin_client.get(page("appointment", "change", appointment.pk)).content.decode()
    assert f"user {admin_user.pk}" in history


def test_a_group_sitting_shows_who_comes(admin_client, sitting, new_customer, slot_at):
    booking.hold(new_customer(), slot_at(3, 10), key="h1", now=NOW)
    listed = admin_client.get(page("session")).content.decode()
    assert "Tue 03 Mar 2026, 10:00–10:30" in listed
    assert "2 of 3" in listed
    shown = admin_client.get(page("session", "change", sitting.pk)).content.decode()
    assert "Luz" in shown
    assert "Held" in shown
    seat = admin_client.get(page("appointment", "change", sitting.appointments.get(seat=1).pk)).content.decode()
    assert "Place 1 of 3" in seat
    assert "Chair 1" in seat


def test_nobody_came_to_what_has_not_begun(admin_client, appointment, time_machine_at):
    time_machine_at(NOW)
    form = {"action": "came", "_selected_action": [appointment.pk]}
    assert "has not begun yet" in said(admin_client.post(page("appointment") + "?state=all", form))
    appointment.refresh_from_db()
    assert appointment.status == "booked"


def test_what_was_cancelled_cannot_be_kept(admin_client, appointment):
    booking.cancel_by_staff(appointment, user_id=1, now=NOW)
    form = {"action": "came", "_selected_action": [appointment.pk]}
    assert "cancelled cannot become completed" in said(admin_client.post(page("appointment") + "?state=all", form))
