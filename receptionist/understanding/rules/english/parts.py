"""Parts of patterns that several tables share."""

from __future__ import annotations

MY = "(my|our|the|this|that|an|a|it|all)"

#: What can be held: an appointment by its name, its day, its hour or its place.
HELD = "(<booking:>|<weekday:>|<relative_day:>|<part:>|<hour:>|<clock:>|time|date|day|spot|slot|one|room|table|stay)"
