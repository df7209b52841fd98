"""The versions of an FAQ: who changed what and when, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from knowledge_base.editing import differences
from knowledge_base.editing.differences import Difference
from knowledge_base.editing.validation import problems
from knowledge_base.models import FAQ
from knowledge_base.transfer.rows import FIELDS, FaqRow

_DONE = {"+": "Added", "~": "Changed", "-": "Removed"}


class ChangedMeanwhileError(Exception):
    """There is a newer version than the one that was seen."""


class NotFittingError(Exception):
    """The version cannot stand any more; the message says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and what it changed in the one before it; nothing is known of before the first."""

    id: int
    done: str
    by: str
    at: datetime
    reason: str
    row: FaqRow
    changes: list[Difference] | None


def versions(faq_id: int, *, before: int | None = None, limit: int = 20) -> list[Version]:
    """List the versions of an FAQ, the newest first; those older than the version ``before``, if that is given."""
    records = FAQ.history.filter(id=faq_id).select_related("translation_of").order_by("-history_id")
    if before is not None:
        records = records.filter(history_id__lt=before)
    found = list(records[: limit + 1])
    # Each beside the one before it; nothing stands before the first.
    return [_version(record, older) for record, older in zip(found[:limit], [*found[1:], None], strict=False)]


@transaction.atomic
def roll_back(faq_id: int, version_id: int, *, seen: int) -> bool:
    """Make an FAQ read as it did in a version, which is a new version; False when it reads so already.

    Raises FAQ.DoesNotExist when there is no such FAQ or version, ChangedMeanwhileError when the version ``seen`` is
    not the newest, NotFittingError when the old one cannot stand any more.
    """
    faq = FAQ.objects.select_for_update(no_key=True).get(pk=faq_id)
    record = FAQ.history.select_related("translation_of").filter(id=faq_id, history_id=version_id).first()
    if record is None:
        raise FAQ.DoesNotExist
    if FAQ.history.filter(id=faq_id).latest("history_id").history_id != seen:
        raise ChangedMeanwhileError
    if FaqRow.of(record) == FaqRow.of(faq):
        return False
    for name in FIELDS:
        setattr(faq, name, getattr(record, name))
    try:
        faq.full_clean()
    except ValidationError as error:
        raise NotFittingError(" ".join(error.messages)) from error
    for _, why in problems(faq):
        raise NotFittingError(why)
    faq._change_reason = f"Rolled back to {record.history_date:%d %b %Y %H:%M} UTC"  # type: ignore[attr-defined]
    faq.save()
    return True


def by_whom(faqs: Iterable[FAQ], user: str, reason: str) -> None:
    """Name the author and the reason of the version that the next save of each FAQ makes."""
    for faq in faqs:
        faq._history_user, faq._change_reason = user, reason[:100]  # type: ignore[attr-defined]


def _version(record: Any, older: Any) -> Version:
    row = FaqRow.of(record)
    is_change = older is not None and record.history_type == "~"
    return Version(
        id=record.history_id,
        done=_DONE[record.history_type],
        by=record.history_user_id,
        at=record.history_date,
        reason=record.history_change_reason or "",
        row=row,
        changes=differences.between(FaqRow.of(older), row) if is_change else None,
    )
