"""Each calendar outside, held to what all of them promise."""

from __future__ import annotations

import pytest

from tests.cases.outside_calendars import OutsideCalendarCase
from tests.fakes.caldav import CalDavKeeper
from tests.fakes.google_keeper import GoogleKeeper


class TestGoogle(OutsideCalendarCase):
    refused_id = "https://calendar.google.com/calendar/u/0"

    @pytest.fixture
    def keeper(self, google) -> GoogleKeeper:
        return GoogleKeeper(google)


class TestCalDav(OutsideCalendarCase):
    refused_id = "https://elsewhere.example.com/dav/work/"

    @pytest.fixture
    def keeper(self, caldav: CalDavKeeper) -> CalDavKeeper:
        return caldav
