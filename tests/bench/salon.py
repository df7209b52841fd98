"""A large salon for the bench of the diary: fifty people, two houses, every rule, and any number of appointments.

Everything is drawn from one seed, so that two runs measure the same diary.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from random import Random

from django.db import connection
from psycopg.types.range import Range

from calendar_integration.models import (
    Appointment,
    Closure,
    Location,
    Occupancy,
    OpeningHours,
    Resource,
    ResourceKind,
    Service,
    ServiceNeed,
    SpecialDay,
    Staff,
    StaffDay,
    StaffHours,
    TimeOff,
)
from receptionist.models import Business, Contact

#: A Monday, at six in the morning in Madrid: the whole first day lies ahead.
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
STAFF = 50
DAYS_AHEAD, DAYS_BEHIND = 90, 600
MINUTES, BUFFER = 20, 5
#: So many appointments fill one person's day, one after the other.
A_DAY = 23
_BEGIN, _END = time(8, 30), time(18, 15)
_BATCH = 5000


class Salon:
    """The salon's rows, and appointments added to them."""

    def __init__(self) -> None:
        self._random = Random(20260302)
        self.business = Business.objects.create(name="Bench", timezone="Europe/Madrid")
        self.contact = Contact.objects.create(business=self.business)
        self.service = Service.objects.create(
            business=self.business, name="Cut", minutes=MINUTES, buffer_after=BUFFER, lead_minutes=60
        )
        self.houses = [self.business.locations.get(), self._branch()]
        self.people = [self._hire(number) for number in range(STAFF)]
        self.rooms = self._furnish()
        self._set_hours()
        # Each place in the diary is drawn once, whatever is asked for first.
        self._ahead = self._places(range(1, DAYS_AHEAD + 1))
        self._behind = self._places(range(-DAYS_BEHIND, 0))
        self._made = 0

    def book(self, *, ahead: int = 0, behind: int = 0) -> None:
        """Add appointments to the coming ninety days, and to the days that have passed."""
        places = [*islice(self._ahead, ahead), *islice(self._behind, behind)]
        # The triggers judge row by row what is right by construction here; the constraints stay.
        self._triggers("DISABLE")
        for first in range(0, len(places), _BATCH):
            self._write(places[first : first + _BATCH])
        self._triggers("ENABLE")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _triggers(self, how: str) -> None:
        with connection.cursor() as cursor:
            for model in (Appointment, Occupancy):
                cursor.execute(f"ALTER TABLE {model._meta.db_table} {how} TRIGGER USER")

    def _branch(self) -> Location:
        return Location.objects.create(
            business=self.business,
            name="Canary",
            timezone="Atlantic/Canary",
            holiday_country="ES",
            holiday_region="CN",
            position=1,
        )

    def _hire(self, number: int) -> Staff:
        who = Staff.objects.create(business=self.business, name=f"Person {number}")
        who.services.add(self.service)
        return who

    def _furnish(self) -> list[Resource]:
        """Give each house a room for everybody, and let the service need one."""
        kind = ResourceKind.objects.create(business=self.business, name="chair")
        ServiceNeed.objects.create(service=self.service, kind=kind)
        rooms = [
            Resource(location=self._house_of(number), kind=kind, name=f"Chair {number}") for number in range(STAFF)
        ]
        return Resource.objects.bulk_create(rooms)

    def _house_of(self, number: int) -> Location:
        return self.houses[number % 2]

    def _set_hours(self) -> None:
        OpeningHours.objects.bulk_create(
            OpeningHours(location=house, weekday=weekday, opens=time(8), closes=time(20))
            for house in self.houses
            for weekday in range(7)
        )
        StaffHours.objects.bulk_create(
            StaffHours(staff=who, location=self._house_of(number), weekday=weekday, starts=starts, ends=ends)
            for number, who in enumerate(self.people)
            for weekday in range(7)
            for starts, ends in ((_BEGIN, time(14)), (time(14), _END))
        )
        today = NOW.date()
        StaffDay.objects.bulk_create(
            StaffDay(staff=who, day=today + timedelta(days=7 * week + number % 7), starts=time(10), ends=time(16))
            for number, who in enumerate(self.people)
            for week in range(2)
        )
        TimeOff.objects.bulk_create(
            TimeOff(staff=who, starts=NOW + timedelta(days=number), ends=NOW + timedelta(days=number, hours=4))
            for number, who in enumerate(self.people)
        )
        SpecialDay.objects.bulk_create(
            SpecialDay(location=house, day=today + timedelta(days=20), opens=time(10), closes=time(14))
            for house in self.houses
        )
        closed = today + timedelta(days=30)
        Closure.objects.bulk_create(Closure(location=house, first_day=closed, last_day=closed) for house in self.houses)

    def _places(self, days: range) -> Iterator[tuple[int, datetime]]:
        """Draw places, (person, when), without putting any back."""
        numbers = self._random.sample(range(len(days) * STAFF * A_DAY), len(days) * STAFF * A_DAY)
        for number in numbers:
            day, rest = divmod(number, STAFF * A_DAY)
            person, place = divmod(rest, A_DAY)
            opens = datetime.combine(NOW.date() + timedelta(days=days[day]), _BEGIN, self._house_of(person).zone)
            yield person, opens.astimezone(UTC) + timedelta(minutes=place * (MINUTES + BUFFER))

    def _write(self, places: list[tuple[int, datetime]]) -> None:
        made = Appointment.objects.bulk_create([self._appointment(person, at) for person, at in places], 1000)
        taken = [
            Occupancy(appointment=appointment, during=appointment.occupies, **taken)
            for appointment, (person, _) in zip(made, places, strict=True)
            for taken in ({"staff": self.people[person]}, {"resource": self.rooms[person]})
        ]
        Occupancy.objects.bulk_create(taken, 5000)

    def _appointment(self, person: int, at: datetime) -> Appointment:
        self._made += 1
        house = self._house_of(person)
        local = at.astimezone(house.zone)
        return Appointment(
            business=self.business,
            service=self.service,
            staff=self.people[person],
            location=house,
            contact=self.contact,
            idempotency_key=f"bench-{self._made}",
            customer_name="Bench",
            during=Range(at, at + timedelta(minutes=MINUTES), "[)"),
            buffer_after=BUFFER,
            needs=[self.rooms[person].kind_id],
            local_day=local.date(),
            local_time=local.time(),
            timezone=house.timezone,
        )
