"""Gives every new business its first location, so that its diary works at once, and keeps the two on one clock."""

from __future__ import annotations

from typing import Any

from calendar_integration.models import Location
from receptionist.models import Business

FIRST = "Main"


def found(sender: type[Business], instance: Business, created: bool, raw: bool = False, **_: Any) -> None:
    """Make a new business's first location, in the business's own zone; fixtures bring theirs."""
    if created and not raw:
        Location.objects.create(business=instance, name=FIRST, timezone=instance.timezone)


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
