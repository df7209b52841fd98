"""The manager's part of `make bench`: how long the front page takes, and each of its figures, at a million messages.

Run as ``python -m tests.bench.manager``, on a database of its own beside Sara's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")
django.setup()

# Models can be imported only now.
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from calendar_integration.figures import bookings  # noqa: E402
from knowledge_base.learning.figures import unanswered  # noqa: E402
from receptionist.domain.periods import BEFORE, OWN, Period, last_days  # noqa: E402
from receptionist.models import Business, InboundMessage, OutboundMessage, SummedDay  # noqa: E402
from receptionist.reports.summed import sums  # noqa: E402
from receptionist.reports.summing_up import sum_up  # noqa: E402
from tests.bench import history  # noqa: E402
from tests.bench.load import Measured  # noqa: E402

ROUNDS = 20
PERIODS = ("today", "7d", "30d", "90d", "this-month", "last-month")


def main() -> None:
    """Print how long the history took to write, each figure and the page for each period, before and after summing."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        began = time.perf_counter()
        business = history.write(timezone.now())
        messages = InboundMessage.objects.count() + OutboundMessage.objects.count()
        print(f"{messages:,} messages over {history.DAYS} days written in {time.perf_counter() - began:.0f} s\n")
        print("| manager's page | p50 ms | p95 ms | processor ms, Python | and PostgreSQL | queries |")
        print("|---|---:|---:|---:|---:|---:|")
        period = last_days(90, timezone.now(), business.zone)
        _row(
            "90 days: the same, no day summed up yet",
            partial(_sums, business, period),
            rounds=3,
        )
        began, days = time.perf_counter(), 0
        while more := sum_up():
            days += more
        took = (time.perf_counter() - began) / days * 1000
        print(f"| one day summed up, on average of {days} | {took:.0f} | | | | |")
        print(f"| one day's row, bytes on average | {_bytes_a_day():.0f} | | | | |")
        for what, look in _figures(business, period):
            _row(f"90 days: {what}", look)
        client = _signed_in()
        for chosen in PERIODS:
            _row(f"the whole page, {chosen}", partial(_page, client, chosen))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _figures(business: Business, period: Period) -> list[tuple[str, Callable[[], object]]]:
    return [
        ("conversations, replies, calls, costs", partial(_sums, business, period)),
        ("appointments", partial(bookings, business.pk, period.edges)),
        ("unanswered questions", partial(unanswered, business.pk, period.edges)),
    ]


def _sums(business: Business, period: Period) -> object:
    return sums(business.pk, period.edges, needed=[BEFORE, *range(OWN, len(period.edges) - 1)])


def _signed_in() -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("manager"))
    return client


def _page(client: Client, chosen: str) -> None:
    response = client.get("/admin/", {"period": chosen})
    assert response.status_code == 200


def _bytes_a_day() -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT avg(pg_column_size(day.*)) FROM {SummedDay._meta.db_table} AS day")
        return float(cursor.fetchone()[0])


def _row(what: str, look: Callable[[], object], rounds: int = ROUNDS) -> None:
    for _ in range(3):
        look()
    whole, queries = Measured(), 0
    python, server = time.process_time(), _of_the_server()
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            look()
            whole.durations.append(time.perf_counter() - began)
        queries += len(asked)
    python, server = time.process_time() - python, _of_the_server() - server
    print(
        f"| {what} | {whole.percentile(50):.0f} | {whole.percentile(95):.0f} | {python * 1000 / rounds:.0f} "
        f"| {server * 1000 / rounds:.0f} | {queries / rounds:.0f} |",
        flush=True,
    )


def _of_the_server() -> float:
    """Add up the processor seconds of the database's processes that serve us; it must run on this machine.

    With those of Python they tell what a page takes on a machine that has nothing else to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        times = [psutil.Process(pid).cpu_times() for (pid,) in cursor.fetchall()]
    return sum(each.user + each.system for each in times)


if __name__ == "__main__":
    main()
