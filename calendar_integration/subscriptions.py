"""One person's appointments under a secret address that any calendar program can subscribe to."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Event, vDuration, vText
from redis import Redis

from calendar_integration.models import Appointment, AppointmentChange, AppointmentMove, Staff
from calendar_integration.notices import icalendars
from calendar_integration.statuses import AGREED
from receptionist import audit
from receptionist.domain.messages import AddressKind
from receptionist.models import ContactAddress
from receptionist.resilience import shared_redis

#: What is shown: a month that is over, a year to come, and of a very full diary what comes first.
BEHIND, AHEAD = timedelta(days=30), timedelta(days=365)
MOST = 2_000
#: Times a minute that one address may be asked; programs do so every quarter of an hour, or more seldom.
PER_MINUTE = 30
#: How often a program that minds should come.
_EVERY = timedelta(minutes=15)

_SALT = "calendar_integration.subscriptions"
#: The key that stands in the row, and what only who knows our secret key can add to it: a copy of the database alone
#: opens no calendar, and what was not made here is refused without asking the database.
_KEY_LENGTH, _SEAL_LENGTH = 16, 48
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{_KEY_LENGTH}}}[0-9a-f]{{{_SEAL_LENGTH}}}")


def renew(staff: Staff, *, by: str) -> None:
    """Give somebody an address, instead of the one they may have: that one is dead from now on."""
    _set(staff, secrets.token_urlsafe(_KEY_LENGTH)[:_KEY_LENGTH], "subscription.renewed", by)


def end(staff: Staff, *, by: str) -> None:
    """Take the address away."""
    _set(staff, None, "subscription.ended", by)


def path(staff: Staff) -> str:
    """Return the path of somebody's address; empty where they have none."""
    if not staff.subscription_key:
        return ""
    return reverse("calendar-subscription", args=[staff.subscription_key + _seal(staff.subscription_key)])


def find(secret: str) -> Staff | None:
    """Return whose address this is; None for one that was never given out, or is dead."""
    key, seal = secret[:_KEY_LENGTH], secret[_KEY_LENGTH:]
    if not _SECRET.fullmatch(secret) or not constant_time_compare(seal, _seal(key)):
        return None
    return Staff.objects.select_related("business").filter(subscription_key=key).first()


def is_asked_too_often(staff: Staff, now: datetime) -> bool:
    """Count one request; whether it is one too many this minute. Nobody is refused while Redis is down."""
    name = f"subscription:{staff.subscription_key}:{now:%Y%m%d%H%M}"

    def count(redis: Redis) -> int:
        pipeline = redis.pipeline()
        pipeline.incr(name)
        pipeline.expire(name, 120)
        return int(pipeline.execute()[0])

    return (shared_redis.ask(count) or 0) > PER_MINUTE


def write(staff: Staff, now: datetime) -> bytes:
    """Write somebody's calendar as of ``now``, with one query; empty for who works here no more.

    The same appointments give the same bytes. No notes are in it, and phone numbers only where ticked.
    """
    rows = _appointments(staff, now) if staff.active else ()
    calendar = icalendars.calendar([_event(row) for row in rows])
    name = vText(icalendars.in_one_line(f"{staff.name} – {staff.business}"))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", _EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_EVERY))
    written: bytes = calendar.to_ical()
    return written


def etag(written: bytes) -> str:
    """Name a version of a calendar."""
    return f'"{hashlib.sha256(written).hexdigest()[:32]}"'


def _set(staff: Staff, key: str | None, kind: str, by: str) -> None:
    with transaction.atomic():
        Staff.objects.filter(pk=staff.pk).update(subscription_key=key)
        audit.record(kind, business_id=staff.business_id, staff=staff.pk, by=by)
    staff.subscription_key = key


def _seal(key: str) -> str:
    return salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:_SEAL_LENGTH]


def _appointments(staff: Staff, now: datetime) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(
        staff=staff,
        status__in=AGREED,
        during__startswith__gte=now - BEHIND,
        during__startswith__lt=now + AHEAD,
    )
    rows = icalendars.with_sequence(rows.select_related("service", "location"))
    rows = rows.annotate(
        changed_at=Greatest("created_at", _latest(AppointmentMove), _latest(AppointmentChange)),
        phone=_phone() if staff.subscription_shows_phones else Value(None, output_field=CharField()),
    )
    return rows.order_by("during__startswith", "pk")[:MOST]


def _latest(model: type[AppointmentMove | AppointmentChange]) -> Subquery:
    history = model._default_manager.filter(appointment=OuterRef("pk")).order_by().values("appointment")
    return Subquery(history.annotate(latest=Max("at")).values("latest"))


def _phone() -> Coalesce:
    """Return the number a customer wants to be called on, else the one they wrote or called from."""
    numbers = ContactAddress.objects.filter(contact=OuterRef("contact"), kind=AddressKind.PHONE).order_by("pk")
    left = NullIf("contact__callback_phone", Value(""))
    return Coalesce(left, Subquery(numbers.values("value")[:1]))


def _event(row: Appointment) -> Event:
    made = icalendars.event(
        row,
        summary=f"{row.service.name}: {row.customer_name}",
        stamp=getattr(row, "changed_at"),  # noqa: B009
    )
    if phone := getattr(row, "phone"):  # noqa: B009 - annotated, as above
        made.add("DESCRIPTION", phone)
    return made
