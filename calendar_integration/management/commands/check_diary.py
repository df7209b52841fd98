"""`manage.py check_diary`: prove the diary's promises over what it holds now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from calendar_integration import wiring
from calendar_integration.proof import BrokenPromise, broken_promises, count_rows
from calendar_integration.proof_outside import broken_outside
from receptionist.errors import ProviderError


class Command(BaseCommand):
    """Ask the database for every row that breaks a promise."""

    help = (
        "Proves that nobody and nothing is booked twice, that whatever is booked takes up exactly its time, and that "
        "history, audit and wall time agree; and that the calendar outside, where there is one, shows the same. Exits "
        "with 1 and names the first rows where that is not so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict."""
        broken = [*broken_promises(limit=20), *_broken_outside()]
        if broken:
            raise CommandError("The diary breaks promises:\n" + "\n".join(f"  {promise}" for promise in broken))
        appointments, taken = count_rows()
        counted = f"{appointments} appointments, {taken} stretches of time taken"
        self.stdout.write(f"The diary keeps its promises: {counted}, every one checked.")


def _broken_outside() -> list[BrokenPromise]:
    calendars = wiring.outside_calendar()
    if calendars is None:
        return []
    try:
        return list(broken_outside(calendars, timezone.now()))
    except ProviderError as error:
        return [BrokenPromise("calendar", calendars.name, f"cannot be read, so nothing is proved of it: {error}")]
