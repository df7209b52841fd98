"""`manage.py evaluate`: score labelled conversations of your own with any reader."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from receptionist.understanding import cases, readers
from receptionist.understanding.scoring import Failure, Score, Verdict, score

_WIDTH = 14


def _percent(text: str) -> float:
    """Read a percentage."""
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        value = -1
    if not 0 <= value <= 100:
        raise ArgumentTypeError(f"{text} is no percentage between 0 and 100")
    return value


class Command(BaseCommand):
    """With ``--reader rules`` it needs neither a database nor a key."""

    help = (
        "Scores a reader on labelled conversations: JSON lines, or scenarios where the file ends in .yaml or .yml. "
        "Exits with 1 below --at-least, with 2 when the file cannot be read. docs/understanding.md tells the form."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the reader and the bar."""
        parser.add_argument("file", type=Path, help="the labelled conversations")
        parser.add_argument("--reader", choices=readers.NAMES, default="rules", help="who reads first (rules)")
        parser.add_argument("--at-least", type=_percent, default=0.0, help="fail below this percentage of right fields")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the failures, and below them the table; the last line is what one looks for."""
        try:
            labelled = cases.read(options["file"])
        except cases.WrongCase as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}", returncode=2) from error
        result = score(labelled, readers.readers(options["reader"]))
        for failure in result.failures:
            self.stdout.write("\n".join(_failure(failure)), ending="\n\n")
        self.stdout.write("\n".join(_table(result)))
        if result.percent < options["at_least"]:
            raise CommandError(f"{result.percent:.1f} % is below the {options['at_least']:g} % asked for")


def _failure(failure: Failure) -> Iterator[str]:
    yield _harmless(failure.case.place)
    yield _row("text", failure.case.utterance.text)
    for fault in failure.faults:
        accepted = " or ".join(value or "nothing" for value in fault.accepted)
        yield _row(fault.field, f"expected {accepted}, got {fault.got or 'nothing'}")
    for reason in failure.reasons:
        yield _row("because", reason)


def _row(name: str, words: str) -> str:
    return f"  {name:{_WIDTH}}{_harmless(words)}"


def _harmless(words: str) -> str:
    """Put words on one line, without the signs by which a customer could give the terminal orders."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(words.split()))


def _table(result: Score) -> Iterator[str]:
    yield f"{'field':{_WIDTH}}{'expected':>9}{'right':>9}{'wrong':>9}{'missed':>9}"
    for name, counts in result.fields.items():
        verdicts = "".join(f"{counts[verdict]:9}" for verdict in Verdict)
        yield f"{name:{_WIDTH}}{counts.total():9}{verdicts}"
    yield ""
    if result.intents:
        yield f"{'intent':{_WIDTH}}{'expected':>9}{'right':>9}{'recall':>9}"
        for name, counts in sorted(result.intents.items()):
            right, total = counts[Verdict.RIGHT], counts.total()
            yield f"{name:{_WIDTH}}{total:9}{right:9}{100 * right / total:7.1f} %"
        yield ""
    yield f"Read by {', '.join(f'{name}: {times}' for name, times in result.readers.most_common())}."
    whole = result.cases - len(result.failures)
    yield f"{whole} of {result.cases} cases wholly right; {result.percent:.1f} % of the expected fields."
