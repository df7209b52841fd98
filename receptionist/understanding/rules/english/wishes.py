"""What English speakers say when they want an appointment."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S = Intent.SCHEDULE

_WANT = "(i|we|i'd|we'd|id|i'll|we'll) (would)? (like|want|need|wanna|love|wish|hope)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (S, 3.0, "book|schedule|reserve|schredule|shedule|rebook|arrange ... <booking:>"),
    (
        S,
        3.0,
        (
            "(make|set|get|have|setup|need|want|like|create|fix|request|place|take) (up)? (a|an|the|my|another|some|"
            "new)? ... <booking:>"
        ),
    ),
    (S, 2.0, f"{_WANT} (to)? (book|schedule|reserve|come|arrange|see|visit|tour|view|stay)"),
    (S, 2.0, "(can|could|may|shall) (i|we|you) (please)? (book|schedule|reserve|come|get|squeeze|fit|see|have|put)"),
    (S, 1.5, "(book|schedule|reserve|booking|appointment|appt|reservation)"),
    (S, 1.5, "<booking:> (for|on|at|with|tomorrow|today|please)"),
    (
        S,
        2.5,
        (
            "(do|have|any|anything|is|are|got) ... (available|availability|availabilities|opening|openings|free|"
            "slots|slot|space)"
        ),
    ),
    (S, 2.5, "do you have (anything|something|any|a|room|time|space|an)"),
    (S, 2.0, "(availability|availabilities|openings) (for|on|this|next|tomorrow|today)"),
    (S, 2.0, "(fit|squeeze|pencil|put|get) (me|us) (in|down)"),
    (
        S,
        1.5,
        (
            f"{_WANT} (a|an|to get|to have|my) (...)? (haircut|cut|trim|checkup|check|cleaning|massage|facial|exam|"
            "consultation|table|room)"
        ),
    ),
    (
        S,
        1.5,
        (
            "(see|visit|meet) (a|an|the|my|dr|doctor|with) (...)? (doctor|dentist|therapist|stylist|dr|hygienist|"
            "specialist)?"
        ),
    ),
    (S, 1.0, "(how about|what about|works for me|that works|see you|come in|stop by|drop by)"),
    (S, 2.0, "(need|want|like|love|wish|hoping|looking|trying|have|going|is) to (book|schedule|reserve)"),
    (S, 2.0, "^ (hi|hello|hey|please|yes|ok|,)? (please)? (book|schedule|reserve)"),
    (S, 2.5, "(let|lets|let us|shall we|go ahead and|proceed with|help me (in|with|to|by)?) <to_book:>"),
    (S, 2.5, "(scheduling|reserving|making|booking|arranging) (a|an|the|my) (...)? <booking:>"),
    (
        S,
        4.0,
        "(find|get|locate|search|look|looking|show) (for|up)? (me|us)? (for)? (a|an|the)? ... <provider:>",
    ),
    (S, 2.5, "(find|get|show|check|see) (me|us)? (something|anything) (...)? (on|at|for|in|before|after|around)"),
    (S, 3.0, "(need|needs|want|wants|get|have|like) ... (scheduled|booked|arranged|reserved)"),
    (
        S,
        2.5,
        (
            "(need|needs|want|get|like) (to get|to have)? (my|our|some|a|the|it) ... (done|fixed|checked|cut|repaired|"
            "cleaned|coloured|colored|looked at|changed|inspected|serviced|trimmed|removed|installed)"
        ),
    ),
    (S, 2.5, "(someone|somebody|anyone) (to|can|could|needs to|should|please)? (look|check|see|inspect|fix|repair)"),
    (
        S,
        2.0,
        (
            "my ... (hurts|hurt|aches|sick|ill|unwell|broken|broke|leaking|leaks|limping|bleeding|swollen|chipped|"
            "cracked|infected)"
        ),
    ),
    (S, 2.0, "(toothache|my (...)? light (...)? on|(accept|take) (this|that) one)"),
    (
        S,
        2.5,
        "(stay|accommodation|lodging|room|rooms) ... (for|from|until) (a|the|<number:>)? (night|<unit:>|<people:>)",
    ),
    (S, 2.5, "<number:> nights (accommodation|stay|in)"),
    (
        S,
        6.0,
        (
            "(what|which|when) (time|times|day|days|slot|slots|openings|dates|hours)? (do you have|have you got|are "
            "(there|free|available|left)|is (free|available)) (...)? (<weekday:>|<relative_day:>|<part:>|next|this)?"
        ),
    ),
    (S, 2.5, "(put|sign|pencil|slot) (me|us) (down|up|in) for"),
    (S, -2.5, "(take|takes|do|does|accept|accepts|need) reservations|bookings|appointments"),
    (S, -5.0, "(do|does|did) (i|we|he|she) (still|already)? have (a|an|any|my)? <booking:>"),
)
