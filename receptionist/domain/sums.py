"""What happened in a stretch of time, summed up; the sums of two stretches add up to those of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from receptionist.domain.outcomes import Outcome

#: The customer got what they came for.
ACHIEVED = frozenset({Outcome.BOOKED, Outcome.RESCHEDULED, Outcome.CANCELLED, Outcome.ANSWERED})
#: Nobody wanted anything, so there was nothing to handle.
_ASIDE = frozenset({Outcome.SPAM, Outcome.NO_REQUEST})


@dataclass(slots=True)
class Sums:
    """The sums of one stretch of time."""

    #: Replies by how long they took (see ``reply_times``).
    waits: Counter[int] = field(default_factory=Counter)
    #: Interactions that ended, by channel and outcome, and those of them that left something to staff.
    ended: Counter[tuple[str, str]] = field(default_factory=Counter)
    to_a_person: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Replies by the FAQ that they give.
    faqs: Counter[int] = field(default_factory=Counter)
    #: Dollars for language models.
    cost: Decimal = Decimal(0)
    #: Calls that ended before the caller had what they wanted, and those of them that were made good.
    missed: int = 0
    rescued: int = 0

    def add(self, other: Sums) -> None:
        """Add what another stretch holds."""
        self.waits.update(other.waits)
        self.ended.update(other.ended)
        self.to_a_person.update(other.to_a_person)
        self.faqs.update(other.faqs)
        self.cost += other.cost
        self.missed += other.missed
        self.rescued += other.rescued

    @property
    def conversations(self) -> int:
        """Count the interactions."""
        return self.ended.total()

    @property
    def wanted_something(self) -> int:
        """Count the interactions in which a customer wanted something."""
        return sum(number for (_, outcome), number in self.ended.items() if outcome not in _ASIDE)

    @property
    def without_a_person(self) -> int:
        """Count those in which the customer got what they came for, and staff had nothing to do."""
        left = self.ended - self.to_a_person
        return sum(number for (_, outcome), number in left.items() if outcome in ACHIEVED)
