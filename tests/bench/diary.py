"""The diary's part of `make bench`: how long it takes to find what is free, with every rule of a large salon in use.

Run as ``python -m tests.bench.diary``, on a database of its own beside Sara's. The figures include reading PostgreSQL.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")
django.setup()

# Models can be imported only now.
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402

from calendar_integration.calendar import Diary  # noqa: E402
from calendar_integration.free import busy_outside, houses  # noqa: E402
from calendar_integration.free.availability import free_starts  # noqa: E402
from receptionist.domain.diary import Wish  # noqa: E402
from tests.bench.load import Measured  # noqa: E402
from tests.bench.salon import DAYS_AHEAD, NOW, Salon  # noqa: E402

#: What is added to the diary, step by step: (to the ninety days ahead, to those behind).
STEPS = ((1_000, 0), (9_000, 0), (0, 90_000), (90_000, 0))
ROUNDS = 100


def main() -> None:
    """Print a table for each size of the diary, and by which index it was read."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        salon = Salon()
        print("| the diary of 50 people | found | p50 ms | p95 ms | of it PostgreSQL, p50 | queries |")
        print("|---|---:|---:|---:|---:|---:|")
        ahead = behind = 0
        for more_ahead, more_behind in STEPS:
            salon.book(ahead=more_ahead, behind=more_behind)
            ahead, behind = ahead + more_ahead, behind + more_behind
            _measure(salon, f"{ahead:,} ahead, {behind:,} behind")
        print(f"\nread by {', '.join(sorted(_indexes_used(partial(_all_of_14_days, salon, NOW.date()))))}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure(salon: Salon, size: str) -> None:
    days = Random(1)
    somewhere = [NOW.date() + timedelta(days=days.randrange(DAYS_AHEAD - 20)) for _ in range(ROUNDS)]
    _row(f"{size}: the next three", [partial(_next_three, salon, day) for day in somewhere])
    _row(
        f"{size}: the next three, hours and rooms read anew",
        [partial(_anew, salon, day) for day in somewhere],
    )
    _row(f"{size}: all of 14 days", [partial(_all_of_14_days, salon, day) for day in somewhere])


def _next_three(salon: Salon, day: date) -> int:
    wish = Wish(not_before=day)
    return len(Diary().find_slots(salon.business.pk, salon.service.pk, wish, NOW).slots)


def _all_of_14_days(salon: Salon, first: date) -> int:
    house = houses.recent_house(salon.business.pk, salon.service.pk, NOW)
    assert house is not None
    search = busy_outside.survey(house, (first, first + timedelta(days=13)), NOW).search
    found = [free_starts(search, first + timedelta(days=number)) for number in range(14)]
    return sum(len(start.performers) for starts in found for start in starts)


def _anew(salon: Salon, day: date) -> int:
    cache.clear()
    return _next_three(salon, day)


def _row(what: str, looks: list[Callable[[], int]]) -> None:
    for look in looks[:10]:
        look()
    whole, in_database = Measured(), Measured()
    found = queries = 0
    gc.collect()
    for look in looks:
        with _queries() as spent:
            began = time.perf_counter()
            found += look()
            whole.durations.append(time.perf_counter() - began)
        in_database.durations.append(sum(spent))
        queries += len(spent)
    print(
        f"| {what} | {found / len(looks):.0f} | {whole.percentile(50):.1f} | {whole.percentile(95):.1f} "
        f"| {in_database.percentile(50):.1f} | {queries / len(looks):.1f} |",
        flush=True,
    )


@contextmanager
def _queries() -> Iterator[list[float]]:
    """Collect the seconds that each query takes, up to its answer."""
    spent: list[float] = []

    def clock(execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - began)

    with connection.execute_wrapper(clock):
        yield spent


def _indexes_used(look: Callable[[], int]) -> set[str]:
    """Return by which indexes PostgreSQL finds the rows of its largest table, "none" where it reads all of them."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        look()
    used = set()
    for sql, params in asked:
        if "FROM calendar_integration_occupancy" in sql:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                used |= _indexes_of(cursor.fetchone()[0][0]["Plan"])
    return used


def _indexes_of(plan: dict[str, Any]) -> set[str]:
    below = {name for part in plan.get("Plans", ()) for name in _indexes_of(part)}
    if plan["Node Type"] == "Seq Scan":
        return below | {"none"}
    return below | ({plan["Index Name"]} if "Index Name" in plan else set())


if __name__ == "__main__":
    main()
