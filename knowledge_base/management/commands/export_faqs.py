"""Export FAQs to a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge_base.models import FAQ
from knowledge_base.selectors import NoSuchBusinessError, business_meant
from knowledge_base.transfer.formats import FORMATS
from knowledge_base.transfer.rows import FaqRow


class Command(BaseCommand):
    """``manage.py export_faqs FILE [--business ID]``."""

    help = (
        "Export FAQs to a .jsonl, .csv or .md file, which import_faqs reads again; - writes JSON lines to the output."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--business", type=int, help="The business's id; needed when there are several.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, oldest first."""
        path: Path = options["file"]
        to_output = str(path) == "-"
        kind = FORMATS.get(".jsonl" if to_output else path.suffix.lower())
        if kind is None:
            raise CommandError(f"{path.name}: expected a .jsonl, .csv or .md file.")
        try:
            business = business_meant(options["business"])
        except NoSuchBusinessError as error:
            raise CommandError(str(error)) from error
        faqs = FAQ.objects.filter(business=business).select_related("translation_of").order_by("pk")
        pieces = kind.write(FaqRow.of(faq) for faq in faqs.iterator())
        if to_output:
            sys.stdout.writelines(pieces)
            return
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
        except OSError as error:
            raise CommandError(f"{path.name} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{business}: {faqs.count()} written to {path.name}.")
