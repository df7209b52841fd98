"""What English speakers say when an appointment is to be moved or called off."""

from __future__ import annotations

from receptionist.domain.reading import Intent

X, R = Intent.CANCEL, Intent.RESCHEDULE

_MY = "(my|our|the|this|that|an|a|it|all)"

#: What can be held: an appointment by its name, its day, its hour or its place.
_HELD = "(<booking:>|<weekday:>|<relative_day:>|<part:>|<hour:>|<clock:>|time|date|day|spot|slot|one|room|table|stay)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Move
    (R, 5.0, "reschedule|rescheduling|resched|reshcedule|postpone|postponed|rebook"),
    (
        R,
        4.0,
        (
            f"(move|change|switch|push|shift|swap|alter|modify|amend|update|edit|adjust|delay) ... {_MY}? "
            "(...)? (<booking:>|time|date|day)"
        ),
    ),
    (
        R,
        4.5,
        (
            "(move|push|shift|switch|change) (it|this|that|them|mine|my|our|the) ... (to|from|forward|back|"
            "later|earlier|for|until)"
        ),
    ),
    (
        R,
        4.0,
        (
            "(can't|cannot|can not|won't|unable to) make (it|my|the) ... (can|could|another|different|instead|later|"
            "move|change)"
        ),
    ),
    (R, 4.5, "(bring|pull) (it|this|that|them|mine|my|our|the) ... (forward|back|earlier|later)"),
    (R, 4.0, "<booking:> ... (to|can|could) (amend|modify|change|edit|alter|adjust|move)"),
    (
        R,
        3.0,
        "(come|be|arrive) (in)? ((a|an|half an|<number:>) (hour|hours|minutes|<unit:>))? (earlier|later) (instead)?",
    ),
    (R, 3.0, "(different|another|other|new|earlier|later) (time|date|day|slot) (for|to|than)? (my|our|the) <booking:>"),
    (R, 3.0, "change|changes|amendment (of|in|to) ... (plan|plans|booking|reservation|appointment)"),
    (
        R,
        4.5,
        "(move|bump|shift|switch|push|swap|reschedule) (me|us|him|her) (...)? (to|from|back|up|into|forward|for)",
    ),
    (R, 4.5, "(put|move|push|bring) (it|this|that|them|my|our|the) (<booking:>)? (off|back|forward|up|until|out)"),
    (R, 4.0, "(put off|delay|extend|prolong|swap) (my|our|the|it|this)"),
    (
        R,
        4.5,
        (
            "(can't|won't|not|cannot|unable|doesn't|didn't|no longer) ... (<weekday:>|<hour:>|<clock:>|it|there|"
            "tomorrow|today|then|works|suit) ... (would|could|can|how about|what about|is there|any chance|do you "
            "have|instead|maybe|another|different)"
        ),
    ),
    (
        R,
        5.0,
        (
            "(i|we|i've|i'm|we're|my <booking:>|already|the <booking:>) (have|had|got|am|is|was|booked|scheduled|down|"
            "made|reserved) ... (but|any chance|any way|can|could|would) (i|we|you|it|that|the)? (...)? (come|do|make|"
            "move|have it|be|change|later|earlier|different|another|instead|rather)"
        ),
    ),
    (R, 5.0, "(already|do) have (a|an|my)? <booking:> ... (earlier|later|different|other|another|change|sooner)"),
    (
        R,
        5.0,
        (
            "(i|we|i've|i'm) (have|booked|scheduled|made|am|down) ... (no longer|doesn't|not|won't) (works|work|"
            "working|suit|going) ... (what about|how about|can|could|instead)"
        ),
    ),
    (R, 3.0, "(instead of|rather than) (at|on|the|my)? (<hour:>|<clock:>|<weekday:>|<ordinal:>|tomorrow|today)"),
    (
        R,
        4.5,
        (
            "(come|be|arrive|do|have it) ... (instead of|rather than) (at|on|the)? (<hour:>|<clock:>|<weekday:>|"
            "<ordinal:>)"
        ),
    ),
    (R, 4.0, "(wrong|incorrect|different than) (day|date|time|slot)"),
    (
        R,
        3.5,
        (
            "(come|be seen|get in|see me|see us|arrive) (a|an|some|half)? (bit|little|while|hour|<unit:>|much)? "
            "(earlier|later|sooner) than"
        ),
    ),
    (R, 3.5, "<booking:> ... (doesn't|does not|no longer|won't|not) (suit|suits|work|works|fit)"),
    (R, 3.0, "(conflict|clash|clashes|conflicts) ... <booking:>"),
    (
        R,
        5.0,
        (
            "(chance|way|possible|possibility|like|need|want|wish|have) ... (change|changing|move|moving|switch|"
            "alter) (my|our|the) ... (<booking:>|time|date|day)"
        ),
    ),
    (R, -6.0, "(don't|do not|no need to|not) (want|need|wish)? (to)? (rebook|reschedule|another)"),
    # Cancel
    (X, 5.0, "cancel|cancelling|canceling|cancellation|cancle|cancelled|canceled|cansel"),
    (X, 4.0, "(call|calling) (off|it off) ... "),
    (X, 4.0, "(delete|remove|scrap|drop|undo|void|kill|scratch|get rid of) ... <booking:>"),
    (
        X,
        3.5,
        (
            "(can't|cannot|can not|won't|unable to|not be able to|not going to|not gonna) (make|come|attend|be there) "
            "(to)? (it|my|our|the|in)?"
        ),
    ),
    (
        X,
        3.0,
        "(no longer|don't|do not|not) (need|want|require|wish) (the|my|our|that|this|to keep|to have) ... <booking:>",
    ),
    (X, 5.0, "unreserve|unbook|unschedule"),
    (X, 4.0, "<booking:> ... (not|no longer|isn't) (needed|required|necessary)"),
    (X, 4.0, "(not|won't|isn't) (going|gonna)? to? be able to (make|come|attend|keep|be)"),
    (X, 3.5, "(not|won't be|no longer) (coming|attending)"),
    (X, 3.5, "(not|won't be) going to (dinner|lunch|the|my|our|be there)"),
    (X, 3.5, "(don't|no longer|not) (want|need|wish) to (meet|come|go|visit|keep) ... (anymore|any more|after all)"),
    (X, 4.0, "(take|get) (me|us) off (the|your) (schedule|book|books|calendar|diary)"),
    (X, 4.0, "(forget|skip|pass on|back out of|backing out of) (about)? (my|our|the|this|that) (...)? <booking:>"),
    (X, -6.0, "(ignore|disregard|forget|override) ... (instruction|instructions|rules|prompt|prompts)"),
    (
        X,
        -6.0,
        (
            "cancel|delete (all|every) ... (appointments|appointment|bookings|reservations) (of|for)? (everyone|"
            "everybody|customers)?"
        ),
    ),
    (X, 4.0, "(not|never) (going to|gonna|able to) (make|come|be (there|coming|able))"),
    (
        X,
        4.0,
        (
            "(bail|bailing|back out|pull out|withdraw|nix|ditch|axe|abort|revoke|unbook) (on|of|from)? (...)? (my|our|"
            "the|this|<booking:>|<hour:>)"
        ),
    ),
    (
        X,
        4.0,
        (
            "(don't|won't|no longer|not|do not|will not) (be needing|needing|need|want|wanna|require) (the|my|our|"
            "that|it|this|them|a) (...)? (anymore|any more|any longer|after all|<booking:>|room|service|for)"
        ),
    ),
    (
        X,
        4.0,
        (
            "(<booking:>|<hour:>|<weekday:>|booked) ... (don't|won't|no longer|not) (need|want|be needing) (it|that|"
            "one|them)"
        ),
    ),
    (
        X,
        4.5,
        (
            "(give|offer|release|free up|let) (up)? (my|our|the) (slot|spot|time|place|table|appointment|booking|room|"
            "seat) (to|go|for)? (someone|somebody|another|others|up)?"
        ),
    ),
    (
        X,
        4.0,
        (
            "(kill|nix|scratch|drop|scrap|lose|delete|remove) (my|our|the|that) (<hour:>|<clock:>|<weekday:>|"
            "<ordinal:>|<booking:>)"
        ),
    ),
    (X, 3.5, "(decided|deciding|chosen) (against|not to)"),
    (X, 4.0, "(no longer|not) (coming|attending|needed|required|interested in coming)"),
    (X, 2.0, "something (came|has come|come) up"),
    (X, -5.0, "cancellation (policy|policies|fee|fees|charge|charges|window|notice|terms|period|rules|cost|insurance)"),
    (
        X,
        -5.0,
        (
            "(how (many|much|long|far|late|early|soon)|what happens if|what if|(do|will|would) (i|we) (have to pay|"
            "pay|get charged|be charged|get|lose)|fee|penalty|charge) ... (cancel|cancelling|canceling)"
        ),
    ),
    (X, -4.0, "cancel ... (fee|penalty|charge|refund policy|free of charge|for free)"),
    # What only somebody says who has an appointment
    (R, 3.5, "(a|an|<number:>|half an) <unit:> (later|earlier|sooner)"),
    (
        R,
        3.5,
        (
            "(come|see me|take me|be there|make it|get there|do it|be seen|get in) ... (later|earlier|sooner) (than|"
            "instead|if)"
        ),
    ),
    (R, 4.0, "(earlier|sooner|later) than (my|our|the|planned|scheduled|booked|expected|originally)"),
    (
        R,
        3.5,
        (
            "(need|needs|want|find|like|prefer|pick|choose|get) (a|an|another|some)? (different|another|other|new|"
            "better) (time|date|day|slot|hour|weekday)"
        ),
    ),
    (R, 4.0, f"(trade|exchange|swap|switch|rearrange|revise|slide|defer|push|move|shift|change) {_MY} (...)? {_HELD}"),
    (
        R,
        4.5,
        (
            "(have|got|put) (me|us) (down|in|booked|scheduled) (for|at|on) ... (needs|need|should|supposed|meant|can|"
            "could|but)"
        ),
    ),
    (R, 3.0, "(my|our) (schedule|plans|shift|situation) (has|have)? changed"),
    (R, 3.0, "change of plans"),
    (R, 3.5, "<number:> more (night|nights|day|days|<unit:>)|(longer|shorter) than (booked|planned)"),
    (R, 4.0, "(come|have it|be) (in)? (on)? (a|some) (different|other) (day|time|date)"),
    (R, 3.0, "(on|at|for) <weekday:> rather than <weekday:>|<weekday:> rather than <weekday:>"),
    (
        X,
        4.5,
        (
            f"(terminate|void|scrap|scratch|undo|withdraw|drop|kill|erase|nullify|end|forgo|miss|skip) {_MY} (...)? "
            f"{_HELD}"
        ),
    ),
    (X, 4.0, "(want|get|getting|need|like) (to get|to be|to opt)? out of (my|our|the|this|that|it) ..."),
    (
        X,
        4.0,
        (
            "(no|not) need (to|for) (come|coming|send|sending|hold|holding|you|keep|see|the)|(no|not|never) (need|"
            "needed) (anymore|any more|any longer)"
        ),
    ),
    (
        X,
        3.5,
        (
            "(won't|will not|don't|doesn't|does not|no longer|not) (need|be needing|require|want) (the|my|our|that|"
            "those|your|you|this|her|his) "
        ),
    ),
    (X, 4.0, "(remove|take|drop|delete|strike|get) (me|us|him|her|my name|our name) (off|from|out)"),
    (X, 4.0, "(didn't|did not|never) mean to (book|schedule|reserve|make)|undo (it|that|this)"),
    (X, 3.0, "(found|hired|got) (another|someone|somebody|a different) ... (so|no|don't|won't|anyway|instead)"),
    (X, 2.5, "(plans|plan|trip|event|party) (fell through|is off|got cancelled|are off)"),
    (X, 3.0, "(stop|don't|bother) (holding|hold|save|saving|keep|expect) (my|our|the|a|us|me)"),
    (
        R,
        5.0,
        (
            "(resceduling|rescedule|reschedual|reschudule|rescheduel|reshedule|resheduling|re schedule|re scheduling|"
            "re book)"
        ),
    ),
    (R, 4.0, "what if (i|we|you) (came|come|did|made|moved|do|make|move|switched|changed)"),
    (R, 4.5, "(come|be|arrive|do|have it|make it) ... in place of"),
    (R, 4.0, "(push|move|bring|put) (back|forward|off|up|out) (the|my|our|this|that|it)"),
    (
        R,
        3.5,
        (
            "(no good|no longer good|not good|doesn't work|no longer works|won't work) (after all|anymore|any more|"
            "now|for me now)"
        ),
    ),
    (
        R,
        3.5,
        (
            "i (know i)? (said|told you|asked for|picked|chose|booked) (...)? (<weekday:>|<hour:>|<ordinal:>|"
            "<relative_day:>) (...)? (but|is better|would be better|actually)"
        ),
    ),
    (R, 4.0, "(is|are) (my|our|the) <booking:> (flexible|movable|moveable|changeable)"),
    (
        X,
        4.0,
        (
            "(can't|cannot|won't|unable to|not able to|no point|not going to|don't want to|no longer want to) (in)? "
            "(keep|keeping|honor|honour|get to|be at|use|do) (my|our|the|that|this|his|her)"
        ),
    ),
    (X, 4.0, "count (me|us|him|her) out|(pass|bail|skip out) on (my|our|the|this|that|it|<weekday:>|<relative_day:>)"),
    (X, 4.0, f"(free|give|open) up (my|our|the|that) (...)? {_HELD}"),
    (X, 4.0, "(no longer|not) interested in (my|our|the|that|this|coming|having)"),
    (X, 4.0, "(don't|no longer|won't|doesn't|do not) (need|have) to (see|come|be seen|have|visit|meet|keep)"),
    (R, 4.0, "(do|have|make|keep) (my|our|the) <booking:> ... (instead|later|earlier|sooner)"),
)
