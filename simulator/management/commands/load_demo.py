"""`manage.py load_demo`: the demo business, loaded once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from knowledge_base.searching import vectors
from receptionist.models import Business
from simulator import demo


class Command(BaseCommand):
    """Create the demo business unless there is a business already."""

    help = "Loads the demo business on the first start; later starts only add a phone number that has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and tell what was done."""
        if demo.load():
            # The first question comes before beat's first round.
            vectors.keep_up(Business.objects.get().pk)
            self.stdout.write(f"Loaded the demo business: {demo.NAME}.")
        else:
            self.stdout.write("There is a business already; nothing was loaded.")
