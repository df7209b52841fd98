"""What English speakers say when an appointment is to be moved or called off."""

from __future__ import annotations

from receptionist.domain.reading import Intent

X, R = Intent.CANCEL, Intent.RESCHEDULE

_MY = "(my|our|the|this|that|an|a|it|all)"

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
            "(move|push|shift|switch|change|put) (it|this|that|them|mine|my|our|the) ... (to|from|forward|back|"
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
    # Cancel
    (X, 5.0, "cancel|cancelling|canceling|cancellation|cancle|cancelled|canceled|cansel"),
    (X, 4.0, "(call|calling) (off|it off) ... "),
    (X, 4.0, "(delete|remove|scrap|drop|undo|void|kill|scratch|get rid of) ... <booking:>"),
    (
        X,
        3.5,
        (
            "(can't|cannot|can not|won't|unable to|not be able to|not going to) (make|come|attend|be there) (to)? "
            "(it|my|our|the|in)?"
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
)
