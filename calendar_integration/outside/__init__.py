"""The calendars that staff keep elsewhere: our appointments written into them, and what people change there read."""

from __future__ import annotations
