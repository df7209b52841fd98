"""The search: which of a business's FAQs fit a question, and how well. The FAQs are held in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from knowledge_base.embeddings.choice import chosen
from knowledge_base.embeddings.ports import Embedder
from knowledge_base.models import FAQ
from knowledge_base.searching import vectors
from knowledge_base.searching.entries import ANSWER_FROM, Entry, Hit

if TYPE_CHECKING:
    from knowledge_base.embeddings.weights import Array
    from knowledge_base.searching.held import Held, InMemory
    from knowledge_base.searching.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Known:
    """An active FAQ, as held in memory."""

    id: int
    question: str
    wordings: tuple[str, ...]
    answer: str
    language: str


@dataclass(frozen=True, slots=True)
class _State:
    """What decides what a search finds; when any of it changes, the FAQs are loaded anew."""

    version: UUID | None = None
    embedded: UUID | None = None
    threshold: float | None = None
    #: The model that the vectors, and that the threshold, are of.
    embedded_by: str = ""
    calibrated_for: str | None = None
    #: Whether PostgreSQL can compare vectors here.
    has_pgvector: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """One business's active FAQs in one state."""

    state: _State
    faqs: dict[int, Known]
    ranking: Ranking
    threshold: float


#: Up to so many texts of a business, their vectors are compared here, which is fastest; of more, PostgreSQL does it
#: where it can, which saves the memory. How the number was found: ADR 0016.
IN_MEMORY = 50_000

_STATE = """
    SELECT faqs.version, faqs.embedded, found.threshold, faqs.embedded_by, found.model, EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = 'knowledge_base_faqembedding'::regclass AND attname = 'compared' AND NOT attisdropped
    )
    FROM knowledge_base_faqversion AS faqs LEFT JOIN knowledge_base_calibration AS found USING (business_id)
    WHERE faqs.business_id = %s
"""


class FaqSearch:
    """Ranks FAQs.

    Each process keeps the FAQs of a business in memory; one small query a search tells whether they have changed.
    """

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        """``in_memory`` is how many texts of a business are compared here even where PostgreSQL could do it."""
        self._in_memory = in_memory
        self._libraries: dict[int, Library] = {}
        self._loading = Lock()

    def rank(self, business_id: int, question: str, *, limit: int = 5) -> list[tuple[Known, Hit]]:
        """List the best FAQs with their scores, also those below the threshold."""
        library = self._library(business_id)
        return [(library.faqs[hit.id], hit) for hit in library.ranking.rank(question, limit=limit)]

    def similar(self, business_id: int, text: str, *, limit: int = 5) -> list[tuple[Known, float]]:
        """List the FAQs that ask nearly the same as a text, the nearest first, each with a likeness from 0 to 1."""
        library = self._library(business_id)
        return [(library.faqs[hit.id], hit.score) for hit in library.ranking.similar(text, limit=limit)]

    def ranking(self, business_id: int) -> Ranking:
        """Return a business's FAQs ready for being searched, as they stand now."""
        return self._library(business_id).ranking

    def threshold(self, business_id: int) -> float:
        """Return the score from which a hit is good enough to be said.

        Costs no query once the FAQs are in memory: a new calibration counts from the next search on.
        """
        library = self._libraries.get(business_id) or self._library(business_id)
        return library.threshold

    def _library(self, business_id: int) -> Library:
        # The state is read before the FAQs: a change in between is loaded again, never missed.
        state = _state(business_id)
        library = self._libraries.get(business_id)
        if library is not None and library.state == state:
            return library
        with self._loading:
            library = self._libraries.get(business_id)
            if library is None or library.state != state:
                library = _load(business_id, state, library, self._in_memory)
                self._libraries[business_id] = library
        return library


@cache
def shared() -> FaqSearch:
    """Return this process's search, so that the FAQs are held once."""
    return FaqSearch()


def warm_up() -> None:
    """Load what the first question would otherwise wait for: the libraries, and the model where there is one."""
    from knowledge_base.searching.held import InMemory  # noqa: PLC0415 - as in _load
    from knowledge_base.searching.ranking import Ranking  # noqa: PLC0415

    model = chosen()
    known = Entry(0, "Are you open?", (), "Yes.")
    made = dict(zip(known.texts, model.embed(known.texts), strict=True)) if model is not None and model.is_local else {}
    Ranking([known], held=InMemory(made), model=model).rank("When are you open?")


def _state(business_id: int) -> _State:
    # In SQL, because it precedes each search and putting it together would take thirty times as long as running it.
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [business_id])
        row = cursor.fetchone()
    return _State(*row) if row else _State()


def _load(business_id: int, state: _State, before: Library | None, in_memory: int) -> Library:
    # Imported here: numpy takes memory that only processes which search need to spend.
    from knowledge_base.searching.pgvector import InPostgres  # noqa: PLC0415
    from knowledge_base.searching.ranking import Ranking  # noqa: PLC0415

    rows = FAQ.objects.filter(business_id=business_id, active=True)
    faqs = {row.pk: Known(row.pk, row.question, tuple(row.wordings), row.answer, row.language) for row in rows}
    entries = [Entry(faq.id, faq.question, faq.wordings, faq.answer) for faq in faqs.values()]
    # Vectors are of use once a first round has been made of them; until then no process need load the model.
    model = chosen() if state.embedded_by else None
    if model is not None and model.name != state.embedded_by:
        model = None
    held: Held | None = None
    if model is not None:
        in_postgres = state.has_pgvector and sum(len(entry.texts) for entry in entries) > in_memory
        held = InPostgres(business_id, model) if in_postgres else _in_memory(business_id, model, entries, before)
    ranking = Ranking(
        entries,
        held=held,
        model=model,
        after=before.ranking if before is not None else None,
    )
    threshold = ANSWER_FROM
    if state.threshold is not None and state.calibrated_for == (model.name if model is not None else ""):
        threshold = state.threshold
    return Library(state, faqs, ranking, threshold)


def _in_memory(business_id: int, model: Embedder, entries: list[Entry], before: Library | None) -> InMemory:
    """Hold the vectors of the entries' texts; what was held before is not read again."""
    from knowledge_base.searching.held import InMemory  # noqa: PLC0415 - as in _load

    wanted = {text: vectors.digest(text) for entry in entries for text in entry.texts}
    old = before.ranking.held if before is not None and before.state.embedded_by == model.name else None
    held: dict[str, Array] = {}
    if isinstance(old, InMemory):
        held = {text: vector for text in wanted if (vector := old.vector(text)) is not None}
    fresh = vectors.read(business_id, model, {wanted[text] for text in held})
    return InMemory(held | {text: fresh[name] for text, name in wanted.items() if name in fresh})
