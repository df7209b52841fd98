"""`manage.py check_calendars`: ask each calendar outside once, and say in plain words what works."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from calendar_integration import wiring
from calendar_integration.outside import connections
from calendar_integration.ports import OutsideCalendar
from receptionist.errors import ProviderError


class Command(BaseCommand):
    """Ask, and tell which calendars could be entered."""

    help = (
        "Asks the calendar of every member of staff once, without changing anything in it, and lists the calendars "
        "that could be entered where the provider tells them; exits with 1 when one does not work."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what works, what does not and what to do about it."""
        calendars = wiring.outside_calendar()
        if calendars is None:
            raise CommandError("No calendar outside is connected: docs/connecting.md tells how to set one up.")
        self._list(calendars)
        broken = 0
        for verdict in connections.verdicts(calendars, timezone.now()):
            broken += bool(verdict.problem)
            said = f"does not work. {verdict.problem}" if verdict.problem else "works."
            self.stdout.write(f"{verdict.calendar_id} ({verdict.keepers}): {said}")
        if broken:
            raise CommandError(f"{calendars.name}: {broken} of the calendars in use do not work.")
        self.stdout.write(f"{calendars.name}: every calendar in use works.")

    def _list(self, calendars: OutsideCalendar) -> None:
        try:
            found = connections.listed(calendars)
        except ProviderError as error:
            self.stdout.write(f"The calendars that could be entered cannot be listed. {connections.in_words(error)}")
            return
        if found is None:
            return
        self.stdout.write("Calendars that can be entered:" if found else "The account has no calendar for events.")
        for one in found:
            note = "" if one.may_write is not False else ", which Sara may only read"
            self.stdout.write(f"  {one.calendar_id}  {one.name}{note}")
