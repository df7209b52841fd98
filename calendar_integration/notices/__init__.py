"""What is said around an appointment: planned with it, sent when it is due, and the invitation that goes with it."""

from __future__ import annotations
