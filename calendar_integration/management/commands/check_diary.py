"""`manage.py check_diary`: prove the diary's promises over what it holds now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendar_integration.proof import broken_promises, count_rows


class Command(BaseCommand):
    """Ask the database for every row that breaks a promise."""

    help = (
        "Proves that nobody and nothing is booked twice, that whatever is booked takes up exactly its time, and that "
        "history, audit and wall time agree; exits with 1 and names the first rows where that is not so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict."""
        broken = list(broken_promises(limit=20))
        if broken:
            raise CommandError("The diary breaks promises:\n" + "\n".join(f"  {promise}" for promise in broken))
        appointments, taken = count_rows()
        counted = f"{appointments} appointments, {taken} stretches of time taken"
        self.stdout.write(f"The diary keeps its promises: {counted}, every one checked.")
