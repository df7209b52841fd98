"""The pages of the diary: who may look, who may move, what they are told, and nothing by HTML."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from psycopg.types.range import Range

from calendar_integration.booking import booking
from calendar_integration.models import (
    Appointment,
    Closure,
    Location,
    Occupancy,
    OpeningHours,
    Service,
    Staff,
    StaffHours,
    TimeOff,
)
from receptionist.domain.diary import Slot
from receptionist.models import AuditEvent, Business, Conversation
from tests.calendar_integration.conftest import MADRID, NOW
from tests.second_thoughts import told

WEEK = {"first": "2026-03-02", "last": "2026-03-08"}
EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def now(time_machine_at):
    time_machine_at(NOW)


@pytest.fixture
def luz(customer, slot_at, rung) -> Appointment:
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    return Appointment.objects.get()


@pytest.fixture
def main(business: Business) -> Location:
    return business.locations.get()


def account(*permissions: str) -> Client:
    user = User.objects.create_user("Vera", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def entries(client: Client, location: Location, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(reverse("diary:feed"), {"location": str(location.pk), **WEEK, **asked})
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["entries"]
    return found


def of(kind: str, found: list[dict[str, Any]], day: str = "2026-03-03") -> list[tuple[str, str, int | None]]:
    return [
        (row["start"][11:], row["end"][11:], row["staff"])
        for row in found
        if row["kind"] == kind and row["start"].startswith(day)
    ]


def move(client: Client, appointment: Appointment, *, as_json: bool = True, **form: Any) -> Any:
    told = {"day": "2026-03-04", "time": "12:00", "staff": appointment.staff_id, "key": "a", **form}
    accept = "application/json" if as_json else "text/html"
    return client.post(reverse("diary:move", args=[appointment.pk]), told, headers={"Accept": accept})


def stands(appointment: Appointment) -> tuple[datetime, str]:
    appointment.refresh_from_db()
    return appointment.start, appointment.staff.name


def rewrite(appointment: Appointment, **columns: Any) -> None:
    """Let an appointment stand elsewhere, and take up just that."""
    Appointment.objects.filter(pk=appointment.pk).update(**columns)
    appointment.refresh_from_db()
    Occupancy.objects.filter(appointment=appointment).update(during=appointment.occupies)


def test_the_page_says_whose_clock_it_shows_and_starts_at_the_day_there(admin_client, main):
    page = admin_client.get(reverse("diary:page")).content.decode()
    assert "Europe/Madrid), where it is 10:00" in page
    assert '"day": "2026-03-02"' in page
    assert '"offset": "+01:00"' in page
    asked = admin_client.get(reverse("diary:page"), {"day": "2026-04-01", "location": main.pk}).content.decode()
    assert '"day": "2026-04-01"' in asked
    assert '"day": "2026-03-02"' in admin_client.get(reverse("diary:page"), {"day": EVIL}).content.decode()


def test_without_any_location_the_page_says_so(admin_client):
    assert "no location yet" in admin_client.get(reverse("diary:page")).content.decode()


def test_what_is_booked_comes_with_what_surrounds_it(admin_client, main, luz, ana, ben):
    rewrite(luz, buffer_after=15)
    StaffHours.objects.create(staff=ben, location=main, weekday=1, starts=time(12), ends=time(20))
    TimeOff.objects.create(
        staff=ana,
        starts=datetime(2026, 3, 3, 15, tzinfo=MADRID),
        ends=datetime(2026, 3, 3, 16, tzinfo=MADRID),
        reason="Dentist",
    )
    found = entries(admin_client, main)
    assert of("appointment", found) == [("10:00", "10:30", ana.pk)]
    assert of("buffer", found) == [("10:30", "10:45", ana.pk)]
    assert of("time_off", found) == [("15:00", "16:00", ana.pk)]
    assert of("closed", found) == [("18:00", "09:00", None)]
    assert ("18:00", "09:00", ana.pk) in of("away", found)
    assert of("away", found)[-1] == ("20:00", "00:00", ben.pk)
    told = next(row for row in found if row["kind"] == "appointment")
    assert (told["who"], told["what"], told["with"], told["status"]) == ("Luz", "Haircut", "Ana", "booked")


def test_a_closure_closes_its_days_and_a_hold_lasts_as_long_as_it_does(
    admin_client, main, customer, slot_at, time_machine_at
):
    Closure.objects.create(location=main, first_day="2026-03-04", last_day="2026-03-04", reason="Works")
    booking.hold(customer, slot_at(3, 10), key="h1", now=NOW)
    found = entries(admin_client, main)
    assert of("closed", found) == [("18:00", "09:00", None)]
    assert any(row["start"] == "2026-03-03T18:00" and row["end"] == "2026-03-05T09:00" for row in found)
    assert [row["status"] for row in found if row["kind"] == "appointment"] == ["held"]
    time_machine_at(NOW + timedelta(hours=1))
    assert of("appointment", entries(admin_client, main)) == []


def test_a_group_is_one_entry_with_its_places_counted(admin_client, main, sitting, new_customer, slot_at):
    booking.book(new_customer(), slot_at(3, 10), name="Sol", notes="", key="k2", now=NOW)
    groups = [row for row in entries(admin_client, main) if row["kind"] == "group"]
    assert [(row["who"], row["what"]) for row in groups] == [("2 of 3 places", "Haircut")]
    assert of("appointment", entries(admin_client, main)) == []


def test_times_are_those_of_the_location_whatever_the_business_keeps(admin_client, business, cut, ana, customer):
    abroad = Location.objects.create(business=business, name="Tenerife", timezone="Atlantic/Canary")
    OpeningHours.objects.create(location=abroad, weekday=1, opens=time(9), closes=time(18))
    start = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Atlantic/Canary"))
    booking.book(customer, Slot(cut.pk, ana.pk, "Ana", start, abroad.pk), name="Luz", notes="", key="k", now=NOW)
    assert of("appointment", entries(admin_client, abroad)) == [("10:00", "10:30", ana.pk)]
    assert of("appointment", entries(admin_client, business.locations.exclude(pk=abroad.pk).get())) == []
    sheet = admin_client.get(reverse("diary:sheet"), {"location": abroad.pk, "day": "2026-03-03"}).content.decode()
    assert "10:00–10:30" in sheet
    form = admin_client.get(reverse("diary:move", args=[Appointment.objects.get().pk])).content.decode()
    assert "Tuesday 3 March 2026, 10:00–10:30, Tenerife" in form
    assert 'value="10:00"' in form


def test_what_spans_the_hour_that_the_clocks_repeat_still_ends_after_it_begins(admin_client, main, luz):
    begins = datetime(2026, 10, 25, 0, 45, tzinfo=ZoneInfo("UTC"))
    rewrite(luz, during=Range(begins, begins + timedelta(minutes=30)), local_day=date(2026, 10, 25))
    found = entries(admin_client, main, first="2026-10-25", last="2026-10-25")
    assert of("appointment", found, "2026-10-25") == [("02:45", "03:15", luz.staff_id)]


def test_a_customers_name_is_text_wherever_it_is_shown(admin_client, main, luz):
    Appointment.objects.update(customer_name=EVIL, notes=EVIL)
    Service.objects.update(name=EVIL)
    Staff.objects.update(name=EVIL)
    answer = admin_client.get(reverse("diary:feed"), {"location": main.pk, **WEEK})
    assert answer["Content-Type"] == "application/json"
    pages = [
        admin_client.get(reverse("diary:page")),
        admin_client.get(reverse("diary:sheet"), {"location": main.pk, "day": "2026-03-03"}),
        admin_client.get(reverse("diary:move", args=[luz.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        assert EVIL not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"first": "2026-03-08", "last": "2026-03-02"}, "the last one not before the first"),
        ({"first": "2026-03-02", "last": "2026-06-02"}, "Ask for 1 to 42 days"),
        ({"first": "soon"}, "first: Enter a valid date"),
        ({"location": "0"}, "location: Select a valid choice"),
        ({"location": EVIL}, "location: Select a valid choice"),
    ],
)
@pytest.mark.parametrize("name", ["feed", "outside"])
def test_days_that_cannot_be_are_refused_in_plain_words(admin_client, main, name, asked, complaint, caplog):
    answer = admin_client.get(reverse(f"diary:{name}"), {"location": main.pk, **WEEK, **asked})
    assert answer.status_code == 400
    assert complaint in answer.json()["words"]


def test_a_year_of_appointments_takes_no_more_queries_than_one(
    admin_client, main, luz, ana, ben, cut, new_customer, django_assert_max_num_queries
):
    def count() -> int:
        with django_assert_max_num_queries(20) as asked:
            entries(admin_client, main)
        return len(asked)

    before = count()
    for day in range(2, 7):
        for hour in (11, 12, 13):
            start = datetime(2026, 3, day, hour, tzinfo=MADRID)
            slot = Slot(cut.pk, ben.pk, "Ben", start, main.pk)
            booking.book(new_customer(), slot, name="Sol", notes="", key=f"{start}", now=NOW)
    assert len(entries(admin_client, main)) > 15
    assert count() == before


def test_who_may_not_look_is_sent_away_and_who_may_only_look_moves_nothing(client, main, luz):
    feed, asked = reverse("diary:feed"), {"location": main.pk, **WEEK}
    assert client.get(feed, asked).status_code == 302
    nobody = account()
    for name in ("page", "feed", "outside", "sheet"):
        assert nobody.get(reverse(f"diary:{name}"), asked).status_code == 403
    User.objects.all().delete()
    viewer = account("view_appointment")
    assert [row["move"] for row in entries(viewer, main) if row["kind"] == "appointment"] == [""]
    assert viewer.get(reverse("diary:move", args=[luz.pk])).status_code == 403
    assert move(viewer, luz).status_code == 403
    assert stands(luz)[0].day == 3


def test_a_move_without_the_pages_token_is_refused(luz):
    User.objects.create_superuser("Root", password="x")
    strict = Client(enforce_csrf_checks=True)
    strict.login(username="Root", password="x")
    assert move(strict, luz).status_code == 403
    assert stands(luz)[0].day == 3


def test_a_move_goes_through_the_diary_says_who_and_tells_the_customer(admin_client, admin_user, luz, ben):
    answer = move(admin_client, luz, staff=ben.pk, tell="on").json()
    words = "Moved to Wed 04 Mar, 12:00 with Ben. The customer will be told in a minute."
    assert answer == {"moved": True, "words": words}
    assert stands(luz) == (datetime(2026, 3, 4, 12, tzinfo=MADRID), "Ben")
    assert AuditEvent.objects.get(kind="appointment.moved").facts["by"] == f"user {admin_user.pk}"
    assert ["your appointment was moved" in text for text in told(NOW)] == [True]
    assert move(admin_client, luz, staff=ben.pk, tell="on", key="b").json()["words"] == "It stands there already."
    assert len(told(NOW)) == 1


def test_staff_who_move_somebody_who_cannot_be_written_to_are_asked_to_call(admin_client, luz):
    Conversation.objects.update(opted_out_at=NOW)
    words = move(admin_client, luz, tell="on").json()["words"]
    assert words.endswith("There is no way to write to the customer now: please call.")


def test_a_refused_move_says_why_and_whether_staff_may_insist(admin_client, luz, ben, new_customer, slot_at):
    booking.book(new_customer(), slot_at(4, 12, staff=ben), name="Sol", notes="", key="k2", now=NOW)
    taken = move(admin_client, luz, staff=ben.pk).json()
    assert not taken["moved"]
    assert not taken["overrule"]
    assert taken["words"] == "Ben is taken then. In the diary: Haircut, Sol, 12:00–12:30."
    closed = move(admin_client, luz, time="20:00").json()
    assert (closed["moved"], closed["overrule"]) == (False, True)
    assert stands(luz)[0].day == 3
    assert move(admin_client, luz, time="20:00", overrule="on").json()["moved"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"day": ""}, "Day: This field is required."),
        ({"day": "31/02/2026"}, "Day: Enter a valid date."),
        ({"time": "25:00"}, "Enter a valid time."),
        ({"staff": 0}, "Staff: Select a valid choice."),
        ({"staff": EVIL}, "Staff: Select a valid choice."),
        ({"key": ""}, "Key: This field is required."),
        ({"key": "x" * 41}, "Key: Ensure this value has at most 40 characters"),
        ({"day": "2026-03-29", "time": "02:30"}, "There is no such time on that day: the clocks go forward."),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_and_changes_nothing(admin_client, luz, form, words):
    answer = move(admin_client, luz, **form)
    assert answer.status_code == 400
    assert words in answer.json()["words"]
    assert words.split(": ")[-1][:20] in move(admin_client, luz, as_json=False, **form).content.decode()
    assert stands(luz)[0].day == 3


def test_what_is_gone_or_somebody_elses_is_not_moved(admin_client, luz):
    other = Business.objects.create(name="Other", timezone="UTC")
    stranger = Staff.objects.create(business=other, name="Zoe")
    assert move(admin_client, luz, staff=stranger.pk).status_code == 400
    assert move(admin_client, Appointment(pk=0, staff_id=luz.staff_id)).status_code == 404
    booking.cancel_by_staff(luz, user_id=1, now=NOW)
    assert "does not stand any more" in move(admin_client, luz).json()["words"]
    assert stands(luz)[0].day == 3


def test_the_form_moves_and_says_so_or_says_how_to_insist(admin_client, luz):
    refused = move(admin_client, luz, as_json=False, time="20:00").content.decode()
    assert "is closed then" in refused
    assert "tick “Even outside the rules of the house”" in refused
    done = move(admin_client, luz, as_json=False, tell="")
    assert done.url == f"/admin/diary/?location={luz.location_id}&day=2026-03-04"
    said = " ".join(map(str, get_messages(done.wsgi_request)))
    assert said == "Moved to Wed 04 Mar, 12:00 with Ana. The customer was not told."


def test_busy_times_outside_come_by_themselves_and_silence_is_called_by_its_name(admin_client, google, main, ana, ben):
    ten = datetime(2026, 3, 3, 10, tzinfo=MADRID)
    google.calendars["salon@example.com"].busy.append((ten, ten + timedelta(hours=1)))
    asked = {"location": main.pk, **WEEK}
    told = admin_client.get(reverse("diary:outside"), asked).json()
    assert of("busy_outside", told["entries"]) == [("10:00", "11:00", ana.pk), ("10:00", "11:00", ben.pk)]
    assert told["unknown"] == []
    google.fail(20, path="freeBusy", status=503)
    told = admin_client.get(reverse("diary:outside"), asked).json()
    assert told == {"entries": [], "unknown": ["Ana", "Ben"]}
    assert json.loads(json.dumps(reverse("diary:outside"))) in admin_client.get(reverse("diary:page")).content.decode()


def test_the_day_sheet_names_who_comes_where_to_reach_them_and_which_room(admin_client, main, fitted, ben):
    page = admin_client.get(reverse("diary:sheet"), {"location": main.pk, "day": "2026-03-03"}).content.decode()
    for words in ("Tuesday 3 March 2026", "Ana", "10:00–10:30", "Luz", "+34600000001", "Haircut", "Chair 1"):
        assert words in page
    bens = {"location": main.pk, "day": "2026-03-03", "staff": ben.pk}
    page = admin_client.get(reverse("diary:sheet"), bens).content.decode()
    assert "Luz" not in page
    assert "Nothing is booked" in page
    assert admin_client.get(reverse("diary:sheet"), {"location": main.pk, "day": "x"}).status_code == 400


def test_the_day_sheet_asks_as_much_for_ten_as_for_one(
    admin_client, main, fitted, cut, ana, new_customer, django_assert_max_num_queries
):
    def count() -> int:
        with django_assert_max_num_queries(12) as asked:
            admin_client.get(reverse("diary:sheet"), {"location": main.pk, "day": "2026-03-03"})
        return len(asked)

    before = count()
    for hour in (12, 14, 16):
        slot = Slot(cut.pk, ana.pk, "Ana", datetime(2026, 3, 3, hour, tzinfo=MADRID), main.pk)
        booking.book(new_customer(), slot, name="Sol", notes="", key=f"{hour}", now=NOW)
    assert count() == before


def test_the_appointments_page_leads_to_the_move_and_tells_where_it_stood(admin_client, luz):
    def page(client: Client) -> str:
        url = reverse("admin:calendar_integration_appointment_change", args=[luz.pk])
        content: str = client.get(url).content.decode()
        return content

    leads = reverse("diary:move", args=[luz.pk])
    assert leads in page(admin_client)
    move(admin_client, luz)
    assert "Tue 03 Mar 2026, 10:00" in page(admin_client)
    assert "Wed 04 Mar 2026, 12:00" in page(admin_client)
    assert leads not in page(account("view_appointment"))
    booking.cancel_by_staff(luz, user_id=1, now=NOW)
    assert leads not in page(admin_client)


def test_who_has_left_keeps_a_column_as_long_as_something_is_booked_with_them(admin_client, main, luz, ben, business):
    elsewhere = Location.objects.create(business=business, name="Harbour", timezone="Europe/Madrid")
    cora = Staff.objects.create(business=business, name="Cora")
    StaffHours.objects.create(staff=cora, location=elsewhere, weekday=1, starts=time(9), ends=time(12))

    def columns(location: Location) -> list[str]:
        page = admin_client.get(reverse("diary:page"), {"location": location.pk})
        return [who["title"] for who in page.context["settings"]["staff"]]

    assert (columns(main), columns(elsewhere)) == (["Ana", "Ben"], ["Ana", "Ben", "Cora"])
    Staff.objects.filter(name__in=["Ana", "Ben"]).update(active=False)
    assert (columns(main), columns(elsewhere)) == (["Ana"], ["Cora"])
    business.locations.update(active=False)
    page = admin_client.get(reverse("diary:page"))
    assert [row.pk for row in page.context["locations"]] == [main.pk]


def test_the_day_sheet_is_of_today_where_no_day_is_named(admin_client, main):
    page = admin_client.get(reverse("diary:sheet"))
    assert page.status_code == 200
    assert main.name in page.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_all_days_is_refused_in_words(admin_client, luz, day):
    answer = move(admin_client, luz, day=day, time="23:59" if day > "2" else "00:00")
    assert answer.status_code == 400
    assert "Name a year from 1900 to 2199." in answer.json()["words"]
