"""From when and until when an FAQ is used, in words for a list."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format

from knowledge_base.models import FAQ


def holds(faq: FAQ, now: datetime) -> str:
    """Tell when Sara uses an FAQ: "from 20 December", "until 6 January", "over since 6 January". ``now`` is aware."""
    today = now.astimezone(faq.business.zone).date()
    first, last = faq.valid_from, faq.valid_until
    if last is not None and last < today:
        return f"over since {_said(last, today)}"
    begins = f"from {_said(first, today)}" if first and first > today else ""
    ends = f"until {_said(last, today)}" if last else ""
    return " ".join(part for part in (begins, ends) if part) or "always"


def _said(day: date, today: date) -> str:
    return date_format(day, "j F" if day.year == today.year else "j F Y")
