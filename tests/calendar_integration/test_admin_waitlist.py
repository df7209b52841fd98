"""Staff see who waits and how it went, and keep the line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import Service, Staff, WaitlistEntry, WaitlistOffer
from calendar_integration.waiting import waitlist
from receptionist.domain.diary import Wish
from receptionist.models import AuditEvent, Business
from receptionist.ports import Customer, Waiting
from tests.calendar_integration.test_waitlist import NewCustomer

PAGE = "admin:calendar_integration_waitlistentry_"


def join(customer: Customer, key: str) -> WaitlistEntry:
    waitlist.join(customer, Service.objects.get().pk, Waiting(wish=Wish()), key=key, now=timezone.now())
    return WaitlistEntry.objects.latest("pk")


def run(client: Client, action: str, *entries: WaitlistEntry) -> str:
    form = {"action": action, "_selected_action": [entry.pk for entry in entries]}
    response = client.post(reverse(f"{PAGE}changelist"), form)
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_list_shows_who_waits_and_what_they_were_offered(admin_client: Client, ana: Staff, customer: Customer):
    entry = join(customer, "a")
    WaitlistOffer.objects.create(
        entry=entry,
        start=timezone.now(),
        staff=ana,
        location=entry.business.locations.get(),
        until=timezone.now(),
        created_at=timezone.now(),
        status="lapsed",
    )
    assert b": lapsed" in admin_client.get(reverse(f"{PAGE}changelist")).content
    page = admin_client.get(reverse(f"{PAGE}change", args=[entry.pk]))
    assert b"Lapsed" in page.content
    assert b'name="first_day"' not in page.content


def test_staff_put_somebody_to_the_front(admin_client: Client, ana: Staff, new_customer: NewCustomer):
    first, second = join(new_customer(), "a"), join(new_customer(), "b")
    assert run(admin_client, "to_the_front", second) == "Put to the front: 1."
    assert list(WaitlistEntry.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
    assert AuditEvent.objects.get(kind="waitlist.reordered").facts["by"].startswith("user ")


def test_staff_take_somebody_off(admin_client: Client, ana: Staff, customer: Customer):
    entry = join(customer, "a")
    assert "Taken off: 1" in run(admin_client, "remove_selected", entry)
    assert "off it already" in run(admin_client, "remove_selected", entry)
    assert "None of them waits" in run(admin_client, "to_the_front", entry)
    entry.refresh_from_db()
    assert entry.status == "removed"
    assert AuditEvent.objects.filter(kind="waitlist.removed").count() == 1


def form_of(business: Business, customer: Customer, **other: Any) -> dict[str, Any]:
    today = timezone.now().astimezone(business.zone).date()
    return {
        "business": business.pk,
        "contact": customer.contact_id,
        "customer_name": "",
        "service": Service.objects.get(business=business).pk,
        "location": "",
        "staff": "",
        "first_day": today,
        "last_day": today + timedelta(days=7),
        "weekdays": "",
        "earliest": "",
        "latest": "",
        "offers-TOTAL_FORMS": 0,
        "offers-INITIAL_FORMS": 0,
        **other,
    }


def test_staff_put_somebody_on_the_list(admin_client: Client, business: Business, ana: Staff, customer: Customer):
    response = admin_client.post(reverse(f"{PAGE}add"), form_of(business, customer))
    assert response.status_code == 302, response.context["errors"]
    entry = WaitlistEntry.objects.get()
    assert (entry.status, entry.contact_id) == ("waiting", customer.contact_id)
    assert AuditEvent.objects.get(kind="waitlist.joined").facts["entry"] == entry.pk


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"last_day": "2020-01-01"}, "passed already"),
        ({"weekdays": "9"}, "from 0 for Monday"),
        ({"earliest": "15:00", "latest": "14:00"}, "latest time cannot be before"),
        ({"first_day": "2099-01-02", "last_day": "2099-01-01"}, "last day cannot be before"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(
    admin_client: Client, business: Business, ana: Staff, customer: Customer, wrong: dict[str, str], told: str
):
    response = admin_client.post(reverse(f"{PAGE}add"), form_of(business, customer, **wrong))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not WaitlistEntry.objects.exists()


def test_who_may_only_look_changes_nothing(client: Client, ana: Staff, customer: Customer):
    from django.contrib.auth.models import Permission

    entry = join(customer, "a")
    looker = User.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_waitlistentry"))
    client.force_login(looker)
    assert client.get(reverse(f"{PAGE}changelist")).status_code == 200
    run(client, "remove_selected", entry)
    entry.refresh_from_db()
    assert entry.status == "waiting"
