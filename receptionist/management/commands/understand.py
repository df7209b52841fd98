"""Read utterances from standard input and print what they say: one JSON object a line, in and out."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import BaseModel, ConfigDict, ValidationError

from receptionist.ports import Reader, Utterance
from receptionist.understanding.chain import understand
from receptionist.understanding.contract import from_reading
from receptionist.understanding.rules_reader import RulesReader


class _Turn(BaseModel):
    role: Literal["customer", "receptionist"]
    text: str


class _Case(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str
    now: datetime
    timezone: str = "UTC"
    channel: str = "sms"
    history: tuple[_Turn, ...] = ()

    def utterance(self) -> Utterance:
        """Put the line into the reader's terms; a time without an offset is local to ``timezone``."""
        now = self.now if self.now.tzinfo else self.now.replace(tzinfo=ZoneInfo(self.timezone))
        turns = tuple((turn.role, turn.text) for turn in self.history)
        return Utterance(text=self.text, now=now, timezone=self.timezone, channel=self.channel, history=turns)


class Command(BaseCommand):
    """Needs neither a database nor, with ``--reader rules``, a key."""

    help = "Understand utterances: JSON lines on standard input, JSON lines on standard output, in the same order."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the choice of reader."""
        parser.add_argument("--reader", choices=["rules", "openai"], default="rules", help="who reads first (rules)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer line by line, so that the command can serve as a filter."""
        readers = _readers(options["reader"])
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                utterance = _Case.model_validate_json(line).utterance()
            except (ValidationError, ValueError, KeyError) as error:
                raise CommandError(f"Line {number} is not a case: {_said(error)}") from error
            reading = understand(utterance, readers).reading
            self.stdout.write(from_reading(reading, utterance.timezone).model_dump_json())


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
    return str(error)


def _readers(first: str) -> tuple[Reader, ...]:
    if first == "rules":
        return (RulesReader(),)
    # The SDK is large, and the rules need none of it.
    from receptionist.understanding.model_reader import ModelReader  # noqa: PLC0415

    return (ModelReader(), RulesReader())
