from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from channels_whatsapp import window

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LAST_MOMENT = timedelta(hours=24) - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("wrote", "is_open"),
    [(NOW, True), (NOW - LAST_MOMENT, True), (NOW - timedelta(hours=24), False), (None, False)],
)
def test_free_words_are_allowed_for_a_day_after_the_customer_wrote(wrote: datetime | None, is_open: bool):
    assert window.is_open(wrote, NOW) is is_open


def test_it_is_24_hours_also_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    wrote = datetime(2026, 10, 24, 12, 0, tzinfo=berlin)
    assert not window.is_open(wrote.astimezone(UTC), datetime(2026, 10, 25, 11, 30, tzinfo=berlin).astimezone(UTC))
