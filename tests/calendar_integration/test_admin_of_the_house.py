"""Staff edit services, people, rooms and hours; what cannot be is refused in words, and what is booked stays."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse

from calendar_integration.booking import booking, choosing
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
from calendar_integration.proof import broken_promises
from receptionist.domain.events import SlotRefused
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
        "staff": ("name", "email", "active", "calendar_id"),
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


def test_the_appointments_in_time_off_are_named_and_linked(admin_client, ana, appointment, new_customer, slot_at):
    Appointment.objects.update(customer_name="<b>Luz</b>")
    for hour in range(11, 17):
        booking.book(new_customer(), slot_at(3, hour), name="Bea", notes="", key=f"k{hour}", now=NOW)
    off = {"starts_0": "2026-03-03", "starts_1": "00:00", "ends_0": "2026-03-04", "ends_1": "00:00"}
    told = said(change(admin_client, "staff", ana, time_off=[off]))
    assert f'href="{page("appointment", "change", appointment.pk)}">2026-03-03 10:00 &lt;b&gt;Luz&lt;/b&gt;</a>' in told
    assert ": 7. " in told
    assert told.count('<a class="underline"') == 5
    assert "and 2 more" in told
    assert admin_client.get(page("appointment", "change", appointment.pk)).status_code == 200


def test_who_may_not_see_appointments_is_told_how_many_and_not_whose(client, ana, appointment):
    user = User.objects.create_user("maya", is_staff=True)
    for codename in ("view_staff", "change_staff", "add_timeoff", "view_timeoff"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)
    off = {"starts_0": "2026-03-03", "starts_1": "09:00", "ends_0": "2026-03-03", "ends_1": "11:00"}
    told = said(change(client, "staff", ana, time_off=[off]))
    assert ": 1. Nothing that is booked was changed" in told
    assert "Luz" not in told


def test_fewer_places_than_are_sold_leave_everybody_theirs_and_say_who(
    admin_client, cut, sitting, new_customer, slot_at, time_machine_at
):
    time_machine_at(NOW)
    booking.book(new_customer(), slot_at(3, 10), name="Bea", notes="", key="k2", now=NOW)
    cut.refresh_from_db()
    cut.capacity = 1
    told = said(change(admin_client, "service", cut))
    assert "with more customers than “Haircut” has places now (1): 2. Nothing that is booked was changed" in told
    assert ("Luz" in told, "Bea" in told) == (True, True)
    assert sitting.appointments.count() == 2
    assert list(broken_promises(5)) == []


def test_where_there_are_fewer_places_by_now_no_more_than_that_are_sold(cut, sitting, new_customer, slot_at):
    booking.book(new_customer(), slot_at(3, 10), name="Bea", notes="", key="k2", now=NOW)
    Service.objects.update(capacity=2)
    refused = booking.book(new_customer(), slot_at(3, 10), name="Cas", notes="", key="k3", now=NOW)
    assert isinstance(refused, SlotRefused)
    assert slot_at(3, 10).start not in [slot.start for slot in refused.alternatives]
    assert sitting.appointments.count() == 2


def test_another_clock_leaves_what_is_agreed_at_its_time_and_says_what_that_is(admin_client, main, appointment):
    main.timezone = "Europe/Lisbon"
    told = said(change(admin_client, "location", main))
    assert "at “Main” keep the time agreed by the clock of Europe/Madrid: 1." in told
    before = appointment.start
    appointment.refresh_from_db()
    assert (appointment.start, appointment.timezone) == (before, "Europe/Madrid")
    assert list(broken_promises(5)) == []


def test_the_last_place_of_fewer_goes_to_who_was_faster(cut, sitting, new_customer, slot_at, monkeypatch):
    Service.objects.update(capacity=2)
    choose = choosing.choose

    def choose_and_be_too_late(*args, **kwargs):
        choice = choose(*args, **kwargs)
        monkeypatch.setattr(choosing, "choose", choose)
        booking.book(new_customer(), slot_at(3, 10), name="Bea", notes="", key="k2", now=NOW)
        return choice

    monkeypatch.setattr(choosing, "choose", choose_and_be_too_late)
    assert isinstance(
        booking.book(new_customer(), slot_at(3, 10), name="Cas", notes="", key="k3", now=NOW), SlotRefused
    )
    assert [row.customer_name for row in sitting.appointments.order_by("seat")] == ["Luz", "Bea"]


@pytest.mark.parametrize("field", ["name", "address"])
def test_what_touches_no_appointment_warns_of_none(admin_client, main, appointment, field):
    setattr(main, field, "Elsewhere")
    assert "appointments" not in said(change(admin_client, "location", main)).lower()


@pytest.mark.parametrize("model", ["service", "staff", "location"])
def test_what_has_appointments_is_not_deleted_with_others_from_the_list_either(admin_client, appointment, model):
    row = getattr(appointment, model)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert "has appointments (1, still to come: 1)" in admin_client.post(page(model), chosen).content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


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


@pytest.mark.parametrize(
    ("madrid", "lisbon", "is_fine"),
    [
        # It is an hour earlier in Lisbon.
        (("09:00", "12:00"), ("11:00", "14:00"), True),
        (("09:00", "12:00"), ("09:00", "12:00"), False),
        (("13:00", "14:00"), ("09:00", "13:00"), False),
        (("12:00", "14:00"), ("13:00", "18:00"), True),
    ],
)
def test_nobody_works_at_two_places_at_once_by_whatever_clocks(
    admin_client, business, main, ana, madrid, lisbon, is_fine
):
    far = Location.objects.create(business=business, name="Lisbon", timezone="Europe/Lisbon")
    hours = ((main, madrid), (far, lisbon))
    lines = [{"location": place.pk, "weekday": "0", "starts": starts, "ends": ends} for place, (starts, ends) in hours]
    response = change(admin_client, "staff", ana, hours=lines)
    assert StaffHours.objects.count() == (2 if is_fine else 0)
    assert is_fine or "These hours overlap “Monday" in response.content.decode()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ([("2026-03-04", "", "09:00", "13:00"), ("2026-03-04", "", "12:00", "18:00")], "These hours overlap"),
        # Wherever they usually work, and at one place, is twice as well.
        ([("2026-03-04", "main", "09:00", "13:00"), ("2026-03-04", "", "12:00", "18:00")], "These hours overlap"),
        # The second lies in the first, and the third, too.
        (
            [("2026-03-04", "", *hours) for hours in (("09:00", "18:00"), ("10:00", "11:00"), ("17:00", "18:00"))],
            "These hours overlap “2026-03-04 09:00–18:00”",
        ),
        ([("2026-03-04", "main", "", ""), ("2026-03-04", "", "12:00", "18:00")], "This day has another line"),
        ([("2026-03-04", "", "13:00", "09:00")], "the end after the start"),
        ([("2026-03-04", "", "13:00", "")], "Give both times"),
        ([("2026-02-30", "", "", "")], "Enter a valid date"),
    ],
)
def test_impossible_hours_of_single_days_are_refused_with_the_reason(admin_client, main, ana, days, message):
    lines = [
        {"day": day, "location": main.pk if where else "", "starts": starts, "ends": ends}
        for day, where, starts, ends in days
    ]
    assert message in change(admin_client, "staff", ana, days=lines).content.decode()
    assert not StaffDay.objects.exists()


@pytest.mark.parametrize("model", ["staff", "location"])
def test_hours_on_a_page_that_is_not_filled_in_yet_are_no_accident(admin_client, main, model):
    rows = {"staff": Staff(), "location": Location(timezone="Europe/Atlantis")}
    line = {"day": "2026-03-04", "starts": "09:00", "ends": "12:00", "opens": "09:00", "closes": "12:00"}
    prefix = {"staff": "days", "location": "special_days"}[model]
    form = filled(model, rows[model], **{prefix: [line, line]}) | {"business": ""}
    told = admin_client.post(page(model, "add"), form).content.decode()
    assert "This field is required" in told
    assert "These hours overlap" in told


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
