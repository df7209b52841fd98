"""The people who try Sara: invented names on numbers that are kept for fiction."""

from __future__ import annotations

from simulator.models import SimulatedPhone

_NAMES = (
    "Alex Rivera",
    "Priya Shah",
    "Tom Becker",
    "Grace Kim",
    "Samuel Okafor",
    "Nina Rossi",
    "Ben Carter",
    "Lucía Gómez",
    "Hannah Lee",
    "Marcus Hill",
)
#: In each of these area codes 555-0100 to 555-0199 will never be given to anybody.
_AREAS = (212, 646, 718, 917, 332, 929, 347, 516, 631, 914)
_A_RANGE = 100


def create() -> SimulatedPhone:
    """Give the next invented customer a phone."""
    position = SimulatedPhone.objects.count()
    while True:
        phone, is_new = SimulatedPhone.objects.get_or_create(
            number=_number(position), defaults={"name": _NAMES[position % len(_NAMES)]}
        )
        if is_new:
            return phone
        position += 1


def with_number(number: str) -> SimulatedPhone:
    """Find the phone with that number, or switch it on."""
    return SimulatedPhone.objects.get_or_create(number=number, defaults={"name": "You"})[0]


def _number(position: int) -> str:
    """Return the position's number; after a thousand customers they are of eleven digits, which nobody owns either."""
    area, line = divmod(position, _A_RANGE)
    return f"+1{_AREAS[area % len(_AREAS)]}5550{_A_RANGE + line}" + str(area // len(_AREAS) or "")
