"""What an import would change, and changing it: the same plan is shown and carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db import router, transaction
from django.db.models import QuerySet
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from knowledge_base import locking
from knowledge_base.models import FAQ
from knowledge_base.transfer import translations
from knowledge_base.transfer.rows import FIELDS, FaqRow
from receptionist.models import Business

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One FAQ that would read otherwise."""

    faq: FAQ
    before: FaqRow
    after: FaqRow


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import comes to."""

    added: tuple[FaqRow, ...]
    changed: tuple[Change, ...]
    removed: tuple[FAQ, ...]
    #: Those that stand before and after, changed or not, the newest first.
    kept: tuple[FAQ, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or self.removed)

    def __str__(self) -> str:
        told = f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"
        return f"{told}, {self.unchanged} as they were"


def standing(business: Business) -> list[FAQ]:
    """List the FAQs of a business, the newest first."""
    return list(_of(business))


def locked(business: Business) -> list[FAQ]:
    """List them, and keep others from changing them and from importing until the transaction ends.

    A customer's message is kept from nothing: it needs the business's key alone.
    """
    Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    return list(_of(business).select_for_update(no_key=True, of=("self",)))


def _of(business: Business) -> QuerySet[FAQ]:
    return FAQ.objects.filter(business=business).select_related("translation_of").order_by("-pk")


def plan(faqs: Iterable[FAQ], rows: Iterable[FaqRow], *, replace: bool) -> Plan:
    """Compare: an FAQ with the same question and language is changed, others are added.

    What a row does not state stays as it is. With ``replace`` the rows are the whole truth: what they do not state is
    emptied, FAQs that they do not name are removed, and so is a second one with the same question.
    Raises ImportRefusedError when a translation would not fit.
    """
    faqs = list(faqs)
    # The oldest of several with the same question comes last, and is the one.
    known = {FaqRow.of(faq).key: faq for faq in faqs}
    added, changed, named = [], [], set()
    for row in rows:
        faq = known.get(row.key)
        if faq is None:
            added.append(row)
            continue
        named.add(faq.pk)
        before = FaqRow.of(faq)
        after = row if replace else row.over(before)
        if after != before:
            changed.append(Change(faq, before, after))
    removed = [faq for faq in faqs if faq.pk not in named] if replace else []
    kept = [faq for faq in faqs if not replace or faq.pk in named]
    changes = {change.faq.pk: change.after for change in changed}
    translations.check([*added, *(changes.get(faq.pk) or FaqRow.of(faq) for faq in kept)])
    return Plan(tuple(added), tuple(changed), tuple(removed), tuple(kept), len(named) - len(changed))


def carry_out(plan: Plan, business: Business, *, by: str, reason: str) -> None:
    """Write what a plan says, with a version of each FAQ; in the caller's transaction, with the FAQs locked."""
    said = {"default_user": by, "default_change_reason": reason}
    originals = {FaqRow.of(faq).question: faq for faq in plan.kept}
    # Translations come last: what they translate has its id by then.
    for rows in (
        [row for row in plan.added if not row.translation_of],
        [row for row in plan.added if row.translation_of],
    ):
        added = [FAQ(business=business, **_values(row, originals)) for row in rows]
        bulk_create_with_history(added, FAQ, batch_size=_BATCH, **said)
        originals |= {faq.question: faq for faq in added if faq.translation_of_id is None}
    _rewrite(plan.changed, originals)
    changed = [change.faq for change in plan.changed]
    bulk_update_with_history(changed, FAQ, [], batch_size=_BATCH, **said)
    for faq in plan.removed:
        faq._history_user, faq._change_reason = by, reason  # type: ignore[attr-defined]  # the library looks for them
    if plan.removed:
        locking.to_remove(FAQ.objects.filter(pk__in=[faq.pk for faq in plan.removed]))
    # What a queryset deletes it loads anew, and would not know by whom and why.
    collector = Collector(using=router.db_for_write(FAQ), origin=None)
    collector.collect(cast("list[FAQ]", list(plan.removed)))
    collector.delete()


def _values(row: FaqRow, originals: Mapping[str, FAQ]) -> dict[str, Any]:
    """Return the fields of an FAQ as its row states them, with the FAQ that it translates for that one's question."""
    return {**row.model_dump(), "translation_of": originals[row.translation_of] if row.translation_of else None}


def _rewrite(changes: Iterable[Change], originals: Mapping[str, FAQ]) -> None:
    now = timezone.now()
    for change in changes:
        for name, value in _values(change.after, originals).items():
            setattr(change.faq, name, value)
        change.faq.updated_at = now
    # Django's own bulk_update writes a case for each row and field: at 50,000 it took minutes and 750 MB.
    FAQ.objects.bulk_create(
        [change.faq for change in changes],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FIELDS, "updated_at"],
    )


@transaction.atomic
def load(business: Business, rows: Iterable[FaqRow], *, replace: bool, by: str, reason: str) -> Plan:
    """Compare and write in one transaction, and return what was done."""
    done = plan(locked(business), rows, replace=replace)
    carry_out(done, business, by=by, reason=reason)
    return done
