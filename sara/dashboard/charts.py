"""Charts, each of which is a table: the page draws what stands in it, and the download holds the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from calendar_integration.statuses import AppointmentStatus
from receptionist.admin import show
from receptionist.admin.outcomes import OUTCOMES
from receptionist.domain.periods import OWN, Unit
from receptionist.domain.reply_times import percentile
from receptionist.language_models.usage_report import money
from sara.dashboard import words
from sara.dashboard.numbers import Numbers

Number = int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and how people read it."""

    value: Number
    text: str

    @property
    def plain(self) -> str:
        """The number as a script reads it; empty for none."""
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. ``key`` is what a spreadsheet gets in place of the label."""

    label: str
    key: str
    cells: Sequence[Cell]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One column of the table; ``colour`` is the name of one in the style sheet."""

    title: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart. ``kind`` is bars, bars-across or lines; bars of several series stand upon each other."""

    name: str
    title: str
    about: str
    kind: str
    heading: str
    series: Sequence[Series]
    lines: Sequence[Line]
    unit: str = ""
    nothing: str = "Nothing in these days."

    @property
    def has_something(self) -> bool:
        """Whether there is anything to draw."""
        return any(cell.value for line in self.lines for cell in line.cells)


def conversations(numbers: Numbers) -> Chart:
    """Chart the conversations over time, by channel."""
    channels = _channels(numbers)
    values = [
        [sum(n for (channel, _), n in bucket.ended.items() if channel == name) for name in channels]
        for bucket in numbers.sums[OWN:]
    ]
    return Chart(
        name="conversations",
        title="Conversations",
        about="By channel, when they ended: a call with its hang-up, the others when the customer fell silent.",
        kind="bars",
        heading=_heading(numbers),
        series=_channel_series(channels),
        lines=_over_time(numbers, [[_count(value) for value in row] for row in values]),
        nothing="Nobody wrote or called in these days.",
    )


def outcomes(numbers: Numbers) -> Chart:
    """Chart how conversations went, by outcome and channel."""
    channels = _channels(numbers)
    lines = []
    for outcome, (name, _) in OUTCOMES.items():
        counts = [sum(bucket.ended[channel, outcome] for bucket in numbers.sums[OWN:]) for channel in channels]
        url = conversations_page(numbers, outcome=outcome.value)
        lines.append(Line(label=name, key=name, cells=[_count(count) for count in counts], url=url))
    return Chart(
        name="outcomes",
        title="How they went",
        about="Each conversation once, by what came of it. A line leads to those whose last part ended so.",
        kind="bars-across",
        heading="Outcome",
        series=_channel_series(channels),
        lines=lines,
        nothing="Nobody wrote or called in these days.",
    )


def bookings(numbers: Numbers) -> Chart:
    """Chart the appointments made over time, by what became of them."""
    rows = [[made.kept, made.cancelled, made.no_show] for made in numbers.bookings[OWN:]]
    return Chart(
        name="bookings",
        title="Appointments made",
        about="By when they were made, as they stand now: kept means that they took place or still stand.",
        kind="bars",
        heading=_heading(numbers),
        series=[Series("Kept", "good"), Series("Cancelled", "plain"), Series("Did not come", "bad")],
        lines=_over_time(numbers, [[_count(value) for value in row] for row in rows]),
        nothing="No appointment was made in these days.",
    )


def reply_times(numbers: Numbers) -> Chart:
    """Chart how long customers waited for a reply."""
    rows = [[percentile(sums.waits, share) for share in (0.5, 0.95)] for sums in numbers.sums[OWN:]]
    return Chart(
        name="reply-times",
        title="Time to reply",
        about="From a customer’s message to the moment the carrier had Sara’s reply, to two digits. Half of the "
        "replies took no longer than the median, 19 of 20 no longer than the upper line.",
        kind="lines",
        heading=_heading(numbers),
        series=[Series("Median", "ours"), Series("19 of 20", "doubtful")],
        lines=_over_time(
            numbers,
            [[Cell(None if ms is None else ms / 1000, words.duration(ms)) for ms in row] for row in rows],
        ),
        unit="s",
        nothing="Nobody waited for a reply in these days.",
    )


def calls(numbers: Numbers) -> Chart:
    """Chart the missed calls over time, by whether they were made good."""
    rows = [[sums.rescued, sums.missed - sums.rescued] for sums in numbers.sums[OWN:]]
    return Chart(
        name="missed-calls",
        title="Missed calls",
        about="Calls that ended before the caller had what they wanted. Rescued: Sara’s answer went after them as a "
        "text, or within a day the same customer was served when they wrote or called again.",
        kind="bars",
        heading=_heading(numbers),
        series=[Series("Rescued", "good"), Series("Lost", "bad")],
        lines=_over_time(numbers, [[_count(value) for value in row] for row in rows]),
        nothing="No call was missed in these days.",
    )


def questions(numbers: Numbers) -> Chart:
    """Chart the FAQs used most."""
    lines = [
        Line(
            label=question,
            key=question,
            cells=[_count(replies)],
            url=reverse("admin:knowledge_base_faq_change", args=[faq_id]),
        )
        for faq_id, question, replies in numbers.top_faqs
    ]
    return Chart(
        name="questions",
        title="Top questions",
        about="The FAQs that Sara answered from most often.",
        kind="bars-across",
        heading="FAQ",
        series=[Series("Answers", "ours")],
        lines=lines,
        nothing="No question was answered from the FAQs in these days.",
    )


def unanswered(numbers: Numbers) -> Chart:
    """Chart the questions without an answer over time, by whether somebody has dealt with them."""
    rows = [[asked.number - asked.open, asked.open] for asked in numbers.unanswered[OWN:]]
    return Chart(
        name="unanswered",
        title="Questions without an answer",
        about="By when they were asked. Dealt with: an FAQ answers it by now, or it was dismissed.",
        kind="bars",
        heading=_heading(numbers),
        series=[Series("Dealt with", "plain"), Series("Still open", "doubtful")],
        lines=_over_time(numbers, [[_count(value) for value in row] for row in rows]),
        nothing="Sara knew every answer in these days.",
    )


def cost(numbers: Numbers) -> Chart:
    """Chart what language models cost over time."""
    several = " All businesses together." if len(numbers.choice.businesses) > 1 else ""
    return Chart(
        name="cost",
        title="What language models cost",
        about=f"In dollars, as far as prices are known; what carriers charge is not in it.{several}",
        kind="bars",
        heading=_heading(numbers),
        series=[Series("Cost", "ours")],
        lines=_over_time(numbers, [[Cell(sums.cost, money(sums.cost))] for sums in numbers.sums[OWN:]]),
        unit="$",
        nothing="No language model cost anything in these days.",
    )


#: Every chart, by its name in addresses, with the permission it needs.
CHARTS: dict[str, tuple[str, Callable[[Numbers], Chart]]] = {
    "conversations": ("receptionist.view_conversation", conversations),
    "outcomes": ("receptionist.view_conversation", outcomes),
    "bookings": ("calendar_integration.view_appointment", bookings),
    "reply-times": ("receptionist.view_conversation", reply_times),
    "missed-calls": ("receptionist.view_conversation", calls),
    "questions": ("knowledge_base.view_faq", questions),
    "unanswered": ("knowledge_base.view_unansweredquestion", unanswered),
    "cost": ("receptionist.view_modelcall", cost),
}


def conversations_page(numbers: Numbers, **filters: str) -> str:
    """Return the address of the conversations of the period, filtered as the list itself filters."""
    return _page("receptionist_conversation", numbers, "last_inbound_at", filters)


def appointments_page(numbers: Numbers, *statuses: AppointmentStatus) -> str:
    """Return the address of the appointments that were made in the period."""
    filters = {"state": "all", "status__in": ",".join(statuses)}
    return _page("calendar_integration_appointment", numbers, "created_at", filters)


def _page(model: str, numbers: Numbers, moment: str, filters: dict[str, str]) -> str:
    period, among_several = numbers.choice.period, {}
    if len(numbers.choice.businesses) > 1:
        among_several = {"business__id__exact": str(numbers.choice.business.pk)}
    span = {f"{moment}__gte": period.begins.isoformat(), f"{moment}__lt": period.ends.isoformat()}
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters | span | among_several)}"


def _channels(numbers: Numbers) -> list[str]:
    """Name the channels in use, in their usual order."""
    used = {channel for bucket in numbers.sums[OWN:] for channel, _ in bucket.ended}
    return [name for name in (*show.CHANNELS, *sorted(used - set(show.CHANNELS))) if name in used]


def _channel_series(channels: Sequence[str]) -> list[Series]:
    return [Series(show.channel_name(name), name if name in show.CHANNELS else "plain") for name in channels]


def _over_time(numbers: Numbers, rows: Sequence[Sequence[Cell]]) -> list[Line]:
    period = numbers.choice.period
    return [
        Line(
            label=words.moment(begins, period.unit),
            key=begins.isoformat() if period.unit is Unit.HOUR else begins.date().isoformat(),
            cells=cells,
        )
        for begins, cells in zip(period.buckets, rows, strict=True)
    ]


def _heading(numbers: Numbers) -> str:
    return {Unit.HOUR: "Hour", Unit.DAY: "Day", Unit.WEEK: "Week"}[numbers.choice.period.unit]


def _count(value: int) -> Cell:
    return Cell(value, f"{value:,}")
