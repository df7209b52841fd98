"""What Sara says: worded and stored first, then sent by the way that reaches the customer."""

from __future__ import annotations
