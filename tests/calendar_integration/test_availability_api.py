"""Programs ask what is free, and are told why where nothing is."""

from __future__ import annotations

import pytest

from calendar_integration.booking import booking
from calendar_integration.free import houses
from calendar_integration.free.availability import free_starts
from calendar_integration.free.busy_outside import survey
from calendar_integration.models import Closure, Location, Service, Staff, TimeOff
from receptionist.models import Business
from tests.calendar_integration.api import PROBLEM, Program, program
from tests.calendar_integration.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_week_of_now(rung, time_machine_at):
    time_machine_at(NOW)


@pytest.fixture
def zoe(db) -> Program:
    return program("zoe", "view_service")


def starts(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [slot["start"] for slot in answer.json()["slots"]]


def test_every_free_place_of_a_day_is_told_with_its_offset(zoe, cut, ana, customer, slot_at):
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k", now=NOW)
    told = zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-03-03").json()
    times = [slot["start"] for slot in told["slots"]]
    assert (times[0], times[-1]) == ("2026-03-03T09:00:00+01:00", "2026-03-03T17:30:00+01:00")
    assert "2026-03-03T10:00:00+01:00" not in times
    assert told["slots"][0]["end"] == "2026-03-03T09:30:00+01:00"
    assert told["slots"][0]["staff"] == [{"id": ana.pk, "name": "Ana", "seats": 1}]
    assert (told["reason"], told["reason_text"], told["staff_unknown"]) == (None, None, [])


def test_what_is_told_is_what_the_diary_itself_finds(zoe, cut, ana, ben):
    house = houses.house(cut, NOW)
    days = NOW.date().replace(day=9), NOW.date().replace(day=9)
    found = free_starts(survey(house, days, NOW).search, days[0])
    told = zoe.get("availability/", service=cut.pk, from_="2026-03-09", to="2026-03-09").json()
    assert [slot["start"] for slot in told["slots"]] == [start.local.isoformat() for start in found]


def test_each_place_it_tells_can_be_booked(zoe, cut, ana):
    maya = program("maya", "add_appointment")
    mail = {"name": "Luz", "email": "luz@example.com"}
    for slot in zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-03-03").json()["slots"][::2]:
        where = {"location": slot["location"], "staff": slot["staff"][0]["id"]}
        asked = {"service": cut.pk, "start": slot["start"], "customer": mail, **where}
        assert maya.post("appointments/", asked).status_code == 201
    assert starts(zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-03-03")) == []


def test_without_days_it_is_a_week_from_today(zoe, cut, ana):
    told = zoe.get("availability/", service=cut.pk).json()
    assert (told["first_day"], told["last_day"]) == ("2026-03-02", "2026-03-08")
    assert told["slots"][0]["start"] == "2026-03-02T10:30:00+01:00"


def test_another_zone_writes_the_same_moments_otherwise(zoe, cut, ana):
    day = {"from_": "2026-03-03", "to": "2026-03-03"}
    assert (
        starts(zoe.get("availability/", service=cut.pk, zone="Asia/Kolkata", **day))[0] == "2026-03-03T13:30:00+05:30"
    )


def test_only_who_and_where_is_asked_for_is_told(zoe, cut, ana, ben, business):
    day = {"from_": "2026-03-03", "to": "2026-03-03"}
    both = zoe.get("availability/", service=cut.pk, **day).json()["slots"][0]["staff"]
    assert [who["name"] for who in both] == ["Ana", "Ben"]
    only = zoe.get("availability/", service=cut.pk, staff=ben.pk, **day).json()["slots"][0]["staff"]
    assert [who["name"] for who in only] == ["Ben"]
    far = Location.objects.create(business=business, name="Far", timezone="Europe/Madrid")
    assert starts(zoe.get("availability/", service=cut.pk, location=far.pk, **day)) == []


def test_a_group_tells_how_many_seats_are_left(zoe, cut, ana, sitting):
    day = {"from_": "2026-03-03", "to": "2026-03-03"}
    seats = {
        slot["start"]: slot["staff"][0]["seats"]
        for slot in zoe.get("availability/", service=cut.pk, **day).json()["slots"]
    }
    assert seats["2026-03-03T10:00:00+01:00"] == 2
    assert seats["2026-03-03T11:00:00+01:00"] == 3


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (("2026-03-07", "2026-03-08"), "closed"),
        (("2026-02-01", "2026-02-03"), "past"),
        (("2027-03-01", "2027-03-02"), "too_far"),
        (("1900-01-01", "1900-01-02"), "past"),
        (("2199-12-30", "2199-12-31"), "too_far"),
        (("2026-03-03", "2026-03-03"), "nobody"),
        # Of several days the one that comes nearest to it tells.
        (("2026-03-03", "2026-03-08"), "nobody"),
    ],
)
def test_where_nothing_is_free_it_says_why(zoe, cut, ana, days, reason):
    TimeOff.objects.create(staff=ana, starts="2026-03-03T00:00Z", ends="2026-03-07T00:00Z")
    told = zoe.get("availability/", service=cut.pk, from_=days[0], to=days[1]).json()
    assert (told["slots"], told["reason"]) == ([], reason)
    assert told["reason_text"].endswith(".")


def test_a_full_day_is_called_full(zoe, cut, ana, customer, slot_at):
    Service.objects.update(minutes=540)
    booking.book(customer, slot_at(3, 9), name="Luz", notes="", key="k", now=NOW)
    Closure.objects.create(location=cut.business.locations.get(), first_day="2026-03-04", last_day="2026-03-04")
    told = zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-03-04").json()
    assert (told["slots"], told["reason"]) == ([], "full")


def test_whose_calendar_did_not_answer_is_named(zoe, google, cut, ana):
    google.fail(9, path="freeBusy", status=503)
    told = zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-03-03").json()
    assert told["staff_unknown"] == [ana.pk]
    assert told["slots"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "service"),
        ({"service": "x"}, "service"),
        ({"service": "9" * 400}, "service"),
        ({"service": "²"}, "service"),
        ({"from_": "tomorrow"}, "from"),
        ({"from_": "0001-01-01"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"from_": "2026-03-03", "to": "2026-03-02"}, "to"),
        ({"from_": "2026-03-01", "to": "2026-04-01"}, "to"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"zone": "\0"}, "zone"),
        ({"staff": "0"}, "staff"),
        ({"location": "-1"}, "location"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_its_field(zoe, cut, ana, query, field):
    answer = zoe.get("availability/", **({"service": cut.pk} if query and "service" not in query else {}), **query)
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert list(answer.json()["errors"]) == [field]


def test_nothing_is_told_of_another_business_or_of_what_is_not_offered(zoe, cut, ana):
    other = Business.objects.create(name="Other", timezone="UTC")
    stranger = Staff.objects.create(business=other, name="Zed")
    assert zoe.get("availability/", service=cut.pk, staff=stranger.pk).status_code == 400
    assert zoe.get("availability/", service=cut.pk, location=other.locations.get().pk).status_code == 400
    Service.objects.update(active=False)
    assert "not offered any more" in str(zoe.get("availability/", service=cut.pk).json()["errors"])


def test_who_may_not_look_at_services_is_told_nothing(cut, ana):
    assert program("max").get("availability/", service=cut.pk).status_code == 403


def test_a_month_of_many_people_costs_no_more_queries_than_a_day_of_one(
    zoe, cut, ana, ben, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        assert len(starts(zoe.get("availability/", service=cut.pk, from_="2026-03-03", to="2026-04-02"))) > 500
