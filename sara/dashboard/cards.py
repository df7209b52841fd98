"""The period in eight numbers, each in words and held against the period before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from calendar_integration.figures import Bookings
from calendar_integration.statuses import AGREED, AppointmentStatus
from receptionist.domain.periods import BEFORE, OWN
from receptionist.domain.reply_times import percentile
from receptionist.language_models.usage_report import money
from sara.dashboard import charts, words
from sara.dashboard.numbers import Numbers

_KEPT = tuple(status for status in AGREED if status is not AppointmentStatus.NO_SHOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A number, what it means, and how it has changed; ``tone`` says whether the change is welcome."""

    title: str
    number: str
    small: str
    url: str
    change: str = ""
    tone: str = "plain"


def _conversations(numbers: Numbers) -> Card:
    now, before = numbers.whole.conversations, numbers.sums[BEFORE].conversations
    card = Card(
        title="Conversations",
        number=f"{now:,}",
        small="were over in these days",
        url=charts.conversations_page(numbers),
    )
    return _compared(numbers, card, words.growth(now, before))


def _handled(numbers: Numbers) -> Card:
    own, before = numbers.whole, numbers.sums[BEFORE]
    done, of_all = own.without_a_person, own.wanted_something
    card = Card(
        title="Done without a person",
        number=words.share(done, of_all),
        small=f"{done:,} of {of_all:,} who wanted something got it, and left staff nothing to do"
        if of_all
        else "nobody who wanted something has finished yet",
        url="#chart-outcomes",
    )
    now, then = (done, of_all), (before.without_a_person, before.wanted_something)
    return _compared(numbers, card, words.points(now, then), done * then[1] - then[0] * of_all)


def _made(numbers: Numbers) -> Card:
    own, before = _booked(numbers), numbers.bookings[BEFORE]
    card = Card(
        title="Appointments made",
        number=f"{own.made:,}",
        small=f"{own.by_sara:,} by Sara, {own.by_others:,} by staff and programs",
        url=charts.appointments_page(numbers, *AGREED, AppointmentStatus.CANCELLED),
    )
    return _compared(numbers, card, words.growth(own.made, before.made), own.made - before.made)


def _kept(numbers: Numbers) -> Card:
    own = _booked(numbers)
    # Not held against those made before, which have had longer to be called off.
    return Card(
        title="Of these kept",
        number=words.share(own.kept, own.made),
        small=f"{own.kept:,} took place or still stand",
        url=charts.appointments_page(numbers, *_KEPT),
    )


def _reply_time(numbers: Numbers) -> Card:
    own, before = numbers.whole.waits, numbers.sums[BEFORE].waits
    median, earlier = percentile(own, 0.5), percentile(before, 0.5)
    card = Card(
        title="Time to reply",
        number=words.duration(median),
        small=f"or less for half of the replies; 19 of 20 within {words.duration(percentile(own, 0.95))}",
        url="#chart-reply-times",
    )
    if median is None or earlier is None:
        return card
    faster = "faster" if median < earlier else "slower"
    change = f"{words.duration(abs(median - earlier))} {faster}" if median != earlier else "as before"
    return _compared(numbers, card, change, earlier - median)


def _calls(numbers: Numbers) -> Card:
    own = numbers.whole
    return Card(
        title="Missed calls rescued",
        number=f"{own.rescued:,} of {own.missed:,}" if own.missed else "–",
        small="were answered by text, or came back and were served" if own.missed else "no call was missed",
        url="#chart-missed-calls",
    )


def _questions(numbers: Numbers) -> Card:
    asked = sum(each.number for each in numbers.unanswered[OWN:])
    still_open = sum(each.open for each in numbers.unanswered[OWN:])
    before = numbers.unanswered[BEFORE].number
    card = Card(
        title="Questions without an answer",
        number=f"{asked:,}",
        small=f"{still_open:,} still open",
        # They are listed by what they ask, the latest first, not by day.
        url=f"{reverse('admin:knowledge_base_questiongroup_changelist')}?state=all",
    )
    return _compared(numbers, card, words.growth(asked, before), before - asked)


def _cost(numbers: Numbers) -> Card:
    cost, before = numbers.whole.cost, numbers.sums[BEFORE].cost
    card = Card(
        title="Language models",
        number=money(cost),
        small="as far as prices are known",
        url=reverse("admin:receptionist_modelcall_changelist"),
    )
    # In cents: what cost less than a dime is not worth a percentage.
    return _compared(numbers, card, words.growth(float(cost * 100), float(before * 100)), before - cost)


#: Each with the permission it needs.
CARDS: tuple[tuple[str, Callable[[Numbers], Card]], ...] = (
    ("receptionist.view_conversation", _conversations),
    ("receptionist.view_conversation", _handled),
    ("calendar_integration.view_appointment", _made),
    ("calendar_integration.view_appointment", _kept),
    ("receptionist.view_conversation", _reply_time),
    ("receptionist.view_conversation", _calls),
    ("knowledge_base.view_unansweredquestion", _questions),
    ("receptionist.view_modelcall", _cost),
)


def _compared(numbers: Numbers, card: Card, change: str, better: int | Decimal = 0) -> Card:
    """Tell how a number has changed, where there was a period before; ``better`` above 0 is good news, below bad."""
    if not (change and numbers.can_be_compared):
        return card
    return replace(card, change=change, tone="good" if better > 0 else "bad" if better < 0 else "plain")


def _booked(numbers: Numbers) -> Bookings:
    whole = Bookings()
    for each in numbers.bookings[OWN:]:
        whole.add(each)
    return whole
