"""The demo business: a hair salon that anybody can try Sara with, loaded once and then left to its staff."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from calendar_integration.models import OpeningHours, Resource, ResourceKind, Service, ServiceNeed, Staff, Weekday
from knowledge_base.models import FAQ
from receptionist.models import Business, BusinessAddress
from simulator.demo_faqs import FAQS

NAME = "Willow & Finch Hair Studio"
TIMEZONE = "America/New_York"
LOCATION = ("Willow Street", "218 Willow Street, Brooklyn, New York")
#: As many as there are people, so that a chair is free whenever somebody is.
CHAIRS = ("Chair at the window", "Chair at the mirror wall")

#: (name, minutes, price, other words customers use, description)
SERVICES = (
    (
        "Haircut",
        45,
        "55.00",
        [
            "cut",
            "hair cut",
            "corte",
            "corte de pelo",
            "cortarme el pelo",
            "trim",
            "wash and cut",
            "cut and blow-dry",
            "new hairstyle",
        ],
        "Consultation, wash, cut and finish.",
    ),
    (
        "Color & highlights",
        120,
        "140.00",
        [
            "color",
            "colour",
            "tinte",
            "teñirme el pelo",
            "mechas",
            "reflejos",
            "coloring",
            "highlights",
            "balayage",
            "dye",
            "hair dye",
            "roots",
            "tint",
        ],
        "Full color, highlights or balayage, with a gloss and a blow-dry.",
    ),
    (
        "Beard trim",
        20,
        "25.00",
        ["beard", "barba", "arreglo de barba", "afeitado", "bigote", "shave", "moustache", "beard shaping"],
        "Shaping, hot towel and oil.",
    ),
)
#: (name, indexes of the services they perform)
STAFF = (("Maya", (0, 1)), ("Leo", (0, 2)))
_NINE, _TEN, _FOUR, _SIX, _SEVEN = time(9), time(10), time(16), time(18), time(19)
HOURS = (
    *(
        (day, _NINE, _SEVEN)
        for day in (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
    ),
    (Weekday.SATURDAY, _NINE, _SIX),
    (Weekday.SUNDAY, _TEN, _FOUR),
)


@transaction.atomic
def load() -> bool:
    """Create the demo business where there is no business yet, and see that today's numbers reach it.

    Returns whether it was created. What staff changed, renamed or deleted since the first load stays as they left it.
    """
    business = Business.objects.order_by("pk").first()
    created = business is None
    if business is None:
        business = _found()
    for channel, value in _addresses():
        BusinessAddress.objects.get_or_create(channel=channel, value=value, defaults={"business": business})
    return created


def _found() -> Business:
    business = Business.objects.create(name=NAME, timezone=TIMEZONE, language="en")
    services = [
        Service.objects.create(
            business=business,
            name=name,
            minutes=minutes,
            price=Decimal(price),
            price_text=f"${Decimal(price):.0f}",
            aliases=aliases,
            description=description,
            position=position,
        )
        for position, (name, minutes, price, aliases, description) in enumerate(SERVICES)
    ]
    salon = business.locations.get()
    salon.name, salon.address = LOCATION
    salon.save()
    chair = ResourceKind.objects.create(business=business, name="chair")
    Resource.objects.bulk_create(Resource(location=salon, kind=chair, name=name) for name in CHAIRS)
    ServiceNeed.objects.bulk_create(ServiceNeed(service=service, kind=chair) for service in services)
    for name, performed in STAFF:
        Staff.objects.create(business=business, name=name).services.set([services[index] for index in performed])
    OpeningHours.objects.bulk_create(
        OpeningHours(location=salon, weekday=day, opens=opens, closes=closes) for day, opens, closes in HOURS
    )
    _keep_faqs(business)
    return business


def _keep_faqs(business: Business) -> None:
    originals: dict[str, FAQ] = {}
    for are_translations in (False, True):
        faqs = [
            FAQ(
                business=business,
                question=known.question,
                wordings=list(known.wordings),
                answer=known.answer,
                tags=list(known.tags),
                language=known.language,
                translation_of=originals.get(known.translates),
            )
            for known in FAQS
            if bool(known.translates) == are_translations
        ]
        bulk_create_with_history(faqs, FAQ, default_user="manage.py load_demo")
        originals |= {faq.question: faq for faq in faqs}


def _addresses() -> list[tuple[str, str]]:
    number, meta = settings.ENV.twilio_phone_number, settings.ENV.whatsapp_phone_number_id
    wanted = [("sms", number), ("whatsapp", number), ("voice", number), ("whatsapp", meta)]
    return [(channel, value) for channel, value in wanted if value]
