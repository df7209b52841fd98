"""Staff edit services, people, rooms and hours; what cannot be is refused in words, and what is booked stays."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from calendar_integration import booking
from calendar_integration.models import (
    Appointment,
    Closure,
    Location,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    Staff,
    StaffDay,
    StaffHours,
    TimeOff,
)
from receptionist.models import Business
from tests.calendar_integration.conftest import NOW

#: The names of the lines on each page, and the related name that Django numbers them by.
LINES = {
    "location": ("opening_hours", "special_days", "closures"),
    "staff": ("hours", "days", "time_off"),
    "service": ("needs",),
    "resourcekind": ("resources",),
}


@pytest.fixture
def main(business) -> Location:
    return Location.objects.get(business=business)


@pytest.fixture
def appointment(customer, slot_at, time_machine_at) -> Appointment:
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    time_machine_at(NOW)
    return Appointment.objects.get()


def page(model: str, name: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:calendar_integration_{model}_{name}", args=args)


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def filled(model: str, row: Any, **lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Fill in a page as a browser would: the row's own fields, and lines of which those with an id stand already."""
    own = {
        "location": ("name", "address", "timezone", "holiday_country", "holiday_region", "active", "position"),
        "staff": ("name", "email", "active", "google_calendar_id"),
        "service": (
            *("name", "minutes", "buffer_before", "buffer_after", "lead_minutes", "horizon_days"),
            *("cancel_until_hours", "capacity", "active", "position"),
        ),
        "resourcekind": ("name",),
    }[model]
    form = {name: getattr(row, name) for name in own if getattr(row, name) is not False}
    form["business"] = row.business_id
    if model == "staff":
        form["services"] = [service.pk for service in row.services.all()] if row.pk else []
    for prefix in LINES[model]:
        given = lines.get(prefix, [])
        form |= {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": sum("id" in line for line in given)}
        for number, line in enumerate(given):
            form |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return form


def change(client: Any, model: str, row: Any, **lines: list[dict[str, Any]]) -> Any:
    return client.post(page(model, "change", row.pk), filled(model, row, **lines))


IMPOSSIBLE_HOURS = [
    ([("0", "18:00", "09:00")], "Closing must be after opening"),
    ([("0", "09:00", "09:00")], "Closing must be after opening"),
    ([("0", "09:00", "18:00"), ("0", "17:00", "20:00")], "overlap “Monday 09:00–18:00”"),
    ([("0", "09:00", "00:00"), ("0", "17:00", "20:00")], "overlap “Monday 09:00–00:00”"),
    ([("0", "09:00", "18:00"), ("0", "09:00", "18:00")], "overlap “Monday 09:00–18:00”"),
    ([("7", "09:00", "18:00")], "not one of the available choices"),
    ([("0", "25:00", "26:00")], "Enter a valid time"),
    ([("0", "", "18:00")], "This field is required"),
]


@pytest.mark.parametrize(("hours", "message"), IMPOSSIBLE_HOURS)
def test_impossible_opening_hours_are_refused_with_the_reason(admin_client, main, hours, message):
    lines = [{"weekday": day, "opens": opens, "closes": closes} for day, opens, closes in hours]
    assert message in change(admin_client, "location", main, opening_hours=lines).content.decode()
    assert OpeningHours.objects.count() == 5


@pytest.mark.parametrize(("hours", "message"), [*IMPOSSIBLE_HOURS[2:]])
def test_impossible_shifts_are_refused_with_the_reason(admin_client, main, ana, hours, message):
    lines = [{"location": main.pk, "weekday": day, "starts": starts, "ends": ends} for day, starts, ends in hours]
    assert message in change(admin_client, "staff", ana, hours=lines).content.decode()
    assert not StaffHours.objects.exists()


def test_hours_that_swap_their_places_in_one_go_are_fine(admin_client, main):
    OpeningHours.objects.all().delete()
    morning = OpeningHours.objects.create(location=main, weekday=0, opens=time(9), closes=time(12))
    late = OpeningHours.objects.create(location=main, weekday=0, opens=time(13), closes=time(18))
    lines = [
        {"id": morning.pk, "location": main.pk, "weekday": "0", "opens": "09:00", "closes": "14:00"},
        {"id": late.pk, "location": main.pk, "weekday": "0", "opens": "14:00", "closes": "00:00"},
    ]
    assert change(admin_client, "location", main, opening_hours=lines).status_code == 302
    assert list(OpeningHours.objects.values_list("closes", flat=True)) == [time(14), time(0)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"day": "2026-03-04", "opens": "10:00", "closes": ""}, "Give both times"),
        ({"day": "2026-03-04", "opens": "10:00", "closes": "09:00"}, "closing after opening"),
    ],
)
def test_a_special_day_has_both_times_or_neither(admin_client, main, line, message):
    assert message in change(admin_client, "location", main, special_days=[line]).content.decode()


def test_a_day_is_not_closed_and_open_at_once(admin_client, main):
    lines = [{"day": "2026-03-04", "opens": "10:00", "closes": "12:00"}, {"day": "2026-03-04"}]
    assert "This day has another line" in change(admin_client, "location", main, special_days=lines).content.decode()


def test_a_closure_that_ends_before_it_begins_is_refused(admin_client, main):
    lines = [{"first_day": "2026-03-05", "last_day": "2026-03-03"}]
    assert "must not be before the first" in change(admin_client, "location", main, closures=lines).content.decode()
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "line"),
    [("closures", {"first_day": "2026-03-03", "last_day": "2026-03-05"}), ("special_days", {"day": "2026-03-03"})],
)
def test_closing_days_with_appointments_says_how_many_and_changes_none(admin_client, main, appointment, prefix, line):
    response = change(admin_client, "location", main, **{prefix: [line]})
    assert response.status_code == 302
    assert "Appointments stand on closed days" in said(response)
    assert ": 1. Nothing that is booked was changed" in said(response)
    appointment.refresh_from_db()
    assert appointment.status == "booked"


def test_time_off_with_appointments_in_it_says_how_many_by_the_clock_of_the_house(admin_client, ana, appointment):
    off = {"starts_0": "2026-03-03", "starts_1": "09:00", "ends_0": "2026-03-03", "ends_1": "10:15"}
    response = change(admin_client, "staff", ana, time_off=[off])
    assert "Appointments of Ana stand in this time off (2026-03-03 09:00 to 2026-03-03 10:15): 1." in said(response)
    assert TimeOff.objects.get().starts == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    shown = admin_client.get(page("staff", "change", ana.pk)).content.decode()
    assert 'value="09:00:00"' in shown


def test_a_day_off_with_appointments_in_it_says_how_many(admin_client, ana, appointment):
    assert "stand in this time off (2026-03-03 off): 1" in said(
        change(admin_client, "staff", ana, days=[{"day": "2026-03-03"}])
    )
    other = {"day": "2026-03-03", "starts": "09:00", "ends": "12:00"}
    assert "2026-03-03 09:00" not in said(change(admin_client, "staff", ana, days=[other]))


def test_a_room_out_of_use_tells_of_what_is_still_to_come_in_it(admin_client, fitted, room, time_machine_at):
    time_machine_at(NOW)
    line = {"id": room.pk, "kind": room.kind_id, "location": room.location_id, "name": room.name}
    response = change(admin_client, "resourcekind", room.kind, resources=[line])
    assert "“Chair 1” is not booked any more, but appointments are still to come: 1." in said(response)


def test_time_off_that_ends_before_it_begins_is_refused(admin_client, ana):
    off = {"starts_0": "2026-03-03", "starts_1": "10:00", "ends_0": "2026-03-03", "ends_1": "09:00"}
    assert "must end after it starts" in change(admin_client, "staff", ana, time_off=[off]).content.decode()


def test_a_shift_while_the_house_is_closed_is_saved_with_a_warning(admin_client, main, ana):
    lines = [
        {"location": main.pk, "weekday": "0", "starts": "10:00", "ends": "18:00"},
        {"location": main.pk, "weekday": "1", "starts": "08:00", "ends": "12:00"},
        {"location": main.pk, "weekday": "5", "starts": "10:00", "ends": "12:00"},
    ]
    response = change(admin_client, "staff", ana, hours=lines)
    assert StaffHours.objects.count() == 3
    assert "Tuesday 08:00–12:00 (Main), Saturday 10:00–12:00 (Main)" in said(response)
    assert "Monday" not in said(response)


def test_the_same_wall_time_in_another_zone_does_not_overlap(admin_client, business, main, ana):
    far = Location.objects.create(business=business, name="Lisbon", timezone="Europe/Lisbon")
    lines = [{"location": place.pk, "weekday": "0", "starts": "09:00", "ends": "12:00"} for place in (main, far)]
    assert change(admin_client, "staff", ana, hours=lines).status_code == 302


@pytest.mark.parametrize("model", ["staff", "service", "resourcekind"])
def test_nothing_of_another_business_can_be_chosen(admin_client, business, ana, cut, model):
    other = Business.objects.create(name="Other", timezone="UTC")
    place = other.locations.get()
    lines: dict[str, tuple[Any, str, dict[str, Any]]] = {
        "staff": (ana, "hours", {"location": place.pk, "weekday": "0", "starts": "09:00", "ends": "12:00"}),
        "service": (cut, "needs", {"kind": ResourceKind.objects.create(business=other, name="laser").pk}),
        "resourcekind": (
            ResourceKind.objects.create(business=business, name="chair"),
            "resources",
            {"location": place.pk, "name": "Chair", "active": "on"},
        ),
    }
    row, prefix, line = lines[model]
    assert "belongs to another business" in change(admin_client, model, row, **{prefix: [line]}).content.decode()


def test_staff_perform_services_of_their_own_business_only(admin_client, business, cut):
    other = Business.objects.create(name="Other", timezone="UTC")
    form = filled("staff", Staff(business=other, name="Ana")) | {"services": [cut.pk]}
    assert "Other does not have Haircut" in admin_client.post(page("staff", "add"), form).content.decode()
    assert not Staff.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("timezone", "Europe/Atlantis", "“Europe/Atlantis” is not a time zone"),
        ("holiday_country", "XX", "Select a valid choice"),
        ("name", "", "This field is required"),
    ],
)
def test_an_impossible_location_is_refused(admin_client, main, field, value, message):
    form = filled("location", main) | {field: value}
    assert message in admin_client.post(page("location", "change", main.pk), form).content.decode()


def test_a_region_that_its_country_does_not_know_is_refused_with_those_it_knows(admin_client, main):
    form = filled("location", main) | {"holiday_country": "ES", "holiday_region": "CA"}
    told = admin_client.post(page("location", "change", main.pk), form).content.decode()
    assert "“CA” is not a region" in told
    assert "MD" in told


@pytest.mark.parametrize(
    ("field", "value"),
    [("minutes", "0"), ("minutes", "721"), ("buffer_after", "241"), ("capacity", "0"), ("horizon_days", "0")],
)
def test_a_service_with_impossible_numbers_is_refused(admin_client, cut, field, value):
    form = filled("service", cut) | {field: value}
    assert admin_client.post(page("service", "change", cut.pk), form).status_code == 200
    cut.refresh_from_db()
    assert cut.minutes == 30


def test_a_service_that_needs_what_is_not_there_says_where(admin_client, business, main, cut):
    room = ResourceKind.objects.create(business=business, name="treatment room")
    response = change(admin_client, "service", cut, needs=[{"kind": room.pk}])
    assert "There is no treatment room at Main" in said(response)
    need = cut.needs.get()
    Resource.objects.create(location=main, kind=room, name="Room 1")
    admin_client.get(page("service"))
    again = change(admin_client, "service", cut, needs=[{"id": need.pk, "service": cut.pk, "kind": room.pk}])
    assert "There is no" not in said(again)


@pytest.mark.parametrize("model", ["service", "staff", "location"])
def test_what_is_switched_off_tells_of_what_is_still_to_come_and_changes_nothing(admin_client, appointment, model):
    row = getattr(appointment, model)
    row.active = False
    response = change(admin_client, model, row)
    assert f"“{row}” is not booked any more, but appointments are still to come: 1." in said(response)
    appointment.refresh_from_db()
    assert (appointment.status, appointment.occupancies.count()) == ("booked", 1)


@pytest.mark.parametrize("model", ["service", "staff", "location"])
def test_what_has_appointments_is_not_deleted_and_the_page_says_what_to_do_instead(admin_client, appointment, model):
    row = getattr(appointment, model)
    response = admin_client.post(page(model, "delete", row.pk), {"post": "yes"})
    told = response.content.decode()
    assert "has appointments (1, still to come: 1)" in told
    assert "Untick “active” instead" in told
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_room_that_is_booked_is_not_deleted(admin_client, fitted, room):
    told = admin_client.post(page("resourcekind", "delete", room.kind_id), {"post": "yes"}).content.decode()
    assert "has appointments (1, still to come: " in told
    lines = [{"id": room.pk, "kind": room.kind_id, "location": room.location_id, "name": room.name, "DELETE": "on"}]
    assert change(admin_client, "resourcekind", room.kind, resources=lines).status_code == 200
    assert Resource.objects.filter(pk=room.pk).exists()


def test_the_only_location_is_not_deleted(admin_client, main):
    told = admin_client.post(page("location", "delete", main.pk), {"post": "yes"}).content.decode()
    assert "is the only location of Salon" in told
    assert Location.objects.filter(pk=main.pk).exists()


def test_what_nothing_hangs_on_is_deleted(admin_client, cut, business):
    Location.objects.create(business=business, name="Old", timezone="Europe/Madrid")
    old = Location.objects.get(name="Old")
    admin_client.post(page("service", "delete", cut.pk), {"post": "yes"})
    admin_client.post(page("location", "delete", old.pk), {"post": "yes"})
    assert not Service.objects.exists()
    assert Location.objects.count() == 1


def test_a_new_business_has_a_location_on_its_own_clock(db):
    place = Business.objects.create(name="Clinic", timezone="Asia/Tokyo").locations.get()
    assert (place.name, place.timezone) == ("Main", "Asia/Tokyo")


def test_the_only_location_follows_the_clock_of_its_business(business, main):
    business.timezone = "Europe/Lisbon"
    business.save()
    main.refresh_from_db()
    assert main.timezone == "Europe/Lisbon"


def test_a_location_with_a_clock_of_its_own_keeps_it(business, main):
    Location.objects.update(timezone="Atlantic/Canary")
    business.timezone = "Europe/Lisbon"
    business.save()
    main.refresh_from_db()
    assert main.timezone == "Atlantic/Canary"


def test_one_of_several_locations_keeps_its_clock(business, main):
    Location.objects.create(business=business, name="Second", timezone="Europe/Madrid")
    business.timezone = "Europe/Lisbon"
    business.save()
    assert set(Location.objects.values_list("timezone", flat=True)) == {"Europe/Madrid"}


def test_a_day_off_needs_no_location(admin_client, ana):
    assert change(admin_client, "staff", ana, days=[{"day": "2026-03-04"}]).status_code == 302
    assert str(StaffDay.objects.get()) == "2026-03-04 off"
