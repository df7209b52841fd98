"""Live facts in answers: what a placeholder stands for at the moment of answering, from the diary and the business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import phonenumbers

from knowledge_base.answers.placeholders import BadBracesError, Placeholder, parse
from knowledge_base.words import fold
from receptionist import wiring
from receptionist.domain import hours
from receptionist.domain.diary import Location, OpeningHours, Service, Wish
from receptionist.domain.languages import LANGUAGES
from receptionist.domain.languages.speech import enumerate_choices
from receptionist.domain.rendering import say_place
from receptionist.models import Business, BusinessAddress

#: The channels whose number is told, the best first.
_TOLD_CHANNELS = ("voice", "sms", "whatsapp")

_Named = TypeVar("_Named", Service, Location)


class CannotSayError(Exception):
    """A placeholder stands for nothing as things are; the message says why, in words for staff."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a placeholder is for: how it is written, what it becomes, and how."""

    example: str
    meaning: str
    fill: Callable[[LiveFacts, str], str]
    #: Whether it depends on how full the diary is; such a one may be right though it cannot be said now.
    varies: bool = False


class LiveFacts:
    """The facts of one business at one moment, in one language; each is read when it is first asked for."""

    def __init__(self, business: Business, language: str, now: datetime) -> None:
        self.business = business
        self.language = language
        self.now = now

    def fill(self, text: str) -> str:
        """Put facts in the place of a text's placeholders. Raises CannotSayError rather than leave a hole."""
        try:
            parts = parse(text)
        except BadBracesError as error:
            raise CannotSayError(str(error)) from error
        return "".join(part if isinstance(part, str) else self._value(part) for part in parts)

    def problems(self, text: str) -> list[str]:
        """Say why a text could not be said, each reason once; whether something is free just now is no matter."""
        try:
            parts = parse(text)
        except BadBracesError as error:
            return [str(error)]
        found: dict[str, None] = {}
        for part in parts:
            if isinstance(part, str):
                continue
            try:
                kind = _kind(part)
                if kind.varies:
                    self.service(part.argument)
                else:
                    self._value(part)
            except CannotSayError as error:
                found[str(error)] = None
        return list(found)

    def _value(self, placeholder: Placeholder) -> str:
        value = _kind(placeholder).fill(self, placeholder.argument)
        if not value:
            raise CannotSayError(f"{placeholder} stands for nothing: it is not set up.")
        return value

    @cached_property
    def services(self) -> Sequence[Service]:
        """What can be booked."""
        return wiring.calendar().services(self.business.pk)

    @cached_property
    def houses(self) -> Sequence[OpeningHours]:
        """When each location is open."""
        return wiring.calendar().opening_hours(self.business.pk, self.now)

    @cached_property
    def number(self) -> str | None:
        """The phone number that customers are told, in E.164 form."""
        rows = BusinessAddress.objects.filter(business=self.business, channel__in=_TOLD_CHANNELS, value__startswith="+")
        known = dict(rows.order_by("-pk").values_list("channel", "value"))
        return next((known[channel] for channel in _TOLD_CHANNELS if channel in known), None)

    def service(self, name: str) -> Service:
        """Find the service of that name, or of that other word for it. Raises CannotSayError."""
        found = _named(name, self.services)
        if found is None:
            there_are = ", ".join(service.name for service in self.services) or "none yet"
            named = f"There is no service “{name}”." if name else "It must name a service, as in {price:haircut}."
            raise CannotSayError(f"{named} The services are: {there_are}.")
        return found

    def houses_named(self, name: str) -> Sequence[OpeningHours]:
        """Find the location of that name, or all for none. Raises CannotSayError."""
        if not name:
            return self.houses
        found = _named(name, [house.location for house in self.houses])
        if found is None:
            there_are = ", ".join(house.location.name for house in self.houses)
            raise CannotSayError(f"There is no location “{name}”. The locations are: {there_are}.")
        return [house for house in self.houses if house.location == found]


def _kind(placeholder: Placeholder) -> Kind:
    kind = KINDS.get(placeholder.name)
    if kind is None:
        known = ", ".join(each.example for each in KINDS.values())
        raise CannotSayError(f"There is no placeholder {placeholder}. There are: {known}.")
    if placeholder.argument and ":" not in kind.example and placeholder.name not in _MAY_NAME_A_PLACE:
        raise CannotSayError(f"{placeholder} takes nothing after it: write {kind.example}.")
    return kind


def _named(name: str, known: Iterable[_Named]) -> _Named | None:
    """Find the one that is called so; what it is called goes before other words for others."""
    wanted, known = fold(name), list(known)
    for names in (lambda each: (each.name,), lambda each: each.aliases):
        fitting = [each for each in known if wanted in map(fold, names(each))]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _opening_hours(facts: LiveFacts, argument: str) -> str:
    wanted = fold(argument)
    for tongue in LANGUAGES.values():
        if wanted in (relative := [fold(word) for word in tongue.today_and_tomorrow]):
            return hours.say_in_days(facts.houses, relative.index(wanted), facts.language)
        weekdays = [fold(word) for word in tongue.weekdays]
        if (singular := wanted.removesuffix("s") if wanted not in weekdays else wanted) in weekdays:
            return hours.say_weekday(facts.houses, weekdays.index(singular), facts.language)
    houses = facts.houses_named(argument)
    return hours.say_week(houses, facts.language) if any(any(house.usual) for house in houses) else ""


def _price(facts: LiveFacts, argument: str) -> str:
    service = facts.service(argument)
    if not service.price:
        raise CannotSayError(f"No price is known for {service.name}.")
    return service.price


def _duration(facts: LiveFacts, argument: str) -> str:
    return hours.tongue_of(facts.language).say_duration(facts.service(argument).minutes)


def _next_free(facts: LiveFacts, argument: str) -> str:
    service = facts.service(argument)
    found = wiring.calendar().find_slots(facts.business.pk, service.id, Wish(), facts.now)
    if not found.slots:
        raise CannotSayError(f"Nothing is free for {service.name} just now.")
    zone = facts.business.timezone if len(facts.houses) > 1 else None
    return say_place(min(found.slots, key=lambda slot: slot.start), facts.language, business_zone=zone)


def _services(facts: LiveFacts, argument: str) -> str:
    names = [service.name for service in facts.services]
    return enumerate_choices(names, hours.tongue_of(facts.language).and_word)


def _address(facts: LiveFacts, argument: str) -> str:
    places = [house.location for house in facts.houses_named(argument)]
    if not all(place.address for place in places):
        missing = next(place.name for place in places if not place.address)
        raise CannotSayError(f"No address is known for {missing}.")
    return "; ".join(f"{place.name}: {place.address}" if len(places) > 1 else place.address for place in places)


def _phone(facts: LiveFacts, argument: str) -> str:
    if facts.number is None:
        raise CannotSayError("The business has no phone number here.")
    return phonenumbers.format_number(phonenumbers.parse(facts.number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _business(facts: LiveFacts, argument: str) -> str:
    return facts.business.name


#: Those that may name a location though they need not.
_MAY_NAME_A_PLACE = {"opening_hours", "address"}

#: Every placeholder by its name; the guide names them too, and a test sees that both do.
KINDS = {
    "opening_hours": Kind(
        "{opening_hours}", "the hours of the week, with the exceptions of the next two weeks", _opening_hours
    ),
    "price": Kind("{price:haircut}", "what a service costs, as its price stands in the diary", _price),
    "duration": Kind("{duration:haircut}", "how long a service takes", _duration),
    "next_free": Kind("{next_free:haircut}", "the next free time for a service", _next_free, varies=True),
    "services": Kind("{services}", "the names of what can be booked", _services),
    "address": Kind("{address}", "where you are; of several locations each", _address),
    "phone": Kind("{phone}", "your phone number", _phone),
    "business": Kind("{business}", "your name", _business),
}
