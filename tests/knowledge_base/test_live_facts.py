from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from calendar_integration.models import Closure, OpeningHours, Service, SpecialDay, Staff
from knowledge_base.answers.answering import Answers
from knowledge_base.answers.live import KINDS, CannotSayError, LiveFacts
from knowledge_base.editing.advice import unsayable
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.domain.knowledge import AnswerBlocked
from receptionist.models import Business, BusinessAddress
from tests.knowledge_base.asking import ask, find

pytestmark = pytest.mark.django_db

#: A Monday, ten in the morning in Madrid.
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def open_salon(salon: Business) -> Business:
    house = salon.locations.get()
    house.name, house.address, house.timezone = "High Street", "12 High Street", "Europe/Madrid"
    house.save()
    OpeningHours.objects.bulk_create(
        [
            *(OpeningHours(location=house, weekday=day, opens=time(9), closes=time(18)) for day in range(5)),
            OpeningHours(location=house, weekday=5, opens=time(10), closes=time(13)),
            OpeningHours(location=house, weekday=5, opens=time(15), closes=time(17, 30)),
        ]
    )
    service = Service.objects.create(
        business=salon, name="Haircut", minutes=90, price_text="€25", aliases=["corte"], lead_minutes=0
    )
    Staff.objects.create(business=salon, name="Ana").services.add(service)
    BusinessAddress.objects.create(business=salon, channel="voice", value="+34910000001")
    return salon


def filled(business: Business, text: str, language: str = "en", now: datetime = NOW) -> str:
    return LiveFacts(business, language, now).fill(text)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "We are open {opening_hours}.",
            "en",
            (
                "We are open Monday to Friday from 9 am to 6 pm, Saturday from 10 am to 1 pm and from 3 pm to 5:30 pm, "
                "Sunday closed."
            ),
        ),
        (
            "Abrimos {opening_hours}.",
            "es",
            (
                "Abrimos de lunes a viernes de las 9:00 a las 18:00, sábado de las 10:00 a la 13:00 y de las 15:00 a "
                "las 17:30, domingo cerrado."
            ),
        ),
        ("{opening_hours:Saturday}", "en", "from 10 am to 1 pm and from 3 pm to 5:30 pm"),
        ("{opening_hours:sábado}", "es", "de las 10:00 a la 13:00 y de las 15:00 a las 17:30"),
        ("{opening_hours:sundays}", "en", "closed"),
        ("{opening_hours: today }", "en", "from 9 am to 6 pm"),
        ("{opening_hours:mañana}", "es", "de las 9:00 a las 18:00"),
        ("{opening_hours:High Street}", "es", None),
        ("It is {price:haircut}.", "en", "It is €25."),
        ("{Price: Corte}", "es", "€25"),
        ("{duration:haircut}", "en", "1 hour and 30 minutes"),
        ("{duration:haircut}", "es", "1 hora y 30 minutos"),
        ("{services} at {business}", "en", "Haircut at Salon"),
        ("{address}", "en", "12 High Street"),
        ("Call {phone}", "en", "Call +34 910 00 00 01"),
        ("{{not me}} {address}", "en", "{not me} 12 High Street"),
    ],
)
def test_a_placeholder_becomes_the_fact_in_the_language_of_the_answer(
    open_salon: Business, text: str, language: str, said: str | None
):
    expected = filled(open_salon, "{opening_hours}", language) if said is None else said
    assert filled(open_salon, text, language) == expected


def test_the_next_free_time_is_the_first_that_can_be_booked(open_salon: Business):
    assert filled(open_salon, "{next_free:haircut}") == "Monday 23 November at 10 am"
    Closure.objects.create(
        location=open_salon.locations.get(), first_day=date(2026, 11, 23), last_day=date(2026, 11, 24)
    )
    cache.clear()
    assert filled(open_salon, "{next_free:haircut}", "es") == "el miércoles 25 de noviembre a las 9:00"


def test_days_unlike_the_usual_ones_are_named_while_they_are_near(open_salon: Business):
    house = open_salon.locations.get()
    SpecialDay.objects.create(location=house, day=date(2026, 11, 25), opens=time(12), closes=time(14))
    Closure.objects.create(location=house, first_day=date(2026, 12, 20), last_day=date(2026, 12, 27))
    hours = filled(open_salon, "{opening_hours}")
    assert hours.endswith("Sunday closed; except: Wednesday 25 November from noon to 2 pm")
    assert filled(open_salon, "{opening_hours:wednesday}").endswith("except: Wednesday 25 November from noon to 2 pm")
    assert "except" not in filled(open_salon, "{opening_hours:monday}")


def test_each_of_several_locations_is_named_where_they_differ(open_salon: Business):
    second = open_salon.locations.create(name="Station", address="1 Station Road", timezone="Europe/Madrid", position=2)
    OpeningHours.objects.create(location=second, weekday=0, opens=time(0), closes=time(0))
    assert filled(open_salon, "{address}") == "High Street: 12 High Street; Station: 1 Station Road"
    assert filled(open_salon, "{address:station}") == "1 Station Road"
    assert filled(open_salon, "{opening_hours:today}") == "High Street: from 9 am to 6 pm; Station: all day"
    assert filled(open_salon, "{opening_hours:station}") == "Monday all day, Tuesday to Sunday closed"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{prize:haircut}", "There is no placeholder {prize:haircut}. There are: {opening_hours}, {price:haircut}"),
        ("{price:manicure}", "There is no service “manicure”. The services are: Haircut."),
        ("{price}", "It must name a service"),
        ("{opening_hours:the moon}", "There is no location “the moon”. The locations are: High Street."),
        ("{phone:haircut}", "takes nothing after it"),
        ("from {price:haircut", "A brace stands alone"),
        ("a } b", "A brace stands alone"),
        ("{}", "A brace stands alone"),
        ("{address}" * 21, "more than 20"),
    ],
)
def test_what_stands_for_nothing_is_refused_and_never_said(open_salon: Business, text: str, why: str):
    assert any(why in problem for problem in LiveFacts(open_salon, "en", NOW).problems(text))
    with pytest.raises(CannotSayError, match=r".+"):
        filled(open_salon, text)


def test_a_full_diary_is_no_reason_to_refuse_an_answer(open_salon: Business):
    Closure.objects.create(location=open_salon.locations.get(), first_day=date(2026, 1, 1), last_day=date(2028, 1, 1))
    assert LiveFacts(open_salon, "en", NOW).problems("{next_free:haircut}") == []
    with pytest.raises(CannotSayError, match="Nothing is free"):
        filled(open_salon, "{next_free:haircut}")


def test_an_answer_whose_service_was_renamed_is_not_said_and_staff_see_why(open_salon: Business):
    FAQ.objects.filter(question="How much is a haircut?").update(answer="A haircut is {price:haircut}.")
    found = find(open_salon.pk, "How much is a haircut?", now=NOW)
    assert found is not None
    assert found.answer == "A haircut is €25."
    Service.objects.update(name="Wash and cut", aliases=[])
    cache.clear()
    blocked = ask(open_salon.pk, "How much is a haircut?", now=NOW)
    assert isinstance(blocked, AnswerBlocked)
    assert "There is no service “haircut”. The services are: Wash and cut." in blocked.why
    Answers().keep_unanswered(open_salon.pk, blocked.question, None, "key", why=blocked.why)
    assert UnansweredQuestion.objects.get().why == blocked.why
    assert [each.faq.question for each in unsayable(open_salon.pk)] == ["How much is a haircut?"]


def test_nothing_is_looked_up_for_an_answer_without_placeholders(open_salon: Business, django_assert_num_queries):
    facts = LiveFacts(open_salon, "en", NOW)
    with django_assert_num_queries(0):
        assert facts.fill("Cash and all cards.") == "Cash and all cards."
        assert facts.problems("Cash {{and}} all cards.") == []


def test_the_guide_names_every_placeholder():
    docs = Path(__file__).resolve().parents[2] / "docs"
    guide = "".join(page.read_text() for page in docs.glob("knowledge*.md"))
    assert [kind.example for kind in KINDS.values() if f"`{kind.example}`" not in guide] == []
