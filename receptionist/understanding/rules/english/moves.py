"""What English speakers say when an appointment is to be moved."""

from __future__ import annotations

from receptionist.domain.reading import Intent

R = Intent.RESCHEDULE

_MY = "(my|our|the|this|that|an|a|it|all)"

#: What can be held: an appointment by its name, its day, its hour or its place.
_HELD = "(<booking:>|<weekday:>|<relative_day:>|<part:>|<hour:>|<clock:>|time|date|day|spot|slot|one|room|table|stay)"


def with_what_is_held(verbs: str) -> str:
    """Write the pattern of what is done with an appointment, however it is called: "drop my Tuesday one"."""
    return f"{verbs} {_MY} (...)? {_HELD}"


ROWS: tuple[tuple[Intent, float, str], ...] = (
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
    # "Move Tuesday's to Thursday": the possessive falls out of the word.
    (R, 4.5, "(move|push|shift|switch|change|swap|bump) (<weekday:>|<relative_day:>|<clock:>) (one)? (to|from|until)"),
    (
        R,
        4.0,
        (
            "(can't|cannot|can not|won't|unable to) (make|do) (it|my|the|that|this) ... (can|could|another|different|"
            "instead|later|move|change|rebook)"
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
            "tomorrow|today|then|works|suit) ... (would|could|can|how about|what about|is there|any|anything|what else|"
            "do you have|instead|maybe|another|different)"
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
    (R, 4.0, with_what_is_held("(trade|exchange|swap|switch|rearrange|revise|slide|defer|push|move|shift|change)")),
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
    (R, 4.0, "(do|have|make|keep) (my|our|the) <booking:> ... (instead|later|earlier|sooner)"),
    # What came in between, and a wish after it
    (
        R,
        5.0,
        (
            "(ran over|running (behind|late)|held up|called (into work|in)|delayed|double booked|overslept|(came|come) "
            "up|stuck (at|in)) ... (can|could|what else|another|different|instead|maybe|is there) ..."
        ),
    ),
    (R, 3.5, "(need|have|got|want|like|gonna|going|gotta) (to)? (push|move|change|shift|delay) (it|this|that|things)"),
    (R, 4.0, "(can|could) (we|i|you) (do|have|make it|come|see me|see us|fit me in) ... instead"),
    (
        R,
        4.5,
        "(can|could) (we|i|you) (push|bump|slide|nudge|shift|move|delay) (it|this|that|things)? (to|until|till|back)",
    ),
    (R, 4.0, "(do|make|have) it (a bit|a little|a while)? (later|earlier|sooner|another|some other)"),
    (
        R,
        4.5,
        "(chance|possibility|way|possible) (of)? (moving|changing|pushing|switching|bumping|delaying) (my|our|the|it)",
    ),
    (R, 4.0, "(come|do it|do|be) (in)? (on)? (another|some other|any other) (day|time|date|week|<part:>)"),
    (R, 4.5, "(bump|slide|nudge) (it|this|that|mine|my|our|the) ... (to|from|forward|back|until)"),
    (R, 4.5, "(earlier|later|sooner|better) (slot|time|one|appointment|spot|day) than (the|mine|what|my|i)"),
    (R, 4.5, "(<booking:> be|be possible|work) ... instead"),
    (R, 3.5, "(would be|is|works|suits me) better for (my|our) (...)? (<booking:>|cleaning|cut|haircut|checkup)"),
    # Another time than the one that is held
    (
        R,
        4.0,
        (
            "(can't|cannot|can not|couldn't|won't|unable to) (make|do|manage|come (at|on)) (that|this) (time|"
            "day|date|slot|hour)"
        ),
    ),
    (
        R,
        4.0,
        (
            "(time|day|date|slot|hour) (...)? (doesn't|does not|won't|will not|isn't|is not|no longer|not) (really)? "
            "(suit|suits|work|works|fit|fits|convenient|possible|going to work)"
        ),
    ),
    (
        R,
        4.5,
        (
            "(set|put|schedule|arrange|have|do|make|give|get) (me|us)? (my|our|the|it) (...)? (another|different|other|"
            "new|later|earlier) (time|date|day|week|slot|hour)"
        ),
    ),
    (
        R,
        5.0,
        (
            "switch|switching|change|changing|swap|swapping|move|moving|shift|go|going from (the|my)? (<weekday:>|"
            "<relative_day:>|<part:>|<hour:>|<clock:>|<ordinal:>) ... to"
        ),
    ),
    (
        R,
        -8.0,
        "(don't|do not|no need to|never|not) (move|change|reschedule|postpone|push|touch) (it|that|this|my|our)",
    ),
    (
        R,
        4.0,
        "move|postpone|shift|push|reschedule|change|swap (it|that|this|mine) (please)? (.|!|,|<question_mark:>|$)",
    ),
    (R, 3.5, "missed (my|our|the) <booking:> ... (can|could|another|new|move|rebook)"),
    (R, 4.5, "put (me|us|him|her) (back|forward|off) (to|until|till|a|an|for|by)"),
    (R, 4.5, "(prefer|rather|like|want|have|do) ... (instead of|rather than) (the|my|our|what)"),
    (
        R,
        5.0,
        (
            "<booking:> ... be (pushed|moved|changed|postponed|rescheduled|delayed|brought|put|shifted|switched|"
            "swapped|rearranged)"
        ),
    ),
)
