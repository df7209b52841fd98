"""Writes to the diary: held, booked, moved, confirmed, cancelled; by customers, by staff, and in series."""

from __future__ import annotations
