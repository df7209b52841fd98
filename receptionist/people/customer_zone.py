"""Whose clock a customer lives by: what quiet hours are counted by."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import timezone as phone_timezone

from receptionist.domain.messages import AddressKind
from receptionist.models import ContactAddress
from receptionist.understanding.rules.countries import country_of


def zone_of(phone: str, home: ZoneInfo, now: datetime) -> ZoneInfo:
    """Return the zone of a phone number (E.164; empty for none), as of ``now`` (aware).

    A number of the same country as ``home`` tells nothing, since people keep theirs when they move: then, and where
    the number says nothing, it is ``home``. Of several zones of another country the one nearest to ``home`` counts.
    """
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return home
    country = phonenumbers.region_code_for_number(number)
    if country in {None, country_of(home.key)}:
        return home
    # Islands far off share a country's numbers and are a country of their own.
    names = [name for name in phone_timezone.time_zones_for_number(number) if country_of(name) == country]
    zones = [zone for name in names if (zone := _zone(name))]
    return min(zones, key=lambda zone: (_apart(zone, home, now), zone.key), default=home)


def zone_of_contact(contact_id: int, home: ZoneInfo, now: datetime) -> ZoneInfo:
    """Return the zone by whose clock a customer has their quiet hours, as ``zone_of`` tells it of their number."""
    phones = ContactAddress.objects.filter(contact=contact_id, kind=AddressKind.PHONE)
    phone = phones.order_by("pk").values_list("value", flat=True).first() or ""
    return zone_of(phone, home, now)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _apart(one: ZoneInfo, other: ZoneInfo, now: datetime) -> float:
    offsets = [now.astimezone(zone).utcoffset() for zone in (one, other)]
    seconds = [offset.total_seconds() for offset in offsets if offset is not None]
    return abs(seconds[0] - seconds[1])
