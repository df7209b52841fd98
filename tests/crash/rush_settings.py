"""What Sara's processes run with in the rush: the storm's settings, a calendar outside, and tripwires."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import AnyHttpUrl

from tests.crash.settings import *  # noqa: F403

ENV = ENV.model_copy(  # noqa: F405
    update={
        "google_application_credentials": Path(os.environ["RUSH_KEY_FILE"]),
        "google_calendar_api_base_url": AnyHttpUrl(os.environ["RUSH_GOOGLE"]),
        "google_calendar_id": os.environ["RUSH_CALENDAR"],
    }
)
OUTSIDE_CALENDAR = "calendar_integration.providers.google.calendar.GoogleCalendar"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.crash.tripwires.Tripwires"]  # noqa: F405
