"""Read utterances from standard input and print what they say: one JSON object a line, in and out."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import ValidationError

from receptionist.ports import Utterance
from receptionist.understanding import cases, readers
from receptionist.understanding.chain import understand
from receptionist.understanding.contract import from_reading
from receptionist.understanding.rules_reader import RulesReader


class Command(BaseCommand):
    """Needs neither a database nor, with ``--reader rules``, a key."""

    help = "Understand utterances: JSON lines on standard input, JSON lines on standard output, in the same order."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the choice of reader."""
        parser.add_argument("--reader", choices=readers.NAMES, default="rules", help="who reads first (rules)")
        parser.add_argument(
            "--explain", action="store_true", help="add why: the words that decided, and every day and time seen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer line by line, so that the command can serve as a filter."""
        if options["explain"] and options["reader"] != "rules":
            raise CommandError("--explain tells what the rules saw; leave --reader away, or say --reader rules")
        chain = readers.readers(options["reader"])
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                utterance = cases.Line.model_validate_json(line).utterance()
            except ValidationError as error:
                raise CommandError(f"Line {number} is not a case: {cases.said(error)}") from error
            if options["explain"]:
                self.stdout.write(_with_reasons(utterance))
                continue
            reading = understand(utterance, chain).reading
            self.stdout.write(from_reading(reading, utterance.timezone, utterance.services).model_dump_json())


def _with_reasons(utterance: Utterance) -> str:
    explained = RulesReader().explain(utterance)
    result = from_reading(explained.reading, utterance.timezone, utterance.services).model_dump(mode="json")
    return json.dumps(result | {"why": explained.why()}, ensure_ascii=False)
