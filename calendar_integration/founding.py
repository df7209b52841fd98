"""Gives every new business what its diary needs to work at once, and keeps it and its first location on one clock."""

from __future__ import annotations

from typing import Any

from calendar_integration.models import Location, NoticeSettings, Reminder
from calendar_integration.notice_times import Unit
from receptionist.models import Business

FIRST = "Main"


def found(sender: type[Business], instance: Business, created: bool, raw: bool = False, **_: Any) -> None:
    """Make a new business's first location, in its own zone, and let it remind a day before; fixtures bring theirs."""
    if created and not raw:
        Location.objects.create(business=instance, name=FIRST, timezone=instance.timezone)
        settings = NoticeSettings.objects.create(business=instance)
        Reminder.objects.create(settings=settings, amount=1, unit=Unit.DAYS)


def follow(sender: type[Business], instance: Business, raw: bool = False, **_: Any) -> None:
    """Let the only location of a business that is about to change its zone change it, too, if they had the same."""
    if raw or instance.pk is None:
        return
    before = Business.objects.filter(pk=instance.pk).values_list("timezone", flat=True).first()
    if before in {None, instance.timezone}:
        return
    locations = Location.objects.filter(business=instance)
    if locations.count() == 1:
        locations.filter(timezone=before).update(timezone=instance.timezone)
