"""The sums of a period, bucket by bucket: of days that are summed up already, and of the rest counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise

from django.db.models import Min

from receptionist.domain.periods import Edges
from receptionist.domain.sums import Sums
from receptionist.models import Interaction, SummedDay
from receptionist.reports.counting import Span, count, count_missed_calls, joined

#: With more gaps than these between days that are summed up, all is counted anew: each makes the queries longer.
_MOST_GAPS = 8


def sums(business_id: int, edges: Edges, *, needed: Sequence[int]) -> list[Sums]:
    """Sum up the buckets between the edges that are ``needed``, ascending; all others stay empty."""
    spans = list(pairwise(edges))
    wanted = [(number, spans[number]) for number in needed]
    days = list(SummedDay.objects.filter(business=business_id, begins__gte=edges[0], ends__lte=edges[-1]))
    days.sort(key=lambda day: day.begins)
    callers_had_time = [day for day in days if day.missed is not None]
    found = [Sums() for _ in spans]
    for part in (
        _Part(days, _recall, partial(count, business_id)),
        _Part(callers_had_time, _recall_calls, partial(count_missed_calls, business_id)),
    ):
        for number, sums_of_it in part.sums(wanted):
            found[number].add(sums_of_it)
    return found


def first_ended(business_id: int) -> datetime | None:
    """Say when the first interaction of a business ended; None where there has been none."""
    found: datetime | None = Interaction.objects.filter(business=business_id).aggregate(first=Min("ended_at"))["first"]
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the figures: the days that know them, how, and what counts them anew."""

    days: Sequence[SummedDay]
    recall: Callable[[SummedDay], Sums]
    count: Callable[[Sequence[Span]], Sequence[Sums]]

    def sums(self, wanted: Sequence[tuple[int, Span]]) -> Iterator[tuple[int, Sums]]:
        """Sum up, piece by piece, each with the number of its bucket."""
        covered = [(number, *_cover(span, self.days)) for number, span in wanted]
        if len(joined([gap for _, _, gaps in covered for gap in gaps])) > _MOST_GAPS:
            covered = [(number, [], [span]) for number, span in wanted]
        yield from ((number, self.recall(day)) for number, days, _ in covered for day in days)
        gaps = [(number, gap) for number, _, gaps in covered for gap in gaps]
        counted = self.count([gap for _, gap in gaps])
        yield from ((number, sums) for (number, _), sums in zip(gaps, counted, strict=True))


def _cover(span: Span, days: Sequence[SummedDay]) -> tuple[list[SummedDay], list[Span]]:
    """Choose the days that lie in a stretch, and what of it they leave over; each moment is covered once."""
    reached, end = span
    used: list[SummedDay] = []
    gaps: list[Span] = []
    for day in days:
        # Days of another time zone may lie across those chosen already.
        if day.begins < reached or day.ends > end:
            continue
        if reached < day.begins:
            gaps.append((reached, day.begins))
        used.append(day)
        reached = day.ends
    if reached < end:
        gaps.append((reached, end))
    return used, gaps


def _recall(day: SummedDay) -> Sums:
    recalled = Sums(
        waits=Counter(dict(zip(day.waits, day.replies, strict=True))),
        faqs=Counter(dict(zip(day.faqs, day.faq_replies, strict=True))),
        cost=day.cost,
    )
    for channel, outcome, ended, to_a_person in day.outcomes:
        recalled.ended[channel, outcome], recalled.to_a_person[channel, outcome] = ended, to_a_person
    return recalled


def _recall_calls(day: SummedDay) -> Sums:
    return Sums(missed=day.missed or 0, rescued=day.rescued or 0)
