"""Every figure of a choice, each counted once and only when somebody looks at it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from calendar_integration.figures import Bookings, bookings
from knowledge_base.learning.figures import Asked, questions, unanswered
from receptionist.domain.periods import BEFORE, OWN
from receptionist.domain.sums import Sums
from receptionist.reports.summed import first_ended, sums
from sara.dashboard.choice import Choice

#: FAQs that are told by name.
_TOP = 10


class Numbers:
    """The figures; lists hold one entry a bucket (see ``Period.edges``)."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self._business, self._edges = choice.business.pk, choice.period.edges

    @cached_property
    def first(self) -> datetime | None:
        """When the first interaction ended, if there was one."""
        return first_ended(self._business)

    @property
    def can_be_compared(self) -> bool:
        """Whether there was a whole period before: the first weeks of a business would look like a boom."""
        return self.first is not None and self.first <= self.choice.period.before[0]

    @cached_property
    def sums(self) -> list[Sums]:
        """Outcomes, times to reply, FAQs given, missed calls, costs."""
        return sums(self._business, self._edges, needed=[BEFORE, *range(OWN, len(self._edges) - 1)])

    @cached_property
    def whole(self) -> Sums:
        """The sums of the whole period."""
        whole = Sums()
        for each in self.sums[OWN:]:
            whole.add(each)
        return whole

    @cached_property
    def bookings(self) -> list[Bookings]:
        """Appointments made."""
        return bookings(self._business, self._edges)

    @cached_property
    def top_faqs(self) -> list[tuple[int, str, int]]:
        """The FAQs that were given most: id, question and how many replies gave it."""
        most = self.whole.faqs.most_common(_TOP)
        asked = questions(faq_id for faq_id, _ in most)
        return [(faq_id, asked[faq_id], replies) for faq_id, replies in most if faq_id in asked]

    @cached_property
    def unanswered(self) -> list[Asked]:
        """Questions without an answer."""
        return unanswered(self._business, self._edges)
