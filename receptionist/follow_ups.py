"""What Sara leaves for staff, and what they do with it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from receptionist import audit
from receptionist.models import FollowUp

#: Characters of a summary that staff are shown; the conversation has all of it.
_SUMMARY = 500


@transaction.atomic
def leave(*, business_id: int, conversation_id: int | None, reason: str, summary: str, key: str) -> FollowUp:
    """Leave a task for a person; the same ``key`` again leaves no second one, but adds what is new to its summary."""
    summary = summary[:_SUMMARY]
    follow_up, is_new = FollowUp.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "business_id": business_id,
            "conversation_id": conversation_id,
            "reason": reason,
            "summary": summary,
        },
    )
    if is_new:
        audit.record("handed.over", conversation_id=conversation_id, follow_up=follow_up.pk, reason=reason)
    elif summary not in follow_up.summary:
        follow_up.summary = f"{follow_up.summary}\n{summary}".strip()
        follow_up.save(update_fields=["summary"])
    return follow_up


def is_left(key: str) -> bool:
    """Whether that task was left, be it done by now or not."""
    return FollowUp.objects.filter(idempotency_key=key).exists()


@transaction.atomic
def finish(follow_up_id: int, by: str) -> bool:
    """Note that a person has dealt with it; False when that was noted before."""
    follow_up = FollowUp.objects.filter(pk=follow_up_id).first()
    done = FollowUp.objects.filter(pk=follow_up_id, done_at=None).update(done_at=timezone.now(), done_by=by)
    if follow_up is None or not done:
        return False
    audit.record(
        "follow_up.done",
        conversation_id=follow_up.conversation_id,
        business_id=follow_up.business_id,
        follow_up=follow_up.pk,
        by=by,
    )
    return True
