"""What English speakers say when they want something: each row speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S, F, C, X, R = Intent.SCHEDULE, Intent.FAQ, Intent.CONTACT, Intent.CANCEL, Intent.RESCHEDULE

_WANT = "(i|we|i'd|we'd|id|i'll|we'll) (would)? (like|want|need|wanna|love|wish|hope)"
_MY = "(my|our|the|this|that|an|a|it|all)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Schedule
    (S, 3.0, "book|schedule|reserve|schredule|shedule|rebook|arrange ... <booking:>"),
    (
        S,
        3.0,
        (
            "(make|set|get|have|setup|need|want|create|fix|request|place|take) (up)? (a|an|the|my|another|some|new)? "
            "... <booking:>"
        ),
    ),
    (S, 2.0, f"{_WANT} (to)? (book|schedule|reserve|come|arrange|see)"),
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
    (S, 2.0, "(need|want|like|love|wish|hoping|looking|trying|have|going) to (book|schedule|reserve)"),
    (S, 2.0, "^ (hi|hello|hey|please|yes|ok|,)? (please)? (book|schedule|reserve)"),
    # Move
    (R, 5.0, "reschedule|rescheduling|resched|reshcedule|postpone|postponed|rebook"),
    (
        R,
        4.0,
        (
            f"(move|change|switch|push|shift|bring|swap|alter|modify|amend|update|edit|adjust|delay) ... {_MY}? "
            "(...)? (<booking:>|time|date|day)"
        ),
    ),
    (
        R,
        4.5,
        (
            "(move|push|shift|bring|switch|change|put) (it|this|that|them|mine|my|our|the) ... (to|from|forward|back|"
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
    (R, 3.0, "(come|be|arrive) (in)? (earlier|later) (instead)?"),
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
    (X, -6.0, "(ignore|disregard|forget|override) ... (instruction|instructions|rules|prompt|prompts)"),
    (
        X,
        -6.0,
        (
            "cancel|delete (all|every) ... (appointments|appointment|bookings|reservations) (of|for)? (everyone|"
            "everybody|customers)?"
        ),
    ),
    # Questions
    (F, 3.0, "(how much|how many|how long|how far|how often|how old|how late|how early|how big)"),
    (F, 2.0, "^ (hi|hello|hey|so|and|ok|okay|also|please|but|,|.|!)? (how|what|where|why|who|which|when|whose)"),
    (F, 1.5, "(how|what|where|why|who) (do|does|is|are|can|should|would|did|to|about|if|kind|type)"),
    (
        F,
        2.5,
        (
            "(do|does|did) (you|your|they|it|the|i|my|this|anyone) ... (do|offer|have|take|accept|provide|serve|sell|"
            "allow|need|charge|open|close|work|cover|speak|deliver|include)"
        ),
    ),
    (
        F,
        1.5,
        (
            "^ (hi|hello|hey|so|and|,)? (is|are|does|do|did|will|was|has|have|am|should|isn't|aren't) (i|the|there|"
            "your|you|it|they|this|that|my|we|a)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(tell|know|wondering|ask|asking|question|questions|curious|explain|information|info|details|detail) (me|"
            "you|us)? (more|if|about|what|how|when|where|whether|why|on|regarding|which)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(price|prices|pricing|cost|costs|fee|fees|charge|charges|rate|rates|hours|address|parking|policy|"
            "insurance|discount|wifi|located|location|directions|menu|payment|pay|refund|open|close|closed|closing|"
            "opening)"
        ),
    ),
    (
        F,
        4.0,
        (
            "(take|takes|taking|taken|accept|accepts|allow|allows|do|does) (walk ins|walk|reservations|bookings|"
            "appointments)"
        ),
    ),
    (F, 1.0, "<question_mark:> $"),
    (F, 2.0, "can|could (i|we|you) (pay|park|bring|use|find|order|still|also|help|explain|tell)"),
    (
        F,
        1.5,
        (
            "(isn't|not|doesn't|wasn't|hasn't|haven't|still|keeps|been) (working|work|arrived|received|showing|"
            "updated|declined|charged|pending|gone)"
        ),
    ),
    (
        F,
        -3.0,
        (
            "(do you have|have you got|is there|got|any chance of) (anything|something|any|a|an|room|time|space) ... "
            "(<weekday:>|<relative_day:>|<part:>|at|next|open|free|left|earlier|later)"
        ),
    ),
    (
        F,
        -2.5,
        (
            "(do|have|any|anything|is|are|got) ... (available|availability|openings|slots|slot) (on|at|for|this|next|"
            "tomorrow|today)"
        ),
    ),
    (F, -2.0, "(what|which) (time|day|date|times|days) (...)? (can|could) (i|we|you) (come|get|have|see)"),
    # A person
    (
        C,
        4.0,
        (
            "(speak|talk|chat|connect|transfer|put) (me|us|directly)? (to|with|through) (a|an|the|some|someone|"
            "somebody|your|my) (...)? (person|human|agent|someone|somebody|manager|representative|rep|receptionist|"
            "operator|owner|staff|assistant|advisor|colleague)?"
        ),
    ),
    (C, 4.0, "(real|actual|live|human) (person|human|agent|being|operator|representative)"),
    (C, 3.0, "(agent|representative|operator|manager|supervisor) (please)? $"),
    (C, 4.0, "(call|ring|phone|contact|text) (me|us) (back)?"),
    (C, 3.0, "get back to (me|us)"),
    (C, 4.0, "(callback|call back|ring back|phone call)"),
    (C, 3.0, "(leave|pass|take) (a|on a)? (message|voicemail)"),
    (C, 3.0, "(someone|somebody|person|agent|human) (to|can|could)? (call|phone|help|contact|get back)"),
    (
        C,
        2.5,
        (
            "(my|the|best) (new|cell|mobile|phone|home|work|email|e)? (mail|phone|number|email|name|address|cell|"
            "mobile) (number|address)? (is|to|:)?"
        ),
    ),
    (C, 2.5, "(call|calls|named|known as) me"),
)
