"""Import FAQs from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from knowledge_base.selectors import NoSuchBusinessError, business_meant
from knowledge_base.transfer import plans
from knowledge_base.transfer.plans import Plan
from knowledge_base.transfer.reading import read_path
from knowledge_base.transfer.rows import ImportRefusedError
from receptionist.models import Business

#: Who the versions say it was; a command is run by nobody that Sara knows.
_BY = "manage.py import_faqs"
#: What the business is called that is made for the first FAQs, where there is none yet.
_NAME = "My business"


class Command(BaseCommand):
    """``manage.py import_faqs FILE [--replace] [--dry-run] [--business ID]``."""

    help = (
        "Import FAQs from a .jsonl, .csv or .md file with question, answer and, if you like, wordings, tags, language "
        "and active. A file with a mistake changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Remove FAQs that the file does not name.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--business", type=int, help="The business's id; needed when there are several.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        try:
            with transaction.atomic():
                self._import(options)
        except (ImportRefusedError, NoSuchBusinessError) as error:
            raise CommandError(f"{error} Nothing was changed.") from error

    def _import(self, options: dict[str, Any]) -> None:
        replace, dry_run = options["replace"], options["dry_run"]
        file = read_path(options["file"])
        business = self._business(options["business"], dry_run=dry_run)
        if dry_run:
            done = plans.plan(plans.standing(business), file.rows, replace=replace)
        else:
            done = plans.load(business, file.rows, replace=replace, by=_BY, reason=f"Import of {file.name}"[:100])
        if file.unused:
            self.stderr.write(f"Not used: {', '.join(file.unused)}.")
        if dry_run:
            self._tell(done)
        self.stdout.write(f"{business}: {done}{' if it were not a dry run' if dry_run else ''}.")

    def _business(self, business_id: int | None, *, dry_run: bool) -> Business:
        if business_id is not None or dry_run or Business.objects.exists():
            return business_meant(business_id)
        self.stderr.write(f"There was no business yet, so {_NAME!r} is made: set its name and time zone in the admin.")
        return Business.objects.create(name=_NAME)

    def _tell(self, planned: Plan) -> None:
        for row in planned.added:
            self.stdout.write(f"+ {row.question}")
        for change in planned.changed:
            self.stdout.write(f"~ {change.after.question}")
        for faq in planned.removed:
            self.stdout.write(f"- {faq.question}")
