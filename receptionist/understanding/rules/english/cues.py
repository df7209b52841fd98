"""Small signs in English: greeting, thanks, yes and no, which of the offers, and how urgent it is."""

from __future__ import annotations

from receptionist.domain.reading import Cue
from receptionist.understanding.rules.english.cancellations import NOT_TO_BE
from receptionist.understanding.rules.english.objections import COMPLAINTS, OBJECTIONS

_START = "^ (oh|ok|okay|well|and|,|.|!)? (oh|ok|okay|well|,)?"

_BIT = (
    "(a bit|a little|a few minutes|a couple of minutes|very|so|about|around|<number:> <unit:>|about <number:> <unit:>)?"
)
_RELATION = (
    "(daughter|son|wife|husband|mother|mom|mum|father|dad|partner|girlfriend|boyfriend|friend|sister|brother|kid|child|"
    "boy|girl|grandmother|grandma|grandfather|grandpa|grandson|granddaughter|niece|nephew|aunt|uncle|cousin|colleague)"
)

#: What leads up to the name of whom an appointment is for.
GUESTS: tuple[str, ...] = (f"for (my|our) (little|old|older|younger|youngest|oldest)? {_RELATION} (,|named|called)?",)

CUES: tuple[tuple[Cue, str], ...] = (
    *((Cue.NOT_ANSWERED, source) for source in OBJECTIONS),
    *((Cue.FRUSTRATED, source) for source in COMPLAINTS),
    (Cue.GREETING, f"{_START} (hi|hello|hey|hiya|howdy|greetings|heya|helo|hii|yo)"),
    (Cue.GREETING, "good (morning|afternoon|evening|day)"),
    (Cue.LATER, "(anything|something|any|one|slots|times|bit|little|much|there|got|have) (else)? later"),
    (Cue.LATER, "^ (and)? later (than that|please|in the day)? (.|!)? $"),
    (
        Cue.EARLIER,
        "(anything|something|any|one|slots|times|bit|little|much|there|got|have) (else)? (earlier|sooner|before that)",
    ),
    (Cue.EARLIER, "^ (and)? (earlier|sooner) (than that|please|in the day)? (.|!)? $"),
    (
        Cue.ANY,
        (
            "^ (any|either|anything|whatever|whichever|any time|anytime|whenever) (of (them|those|these)|one|time|is|"
            "works|work|will|do|fine|ok|okay|good|great|suits|for|me|is fine|will do|,|please|.|!)? (is|works|fine|ok|"
            "okay|good|great|will do|for me|,|please|.|!)? (fine|ok|okay|good|for me|please|.|!)? $"
        ),
    ),
    (
        Cue.ANY,
        (
            "(you (choose|pick|decide)|up to you|your (choice|pick|call)|surprise me|whichever|any of (them|those|"
            "these)|either (one|of them|is fine|works|will do)|(doesn't|don't|does not|do not) (really)? (matter|mind)|"
            "whenever|anytime|any time|not fussy|no preference|all (fine|good|the same) (to|with|for) me|"
            "whatever (works|suits|you have)|the (earliest|soonest|first) (of|one))"
        ),
    ),
    (
        Cue.SKIP,
        (
            "(skip|without|leave out|except|drop) (it|that|those|them|the)|leave (it|that|those|them) out|only the "
            "others|just the others|(not|don't book) that one"
        ),
    ),
    (
        Cue.ANYBODY,
        (
            "(with|by) (anyone|anybody|whoever|any (of them|stylist|barber|person))|(anyone|anybody|whoever|whomever) "
            "(is (free|available)|will do|works|is fine|else)|"
            "(don't|do not) (mind|care) who|(doesn't|does not) matter who"
        ),
    ),
    (
        Cue.OTHER_LOCATION,
        "(the|your) other (location|branch|place|shop|salon|store|clinic|office|site|address|studio|house)",
    ),
    (
        Cue.ANY_LOCATION,
        "(any|either|whichever) (location|branch|shop|salon|store|clinic|office|site|studio)|(don't|do not) mind where",
    ),
    (Cue.ALL, "(both|all) (of (them|those|these)|my|our|the|appointments|bookings|please|.|!|$)|everything"),
    (Cue.ALL, "(cancel|forget|drop|move) (both|all|them all|it all|all of it|everything|the lot|the whole thing)"),
    (Cue.ALL, "^ (the)? (both|all) (please|.|!)? $"),
    (
        Cue.FOLLOWS_UP,
        "^ (ok|okay|great|good|thanks|thank you|i see|oh)? (,|.|!)? (and|also|plus|but|(what|how) about|what if)",
    ),
    (Cue.OTHER_ONE, "the other (one|<booking:>|.|!|please|$)"),
    (Cue.SEVERAL, f"(me|myself|him|her) and (one|another)? (for)? (my|our|a) (little|old|older|younger)? {_RELATION}"),
    (Cue.SEVERAL, "(both of us|the two of us|for (us|my (whole)? family|my (kids|children|sons|daughters|parents)))"),
    (
        Cue.SEVERAL,
        "for (<number:>|two|three|four|five|a couple of) (people|persons|adults|kids|children|of us|guests|clients)",
    ),
    (
        Cue.ASKS_WHY,
        "(why|how come|what for) (do|would|should|does|is|are|must|have|you|need|that|it|though|$)",
    ),
    (Cue.ASKS_WHY, "what (do|would) you need (it|that|my name|this|them) for"),
    (Cue.WANTS_PERSON, "(complain|make a complaint|file a complaint|have a complaint|got a complaint)"),
    (Cue.WANTS_PERSON, "(get|give|want|need|find) me (a|an|some|the)? (human|person|manager|somebody|someone|agent)"),
    (Cue.THANKS, "(thanks|thank you|thankyou|thx|ty|thank|cheers|much appreciated|appreciate it|appreciated|grateful)"),
    (
        Cue.GOODBYE,
        "(bye|goodbye|cya|see you|see ya|take care|farewell|have a (good|great|nice) (day|one|evening|night|weekend))",
    ),
    (Cue.GOODBYE, "(that is|that) (all|it|everything) (for now|thanks|thank you|for today)?"),
    (Cue.GOODBYE, "good (night|bye)"),
    (
        Cue.YES,
        (
            f"{_START} (yes|yeah|yep|yup|yea|yess|sure|absolutely|definitely|certainly|correct|affirmative|y|ya|"
            "exactly|indeed|perfect)"
        ),
    ),
    (
        Cue.YES,
        "^ (ok|okay|k|great|fine|good|alright|cool) ,? (ok|great|good|perfect|cool|fine|then|thanks|please)? (.|!)? $",
    ),
    (
        Cue.YES,
        ("(sounds|looks|that is|that|it) (is)? (good|great|perfect|fine|right|correct|ok|okay|works|work|lovely)"),
    ),
    (
        Cue.YES,
        (
            "(works for me|go ahead|please do|of course|do it|book it|why not|that works|let us do it|i agree|"
            "confirmed|confirm)"
        ),
    ),
    (Cue.YES, "👍|👌|✅"),
    (Cue.YES, f"{_START} (yes|yeah|yep|sure)? ,? (i'll|i will|we'll|we will) (definitely)? be (there|coming)"),
    (Cue.YES, "^ (yes|yeah|yep)? ,? (i'm|i am|we're|we are)? coming (.|!)? $"),
    (Cue.YES, "(^|,|.|!) (i)? will do (.|!|thanks|,|$)"),
    (Cue.YES, "see (you|ya) (then|there)"),
    (
        Cue.CANNOT_COME,
        (
            "(i|we)? (can't|cannot|can not|won't|will not|couldn't|am not able to|not able to|unable to|won't be able "
            "to|not going to be able to) (make it|make the <booking:>|make my <booking:>|make this|come|attend|be "
            "there|get there|keep (it|the <booking:>|my <booking:>))"
        ),
    ),
    (Cue.MEANS_IT, "^ (please)? (move|change|reschedule) (please)? (.|!)? $"),
    (Cue.NO, "👎|❌"),
    (Cue.THANKS, "🙏"),
    (Cue.NO, f"{_START} (no|nope|nah|naw|negative|n|never)"),
    (
        Cue.NO,
        ("(not (really|now|today|yet|that|interested|quite)|don't want|do not want|i'd rather not|don't do that)"),
    ),
    (
        Cue.WANTS_PERSON,
        (
            "(speak|talk|chat|connect|transfer|put) (me|us|directly)? (to|with|through) (a|an|the|some|your)? (real|"
            "live|actual|human)? (person|human|agent|someone|somebody|manager|representative|rep|receptionist|"
            "operator|owner|staff|colleague|people|being|anyone|supervisor)"
        ),
    ),
    (Cue.WANTS_PERSON, "(real|actual|live|human) (person|human|agent|being|operator|representative)"),
    (
        Cue.WANTS_PERSON,
        "^ (a|an|the)? (person|human|agent|operator|receptionist|representative|manager) (please|,|.|!)? (please)? $",
    ),
    (Cue.WANTS_PERSON, "(call|ring|phone) (me|us) (back|please|when|later|at|on|tomorrow|today|asap)"),
    (Cue.WANTS_PERSON, "(call|ring|phone) (me|us) (.|!)? $"),
    (Cue.WANTS_PERSON, "(callback|call back|ring back)"),
    (Cue.WANTS_PERSON, "(someone|somebody|person|agent|human) (to|can|could|please)? (call|phone|contact|get back)"),
    (Cue.WANTS_PERSON, "(leave|take) a (message|voicemail)"),
    (
        Cue.EARLIEST,
        (
            "(as (soon|early) as (possible|you can)|asap|earliest|soonest|first (available|you have|opening|free|"
            "appointment|slot)|next (available|opening|free)|right away)"
        ),
    ),
    (
        Cue.OTHER_TIMES,
        (
            "(none of (these|them|those|the)|neither|something else|anything else|other (times|time|days|day|options|"
            "option|slots|dates)|another (time|day|option|slot|date)|different (time|day|date|slot)|any (other|"
            "others|later|earlier))"
        ),
    ),
    (Cue.OTHER_TIMES, "(don't|do not|doesn't|won't|can't|not) (work|suit|do|good) (for me)?"),
    (Cue.OTHER_TIMES, "(anything|something|got) (later|earlier|sooner|else)"),
    (
        Cue.REVOKES_CONSENT,
        "(stop|quit|no more) (texting|messaging|contacting|sending|bothering|spamming|writing|texts|messages)",
    ),
    (
        Cue.REVOKES_CONSENT,
        (
            "(don't|do not|never) (text|message|contact|write|bother|send) (me|us)? (again|anymore|any more|"
            "ever|messages|texts)"
        ),
    ),
    (
        Cue.REVOKES_CONSENT,
        "(remove|take|delete) (me|us|my number|my phone) (...)? (list|lists|database|contacts|system)",
    ),
    (
        Cue.OWN_APPOINTMENTS,
        "(when|what time|what day|which day) (is|are|was|were) (my|our) (next|upcoming)? <booking:>",
    ),
    (
        Cue.OWN_APPOINTMENTS,
        (
            "(am|are) (i|we) (still|already)? (booked|down|scheduled|confirmed|expected) (in)?|(did|have) you (get|got|"
            "receive|received|have) (my|our) <booking:>|(just|i'm)? confirming (that)? (i'll|i will|i'm|my|our|we'll|"
            "we're|for)|(what|which) <booking:> (do|have) (i|we)|(is|are) (my|our) <booking:> (still|confirmed|on)"
        ),
    ),
    (Cue.OWN_APPOINTMENTS, "(confirm|check|remind me of|forgot|forgotten) (my|our) (next|upcoming)? <booking:>"),
    *(
        (
            cue,
            (
                "(did|have) you (book|booked) (it|that|this|both|them|me|us|everything)|"
                "(is|are) (it|that|they|both|everything) (all|already)? (booked|confirmed|settled)"
            ),
        )
        for cue in (Cue.OWN_APPOINTMENTS, Cue.ASKS_IF_BOOKED)
    ),
    (Cue.OWN_APPOINTMENTS, "do (i|we) (still)? have (a|an|any) (upcoming)? <booking:>"),
    (Cue.CORRECTS, "(instead|or rather|i'd rather|i would rather|i meant|i mean|on second thought|on second thoughts)"),
    (Cue.CORRECTS, f"{_START} (no|hmm|,)? ,? (actually|sorry|wait|oops)"),
    (Cue.CORRECTS, "(would be|is|are|works|suits|be) (a bit|even|much)? better"),
    (Cue.MEANS_IT, "(move|change|push|switch|shift|bring|put|make|reschedule|have|do) (it|that|this|mine)"),
    (Cue.MEANS_IT, f"{_START} (just|maybe|and|or|make that)? (a|an|half an|<number:>) <unit:> (later|earlier|sooner)"),
    (Cue.ANOTHER, "(another|a second|one more) (one|<booking:>)"),
    (Cue.ANOTHER, "(add|book|make|schedule) (another|a second|one more)"),
    (Cue.ANOTHER, "do (another|a second|one more) for"),
    (Cue.ANOTHER, "(also|as well|too)"),
    *((Cue.FOR_OTHER, source) for source in GUESTS),
    (Cue.FOR_OTHER, "for (someone|somebody) else"),
    # "My mother's": the possessive falls out of the word.
    (Cue.FOR_OTHER, f"(my|our) {_RELATION} ... <booking:>"),
    (Cue.NEVER_MIND, "(never mind|nevermind|never mine|forget it|forget about it|leave it|drop it)"),
    (Cue.NEVER_MIND, NOT_TO_BE),
    (Cue.NEVER_MIND, "forget (about)? (both|all|everything|them|the|that|my)"),
    (
        Cue.LATE,
        f"(i'm|i am|we're|we are|i'll be|we'll be|will be|might be|may be|gonna be|be|running) (running)? {_BIT} late",
    ),
    (Cue.LATE, f"(i|we|i'll|we'll|gonna) (might|may|will)? (come|arrive|get there|get in) {_BIT} late"),
    (Cue.LATE, "(stuck in traffic|(bus|train) is late|on my way but)"),
    (
        Cue.NO,
        "(keep|leave) (it|that|this|things|my <booking:>|the <booking:>) (as (it is|is|they are)|please|then|.|!|$)",
    ),
    (Cue.NO, "(would rather not|prefer not to|rather not|none of your business|no name|anonymous)"),
    (Cue.NO, "(won't|not going to|not gonna|don't want to) (say|tell|give|share)"),
    (Cue.WAITLIST, "(waiting list|waitlist|wait list|waitlisted|cancellation list|cancellations list|standby list)"),
    (
        Cue.WAITLIST,
        (
            "(let me know|tell me|text me|message me|write to me|notify me|ping me|contact me|alert me) (please)? "
            "(if|when|as soon as|should) ... (open|opens|opening|openings|free|frees|freed|available|cancel|cancels|"
            "cancellation|cancellations|comes up|come up|becomes|earlier|sooner|pops up)"
        ),
    ),
    (Cue.OFF_WAITLIST, "(off|from|leave|out of|cancel|remove) (the|your|that|my)? (waiting list|waitlist|wait list)"),
    (Cue.OTHER_TIMES, "too (early|late|soon|far (away|off)?)"),
    (Cue.REVOKES_CONSENT, "(unsubscribe|opt out|opt me out|leave me alone|lose my number)"),
)

#: What only looks like one of these signs.
ONLY_SEEMING: tuple[tuple[Cue, str], ...] = (
    (Cue.REVOKES_CONSENT, "(waiting list|waitlist|wait list)"),
    (Cue.NO, "^ no (rush|hurry|problem|problems|prob|worries|pressure)"),
    (Cue.YES, "(is|was|would) (it|that) (be)? (ok|okay|fine|alright|good|right) (if|to|for)"),
    (Cue.YES, "confirm (my|our|the|that|if|whether|what|when)|confirmed <question_mark:>|(is|are) ... confirmed"),
    (Cue.ANOTHER, "too (early|late|soon|far|long|much|short|busy|expensive|tired|sick|bad)"),
    (Cue.WANTS_PERSON, "(don't|do not|never|no need to|not|stop) (call|ring|phone)"),
)

URGENCY: tuple[tuple[str, str], ...] = (
    ("emergency", "(emergency|bleeding|can't breathe|cannot breathe|unconscious|severe pain|heart attack)"),
    ("emergency", "((smell|smells|smelling) (of|like)? gas|gas (smell|leak|leaking)|carbon monoxide|(on|caught) fire)"),
    (
        "high",
        (
            "(urgent|urgently|asap|immediately|right away|right now|as soon as possible|unbearable|in (a lot of|so "
            "much|terrible)? pain|really bad|(terrible|awful|horrible|extreme|a lot of) (tooth|back)? (pain|ache)|"
            "toothache|agony|water everywhere|(burst|broken) pipe|pipe (burst|broke)|flooded|flooding)"
        ),
    ),
    ("low", "(no (rush|hurry)|whenever|not urgent|anytime)"),
)

_ONE = "(one|option|slot|time|choice|appointment)?"

#: Which of the offers: 1 is the first, -1 the last, None the number that ``<pick>`` caught.
CHOICES: tuple[tuple[int | None, str], ...] = (
    (-1, f"(the|your) (last|latest|later|latter) {_ONE}"),
    (-1, "(last|latest|later|latter) (one|option|slot|choice)"),
    (-1, "^ (last|latest) (please)? $"),
    (1, f"(the|your) (earlier|former) {_ONE}"),
    (1, "(earlier|former) (one|option|slot|choice)"),
    (None, f"(the|your|option|number)? <ordinal:pick> {_ONE}"),
    (None, "(option|number|choice|no|nr|#|slot) (.|:)? <digit:pick>"),
    (None, "^ (yes|ok|okay|the|i'll take|,)? <digit:pick> (please|.|!|thanks)? $"),
)
