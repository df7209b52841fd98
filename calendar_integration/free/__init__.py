"""What is free: read from the diary and the calendars outside, worked out, and what of it a person would offer."""

from __future__ import annotations
