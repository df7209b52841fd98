"""What people write to any business, one construction after the other, and what only looks like them."""

from __future__ import annotations

import pytest

from receptionist.domain.reading import Intent
from tests.receptionist.understanding.conftest import Read

TROUBLES = (
    "my boiler has packed up",
    "the tap in the kitchen won't stop dripping",
    "my knee is killing me",
    "I think I've got an ear infection",
    "our fridge keeps cutting out",
    "a strange smell is coming from the engine",
    "the garage door screen went black",
    "she has been limping since her walk",
    "I'd like shinier hair and straighter teeth",
    "our lawn looks awful, we'd like our lawn mowed",
)
OPENINGS = (
    "what's your week looking like",
    "when's good for you this week",
    "have you got twenty minutes on Friday",
    "would love an early opening",
    "are there any seats left for tonight",
    "is Dr. Osei available this week",
    "I'd love a check-up",
    "which day could I pop in",
)
WISHES = (
    "I'm ringing about booking a lesson",
    "we are interested in having our photos taken",
    "can you hold a table for us",
    "my partner and I are looking for a florist for our wedding",
    "can I drop the van off on Monday",
    "your people cancelled my massage, I need to be rebooked",
)
MOVES = (
    "that time isn't convenient any more",
    "I can't manage that hour",
    "I can't do this time, have you got another",
    "let's set it for another day",
    "can I go from the morning to the afternoon, please change it",
    "can you put me back to next week",
    "my booking needs to be pushed back",
    "I missed my appointment, may I have a new one",
)
CANCELLATIONS = (
    "remove the tasting from my calendar",
    "wipe Thursday's lesson from my diary",
    "don't book us in after all",
    "we'll be abroad on the day of our viewing",
    "please disregard my booking",
    "stop my appointment",
)
OWN_BOOKINGS = (
    "could you check my booking",
    "is anybody coming out to us this afternoon",
    "booking status",
    "I'd like to make sure my table is still booked",
    "just following up on my order",
    "will you send me a reminder",
)
QUESTIONS = (
    "till when are you serving",
    "is it my first time here that costs less?",
    "can you give me some advice on dry skin",
    "tell me the timings of the pool",
    "medicine with food or before?",
)
PEOPLE = (
    "is the boss in",
    "get the owner for me",
    "I would rather deal with a person",
    "please let the dentist know I rang",
    "someone from billing, please",
    "who can I talk to about my bill",
)
ASKS_NOTHING = (
    "what's your favourite film",
    "where am I",
    "am I talking to a machine",
    "I'll talk to you later then",
    "I don't want to talk to anybody",
    "get me a taxi",
    "we've been so busy",
)
SAID = {
    Intent.SCHEDULE: (*TROUBLES, *OPENINGS, *WISHES),
    Intent.RESCHEDULE: MOVES,
    Intent.CANCEL: CANCELLATIONS,
    Intent.FAQ: (*OWN_BOOKINGS, *QUESTIONS),
    Intent.CONTACT: PEOPLE,
    Intent.UNKNOWN: ASKS_NOTHING,
}


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in SAID.items() for text in texts])
def test_it_hears_what_a_stranger_wants(read: Read, intent: Intent, text: str) -> None:
    assert read(text, services=()).intent is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I want to buy a new van", Intent.UNKNOWN),
        ("my card is stuck in the machine", Intent.FAQ),
        ("book my next session", Intent.SCHEDULE),
        ("what are your opening times", Intent.FAQ),
        ("I do not want to talk to a robot", Intent.CONTACT),
        ("it's packed in here", Intent.FAQ),
        ("can you transfer my records to another clinic", Intent.UNKNOWN),
        ("I need to change from gel to acrylic", Intent.UNKNOWN),
        ("the noise from your bar is awful", Intent.UNKNOWN),
        ("please don't move it", Intent.UNKNOWN),
        ("it keeps going to voicemail", Intent.FAQ),
        ("do you have an hour package", Intent.FAQ),
    ],
)
def test_what_only_sounds_like_it_is_read_as_before(read: Read, text: str, intent: Intent) -> None:
    assert read(text, services=()).intent is intent
