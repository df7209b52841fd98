"""The character by which a pattern knows a number: how it was written, and what it is."""

from __future__ import annotations

from collections.abc import Mapping

DIGITS, PADDED, SPELLED, NTH, NTH_SPELLED = 0xE000, 0xE100, 0xE200, 0xE300, 0xE400
_YEAR, _CLOCK, _YEAR_OR_CLOCK, _OTHER_NUMBER = "\ue500", "\ue501", "\ue502", "\ue503"
MAX_DAY, _MAX_MINUTE, _MAX_HOUR, _FIRST_YEAR, _LAST_YEAR = 31, 59, 24, 1900, 2199


def _chars(base: int, low: int, high: int) -> str:
    return "".join(chr(base + n) for n in range(low, high + 1))


#: Categories of numbers that every language shares; the value is the number.
NUMBERS: Mapping[str, str] = {
    "number": _chars(DIGITS, 0, 99) + _chars(PADDED, 0, 9) + _chars(SPELLED, 0, 99),
    "digit": _chars(DIGITS, 1, 9) + _chars(SPELLED, 1, 9),
    "hour": _chars(DIGITS, 0, _MAX_HOUR) + _chars(PADDED, 0, 9) + _chars(SPELLED, 0, _MAX_HOUR),
    "hour_digits": _chars(DIGITS, 1, 12),
    "hour_with_zero": _chars(PADDED, 0, 9),
    "hour12": _chars(DIGITS, 1, 12) + _chars(PADDED, 1, 9) + _chars(SPELLED, 1, 12),
    "minute": _chars(DIGITS, 10, _MAX_MINUTE) + _chars(PADDED, 0, 9) + _chars(SPELLED, 10, _MAX_MINUTE),
    "day": _chars(DIGITS, 1, MAX_DAY) + _chars(PADDED, 1, 9),
    "day_spelled": _chars(SPELLED, 1, MAX_DAY),
    # What a speaker runs together as "eleven thirty", and what is written "10.30": no price, no version, no date.
    "hour_spelled": _chars(SPELLED, 1, 12),
    "minute_spelled": "".join(chr(SPELLED + n) for n in range(10, 60, 5)),
    "minute_dotted": "".join(chr(DIGITS + n) for n in (15, 30, 45)),
    # "Ten to six" is a time, "three to six" are two.
    "five_minutes": "".join(chr(base + n) for base in (DIGITS, SPELLED) for n in range(5, 60, 5)),
    "month_number": _chars(DIGITS, 1, 12) + _chars(PADDED, 1, 9),
    "short_year": _chars(DIGITS, 10, 99) + _chars(PADDED, 0, 9),
    "year": _YEAR + _YEAR_OR_CLOCK,
    "clock": _CLOCK + _YEAR_OR_CLOCK,
    "ordinal": _chars(NTH, 1, MAX_DAY) + _chars(NTH_SPELLED, 1, MAX_DAY),
    "ordinal_digits": _chars(NTH, 1, MAX_DAY),
}


def number_tag(digits: str) -> str:
    """Return the character of a number in digits; "07" is another than "7"."""
    value = int(digits)
    if len(digits) <= 2:
        return chr((PADDED if len(digits) == 2 and value < 10 else DIGITS) + value)
    is_clock = value // 100 < _MAX_HOUR and value % 100 <= _MAX_MINUTE
    is_year = len(digits) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR
    if is_clock:
        return _YEAR_OR_CLOCK if is_year else _CLOCK
    return _YEAR if is_year else _OTHER_NUMBER
