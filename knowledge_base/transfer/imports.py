"""An import in two steps: what it would change is shown, and exactly that is done, or nothing."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from knowledge_base.answers.live import LiveFacts
from knowledge_base.models import FaqImport, FaqVersion
from knowledge_base.transfer import plans
from knowledge_base.transfer.plans import Plan
from knowledge_base.transfer.reading import FaqFile
from knowledge_base.transfer.rows import FaqRow
from receptionist.models import Business

#: How long a preview waits for its yes.
KEPT_FOR = timedelta(days=1)
#: Answers that are tried out in a preview; the list of FAQs names all that cannot be said.
_MOST_UNSAYABLE = 20


class ChangedMeanwhileError(Exception):
    """The FAQs are not those any more that the preview was made from."""


class NotWaitingError(Exception):
    """There is no such import, any more: somebody has applied or dropped it, or nobody did for too long."""


def prepare(business: Business, file: FaqFile, *, replace: bool, by: str) -> FaqImport:
    """Keep what a file states until somebody says yes; those that nobody wanted are dropped."""
    FaqImport.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    return FaqImport.objects.create(
        business=business,
        file_name=file.name[:200],
        rows=[row.model_dump(mode="json", exclude_unset=True) for row in file.rows],
        unused=list(file.unused[:20]),
        replace=replace,
        made_by=by,
    )


def preview(waiting: FaqImport) -> tuple[Plan, str]:
    """Tell what it would change as the FAQs stand now, and the version they are of, which ``apply`` is given back."""
    # Read before the FAQs: those that change in between are noticed when it is applied.
    version = _version(waiting.business)
    return plans.plan(plans.standing(waiting.business), _rows(waiting), replace=waiting.replace), version


@transaction.atomic
def apply(import_id: int, seen: str, *, by: str) -> Plan:
    """Do what was shown for the version ``seen``, once.

    Raises ChangedMeanwhileError or NotWaitingError, and changes nothing then.
    """
    # The business's own row stays open to customers whose messages need it.
    waiting = FaqImport.objects.select_for_update(of=("self",)).select_related("business").filter(pk=import_id).first()
    if waiting is None:
        raise NotWaitingError
    faqs = plans.locked(waiting.business)
    if _version(waiting.business) != seen:
        raise ChangedMeanwhileError
    done = plans.plan(faqs, _rows(waiting), replace=waiting.replace)
    plans.carry_out(done, waiting.business, by=by, reason=f"Import of {waiting.file_name}"[:100])
    waiting.delete()
    return done


def unsayable(business: Business, planned: Plan) -> list[tuple[str, str]]:
    """Name questions whose answers could not be said, and why: an import keeps them, for staff to mend."""
    rows = [*planned.added, *(change.after for change in planned.changed)]
    suspects = [row for row in rows if "{" in row.answer + row.spoken_answer or "}" in row.answer + row.spoken_answer]
    facts = {row.language: LiveFacts(business, row.language or business.language, timezone.now()) for row in suspects}
    told = []
    for row in suspects[:_MOST_UNSAYABLE]:
        found = [*facts[row.language].problems(row.answer), *facts[row.language].problems(row.spoken_answer)]
        told += [(row.question, why) for why in found]
    return told


def _rows(waiting: FaqImport) -> list[FaqRow]:
    return [FaqRow.model_validate(stated) for stated in waiting.rows]


def _version(business: Business) -> str:
    version = FaqVersion.objects.filter(business_id=business.pk).values_list("version", flat=True).first()
    return str(version or "")
