"""What English speakers say when they want an appointment."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english.parts import openings, troubles

S = Intent.SCHEDULE

_WANT = "(i|we|i'd|we'd|id|i'll|we'll) (would)? (like|want|need|wanna|love|wish|hope)"

#: What is done for people, pets, homes and cars by appointment.
_SERVICE = (
    "(haircut|cut|trim|fade|shave|perm|blow dry|wash|clean|valet|groom|polish|flu shot|highlights|"
    "colour|color|manicure|pedicure|nails|waxing|facial|massage|checkup|"
    "check up|cleaning|filling|extraction|root canal|whitening|braces|exam|examination|physical|vaccine|vaccination|"
    "vaccinations|shot|shots|jab|booster|x ray|scan|blood test|consultation|follow up|therapy|grooming|oil change|"
    "service|servicing|tune up|inspection|rotation|alignment|brakes|brake pads|repair|repairs|estimate|quote|fitting|"
    "lesson|tour|viewing|appointment|cab|taxi|doctor|dentist|vet|plumber|electrician)"
)
#: Whose appointment it may be.
_WHOSE = "(my|our|his|her|their) (...)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *troubles.ROWS,
    *openings.ROWS,
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
    (S, 2.0, "(fit|squeeze|pencil|put|get|book|slot|hook) (me|us) (in|down|up)"),
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
    (S, 2.5, "(add|make|book|get) (me|us)? (a new|another|one more) (one|<booking:>)"),
    (S, 2.0, "give me (<weekday:>|<relative_day:>|(a|an|the) <booking:>)"),
    (S, 2.5, "add (a|an|another) ... (for|on|at)"),
    (S, 2.5, "(let|let us|shall we|go ahead and|proceed with|help me (in|with|to|by)?) <to_book:>"),
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
    (S, 2.5, "(put|sign|pencil|slot) (me|us) (down|up|in) for"),
    (S, -2.5, "(take|takes|do|does|accept|accepts|need) reservations|bookings|appointments"),
    # What needs doing
    (
        S,
        2.5,
        (
            "(need|needs|want|wants|wanna|like|love|book|schedule|get|getting|having) (a|an|some|new|my|his|"
            "her|the|to get|to "
            f"have)? ... {_SERVICE}"
        ),
    ),
    (S, 3.0, "(add|book|make|schedule|squeeze in) (another|one more|a second)"),
    (S, 3.0, "do (another|one more|a second) (one|for|<booking:>)"),
    (S, 3.0, f"(due|overdue|time|ready) for (a|an|the|some|my|our|his|her|their|another)? ... {_SERVICE}"),
    (S, 2.0, f"{_WHOSE} (needs|wants|is due|has to get|needs to) (a|an|some|his|her|its|to)?"),
    (S, 2.0, "(i|we) (just|think i|really|kinda|probably|also)? (need|want) (a|an|some|new|the)"),
    (
        S,
        -2.5,
        (
            "(need|want) (a|an|some|new|the|my|more|to) ... (refund|receipt|invoice|copy|help|answer|information|card|"
            "loan|money|password|account|assistance|charger|towels|complaint|know|ask|cancel|change|speak|talk)"
        ),
    ),
    (
        S,
        2.5,
        (
            "(can|could|would|will|should) (you|someone|somebody|anyone|he|she|they|the <provider:>|dr|i) (guys|"
            "please|possibly)? (come|stop by|take a look|have a look|look at (my|our|it|him|her|this)|fix|repair|"
            "replace|see my|see me|see us|see her|see him|do my|do me)"
        ),
    ),
    (S, 2.5, "(look at|looked at|seen (by|today|tomorrow|this|asap|as)|bring (it|him|her|them|my|the|our) (...)? in)"),
    (S, 3.0, "(quit|stopped|won't|isn't|not) (working|start|turn on|heating|cooling|draining|flush)"),
    (S, 2.0, "(as (soon|early) as ((you|they|he|she) can|possible)|asap)"),
    (S, 2.0, "whenever (suits|works|you (can|want|like|are free)|is (good|convenient|best|fine)|there is)"),
    (S, 2.0, "(room|space|table|place) for <number:>"),
    (S, 2.5, "(party|table|group) (of|for) <number:>"),
    (S, 2.0, "^ (yes|ok|hi|hello|hey|,)? <number:> (works|is (fine|good|great|perfect)|will do)"),
    (S, 2.0, "(chipped|cracked|broke|broken|lost|knocked out) (my|a|her|his) (...)? (tooth|crown|filling|nail)"),
    # What is asked for
    (
        S,
        4.5,
        (
            "(put|get|jot|write|mark|slot|add|pencil|sign|count) (me|us|my name|our name|him|her) (down|in|up|on the "
            "(list|schedule|waitlist|books|calendar))"
        ),
    ),
    (
        S,
        2.5,
        (
            "(grab|snag|take|get|nab|have) (a|an|the|your) (slot|spot|seat|table|appt|appointment|opening|"
            "<hour:>|<clock:>)"
        ),
    ),
    (S, 2.0, f"{_WANT} to (get|have|do|try|come|be|drop|bring|stop|visit|swing|meet|go|eat|dine|set)"),
    (
        S,
        2.5,
        "(come|coming|pop|swing|stop|drop|get) (in|by|over|round) (for|to|on|at|this|today|tomorrow|next|<weekday:>)",
    ),
    (
        S,
        2.0,
        "(hoping|looking|trying|calling|need) to (get|see|come|set|arrange|make)",
    ),
    (S, 2.0, "(make|get|have|need) (an|a|my)? (appt|appointment|reservation|booking)"),
    (
        S,
        2.5,
        (
            "(possible|able|way) (for (you|someone|me|us))? to (have|get|see|come|bring|book|schedule|reserve) "
            "(someone|somebody|a|an|my|me|us|it|in)"
        ),
    ),
    (S, 3.0, "(add|include) ((me|us|my) (...)? (to|on)|a (meeting|appointment|booking|session|slot))"),
    (
        S,
        3.0,
        (
            "(looking for|need|want|find|get|send) (someone|somebody|a person|a tech|a technician|a guy|anyone) (to|"
            "who|out|over)?"
        ),
    ),
    (S, 3.0, "send (over|out|me|us)? (a|an|someone|somebody|your|the)"),
    (S, 3.0, "(set|line|fix) (something|it|that|things|this)? up (with|for)?"),
    (
        S,
        2.0,
        (
            "(should|must|have to|has to|got to|gotta|supposed to|told to|asked to|referred to) (see|be seen|get|"
            "visit|have|come in|make)"
        ),
    ),
    (S, 2.5, "(possible|ok|okay|available|good) for (a|an|my|me|us) ..."),
    (S, 2.0, "(be|get|getting) seen"),
    (S, 4.0, "(need|want|like|have|love) to be (booked|rebooked|seen|scheduled)"),
    (S, -4.5, "first time (<booking:>|here|with|customer|client|patient|visitor|caller|user|.|,|$)"),
    (S, -4.0, "on the (phone|line)"),
    (
        S,
        2.0,
        (
            "(our|my|the) ... (died|broke down|gave out|burst|clogged|flooded|leaks|leaking|overheating|overheats|"
            "smells|rattles)"
        ),
    ),
    (
        S,
        4.0,
        (
            "interested|thinking|considering|inquire|enquire|inquiring|enquiring|keen|wondering (in|about|of|on|into)? "
            "(booking|getting|having|scheduling|coming|making|your services|a <booking:>|an <booking:>)"
        ),
    ),
    (S, 3.0, "looking for (a|an|some|someone|somebody) ... (for|to|who|on|at) (my|our|the|do|help|come|this)"),
    (
        S,
        4.0,
        (
            "(calling|call|called|ringing|phoning|texting|writing|messaging|here|trying|like) (about|to|for|"
            "regarding|because) "
            "(...)? (schedule|scheduling|book|booking|arrange|arranging)"
        ),
    ),
    (S, 3.5, "(hold|keep|save|reserve|bag) (me|us|a|an|the|one) (a|an|the)? (table|spot|seat|slot|place|room|space)"),
    (S, 3.5, "drop|dropping|bring|bringing (...)? (off|in) (on|this|next|<weekday:>|<relative_day:>)"),
)
