"""Reads of the knowledge base."""

from __future__ import annotations

from django.db.models import QuerySet

from knowledge_base.models import UnansweredQuestion
from receptionist.models import Business


class NoSuchBusinessError(Exception):
    """It is not clear, or not true, which business is meant; the message says what to do."""


def business_meant(business_id: int | None) -> Business:
    """Find the business a command is about: the one named, else the only one. Raises NoSuchBusinessError."""
    found = list(Business.objects.filter(pk=business_id) if business_id is not None else Business.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    if business_id is not None:
        raise NoSuchBusinessError(f"There is no business {business_id}.")
    if not found:
        raise NoSuchBusinessError("There is no business yet; make one in the admin first.")
    raise NoSuchBusinessError("There are several businesses; name one with --business ID.")


def open_questions() -> QuerySet[UnansweredQuestion]:
    """Return the questions nobody has dealt with, the newest first."""
    return UnansweredQuestion.objects.filter(resolved_at=None)
