"""What is kept of days that are over, so that a quarter is told without reading every message of it again."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from receptionist.models.people import Business


class SummedDay(models.Model):
    """One day of one business, summed up once it is over. Holds nothing of what anybody said.

    It says when it began and ended (UTC), not which date it was: should the business move to another time zone, its
    days no longer fit and are passed by.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+", db_index=False)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    #: How long customers waited for a reply, in milliseconds (see ``domain.reply_times``), and how many so long.
    waits = ArrayField(models.BigIntegerField(), default=list, blank=True)
    replies = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    #: Lists of four: channel, outcome, how many interactions ended so, and how many of them left something to staff.
    outcomes = models.JSONField(default=list, blank=True)
    #: FAQs that replies gave, and how many replies gave each.
    faqs = ArrayField(models.BigIntegerField(), default=list, blank=True)
    faq_replies = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    #: Dollars for language models, those of all businesses: the ledger does not tell them apart.
    cost = models.DecimalField(max_digits=16, decimal_places=10)
    #: Calls; None until their callers have had the time to come back.
    missed = models.PositiveIntegerField(null=True, blank=True)
    rescued = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["business", "begins", "ends"], name="one_sum_a_day"),
            models.CheckConstraint(
                condition=models.Q(missed=None, rescued=None) | models.Q(rescued__lte=models.F("missed")),
                name="no_more_rescued_than_missed",
            ),
        ]

    def __str__(self) -> str:
        return f"Business {self.business_id} from {self.begins:%Y-%m-%d %H:%M} UTC"
