"""Staff see how each calendar outside stands, what to do about it, and can have it read now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from calendar_integration.models import CalendarSync, PushChannel, Staff

LIST = reverse("admin:calendar_integration_calendarsync_changelist")


def read_url(row: CalendarSync) -> str:
    return reverse("admin:calendar_integration_calendarsync_read", args=[row.pk])


@pytest.fixture
def row(google, ana) -> CalendarSync:
    return CalendarSync.objects.create(
        calendar_id="salon@example.com",
        due_at=timezone.now() + timedelta(minutes=3),
        error="authentication: HTTP 404 notFound",
    )


def text(client) -> str:
    return " ".join(client.get(LIST).content.decode().split())


def test_an_error_is_shown_with_what_to_do(admin_client, row):
    page = text(admin_client)
    assert "Cannot be read" in page
    assert "Share the calendar with Sara" in page
    assert ">Ana<" in page
    change = admin_client.get(reverse("admin:calendar_integration_calendarsync_change", args=[row.pk]))
    assert b"HTTP 404 notFound" in change.content


@pytest.mark.parametrize("error", ["nonsense", "invalid_request: HTTP 400", "uncertain: no answer"])
def test_whatever_the_error_is_the_page_opens(admin_client, row, error):
    CalendarSync.objects.update(error=error)
    assert "Cannot be read" in text(admin_client)


def test_one_that_was_read_and_one_that_rings_say_so(admin_client, row):
    CalendarSync.objects.update(error="", synced_at=timezone.now())
    assert "In step" in text(admin_client)
    assert "Is asked every few minutes" in text(admin_client)
    PushChannel.objects.create(sync=row, channel_id="c", secret_hash="h", expires_at=timezone.now() + timedelta(days=1))
    assert "At once" in text(admin_client)


def test_a_name_cannot_bring_markup_along(admin_client, row):
    Staff.objects.update(name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text(admin_client)


def test_sync_now_makes_it_due_and_rings(admin_client, row, rung):
    admin_client.post(read_url(row))
    row.refresh_from_db()
    assert row.due_at <= timezone.now()
    assert rung == [row.pk]


def test_who_may_only_look_cannot_have_it_read_and_nobody_by_a_link(client, admin_client, row, rung):
    assert admin_client.get(read_url(row)).status_code == 405
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_calendarsync"))
    client.force_login(viewer)
    assert client.get(LIST).status_code == 200
    assert client.post(read_url(row)).status_code == 403
    assert rung == []


def test_the_list_asks_the_same_of_many_calendars_as_of_one(admin_client, row, django_assert_max_num_queries):
    CalendarSync.objects.bulk_create(CalendarSync(calendar_id=f"{number}@example.com") for number in range(30))
    admin_client.get(LIST)
    with django_assert_max_num_queries(14):
        admin_client.get(LIST)


def test_nothing_is_added_or_edited_here(admin_client, row):
    assert admin_client.get(reverse("admin:calendar_integration_calendarsync_add")).status_code == 403
    page = admin_client.get(reverse("admin:calendar_integration_calendarsync_change", args=[row.pk]))
    assert b'name="calendar_id"' not in page.content
