"""What PostgreSQL compares by pgvector is ranked as what is compared in memory; Sara needs no such server."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from django.db import connection

from knowledge_base.embeddings import choice
from knowledge_base.models import FAQ, FaqEmbedding
from knowledge_base.searching import pgvector, vectors
from knowledge_base.searching.held import InMemory
from knowledge_base.searching.search import FaqSearch
from receptionist.models import Business
from simulator import demo
from tests.knowledge_base.models import Scattered

pytestmark = pytest.mark.django_db

WORDS = [
    "open",
    "park",
    "card",
    "cut",
    "dog",
    "child",
    "price",
    "pay",
    "voucher",
    "late",
    "colour",
    "dry",
    "where",
    "when",
    "how",
    "much",
    "may",
    "you",
    "bring",
    "book",
]


def run(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def has_pgvector() -> bool:
    return bool(run("SELECT 1 FROM pg_extension WHERE extname = 'vector'"))


@pytest.fixture
def with_pgvector(db) -> None:
    if not has_pgvector():
        pytest.skip("this PostgreSQL has no pgvector, or this role may not create it")


@pytest.fixture
def scattered(monkeypatch: pytest.MonkeyPatch) -> Scattered:
    model = Scattered()
    monkeypatch.setattr(choice, "_made", lambda kind: model)
    return model


def said(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 9)))


def library(business: Business, chance: Random) -> None:
    """Keep up to 120 FAQs, a few of which read the same, or are put aside."""
    FAQ.objects.bulk_create(
        FAQ(
            business=business,
            question=said(chance),
            wordings=[said(chance) for _ in range(chance.randint(0, 3))],
            answer=said(chance),
            active=chance.random() < 0.9,
        )
        for _ in range(chance.randint(1, 120))
    )
    vectors.keep_up(business.pk)


def assert_both_rank_the_same(business: Business, questions: Sequence[str]) -> None:
    here, there = FaqSearch(), FaqSearch(in_memory=0)
    assert isinstance(here.ranking(business.pk).held, InMemory)
    assert isinstance(there.ranking(business.pk).held, pgvector.InPostgres)
    for question in questions:
        for find in (FaqSearch.rank, FaqSearch.similar):
            ours, theirs = ([*find(search, business.pk, question, limit=1_000)] for search in (here, there))
            scores = [
                {faq.id: found if isinstance(found, float) else found.score for faq, found in both}
                for both in (ours, theirs)
            ]
            # A score is told in five digits: where the sixth lies on the edge, the fifth may differ by one.
            assert scores[0] == pytest.approx(scores[1], abs=1.1e-5)
            assert [faq.id for faq, _ in ours] == [faq.id for faq, _ in theirs], question


@pytest.mark.parametrize("seed", range(8))
def test_any_library_is_ranked_the_same_by_postgresql_as_in_memory(
    business: Business, with_pgvector: None, scattered: Scattered, seed: int
):
    chance = Random(seed)
    library(business, chance)
    library(Business.objects.create(name="Another"), chance)
    assert_both_rank_the_same(business, [said(chance) for _ in range(15)])


def test_the_demo_is_ranked_the_same_by_postgresql_as_in_memory(db, with_pgvector: None):
    demo.load()
    business = Business.objects.get(name=demo.NAME)
    vectors.keep_up(business.pk)
    asked = ["where do I leave my car", "are dogs ok", "¿cuánto cuesta?", "tell me a joke", "When are you open?"]
    assert_both_rank_the_same(business, asked)


def test_a_vector_comes_back_as_it_was_written(salon: Business, scattered: Scattered):
    vectors.keep_up(salon.pk)
    texts = {vectors.digest(text): text for faq in FAQ.objects.all() for text in vectors.entry(faq).texts}
    for kept in FaqEmbedding.objects.all():
        np.testing.assert_array_equal(kept.vector, scattered.embed([texts[bytes(kept.digest)]])[0])


def test_a_small_library_is_compared_in_memory_on_every_server(salon: Business, scattered: Scattered):
    vectors.keep_up(salon.pk)
    assert isinstance(FaqSearch().ranking(salon.pk).held, InMemory)


def test_without_pgvector_all_is_compared_in_memory_and_nobody_need_start_anew(salon: Business, scattered: Scattered):
    vectors.keep_up(salon.pk)
    search = FaqSearch(in_memory=0)
    before = search.rank(salon.pk, "where can I park")
    run("DROP EXTENSION IF EXISTS vector CASCADE")
    assert [faq.id for faq, _ in search.rank(salon.pk, "where can I park")] == [faq.id for faq, _ in before]
    assert isinstance(search.ranking(salon.pk).held, InMemory)


def test_a_server_that_gets_pgvector_later_compares_what_was_there_before(
    salon: Business, with_pgvector: None, scattered: Scattered
):
    run("DROP EXTENSION vector CASCADE")
    vectors.keep_up(salon.pk)
    search = FaqSearch(in_memory=0)
    assert isinstance(search.ranking(salon.pk).held, InMemory)
    run("SET CONSTRAINTS ALL IMMEDIATE")  # `migrate` changes no rows of the table in the same transaction.
    pgvector.prepare(using="default")
    assert_both_rank_the_same(salon, ["where can I park my car", "are dogs ok"])
    assert isinstance(search.ranking(salon.pk).held, pgvector.InPostgres)


def test_a_role_that_may_not_create_pgvector_goes_on_without(
    salon: Business, with_pgvector: None, scattered: Scattered, monkeypatch: pytest.MonkeyPatch
):
    run("DROP EXTENSION vector CASCADE")
    run("CREATE ROLE modest")
    run("GRANT ALL ON ALL TABLES IN SCHEMA public TO modest")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET ROLE modest")
    pgvector.prepare(using="default")
    run("RESET ROLE")
    assert not has_pgvector()
    vectors.keep_up(salon.pk)
    assert isinstance(FaqSearch(in_memory=0).ranking(salon.pk).held, InMemory)


def test_a_vector_that_goes_while_it_is_looked_for_is_like_nothing_and_harms_nothing(
    salon: Business, with_pgvector: None, scattered: Scattered
):
    vectors.keep_up(salon.pk)
    held = pgvector.InPostgres(salon.pk, scattered)
    question = "Is there parking?"
    place = held.place(question)
    FaqEmbedding.objects.filter(digest=vectors.digest(question)).delete()
    FaqEmbedding.objects.create(
        faq=FAQ.objects.earliest("pk"), model=scattered.name, digest=b"x" * 32, vector=scattered.embed([question])[0]
    )
    cosines = held.cosines(scattered.embed([question])[0])
    assert place is not None
    assert cosines[place] == 0
    assert max(abs(cosines)) < 0.99
    FAQ.objects.all().delete()
    assert not held.cosines(scattered.embed([question])[0]).any()
