"""The vectors of the FAQs' texts in the database: a worker keeps them up with the FAQs, the search reads them."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from knowledge_base.embeddings.choice import chosen
from knowledge_base.embeddings.ports import Embedder, EmbeddingError
from knowledge_base.models import FAQ, FaqEmbedding, FaqVersion
from knowledge_base.searching.entries import Entry
from receptionist import doorbell

if TYPE_CHECKING:
    from knowledge_base.embeddings.weights import Array

log = logging.getLogger(__name__)

EMBED_TASK = "knowledge_base.embed"
#: Whoever has not come back for more work by then has died over it.
LEASE = timedelta(minutes=2)
#: Texts that are worked out between two looks at the lease: a few seconds' work.
_BATCH = 32
#: FAQs that are held in memory at a time.
_PART = 500


def sweep() -> int:
    """Ring for every business whose FAQs have changed since their vectors were made; returns how many."""
    model = chosen()
    if model is None:
        return 0
    behind = _free().exclude(embedded=F("version"), embedded_by=model.name)
    waiting = list(behind.values_list("business_id", flat=True)[:200])
    for business_id in waiting:
        doorbell.ring(EMBED_TASK, business_id)
    return len(waiting)


def keep_up(business_id: int) -> int:
    """Make the vectors that a business's active FAQs lack, and drop those of texts that are gone; returns how many.

    Nothing is done, and 0 returned, while somebody else is at it or no model is to be had. May be killed at any point:
    each batch stands by itself, and the next run goes on from there.
    """
    model = chosen()
    if model is None or not _take(business_id):
        return 0
    version = FaqVersion.objects.values_list("version", flat=True).get(business_id=business_id)
    made = 0
    try:
        for part in _parts(business_id):
            made += _keep_up_part(part, model, business_id)
        # Only what was current at the start is up to date now: a change in between is found by the next sweep.
        FaqVersion.objects.filter(business_id=business_id).update(embedded=version, embedded_by=model.name)
    except EmbeddingError as error:
        log.warning("vectors of business %s wait for the next round: %s", business_id, error)
    finally:
        FaqVersion.objects.filter(business_id=business_id).update(embedding_until=None)
    return made


def read(business_id: int, model: Embedder, held: Container[bytes]) -> dict[bytes, Array]:
    """Return the vectors of a business's active FAQs by the digest of their text, those in ``held`` left out."""
    wanted = [pk for pk, digest in names(business_id, model) if digest not in held]
    found: dict[bytes, Array] = {}
    for at in range(0, len(wanted), _PART):
        part = FaqEmbedding.objects.filter(pk__in=wanted[at : at + _PART]).values_list("digest", "vector")
        found |= {bytes(digest): vector for digest, vector in part}
    return found


def names(business_id: int, model: Embedder) -> list[tuple[int, bytes]]:
    """List the vectors of a business's active FAQs, in the order of their ids, with the digest of each one's text."""
    rows = FaqEmbedding.objects.filter(faq__business_id=business_id, faq__active=True, model=model.name)
    return [(pk, bytes(name)) for pk, name in rows.order_by("pk").values_list("pk", "digest")]


def digest(text: str) -> bytes:
    """Name a text by what it says."""
    return sha256(text.encode()).digest()


def entry(faq: FAQ) -> Entry:
    """Return an FAQ as the search sees it."""
    return Entry(faq.pk, faq.question, tuple(faq.wordings), faq.answer)


def _free() -> QuerySet[FaqVersion]:
    return FaqVersion.objects.filter(Q(embedding_until=None) | Q(embedding_until__lt=timezone.now()))


def _take(business_id: int) -> bool:
    return bool(_free().filter(business_id=business_id).update(embedding_until=timezone.now() + LEASE))


def _parts(business_id: int) -> Iterable[list[FAQ]]:
    last = 0
    while part := list(FAQ.objects.filter(business_id=business_id, active=True, pk__gt=last).order_by("pk")[:_PART]):
        yield part
        last = part[-1].pk


def _keep_up_part(faqs: Sequence[FAQ], model: Embedder, business_id: int) -> int:
    wanted = {(faq.pk, digest(text)): text for faq in faqs for text in entry(faq).texts}
    rows = FaqEmbedding.objects.filter(faq__in=faqs, model=model.name).values_list("pk", "faq_id", "digest")
    standing = {(faq_id, bytes(kept)): pk for pk, faq_id, kept in rows}
    missing = [key for key in wanted if key not in standing]
    for at in range(0, len(missing), _BATCH):
        batch = missing[at : at + _BATCH]
        vectors = model.embed([wanted[key] for key in batch])
        _write(model, dict(zip(batch, vectors, strict=True)))
        FaqVersion.objects.filter(business_id=business_id).update(embedding_until=timezone.now() + LEASE)
    FaqEmbedding.objects.filter(pk__in=[pk for key, pk in standing.items() if key not in wanted]).delete()
    return len(missing)


def _write(model: Embedder, vectors: Mapping[tuple[int, bytes], Array]) -> None:
    with transaction.atomic():
        # An FAQ that staff delete meanwhile needs none; those that stand wait with their going until we are done.
        # The newest first, as an import locks them.
        ids = {faq_id for faq_id, _ in vectors}
        rows = FAQ.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("-pk")
        standing = set(rows.values_list("pk", flat=True))
        FaqEmbedding.objects.bulk_create(
            (
                FaqEmbedding(faq_id=faq_id, model=model.name, digest=name, vector=vector)
                for (faq_id, name), vector in vectors.items()
                if faq_id in standing
            ),
            ignore_conflicts=True,
        )
