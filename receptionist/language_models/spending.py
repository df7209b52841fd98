"""Money for language models: reserved before each call, settled after it, and never more than the limits.

A limit counts any 60 minutes and any 24 hours, not clock hours: no turn of the hour doubles it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from receptionist import usage
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.models import ModelCall
from receptionist.usage import Tokens

logger = logging.getLogger(__name__)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Codes of the errors below; they say nothing against the model.
OVER_LIMIT, NO_PRICE, NO_LEDGER = "spend_limit", "no_price", "no_ledger"
#: The advisory lock under which all workers reserve, one after the other; any number of our own.
_LOCK = 7_236_541
#: Seconds to wait for it; whoever holds it needs a few thousandths, fifteen where a day has a hundred thousand calls.
PATIENCE = 1.0
# Django keeps two kinds of it: of what the server says, and of a connection that is gone.
_OUT_OF_REACH = (Error, ImproperlyConfigured)
#: Rows deleted in one statement.
_BATCH = 5_000
#: The provider charges nothing for what it did not take on.
_FREE = {
    ErrorCategory.CONNECTIVITY,
    ErrorCategory.RATE_LIMIT,
    ErrorCategory.PROVIDER_FAULT,
    ErrorCategory.AUTHENTICATION,
    ErrorCategory.QUOTA,
    ErrorCategory.INVALID_REQUEST,
}


def limits() -> dict[timedelta, Decimal]:
    """Return the dollars that may be spent within each span of time; empty without limits."""
    set_to = {HOUR: settings.ENV.llm_hourly_spend_limit, DAY: settings.ENV.llm_daily_spend_limit}
    return {span: limit for span, limit in set_to.items() if limit is not None}


def spent(within: timedelta) -> Decimal:
    """Add up the dollars spent or reserved in the last hour, day or other span."""
    calls = ModelCall.objects.filter(at__gt=timezone.now() - within)
    return calls.aggregate(total=Sum("cost"))["total"] or Decimal(0)


@contextmanager
def paid(model: str, most: Tokens) -> Iterator[Callable[[Tokens], None]]:
    """Make a call within: its ``most`` is reserved first, and it is settled by what the yielded meter is told.

    Raises ProviderError, and nothing is to be called, when a limit leaves no room for it (OVER_LIMIT), the model has
    no price to hold against a limit (NO_PRICE), or the ledger is out of reach while there are limits (NO_LEDGER).
    """
    row = _reserve(model, usage.cost(model, most))
    started, used, free = time.monotonic(), list[Tokens](), False
    row.answered = True
    try:
        yield used.append
    except BaseException as error:
        row.answered = False
        free = isinstance(error, ProviderError) and error.category in _FREE
        raise
    finally:
        tokens = used[-1] if used else None
        row.milliseconds = round((time.monotonic() - started) * 1000)
        known = Tokens(input=0, output=0) if free else tokens
        cost = usage.cost(model, known) if known else None
        usage.note(usage.Call(model=model, milliseconds=row.milliseconds, tokens=tokens, cost=cost))
        _settle(row, tokens, cost)


def spared(model: str, saved: Decimal | None) -> None:
    """Book a call that was not made, because its answer was still known: what it had cost then is ``saved`` now."""
    usage.note(usage.Call(model=model, milliseconds=0, cost=Decimal(0), saved=saved or Decimal(0)))
    row = ModelCall(model=model[:100], at=timezone.now(), cost=0, saved=saved or 0, milliseconds=0, answered=True)
    # Nothing hangs on it: without the ledger a saving is just not told.
    with suppress(*_OUT_OF_REACH):
        row.save(force_insert=True)


def prune() -> None:
    """Delete calls that are older than ``LLM_LEDGER_DAYS``, a few thousand at a time; twice harms nothing."""
    until = timezone.now() - timedelta(days=settings.ENV.llm_ledger_days)
    old = ModelCall.objects.filter(at__lt=until).order_by("at").values("pk")[:_BATCH]
    while ModelCall.objects.filter(pk__in=old).delete()[0] == _BATCH:
        pass


def _reserve(model: str, most: Decimal | None) -> ModelCall:
    capped = bool(limits())
    if capped and most is None:
        raise ProviderError(ErrorCategory.QUOTA, f"{model} has no price to hold against a limit", code=NO_PRICE)
    row = ModelCall(model=model[:100], at=timezone.now(), cost=most)
    try:
        # A reservation that were undone with somebody else's transaction would be none.
        with transaction.atomic(durable=True):
            if capped:
                _lock()
                _refuse_above_limits(row)
            row.save(force_insert=True)
    except _OUT_OF_REACH as error:
        if capped:
            raise ProviderError(ErrorCategory.CONNECTIVITY, "the ledger is out of reach", code=NO_LEDGER) from error
        logger.warning("a call of %s is not in the ledger: %s", model, type(error).__name__)
    return row


def _lock() -> None:
    """Let nobody else reserve until the transaction ends. A statement of its own: the next one sees what they did."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = {round(PATIENCE * 1000)}")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _refuse_above_limits(row: ModelCall) -> None:
    # The moment counts from here: whoever waited for the lock must not look at an older hour than those before.
    row.at = timezone.now()
    for span, limit in limits().items():
        if spent(span) + (row.cost or 0) > limit:
            detail = f"no more than ${limit} may be spent in {'an hour' if span == HOUR else 'a day'}"
            raise ProviderError(ErrorCategory.QUOTA, detail, code=OVER_LIMIT)


def _settle(row: ModelCall, tokens: Tokens | None, cost: Decimal | None) -> None:
    learnt: dict[str, object] = {"milliseconds": row.milliseconds, "answered": row.answered}
    if cost is not None:
        learnt["cost"] = cost
    if tokens is not None:
        learnt |= {f"{kind}_tokens": number for kind, number in asdict(tokens).items()}
    # Without it the reservation stands, which is on the safe side.
    with suppress(*_OUT_OF_REACH):
        ModelCall.objects.filter(pk=row.pk).update(**learnt)
