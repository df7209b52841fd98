"""Import FAQs from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge_base.selectors import NoSuchBusinessError, business_meant
from knowledge_base.transfer import ImportRefusedError, load, read


class Command(BaseCommand):
    """``manage.py import_faqs FILE [--replace] [--business ID]``."""

    help = (
        "Import FAQs from a .jsonl or .csv file with question, answer and, if you like, wordings, tags and language. "
        "A file with a mistake changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Remove FAQs that the file does not name.")
        parser.add_argument("--business", type=int, help="The business's id; needed when there are several.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        try:
            business = business_meant(options["business"])
            done = load(business, read(options["file"]), replace=options["replace"])
        except (ImportRefusedError, NoSuchBusinessError) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self.stdout.write(f"{business}: {done.added} added, {done.changed} changed, {done.removed} removed.")
