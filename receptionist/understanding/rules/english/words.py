"""English words with a value, and the common words by which English is recognised."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.patterns import words
from receptionist.understanding.rules.temporal.clocks import AFTERNOON, AM, EVENING, MORNING, PM, TONIGHT
from receptionist.understanding.rules.temporal.distances import DAY, FORTNIGHT, HOUR, MINUTE, MONTH, WEEK, YEAR

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTHS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

CARDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(words(f"{_UNITS} eighteen nineteen"))},
    **{word: n * 10 for n, word in enumerate(words(_TENS), start=2)},
}
#: What stands between tens and ones: "thirty-four".
JOINS_TENS = frozenset(("-",))
ORDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(words(_NTHS), start=1)},
    "thirtieth": 30,
    "twelvth": 12,
}
ORDINAL_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
FILLERS = frozenset(("um", "uh", "uhm", "umm", "er", "erm", "hmm", "hm", "ah", "eh"))

_WEEKDAYS = (
    "monday mon mondays",
    "tuesday tue tues tuesdays",
    "wednesday wed weds wednesdays wensday",
    "thursday thu thur thurs thursdays",
    "friday fri fridays",
    "saturday sat saturdays saterday",
    "sunday sun sundays",
)
_MONTHS = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)


def _numbered(groups: tuple[str, ...], first: int) -> dict[str, int]:
    return {word: n for n, group in enumerate(groups, start=first) for word in words(group)}


_TOMORROWS = "tomorrow tommorow tomorrows tmrw tmr tmw tmrow tmoro tomoz tomo tomorro"

CATEGORIES: Mapping[str, Mapping[str, int]] = {
    "weekday": _numbered(_WEEKDAYS, 0),
    "month": _numbered(_MONTHS, 1),
    "relative_day": {
        "today": 0,
        "todays": 0,
        "tdy": 0,
        **dict.fromkeys(words(_TOMORROWS), 1),
        "yesterday": -1,
    },
    "unit": {
        **dict.fromkeys(("day", "days"), DAY),
        **dict.fromkeys(("week", "weeks", "wk", "wks"), WEEK),
        **dict.fromkeys(("fortnight", "fortnights"), FORTNIGHT),
        **dict.fromkeys(("month", "months"), MONTH),
        **dict.fromkeys(("year", "years"), YEAR),
        **dict.fromkeys(("hour", "hours", "hr", "hrs"), HOUR),
        **dict.fromkeys(("minute", "minutes", "min", "mins"), MINUTE),
    },
    "long_unit": {
        **dict.fromkeys(("day", "days"), DAY),
        **dict.fromkeys(("week", "weeks"), WEEK),
        "fortnight": FORTNIGHT,
        **dict.fromkeys(("month", "months"), MONTH),
        **dict.fromkeys(("year", "years"), YEAR),
    },
    "count": {"a": 1, "an": 1, "couple": 2},
    "half": {"am": AM, "pm": PM},
    "part": {
        **dict.fromkeys(("morning", "mornings", "breakfast"), MORNING),
        **dict.fromkeys(("afternoon", "afternoons", "afternon", "arvo", "lunch", "lunchtime"), AFTERNOON),
        **dict.fromkeys(("evening", "evenings", "evning", "night", "nite", "dinner", "supper"), EVENING),
        **dict.fromkeys(("tonight", "tonite"), TONIGHT),
    },
    "this": {"this": 1},
    #: "Fiveish".
    "hourish": {f"{word}ish": n for n, word in enumerate(words(_UNITS)[1:13], start=1)},
    "quarter": {"quarter": 15},
    "half_hour": {"half": 30},
    "ago": {"ago": 1},
    #: The thirds of a month.
    "third": {**dict.fromkeys(words("early beginning start"), 1), "mid": 2, "middle": 2, "late": 3, "end": 3},
    "next": {"next": 1, "following": 1},
    "nth": {"last": -1},
    "people": dict.fromkeys(
        words(
            """
            people persons person guests guest adults adult kids children diners pax friends others of nights night days
            weeks hours minutes months years times rooms beds seats tickets tables bucks dollars pounds euros percent
            miles minute hour
            """
        ),
        0,
    ),
    "question_mark": {"?": 0},
    "to_book": dict.fromkeys(
        words("book booking schedule scheduling reserve reserving make making arrange arranging find finding"), 0
    ),
    "provider": dict.fromkeys(
        words(
            """
            restaurant restaurants dentist doctor stylist hairdresser barber salon spa therapist clinic hotel hotels
            table place room rooms physician dermatologist gynecologist psychologist psychiatrist optometrist
            physiotherapist mechanic vet
            """
        ),
        0,
    ),
    #: What people have seen to: parts of them, their pets, what they drive, and what breaks down at home.
    "cared_for": dict.fromkeys(
        words(
            """
            teeth tooth gums filling crown hair beard roots nails brows eyebrows lashes skin back neck knee knees
            shoulder foot feet ears eyes braces dentures glasses dog cat puppy kitten pet car truck van bike motorcycle
            vehicle engine brakes tire tires tyre tyres windshield windscreen boiler furnace heater radiator ac
            thermostat fridge freezer oven dishwasher washer dryer roof drain drains pipe pipes tap faucet sink toilet
            shower gutters lawn yard carpet carpets
            """
        ),
        0,
    ),
    "booking": dict.fromkeys(
        words(
            """
            appointment appointments appt appts apptmt appoinment appointmnt apointment booking bookings reservation
            reservations reservaton visit visits session sessions consultation consult slot slots timeslot timeslots
            table meeting meetings event events checkup viewing
            """
        ),
        0,
    ),
}
#: Categories of words to which numbers belong too.
ALSO: Mapping[str, str] = {"count": "number", "nth": "ordinal"}

#: Names of people that the patterns speak of, too.
PEOPLE = frozenset(words("burns fawkes george guy king luther martin patrick paddy patty"))

#: Words by which English is known. None of them is a name.
COMMON = frozenset(
    words(
        """
        about after again all also am an and any anything are around as at available back be because been before
        but by call can cannot can't could day did do does doesn't don't done else email evening every fine
        first for from get give go good great have haven't he hello her here hey hi him his how i i'd i'll i'm
        i've if im in instead is isn't it its just know last later let like look make may maybe me mine more
        morning much my name need new next no nope not nothing now number of off ok okay on one or our out ours
        over phone please really right same say see she should so some something soon sorry sounds still sure
        take than thank thanks that the their them then there these they thing think this those time to today
        tomorrow too under until up us very wait want was we week well were what what's when where which who why
        will with won't work works would yeah yep yes yet you your yours street road avenue apt extension
        address ph mobile cell tel contact friend customer account monday tuesday wednesday thursday friday
        saturday sunday you're they're we're we'd you'd you'll we'll they'll he'll she'll they'd it'll that'll
        we've you've they've
        """
    )
)
