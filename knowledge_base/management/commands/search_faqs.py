"""Search the FAQs, one JSON question a line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import BaseModel, ValidationError

from knowledge_base.searching import search, vectors
from knowledge_base.selectors import NoSuchBusinessError, business_meant


class _Asked(BaseModel):
    query: str


class Command(BaseCommand):
    """``manage.py search_faqs < questions.jsonl``."""

    help = (
        'Read {"query": "..."} a line from standard input and write {"results": [{"question", "score"}], "answered"} '
        "a line: the best FAQs, and whether the best is good enough to be said."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--business", type=int, help="The business's id; needed when there are several.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer line by line; a line that is no question stops with its number."""
        try:
            business = business_meant(options["business"])
        except NoSuchBusinessError as error:
            raise CommandError(str(error)) from error
        # A worker does this in the background; who asks here wants to see what it will come to.
        vectors.keep_up(business.pk)
        searching = search.shared()
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                query = _Asked.model_validate_json(line).query
            except ValidationError as error:
                raise CommandError(f'Line {number} is not {{"query": "..."}}.') from error
            ranked = searching.rank(business.pk, query)
            results = [{"question": faq.question, "score": round(hit.score, 4)} for faq, hit in ranked]
            enough = searching.threshold(business.pk)
            answered = any(hit.score >= enough for _, hit in ranked)
            self.stdout.write(json.dumps({"results": results, "answered": answered}, ensure_ascii=False))
