"""A phrase key and facts become words, in the customer's language and for the eye or the ear.

No other module holds words for customers; the words themselves stand in ``domain/languages/``, one file a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from receptionist.domain.diary import Appointment, NoSlotReason, Slot
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.languages.speech import Language, enumerate_choices
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.repeats import Clash

#: Fields whose words are somebody else's.
_VERBATIM = ("{answer}", "{business}")


def render(phrase: PhraseKey, facts: Facts, language: str, *, spoken: bool) -> str:
    """Put a phrase into words; a language that Sara does not speak gets the first of hers.

    ``spoken`` leaves out what only the eye can use.
    """
    tongue = LANGUAGES.get(language) or next(iter(LANGUAGES.values()))
    comma_name = f", {facts.name}" if facts.name else ""
    template = tongue.phrases[phrase]
    appointments = [_say_appointment(each, facts, tongue) for each in facts.appointments]
    words = template.format(
        business=facts.business,
        comma_name=comma_name,
        name=facts.name or "",
        at_phone=f" ({facts.phone})" if facts.phone and not spoken else "",
        services=enumerate_choices([service.name for service in facts.services], tongue.or_word),
        slots=_say_slots(facts, tongue),
        wanted=_say_moment(facts.wanted, facts, tongue) if facts.wanted else "",
        kept=_say_kept(facts, tongue),
        until=_say_until(facts, tongue),
        last_day=tongue.say_day(facts.last_day) if facts.last_day else "",
        reason=_say_reason(facts, tongue),
        appointment=_say_appointment(facts.appointment, facts, tongue) if facts.appointment else "",
        appointment_time=_say_moment(facts.appointment, facts, tongue) if facts.appointment else "",
        staff=facts.appointment.staff_name if facts.appointment else "",
        appointment_list="; ".join(appointments),
        appointments=enumerate_choices(appointments, tongue.or_word),
        series=_say_series(facts.slots or facts.appointments, facts, tongue),
        clashes="; ".join(_say_clash(clash, facts, tongue) for clash in facts.clashes),
        count=len(facts.slots or facts.appointments),
        goes_on=tongue.goes_on if facts.goes_on else "",
        question=facts.question or "",
        answer=facts.answer or "",
        choices=_say_choices(facts.choices, tongue, spoken=spoken),
    )
    # A day may begin a sentence ("El martes …"); an FAQ and a name are said as they were written.
    return words if template.startswith(_VERBATIM) else words[:1].upper() + words[1:]


def say_appointment(facts: Facts, language: str) -> str:
    """Name the appointment of these facts as a phrase would; empty where there is none."""
    tongue = LANGUAGES.get(language) or next(iter(LANGUAGES.values()))
    return _say_appointment(facts.appointment, facts, tongue) if facts.appointment else ""


def say_place(slot: Slot, language: str, *, business_zone: str | None) -> str:
    """Say when a slot is; and where, and on which clock, if ``business_zone`` is given (see ``Facts``)."""
    tongue = LANGUAGES.get(language) or next(iter(LANGUAGES.values()))
    return _say_moment(slot, Facts(business_zone=business_zone), tongue)


def _say_kept(facts: Facts, tongue: Language) -> str:
    return tongue.kept.format(until=_say_until(facts, tongue)) if facts.until else ""


def _say_until(facts: Facts, tongue: Language) -> str:
    return tongue.say_time(facts.until.time().replace(second=0, microsecond=0)) if facts.until else ""


def _say_reason(facts: Facts, tongue: Language) -> str:
    reason = facts.reason or NoSlotReason.FULL
    if facts.staff and reason in tongue.reasons_of_somebody:
        return tongue.reasons_of_somebody[reason].format(name=facts.staff)
    return tongue.reasons[reason]


def _say_moment(place: Slot | Appointment, facts: Facts, tongue: Language) -> str:
    time = _say_time(place, facts, tongue)
    return tongue.day_and_time.format(
        day=tongue.say_day(place.start.date()), time=f"{time}{_say_where(place, facts, tongue)}"
    )


def _say_time(place: Slot | Appointment, facts: Facts, tongue: Language) -> str:
    """Say a time with whose clock it is on, where that is not the business's, and with whom, where that was asked."""
    time = tongue.say_time(place.start.time())
    if facts.business_zone is not None and _is_elsewhere(place.start, facts.business_zone):
        time = tongue.local_time.format(time=time)
    return f"{time} {tongue.with_somebody.format(name=place.staff_name)}" if facts.staff else time


def _is_elsewhere(start: datetime, zone: str) -> bool:
    return start.utcoffset() != start.astimezone(ZoneInfo(zone)).utcoffset()


def _say_where(place: Slot | Appointment, facts: Facts, tongue: Language) -> str:
    if facts.business_zone is None or not place.location_name:
        return ""
    return f" {tongue.at_location.format(name=place.location_name)}"


def _say_appointment(appointment: Appointment, facts: Facts, tongue: Language) -> str:
    whose = f" {tongue.for_somebody.format(name=appointment.guest)}" if appointment.guest else ""
    return f"{appointment.service_name}{whose}, {_say_moment(appointment, facts, tongue)}"


def _say_slots(facts: Facts, tongue: Language) -> str:
    """Name each day once: "Tuesday 24 November at 9 am or 3 pm, or Wednesday …"; and a location that all share."""
    days: dict[date, list[str]] = {}
    shared = len({slot.location_id for slot in facts.slots}) == 1
    for slot in facts.slots:
        where = "" if shared else _say_where(slot, facts, tongue)
        days.setdefault(slot.start.date(), []).append(f"{_say_time(slot, facts, tongue)}{where}")
    spoken_days = [
        tongue.day_and_time.format(day=tongue.say_day(day), time=enumerate_choices(times, tongue.or_word))
        for day, times in days.items()
    ]
    where = _say_where(facts.slots[0], facts, tongue) if shared else ""
    if len(spoken_days) < 2:
        return f"{''.join(spoken_days)}{where}"
    comma = "," if where else ""
    return f"{'; '.join(spoken_days[:-1])}; {tongue.or_word} {spoken_days[-1]}{comma}{where}"


def _say_choices(questions: Sequence[str], tongue: Language, *, spoken: bool) -> str:
    """Name questions to choose from, numbered for the eye; without their question marks, for only Sara asks here."""
    named = [f"“{question.strip(' ¿?¡!.')}”" for question in questions]
    return enumerate_choices(named if spoken else [f"{n}. {name}" for n, name in enumerate(named, 1)], tongue.or_word)


def _say_series(places: Sequence[Slot | Appointment], facts: Facts, tongue: Language) -> str:
    """Name the time once, and the days that share it: "at 10 am on Tuesday 3 March, Tuesday 17 March …"."""
    days: dict[str, list[str]] = {}
    for place in places:
        time = f"{_say_time(place, facts, tongue)}{_say_where(place, facts, tongue)}"
        days.setdefault(time, []).append(tongue.say_day(place.start.date()))
    said = (tongue.time_and_days.format(time=time, days=", ".join(those)) for time, those in days.items())
    services = {place.service_name for place in places if isinstance(place, Appointment)}
    return "".join(f"{service}, " for service in services if len(services) == 1) + "; ".join(said)


def _say_clash(clash: Clash, facts: Facts, tongue: Language) -> str:
    reason = _say_reason(replace(facts, reason=clash.reason), tongue)
    instead = tongue.nothing_instead
    if clash.instead is not None:
        time = f"{_say_time(clash.instead, facts, tongue)}{_say_where(clash.instead, facts, tongue)}"
        instead = tongue.instead.format(time=time)
    return tongue.clash.format(day=tongue.say_day(clash.wanted.date()), reason=reason, instead=instead)
