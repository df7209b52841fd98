"""Opening hours in words: days that share their hours are named together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from receptionist.domain.diary import DayHours, OpeningHours
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.languages.speech import Language, enumerate_choices

#: So many days on end are named as "Monday to Wednesday", fewer one by one.
_RANGE = 3
_WEEK = range(7)


def tongue_of(language: str) -> Language:
    """Return the words of a language; a language that Sara does not speak gets the first of hers."""
    return LANGUAGES.get(language) or next(iter(LANGUAGES.values()))


def say_week(houses: Sequence[OpeningHours], language: str) -> str:
    """Say the usual week, and the coming days that are unlike it; of several houses each by its name."""
    tongue = tongue_of(language)
    return _by_house(houses, [_with_exceptions(house, _usual(house, tongue), tongue, _WEEK) for house in houses])


def say_weekday(houses: Sequence[OpeningHours], weekday: int, language: str) -> str:
    """Say the usual hours of a weekday (Monday is 0), and when the coming ones are unlike them."""
    tongue = tongue_of(language)
    said = [_with_exceptions(house, _hours(house.usual[weekday], tongue), tongue, (weekday,)) for house in houses]
    return _by_house(houses, said)


def say_in_days(houses: Sequence[OpeningHours], days: int, language: str) -> str:
    """Say the hours of today, or of the day that is so many days away."""
    tongue = tongue_of(language)
    wanted = [date.fromordinal(house.today.toordinal() + days) for house in houses]
    return _by_house(houses, [_hours(house.on(day), tongue) for house, day in zip(houses, wanted, strict=True)])


def _by_house(houses: Sequence[OpeningHours], said: Sequence[str]) -> str:
    """Say once what holds of all, else of each by its name."""
    if len(set(said)) < 2:
        return "".join(said[:1])
    return "; ".join(f"{house.location.name}: {words}" for house, words in zip(houses, said, strict=True))


def _with_exceptions(house: OpeningHours, usual: str, tongue: Language, weekdays: Sequence[int]) -> str:
    days = [
        f"{tongue.say_day(day)} {_hours(hours, tongue)}" for day, hours in house.exceptions if day.weekday() in weekdays
    ]
    return tongue.exceptions.format(hours=usual, days=", ".join(days)) if days else usual


def _usual(house: OpeningHours, tongue: Language) -> str:
    runs: list[tuple[list[int], DayHours]] = []
    for weekday in _WEEK:
        hours = house.usual[weekday]
        if runs and runs[-1][1] == hours:
            runs[-1][0].append(weekday)
        else:
            runs.append(([weekday], hours))
    return ", ".join(f"{_days(days, tongue)} {_hours(hours, tongue)}" for days, hours in runs)


def _days(days: Sequence[int], tongue: Language) -> str:
    names = [tongue.weekdays[day] for day in days]
    if len(names) >= _RANGE:
        return tongue.day_range.format(first=names[0], last=names[-1])
    return enumerate_choices(names, tongue.and_word)


def _hours(hours: DayHours, tongue: Language) -> str:
    if not hours:
        return tongue.closed
    if hours == ((time.min, time.min),):
        return tongue.all_day
    said = [tongue.stretch.format(opens=tongue.say_time(a), closes=tongue.say_time(b)) for a, b in hours]
    return enumerate_choices(said, tongue.and_word)
