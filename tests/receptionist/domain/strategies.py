"""Anything a reader may read, and a diary and a knowledge base that may answer anything they promise to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from receptionist.domain import initiative
from receptionist.domain.actions import (
    Action,
    Book,
    BookSeries,
    Cancel,
    CancelAll,
    CheckCode,
    Confirm,
    DeclinePlace,
    FindAppointments,
    FindSeries,
    FindSlots,
    GiveAnswer,
    HandOver,
    Hold,
    JoinWaitlist,
    KeepQuestion,
    LeaveWaitlist,
    LetGo,
    LookUpAnswer,
    Move,
    NoteTurnedDown,
    Query,
    RememberContact,
    Say,
    SendCode,
    SetConsent,
)
from receptionist.domain.circumstances import Circumstances
from receptionist.domain.dialogue import advance
from receptionist.domain.diary import Appointment, Claim, Location, NoSlotReason, PartOfDay, Service, Slot, Wish
from receptionist.domain.events import (
    AnswerFound,
    AnswerMissing,
    AnswerUnclear,
    AppointmentsFound,
    Booked,
    Cancelled,
    CancelledAll,
    CodeRefused,
    CodeSent,
    Confirmed,
    CustomerSpoke,
    Event,
    HandedOver,
    Held,
    HoldEnded,
    Moved,
    PlaceDeclined,
    Proven,
    Result,
    SeriesBooked,
    SeriesFound,
    SlotRefused,
    SlotsFound,
    TurnedDown,
    WaitlistJoined,
    WaitlistLeft,
)
from receptionist.domain.knowledge import Choice
from receptionist.domain.messages import MessageKind
from receptionist.domain.phrases import Facts
from receptionist.domain.reading import Bound, Cue, Intent, Reading
from receptionist.domain.repeats import Clash, Repeat
from receptionist.domain.state import ConversationState, Goal, OwnQuestion, Question

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
SERVICES = (Service(1, "Haircut", 45), Service(2, "Beard trim", 20))
LOCATIONS = (Location(3, "Main Street", str(ZONE)), Location(4, "Chicago", "America/Chicago"))
WRITTEN = (MessageKind.TEXT, MessageKind.CHOICE)
_WORDLESS = (MessageKind.MEDIA, MessageKind.LOCATION, MessageKind.CONTACT_CARD, MessageKind.UNSUPPORTED)
_CONSENT = (MessageKind.OPT_OUT, MessageKind.OPT_IN, MessageKind.HELP)
_CALLS = (
    *(MessageKind.CALL_STARTED, MessageKind.SILENCE, MessageKind.VOICEMAIL, MessageKind.TRANSCRIPT),
    MessageKind.CALL_ENDED,
)

days = st.sampled_from([date(2026, 3, day) for day in (1, 2, 3, 5, 12)])
times = st.sampled_from([time(9), time(11), time(15), time(22, 30)])
starts = st.builds(lambda day, at: datetime.combine(day, at, tzinfo=ZONE), days, times)
slots = st.builds(Slot, st.sampled_from([1, 2]), st.sampled_from([7, 8]), st.just("Maya"), starts)
appointments = st.builds(
    Appointment,
    st.integers(1, 5),
    st.sampled_from([1, 2]),
    st.sampled_from(["Haircut", "Beard trim"]),
    st.just("Maya"),
    starts,
    calendar_confirmed=st.booleans(),
    guest=st.sampled_from([None, None, "Ana", "Tom Stone"]),
)
reasons = st.sampled_from(NoSlotReason)
#: What customers mostly say: it leads deeper into a conversation than chance does.
_plain = st.sampled_from(
    [
        Reading(intent=Intent.SCHEDULE, service_id=1, day=date(2026, 3, 5), at=time(15)),
        Reading(intent=Intent.SCHEDULE),
        Reading(intent=Intent.RESCHEDULE),
        Reading(intent=Intent.CANCEL),
        Reading(intent=Intent.FAQ),
        Reading(day=date(2026, 3, 5)),
        Reading(at=time(11)),
        Reading(choice=1),
        Reading(service_id=2, cues=frozenset({Cue.CORRECTS})),
        Reading(name="bea stone"),
        Reading(intent=Intent.SCHEDULE, service_id=1, day=date(2026, 3, 5), at=time(15), repeat=Repeat(times=3)),
        Reading(
            intent=Intent.CANCEL, further=(Reading(intent=Intent.SCHEDULE, service_id=1, day=date(2026, 3, 5)),) * 2
        ),
        Reading(repeat=Repeat(every=2)),
        Reading(repeat=Repeat(every=0, until=date(2026, 5, 1))),
        Reading(staff_id=7, staff_name="Maya"),
        Reading(location_id=4),
        *(Reading(cues=frozenset({cue})) for cue in Cue),
        *(Reading(cues=frozenset({cue})) for cue in (Cue.YES, Cue.NO)),
    ]
)


def _wishes_for_something(reading: Reading) -> bool:
    return reading.intent in {Intent.SCHEDULE, Intent.RESCHEDULE, Intent.CANCEL}


_any = st.builds(
    Reading,
    intent=st.sampled_from(Intent),
    confidence=st.floats(0, 1),
    cues=st.frozensets(st.sampled_from(Cue), max_size=3),
    name=st.none() | st.just("Bea Stone"),
    email=st.none() | st.just("bea@example.com"),
    phone=st.none() | st.just("+12125550142"),
    day=st.none() | days,
    by_weekday=st.booleans(),
    at=st.none() | times,
    part_of_day=st.none() | st.sampled_from(PartOfDay),
    not_before=st.none() | days,
    guest=st.none() | st.just("Ana"),
    bound=st.none() | st.sampled_from(Bound),
    not_weekdays=st.just(()) | st.just((2,)),
    question=st.none() | st.just("what do you charge?"),
    old_day=st.none() | days,
    further=st.just(()) | st.just(()) | st.lists(_plain.filter(_wishes_for_something), max_size=3).map(tuple),
    choice=st.none() | st.integers(-2, 9),
    service_id=st.none() | st.sampled_from([1, 2]),
    staff_id=st.none() | st.just(7),
    location_id=st.none() | st.sampled_from([3, 4]),
    repeat=st.none() | st.just(Repeat(times=4)),
    language=st.sampled_from(["en", "es", "fr"]),
)
_YES, _NO = frozenset({Cue.YES}), frozenset({Cue.NO})
#: What looks like an answer to a question and may be none, or not the one it looks like.
_TEMPTING = {
    Question.WHICH_SLOT: [
        Reading(intent=Intent.SCHEDULE, cues=_NO, at=time(15)),
        Reading(intent=Intent.SCHEDULE, cues=_NO, day=date(2026, 3, 3)),
        Reading(intent=Intent.SCHEDULE, cues=_NO, not_before=date(2026, 3, 9)),
        Reading(intent=Intent.SCHEDULE, not_before=date(2026, 3, 2)),
        Reading(intent=Intent.FAQ, cues=_YES),
    ],
    Question.CONFIRM_CANCEL: [
        Reading(cues=_YES),
        Reading(intent=Intent.FAQ, cues=_YES),
        Reading(intent=Intent.SCHEDULE, cues=_YES, day=date(2026, 3, 13)),
        Reading(intent=Intent.CANCEL, cues=_YES, service_id=2),
        Reading(cues=_YES | _NO),
    ],
    Question.CONFIRM_CHANGE: [
        Reading(cues=_YES),
        Reading(intent=Intent.FAQ, cues=_YES),
        Reading(intent=Intent.SCHEDULE, cues=_YES, at=time(15)),
        Reading(intent=Intent.SCHEDULE, cues=_NO, service_id=1),
    ],
    Question.NAME: [Reading(cues=_NO), Reading(intent=Intent.SCHEDULE, cues=_NO, at=time(11))],
    Question.WANT_PERSON: [
        Reading(intent=Intent.FAQ, cues=_YES),
        Reading(intent=Intent.CONTACT, cues=_NO | {Cue.WANTS_PERSON}),
    ],
}
kinds = st.lists(st.sampled_from([*WRITTEN, *_WORDLESS]), min_size=1, max_size=3).map(tuple) | st.sampled_from(
    [
        *((kind,) for kind in (*_CONSENT, *_CALLS, MessageKind.REACTION, MessageKind.SPEECH, MessageKind.KEYS)),
    ]
)


_seldom = st.sampled_from([False, False, False, True])


@st.composite
def utterances(draw: st.DrawFn, asked: Question | None, *, ordinary: bool = False) -> CustomerSpoke:
    """Something a customer does; ``ordinary`` leaves it at words of a customer who has not opted out."""
    tempting = _TEMPTING.get(asked) if asked else None
    readings = st.one_of(_plain, _plain, _any, *([st.sampled_from(tempting)] * 2 if tempting else []))
    spoken = draw(st.booleans())
    around = Circumstances(
        now=NOW + timedelta(hours=draw(st.integers(0, 30))),
        channel="voice" if spoken else "sms",
        spoken=spoken,
        business_name="Willow & Finch",
        timezone=str(ZONE),
        services=draw(st.sampled_from([(), SERVICES[:1], SERVICES])),
        locations=draw(st.sampled_from([(), LOCATIONS])),
        contact_name=draw(st.none() | st.just("Bea Stone")),
        opted_out=not ordinary and draw(_seldom),
        can_be_reached=not (spoken and draw(_seldom)),
        kinds=draw(kinds) if not ordinary and draw(_seldom) else (MessageKind.SPEECH if spoken else MessageKind.TEXT,),
        emergency=not ordinary and draw(_seldom),
        carrier_answered=not ordinary and draw(_seldom),
    )
    return CustomerSpoke(
        draw(st.sampled_from(["some words"] if ordinary else ["some words", "", " "])), draw(readings), around
    )


def _results_of_series(action: FindSeries | BookSeries | CancelAll) -> st.SearchStrategy[Result]:
    offers = st.lists(slots, max_size=3).map(tuple)
    match action:
        case FindSeries():
            clashes = st.lists(st.builds(Clash, starts, reasons, st.none() | slots), max_size=2).map(tuple)
            return st.builds(SeriesFound, offers, clashes, st.booleans())
        case BookSeries(slots=wanted):
            made = st.lists(appointments, max_size=3).map(tuple)
            return st.builds(SeriesBooked, st.just("s"), made, st.just(wanted[:1]))
        case CancelAll(appointment_ids=ids):
            one = appointments.map(lambda appointment: tuple(replace(appointment, id=pk) for pk in ids))
            return st.builds(CancelledAll, one)


def results(action: Query) -> st.SearchStrategy[Result]:
    """Return all that may come of an action, as the ports promise it."""
    offers = st.lists(slots, max_size=3).map(tuple)
    match action:
        case FindSlots(wish=wish):
            exact = st.builds(SlotsFound, st.just(wish), slots, st.just(()))
            none = st.builds(SlotsFound, st.just(wish), st.none(), offers, st.none() | reasons)
            return (exact | none) if wish.day and wish.at else none
        case Hold(slot=slot):
            kept = st.builds(Held, st.just(slot), st.just(NOW + timedelta(minutes=10)))
            return kept | st.builds(SlotRefused, st.just(slot), reasons, offers)
        case LetGo():
            return st.just(HoldEnded())
        case Book(slot=slot) | Move(slot=slot):
            of_kind = Booked if isinstance(action, Book) else Moved
            done: st.SearchStrategy[Result] = st.builds(of_kind, appointments)
            return done | st.builds(SlotRefused, st.just(slot), reasons, offers)
        case FindSeries() | BookSeries() | CancelAll():
            return _results_of_series(action)
        case FindAppointments():
            return st.builds(AppointmentsFound, st.lists(appointments, max_size=3).map(tuple))
        case Cancel(appointment_id=cancelled):
            return st.builds(Cancelled, appointments.map(lambda appointment: replace(appointment, id=cancelled)))
        case Confirm(appointment_id=confirmed):
            stands = appointments.map(lambda appointment: replace(appointment, id=confirmed))
            return st.builds(Confirmed, st.none() | stands)
        case JoinWaitlist() | LeaveWaitlist() | DeclinePlace() | SendCode() | CheckCode():
            return _other_results(action)
        case LookUpAnswer() | GiveAnswer() | KeepQuestion() | NoteTurnedDown():
            return _answers(action)
        case HandOver(reason=reason):
            return st.just(HandedOver(1, reason))


def _answers(action: LookUpAnswer | GiveAnswer | KeepQuestion | NoteTurnedDown) -> st.SearchStrategy[Result]:
    if isinstance(action, NoteTurnedDown):
        return st.just(TurnedDown(action.faq_id))
    keep = action.keep if isinstance(action, LookUpAnswer) else True
    missing: st.SearchStrategy[Result] = st.just(AnswerMissing(action.question, kept=keep))
    if isinstance(action, KeepQuestion):
        return missing
    found = st.builds(AnswerFound, st.just(3), st.just("Yes."), question=st.just(action.question))
    if isinstance(action, GiveAnswer):
        return found | missing
    return found | st.just(AnswerUnclear(action.question, CHOICES)) | missing


def _other_results(
    action: JoinWaitlist | LeaveWaitlist | DeclinePlace | SendCode | CheckCode,
) -> st.SearchStrategy[Result]:
    match action:
        case JoinWaitlist(service_id=service_id):
            return st.builds(WaitlistJoined, st.just(service_id), days)
        case LeaveWaitlist():
            return st.builds(WaitlistLeft, st.booleans())
        case DeclinePlace(slot=slot):
            return st.just(PlaceDeclined(slot))
        case SendCode():
            return st.builds(CodeSent, st.booleans())
        case CheckCode():
            return st.builds(Proven, appointments) | st.builds(CodeRefused, st.booleans())


@dataclass
class Round:
    """One event and what was decided about it."""

    event: Event
    actions: tuple[Action, ...]

    @property
    def says(self) -> list[Say]:
        return [action for action in self.actions if isinstance(action, Say)]


@dataclass
class Told:
    """One turn of the customer's, with everything that came of it."""

    spoke: CustomerSpoke
    before: ConversationState
    after: ConversationState
    rounds: list[Round] = field(default_factory=list)

    @property
    def says(self) -> list[Say]:
        return [say for each in self.rounds for say in each.says]

    @property
    def actions(self) -> list[Action]:
        return [action for each in self.rounds for action in each.actions]


#: No wish comes to more than five, and a turn to no more than four wishes; the pipeline gives up a little later.
MOST_ROUNDS = 20


def tell(draw: st.DrawFn, state: ConversationState, spoke: CustomerSpoke) -> Told:
    """Let the customer speak, and let whatever is asked for happen, until only words are left."""
    told = Told(spoke, state, state)
    waiting: list[Event] = [spoke]
    while waiting:
        event = waiting.pop(0)
        told.after, actions = advance(told.after, event)
        told.rounds.append(Round(event, actions))
        assert len(told.rounds) <= MOST_ROUNDS, "the dialogue does not come to an end"
        waiting[:0] = [
            draw(results(action)) for action in actions if not isinstance(action, Say | RememberContact | SetConsent)
        ]
    return told


#: What may be meant by a question.
CHOICES = (Choice(3, "Is there parking?"), Choice(4, "Where are you?"))
#: What the diary has offered, or booked, before a conversation that is taken up midway.
OFFERED = tuple(Slot(1, 7, "Maya", datetime(2026, 3, day, 15, tzinfo=ZONE)) for day in (3, 5))
BOOKED = Appointment(1, 1, "Haircut", "Maya", datetime(2026, 3, 12, 11, tzinfo=ZONE))
_OTHER = Appointment(2, 2, "Beard trim", "Maya", datetime(2026, 3, 13, 11, tzinfo=ZONE))
_AT_ELEVEN = Wish(day=date(2026, 3, 12), at=time(11))
beginnings = st.sampled_from(
    [
        ConversationState(),
        ConversationState(goal=Goal.SCHEDULE, asked=Question.SERVICE),
        ConversationState(goal=Goal.SCHEDULE, asked=Question.WHICH_SLOT, service_id=1, offered=OFFERED),
        ConversationState(goal=Goal.SCHEDULE, asked=Question.NAME, service_id=1, chosen=OFFERED[0]),
        ConversationState(goal=Goal.RESCHEDULE, asked=Question.WHEN, appointment=BOOKED),
        ConversationState(goal=Goal.RESCHEDULE, asked=Question.WHICH_SLOT, appointment=BOOKED, offered=OFFERED[:1]),
        ConversationState(goal=Goal.CANCEL, asked=Question.CONFIRM_CANCEL, appointment=BOOKED),
        ConversationState(
            goal=Goal.CANCEL,
            asked=Question.CONFIRM_CANCEL,
            appointment=BOOKED,
            wishes=(
                Reading(intent=Intent.SCHEDULE, service_id=2, day=date(2026, 3, 5), at=time(15)),
                Reading(intent=Intent.RESCHEDULE, old_day=date(2026, 3, 13), at=time(9)),
                Reading(intent=Intent.CANCEL, service_id=2),
            ),
        ),
        ConversationState(
            goal=Goal.RESCHEDULE, asked=Question.CONFIRM_CHANGE, appointment=BOOKED, new_service_id=2, wish=_AT_ELEVEN
        ),
        ConversationState(appointment=BOOKED),
        ConversationState(goal=Goal.CANCEL, asked=Question.WHICH_APPOINTMENT, appointments=(BOOKED, _OTHER)),
        ConversationState(goal=Goal.CANCEL, asked=Question.CONFIRM_CANCEL, appointments=(BOOKED, _OTHER)),
        ConversationState(
            goal=Goal.RESCHEDULE, asked=Question.WHICH_APPOINTMENT, appointments=(BOOKED,), wish=_AT_ELEVEN
        ),
        ConversationState(
            goal=Goal.SCHEDULE, asked=Question.JOIN_WAITLIST, service_id=1, missed=Wish(day=date(2026, 3, 5))
        ),
        ConversationState(goal=Goal.CANCEL, asked=Question.CLAIM_NAME, claim=Claim()),
        ConversationState(goal=Goal.RESCHEDULE, asked=Question.CODE, claim=Claim(name="Bea")),
        ConversationState(goal=Goal.WAIT, asked=Question.SERVICE),
        initiative.ask(
            ConversationState(),
            OwnQuestion(question=Question.TAKE_PLACE, asked_at=NOW, open_until=OFFERED[0].start),
            Facts(slots=OFFERED[:1]),
        ),
        initiative.ask(
            ConversationState(),
            OwnQuestion(question=Question.TAKE_PLACE, asked_at=NOW, open_until=OFFERED[0].start),
            Facts(slots=OFFERED[:1], appointment=BOOKED),
        ),
        ConversationState(asked=Question.FOR_ANOTHER, appointment=BOOKED),
        ConversationState(asked=Question.WANT_PERSON),
        ConversationState(topic="Where can I park?"),
        ConversationState(
            asked=Question.WHICH_ANSWER,
            topic="Where?",
            choices=CHOICES,
        ),
        ConversationState(asked=Question.ANYTHING_ELSE, appointment=BOOKED),
    ]
)


@st.composite
def conversations(draw: st.DrawFn, *, ordinary: bool = False) -> list[Told]:
    """A conversation of a few turns, from its beginning or from midway, whatever is said and whatever comes of it."""
    state: ConversationState = draw(beginnings)
    story: list[Told] = []
    for _ in range(draw(st.integers(1, 6))):
        told = tell(draw, state, draw(utterances(state.asked, ordinary=ordinary)))
        story.append(told)
        state = told.after
    return story
