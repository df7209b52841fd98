"""The channels by which calendars outside ring when something has changed; they only make a poll come sooner.

A channel expires and is not renewed by itself, so the next one is opened a day before, and the old one closed after:
for a moment both ring, which does no harm.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import uuid
from datetime import timedelta
from enum import Enum, auto

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from calendar_integration import wiring
from calendar_integration.free import busy_outside
from calendar_integration.models import CalendarSync, PushChannel
from calendar_integration.outside import syncing
from calendar_integration.ports import EventGoneError, PushingCalendar
from receptionist import doorbell
from receptionist.errors import ProviderError

log = logging.getLogger(__name__)

CHANNEL_TASK = "calendar_integration.open_channel"
#: How long before its end a channel is replaced.
RENEW_BEFORE = timedelta(days=1)
#: A channel that was not agreed upon by then is that of a worker who died.
_AGREED_WITHIN = timedelta(minutes=2)
#: The longest id a channel of ours has.
_LONGEST_ID = 64


class Rung(Enum):
    """What became of a ring."""

    HEARD = auto()
    UNKNOWN = auto()
    REFUSED = auto()


def keep() -> int:
    """Ring for each calendar without a channel that lasts; returns how many. Only an https address can be called."""
    if _provider() is None:
        return 0
    now = timezone.now()
    PushChannel.objects.filter(expires_at__lt=now).delete()
    lasting = PushChannel.objects.filter(expires_at__gt=now + RENEW_BEFORE)
    syncs = CalendarSync.objects.filter(calendar_id__in=busy_outside.calendars_in_use())
    without = list(syncs.exclude(channels__in=lasting).values_list("pk", flat=True))
    for sync_id in without:
        doorbell.ring(CHANNEL_TASK, sync_id)
    return len(without)


def open_channel(sync_id: int) -> None:
    """Open a channel for a calendar, unless it has one that lasts, and close those before it."""
    provider = _provider()
    if provider is None:
        return
    secret = secrets.token_urlsafe(32)
    channel = _announce(sync_id, secret)
    if channel is None:
        return
    address = settings.PUBLIC_BASE_URL + reverse(provider.push_url_name)
    sync = channel.sync
    try:
        watch = provider.watch(sync.calendar_id, channel.channel_id, secret=secret, address=address)
    except ProviderError as error:
        log.warning("calendar %s cannot ring: %s", sync.pk, error)
        channel.delete()
        CalendarSync.objects.filter(pk=sync.pk).update(push_error=str(error))
        return
    PushChannel.objects.filter(pk=channel.pk).update(resource_id=watch.resource_id, expires_at=watch.expires_at)
    CalendarSync.objects.filter(pk=sync.pk).update(push_error="")
    _close_those_before(provider, channel)


def rang(channel_id: str, *, secret: str, is_change: bool) -> Rung:
    """Take note that a calendar rang: it is asked at once. Raises DatabaseError."""
    known = len(channel_id) <= _LONGEST_ID
    channel = PushChannel.objects.filter(channel_id=channel_id).select_related("sync").first() if known else None
    if channel is None:
        return Rung.UNKNOWN
    if not secrets.compare_digest(_hashed(secret), channel.secret_hash):
        log.warning("a ring for calendar %s was refused: its token is wrong or missing", channel.sync_id)
        return Rung.REFUSED
    if is_change and syncing.ask_soon(channel.sync.calendar_id):
        PushChannel.objects.filter(pk=channel.pk).update(rang_at=timezone.now())
    return Rung.HEARD


def _provider() -> PushingCalendar | None:
    calendars = wiring.outside_calendar()
    if isinstance(calendars, PushingCalendar) and settings.PUBLIC_BASE_URL.startswith("https://"):
        return calendars
    return None


@transaction.atomic
def _announce(sync_id: int, secret: str) -> PushChannel | None:
    """Write down a channel that is about to be opened; None when one lasts or is being opened by somebody else."""
    now = timezone.now()
    sync = CalendarSync.objects.select_for_update().filter(pk=sync_id).first()
    if sync is None:
        return None
    lasting = sync.channels.filter(expires_at__gt=now + RENEW_BEFORE)
    being_opened = sync.channels.filter(expires_at=None, created_at__gt=now - _AGREED_WITHIN)
    if lasting.exists() or being_opened.exists():
        return None
    return PushChannel.objects.create(sync=sync, channel_id=str(uuid.uuid4()), secret_hash=_hashed(secret))


def _close_those_before(provider: PushingCalendar, channel: PushChannel) -> None:
    """Close what the new channel replaces; one that cannot be closed is forgotten when it has expired."""
    for old in PushChannel.objects.filter(sync=channel.sync_id, pk__lt=channel.pk):
        try:
            if old.resource_id:
                provider.stop(old.channel_id, old.resource_id)
        except EventGoneError:
            log.info("channel %s was closed already", old.pk)
        except ProviderError as error:
            log.warning("channel %s could not be closed: %s", old.pk, error)
            if old.expires_at is not None and old.expires_at > timezone.now():
                continue
        old.delete()


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
