"""Invitations, opened by a second library that knows time zones only from the file itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject
from dateutil import tz
from hypothesis import example, given
from hypothesis import strategies as st
from psycopg.types.range import Range

from calendar_integration.booking import booking
from calendar_integration.models import Appointment, Location, Service
from calendar_integration.notices import icalendars, invitations
from calendar_integration.statuses import AppointmentStatus
from receptionist.domain.events import Booked, Moved
from receptionist.domain.messages import Enclosure
from receptionist.models import Contact
from receptionist.sending import delivery, emails
from receptionist.sending.emails import Email
from tests.calendar_integration.conftest import NOW
from tests.fakes.mail import mail_server

ZONES = sorted(available_timezones() - {"localtime", "Factory"})


@pytest.fixture
def by_email(settings: Any, customer: Any) -> Contact:
    channels = settings.RECEPTIONIST["channels"] | {"email": "channels_email.channel.EmailChannel"}
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "channels": channels}
    settings.ENV = settings.ENV.model_copy(update={"email_from": "hello@salon.example"})
    Contact.objects.filter(pk=customer.contact_id).update(email="luz@example.com")
    return Contact.objects.get(pk=customer.contact_id)


def invited(number: int, *, text: str = "", now: datetime = NOW) -> Enclosure:
    file = invitations.invite(number, text=text, now=now)
    assert file is not None
    return file


def opened(file: Enclosure) -> Any:
    """Read a file with nothing known of any time zone but what stands in it."""
    known = vobject.icalendar.__dict__["__tzidMap"]
    known.clear()
    known["UTC"] = tz.UTC
    # Left to itself, vobject takes a zone that was like UTC in 2000 from a database of its own.
    for zone in re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", file.content, re.DOTALL):
        described = tz.tzical(StringIO(zone))
        known.update({tzid: described.get(tzid) for tzid in described.keys()})  # noqa: SIM118 - no mapping
    calendar = vobject.readOne(file.content)
    calendar.validate(raiseException=True)
    return calendar


def told(file: Enclosure) -> tuple[str, str, int]:
    calendar = opened(file)
    event = calendar.vevent
    assert file.content_type == f"text/calendar; method={calendar.method.value}"
    return calendar.method.value, event.uid.value, int(event.sequence.value)


def test_it_says_what_was_agreed_to_any_calendar_program(by_email, customer, slot_at):
    Location.objects.update(name="The salon", address="Calle Mayor 1, Madrid; 2º B")
    made = booking.book(customer, slot_at(3, 10), name='Luz "la" Díaz', notes="scar", key="k1", now=NOW)
    assert isinstance(made, Booked)
    file = invited(made.appointment.id, text="You are booked.\nSee you; then, \\o/")
    calendar = opened(file)
    event = calendar.vevent
    appointment = Appointment.objects.get()
    assert (calendar.version.value, event.uid.value) == ("2.0", str(appointment.public_id))
    assert event.dtstart.value == datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert event.dtstamp.value == NOW
    assert event.summary.value == "Haircut – Salon"
    assert event.location.value == "The salon, Calle Mayor 1, Madrid; 2º B"
    assert event.description.value == "You are booked.\nSee you; then, \\o/"
    assert event.status.value == "CONFIRMED"
    assert (event.organizer.value, event.organizer.cn_param) == ("mailto:hello@salon.example", "Salon")
    assert (event.attendee.value, event.attendee.cn_param) == ("mailto:luz@example.com", "Luz 'la' Díaz")
    assert (event.attendee.rsvp_param, event.attendee.partstat_param) == ("FALSE", "ACCEPTED")
    # What staff note of a customer is for staff.
    assert "scar" not in file.content


def test_every_line_is_folded_and_ends_as_the_standard_says(by_email, customer, slot_at):
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    file = invited(Appointment.objects.get().pk, text="ñandú 🦤 " * 60, now=NOW)
    lines = file.content.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line or "\r" in line for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert opened(file).vevent.description.value == "ñandú 🦤 " * 60


def test_a_name_with_line_breaks_and_controls_adds_no_line(by_email, customer, slot_at):
    Service.objects.update(name="Cut\r\nATTENDEE:mailto:all@example.com")
    made = booking.book(customer, slot_at(3, 10), name='Luz\r\nX-A:b"\x07;:,\nEND:VEVENT', notes="", key="k1", now=NOW)
    assert isinstance(made, Booked)
    file = invited(made.appointment.id, text="a\x00b\rc\x1b", now=NOW)
    event = opened(file).vevent
    assert [attendee.value for attendee in event.attendee_list] == ["mailto:luz@example.com"]
    assert event.attendee.cn_param == "Luz X-A:b';:, END:VEVENT"
    assert event.summary.value == "Cut\nATTENDEE:mailto:all@example.com – Salon"
    assert event.description.value == "ab\nc"


def test_one_appointment_is_one_event_whose_revisions_only_grow(by_email, customer, slot_at):
    made = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(made, Booked)
    number = made.appointment.id

    def file() -> tuple[str, str, int]:
        return told(invited(number))

    uid = str(Appointment.objects.get().public_id)
    assert file() == ("REQUEST", uid, 0)
    for times, slot in enumerate((slot_at(3, 12), slot_at(4, 10)), start=1):
        # The same move told twice is one move.
        for _ in range(2):
            moved = booking.move(customer, number, slot, key=f"m{times}", now=NOW)
            assert isinstance(moved, Moved)
        assert file() == ("REQUEST", uid, times)
    booking.mark_by_staff(Appointment.objects.get(), AppointmentStatus.CONFIRMED, user_id=1, now=NOW)
    assert file() == ("REQUEST", uid, 2)
    for _ in range(2):
        booking.cancel(customer, number, now=NOW)
        assert file() == ("CANCEL", uid, 3)
    cancelled = opened(invited(number)).vevent
    assert cancelled.status.value == "CANCELLED"
    assert cancelled.dtstart.value == slot_at(4, 10).start


def test_nobody_is_invited_to_a_hold_or_without_an_address(by_email, customer, slot_at, settings):
    booking.hold(customer, slot_at(3, 10), key="h1", now=NOW)
    held = Appointment.objects.get()
    assert invitations.invite(held.pk, text="", now=NOW) is None
    booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    Contact.objects.update(email="")
    assert invitations.invite(held.pk, text="", now=NOW) is None
    with pytest.raises(Appointment.DoesNotExist):
        invitations.invite(0, text="", now=NOW)


def test_an_invitation_reaches_the_mailbox_as_it_was_made(by_email, customer, slot_at, settings, rung):
    made = booking.book(customer, slot_at(3, 10), name="Luz", notes="", key="k1", now=NOW)
    assert isinstance(made, Booked)
    file = invited(made.appointment.id, text="Te esperamos, ñ 🦤 " * 20)
    with mail_server() as server:
        ours = {"email_host": "127.0.0.1", "email_port": server.port, "email_security": "none"}
        settings.ENV = settings.ENV.model_copy(update=ours)
        letter = Email(
            contact=by_email, conversation=None, subject="Booked", text="Booked.", key="k1", enclosures=(file,)
        )
        message = emails.queue(letter)
        assert message is not None
        delivery.deliver_by_id(message.pk)
    parts = [part for part in server.read().walk() if part.get_content_type() in {"text/calendar", "application/ics"}]
    assert len(parts) == 2
    for part in parts:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        assert told(Enclosure("a.ics", file.content_type, content.decode())) == told(file)
        assert content.decode() == file.content


@cache
def changes(zone: str, year: int) -> list[datetime]:
    """The quarters of an hour in which a zone's clocks change in a year, found by asking of each."""
    place, moment, found = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC), []
    before = moment.astimezone(place).utcoffset()
    while moment.year == year:
        moment += timedelta(minutes=15)
        offset = moment.astimezone(place).utcoffset()
        if offset != before:
            found.append(moment)
        before = offset
    return found


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, datetime, datetime]:
    """A zone and a stretch of time, more often than not about a change of its clocks."""
    zone, year = draw(st.sampled_from(ZONES)), draw(st.integers(2026, 2031))
    turns = changes(zone, year)
    is_about_one = bool(turns) and bool(draw(st.booleans()))
    about = draw(st.sampled_from(turns)) if is_about_one else None
    start = (
        about + timedelta(minutes=5 * draw(st.integers(-60, 60)))
        if about
        else datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * draw(st.integers(0, 105_000)))
    )
    return zone, start, start + timedelta(minutes=5 * draw(st.integers(1, 144)))


def appointment(zone: str, start: datetime, end: datetime) -> Appointment:
    made = Appointment(during=Range(start, end), timezone=zone, location=Location(name="There"), status="booked")
    made.sequence = 0  # type: ignore[attr-defined]  # as the query annotates it
    return made


def file_of(*appointments: Appointment) -> Enclosure:
    events = [icalendars.event(one, summary="Cut", stamp=NOW) for one in appointments]
    content = icalendars.calendar(events, method="REQUEST").to_ical().decode()
    return Enclosure("a.ics", "text/calendar; method=REQUEST", content)


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]  # year to minute


def when(event: Any) -> tuple[datetime, datetime]:
    """The moments an event means, in UTC: an hour shown twice equals nothing in another zone (PEP 495)."""
    return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)


@given(stretches())
@example(("America/Boise", utc(2026, 11, 1, 7, 50), utc(2026, 11, 1, 7, 55)))
@example(("Europe/Madrid", utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 1, 30)))
@example(("Europe/Madrid", utc(2026, 10, 25, 0, 0), utc(2026, 10, 25, 1, 0)))
@example(("Europe/Madrid", utc(2026, 10, 25, 1, 0), utc(2026, 10, 25, 1, 30)))
@example(("Europe/Madrid", utc(2026, 12, 31, 22, 30), utc(2026, 12, 31, 23, 30)))
@example(("Australia/Lord_Howe", utc(2026, 4, 4, 14, 45), utc(2026, 4, 4, 15, 15)))
@example(("Africa/Casablanca", utc(2026, 2, 15, 1, 30), utc(2026, 2, 15, 2, 30)))
def test_in_every_zone_the_file_means_the_moment_that_was_agreed(stretch: tuple[str, datetime, datetime]):
    zone, start, end = stretch
    event = opened(file_of(appointment(zone, start, end))).vevent
    assert when(event) == (start, end)
    wall = start.astimezone(ZoneInfo(zone))
    if not (wall.fold or end.astimezone(ZoneInfo(zone)).fold):
        assert event.dtstart.value.replace(tzinfo=None) == wall.replace(tzinfo=None)
        # The file's own account of the zone, not what the library knew before.
        assert type(event.dtstart.value.tzinfo).__name__ in {"_tzicalvtz", "tzutc"}


@given(st.lists(stretches(), min_size=2, max_size=6))
def test_a_calendar_of_several_years_and_zones_means_every_moment(several: list[tuple[str, datetime, datetime]]):
    events = opened(file_of(*(appointment(*stretch) for stretch in several))).vevent_list
    assert [when(event) for event in events] == [(start, end) for _, start, end in several]


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/New_York", "Europe/Dublin", "Australia/Sydney"])
def test_outlook_finds_one_rule_of_each_kind(zone: str):
    """It reads neither further observances nor RDATE, and takes any zone without these for one of its own choosing."""
    start = datetime(2026, 7, 1, 9, tzinfo=UTC)
    (described,) = opened(file_of(appointment(zone, start, start + timedelta(hours=1)))).vtimezone_list
    for kind in (described.standard_list, described.daylight_list):
        (observance,) = kind
        assert observance.rrule.value.startswith("FREQ=YEARLY;BYDAY=")
    daylight = described.daylight
    assert int(daylight.tzoffsetto.value) > int(daylight.tzoffsetfrom.value)
