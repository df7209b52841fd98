"""Figures in words."""

from __future__ import annotations

from datetime import datetime

from receptionist.domain.periods import Unit

#: From so many on a difference is told in per cent: "+100 %" of one conversation would impress nobody.
_ENOUGH = 10


def duration(milliseconds: int | None) -> str:
    """Tell how long something takes, as precisely as anybody wants to know; a dash for never."""
    if milliseconds is None:
        return "–"
    seconds = milliseconds / 1000
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.0f} h"


def share(part: int, whole: int) -> str:
    """Tell a share in per cent; a dash for a share of nothing."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def growth(now: float, before: float) -> str:
    """Tell by how much something has grown or shrunk; empty where there was too little of it to tell."""
    if before < _ENOUGH:
        return ""
    per_cent = round(100 * (now - before) / before)
    return f"{_signed(per_cent)} %" if per_cent else "as many as before"


def points(now: tuple[int, int], before: tuple[int, int]) -> str:
    """Tell by how much a share, (part, whole), has changed; empty where there was too little to tell."""
    if min(now[1], before[1]) < _ENOUGH:
        return ""
    change = round(100 * now[0] / now[1]) - round(100 * before[0] / before[1])
    if not change:
        return "as before"
    return f"{_signed(change)} {'point' if abs(change) == 1 else 'points'}"


def moment(begins: datetime, unit: Unit) -> str:
    """Name a bucket by when it begins."""
    if unit is Unit.HOUR:
        return f"{begins:%H:%M}"
    return f"{begins:%a %-d %b}" if unit is Unit.DAY else f"Week of {begins:%-d %b}"


def _signed(number: int) -> str:
    return f"+{number:,}" if number > 0 else f"−{-number:,}"
