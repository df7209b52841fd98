"""The delivery planner against its truth table, in every combination there is, and what holds whatever it decides."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receptionist.domain.delivery_plan import (
    WORTH_HAVING,
    Decision,
    Form,
    Leave,
    Notice,
    QuietHours,
    Reach,
    Send,
    Skip,
    Wait,
    Way,
    Why,
    plan,
)

MADRID = ZoneInfo("Europe/Madrid")
QUIET = QuietHours(time(21), time(8))
DAY = datetime(2026, 3, 3, 12, 0, tzinfo=MADRID)
NIGHT = datetime(2026, 3, 3, 22, 0, tzinfo=MADRID)
MORNING = datetime(2026, 3, 4, 8, 0, tzinfo=MADRID)

FAILED = {
    "-": frozenset[Form](),
    "free": frozenset({Form.FREE}),
    "template": frozenset({Form.TEMPLATE}),
    "both": frozenset(Form),
}

#: Which way is taken; the first line that fits counts, * fits all. The first way is the customer's own and has a window
#: for free words (WhatsApp), the second has none (SMS) or is not there at all.
WHICH_WAY = """
promotional | 1st: consent  window  template  failed         | 2nd: way            | taken
yes         | out           *       *         *              | *                   | nothing
yes         | *             *       *         *              | out                 | nothing
*           | given         open    *         -,template     | *                   | whatsapp free
*           | given         *       yes       -,free         | *                   | whatsapp template
*           | *             *       *         *              | fine                | sms free
*           | *             *       *         *              | none,out,failed     | nothing
"""

#: Why nothing is taken.
WHY_NOTHING = """
1st: consent  failed               | 2nd: way        | why
*             free,template,both   | *               | failed
*             *                    | failed          | failed
out           *                    | *               | opted_out
*             *                    | out             | opted_out
*             *                    | none,fine       | no_way
"""

#: What comes of it. "Useful after" tells whether there is a use in it when the quiet hours are over.
WHAT_THEN = """
doubtful | expired | taken            | quiet  useful after | urgent | decision
yes      | *       | *                | *      *            | *      | left to a person: doubtful
no       | yes     | *                | *      *            | yes    | left to a person: too_late
no       | yes     | *                | *      *            | no     | skipped: too_late
no       | no      | failed           | *      *            | *      | left to a person: failed
no       | no      | opted_out,no_way | *      *            | yes    | left to a person: why
no       | no      | opted_out,no_way | *      *            | no     | skipped: why
no       | no      | a way            | no     *            | *      | sent
no       | no      | a way            | yes    yes          | *      | waits
no       | no      | a way            | yes    no           | yes    | sent
no       | no      | a way            | yes    no           | no     | skipped: quiet_hours
"""


def look_up(table: str, *facts: str) -> str:
    """Return the last column of the first line that fits."""
    for line in table.strip().splitlines()[1:]:
        *columns, result = line.split("|")
        cells = [cell if cell == "a way" else word for cell in map(str.strip, columns) for word in _words(cell)]
        assert len(cells) == len(facts), line
        if all(cell == "*" or fact in cell.split(",") for cell, fact in zip(cells, facts, strict=True)):
            return result.strip()
    raise AssertionError(f"the table has no line for {facts}")


def _words(cell: str) -> list[str]:
    return [cell] if cell == "a way" else cell.split()


YES_NO = ("yes", "no")
EVERYTHING = list(
    product(
        YES_NO,  # promotional
        ("given", "out"),
        ("open", "closed"),
        YES_NO,  # template
        FAILED,
        ("none", "fine", "out", "failed"),
        YES_NO,  # doubtful
        YES_NO,  # expired
        YES_NO,  # quiet
        YES_NO,  # useful after
        YES_NO,  # urgent
    )
)


def expected(facts: tuple[str, ...]) -> str:
    promotional, consent, window, template, failed, second, doubtful, expired, quiet, useful, urgent = facts
    taken = look_up(WHICH_WAY, promotional, consent, window, template, failed, second)
    why = look_up(WHY_NOTHING, consent, failed, second) if taken == "nothing" else "a way"
    then = look_up(WHAT_THEN, doubtful, expired, why, quiet, useful, urgent)
    return taken if then == "sent" else then.replace(": why", f": {why}")


def decided(facts: tuple[str, ...]) -> Decision:
    promotional, consent, window, template, failed, second, doubtful, expired, quiet, useful, urgent = facts
    now = NIGHT if quiet == "yes" else DAY
    first = Way(
        channel="whatsapp",
        opted_out=consent == "out",
        free_until=now + timedelta(seconds=1) if window == "open" else now,
        has_template=template == "yes",
        failed=FAILED[failed],
    )
    sms = Way(channel="sms", opted_out=second == "out", failed=FAILED["free" if second == "failed" else "-"])
    expires_at = MORNING + WORTH_HAVING if useful == "yes" else MORNING
    notice = Notice(
        expires_at=now if expired == "yes" else expires_at, urgent=urgent == "yes", promotional=promotional == "yes"
    )
    ways = (first,) if second == "none" else (first, sms)
    return plan(notice, Reach(ways=ways, zone=MADRID, quiet=QUIET, doubtful=doubtful == "yes"), now)


def told(decision: Decision) -> str:
    match decision:
        case Send():
            return f"{decision.channel} {decision.form}"
        case Wait():
            assert (decision.until, decision.why) == (MORNING, Why.QUIET_HOURS)
            return "waits"
        case Skip():
            return f"skipped: {decision.why}"
        case Leave():
            return f"left to a person: {decision.why}"


def test_every_combination_is_decided_as_the_truth_table_says():
    wrong = {facts: told(decided(facts)) for facts in EVERYTHING if told(decided(facts)) != expected(facts)}
    assert wrong == {}
    assert len(EVERYTHING) == 8192


def test_no_line_of_the_tables_is_idle():
    """Every line decides something: one that none reaches would promise what nobody checks."""
    reached: dict[str, set[str]] = {}
    for facts in EVERYTHING:
        promotional, consent, window, template, failed, second, doubtful, expired, quiet, useful, urgent = facts
        taken = look_up(WHICH_WAY, promotional, consent, window, template, failed, second)
        reached.setdefault("way", set()).add(taken)
        why = look_up(WHY_NOTHING, consent, failed, second) if taken == "nothing" else "a way"
        reached.setdefault("why", set()).add(why)
        reached.setdefault("then", set()).add(look_up(WHAT_THEN, doubtful, expired, why, quiet, useful, urgent))
    assert reached["way"] == {"nothing", "whatsapp free", "whatsapp template", "sms free"}
    assert reached["why"] == {"a way", "failed", "opted_out", "no_way"}
    assert len(reached["then"]) == 9


#: The week of the clock change in Madrid and in New York is among them.
_FIRST, _LAST = datetime(2026, 3, 1), datetime(2026, 4, 5)  # noqa: DTZ001 - hypothesis puts the zone
moments = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
ways = st.builds(
    Way,
    channel=st.sampled_from(["sms", "whatsapp", "email"]),
    opted_out=st.booleans(),
    free_until=st.none() | moments,
    has_template=st.booleans(),
    failed=st.frozensets(st.sampled_from(Form)),
)
reaches = st.builds(
    Reach,
    ways=st.lists(ways, max_size=4, unique_by=lambda way: way.channel).map(tuple),
    zone=st.sampled_from([MADRID, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")]),
    quiet=st.builds(QuietHours, begins=st.times(), ends=st.times()),
    doubtful=st.booleans(),
)
notices = st.builds(Notice, expires_at=moments, urgent=st.booleans(), promotional=st.booleans())


@given(notices, reaches, moments)
def test_nothing_is_sent_that_must_not_be(notice: Notice, reach: Reach, now: datetime):
    decision = plan(notice, reach, now)
    if isinstance(decision, Send):
        way = next(way for way in reach.ways if way.channel == decision.channel)
        assert not way.opted_out
        assert not (notice.promotional and any(each.opted_out for each in reach.ways))
        assert decision.form not in way.failed
        assert decision.form is Form.TEMPLATE or way.free_until is None or now < way.free_until
        assert decision.form is Form.FREE or way.has_template
        assert notice.urgent or reach.quiet.end_of(now, reach.zone) is None
        assert now < notice.expires_at
        assert not reach.doubtful


@given(notices, reaches, moments)
def test_waiting_always_ends_outside_of_the_quiet_hours_and_in_time(notice: Notice, reach: Reach, now: datetime):
    decision = plan(notice, reach, now)
    if isinstance(decision, Wait):
        assert now < decision.until < notice.expires_at
        assert not isinstance(plan(notice, reach, decision.until + timedelta(hours=1)), Wait) or _quiet_again(
            reach, decision.until + timedelta(hours=1)
        )


def _quiet_again(reach: Reach, moment: datetime) -> bool:
    return reach.quiet.end_of(moment, reach.zone) is not None


@pytest.mark.parametrize(
    ("quiet", "clock", "ends"),
    [
        (QuietHours(time(21), time(8)), "20:59", None),
        (QuietHours(time(21), time(8)), "21:00", "2026-03-04 08:00"),
        (QuietHours(time(21), time(8)), "00:00", "2026-03-03 08:00"),
        (QuietHours(time(21), time(8)), "07:59", "2026-03-03 08:00"),
        (QuietHours(time(21), time(8)), "08:00", None),
        (QuietHours(time(13), time(15)), "12:59", None),
        (QuietHours(time(13), time(15)), "13:00", "2026-03-03 15:00"),
        (QuietHours(time(13), time(15)), "15:00", None),
        (QuietHours(time(0), time(0)), "00:00", None),
        (QuietHours(time(9), time(9)), "09:00", None),
    ],
)
def test_quiet_hours_begin_and_end_on_the_minute(quiet: QuietHours, clock: str, ends: str | None):
    now = datetime.fromisoformat(f"2026-03-03 {clock}").replace(tzinfo=MADRID)
    end = quiet.end_of(now, MADRID)
    assert (end and end.strftime("%Y-%m-%d %H:%M")) == ends


def test_quiet_hours_are_those_of_the_customers_clock():
    reach = Reach(ways=(Way(channel="sms"),), zone=ZoneInfo("America/New_York"), quiet=QUIET)
    # Noon in Madrid is six in the morning in New York.
    assert plan(Notice(expires_at=DAY + timedelta(days=1)), reach, DAY) == Wait(
        datetime(2026, 3, 3, 8, 0, tzinfo=ZoneInfo("America/New_York")), Why.QUIET_HOURS
    )
