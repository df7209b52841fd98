"""Find the score from which a business's own FAQs are good enough."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge_base.searching import calibrating, search, vectors
from knowledge_base.searching.entries import ANSWER_FROM
from knowledge_base.selectors import NoSuchBusinessError, business_meant


class Command(BaseCommand):
    """``manage.py calibrate_faqs [--business ID] [--dry-run]``."""

    help = (
        "Ask each wording of each FAQ while it is left out, and keep the score from which the answers are good enough. "
        "Worth repeating when many FAQs or wordings have changed, or EMBEDDINGS has."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--business", type=int, help="The business's id; needed when there are several.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would be chosen and keep nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try, show a table, and keep the choice unless there are too few wordings or it is a dry run."""
        try:
            business = business_meant(options["business"])
        except NoSuchBusinessError as error:
            raise CommandError(str(error)) from error
        vectors.keep_up(business.pk)
        searching = search.shared()
        trials = calibrating.try_out(searching.ranking(business.pk))
        if len(trials) < calibrating.ENOUGH:
            self.stdout.write(
                f"{business}: {len(trials)} wordings are too few to tell; {calibrating.ENOUGH} are needed. "
                f"The score needed stays {searching.threshold(business.pk):.2f}. Add other wordings to the FAQs."
            )
            return
        chosen = calibrating.choose(trials)
        self._show(trials, chosen, searching.threshold(business.pk))
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing is kept.")
            return
        calibrating.keep(business.pk, searching, chosen, len(trials))
        self.stdout.write(f"{business}: from now on Sara answers from a score of {chosen:.2f}.")

    def _show(self, trials: list[calibrating.Trial], chosen: float, current: float) -> None:
        self.stdout.write(f"{len(trials)} wordings, each asked while it was left out:")
        self.stdout.write("score needed | answered, of those found | wrong answers | declined, FAQ left out")
        names = {ANSWER_FROM: "as shipped", current: "now", chosen: "chosen"}
        for threshold in sorted({0.3, 0.4, 0.6, 0.7, 0.8, *names}):
            told = calibrating.outcome(trials, threshold)
            self.stdout.write(
                f"{threshold:12.2f} | {told.answered:23.1%} | {told.wrong:13.1%} | {told.declined:9.1%} "
                f"{names.get(threshold, '')}".rstrip()
            )
