"""What is entered wrongly is said before it does harm: on the page of a member of staff, and by check_calendars."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pydantic import AnyHttpUrl

from calendar_integration.models import Staff
from calendar_integration.providers.caldav import discovery
from tests.fakes.caldav import event_text, only_readable
from tests.fakes.google import FakeCalendar


def check(capsys) -> tuple[str, str]:
    """Return what the command prints, and what it ends with."""
    try:
        call_command("check_calendars")
    except CommandError as error:
        return capsys.readouterr().out, str(error)
    return capsys.readouterr().out, ""


def test_without_a_calendar_outside_it_says_where_to_begin(db, capsys):
    assert "docs/connecting.md" in check(capsys)[1]


def test_it_names_each_calendar_in_use_and_those_that_could_be_entered(caldav, ana, ben, capsys):
    Staff.objects.filter(pk=ben.pk).update(calendar_id=caldav.other)
    printed, error = check(capsys)
    assert error == ""
    assert f"{caldav.own} (Ana): works." in printed
    assert f"{caldav.other} (Ben): works." in printed
    assert f"  {caldav.own}  Work\n" in printed
    assert caldav.spans() == []


def test_google_is_asked_as_well(google, ana, ben, capsys):
    google.calendars["ben@example.com"] = FakeCalendar(error="notFound")
    Staff.objects.filter(pk=ben.pk).update(calendar_id="ben@example.com")
    printed, error = check(capsys)
    assert "salon@example.com (Ana): works." in printed
    assert "ben@example.com (Ben): does not work. Its busy times cannot be told." in printed
    assert "1 of the calendars" in error
    assert "can be entered" not in printed


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"status": 401}, "refuses Sara's account"),
        ({"status": 403}, "cannot be told"),
        ({"status": 404}, "cannot be told"),
        ({"status": 429}, "left alone for a while"),
        ({"status": 503}, "a fault of its own"),
        ({"hang_up": "before"}, "did not answer in time"),
        ({"status": 200, "body": b"<html>please log in</html>"}, "cannot be told"),
    ],
    ids=str,
)
def test_what_does_not_work_is_said_in_words_with_what_to_do(caldav, ana, capsys, trouble, words):
    caldav.fails(99, **trouble)
    printed, error = check(capsys)
    assert f"{caldav.own} (Ana): does not work." in printed
    assert words in printed
    assert "do not work" in error
    assert "app-password" not in printed + error


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(caldav, ana, settings, capsys):
    settings.ENV = settings.ENV.model_copy(update={"caldav_url": AnyHttpUrl("http://127.0.0.1:9")})
    assert "cannot be reached" in check(capsys)[0]


def test_a_calendar_that_may_only_be_read_is_said_so(caldav, ana, capsys):
    caldav.fails(9, where="PROPFIND /sara/ 1", **only_readable(caldav.own))
    printed, _ = check(capsys)
    assert "which Sara may only read" in printed
    assert "may read it but not write" in printed


def test_who_has_no_calendar_at_all_is_named(caldav, ana, settings, capsys):
    settings.ENV = settings.ENV.model_copy(update={"caldav_calendar": ""})
    assert "none (Ana): does not work. They have no calendar" in check(capsys)[0]


def test_an_event_that_makes_no_sense_is_logged_as_the_reason(caldav, ana, capsys, caplog):
    discovery.at(f"{str(caldav.line.url).rstrip('/')}{caldav.own}")
    caldav.puts(event_text(*_next_noon()).replace("END:VEVENT", "RRULE:FREQ=SECONDLY;COUNT=3\nEND:VEVENT"))
    printed, _ = check(capsys)
    assert "the line in the log says which" in printed
    assert "repeats too often" in caplog.text


def _next_noon() -> tuple[datetime, datetime]:
    noon = timezone.now().replace(microsecond=0) + timedelta(hours=12)
    return noon, noon + timedelta(hours=1)


@pytest.fixture
def page(ana, admin_client):
    """The page of Ana, as it is when nothing is entered but a calendar."""

    def enter(calendar_id: str) -> str:
        address = reverse("admin:calendar_integration_staff_change", args=[ana.pk])
        form = {"name": "Ana", "business": ana.business_id, "active": "on", "calendar_id": calendar_id}
        for prefix in ("hours", "days", "time_off"):
            form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        answer: bytes = admin_client.post(address, form, follow=True).content
        return answer.decode()

    return enter


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("https://evil.example.com/dav/ana/", "the server of CALDAV_URL"),
        ("http://192.0.2.1/dav/ana/", "http would send the password unencrypted"),
        ("ana@example.com", "Enter the calendar"),
        ("//evil.example.com/dav/ana/", "empty folders"),
        ("/sara/../ben/", "dots in place of one"),
        ("/sara/%2e%2e/ben/", "dots in place of one"),
        ("/sara/my calendar/", "must not hold spaces"),
        ("/", "not the server alone"),
        ("https://sara:secret@evil.example.com/", "leave user name and password out"),
    ],
)
def test_a_calendar_on_another_server_is_refused_where_it_is_entered(caldav, ana, page, entered, said):
    assert said in page(entered)
    ana.refresh_from_db()
    assert ana.calendar_id == ""


def test_a_calendar_on_our_server_is_taken_as_a_path_and_as_an_address(caldav, ana, page):
    for entered in (caldav.other, f"{str(caldav.line.url).rstrip('/')}{caldav.own}"):
        page(f" {entered} ")
        ana.refresh_from_db()
        assert ana.calendar_id == entered


def test_googles_calendars_are_told_from_links(google, ana, page):
    assert "Enter the id of a calendar in Google" in page("https://calendar.google.com/calendar/u/0")
    page("ana@example.com")
    ana.refresh_from_db()
    assert ana.calendar_id == "ana@example.com"


def test_without_a_calendar_outside_whatever_is_entered_stays_for_later(ana, page):
    page("/sara/work/")
    ana.refresh_from_db()
    assert ana.calendar_id == "/sara/work/"
