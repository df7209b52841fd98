"""The vectors of a business's texts, compared by PostgreSQL itself where it has the extension pgvector.

Vectors are kept as plain ``real[]``, which every server knows. Where pgvector is, a generated column beside it has the
same numbers as a ``vector``: PostgreSQL fills it, also for rows that were there before. It is no field of the model, so
that for Django the table is the same on every server.
"""

from __future__ import annotations

import logging

import numpy as np
from django.db import DatabaseError, connection, connections, transaction
from numpy.typing import NDArray

from knowledge_base.embeddings.ports import Embedder
from knowledge_base.searching import vectors

log = logging.getLogger(__name__)

Array = NDArray[np.float32]

# Looked at beforehand: the change itself would wait for whoever reads the table, and make all others wait, only to find
# that nothing is to be done.
_CAN_BE_HAD = """
    SELECT to_regclass('knowledge_base_faqembedding') IS NOT NULL
       AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector')
       AND NOT EXISTS (
           SELECT FROM pg_attribute
           WHERE attrelid = to_regclass('knowledge_base_faqembedding') AND attname = 'compared' AND NOT attisdropped
       )
"""
_PREPARE = """
    CREATE EXTENSION IF NOT EXISTS vector;
    ALTER TABLE knowledge_base_faqembedding
        ADD COLUMN IF NOT EXISTS compared vector GENERATED ALWAYS AS (vector::vector) STORED;
"""
# One value for all rows: with a row each it takes half as long again, most of it in Python.
_COMPARE = """
    SELECT string_agg(int8send(texts.id) || float4send((-(texts.compared <#> %s::vector))::real), ''::bytea)
    FROM knowledge_base_faqembedding AS texts JOIN knowledge_base_faq AS faqs ON faqs.id = texts.faq_id
    WHERE faqs.business_id = %s AND faqs.active AND texts.model = %s
"""
_COMPARED = np.dtype([("id", ">i8"), ("cosine", ">f4")])


def prepare(*, using: str) -> None:
    """Make the column that is compared, where the server has pgvector and lets us; called after each ``migrate``.

    So a server that gets the extension later is made use of from the next ``migrate`` on. Without it, or without the
    right to create it, nothing is done, and vectors are compared in memory.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_CAN_BE_HAD)
        row = cursor.fetchone()
    if not row or not row[0]:
        return
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(_PREPARE)
    except DatabaseError as error:
        log.info("pgvector is not made use of: %s", str(error).partition("\n")[0])


class InPostgres:
    """Vectors that stay in the database, which compares all of them: slower, and without memory in each process."""

    def __init__(self, business_id: int, model: Embedder) -> None:
        """Read which vectors there are of a business's active FAQs."""
        self._business_id, self._model = business_id, model.name
        names = vectors.names(business_id, model)
        self._ids = np.array([pk for pk, _ in names], np.int64)
        self._places = {name: place for place, (_, name) in enumerate(names)}

    def place(self, text: str) -> int | None:
        """Say where a text's cosine stands."""
        return self._places.get(vectors.digest(text))

    def cosines(self, asked: Array) -> Array:
        """Compare all of them; one that has gone meanwhile is like nothing, until the FAQs are loaded again."""
        with connection.cursor() as cursor:
            cursor.execute(_COMPARE, [str(asked.tolist()), self._business_id, self._model])
            row = cursor.fetchone()
        found = np.frombuffer((row and row[0]) or b"", _COMPARED)
        cosines = np.zeros(len(self._ids), np.float32)
        if len(cosines):
            places = np.minimum(np.searchsorted(self._ids, found["id"]), len(cosines) - 1)
            known = self._ids[places] == found["id"]
            cosines[places[known]] = found["cosine"][known]
        return cosines
