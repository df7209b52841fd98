"""Sorts rows into the buckets of a period while the database counts them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, F, Func, IntegerField, Q, Value

from receptionist.domain.periods import Edges


def bucket(field: str, edges: Edges) -> Func:
    """Return the number of the bucket that a moment lies in, from 0 on; that it lies in one is up to ``within``.

    The edges are found beforehand, by the business's clock: the database only compares moments.
    """
    thresholds = Value(list(edges), output_field=ArrayField(DateTimeField()))
    found = Func(F(field), thresholds, function="width_bucket", output_field=IntegerField())
    return Func(found, Value(1), arg_joiner=" - ", template="(%(expressions)s)", output_field=IntegerField())


def within(field: str, edges: Edges) -> Q:
    """Return the condition that a moment lies between the first edge and the last."""
    return Q(**{f"{field}__gte": edges[0], f"{field}__lt": edges[-1]})
