"""What an FAQ must be before it is saved: a translation that fits, and no placeholder for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from knowledge_base.answers.live import LiveFacts
from knowledge_base.models import FAQ


def problems(faq: FAQ) -> Iterator[tuple[str, str]]:
    """Name each field that cannot stay as it is, and why, in words for staff; what the database refuses is not named.

    The FAQ has its business.
    """
    yield from _problems_of_translation(faq)
    yield from broken_placeholders(faq, LiveFacts(faq.business, faq.business.language, timezone.now()))


def broken_placeholders(faq: FAQ, facts: LiveFacts) -> Iterator[tuple[str, str]]:
    """Name each answer that could not be said as things stand, and why; the facts are those of its business."""
    for field in ("answer", "spoken_answer"):
        for why in facts.problems(getattr(faq, field)):
            yield field, why


def _problems_of_translation(faq: FAQ) -> Iterator[tuple[str, str]]:
    original = faq.translation_of
    translations = list(faq.translations.all()) if faq.pk else []
    if original is None:
        if any(each.language == faq.language for each in translations):
            yield "language", "A translation of this FAQ is in that language already."
        return
    if original.pk == faq.pk:
        yield "translation_of", "An FAQ cannot be a translation of itself."
        return
    if original.business_id != faq.business_id:
        yield "translation_of", "That FAQ is another business's."
    if original.translation_of is not None:
        yield "translation_of", f"That FAQ is a translation itself. Choose the first one: {original.translation_of}"
    if translations:
        yield "translation_of", "This FAQ has translations itself, so it cannot be one."
    if not faq.language:
        yield "language", "A translation must say which language it is in."
    elif faq.language == (original.language or original.business.language):
        yield "language", "That is the language of the FAQ it translates."
