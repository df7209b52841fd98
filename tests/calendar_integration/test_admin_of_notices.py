"""Staff choose what is sent, are told why something was not, and cannot choose nonsense."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Notice, NoticeSettings, Reminder
from receptionist.models import MessageTemplate
from tests.calendar_integration.conftest import NOW

FORM = {
    "quiet_from": "21:00",
    "quiet_until": "08:00",
    "confirms": "on",
    "tells_changes": "on",
    "follow_up_hours": "24",
    "reminders-INITIAL_FORMS": "0",
}


def change(client: Any, settings: NoticeSettings, *reminders: tuple[str, str], **fields: str) -> Any:
    """Save the page with these reminders in place of those there were."""
    settings.reminders.all().delete()
    lines = {"reminders-TOTAL_FORMS": str(len(reminders))}
    for number, (amount, unit) in enumerate(reminders):
        lines |= {f"reminders-{number}-amount": amount, f"reminders-{number}-unit": unit}
    url = reverse("admin:calendar_integration_noticesettings_change", args=[settings.pk])
    return client.post(url, {**FORM, **lines, **fields})


def test_reminders_and_quiet_hours_are_saved_and_take_effect_with_the_next_booking(
    admin_client, business, customer, slot_at, rung
):
    response = change(admin_client, business.notice_settings, ("1", "days"), ("2", "hours"), quiet_from="20:00")
    assert response.status_code == 302
    settings = NoticeSettings.objects.get()
    assert (settings.quiet_from.hour, settings.follow_up_hours, settings.tells_no_show) == (20, 24, False)
    booking.book(customer, slot_at(5, 16), name="Luz", notes="", key="k1", now=NOW)
    assert sorted(Notice.objects.values_list("kind", "which")) == [
        ("follow_up", ""), ("reminder", "1 day"), ("reminder", "2 hours"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reminders", "words"),
    [
        ([("0", "days")], "greater than or equal to 1"),
        ([("61", "days")], "Remind 1 to 60 days or 1 to 72 hours before."),
        ([("73", "hours")], "Remind 1 to 60 days or 1 to 72 hours before."),
        ([("2", "weeks")], "Select a valid choice"),
        ([("2", "hours"), ("2", "hours")], "Please correct the duplicate data"),
        ([(str(hours), "hours") for hours in range(1, 8)], "Please submit at most 5 forms"),
    ],
)
def test_reminders_that_cannot_be_are_refused_in_words_and_change_nothing(admin_client, business, reminders, words):
    response = change(admin_client, business.notice_settings, *reminders)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("hours", ["0", "721", "-3", "soon"])
def test_a_follow_up_that_cannot_be_is_refused(admin_client, business, hours):
    assert change(admin_client, business.notice_settings, follow_up_hours=hours).status_code == 200
    assert NoticeSettings.objects.get().follow_up_hours is None


def test_an_appointment_shows_its_messages_and_why_one_was_not_sent(admin_client, customer, slot_at, rung):
    with time_machine.travel(NOW, tick=False):
        booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
        Notice.objects.update(status="skipped", why="no_way")
        url = reverse("admin:calendar_integration_appointment_change", args=[Appointment.objects.get().pk])
        content = admin_client.get(url).content.decode()
    assert "Reminder, 1 day before" in content
    assert "Mon 02 Mar 2026, 10:00" in content
    assert "Not sent" in content
    assert "needs an approved template" in content


def test_staff_who_cancel_are_told_that_the_customers_are_told(admin_client, customer, slot_at, rung):
    with time_machine.travel(NOW, tick=False):
        booking.book(customer, slot_at(5, 10), name="Luz", notes="", key="k1", now=NOW)
        url = reverse("admin:calendar_integration_appointment_changelist")
        chosen = {"action": "cancel_selected", "_selected_action": [Appointment.objects.get().pk]}
        content = admin_client.post(f"{url}?state=all", chosen, follow=True).content.decode()
    assert "The customers are told in a minute" in content
    assert Notice.objects.filter(kind="cancelled", status="pending").count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"provider": "twilio", "name": "reminder"}, "HX and 32 letters and digits"),
        ({"provider": "meta", "name": "Reminder 1"}, "small letters, digits and underscores"),
        ({"provider": "meta", "name": "reminder", "code": "English"}, "Write the language as Meta does"),
        ({"provider": "meta", "name": "reminder", "code": ""}, "Write the language as Meta does"),
    ],
)
def test_a_template_that_no_carrier_could_have_approved_is_refused(admin_client, business, fields, words):
    form = {"business": business.pk, "announcement": "reminder", "language": "en", "code": "en", **fields}
    response = admin_client.post(reverse("admin:receptionist_messagetemplate_add"), form)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not MessageTemplate.objects.exists()


def test_a_template_is_saved_once_for_an_announcement(admin_client, business):
    form = {"business": business.pk, "announcement": "reminder", "language": "en", "provider": "meta"}
    url = reverse("admin:receptionist_messagetemplate_add")
    assert admin_client.post(url, {**form, "name": "reminder_1", "code": "en_US"}).status_code == 302
    again = admin_client.post(url, {**form, "name": "reminder_2", "code": "en_US"})
    assert "There is a template for that already." in again.content.decode()
    assert MessageTemplate.objects.count() == 1
