"""What keeps one failing service from holding up the rest: circuit breakers, shared by all workers through Redis."""

from __future__ import annotations
