"""Programs book, move, cancel and mark appointments by the same rules as Sara does, and are told what went wrong."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import User
from redis import Redis

from calendar_integration.booking import booking, holding
from calendar_integration.models import (
    Appointment,
    AppointmentChange,
    Location,
    Occupancy,
    OpeningHours,
    Service,
    Staff,
)
from calendar_integration.outside import mirroring
from calendar_integration.proof import broken_promises
from receptionist.api.parsing import LARGEST_BODY
from receptionist.domain.diary import Slot
from receptionist.models import AuditEvent, Business, Contact, ContactAddress
from tests.calendar_integration.api import PROBLEM, Program, program
from tests.calendar_integration.conftest import NOW

pytestmark = pytest.mark.django_db

LUZ = {"name": "Luz", "phone": "+34 600 000 099"}


@pytest.fixture(autouse=True)
def _in_the_week_of_now(rung, time_machine_at):
    time_machine_at(NOW)


@pytest.fixture
def maya(db) -> Program:
    return program("maya", "view_service", "view_appointment", "add_appointment", "change_appointment")


@pytest.fixture
def wish(cut, ana) -> dict[str, object]:
    return {"service": cut.pk, "start": "2026-03-03T10:00:00+01:00", "customer": LUZ}


def path_of(appointment: Appointment, step: str) -> str:
    return f"appointments/{appointment.public_id}/{step}/"


def test_a_booking_stands_in_the_diary_and_is_told_in_the_zone_of_the_house(maya, wish, ana):
    answer = maya.post("appointments/", wish | {"start": "2026-03-03T09:00:00Z", "notes": "First visit"})
    told = answer.json()
    assert answer.status_code == 201
    assert (told["start"], told["end"]) == ("2026-03-03T10:00:00+01:00", "2026-03-03T10:30:00+01:00")
    assert (told["status"], told["staff"], told["customer_name"], told["notes"]) == (
        "booked",
        ana.pk,
        "Luz",
        "First visit",
    )
    assert told["conversation"] is None
    assert told["calendar_confirmed"] is True
    assert maya.get(f"appointments/{told['public_id']}/").json() == told
    assert list(broken_promises(5)) == []


def test_the_audit_and_the_history_name_the_account_that_did_it(maya, wish):
    maya.post("appointments/", wish)
    appointment = Appointment.objects.get()
    maya.post(path_of(appointment, "move"), {"start": "2026-03-03T12:00:00+01:00"})
    maya.post(path_of(appointment, "confirm"))
    maya.post(path_of(appointment, "cancel"))
    lines = AuditEvent.objects.filter(kind__startswith="appointment.").values_list("kind", "facts__by")
    assert list(lines) == [
        (f"appointment.{step}", "api maya") for step in ("booked", "moved", "confirmed", "cancelled")
    ]
    assert set(AppointmentChange.objects.values_list("by", flat=True)) == {"api maya"}


def test_the_longest_name_of_an_account_fits_into_the_history(wish):
    name = "m" * 150
    assert program(name, "add_appointment").post("appointments/", wish).status_code == 201
    assert AppointmentChange.objects.get().by == f"api {name}"


def test_a_customer_is_the_one_of_that_number_and_keeps_what_is_known(maya, wish, customer):
    number = ContactAddress.objects.get(contact_id=customer.contact_id).value
    mail = "other@example.com"
    assert (
        maya.post("appointments/", wish | {"customer": {"name": "L.", "phone": number, "email": mail}}).json()[
            "contact"
        ]
        == customer.contact_id
    )
    contact = Contact.objects.get()
    # Whoever fills in a form has proven nothing: no address is added by which the appointments could be changed.
    assert (contact.name, contact.email, contact.addresses.count()) == ("L.", "", 1)


def test_a_new_customer_is_made_with_number_and_address(maya, wish):
    maya.post("appointments/", wish | {"customer": LUZ | {"email": "luz@example.com"}})
    contact = Contact.objects.get()
    assert (contact.name, contact.email) == ("Luz", "luz@example.com")
    assert contact.addresses.get().value == "+34600000099"


def test_who_gives_an_email_address_only_is_found_by_it_again(maya, wish):
    for hour, address in ((10, "luz@example.com"), (11, "LUZ@example.com")):
        mail = {"name": "Luz", "email": address}
        asked = wish | {"start": f"2026-03-03T{hour}:00:00+01:00", "customer": mail}
        assert maya.post("appointments/", asked).status_code == 201
    assert Contact.objects.count() == 1
    assert ContactAddress.objects.count() == 0


def test_a_contact_who_is_known_is_named_by_its_id(maya, wish, customer):
    nameless = maya.post("appointments/", wish | {"customer": {"contact": customer.contact_id}})
    assert nameless.json()["errors"]["customer"] == {"name": ["This contact has no name yet: give one."]}
    Contact.objects.update(name="Luz")
    booked = maya.post("appointments/", wish | {"customer": {"contact": customer.contact_id}}).json()
    assert (booked["contact"], booked["customer_name"]) == (customer.contact_id, "Luz")


def test_a_place_that_is_gone_is_refused_with_what_is_free_instead(maya, wish, ana):
    maya.post("appointments/", wish)
    answer = maya.post("appointments/", wish | {"customer": {"name": "Bea", "phone": "+34600000098"}})
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    assert (told["code"], told["reason"], told["detail"]) == (
        "slot_not_available",
        "taken",
        "Somebody else has that time.",
    )
    assert told["alternatives"]
    instead = told["alternatives"][0]
    again = wish | {"start": instead["start"], "staff": instead["staff"], "location": instead["location"]}
    assert maya.post("appointments/", again).status_code == 201


def test_who_is_named_performs_it_or_nobody_does(maya, wish, ana, ben):
    assert maya.post("appointments/", wish | {"staff": ana.pk}).json()["staff"] == ana.pk
    refused = maya.post("appointments/", wish | {"staff": ana.pk}).json()
    assert (refused["status"], refused["reason"]) == (409, "taken")
    assert {other["staff"] for other in refused["alternatives"]} == {ana.pk}
    assert maya.post("appointments/", wish).json()["staff"] == ben.pk


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("2026-03-01T10:00:00+01:00", "past"),
        ("2026-03-02T10:05:00+01:00", "too_soon"),
        ("2026-03-07T10:00:00+01:00", "closed"),
        ("2026-12-01T10:00:00+01:00", "too_far"),
        ("1900-01-01T00:00:00+14:00", "past"),
        ("2199-12-31T23:59:00-12:00", "too_far"),
    ],
)
def test_a_time_that_cannot_be_had_is_refused_with_the_reason(maya, wish, start, reason):
    Service.objects.update(lead_minutes=120)
    answer = maya.post("appointments/", wish | {"start": start})
    assert (answer.status_code, answer.json()["reason"]) == (409, reason)
    assert not Appointment.objects.exists()


BAD = [
    ({"start": "2026-03-03T10:00:00"}, "start", "Add the offset"),
    ({"start": "tomorrow"}, "start", "Write the moment as"),
    ({"start": 5}, "start", "Write the moment as"),
    ({"start": None}, "start", "may not be null"),
    ({"start": "0001-01-01T00:00:00+14:00"}, "start", "Name a year"),
    ({"start": "9999-12-31T23:59:00-14:00"}, "start", "Name a year"),
    ({"start": "2026-03-03T10:00:30+01:00"}, "start", "full minute"),
    ({"service": 0}, "service", "does not exist"),
    ({"service": 2**80}, "service", "does not exist"),
    ({"service": 987654}, "service", "does not exist"),
    ({"service": "cut"}, "service", "valid integer"),
    ({"service": True}, "service", "nteger"),
    ({"service": [1]}, "service", "nteger"),
    ({"customer": {}}, "customer", "Give a contact"),
    ({"customer": "Luz"}, "customer", "Expected a dictionary"),
    ({"customer": {"name": "Luz", "phone": "600000099"}}, "customer", "country's code"),
    ({"customer": {"name": "Luz", "phone": "+34600"}}, "customer", "so short"),
    ({"customer": {"name": "Luz", "phone": "not a number"}}, "customer", "country's code"),
    ({"customer": {"name": "Luz", "email": "luz"}}, "customer", "valid email"),
    ({"customer": {"name": "L\nuz", "email": "luz@example.com"}}, "customer", "one line"),
    ({"customer": {"name": "L" * 121, "email": "luz@example.com"}}, "customer", "120"),
    ({"customer": {"email": "luz@example.com"}}, "customer", "Give the customer's name"),
    ({"customer": {"name": " ", "email": "luz@example.com"}}, "customer", "blank"),
    ({"customer": {"name": "\ud800", "email": "luz@example.com"}}, "customer", "urrogate"),
    ({"customer": {"contact": 1, "phone": "+34600000099"}}, "customer", ""),
    ({"notes": "n" * 2001}, "notes", "2000"),
    ({"notes": "a\0b"}, "notes", "Null"),
    ({"staff": 987654}, "staff", "does not exist"),
]


@pytest.mark.parametrize(("change", "field", "words"), BAD)
def test_what_cannot_be_used_is_refused_field_by_field_and_changes_nothing(maya, wish, change, field, words):
    answer = maya.post("appointments/", wish | change)
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"], told["code"]) == (400, PROBLEM, "invalid")
    assert words in str(told["errors"][field])
    assert not Appointment.objects.exists()
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b"{", "application/json", 400, "parse_error"),
        (b"[]", "application/json", 400, "parse_error"),
        (b"\xff\xfe", "application/json", 400, "parse_error"),
        (b"[" * 20_000, "application/json", 400, "parse_error"),
        (b'{"service": NaN}', "application/json", 400, "parse_error"),
        (b'{"service": ' + b"9" * 5000 + b"}", "application/json", 400, "parse_error"),
        (b"{}" + b" " * LARGEST_BODY, "application/json", 413, "too_large"),
        (b"service=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_and_no_accident(maya, body, media_type, status, code):
    answer = maya.post_as_is("appointments/", body, media_type)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (status, PROBLEM, code)


def test_nothing_of_another_business_can_be_booked_together(maya, wish, customer):
    other = Business.objects.create(name="Other", timezone="UTC")
    foreign = {
        "staff": Staff.objects.create(business=other, name="Zoe").pk,
        "location": other.locations.get().pk,
        "customer": {"contact": Contact.objects.create(business=other, name="Zed").pk},
    }
    for field, value in foreign.items():
        errors = maya.post("appointments/", wish | {field: value}).json()["errors"]
        assert errors == {field: ["It belongs to another business than the service."]}
    maya.post("appointments/", wish)
    appointment = Appointment.objects.get()
    moved = maya.post(path_of(appointment, "move"), {"start": "2026-03-03T12:00:00+01:00", "staff": foreign["staff"]})
    assert moved.status_code == 400


def test_the_same_number_is_another_customer_in_another_business(maya, wish):
    other = Business.objects.create(name="Other", timezone="UTC")
    stranger = Contact.objects.create(business=other, name="Stranger")
    ContactAddress.objects.create(business=other, contact=stranger, kind="phone", value="+34600000099")
    assert maya.post("appointments/", wish).json()["contact"] != stranger.pk


def test_a_move_leaves_the_appointment_with_the_same_person_at_the_same_place_where_it_can(maya, wish, ana, ben):
    Location.objects.create(business=ana.business, name="Aaa", timezone="Europe/Madrid", position=0)
    told = maya.post("appointments/", wish | {"staff": ben.pk}).json()
    moved = maya.post(f"appointments/{told['public_id']}/move/", {"start": "2026-03-04T10:00:00+01:00"})
    assert moved.status_code == 200
    assert (moved.json()["staff"], moved.json()["location"]) == (ben.pk, told["location"])
    assert moved.json()["start"] == "2026-03-04T10:00:00+01:00"
    assert moved.json()["public_id"] == told["public_id"]
    assert Occupancy.objects.count() == 1


def test_a_move_to_another_place_at_the_same_time_is_a_move(maya, wish, ana):
    told = maya.post("appointments/", wish).json()
    far = Location.objects.create(business=ana.business, name="Far", timezone="Europe/Madrid")
    OpeningHours.objects.create(location=far, weekday=1, opens=time(9), closes=time(18))
    moved = maya.post(f"appointments/{told['public_id']}/move/", {"start": told["start"], "location": far.pk}).json()
    assert (moved["start"], moved["location"]) == (told["start"], far.pk)
    assert list(broken_promises(5)) == []


def test_a_move_to_a_place_that_is_taken_is_refused_and_the_appointment_stays(maya, wish):
    first, second = maya.post("appointments/", wish).json(), wish | {"start": "2026-03-03T12:00:00+01:00"}
    maya.post("appointments/", second)
    refused = maya.post(f"appointments/{first['public_id']}/move/", {"start": second["start"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_not_available")
    assert maya.get(f"appointments/{first['public_id']}/").json() == first
    assert list(broken_promises(5)) == []


def test_a_cancelled_appointment_frees_its_place_and_says_whether_that_was_late(maya, wish):
    Service.objects.update(cancel_until_hours=48)
    told = maya.post("appointments/", wish).json()
    path = f"appointments/{told['public_id']}/cancel/"
    answers = [maya.post(path), maya.post(path)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json()["late"] for answer in answers] == [True, True]
    assert answers[0].json()["status"] == "cancelled"
    assert AuditEvent.objects.filter(kind="appointment.cancelled").count() == 1
    assert maya.post("appointments/", wish).status_code == 201


@pytest.mark.parametrize("step", ["cancel", "confirm", "complete"])
def test_a_step_that_is_not_allowed_is_refused_in_words_and_changes_nothing(maya, wish, step, time_machine_at):
    told = maya.post("appointments/", wish).json()
    path = f"appointments/{told['public_id']}"
    if step == "complete":
        assert "has not begun" in maya.post(f"{path}/complete/").json()["detail"]
        return
    time_machine_at(NOW + timedelta(days=2))
    assert maya.post(f"{path}/no-show/").json()["status"] == "no_show"
    refused = maya.post(f"{path}/{step}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_allowed")
    assert "no_show" in refused.json()["detail"]
    assert maya.get(f"{path}/").json()["status"] == "no_show"
    assert maya.post(f"{path}/complete/").json()["status"] == "completed"


def test_what_does_not_stand_cannot_be_moved(maya, wish):
    told = maya.post("appointments/", wish).json()
    maya.post(f"appointments/{told['public_id']}/cancel/")
    refused = maya.post(f"appointments/{told['public_id']}/move/", {"start": "2026-03-03T12:00:00+01:00"})
    assert (refused.status_code, refused.json()["reason"]) == (409, "cancelled")


def test_what_the_customer_holds_in_a_conversation_becomes_their_appointment(maya, wish, customer, cut, ana):
    start = NOW + timedelta(days=1)
    slot = Slot(cut.pk, ana.pk, "Ana", start, cut.business.locations.get().pk)
    booking.hold(customer, slot, key="h", now=NOW)
    booked = maya.post("appointments/", wish | {"customer": {"contact": customer.contact_id, "name": "Luz"}}).json()
    assert (booked["status"], booked["conversation"]) == ("booked", customer.conversation_id)
    assert holding.end_those_run_out(NOW + timedelta(days=1)) == 0


def test_what_is_booked_while_a_calendar_is_silent_says_so_until_it_has_been_asked(google, maya, wish):
    google.fail(20, path="freeBusy", status=503)
    told = maya.post("appointments/", wish).json()
    assert (told["status"], told["calendar_confirmed"], told["mirror_status"]) == ("booked", False, "pending")
    google.recover()
    mirroring.mirror(told["id"])
    told = maya.get(f"appointments/{told['public_id']}/").json()
    assert (told["calendar_confirmed"], told["mirror_status"]) == (True, "done")


@pytest.mark.parametrize("path", ["appointments/987/", "appointments/x/", f"appointments/{'0' * 36}/"])
def test_what_is_not_there_is_not_found(maya, path):
    for answer in (maya.get(path), maya.post(f"{path}cancel/")):
        assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (404, PROBLEM, "not_found")


@pytest.mark.parametrize(
    ("may", "books", "changes"),
    [
        ((), 403, 403),
        (("view_appointment",), 403, 403),
        (("add_appointment",), 201, 403),
        (("change_appointment",), 403, 200),
    ],
)
def test_an_account_does_only_what_it_may(maya, wish, may, books, changes):
    maya.post("appointments/", wish)
    appointment = Appointment.objects.get()
    zoe = program("zoe", *may)
    assert zoe.post("appointments/", wish | {"start": "2026-03-03T15:00:00+01:00"}).status_code == books
    for step in ("move", "confirm", "cancel"):
        assert zoe.post(path_of(appointment, step), {"start": "2026-03-04T10:00:00+01:00"}).status_code == changes, step
    User.objects.filter(username="zoe").update(is_staff=False)
    assert zoe.post("appointments/", wish).status_code == 403


def test_another_place_that_is_booked_lets_go_of_what_the_customer_held_and_says_by_whom(
    maya, wish, customer, cut, ana
):
    slot = Slot(cut.pk, ana.pk, "Ana", NOW + timedelta(days=1, hours=3), cut.business.locations.get().pk)
    booking.hold(customer, slot, key="h", now=NOW)
    maya.post("appointments/", wish | {"customer": {"contact": customer.contact_id, "name": "Luz"}})
    ended = AppointmentChange.objects.get(to_status="expired")
    assert (ended.by, ended.reason) == ("api maya", "they took another place")


@pytest.mark.parametrize("path", ["appointments/", "availability/", "services/"])
def test_what_no_address_does_is_a_problem_too(maya, path):
    for answer, status in ((maya.put(path), 405), (maya.options(path), 200)):
        assert answer.status_code == status, path
        assert status == 200 or (answer["Content-Type"], answer.json()["code"]) == (PROBLEM, "method_not_allowed")


def test_an_account_that_asks_too_often_is_told_when_to_come_back(maya, settings):
    settings.ENV = settings.ENV.model_copy(update={"api_requests_per_minute": 2})
    redis = Redis.from_url(str(settings.ENV.redis_url))
    for key in redis.scan_iter("api-requests:*"):
        redis.delete(key)
    program("zoe", "view_appointment").get("appointments/")
    answers = [maya.get("appointments/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "throttled"
    assert 1 <= int(answers[2]["Retry-After"]) <= 61


def test_without_redis_nobody_is_held_up(maya, settings, monkeypatch):
    settings.ENV = settings.ENV.model_copy(update={"api_requests_per_minute": 1})
    monkeypatch.setattr("receptionist.resilience.shared_redis.ask", lambda question: None)
    assert [maya.get("appointments/").status_code for _ in range(3)] == [200, 200, 200]
