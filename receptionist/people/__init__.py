"""Customers as people: how they are found, whose clock they live by, and how they are forgotten."""

from __future__ import annotations
