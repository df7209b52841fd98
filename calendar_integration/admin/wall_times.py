"""A day and a time that staff enter, on the clock of a location, become a moment or a refusal in plain words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from calendar_integration import clock


def read_start(form: forms.Form, cleaned: dict[str, Any], zone: ZoneInfo) -> None:
    """Set ``start`` (UTC) from the form's ``day`` and ``time``; refuse what that clock never shows."""
    if "day" not in cleaned or "time" not in cleaned:
        return
    if cleaned["day"].year not in clock.YEARS:
        form.add_error("day", f"Name a year from {clock.YEARS.start} to {clock.YEARS.stop - 1}.")
        return
    if cleaned["time"].second or cleaned["time"].microsecond:
        form.add_error("time", "Begin at a full minute.")
        return
    wall = datetime.combine(cleaned["day"], cleaned["time"])
    if not clock.exists(zone, wall):
        form.add_error("time", "There is no such time on that day: the clocks go forward.")
    cleaned["start"] = clock.instant(zone, wall)
