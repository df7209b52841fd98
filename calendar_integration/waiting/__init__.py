"""The waitlist: who waits, in which line, and the places that become free for them."""

from __future__ import annotations
