"""Reads of the knowledge base."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from knowledge_base.models import QuestionGroup, UnansweredQuestion
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


def open_groups() -> QuerySet[QuestionGroup]:
    """Return the groups of questions nobody has dealt with."""
    return QuestionGroup.objects.filter(resolved_at=None, merged_into=None, questions__isnull=False).distinct()


def question_groups() -> QuerySet[Any]:
    """Return the groups that have questions, each told in one query.

    ``headline`` is its oldest question, ``asked`` how often and ``people`` by how many customers it was asked, ``last``
    when, ``channels`` where, ``why`` an FAQ could not be said, and ``turned_down`` how many were answered badly.
    """
    oldest = UnansweredQuestion.objects.filter(group=OuterRef("pk")).order_by("asked_at", "pk")
    groups = QuestionGroup.objects.filter(merged_into=None).annotate(
        headline=Subquery(oldest.values("question")[:1]),
        asked=Count("questions", distinct=True),
        people=Count("questions__conversation__contact", distinct=True),
        last=Max("questions__asked_at"),
        channels=ArrayAgg(
            "questions__conversation__channel",
            distinct=True,
            filter=Q(questions__conversation__isnull=False),
            default=[],
        ),
        why=Max("questions__why", default=""),
        turned_down=Count("questions", filter=Q(questions__badly_received=True), distinct=True),
    )
    return groups.filter(asked__gt=0)
