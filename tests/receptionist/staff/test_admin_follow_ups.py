from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from receptionist.models import AuditEvent, Contact, FollowUp
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db


def test_done_notes_who_and_when_in_the_audit_once(reception: Reception, admin_client: Client):
    follow_up = reception.follow_up(reception.conversation())
    url = reverse("admin:receptionist_followup_done", args=[follow_up.pk])
    for _ in range(2):
        assert admin_client.post(url).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.done_at is not None
    assert follow_up.done_by == "admin"
    event = AuditEvent.objects.get(kind="follow_up.done")
    assert event.facts["by"] == "admin"
    assert event.conversation == follow_up.conversation


def test_a_link_alone_never_ticks_one_off(reception: Reception, admin_client: Client):
    follow_up = reception.follow_up(reception.conversation())
    assert admin_client.get(reverse("admin:receptionist_followup_done", args=[follow_up.pk])).status_code == 405
    assert not FollowUp.objects.exclude(done_at=None).exists()


def test_it_needs_the_permission_and_the_forms_own_token(
    reception: Reception, staff_with: Callable[..., Client], admin_user: User
):
    follow_up = reception.follow_up(reception.conversation())
    url = reverse("admin:receptionist_followup_done", args=[follow_up.pk])
    assert staff_with("receptionist.view_followup").post(url).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(url).status_code == 403
    assert not FollowUp.objects.exclude(done_at=None).exists()


def test_they_can_be_narrowed_by_why_a_person_is_needed(reception: Reception, admin_client: Client):
    reception.follow_up(reception.conversation(), "Ring back")
    html = page(admin_client, "receptionist_followup_changelist", reason="asked")
    assert "Ring back" in html
    assert "The caller left a recording" in html
    assert "Ring back" not in page(admin_client, "receptionist_followup_changelist", reason="voicemail")


def test_emergencies_stand_before_those_that_have_waited_longer(reception: Reception, admin_client: Client):
    reception.follow_up(reception.conversation(), "Waits longest")
    reception.follow_up(reception.conversation(), "It bleeds", reason="emergency")
    html = page(admin_client, "receptionist_followup_changelist")
    assert html.index("It bleeds") < html.index("Waits longest")
    assert "sara-badge sara-bad" in html


def test_the_list_opens_with_the_open_ones(reception: Reception, admin_client: Client):
    done = reception.follow_up(reception.conversation(), "The settled one")
    reception.follow_up(reception.conversation(), "The waiting one")
    admin_client.post(reverse("admin:receptionist_followup_done", args=[done.pk]))
    html = page(admin_client, "receptionist_followup_changelist")
    assert "The waiting one" in html
    assert "The settled one" not in html
    assert "The settled one" in page(admin_client, "receptionist_followup_changelist", state="done")


def test_the_way_back_never_leaves_the_house(reception: Reception, admin_client: Client):
    follow_up = reception.follow_up(reception.conversation())
    url = reverse("admin:receptionist_followup_done", args=[follow_up.pk])
    response = admin_client.post(url, headers={"Referer": "https://evil.example/"})
    assert response["Location"] == reverse("admin:receptionist_followup_changelist")


def test_staff_see_the_number_to_call_back_on_else_where_the_customer_wrote_from(
    reception: Reception, admin_client: Client
):
    left = reception.conversation("Ana", value="+15005551111")
    Contact.objects.filter(pk=left.contact_id).update(callback_phone="+15005552222")
    plain = reception.conversation("Bo", value="+15005553333")
    follow_ups = [reception.follow_up(conversation) for conversation in (left, plain)]
    pages = [page(admin_client, "receptionist_followup_change", follow_up.pk) for follow_up in follow_ups]
    for html in (page(admin_client, "receptionist_followup_changelist"), "".join(pages)):
        assert "+15005552222" in html
        assert html.count("asked to be called there") == 1
        assert "+15005553333" in html
        assert "+15005551111" not in html
