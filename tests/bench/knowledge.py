"""The knowledge base's part of `make bench`: how long one search takes, and how much memory, by the number of FAQs.

Run as ``python -m tests.bench.knowledge``, on a database of its own beside Sara's. A search includes the look whether
the FAQs have changed, and the question's own vector. The FAQs' vectors are random, since working out 300,000 real ones
takes hours: how long a search takes does not depend on what they say. Arguments are other numbers of FAQs.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")
django.setup()

# Models can be imported only now.
import numpy as np  # noqa: E402
from django.db import connection  # noqa: E402

from knowledge_base.embeddings import minilm  # noqa: E402
from knowledge_base.models import FAQ, FaqEmbedding, FaqVersion  # noqa: E402
from knowledge_base.searching import vectors  # noqa: E402
from knowledge_base.searching.search import FaqSearch, warm_up  # noqa: E402
from receptionist.models import Business  # noqa: E402

#: How many FAQs, and how many other wordings of each.
SIZES = ((100, 0), (1_000, 0), (10_000, 0), (10_000, 2))
ROUNDS = 200


def main() -> None:
    """Print a row for each number of FAQs."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        before = _private()
        warm_up()
        taken = _private() - before
        print(f"the model takes {taken:.0f} MiB of each process, and some 20 MiB that all of them share\n")
        print(
            "| FAQs | wordings | compared in | loading, s | after a change, s | p50 ms | p95 ms | p95 processor | MiB |"
        )
        print("|---:|---:|---|---:|---:|---:|---:|---:|---:|")
        for size, wordings in [(int(size), 0) for size in sys.argv[1:]] or SIZES:
            _measure(size, wordings)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure(size: int, wordings: int) -> None:
    business = Business.objects.create(name=f"{size} FAQs")
    _fill(business, size, wordings)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE knowledge_base_faqembedding")
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')")
        ways = {"memory": sys.maxsize, "PostgreSQL": 0} if cursor.fetchone() == (True,) else {"memory": sys.maxsize}
    for way, in_memory in ways.items():
        # In a process of its own, or it would use again the memory that the one before has left.
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        child = get_context("fork").Process(
            target=_search, args=(business, f"{size:,} | {wordings} | {way}", FaqSearch(in_memory=in_memory))
        )
        child.start()
        child.join()


def _search(business: Business, what: str, search: FaqSearch) -> None:
    warm_up()
    gc.collect()
    before = _private()
    loading = _seconds(lambda: search.rank(business.pk, "Are you open?"))
    gc.collect()
    taken = _private() - before
    FAQ.objects.filter(pk=FAQ.objects.filter(business=business).earliest("pk").pk).update(answer="No longer.")
    again = _seconds(lambda: search.rank(business.pk, "Are you open?"))
    talk = Random(2)
    gc.collect()
    asked = [_sentence(talk, talk.randint(4, 18)) for _ in range(ROUNDS)]
    took, worked = [], []
    for text in asked:
        cpu = time.process_time()
        took.append(1000 * _seconds(partial(search.rank, business.pk, text)))
        worked.append(1000 * (time.process_time() - cpu))
    p50, p95 = np.percentile(took, [50, 95])
    print(
        f"| {what} | {loading:.1f} | {again:.1f} | {p50:.1f} | {p95:.1f} "
        f"| {np.percentile(worked, 95):.1f} | {taken:.0f} |",
        flush=True,
    )


def _fill(business: Business, size: int, wordings: int) -> None:
    talk, chance = Random(1), np.random.default_rng(1)
    for at in range(0, size, 5_000):
        faqs = FAQ.objects.bulk_create(
            FAQ(
                business=business,
                question=_sentence(talk, 8),
                wordings=[_sentence(talk, 7) for _ in range(wordings)],
                answer=_sentence(talk, 30),
            )
            for _ in range(min(5_000, size - at))
        )
        texts = [(faq.pk, text) for faq in faqs for text in vectors.entry(faq).texts]
        made = chance.standard_normal((len(texts), minilm.DIMENSIONS), np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        rows = [
            FaqEmbedding(faq_id=faq, model=minilm.NAME, digest=vectors.digest(text), vector=vector)
            for (faq, text), vector in zip(texts, made, strict=True)
        ]
        FaqEmbedding.objects.bulk_create(rows, batch_size=5_000)
    version = FaqVersion.objects.get(business_id=business.pk)
    FaqVersion.objects.filter(business_id=business.pk).update(embedded=version.version, embedded_by=minilm.NAME)


def _sentence(talk: Random, words: int) -> str:
    """Make up a question of English words, as unevenly common as they are in English."""
    known = _words()
    return " ".join(known[int(20 * talk.paretovariate(0.6)) % len(known)] for _ in range(words)) + "?"


@cache
def _words() -> list[str]:
    words = (minilm.folder() / "vocab.txt").read_text().split()
    return [word for word in words if word.isascii() and word.isalpha() and len(word) > 2]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _private() -> float:
    """Return the MiB that this process has written; the model's weights are mapped, and shared by all processes."""
    rollup = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return int(rollup["Private_Dirty"].split()[0]) / 1024


if __name__ == "__main__":
    main()
