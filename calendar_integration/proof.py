"""Proves the diary's promises over its final state, each by one query, whoever has written to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from calendar_integration.statuses import AGREED, BEGINNINGS, TAKES_PLACE, TRANSITIONS

_TWICE = """
SELECT {what}, 'is taken twice at ' || lower(during) FROM (
    SELECT {what}, during, max(upper(during)) OVER (
        PARTITION BY {what} ORDER BY lower(during), id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
    FROM calendar_integration_occupancy WHERE {what} IS NOT NULL
) taken WHERE taken_until > lower(during)
"""

_APPOINTMENT_OCCUPIES = """
SELECT id, 'is ' || status || ' and does not occupy exactly what it should' FROM calendar_integration_appointment
WHERE NOT diary_occupies(
    id, NULL, CASE WHEN session_id IS NULL AND status = ANY(%(takes_place)s) THEN staff_id END,
    diary_takes(during, buffer_before, buffer_after), needs)
"""

_SESSION_OCCUPIES = """
SELECT id, 'does not occupy exactly what it should' FROM calendar_integration_session
WHERE NOT diary_occupies(NULL, id, staff_id, diary_takes(during, buffer_before, buffer_after), needs)
"""

_SEATS = """
SELECT sitting.id, 'has ' || count(seat.id) || ' seats taken of ' || sitting.capacity
    || ', or some that are not its own, or two the same'
FROM calendar_integration_session sitting
LEFT JOIN calendar_integration_appointment seat ON seat.session_id = sitting.id
GROUP BY sitting.id
HAVING count(seat.id) NOT BETWEEN 1 AND sitting.capacity OR count(seat.id) <> count(DISTINCT seat.seat)
    OR NOT bool_and(seat.seat BETWEEN 1 AND sitting.capacity AND seat.status = ANY(%(takes_place)s)
        AND seat.during = sitting.during AND seat.staff_id = sitting.staff_id
        AND seat.service_id = sitting.service_id AND seat.location_id = sitting.location_id)
"""

_HISTORY = """
WITH steps AS (
    SELECT appointment_id, from_status, to_status,
        lag(to_status) OVER history AS before, lead(id) OVER history IS NULL AS is_last
    FROM calendar_integration_appointmentchange WINDOW history AS (PARTITION BY appointment_id ORDER BY id)
)
SELECT DISTINCT appointment.id, 'is ' || appointment.status || ' and its history does not lead there'
FROM calendar_integration_appointment appointment
LEFT JOIN steps ON steps.appointment_id = appointment.id
WHERE steps.to_status IS NULL
    OR steps.from_status <> coalesce(steps.before, '')
    OR NOT (steps.from_status || '>' || steps.to_status = ANY(%(transitions)s))
    OR steps.is_last AND steps.to_status <> appointment.status
"""

_AUDIT = """
SELECT appointment.id, 'is ' || appointment.status || ' and the audit does not say once that it was booked'
FROM calendar_integration_appointment appointment LEFT JOIN (
    SELECT facts->>'appointment' AS id, count(*) AS lines
    FROM receptionist_auditevent WHERE kind = 'appointment.booked' GROUP BY 1
) booked ON booked.id = appointment.id::text
WHERE appointment.status = ANY(%(agreed)s) AND booked.lines IS DISTINCT FROM 1
"""

_WALL = """
SELECT id, 'was agreed for ' || local_day || ' ' || local_time || ' ' || timezone || ', which is another moment'
FROM calendar_integration_appointment WHERE lower(during) AT TIME ZONE timezone <> local_day + local_time
"""

_FOREIGN = """
SELECT appointment.id, 'has a service, person, place or customer of another business'
FROM calendar_integration_appointment appointment
JOIN calendar_integration_service service ON service.id = appointment.service_id
JOIN calendar_integration_staff staff ON staff.id = appointment.staff_id
JOIN calendar_integration_location location ON location.id = appointment.location_id
JOIN receptionist_contact contact ON contact.id = appointment.contact_id
WHERE appointment.business_id <> service.business_id OR appointment.business_id <> staff.business_id
    OR appointment.business_id <> location.business_id OR appointment.business_id <> contact.business_id
"""

_HOMELESS = """
SELECT id, 'has no location' FROM receptionist_business business
WHERE NOT EXISTS (SELECT 1 FROM calendar_integration_location place WHERE place.business_id = business.id)
"""

#: What is wrong with it, and the query that finds it: (id, what).
_PROMISES: tuple[tuple[str, str], ...] = (
    ("member of staff", _TWICE.format(what="staff_id")),
    ("room or device", _TWICE.format(what="resource_id")),
    ("appointment", _APPOINTMENT_OCCUPIES),
    ("session", _SESSION_OCCUPIES),
    ("session", _SEATS),
    ("appointment", _HISTORY),
    ("appointment", _AUDIT),
    ("appointment", _WALL),
    ("appointment", _FOREIGN),
    ("business", _HOMELESS),
)


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A row that should not be as it is, and what is wrong with it."""

    of: str
    row_id: int | str
    what: str

    def __str__(self) -> str:
        return f"{self.of} {self.row_id} {self.what}"


def broken_promises(limit: int) -> Iterator[BrokenPromise]:
    """Yield what is wrong, at most ``limit`` of each kind."""
    steps = [f"{before}>{after}" for before, afters in TRANSITIONS.items() for after in afters]
    known: dict[str, list[str] | int] = {
        "limit": limit,
        "takes_place": [*TAKES_PLACE],
        "agreed": [*AGREED],
        "transitions": [*steps, *(f">{beginning}" for beginning in BEGINNINGS)],
    }
    with connection.cursor() as cursor:
        for of, query in _PROMISES:
            cursor.execute(f"{query} ORDER BY 1 LIMIT %(limit)s", known)
            yield from (BrokenPromise(of, row_id, what) for row_id, what in cursor.fetchall())


def count_rows() -> tuple[int, int]:
    """Count the appointments, and the stretches that are taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM calendar_integration_appointment), "
            "(SELECT count(*) FROM calendar_integration_occupancy)"
        )
        appointments, taken = cursor.fetchone()
    return appointments, taken
