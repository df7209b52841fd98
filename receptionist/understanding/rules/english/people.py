"""What English speakers say when they want a person, a call back, or to leave their details."""

from __future__ import annotations

from receptionist.domain.reading import Intent

C = Intent.CONTACT

#: Whom callers ask for who are with a business, and not to treat them.
_ROLE = (
    "owner|boss|manager|supervisor|director|receptionist|operator|representative|rep|agent|human|reception|secretary"
)
_ME = "me|us|him|her|my call|this call|the call"

ROWS: tuple[tuple[Intent, float, str], ...] = (
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
    (C, 4.5, "(have|get) a (quick)? (word|chat|talk) with"),
    (
        C,
        4.0,
        (
            "(speak|talk|speaking|talking) (directly|again)? (to|with) (dr|doctor|mr|mrs|ms|anyone|anybody|people|him|"
            "her|them|your|my|the|<number:>)"
        ),
    ),
    (C, 3.0, "(speak|talk) (to|with)"),
    (
        C,
        4.0,
        (
            "^ (hi|hello|please|,)? (customer (service|support|care)|tech support|help desk|front desk|reception|"
            "billing|representative|operator|receptionist|agent|human|person) (please|.|!)? (please)? $"
        ),
    ),
    (C, 4.0, "give (me|us|him|her) a (quick)? (call|ring|shout|buzz|bell|callback)"),
    (C, 3.5, "(reach|contact|get|email|message|text) (me|us) (at|on|by|through|via|under)"),
    (C, 4.0, "(call|ring|phone|contact|text|email|message) (me|us)"),
    (
        C,
        4.0,
        (
            "(someone|somebody|anyone|person|people|human) (there)? (i|we|that i|who|there|here) (can|could|may)? "
            "(...)? (speak|talk|call|help)"
        ),
    ),
    (
        C,
        3.5,
        ("(get|find|need|want|give) (me)? (a|an|some|another)? (person|human|manager|supervisor|agent|representative)"),
    ),
    (C, 3.0, "(talk|talking|speak|speaking) to (a|this)? (machine|robot|bot|computer|recording)"),
    (C, -6.0, "(don't|do not|never|no need to|stop) (call|calling|ring|phone|phoning|ringing)"),
    (C, 4.5, "(put|get) (a|an|the|your|some|someone|somebody)? (...)? on the (phone|line)"),
    (
        C,
        4.0,
        (
            "^ (hi|hello|ok|okay|no|just|please|,|.)? (a|an|the|any|some)? (human|person|agent|operator|"
            "representative|receptionist|manager|someone|somebody) (please|now|.|!)"
        ),
    ),
    (
        C,
        4.0,
        (
            "(someone|somebody|anyone|person|people) (from|in|at) (the|your)? (support|reception|clinic|office|team|"
            "sales|billing|accounts|management|front|staff|shop|salon|practice|surgery|department)"
        ),
    ),
    # By their part in the business
    (C, 4.0, f"(get|give|put|find|fetch|want|wanna|need|like|have|be) (me|us|on|him|her)? (the|your|a|an)? {_ROLE}"),
    (C, 5.0, f"is|are (the|your|a|an|any) {_ROLE} (still)? (there|in|around|about|available|free|here|on)"),
    (C, 4.0, f"^ (hi|hello|yes|ok|no|just|,)? (the|your) {_ROLE} (please|now|.|!|$)"),
    (C, 4.5, f"transfer|transferring|connect|redirect|patch|reroute ({_ME})"),
    (C, 4.5, "be|been|get|getting|am|being (put through|transferred|connected|forwarded|redirected)"),
    (C, 4.0, "(someone|somebody|anyone|person|whoever|who) (is)? in charge"),
    # They will call, or will not speak to anybody
    (
        C,
        -12.0,
        (
            "(don't|do not|won't|not|never|rather not|no need to|refuse to) (want|need|wish|have|like)? (to)? "
            "(be|speak|"
            "talk|chat|transfer|transferred|connect|connected|put) (to|with|through)? (anyone|anybody|someone|somebody|"
            "people|you|him|her|them|the|my|me|.|,|$)"
        ),
    ),
    (
        C,
        -8.0,
        "(i|we|i'll|we'll) (will|can|could)? (call|ring|phone|talk to|speak to|speak with|get back to|give) you",
    ),
    (C, -6.0, "(am|are) (i|we) (now)? (speaking|talking|chatting)"),
    (C, 4.0, "deal|dealing with (a|an|some|the|someone|somebody) (real|actual)? (person|human|someone|staff|being)?"),
    (
        C,
        4.0,
        "(let|tell) (the|my|dr|him|her|them|your) ... (i|we) (called|rang|phoned|came|rung|dropped by|stopped by)",
    ),
    (C, 4.0, "(someone|somebody|anyone|anybody) (real|human|alive)"),
    (C, 5.0, "who (can|do|should|could|would|must) (i|we) (talk|speak|call|contact|ask|phone|ring|see about)"),
)
