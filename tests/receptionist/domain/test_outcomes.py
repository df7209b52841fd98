"""The word for how it went, for every combination of what can happen, and what counts as having happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product
from typing import Any

import pytest

from receptionist.domain.actions import HandOverReason
from receptionist.domain.advertising import advertises
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.diary import Appointment, Service, Wish
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
    AppointmentsFound,
    Booked,
    Cancelled,
    CustomerSpoke,
    Event,
    HandedOver,
    Moved,
    SlotsFound,
)
from receptionist.domain.knowledge import Choice
from receptionist.domain.messages import MessageKind
from receptionist.domain.outcomes import Gist, Outcome, Wanted, gather, outcome
from receptionist.domain.reading import Cue, Intent, Reading
from receptionist.domain.state import Goal
from receptionist.telling.summaries import summarise

HAIRCUT = Appointment(1, 7, "Haircut", "Ana", datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
LATER = replace(HAIRCUT, start=datetime(2026, 3, 5, 11, 30, tzinfo=UTC))
OTHER = replace(HAIRCUT, id=2)
AROUND = Circumstances(
    now=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
    channel="sms",
    spoken=False,
    business_name="Salon",
    timezone="Europe/London",
    services=(Service(7, "Haircut", 30),),
)
UNCLEAR = AnswerUnclear("vouchers?", (Choice(3, "How do I redeem one?"), Choice(4, "How long is one valid?")))
SEO = "We rank your website first: https://cheap.example/offer"

#: Everything that can be true of an interaction, each on its own.
FACTS: dict[str, dict[str, Any]] = {
    "booked": {"booked": (HAIRCUT,)},
    "moved": {"moved": (HAIRCUT,)},
    "cancelled": {"cancelled": (HAIRCUT,)},
    "taken_back": {"taken_back": (HAIRCUT,)},
    "asked_for_a_person": {"handed_over": (HandOverReason.ASKED,)},
    "given_up": {"given_up": True},
    "advertising": {"advertising": True},
    "details": {"details": frozenset({"phone"})},
    "wanted": {"wanted": Wanted(Goal.SCHEDULE)},
    "answered": {"answered": ("Where can I park?",)},
    "looked_up": {"looked_up": True},
    "unanswered": {"unanswered": ("Do you sell combs?",)},
}


def _expected(facts: set[str]) -> str:
    """Say it again, in the plainest way."""
    if "booked" in facts:
        return "booked"
    if "moved" in facts:
        return "rescheduled"
    if facts & {"cancelled", "taken_back"}:
        return "cancelled"
    if facts & {"asked_for_a_person", "given_up"}:
        return "handed_over"
    if "advertising" in facts and not facts & {"wanted", "answered", "looked_up"}:
        return "spam"
    if "details" in facts:
        return "lead"
    if "wanted" in facts:
        return "abandoned"
    if facts & {"answered", "looked_up"}:
        return "answered"
    return "abandoned" if "unanswered" in facts else "no_request"


def test_every_combination_has_the_outcome_that_the_table_says():
    for chosen in product((False, True), repeat=len(FACTS)):
        facts = {name for name, holds in zip(FACTS, chosen, strict=True) if holds}
        gist = Gist(**{field: value for name in facts for field, value in FACTS[name].items()})
        assert outcome(gist) == _expected(facts), facts
        assert summarise(gist).endswith("."), facts


@pytest.mark.parametrize("reason", HandOverReason)
def test_an_advertiser_is_spam_only_where_no_person_was_wanted(reason: HandOverReason):
    gist = Gist(advertising=True, handed_over=(reason,))
    expected = Outcome.SPAM if reason is HandOverReason.NOT_UNDERSTOOD else Outcome.HANDED_OVER
    assert outcome(gist) is expected
    assert outcome(replace(gist, advertising=False)) is Outcome.HANDED_OVER


def said(text: str = "", *kinds: MessageKind, **reading: Any) -> CustomerSpoke:
    around = replace(AROUND, kinds=kinds or (MessageKind.TEXT,))
    return CustomerSpoke(text, Reading(**reading), around)


WANTS = said("a haircut on Wednesday at nine", intent=Intent.SCHEDULE, service_id=7, day=date(2026, 3, 4), at=time(9))
NO_SLOT = SlotsFound(Wish(), None, ())
ASKED = HandedOver(9, HandOverReason.ASKED)
LEAVES_NUMBER = said("I'm Bea, 020 7183 8750", intent=Intent.CONTACT, phone="+442071838750")

STORIES: dict[str, tuple[list[Event], str, str]] = {
    "a booking as it was wanted": (
        [said("book", intent=Intent.SCHEDULE), Booked(HAIRCUT)],
        "booked",
        "Booked Haircut for Tue 3 March, 10:00, with Ana.",
    ),
    "a booking at another time than was asked for": (
        [WANTS, NO_SLOT, said("the second"), Booked(HAIRCUT)],
        "booked",
        "Asked for Wed 4 March, 09:00; booked Haircut for Tue 3 March, 10:00, with Ana.",
    ),
    "a booking and a question": (
        [
            WANTS,
            Booked(replace(HAIRCUT, start=datetime(2026, 3, 4, 9, tzinfo=UTC))),
            said("parking?"),
            AnswerFound(3, "Behind the house."),
        ],
        "booked",
        "Booked Haircut for Wed 4 March, 09:00, with Ana. Asked “parking?”, and was answered.",
    ),
    "a booking that is corrected at once is a booking": (
        [said("book", intent=Intent.SCHEDULE), Booked(HAIRCUT), said("no, Thursday"), Moved(LATER)],
        "booked",
        "Booked Haircut for Thu 5 March, 11:30, with Ana.",
    ),
    "a booking that is taken back stands no more": (
        [said("book", intent=Intent.SCHEDULE), Booked(HAIRCUT), said("no", intent=Intent.CANCEL), Cancelled(HAIRCUT)],
        "cancelled",
        "Booked Haircut for Tue 3 March, 10:00, with Ana, and cancelled it again.",
    ),
    "one cancelled and another booked is a booking": (
        [said("cancel", intent=Intent.CANCEL), Cancelled(HAIRCUT), said("book", intent=Intent.SCHEDULE), Booked(OTHER)],
        "booked",
        "Booked Haircut for Tue 3 March, 10:00, with Ana; cancelled Haircut for Tue 3 March, 10:00, with Ana.",
    ),
    "a moved appointment": (
        [said("move", intent=Intent.RESCHEDULE), AppointmentsFound((HAIRCUT,)), Moved(LATER)],
        "rescheduled",
        "Moved Haircut to Thu 5 March, 11:30, with Ana.",
    ),
    "moved and then cancelled is cancelled": (
        [said("move", intent=Intent.RESCHEDULE), Moved(LATER), said("cancel", intent=Intent.CANCEL), Cancelled(LATER)],
        "cancelled",
        "Cancelled Haircut for Thu 5 March, 11:30, with Ana.",
    ),
    "a booking that was begun": (
        [WANTS, NO_SLOT],
        "abandoned",
        "Wanted to book Haircut for Wed 4 March, 09:00, which did not come about.",
    ),
    "a booking that was begun and a question that was answered": (
        [said("price?", intent=Intent.FAQ), AnswerFound(3, "30"), said("book", intent=Intent.SCHEDULE)],
        "abandoned",
        "Wanted to book an appointment, which did not come about. Asked “price?”, and was answered.",
    ),
    "a cancellation that was not confirmed": (
        [said("cancel my haircut", intent=Intent.CANCEL, service_id=7), AppointmentsFound((HAIRCUT,))],
        "abandoned",
        "Wanted to cancel Haircut, which did not come about.",
    ),
    "a booking by somebody who may be called": (
        [WANTS, NO_SLOT, said("bea@example.com", email="bea@example.com")],
        "lead",
        "Wanted to book Haircut for Wed 4 March, 09:00, which did not come about. Left an e-mail address.",
    ),
    "a number left by itself": ([LEAVES_NUMBER, ASKED], "lead", "Left a phone number."),
    "a number left for a call back that was asked for": (
        [replace(LEAVES_NUMBER, reading=Reading(phone="+44", cues=frozenset({Cue.WANTS_PERSON}))), ASKED],
        "handed_over",
        "Left for a person: the customer asked for somebody. Left a phone number.",
    ),
    "a number that Sara asked for": (
        [said("a person", cues=frozenset({Cue.WANTS_PERSON})), ASKED, LEAVES_NUMBER],
        "handed_over",
        "Left for a person: the customer asked for somebody. Left a phone number.",
    ),
    "a question": (
        [said("where can I park?", intent=Intent.FAQ), AnswerFound(3, "Behind the house.")],
        "answered",
        "Asked “where can I park?”, and was answered.",
    ),
    "a question that nothing answers": (
        [said("combs?", intent=Intent.FAQ), AnswerMissing("combs?")],
        "abandoned",
        "Asked “combs?”, which no FAQ answers.",
    ),
    "a question with two answers, of which one was chosen": (
        [
            said("vouchers?", intent=Intent.FAQ),
            UNCLEAR,
            said("2"),
            AnswerFound(3, "At the desk.", question="vouchers?"),
        ],
        "answered",
        "Asked “vouchers?”, and was answered.",
    ),
    "a question with two answers, of which none was chosen": (
        [said("vouchers?", intent=Intent.FAQ), UNCLEAR],
        "abandoned",
        "Asked “vouchers?”, which no FAQ answers.",
    ),
    "their own appointments": (
        [
            said("when am I due?", intent=Intent.SCHEDULE, cues=frozenset({Cue.OWN_APPOINTMENTS})),
            AppointmentsFound((HAIRCUT,)),
        ],
        "answered",
        "Asked for their own appointments.",
    ),
    "small talk that no FAQ knew is no question": (
        [said("brr, cold"), AnswerMissing("brr, cold", kept=False)],
        "no_request",
        "Said “brr, cold”, and asked for nothing.",
    ),
    "thanks alone": (
        [said("Thanks!", cues=frozenset({Cue.THANKS}))],
        "no_request",
        "Said “Thanks!”, and asked for nothing.",
    ),
    "a call without a word": (
        [said("", MessageKind.CALL_STARTED), said("", MessageKind.CALL_ENDED)],
        "no_request",
        "Said nothing.",
    ),
    "STOP is no spam": ([said("STOP", MessageKind.OPT_OUT)], "no_request", "Wants no more messages."),
    "STOP and START again": (
        [said("STOP", MessageKind.OPT_OUT), said("START", MessageKind.OPT_IN)],
        "no_request",
        "Said “STOP”, and asked for nothing.",
    ),
    "an advertiser": ([said(SEO)], "spam", "Looks like advertising."),
    "an advertiser whom nobody understood": (
        [said(SEO), said("so?"), HandedOver(1, HandOverReason.NOT_UNDERSTOOD)],
        "spam",
        "Left for a person: Sara did not understand. Looks like advertising.",
    ),
    "an advertiser with a number": (
        [said(SEO, intent=Intent.CONTACT, phone="+442071838750"), ASKED],
        "spam",
        "Left a phone number. Looks like advertising.",
    ),
    "an advertiser who wants an appointment is a customer": (
        [said(SEO, intent=Intent.SCHEDULE)],
        "abandoned",
        "Wanted to book an appointment, which did not come about. Looks like advertising.",
    ),
    "nothing at all": ([], "no_request", "Said nothing."),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_happened_has_its_word_and_its_sentences(story: str):
    events, word, words = STORIES[story]
    gist = gather(events)
    assert (outcome(gist), summarise(gist)) == (word, words)


def test_what_sara_gave_up_lies_with_a_person():
    gist = gather([said("hello")], given_up=True)
    assert (outcome(gist), summarise(gist)) == ("handed_over", "Left for a person: Sara failed to answer.")


def test_what_the_customer_wrote_is_quoted_in_short_and_not_all_of_it():
    questions = [f"question {number} {'x' * 200}" for number in range(5)]
    events: list[Event] = [said()]
    for question in questions:
        events += [said(question, intent=Intent.FAQ), AnswerMissing(question)]
    words = summarise(gather(events))
    assert "and 3 more, which no FAQ answers." in words
    assert len(words) < 250


@pytest.mark.parametrize(
    "text",
    [
        SEO,
        "Hi! Get your salon on the first page of Google, see www.rankers.biz",
        "You have won a prize! bit.ly/xyz",
        "You are pre-approved for $50,000. Apply at fastcash.top. Reply STOP to opt out",
        "Posicionamiento web para su salón: https://posiciona.example",
    ],
)
def test_advertising_is_told_by_a_link_and_an_advertisers_words(text: str):
    assert advertises(text)


@pytest.mark.parametrize(
    "text",
    [
        "I saw your offer on https://salon.example/spring, can I still book it?",
        "I have a promo code from groupon.com, is it valid?",
        "my email is seo@backlinks.com",
        "Can you rank your stylists by experience?",
        "I won a gift card for your salon, may I use it on Friday?",
        "like this: https://pin.it/abc, short at the sides",
        "Do I reply STOP to unsubscribe?",
        "We met at the SEO conference, I'd like a haircut",
        "tengo un bono de su web www.salon.example",
        "",
    ],
)
def test_a_customer_is_not_taken_for_an_advertiser(text: str):
    assert not advertises(text)
