"""What English speakers say when they want something: each row speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english import smalltalk

S, F, C, X, R = Intent.SCHEDULE, Intent.FAQ, Intent.CONTACT, Intent.CANCEL, Intent.RESCHEDULE

_WANT = "(i|we|i'd|we'd|id|i'll|we'll) (would)? (like|want|need|wanna|love|wish|hope)"
_MY = "(my|our|the|this|that|an|a|it|all)"

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (and|also|but|plus|oh|by the way|.|!|<question_mark:>|;|,) (also)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Schedule
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
    (F, -3.5, "(how|what) about"),
    (F, 4.0, "(busy|crowded|packed)"),
    (F, 5.0, "((have to|long) wait|(wait|waiting) (time|times|long|list))"),
    (F, 5.0, "(possible|if|allow|allows|can|could) ... (make|have) reservations|bookings|appointments"),
    (F, 4.0, "reservations|bookings|appointments (taken|accepted|allowed|required|needed)"),
    (F, 3.0, "how long (will|is|are|until)"),
    (F, 4.0, "(check|checking) (in|out)"),
    (F, 3.0, "(is|are) (it|that|this)? (ok|okay|allowed|possible|alright|permitted) (to|if|that|$)"),
    (F, 2.0, "(is|are) there (a|an|any|some)"),
    (F, 3.0, "(is|was|has) (my|our|the) <booking:>"),
    (F, 3.0, "(do|does|did) (i|we|he|she) (still|already)? have (a|an|any|my)? <booking:>"),
    (F, 3.0, "charged twice|overcharged|(charged ... (twice|double|wrong))"),
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
            "(<weekday:>|<relative_day:>|<part:>|at <hour:>|next|open|free|left|earlier|later)"
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
        5.0,
        (
            "(speak|talk|chat) (me|us|directly)? (to|with|through) (a|an|the|some|someone|"
            "somebody|your|my) (...)? (person|human|agent|someone|somebody|manager|representative|rep|receptionist|"
            "operator|owner|staff|assistant|advisor|colleague)?"
        ),
    ),
    (C, 4.0, "(get|pass|put|transfer|hand|connect) (me|us) (over|on|directly|straight)? (to|with|through)"),
    (
        C,
        3.5,
        (
            "(to|with|from|by|want|need) (an|a|the|some|another)? (real|live|human)? (agent|human|representative|"
            "operator|manager|supervisor|someone else)"
        ),
    ),
    (C, 4.0, "(someone|somebody|anyone|person) (i|we|that i) (can|could|may) (speak|talk|call)"),
    (C, 3.0, "(stop|tired|sick|hate) ... (bot|bots|robot|robots|machine)"),
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
            "(my|our) (new|best|cell|mobile|phone|home|work|email|e)? (mail|phone|number|email|name|address|cell|"
            "mobile) (number|address)? (is|to|:)?"
        ),
    ),
    (C, 2.5, "(the|best) (phone|cell|mobile|email)? (number|address) (is|to|:)"),
    (C, 2.5, "(call|calls|named|known as) me"),
    *smalltalk.ROWS,
)
