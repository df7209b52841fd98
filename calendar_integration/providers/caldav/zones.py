"""The zone of what floats in a calendar: the location's of whoever keeps it, where the calendar itself names none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from calendar_integration.models import Location, Staff


def of_keepers(calendar_ids: Sequence[str]) -> dict[str, tzinfo]:
    """Return each calendar's zone: where its keeper works or, for one that all share, the first location's."""
    rows = Staff.objects.filter(calendar_id__in=calendar_ids).order_by("-pk", "-hours__pk")
    zones = rows.values_list("calendar_id", "hours__location__timezone", "business__timezone")
    first = Location.objects.order_by("position", "pk").values_list("timezone", flat=True).first()
    shared: tzinfo = ZoneInfo(first) if first else UTC
    kept = {calendar: ZoneInfo(at or of_business) for calendar, at, of_business in zones}
    return {calendar: kept.get(calendar, shared) for calendar in calendar_ids}
