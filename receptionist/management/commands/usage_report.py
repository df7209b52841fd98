"""`manage.py usage_report`: what language models were asked on a day, and what that cost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from receptionist.language_models import spending, usage_report
from receptionist.language_models.usage_report import Report, money
from receptionist.telling.reading_in_words import READERS


class Command(BaseCommand):
    """A day is the first business's own, from midnight to midnight."""

    help = "Tells what language models were asked on a day, what that cost, and who read the customers' words."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day."""
        parser.add_argument("--date", default="today", help="today (the default), yesterday, or a day as 2026-11-21")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table, the sum and what is left."""
        zone = usage_report.local_zone()
        day = _day(options["date"], timezone.now().astimezone(zone))
        _insist_that_the_ledger_reaches(day, timezone.now().astimezone(zone).date())
        report = usage_report.report(day, day, zone)
        self.stdout.write(f"{day:%A, %-d %B %Y} ({zone.key})\n")
        self.stdout.write("\n".join(_table(report)) if report.models else "No language model was asked.")
        read = ", ".join(f"{READERS.get(name, name)} {count}" for name, count in report.readers.items())
        self.stdout.write(f"\nTurns read by: {read or 'nobody; no customer wrote'}.")
        unknown = f"; calls of which nobody knows the price: {report.unpriced}" if report.unpriced else ""
        self.stdout.write(f"Cost: {money(report.cost)}{unknown}.")
        if report.remembered:
            self.stdout.write(f"Given again from memory: {report.remembered}, which saved {money(report.saved)}.")
        for span, limit in spending.limits().items():
            words = "60 minutes" if span == spending.HOUR else "24 hours"
            self.stdout.write(f"In the last {words}: {money(spending.spent(span))} of {money(limit)}.")


def _table(report: Report) -> list[str]:
    columns = "{:<28}{:>8}{:>8}{:>12}{:>12}{:>12}{:>10}{:>14}"
    head = columns.format("Model", "Calls", "Failed", "Input", "Cached", "Output", "Seconds", "Cost")
    lines = [
        columns.format(
            use.model[:27],
            use.calls,
            use.failed,
            f"{use.input_tokens:,}",
            f"{use.cached_tokens:,}",
            f"{use.output_tokens:,}",
            "–" if use.milliseconds is None else f"{use.milliseconds / 1000:.1f}",
            "no price" if 0 < use.calls == use.unpriced else money(use.cost),
        )
        for use in report.models
    ]
    return [head, "-" * len(head), *lines]


def _insist_that_the_ledger_reaches(day: date, today: date) -> None:
    kept = settings.ENV.llm_ledger_days
    if day < today - timedelta(days=kept):
        raise CommandError(f"The ledger keeps {kept} days (LLM_LEDGER_DAYS), and no longer reaches back to {day}.")


def _day(words: str, now: datetime) -> date:
    known = {"today": now.date(), "yesterday": now.date() - timedelta(days=1)}
    try:
        return known.get(words) or date.fromisoformat(words)
    except ValueError as error:
        raise CommandError(f"“{words}” is no day: write today, yesterday, or a day as 2026-11-21.") from error
