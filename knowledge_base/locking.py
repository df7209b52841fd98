"""The order in which rows of the knowledge base are locked: two who locked them otherwise would wait for each other.

First FAQs, the newest first; then the version of a business's FAQs, which a trigger writes with each change of one;
then groups of questions, the oldest first; then what hangs on these. Nothing but FAQs and groups is locked by name.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from knowledge_base.models import FAQ, FaqVersion, QuestionGroup


def to_change(faqs: QuerySet[FAQ]) -> None:
    """Lock FAQs of which more than one is to be saved; their keys stay free for questions that name them."""
    list(faqs.select_for_update(no_key=True, of=("self",)).order_by("-pk").values_list("pk"))


def to_remove(faqs: QuerySet[FAQ]) -> None:
    """Lock FAQs with what lets go of them: their translations, and the groups that they resolved."""
    ids = list(faqs.values_list("pk", flat=True))
    rows = FAQ.objects.filter(Q(pk__in=ids) | Q(translation_of__in=ids)).select_for_update().order_by("-pk")
    versions(rows.values_list("business_id", flat=True))
    list(QuestionGroup.objects.filter(faq__in=ids).select_for_update().order_by("pk").values_list("pk"))


def versions(business_ids: Iterable[int]) -> None:
    """Lock the version of a business's FAQs, before a group and with an FAQ that is about to be saved."""
    rows = FaqVersion.objects.filter(pk__in=set(business_ids)).select_for_update(no_key=True)
    list(rows.order_by("pk").values_list("pk"))
