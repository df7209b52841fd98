"""What staff do with what Sara left for them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from receptionist import audit
from receptionist.models import FollowUp


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
