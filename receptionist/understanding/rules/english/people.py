"""What English speakers say when they want a person, a call back, or to leave their details."""

from __future__ import annotations

from receptionist.domain.reading import Intent

C = Intent.CONTACT

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
)
