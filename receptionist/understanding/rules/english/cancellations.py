"""What English speakers say when an appointment is to be called off."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english.moves import with_what_is_held

X = Intent.CANCEL

#: "Don't cancel it": all is to stay as it is.
NOT_TO_BE = (
    "(don't|do not|didn't|did not|won't|not|never) (you)? (want|wish|need|like|plan|mean|intend|going|gonna)? (to)? "
    "(cancel|cancelling|canceling|cancelled|canceled)"
)

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (X, -12.0, NOT_TO_BE),
    # "To Friday, or if not, cancel it"
    (X, 12.0, "(if|why|can|could|should|what if) (you|we|i)? not (,)? (cancel|cancelling|canceling)"),
    (X, 5.0, "cancel|cancelling|canceling|cancellation|cancle|cancelled|canceled|cansel"),
    (X, -6.0, "cancel|cancelling|canceling (nothing|no (other|others|more))"),
    (X, 4.0, "(call|calling) (off|it off) ... "),
    (X, 4.0, "(delete|remove|scrap|drop|undo|void|kill|scratch|clear|erase|wipe|get rid of) ... <booking:>"),
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
    (
        X,
        4.0,
        (
            "(forget|skip|pass on|disregard|ignore|back out of|backing out of) (about)? (my|our|the|this|that|"
            "<relative_day:>|<weekday:>) (...)? <booking:>"
        ),
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
    (
        X,
        4.5,
        with_what_is_held(
            "(terminate|void|scrap|scratch|undo|withdraw|drop|kill|erase|nullify|end|stop|halt|forgo|miss|skip)"
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
        X,
        4.0,
        (
            "(can't|cannot|won't|unable to|not able to|no point|not going to|don't want to|no longer want to) (in)? "
            "(keep|keeping|honor|honour|get to|be at|use|do) (my|our|the|that|this|his|her)"
        ),
    ),
    (X, 4.5, "(don't|do not|no need to|needn't) send (anyone|anybody|someone|somebody|him|her|them|the|a)"),
    (X, 3.5, "((can't|cannot|won't) get there|won't be (in|there) (for|on|at|today|tomorrow|tonight|<weekday:>|.|$))"),
    (X, 3.5, "(changed|change) my mind (about|on) (my|the|coming|it)"),
    (
        X,
        4.0,
        "(gotta|got to|have to|gonna|going to) (skip|miss|bail|pass) (my|our|the|it|on|out|<weekday:>|<relative_day:>)",
    ),
    (X, 4.0, "count (me|us|him|her) out|(pass|bail|skip out) on (my|our|the|this|that|it|<weekday:>|<relative_day:>)"),
    (X, 4.0, with_what_is_held("(free|give|open) up")),
    (X, 4.0, "(no longer|not) interested in (my|our|the|that|this|coming|having)"),
    (X, 4.0, "(don't|no longer|won't|doesn't|do not) (need|have) to (see|come|be seen|have|visit|meet|keep)"),
    (
        X,
        5.0,
        (
            "(take|remove|delete|clear|drop|erase|wipe|strike|get) ... (off|from|out of) (my|our|the|your) (calendar|"
            "schedule|diary|agenda|list|books|book|planner)"
        ),
    ),
    (X, 4.0, "(don't|do not|won't|no need to) (count|expect|include|book|schedule|pencil|put) (me|us|him|her)"),
    (X, 3.0, "(out of town|away|abroad|overseas|on vacation|on holiday|travelling|traveling) ... <booking:>"),
    # Whose appointment somebody else called off wants another
    (
        X,
        -5.5,
        "(was|were|got|get|been|being) (cancelled|canceled) (on|without|by|last|at|with|again|<relative_day:>|.|$)",
    ),
    (X, -5.0, "drop|dropping (...)? (off|by|round)"),
    (
        X,
        -5.5,
        (
            "(you|they|people|staff|office|salon|clinic|<provider:>) (just|have|had)? (cancelled|canceled) (on|"
            "my|our|me|us)"
        ),
    ),
)
