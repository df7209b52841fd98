"""Which model turns texts into vectors here, as EMBEDDINGS says."""

from __future__ import annotations

import logging
from functools import cache

from django.conf import settings

from knowledge_base.embeddings.ports import Embedder

log = logging.getLogger(__name__)


def chosen() -> Embedder | None:
    """Return the model; None when none is wanted, or the wanted one is missing or damaged, which is logged once."""
    return _made(settings.ENV.embeddings)


@cache
def _made(kind: str) -> Embedder | None:
    # Imported here: numpy and the weights take memory that only processes which search need to spend.
    if kind == "openai":
        from knowledge_base.embeddings.openai import OpenAIEmbedder  # noqa: PLC0415

        return OpenAIEmbedder()
    if kind == "local":
        from knowledge_base.embeddings import minilm  # noqa: PLC0415
        from knowledge_base.embeddings.weights import DamagedError  # noqa: PLC0415

        try:
            return minilm.shared()
        except DamagedError as error:
            log.error("the FAQs are searched by their words alone: %s", error)
    return None
