"""The reader that needs no model: a grammar of small tables, one folder a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from receptionist.domain.diary import StaffMember
from receptionist.domain.reading import Bound, Cue, Intent, Reading
from receptionist.domain.repeats import Repeat
from receptionist.ports import Utterance
from receptionist.understanding.explained import Explained, sightings
from receptionist.understanding.rules import asked
from receptionist.understanding.rules.asides import divide, questions
from receptionist.understanding.rules.countries import country_of
from receptionist.understanding.rules.emails import find_email
from receptionist.understanding.rules.errands import states_when, without_what_stays
from receptionist.understanding.rules.found import blanked, without
from receptionist.understanding.rules.intents import Evidence, decide, taken_over, weigh
from receptionist.understanding.rules.language import Language, detect, languages
from receptionist.understanding.rules.limits import Excluded, exclude_weekdays, find_bound
from receptionist.understanding.rules.lines import Line
from receptionist.understanding.rules.names import find_guest, find_name
from receptionist.understanding.rules.parts import Parts
from receptionist.understanding.rules.phones import find_phone
from receptionist.understanding.rules.services import find_services
from receptionist.understanding.rules.signs import find_choice, find_cues
from receptionist.understanding.rules.staff import find_staff
from receptionist.understanding.rules.temporal.choose import Purpose, Timing, choose
from receptionist.understanding.rules.temporal.compose import Anchor, anchored, joined
from receptionist.understanding.rules.temporal.repeats import find_repeat
from receptionist.understanding.rules.temporal.values import Around, find_candidates
from receptionist.understanding.rules.tokens import Token, clip, fold, tokenize
from receptionist.understanding.several import explain_several

#: Countries that write 5/6 for the sixth of May: the United States and their territories, Canada, the Philippines.
_MONTH_FIRST = frozenset(("US", "AS", "GU", "MP", "PR", "UM", "VI", "CA", "PH"))
#: How many of the messages before are looked through for what "an hour later" counts from.
_REMEMBERED = 4
_WISHES = (Intent.SCHEDULE, Intent.RESCHEDULE)
_PURPOSES = {Intent.RESCHEDULE: Purpose.MOVE, Intent.CANCEL: Purpose.CANCEL}


class RulesReader:
    """Reads by rules alone: no network, no key, and the same answer every time."""

    name = "rules"
    needs_history = False

    def read(self, utterance: Utterance) -> Reading:
        """Say what the utterance states; raises nothing, whatever the text."""
        return self.explain(utterance).reading

    def explain(self, utterance: Utterance) -> Explained:
        """Read, and say which words led to the intent, the day and the time, and which others were seen."""
        tokens = tokenize(clip(utterance.text))
        language = detect(tokens, utterance.language)
        line = language.vocabulary.line(utterance.text, tokens)
        parts = Parts(line, language)
        if (rest := without_what_stays(parts)) is not None:
            return self.explain(replace(utterance, text=rest, language=language.code))
        return explain_several(utterance, parts, self._explain_part) or self._explain_one(utterance, parts)

    def _explain_part(self, utterance: Utterance, offset: int, borrowed: Intent | None) -> Explained:
        tokens = tokenize(utterance.text)
        language = languages()[utterance.language]
        parts = Parts(language.vocabulary.line(utterance.text, tokens), language)
        return self._explain_one(utterance, parts, offset, borrowed)

    def _explain_one(
        self, utterance: Utterance, parts: Parts, offset: int = 0, borrowed: Intent | None = None
    ) -> Explained:
        language, divided = parts.language, divide(parts)
        if divided is None:
            explained = self._explain(utterance, offset, borrowed)
            return replace(explained, reading=replace(explained.reading, questions=questions(parts)))
        # A service or a day in the question is not the one that is to be booked or cancelled.
        said = replace(utterance, language=language.code)
        errand = self._explain(replace(said, text=divided.errand), offset=offset + divided.errand_start)
        reading = errand.reading
        if reading.intent is Intent.UNKNOWN:
            # "Do you take walk-ins, or by appointment only?" holds a word of an errand, and none.
            return self._explain(utterance, offset, borrowed)
        if reading.intent in _WISHES and not states_when(reading):
            # "I need a haircut. Are you open at five?": who states no day for the wish means that of the question.
            reading = _at_the_time_of(reading, self._explain(replace(said, text=divided.question)).reading)
        return replace(errand, reading=replace(reading, question=divided.question))

    def _explain(self, utterance: Utterance, offset: int = 0, borrowed: Intent | None = None) -> Explained:
        tokens = tokenize(text := clip(utterance.text))
        language = detect(tokens, utterance.language)
        topics = asked.topics(utterance, language)
        email = find_email(text, tokens, language, is_expected="email" in topics)
        phone = find_phone(blanked(text, email), without(tokens, email), language, utterance.timezone)
        line = language.vocabulary.line(text, tokens := without(tokens, email, phone))
        name = _unless_service(find_name(line, language, is_asked="name" in topics), utterance, language)
        services = find_services(tokens, utterance.services)
        evidence = weigh(line, language) if borrowed is None else taken_over(borrowed)
        purpose, excluded = _plan(line, language, evidence)
        repeat, timing = _read_how_often(excluded.rest, language, around(utterance), topics=topics, purpose=purpose)
        choice = find_choice(line, language, timing, topics) if "choice" in topics else None
        timing = timing if choice is None else Timing()
        verdict = decide(
            evidence,
            states_when=timing.is_stated or bool(excluded.weekdays),
            gives_contact=bool(name or email or phone),
            names_service=bool(services),
        )
        reading = replace(
            _stating(timing, find_bound(line, language, timing), excluded),
            intent=verdict.intent,
            confidence=verdict.confidence,
            cues=find_cues(line, language) | _cues_of(timing),
            name=name,
            guest=find_guest(line, language),
            email=email.value if email else None,
            phone=phone.value if phone else None,
            repeat=repeat,
            choice=choice,
            service_id=_the_one_of(services),
            urgency=_urgency(line, language),
            language=language.code,
        )
        reading = _with_whom_and_where(reading, tokens, utterance, language=language, topics=topics)
        return Explained(reading, (*verdict.reasons, *timing.reasons), sightings(timing, offset))


def _stating(timing: Timing, bound: Bound | None, excluded: Excluded) -> Reading:
    return Reading(
        day=timing.day,
        old_day=timing.old_day,
        old_at=timing.old_at,
        by_weekday=any(each.when.is_weekday and each.when.day == timing.day for each in timing.candidates),
        at=timing.at,
        # "In the afternoon, before six": beside a mere edge the part of the day still says something.
        part_of_day=timing.part if bound or timing.at is None else None,
        not_before=timing.not_before,
        bound=bound,
        not_weekdays=excluded.weekdays,
    )


def _read_how_often(
    line: Line, language: Language, here: Around, *, topics: frozenset[str], purpose: Purpose
) -> tuple[Repeat | None, Timing]:
    """Resolve what repeats, and the day and the time of the first."""
    repeat, rest = find_repeat(line, language.repeats, here.today, is_asked="repeat" in topics)
    return repeat, read_when(rest, language, here, topics=topics, purpose=purpose)


def _with_whom_and_where(
    reading: Reading, tokens: Sequence[Token], utterance: Utterance, *, language: Language, topics: frozenset[str]
) -> Reading:
    """Add the person and the location that are asked for; whom the customer asks for is not the customer."""
    is_answer = bool(topics & {"choice", "time"}) and "name" not in topics and reading.name is None
    staff = find_staff(tokens, utterance.staff, language, is_answer=is_answer) if utterance.staff else None
    where = _the_one_of(find_services(tokens, utterance.locations))
    reading = replace(reading, location_id=where)
    if staff is None:
        return reading
    name = None if _is_called(reading.name, staff) else reading.name
    return replace(reading, staff_id=staff.id, staff_name=staff.name, name=name)


def _plan(line: Line, language: Language, evidence: Evidence) -> tuple[Purpose, Excluded]:
    """Tell what a day would be for, and which days it cannot be."""
    purpose = _PURPOSES.get(evidence.changes, Purpose.NEW) if evidence.changes else Purpose.NEW
    # An appointment that is called off is named by the day that will not do.
    return purpose, Excluded((), line) if purpose is Purpose.CANCEL else exclude_weekdays(line, language)


def _urgency(line: Line, language: Language) -> str | None:
    return next((level for level, pattern in language.urgency if pattern.find(line)), None)


def _at_the_time_of(reading: Reading, other: Reading) -> Reading:
    return replace(
        reading,
        day=other.day,
        at=other.at,
        part_of_day=other.part_of_day,
        not_before=other.not_before,
        bound=other.bound,
        cues=reading.cues | other.cues & {Cue.NO_SUCH_DAY, Cue.PAST_DAY},
    )


def _cues_of(timing: Timing) -> frozenset[Cue]:
    """Tell of a wish for a day that cannot be."""
    told = ((Cue.NO_SUCH_DAY, timing.is_no_day), (Cue.PAST_DAY, timing.is_past))
    return frozenset(cue for cue, is_so in told if is_so)


def _unless_service(name: str | None, utterance: Utterance, language: Language) -> str | None:
    """Take "rather a beard trim" for no name though one was asked for; who says or spells "Beard" is called so."""
    if name is None or _letters(name) == _letters(utterance.text):
        return name
    telling = [token for token in tokenize(name) if token.norm not in language.common]
    known = (utterance.services, utterance.locations)
    are_services = all(any(find_services((token,), named) for named in known) for token in telling)
    return None if are_services else name


def _is_called(name: str | None, staff: StaffMember) -> bool:
    """Whether what was taken for the customer's name is that of the person who is asked for."""
    return name is not None and {fold(word) for word in name.split()} <= {fold(word) for word in staff.name.split()}


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _the_one_of(services: frozenset[int]) -> int | None:
    """Take the service that is named; of several only the customer knows which, and is better asked than guessed."""
    return next(iter(services)) if len(services) == 1 else None


def resolve(words: str, utterance: Utterance) -> Timing:
    """Resolve words for a day and a time, taken out of an utterance by whoever reads it."""
    text = clip(words)
    tokens = tokenize(text)
    language = detect(tokenize(clip(utterance.text)), utterance.language)
    line = language.vocabulary.line(text, tokens)
    topics = asked.topics(utterance, language) | {"time"}
    return read_when(line, language, around(utterance), topics=topics)


def resolve_email(words: str, utterance: Utterance) -> str | None:
    """Read words taken out of an utterance as an e-mail address; None where they are none."""
    text = clip(words)
    language = detect(tokenize(clip(utterance.text)), utterance.language)
    found = find_email(text, tokenize(text), language, is_expected=True)
    return found.value if found else None


def resolve_phone(words: str, utterance: Utterance) -> str | None:
    """Read words taken out of an utterance as a phone number; None where they are none, such as a day in figures."""
    text = clip(words)
    language = detect(tokenize(clip(utterance.text)), utterance.language)
    found = find_phone(text, tokenize(text), language, utterance.timezone)
    return found.value if found else None


def around(utterance: Utterance) -> Around:
    """Stand where the business stands: its clock, and its country's way of writing 5/6."""
    try:
        zone = ZoneInfo(utterance.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    month_first = country_of(utterance.timezone) in _MONTH_FIRST
    said_before = tuple(text for _, text in utterance.history[-_REMEMBERED:])
    return Around(
        utterance.now.astimezone(zone),
        month_first=month_first,
        spoken_of=utterance.spoken_of and utterance.spoken_of.astimezone(zone),
        said_before=said_before,
    )


def read_when(
    line: Line,
    language: Language,
    here: Around,
    *,
    topics: frozenset[str] = frozenset(),
    purpose: Purpose = Purpose.NEW,
) -> Timing:
    """Resolve the days and times in a line; ``topics`` tells whether a bare number may be one."""
    rules = language.rules + (language.moves if purpose is Purpose.MOVE else language.ranges)
    # In this order: a bare "4" is an hour where a time was asked for as well as a day.
    rules += language.answers_time if "time" in topics else language.unasked
    if "day" in topics:
        rules += language.answers_day
    found = joined(find_candidates(line, rules, here), line)
    if any(candidate.when.shift for candidate in found):
        found = anchored(found, _spoken_of(language, here))
    return choose(found, line, language.roles, now=here.now, purpose=purpose)


def _spoken_of(language: Language, here: Around) -> Anchor:
    """Find the day and the one time that were spoken of last: of several times none is meant more than the others."""
    if here.spoken_of:
        return Anchor(here.spoken_of.date(), here.spoken_of.time())
    for words in reversed(here.said_before):
        text = clip(words)
        said = replace(here, said_before=())
        timing = read_when(language.vocabulary.line(text, tokenize(text)), language, said)
        times = {candidate.when.clock for candidate in timing.candidates if candidate.when.clock}
        if timing.day or times:
            return Anchor(timing.day or here.today, timing.at if len(times) == 1 else None)
    return Anchor(here.today)
